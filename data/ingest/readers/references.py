"""Files of reference managers: RIS or BibTeX."""

from data.ingest.readers import bibtex, ris
from data.ingest.readers.content import Content
from data.ingest.records import Source


def recognised(content: Content) -> bool:
    """Whether a file holds RIS records or BibTeX entries."""
    return ris.recognised(content) or bibtex.recognised(content)


def source(content: Content) -> Source:
    """Return the records or entries of a file as pieces."""
    return ris.source(content) if ris.recognised(content) else bibtex.source(content)
