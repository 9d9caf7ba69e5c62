"""Filters: each rule of the address is one row here."""

from dataclasses import fields
from datetime import date
from urllib.parse import parse_qs

import pytest

from data.address import from_address
from data.filters import FilterError, Filters, shown

ALLOWED = {"country": {"KAZ", "ISR"}, "agreement": {"nato", "abraham-accords"}, "outlet": {"Ñandú"}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Filters()),
        ({"country": ["KAZ", "ISR", "KAZ"]}, Filters(country=("KAZ", "ISR"))),
        (
            {"dates": ["2025-11-01", "2025-11-30"]},
            Filters(dates=(date(2025, 11, 1), date(2025, 11, 30))),
        ),
        (
            {"agreement": ["nato"], "membership": ["broad"]},
            Filters(agreement="nato", membership="broad"),
        ),
        ({"as_of": ["2004-03-29"]}, Filters(as_of=date(2004, 3, 29))),
        ({"q": ['  "critical minerals" ']}, Filters(q='"critical minerals"')),
        ({"outlet": ["Ñandú"], "page": ["12"]}, Filters(outlet=("Ñandú",), page=12)),
        ({"utm_source": ["letter"], "q": [""]}, Filters()),
    ],
)
def test_an_address_is_read(given: dict[str, list[str]], expected: Filters) -> None:
    assert from_address(given, ALLOWED) == (expected, [])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"country": ["XXX"]}, "About country: “XXX” is not known here"),
        ({"country": ["<script>alert(1)</script>"]}, "About country: “scriptalert(1)/script”"),
        ({"agreement": ["atlantis"]}, "Agreement: “atlantis” is not known here"),
        ({"dates": ["2025-12-01", "2025-11-01"]}, "before the first (1 Dec 2025)"),
        ({"dates": ["2025-02-30", "2025-03-01"]}, "“2025-02-30” is not a day of the calendar"),
        ({"dates": ["2025-02-01"]}, "a first and a last day are needed, 1 given"),
        ({"dates": ["6 Nov", "2025-12-01"]}, "“6 Nov” is not a day like 2025-11-06"),
        ({"dates": ["0001-01-01", "2025-12-01"]}, "outside 1900 to 2100"),
        ({"as_of": ["yesterday"]}, "Day of the map: “yesterday”"),
        ({"q": ["x" * 10_000]}, "10,000 characters; at most 500"),
        ({"q": ["a\x00b"]}, "control characters"),
        ({"every": ["fortnight"]}, "“fortnight” is not one of day, week"),
        ({"page": ["-3"]}, "“-3” is not a page number"),
        ({"page": ["0"]}, "outside 1 to 1,000,000"),
        ({"article": ["../../etc/passwd"]}, "is not the name of a piece"),
        (
            {"dates": ["2025-01-01", "2025-01-31"], "picked": ["2025-06-01", "2025-06-30"]},
            "Picked days: they lie outside the dates chosen",
        ),
        ({"membership": ["\x07loose"]}, "“loose” is not one of strict, broad"),
        ({"versus": ["every=week"]}, "Filter B: “every” chooses no pieces"),
        ({"versus": ["country"]}, "Filter B: “country” is no filter"),
        ({"versus": ["country=XXX"]}, "Filter B: About country: “XXX” is not known here"),
        ({"versus": ["q=" + "x" * 501]}, "Filter B: Search words: 501 characters; at most 500"),
        ({"versus": ["q=a%09b"]}, "Filter B: Search words: control characters"),
        ({"bursts": ["2"]}, "Bursts: “2” is not a setting; numbers from 1.1 to 10, 0 to 10"),
        ({"event": ["2025-13-01"]}, "Day of the step: “2025-13-01” is not a day"),
        ({"windows": ["1,2"]}, "Windows: “1,2” is not a setting; numbers from 7 to 999"),
        ({"study": ["26,-1"]}, "Weeks of the event study: “26,-1” is not a setting"),
        ({"claim": ["a b"]}, "Evidence shown: “a b” is nothing with evidence"),
        ({"bursts": ["nan,1"]}, "“nan,1” is not a setting"),
        ({"breaks": ["0.1"]}, "Breaks: “0.1” is not a setting; numbers from 0.5 to 50"),
        ({"picked_line": ["YYY"]}, "Picked line: “YYY” is not known here"),
    ],
)
def test_a_bad_value_is_left_out_and_said(given: dict[str, list[str]], said: str) -> None:
    filters, notes = from_address(given, ALLOWED)
    assert filters in (Filters(), Filters(dates=(date(2025, 1, 1), date(2025, 1, 31))))
    assert len(notes) == 1
    assert said in notes[0]
    assert notes[0].endswith("left out.")
    assert "<" not in notes[0]


