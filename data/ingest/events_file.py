"""A reader's own events from a file: what can be marked on a chart, and what is wrong where."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from data.ingest.event_rows import EventRows, FaultError
from data.ingest.events_table import EventsFileError, events_table

__all__ = ["MOST_EVENTS", "TEMPLATE", "EventsFileError", "OwnEvents", "read_events"]

# More would hide the chart that they are drawn on.
MOST_EVENTS = 2_000
# So many show that the file is another one, or its dates are; to try words as dates is slow.
MOST_FAULTS = 100
COLUMNS = ("date", "end_date", "title", "description", "iso3s", "source")
FAULT_COLUMNS = {"line": "int64", "field": "str", "reason": "str"}
TEMPLATE = """\
date,end_date,title,countries,description,source
2025-11-06,,A day,KAZ;ISR,"Countries by code or English name; none: for every view",
2025-03-10,2025-04-02,Several days,Kazakhstan,Drawn as a band,https://example.org/a-page
2025-06,,Some day in June,,Known to the month: drawn as a band over it,
""".encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class OwnEvents:
    """What a file of events holds.

    events: date, end_date (partial dates, end_date "" for none), title, description, iso3s (codes
        by ;, "" for every country), source; in the file's order.
    faults: a row for each one left out: line, field (the file's own name of the column, "" for
        the whole row), reason (sentences).
    duplicates: rows left out because the same event stands before them.
    """

    events: pd.DataFrame
    faults: pd.DataFrame
    duplicates: int


def read_events(content: bytes, name: str, countries: Mapping[str, str]) -> OwnEvents:
    """Read events from a table of text or a workbook's first sheet, recognised by what is in it.

    name: of the file, for sentences. countries: English names by alpha-3 code. A bad row is told
    with its line and spoils no other.
    Errors: EventsFileError, one sentence, for a file without a column of dates or of titles, an
    empty or too large one, one that is no table, and one of more than MOST_EVENTS rows or
    MOST_FAULTS bad ones.
    """
    table = events_table(content, name)
    filled = (row for row in table.rows if row[1] is None or any(map(str.strip, row[1])))
    rows = list(islice(filled, MOST_EVENTS + 1))
    if len(rows) > MOST_EVENTS:
        raise EventsFileError(
            f"{name} lists more than {MOST_EVENTS:,} events; keep those that matter most."
        )
    read = EventRows(table, countries, (cells for _, cells in rows if cells))
    events: dict[tuple[str, ...], dict[str, str]] = {}
    faults: list[tuple[int, str, str]] = []
    for line, cells in rows:
        try:
            event = read.event(cells)
        except FaultError as fault:
            faults.append((line, table.columns.get(fault.field, ""), str(fault)))
            if len(faults) > MOST_FAULTS:
                raise EventsFileError(_unfit(name, *faults[0])) from None
        else:
            same = event["date"], event["end_date"], event["title"].casefold(), event["iso3s"]
            events.setdefault(same, event)
    return OwnEvents(
        pd.DataFrame(list(events.values()), columns=list(COLUMNS), dtype="str"),
        pd.DataFrame(faults, columns=list(FAULT_COLUMNS)).astype(FAULT_COLUMNS),
        len(rows) - len(faults) - len(events),
    )


def _unfit(name: str, line: int, field: str, reason: str) -> str:
    where = f"line {line}, {field}" if field else f"line {line}"
    return (
        f"{name} has more than {MOST_FAULTS} rows that cannot be used; mend them or leave them "
        f"out. The first is {where}: {reason}"
    )
