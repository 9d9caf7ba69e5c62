"""What a downloaded table says about itself: the same lines in every format that has room."""

from collections.abc import Mapping
from datetime import date


def about(
    *,
    title: str,
    filters: str,
    address: str,
    source: str,
    day: date,
    licence: str,
    corpus: str,
    cited_corpus: str = "",
    denominator: str = "",
) -> Mapping[str, str]:
    """Return label and text of each line; what is empty is left out.

    filters: the reader's filters in words. address: the link that opens the same view.
    day: the day of the download. licence: of facts and pieces. corpus: its name and checksum.
    cited_corpus: the same for the citation, where it is not the built-in one.
    denominator: what the numbers are, and what a share is a share of.
    """
    lines = {
        "Title": title,
        "Filters": filters,
        "Denominator": denominator,
        "Address": address,
        "Source": source,
        "Corpus": corpus,
        "Licence": licence,
        "Downloaded": day.isoformat(),
        "Cite as": citation(title, filters, cited_corpus, address, day),
    }
    return {label: text for label, text in lines.items() if text}


def citation(title: str, filters: str, corpus: str, address: str, day: date) -> str:
    """Return a view as a line of a bibliography; what is empty is left out."""
    said = f"{title} ({filters})" if filters else title
    accessed = f"{day.day} {day:%B} {day.year}"
    held = f"Corpus: {corpus}" if corpus else ""
    parts = ("Accord Atlas", said, held, address, f"Read {accessed}")
    return ". ".join(part for part in parts if part)