def test_one_bad_value_leaves_the_good_ones() -> None:
    filters, notes = from_address({"country": ["KAZ", "XXX"], "every": ["week"]}, ALLOWED)
    assert filters == Filters(country=("KAZ",), every="week")
    assert len(notes) == 1


def test_the_address_holds_only_what_differs_from_the_defaults_and_reads_back() -> None:
    filters = Filters(
        country=("KAZ", "ISR"),
        dates=(date(2025, 11, 1), date(2025, 11, 30)),
        q='"a & b" ü',
        every="day",
        page=3,
    )
    address = filters.to_address()
    assert Filters().to_address() == ""
    assert address.startswith("country=KAZ&country=ISR&dates=2025-11-01&dates=2025-11-30&q=")
    assert from_address(parse_qs(address), ALLOWED) == (filters, [])


EVERY_FIELD = {
    "corpus": "Ñandú 2.0-b",
    "agreement": "nato",
    "membership": "broad",
    "country": ("KAZ", "ISR"),
    "dates": (date(2025, 1, 1), date(2025, 12, 31)),
    "published_in": ("KAZ",),
    "outlet": ("Ñandú & co",),
    "language": ("zh-Hans",),
    "kind": ("news",),
    "topic": ("gaza-war", "trade"),
    "q": "“x” OR -y",
    "versus": "country=ISR&q=trade+OR+%22oil+price%22",
    "part": "a_only",
    "every": "week",
    "measure": "share",
    "of": "outlets",
    "base": (date(2020, 1, 1), date(2020, 12, 31)),
    "compare": "press",
    "view": "heat",
    "scale": "free",
    "mix": "constant",
    "bursts": "2,1.5",
    "breaks": "3",
    "places": "published_in",
    "as_of": date(2004, 3, 29),
    "focus": "SDN",
    "event": date(2025, 11, 6),
    "windows": "90,14,180",
    "study": "26,14",
    "within": "all",
    "claim": "says:security:own_government",
    "region": "europe",
    "marks": "none",
    "picked": (date(2025, 2, 1), date(2025, 2, 28)),
    "picked_line": "KAZ",
    "order": "outlet",
    "page": 7,
    "article": "a1b2",
}


@pytest.mark.parametrize("name", [field.name for field in fields(Filters)])
def test_every_field_survives_the_address(name: str) -> None:
    filters = Filters(**{name: EVERY_FIELD[name]})
    assert from_address(parse_qs(filters.to_address()), {}) == (filters, [])


def test_an_old_link_to_a_picked_line_still_works() -> None:
    filters, notes = from_address({"picked_country": ["KAZ"]}, ALLOWED)
    assert (filters.picked_line, notes) == ("KAZ", [])


def test_a_picked_line_is_one_of_those_drawn() -> None:
    filters, notes = from_address({"compare": ["press"], "picked_line": ["KAZ"]}, ALLOWED)
    assert (filters, notes) == (
        Filters(compare="press"),
        ["Picked line: “KAZ” is not known here; left out."],
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"compare": ["press"], "country": ["KAZ"], "picked_line": ["both"]}, "both"),
        ({"compare": ["press"], "country": ["KAZ"], "picked_line": ["a_only"]}, "a_only"),
        ({"compare": ["press"], "country": ["KAZ"], "picked_line": ["b_only"]}, ""),
        ({"compare": ["press"], "picked_line": ["both"]}, ""),
        ({"compare": ["press"], "country": ["KAZ", "ISR"], "picked_line": ["both"]}, ""),
        ({"compare": ["versus"], "versus": ["country=ISR"], "picked_line": ["b_only"]}, "b_only"),
        ({"compare": ["versus"], "picked_line": ["b_only"]}, ""),
        ({"compare": ["versus"], "versus": ["country=XXX"], "picked_line": ["both"]}, ""),
        ({"picked_line": ["both"]}, ""),
    ],
)
def test_a_picked_part_is_a_line_of_its_own_comparison(given: dict, kept: str) -> None:
    """Pieces are listed for a line that the chart does not have, as of a country called "both"."""
    filters, notes = from_address(given, ALLOWED)
    assert filters.picked_line == kept
    assert any(note.startswith("Picked line") for note in notes) == (not kept)


