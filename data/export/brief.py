"""A brief as it is taken away: its sentences and references as one document, and as Markdown."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from data.export.about import citation
from data.export.citations import one_line
from data.export.view import View
from data.questions.brief_parts import Brief, Reference, Sentence, numbers_in_words

EVIDENCE = "evidence"
NO_TITLE = "no title"
# The mark after which text runs from the left.
ONWARDS = "\u200e"
PLAIN_SIGNS = "%/:?#[]@!$&'()*+,;=~-._"
# What neither a Word file nor a page can hold.
_NO_SIGNS = re.compile("[\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LIST_SIGN = re.compile(r"^([-+]|\d+[.)])")


@dataclass(frozen=True, slots=True)
class Run:
    """A sentence, and the mark after it: the numbers of its references, linked to its evidence.

    mark, link: "" where there are none.
    """

    text: str
    mark: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as a line: number, words, and an address that a browser opens, or ""."""

    number: int
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A brief as every format writes it.

    words: the filters in words. about: label and text of what stands behind it.
    """

    title: str
    words: str
    paragraphs: tuple[tuple[Run, ...], ...]
    references: tuple[Entry, ...]
    about: Mapping[str, str]


def document(brief: Brief, view: View, codebook: str) -> Document:
    """Return a brief with its references and what stands behind it.

    view: of the page that shows it. codebook: version and checksum in words, "" where no sentence
    is of reasons.
    """
    parts = brief.paragraphs()
    return Document(
        title=clean(brief.question),
        words=clean(view.words),
        paragraphs=tuple(tuple(_run(one, view) for one in part) for part in parts),
        references=tuple(_entry(*numbered) for numbered in enumerate(brief.references, 1)),
        about={label: clean(text) for label, text in _about(view, codebook) if text},
    )


def as_text(written: Document) -> str:
    """Return the document as plain text, to be pasted anywhere."""
    lines = [written.title, written.words, ""]
    for part in written.paragraphs:
        lines += [" ".join(map(_text_run, part)), ""]
    if written.references:
        lines += ["References", *(_text_entry(entry) for entry in written.references), ""]
    lines += [f"{label}: {text}" for label, text in written.about.items()]
    return "\n".join(lines)


def _text_run(run: Run) -> str:
    if not run.mark:
        return run.text
    # Without numbers the mark is a bare word, which says nothing where it opens nothing.
    mark = f"{EVIDENCE}: {run.link}" if run.mark == EVIDENCE else run.mark
    return f"{run.text} [{mark}]"


def _text_entry(entry: Entry) -> str:
    return f"{entry.number}. {entry.words} {entry.link}".rstrip()


def as_markdown(written: Document) -> bytes:
    """Return the document as Markdown in UTF-8; what came from a corpus stands as it is."""
    return "\n".join(_markdown(written)).encode()


def clean(text: str) -> str:
    """Return text on one line, without signs that a file of text cannot hold."""
    return one_line(_NO_SIGNS.sub("", text))


def _run(sentence: Sentence, view: View) -> Run:
    link = ""
    if sentence.claim:
        page = view.address.partition("?")[0]
        link = f"{page}?{replace(view.filters, claim=sentence.claim).to_address()}" if page else ""
    mark = numbers_in_words(sentence.references)
    if sentence.unlisted:
        mark = f"{mark} and {sentence.unlisted:,} more".strip()
    return Run(clean(sentence.text), mark or (EVIDENCE if link else ""), link)


def _entry(number: int, reference: Reference) -> Entry:
    said = ", ".join(filter(None, (_in_a_line(reference.by), clean(reference.when))))
    title = _in_a_line(reference.title)
    words = f"{said}: {title}" if said and title else said or title or NO_TITLE
    return Entry(number, words, web_address(reference.url))


def _in_a_line(text: str) -> str:
    """Return a name for a line of ours; after one written from the right, the line goes on."""
    text = clean(text)
    from_right = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    return f"{text}{ONWARDS}" if from_right else text


def web_address(url: str) -> str:
    """Return an address that a reader may follow, with all but plain signs encoded; else ""."""
    url = clean(url)
    return quote(url, safe=PLAIN_SIGNS) if re.match(r"https?://", url, re.IGNORECASE) else ""


def _about(view: View, codebook: str) -> Iterator[tuple[str, str]]:
    yield "Address", view.address
    yield "Corpus", view.corpus
    yield "Codebook", codebook
    yield "Facts", f"checksum {view.facts}"
    yield "Program", f"Accord Atlas {view.code}"
    yield "Limits", view.limit
    yield "Licence", view.licence
    held = f"{view.corpus}. Codebook: {codebook}" if codebook else view.corpus
    yield "Cite as", citation(view.title, view.words, held, view.address, view.today)


def _markdown(written: Document) -> Iterator[str]:
    yield f"# {_escaped(written.title)}\n"
    yield f"*{_escaped(written.words)}*\n"
    for part in written.paragraphs:
        yield " ".join(_markdown_run(run) for run in part) + "\n"
    if written.references:
        yield "## References\n"
        for entry in written.references:
            address = f" <{entry.link}>" if entry.link else ""
            yield f"{entry.number}. {_escaped(entry.words)}{address}"
        yield ""
    yield "## About this brief\n"
    yield from (f"- {label}: {_escaped(text)}" for label, text in written.about.items())
    yield ""


def _markdown_run(run: Run) -> str:
    if not run.mark:
        return _escaped(run.text)
    mark = f"\\[{_escaped(run.mark)}\\]"
    return f"{_escaped(run.text)} {f'[{mark}](<{run.link}>)' if run.link else mark}"


def _escaped(text: str) -> str:
    """Write text so that Markdown shows it as it is."""
    return _LIST_SIGN.sub(r"\\\1", _MARKUP.sub(r"\\\1", text))
