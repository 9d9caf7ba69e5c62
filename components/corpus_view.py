"""The parts of the Corpus page: what is loaded, its limits, its counts, the shipped facts."""

from html import escape
from urllib.parse import quote

import pandas as pd
import streamlit as st

from components import cached, chosen_corpus
from components.download import download
from components.filter_bar import corpus_line
from components.plain import plain
from data import days
from data.corpus.home import corpora_folder, shortened
from data.filter_fields import LABELS, SELECTIONS
from data.filters import Filters, day_in_words

# A large collection can leave out more rows than a browser should be sent.
MOST_SHOWN, LONGEST_SHOWN = 1_000, 500
BASES = {
    "curated": "A chosen list, not all there are",
    "keyword": "What a search for certain words found",
    "exhaustive": "All that the outlets, feeds or archive held",
}


def loaded() -> None:
    """Show name, size, span, licence and checksum of the corpus in use."""
    corpus = cached.corpus()
    manifest = corpus.manifest
    basis = BASES.get(manifest.basis, manifest.basis)
    span = "no piece has a day"
    if corpus.first_day and corpus.last_day:
        span = f"{day_in_words(corpus.first_day)} to {day_in_words(corpus.last_day)}"
    rows = {
        "Corpus": manifest.name,
        "How it was made": basis,
        "Pieces": f"{corpus.total:,}, of which {corpus.undated:,} without a day",
        "Span": span,
        "Input rows": f"{manifest.read:,} read = {manifest.kept:,} kept + "
        f"{manifest.merged:,} merged + {manifest.rejected:,} rejected",
        "Licence": manifest.licence or "not stated",
        "Built": f"{days.in_words(manifest.built_at[:10])}, {manifest.built_at[11:16]} UTC",
        "Checksum": manifest.checksum,
        "In a link": _in_a_link(),
    }
    lines = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, value in rows.items()
    )
    st.html(f'<table class="facts"><tbody>{lines}</tbody></table>')


def _in_a_link() -> str:
    """Say how a link names the corpus, and where it lies if no link can."""
    choice = chosen_corpus.chosen()
    if cached.is_built_in():
        return "not named: it is shown wherever no other is chosen"
    if choice.name:
        return f"corpus={quote(choice.name)}"
    return (
        f"not named: {shortened(choice.folder)} lies outside "
        f"{shortened(corpora_folder())}, so links show this corpus "
        "only on a server started with it"
    )


def made_from(filters: Filters) -> None:
    """Show the files the corpus was made from, with what became of the rows of each."""
    files = cached.corpus().sources()
    if files.empty:
        return
    st.subheader("Files it was made from", anchor=False)
    _account(
        files.rename(columns={"kind": "recognised_as", "notes": "how_it_was_read"}),
        filters,
        name="files",
        title="Files the corpus was made from",
    )


def left_out(filters: Filters) -> None:
    """Show the input rows that were left out, and the values left out of rows that were kept."""
    held = cached.corpus()
    for name, title, rows in (
        ("rejects", "Rows left out when it was built", held.rejects()),
        ("remarks", "Values left out of rows that were kept", held.remarks()),
    ):
        if not rows.empty:
            st.subheader(title, anchor=False)
            _account(rows, filters, name=name, title=title)


def _account(rows: pd.DataFrame, filters: Filters, *, name: str, title: str) -> None:
    """Show the first rows of an account of the building, and offer them all."""
    if len(rows) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN:,} of {len(rows):,}; the download holds all.")
    st.dataframe(
        _cut(rows.head(MOST_SHOWN)).rename(
            columns=lambda word: word.replace("_", " ").capitalize()
        ),
        hide_index=True,
        key=name,
        alt=title,
        column_config={
            word: st.column_config.NumberColumn(format="localized")
            for word in ("Read", "Kept", "Merged", "Rejected", "Line")
        },
    )
    download(
        rows,
        name=name,
        filters=filters,
        title=title,
        subtitle=cached.corpus().manifest.name,
        source=corpus_line(),
        key=f"download_{name}",
    )


def _cut(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose long cells are cut for the screen; the download holds them whole."""
    if "row" not in rows:
        return rows
    long = rows["row"].str.len() > LONGEST_SHOWN
    shown = rows["row"].str[:LONGEST_SHOWN] + long.map({True: " ...", False: ""})
    return rows.assign(row=shown)


def limits() -> None:
    """Show the limits of the built-in list and of the facts, file by file."""
    st.subheader("Limits to keep in mind", anchor=False)
    manifest = cached.corpus().manifest
    if not cached.is_built_in():
        st.markdown(f"**{plain(manifest.name)}**\n\n{plain(manifest.note) or 'None stated.'}")
    for source in cached.sources().itertuples():
        if source.file == "bibliography.csv" and not cached.is_built_in():
            continue
        lines = "\n".join(f"- {limit}" for limit in source.limits)
        if lines:
            st.markdown(f"**{source.title}**\n{lines}")


def counts(filters: Filters) -> None:
    """Show how many of the chosen pieces each value of each filter has."""
    st.subheader("Pieces by filter value", anchor=False)
    st.caption(
        "Of the pieces that fit the other filters. A piece about two countries counts for both."
    )
    names = cached.names()
    options = cached.options(filters)
    for tab, dimension in zip(
        st.tabs([LABELS[name] for name in SELECTIONS]), SELECTIONS, strict=True
    ):
        rows = options[(options["dimension"] == dimension) & (options["count"] > 0)]
        shown = pd.DataFrame(
            {
                LABELS[dimension]: [names.get(value, value) for value in rows["value"]],
                "Pieces": rows["count"],
            }
        )
        tab.dataframe(
            shown,
            hide_index=True,
            height=320,
            key=f"counts_{dimension}",
            alt=f"Pieces by {LABELS[dimension].lower()}",
            column_config={
                "Pieces": st.column_config.ProgressColumn(
                    format="localized", max_value=int(shown["Pieces"].max()) if len(shown) else 1
                )
            },
        )
    download(
        options,
        name="values",
        filters=filters,
        title="Pieces by filter value",
        subtitle=cached.in_words(filters),
        source=corpus_line(),
        key="download_values",
    )


def facts_table(filters: Filters) -> None:
    """Show the shipped files with producer and licence."""
    st.subheader("Sources and licences", anchor=False)
    shown = cached.sources()[["file", "title", "producer", "licence", "accessed"]]
    if not cached.is_built_in():
        shown = shown[shown["file"] != "bibliography.csv"]
    st.dataframe(
        shown.rename(columns=str.capitalize),
        hide_index=True,
        key="sources",
        alt="Shipped files with title, producer, licence and day read",
    )
    download(
        shown,
        name="sources",
        filters=filters,
        title="Sources and licences",
        subtitle="What ships with Accord Atlas",
        source="Source: data/files/sources.toml",
        key="download_sources",
    )
