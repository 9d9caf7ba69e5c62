"""What a user may say about how files become a corpus."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

SENSES = ("names", "demonyms", "capitals", "cities")
DATE_ORDERS = ("dmy", "mdy", "ymd")
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How files are read, and what the corpus says of itself.

    corpus: a name in the user's corpora folder, or a path. name: shown to readers.
    columns: field of data.ingest.records.FIELDS to column, over what was recognised.
    basis: exhaustive (all that a search, a feed or an archive found), keyword (what search words
        found) or curated (a chosen list); data.ingest.build has them as BASES.
    outlet, language, kind: of each piece whose file names none.
    date_order: dmy, mdy or ymd, over what the file's evidence says; "" to decide by it.
    reference_time: the moment that "12 hours ago" counts from; None leaves such rows undated.
    senses: what counts as naming a country when the file does not list countries; none for those
        of the corpus added to, else all.
    stories: whether copies of one text are grouped; a corpus added to keeps its own way.
    encoding: of files of text, over what they show.
    processes: workers beside the reading one; 0 does all in one process.
    """

    corpus: str
    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    outlet: str = ""
    language: str = ""
    kind: str = ""
    basis: str = "exhaustive"
    licence: str = NOT_STATED
    note: str = ""
    date_order: str = ""
    reference_time: datetime | None = None
    senses: tuple[str, ...] = ()
    encoding: str = ""
    stories: bool = True
    append: bool = False
    processes: int = field(default_factory=lambda: min(os.cpu_count() or 1, 4))
