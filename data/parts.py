"""Who is more than one of many in an agreement: the counterpart of all others, the sponsor."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from data.facts import FILES, FactsError

COUNTERPART, SPONSOR = "counterpart", "sponsor"
FILE = "agreement_parts.csv"


@cache
def load_parts(folder: Path = FILES) -> Mapping[str, Mapping[str, str]]:
    """Return the parts by agreement_id and alpha-3 code; FactsError for one that is not known."""
    found: dict[str, dict[str, str]] = {}
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if row["part"] not in (COUNTERPART, SPONSOR):
                raise FactsError(
                    f"{FILE}, line {reader.line_num}, field part: {row['part']!r} is not known."
                )
            found.setdefault(row["agreement_id"], {})[row["iso3"]] = row["part"]
    return found


def having(agreement: str, part: str) -> tuple[str, ...]:
    """Return the codes of the countries that have a part in an agreement."""
    return tuple(iso3 for iso3, has in load_parts().get(agreement, {}).items() if has == part)
