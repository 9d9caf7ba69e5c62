"""A view as it is taken away: which figure, of what, from which corpus, made by which version."""

import hashlib
from dataclasses import dataclass
from datetime import date

from data.corpus.layout import Manifest
from data.export.about import citation
from data.filters import Filters

LIMITS = {
    "curated": "A chosen list, not a count of all coverage: every number counts this list.",
    "exhaustive": "All that a search, a feed or an archive found: a number depends on what was "
    "searched for and on which outlets were collected, and is not all that was published.",
    "keyword": "Collected by search words: a number counts what the words found, and a share is "
    "one of what they found, not of all that was published.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One figure with its filters on one day.

    figure: its name in data.tables. page: the last part of the page's address. words: the filters
    as a reader reads them. address: the link to the view. denominator: what the numbers are, and
    what a share is a share of. built_in: the corpus is the one that comes with the program.
    code: version of the program. facts: checksum of the facts. today: the day it was looked at.
    """

    figure: str
    page: str
    title: str
    words: str
    address: str
    filters: Filters
    source: str
    denominator: str
    manifest: Manifest
    built_in: bool
    code: str
    facts: str
    today: date

    @property
    def corpus(self) -> str:
        """Return name and checksum of the corpus."""
        return f"{self.manifest.name}, checksum {self.manifest.checksum}"

    @property
    def licence(self) -> str:
        """Say under which licence facts and pieces stand."""
        return f"Facts: MIT. Pieces: {self.manifest.licence or 'not stated'}."

    @property
    def limit(self) -> str:
        """Say how far the numbers of this corpus may be read."""
        return LIMITS.get(self.manifest.basis, f"Collected as: {self.manifest.basis}.")

    @property
    def citation(self) -> str:
        """Return the view as a line of a bibliography."""
        corpus = "" if self.built_in else self.corpus
        return citation(self.title, self.words, corpus, self.address, self.today)

    @property
    def key(self) -> str:
        """Return a citation key that is the same for the same figure, filters and corpus."""
        said = f"{self.filters.to_address()}\n{self.manifest.checksum}"
        own = hashlib.sha256(said.encode()).hexdigest()[:8]
        return f"accord-atlas-{self.figure.replace('_', '-')}-{own}"
