"""The answer at the top of a country's page: a few sentences, each with its evidence."""

from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from components import cached
from components.download_menu import File, Offer, menu
from components.everything import view_of
from components.filter_bar import corpus_line
from components.ledger_items import OUTSIDE
from components.ledger_view import LABEL, evidence_button
from components.plain import plain
from data.export.brief import Document, as_markdown, as_text, document, web_address
from data.filters import Filters
from data.questions.brief_parts import Brief, Reference, Sentence, numbers_in_words
from data.questions.tally import counted

# Of more signs the references are counted, not named.
LONGEST_MARK = 14
STYLE = """<style>
.st-key-brief { max-width: 62rem }
.st-key-brief button { min-height: 1.6rem; padding: 0; white-space: nowrap }
.references { padding-left: 2rem; font-size: .9rem; overflow-wrap: anywhere }
@media (max-width: 640px) { .st-key-brief [class*="st-key-brief_line"] { flex-wrap: wrap } }
</style>"""


def brief_view(filters: Filters, today: date) -> None:
    """Show the brief on the country in focus, with what takes longest once that is at hand."""
    whole = cached.brief_ready(filters)
    made = cached.brief(filters, today, whole=whole)
    st.html(STYLE)
    st.subheader("In short", anchor=False)
    with st.container(gap="xsmall", key="brief"):
        for number, sentence in enumerate(made.sentences, 1):
            _sentence(number, sentence)
    if not whole:
        st.caption("Whether coverage changed is being computed.")
    with st.container(horizontal=True, vertical_alignment="center"):
        _taken_away(made, filters, today)
    _references(made)


def await_brief(filters: Filters) -> None:
    """Compute the rest of the brief once the page is on the screen, and then show it whole."""
    if cached.brief_ready(filters):
        return
    cached.await_brief(filters)
    st.rerun()


def _sentence(number: int, sentence: Sentence) -> None:
    with st.container(horizontal=True, wrap=False, gap="small", key=f"brief_line_{number}"):
        st.markdown(plain(sentence.text), width="stretch")
        if sentence.claim:
            evidence_button(sentence.claim, f"brief_{number}", f"{LABEL} {_mark(sentence)}".strip())


def _mark(sentence: Sentence) -> str:
    """Say which references a sentence has, in brackets as in a text; of many, how many."""
    mark = numbers_in_words(sentence.references)
    if not mark and not sentence.unlisted:
        return ""
    if len(mark) <= LONGEST_MARK and not sentence.unlisted:
        return f"[{mark}]"
    return f"({counted(len(sentence.references) + sentence.unlisted, 'reference')})"


def _taken_away(made: Brief, filters: Filters, today: date) -> None:
    """Offer the brief as text to copy, and as files that are made on the click."""
    written = _written(made, filters)
    copied = st.popover("Copy", icon=":material/content_copy:", key="copy_brief", on_change="rerun")
    if copied.open:
        copied.caption("The sign in the corner of the text copies all of it.")
        copied.code(as_text(written), language=None, wrap_lines=True, height=320)
    files = (
        File("Markdown", "md", lambda: as_markdown(written)),
        File("Word", "docx", lambda: _docx(written, today)),
        File("PDF", "pdf", lambda: _pdf(written, today)),
    )
    with st.container(width="content", key="brief_files"):
        menu(
            Offer(files=files, words="brief", stem=_about(filters).stem("brief")), "download_brief"
        )


def _docx(written: Document, today: date) -> bytes:
    # Imported on the click, as python-docx and Typst would slow the start of the app.
    from data.export.brief_docx import as_docx

    return as_docx(written, today)


def _pdf(written: Document, today: date) -> bytes:
    from data.export.brief_pdf import as_pdf

    return as_pdf(written, today)


def _written(made: Brief, filters: Filters) -> Document:
    view = view_of(
        replace(filters, claim=""),
        name="brief",
        title=made.question,
        subtitle=cached.in_words(_about(filters)),
        source=corpus_line(),
        denominator="",
    )
    used = cached.codebook()
    return document(made, view, f"version {used.version}, checksum {used.checksum}")


def _references(made: Brief) -> None:
    """List the pieces and sources, once they are asked for."""
    if not made.references:
        return
    label = f"References ({len(made.references):,})"
    panel = st.expander(label, key="brief_references", on_change="rerun", type="compact")
    if panel.open:
        panel.html(f'<ol class="references">{"".join(map(_reference, made.references))}</ol>')


def _reference(one: Reference) -> str:
    said = ", ".join(filter(None, (one.by, one.when)))
    words = escape(f"{said}: {one.title}" if one.title else said)
    address = web_address(one.url)
    link = f' <a href="{escape(address)}" {OUTSIDE}>open</a>' if address else ""
    return f'<li dir="auto">{words}{link}</li>'


def _about(filters: Filters) -> Filters:
    return filters.about_one(filters.subject())
