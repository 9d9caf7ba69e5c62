"""What a row and each column of a downloaded table mean, with units."""

from collections.abc import Mapping

import pandas as pd

from data.export import evidence_meanings, reason_meanings, study_meanings

ROWS: Mapping[str, str] = {
    **dict.fromkeys(
        ("overview_coverage", "coverage", "country_coverage"),
        "One row for each line and each step of time, none left out.",
    ),
    "coverage_map": "One row for each country.",
    "bursts": "One row for each burst of a line, by line, then in time.",
    "breaks": "One row for each break of a line, by line, then in time.",
    "words": "One row for each word that may tell the days picked from the others.",
    "marks": "One row for each step or event that the chart marks, newest first.",
    **dict.fromkeys(
        ("overview_map", "map"), "One row for each country: how it stands in the agreement."
    ),
    "timeline": "One row for each country and span of its status.",
    "steps": "One row for each dated step.",
    "overlap": "One row for each other agreement: the members shared with it.",
    "memberships": "One row for each agreement that the country takes part in.",
    "memberships_axis": "One row for each thing drawn: a span, a range, a step or the event.",
    "special": "One row for each sentence, the most telling first.",
    "lookalikes": "One row for each other country, the most alike first.",
    "happenings": "One row for each of the latest steps and events, newest first.",
    "articles": "One row for each piece, in the order of the list.",
    "values": "One row for each value of each filter.",
    "sources": "One row for each shipped file.",
    "files": "One row for each file that the corpus was made from.",
    "rejects": "One row for each row of a file that was left out.",
    "remarks": "One row for each value that was left out of a row that was kept.",
    **reason_meanings.ROWS,
    **evidence_meanings.ROWS,
    **study_meanings.ROWS,
}
MEANINGS: Mapping[str, str] = {
    **evidence_meanings.MEANINGS,
    **reason_meanings.MEANINGS,
    **study_meanings.MEANINGS,
    "accessed": "day on which the source was read",
    "after": "level after the break: number or share by bucket",
    "agreement": "short name of the agreement",
    "article_id": "name of the piece, the same in every export",
    "base_share": "share over all buckets of the line",
    "both": "number of agreements compared that both are in",
    "before": "level before the break: number or share by bucket",
    "compared": "number of agreements that both countries could join",
    "composition": "raw share minus value: what a changed mix of outlets adds",
    "claim": "name of the sentence, by which its evidence is opened",
    "confidence": "checked (source seen) or known (public record)",
    "count": "number of what is counted; empty where nothing was collected, 0 where nothing fits",
    "countries": "countries concerned",
    "covered": "part of the total that the outlets of the constant mix have, 0 to 1",
    "date": "day, month or year, as far as it is known",
    "day": "day of the step or event",
    "days": "days of the bucket that were collected and asked for",
    "detail": "note or description",
    "dimension": "name of the filter",
    "end": "last day of the status; empty where it still holds",
    "end_date": "day, month or year on which the step ended; empty where it still holds",
    "file": "name of the file",
    "first_day": "first day",
    "high": "upper end of the 95 % interval",
    "how_it_was_read": "columns, dates and encoding that were found",
    "in_scope": "whether the filters let this country be counted",
    "inflation": "pieces per story; copies of one text are one story",
    "inside": "stories of the days picked that hold the word",
    "joined": "whether the country counts as in the chosen agreement, in the chosen reading",
    "kappa": "Cohen's kappa of being in, at most 1; empty where note says why",
    "kappa_rank": "place by kappa, 1 the most alike; empty where not ranked",
    "iso3": "ISO 3166-1 alpha-3 code, with XKX and XSL",
    "iso3s": "ISO 3166-1 alpha-3 codes of the countries concerned",
    "kept": "rows of the file that became pieces",
    "kind": "what kind it is",
    "known_outlets": "outlets ever collected; empty where the collection lists none",
    "label": "words of the mark",
    "language": "language code, ISO 639 or BCP 47",
    "last_day": "last day",
    "licence": "licence of the source",
    "line": "line of the file",
    "live_outlets": "outlets collected on some day of the bucket; empty where none is listed",
    "log_odds": "natural logarithm of how many times as likely the word is on the days picked",
    "low": "lower end of the 95 % interval",
    "member": "whether the country counts as a member in the chosen reading",
    "members": "number of members",
    "merged": "rows of the file that were the same piece as another",
    "name": "readable name",
    "neither": "number of agreements compared that neither is in",
    "note": "note on the step",
    "of": "what count counts: articles (pieces), stories (copies are one), outlets",
    "outlet": "name of the outlet",
    "outlet_country": "country of the outlet, ISO 3166-1 alpha-3",
    "outside": "stories of the other days that hold the word",
    "p": "probability of as much by chance alone",
    "part": "line on which the piece counts: a_only, b_only or both",
    "period": "first day of the bucket; weeks begin on Monday",
    "pi": "Scott's pi of being in, at most 1; empty where note says why",
    "pieces": "number of pieces",
    "precision": "how fine the date is: time, day, month, year, or empty",
    "producer": "who made the source",
    "published_at": "day or time of publication, UTC",
    "q": "p with the number of words, or lines, looked at allowed for (false discovery rate)",
    "ratio": "after / before",
    "read": "rows of the file",
    "reason": "why it was left out",
    "recognised_as": "kind of file",
    "rejected": "rows of the file that were left out",
    "rows": "number of facts behind the sentence",
    "row": "place of the piece by date, from 0",
    "s": "Signorino and Ritter's S of the steps taken, -1 to 1",
    "s_rank": "place by S, 1 the most alike; empty where not ranked",
    "sentence": "what is special, in words",
    "series": "code of the line: a country, outlet, language or topic, a part, or all",
    "settings": "number of settings that were tried",
    "share": "count / total, 0 to 1; empty where it cannot be given",
    "shared": "number of members that both agreements have",
    "since": "day, month or year since which it is a member",
    "source": "where it was read",
    "stability": "part of the settings tried that agree, 0 to 1",
    "start": "first day of the status",
    "state": "whether the bucket was collected, partial or not collected",
    "status": "status in the agreement on the day",
    "status_since": "day, month or year since which the status holds",
    "step": "step taken",
    "steps": "all steps in words",
    "stories": "number of stories: copies of one text are one",
    "stories_inside": "stories read of the days picked, in that language",
    "stories_outside": "stories read of the other days, in that language",
    "story_id": "pieces with the same are copies of one text",
    "summary": "summary, cut where it is long; in the built-in list a sentence of ours",
    "table": "kind of the facts behind the sentence",
    "text": "what happened, in words",
    "title": "title; empty where the corpus holds none",
    "topics": "topics of the piece",
    "total": "the denominator: what count is a share of",
    "url": "web address",
    "value": "the number drawn, in the measure chosen",
    "weight": "how much better the burst fits than the mean, in nats",
    "when": "date or span in words, as far as it is known",
    "word": "the word, in lower case",
    "z": "log_odds / its standard error",
}
# Where a name means something else in one table.
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    **reason_meanings.ELSEWHERE,
    **evidence_meanings.ELSEWHERE,
    **study_meanings.ELSEWHERE,
    "overlap": {"share": "shared / members of the chosen agreement, 0 to 1"},
    "values": {"value": "value of the filter", "count": "number of pieces with this value"},
    "breaks": {"day": "first day of the new level"},
    "bursts": {
        "pieces": "number of what is counted: pieces, stories or outlets",
        "share": "pieces / total, 0 to 1",
        "p": "part of 200 series of one share throughout with a burst as heavy",
    },
    "memberships_axis": {
        "kind": "span (surely held), range (some day in these), step (its day) or event",
        "status": "status of a span or range; the step taken",
        "start": "first day",
        "end": "last day; empty for what still holds and for a single day",
    },
    "lookalikes": {
        "status": "status in the chosen agreement",
        "note": "why there is no kappa, or no place",
    },
    "rejects": {"row": "the row as it was"},
    "remarks": {"row": "the row as it was"},
    "coverage_map": {
        "count": "number of what is counted; 0 is a real zero, empty where none can be counted"
    },
}
TYPES = (
    (pd.api.types.is_bool_dtype, "yes or no"),
    (pd.api.types.is_integer_dtype, "whole number"),
    (pd.api.types.is_float_dtype, "number"),
    (pd.api.types.is_datetime64_any_dtype, "date"),
)


def row_meaning(figure: str) -> str:
    """Say what a row of a figure's table is; "" where nothing is recorded."""
    return ROWS.get(figure, "")


def meaning(figure: str, column: str) -> str:
    """Say what a column of a figure's table means; "" where nothing is recorded."""
    return ELSEWHERE.get(figure, {}).get(column, MEANINGS.get(column, ""))


def type_in_words(column: pd.Series) -> str:
    """Say what kind of value a column holds."""
    return next((words for is_of, words in TYPES if is_of(column)), "text")
