"""Stories and facts of the evidence ledger as items of a list, with the passages marked."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

import pandas as pd

from components.piece_rows import dated
from data.filters import Filters

STYLE = """<style>
ol.evidence.evidence { padding: 0; margin: 0; list-style: none }
ol.evidence.evidence > li { padding: .55rem 0; margin: 0; border-top: 1px solid
  color-mix(in srgb, currentColor 16%, transparent) }
.evidence p { margin: 0 }
.evidence .beside { opacity: .8; font-size: .9rem }
.evidence blockquote { margin: .25rem 0; padding: 0; border: 0; overflow-wrap: anywhere }
.evidence mark { background: color-mix(in srgb, #e69f00 32%, transparent); color: inherit }
.evidence a { margin-right: .9rem; color: inherit; text-decoration: underline }
</style>"""
OUTSIDE = 'target="_blank" rel="noopener noreferrer"'


class Words(NamedTuple):
    """Words by code: names of countries and languages, of actors."""

    names: Mapping[str, str]
    actors: Mapping[str, str]


def items(rows: pd.DataFrame, filters: Filters, words: Words) -> str:
    """Return the stories of some rows of evidence as an HTML list, its texts escaped.

    rows: as data.questions.evidence.evidence has them, a story's together. filters: of the page,
    for links to the reader.
    """
    parts = []
    for _, passages in rows.groupby(["side", "story"], sort=False):
        first = passages.iloc[0]
        lines = _fact(first) if first["row"] < 0 else _story(passages, filters, words)
        parts.append(f"<li>{''.join(lines)}</li>")
    return f'<ol class="evidence">{"".join(parts)}</ol>'


def _story(passages: pd.DataFrame, filters: Filters, words: Words) -> Iterator[str]:
    first = passages.iloc[0]
    yield f"<p><strong dir='auto'>{escape(first['outlet'] or 'Outlet not known')}</strong> "
    yield f'<span class="beside">{escape(" · ".join(_where(first, words)))}</span></p>'
    if first["title"] and not (passages["part"] == "title").all() and first["part"]:
        yield f'<p class="beside" dir="auto">{escape(first["title"])}</p>'
    for passage in passages.to_dict("records"):
        yield f'<blockquote dir="auto">{_marked(passage)}</blockquote>'
        if said := _said(passage, words):
            yield f'<p class="beside">{escape(said)}</p>'
    yield f'<p class="beside">{_links(first, filters)}</p>'


def _where(first: pd.Series, words: Words) -> Iterator[str]:
    """Yield day, country and language of the outlet, and the number of copies."""
    yield dated(first["day"], first["precision"])
    for code in (first["outlet_country"], first["language"]):
        if code:
            yield words.names.get(code, code)
    if first["copies"] > 1:
        more = first["copies"] - 1
        yield f"and {more:,} more {'copy' if more == 1 else 'copies'} of this text"


def _marked(passage: Mapping) -> str:
    said, start, end = passage["snippet"], passage["mark_start"], passage["mark_end"]
    if end <= start or (start == 0 and end == len(said)):
        return escape(said)
    return f"{escape(said[:start])}<mark>{escape(said[start:end])}</mark>{escape(said[end:])}"


def _said(passage: Mapping, words: Words) -> str:
    """Say who is named as saying it, and whether it is doubted."""
    if not passage["part"]:
        return ""
    voice = passage["voice"]
    if passage["actor"]:
        who = words.actors.get(passage["actor"], passage["actor"])
    else:
        who = {"none": "nobody is named", "outlet": "the outlet itself"}.get(voice, voice)
    return f"{passage['stance'].capitalize()}; said by: {who}"


def _links(first: pd.Series, filters: Filters) -> str:
    said = Filters(corpus=filters.corpus, country=filters.country, article=first["article_id"])
    links = [f'<a href="articles?{escape(said.to_address())}" {OUTSIDE}>Open here</a>']
    if first["url"].startswith(("http://", "https://")):
        links.insert(0, f'<a href="{escape(first["url"])}" {OUTSIDE}>Open at the publisher</a>')
    return "".join(links)


def _fact(row: pd.Series) -> Iterator[str]:
    day = "" if pd.isna(row["day"]) else f" · {dated(row['day'], row['precision'])}"
    yield f"<p><strong>{escape(row['title'])}</strong>"
    yield f'<span class="beside">{escape(day)}</span></p>'
    if row["snippet"]:
        yield f"<blockquote>{escape(row['snippet'])}</blockquote>"
    source = escape(row["outlet"])
    if row["url"].startswith(("http://", "https://")):
        source = f'<a href="{escape(row["url"])}" {OUTSIDE}>{source}</a>'
    yield f'<p class="beside">Source: {source}</p>'