@pytest.mark.parametrize("part", ["a_only", "b_only", "both"])
def test_a_part_goes_with_a_second_filter_that_does_not_exist(part: str) -> None:
    """A link with a bad B shows nothing, or all that A does not choose."""
    given = {"country": ["KAZ"], "versus": ["country=XXX"], "part": [part]}
    assert from_address(given, ALLOWED)[0] == Filters(country=("KAZ",))


def test_a_second_filter_shares_the_dates_of_the_first() -> None:
    dates = (date(2025, 1, 1), date(2025, 12, 31))
    filters = Filters(country=("ISR",), dates=dates).with_second(
        Filters(country=("KAZ",), q="oil", every="week")
    )
    assert filters.second() == Filters(country=("KAZ",), q="oil", dates=dates)
    both = filters.with_choice(part="both")
    assert "only what fits also: about KAZ, matching oil" in both.describe()
    assert filters.corpus_part() != both.corpus_part()


def test_choosing_other_pieces_lets_go_of_what_was_picked_of_the_old() -> None:
    before = Filters(page=4, article="a1", picked=(date(2025, 1, 1), date(2025, 1, 31)))
    after = before.with_choice(country=("KAZ",))
    assert (after.page, after.article, after.picked) == (1, "", None)
    assert before.with_choice(every="day").page == 4


def test_filters_in_words() -> None:
    filters = Filters(
        country=("KAZ", "ISR"), dates=(date(2025, 11, 1), date(2025, 11, 30)), language=("ru",)
    )
    names = {"KAZ": "Kazakhstan", "ISR": "Israel", "ru": "Russian"}
    assert filters.describe(names) == (
        "About Kazakhstan or Israel · 1 Nov 2025 to 30 Nov 2025 · in Russian"
    )
    assert Filters().describe() == "All countries · all outlets and languages"
    span = (date(2020, 8, 13), date(2026, 6, 26))
    assert Filters().describe(span=span) == (
        "All countries · 13 Aug 2020 to 26 Jun 2026 · all outlets and languages"
    )


def test_a_file_name_tells_two_days_of_the_map_and_two_steps_of_time_apart() -> None:
    stems = {
        Filters().stem("map"),
        Filters(as_of=date(2020, 9, 15)).stem("map"),
        Filters(membership="broad").stem("map"),
        Filters(every="day").stem("map"),
        Filters(measure="share").stem("map"),
    }
    assert len(stems) == 5


def test_a_file_name_tells_settings_of_methods_and_chosen_days_apart() -> None:
    """If it fails, the second of two downloads is taken for a copy of the first."""
    days, later = ((date(2025, month, 1), date(2025, month, 9)) for month in (1, 2))
    views = [
        Filters(),
        Filters(places="published_in"),
        *(Filters(bursts=setting) for setting in ("2,1", "3,1")),
        *(Filters(breaks=setting) for setting in ("2", "3")),
        *(Filters(base=span) for span in (days, later)),
        *(Filters(picked=span) for span in (days, later)),
    ]
    assert len({view.stem("coverage") for view in views}) == len(views)


def test_a_file_name_is_plain_ascii_and_short() -> None:
    stem = Filters(country=("KAZ",), q="наука / ../x" + "y" * 300).stem("coverage")
    assert stem.startswith("accord-atlas_coverage_abraham-accords_KAZ_x")
    assert len(stem) <= 120
    assert stem.isascii()
    assert "/" not in stem and "." not in stem


@pytest.mark.parametrize(
    "wrong", [{"of": "sentences"}, {"dates": (date(2025, 2, 1), date(2025, 1, 1))}]
)
def test_filters_check_themselves_when_made(wrong: dict[str, object]) -> None:
    with pytest.raises(FilterError):
        Filters(**wrong)


def test_what_is_quoted_back_holds_no_markup() -> None:
    assert shown("<img src=x>`*_$\\[a](b)") == "“img src=xa(b)”"


@pytest.mark.parametrize("change", [{"focus": "MAR"}, {"agreement": "eu"}])
def test_another_subject_lets_go_of_the_step_and_the_evidence(change: dict[str, str]) -> None:
    """The day of Kazakhstan's step, or its evidence, is shown on Morocco's page."""
    filters = Filters(focus="KAZ", event=date(2025, 11, 7), claim="change", windows="90,14,90")
    changed = filters.with_choice(**change)
    assert (changed.event, changed.claim, changed.windows) == (None, "", "90,14,90")
    assert filters.with_choice(event=date(2025, 11, 6)).claim == "change"
