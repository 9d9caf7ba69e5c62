"""What a row of a facts file must satisfy; a fault is a ValueError that names its field."""

from data.days import PRECISIONS, first_day, last_day

STEPS = (
    "announced",
    "witness",
    "signed",
    "ratified",
    "acceded",
    "in_force",
    "member",
    "observer",
    "partner",
    "relations_established",
    "suspended",
    "withdrawn",
    "relations_severed",
)


def check_agreement(row: dict[str, str]) -> None:
    """Check a row of agreements.csv."""
    _need(row, "agreement_id", "name", "short_name")
    if row["founded"]:
        _date(row, "founded")


def check_country(row: dict[str, str]) -> None:
    """Check a row of countries.csv."""
    if not (len(row["iso3"]) == 3 and row["iso3"].isascii() and row["iso3"].isupper()):
        raise ValueError(f"field iso3: {row['iso3']!r} is not three capital letters")
    _need(row, "name_en")
    for field, limit in (("lat", 90), ("lon", 180)):
        try:
            value = float(row[field])
        except ValueError:
            raise ValueError(f"field {field}: {row[field]!r} is not a number") from None
        if not -limit <= value <= limit:
            raise ValueError(f"field {field}: {row[field]} is not within {limit} degrees")


def check_membership(row: dict[str, str], agreements: set[str], countries: set[str]) -> None:
    """Check a row of memberships.csv against the agreements and countries known."""
    _known(row, "agreement_id", agreements)
    _known(row, "iso3", countries)
    _known(row, "step", set(STEPS))
    _known(row, "confidence", {"checked", "known"})
    if row["date"]:
        _date(row, "date")
        if len(row["date"]) != PRECISIONS.get(row["precision"]):
            raise ValueError(f"field precision: {row['precision']!r} does not fit {row['date']}")
    if row["end_date"]:
        _date(row, "end_date")
        if row["date"] and last_day(row["end_date"]) < first_day(row["date"]):
            raise ValueError(f"field end_date: {row['end_date']} is before {row['date']}")


def check_event(row: dict[str, str], agreements: set[str], countries: set[str]) -> None:
    """Check a row of events.csv against the agreements and countries known."""
    _known(row, "agreement_id", agreements)
    _need(row, "date", "title")
    _date(row, "date")
    for code in filter(None, row["iso3s"].split(";")):
        if code not in countries:
            raise ValueError(f"field iso3s: {code!r} is not in countries.csv")


def _need(row: dict[str, str], *fields: str) -> None:
    for field in fields:
        if not row[field].strip():
            raise ValueError(f"field {field}: must not be empty")


def _known(row: dict[str, str], field: str, allowed: set[str]) -> None:
    if row[field] not in allowed:
        hint = f"; one of {', '.join(sorted(allowed))}" if len(allowed) < 20 else ""
        raise ValueError(f"field {field}: {row[field]!r} is not known{hint}")


def _date(row: dict[str, str], field: str) -> None:
    try:
        first_day(row[field])
    except ValueError:
        raise ValueError(
            f"field {field}: {row[field]!r} is not a date like 2025-11-06, 2025-11 or 2025"
        ) from None
