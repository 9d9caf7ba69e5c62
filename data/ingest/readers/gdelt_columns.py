"""The tables of GDELT: their columns, by the names of the codebooks, and how a row of each looks.

Source: GDELT Event Codebook 2.0 and 1.0, GKG Codebook 2.1, GKG 1.0 data format (gdeltproject.org).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_GEO_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_GEO_1 = tuple(part for part in _GEO_2 if part != "ADM2Code")
_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_EVENT = (
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
)
PLACES = ("ActionGeo", "Actor1Geo", "Actor2Geo")
ACTORS = ("Actor1", "Actor2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One of GDELT's tables.

    kind: in words. address: the column with the article's address. seen: the column with the
    moment GDELT saw it. shape: what the first cells of a row look like, one pattern a column.
    """

    kind: str
    columns: tuple[str, ...]
    address: str
    seen: str
    shape: tuple[str, ...]

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether cells can be a row of this table, by their number and by what they hold."""
        return len(cells) in self.widths and all(
            re.fullmatch(pattern, cell) for pattern, cell in zip(self.shape, cells, strict=False)
        )

    @property
    def widths(self) -> tuple[int, ...]:
        """How many columns a row may have: GDELT 1.0 named no addresses before April 2013."""
        full = len(self.columns)
        return (full - 1, full) if self is EVENTS_1 else (full,)


def _events(geo: tuple[str, ...]) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"{actor}{part}" for actor in ACTORS for part in _ACTOR),
        *_EVENT,
        *(f"{place}_{part}" for place in ("Actor1Geo", "Actor2Geo", "ActionGeo") for part in geo),
        *("DATEADDED", "SOURCEURL"),
    )


_MOMENT, _DAY, _NUMBER = r"\d{14}", r"\d{8}", r"\d+"
_EVENT_SHAPE = (_NUMBER, _DAY, r"\d{6}", r"\d{4}", r"\d{4}\.\d+")

EVENTS_2 = Table(
    kind="GDELT 2.0 events",
    columns=_events(_GEO_2),
    address="SOURCEURL",
    seen="DATEADDED",
    shape=_EVENT_SHAPE,
)
EVENTS_1 = Table(
    kind="GDELT 1.0 events",
    columns=_events(_GEO_1),
    address="SOURCEURL",
    seen="DATEADDED",
    shape=_EVENT_SHAPE,
)
MENTIONS = Table(
    kind="GDELT 2.0 mentions",
    columns=(
        "GLOBALEVENTID",
        "EventTimeDate",
        "MentionTimeDate",
        "MentionType",
        "MentionSourceName",
        "MentionIdentifier",
        "SentenceID",
        "Actor1CharOffset",
        "Actor2CharOffset",
        "ActionCharOffset",
        "InRawText",
        "Confidence",
        "MentionDocLen",
        "MentionDocTone",
        "MentionDocTranslationInfo",
        "Extras",
    ),
    address="MentionIdentifier",
    seen="MentionTimeDate",
    shape=(_NUMBER, _MOMENT, _MOMENT, r"\d"),
)
GKG_2 = Table(
    kind="GDELT GKG 2.1",
    columns=(
        "GKGRECORDID",
        "DATE",
        "SourceCollectionIdentifier",
        "SourceCommonName",
        "DocumentIdentifier",
        "Counts",
        "V2Counts",
        "Themes",
        "V2Themes",
        "Locations",
        "V2Locations",
        "Persons",
        "V2Persons",
        "Organizations",
        "V2Organizations",
        "V2Tone",
        "Dates",
        "GCAM",
        "SharingImage",
        "RelatedImages",
        "SocialImageEmbeds",
        "SocialVideoEmbeds",
        "Quotations",
        "AllNames",
        "Amounts",
        "TranslationInfo",
        "Extras",
    ),
    address="DocumentIdentifier",
    seen="DATE",
    shape=(r"\d{14}-T?\d+", _MOMENT, r"\d"),
)
GKG_1 = Table(
    kind="GDELT GKG 1.0",
    columns=(
        "DATE",
        "NUMARTS",
        "COUNTS",
        "THEMES",
        "LOCATIONS",
        "PERSONS",
        "ORGANIZATIONS",
        "TONE",
        "CAMEOEVENTIDS",
        "SOURCES",
        "SOURCEURLS",
    ),
    address="SOURCEURLS",
    seen="DATE",
    shape=(_DAY, _NUMBER, r"[^\t]*", r"[A-Z0-9_;]*", r"[^\t]*", r"[^\t]*", r"[^\t]*", r"[-\d.,]*"),
)
COUNTS_1 = Table(
    kind="GDELT GKG 1.0 counts",
    columns=(
        "DATE",
        "NUMARTS",
        "COUNTTYPE",
        "NUMBER",
        "OBJECTTYPE",
        "GEO_TYPE",
        "GEO_FULLNAME",
        "GEO_COUNTRYCODE",
        "GEO_ADM1CODE",
        "GEO_LAT",
        "GEO_LONG",
        "GEO_FEATUREID",
        "CAMEOEVENTIDS",
        "SOURCES",
        "SOURCEURLS",
    ),
    address="SOURCEURLS",
    seen="DATE",
    shape=(_DAY, _NUMBER, r"[A-Z][A-Z0-9_]*", _NUMBER),
)
TABLES = (EVENTS_2, EVENTS_1, MENTIONS, GKG_2, GKG_1, COUNTS_1)
