"""Shares of reasons as dots: which are drawn, in which colour, in which order, and what is grey."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.reasons_chart import (
    NOT_COUNTED,
    REASON_COLUMNS,
    interval,
    ranked,
    reasons_chart,
    topics_chart,
)
from components.share_dots import CUT, NOTHING, claim_clicked
from components.theme import DARK, LIGHT, ShapeError

NAN = float("nan")
WINDOWS = {"before": "Before", "at": "At the step"}
LABELS = {"trade": "Trade", "iran": "Iran & co", "gaza": "Gaza"}


def frame(**changes: dict[tuple[str, str], object]) -> pd.DataFrame:
    """Return three reasons in two windows; changes: columns, then (window, reason): value."""
    rows = [(window, reason) for window in WINDOWS for reason in LABELS]
    share = {"trade": 0.2, "iran": 0.4, "gaza": 0.9}
    table = pd.DataFrame(rows, columns=["window", "reason"])
    table = table.assign(stories=10, of=50, share=table["reason"].map(share), low=0.1, high=0.5)
    nothing = dict.fromkeys(("corrected", "corrected_low", "corrected_high"), NAN)
    table = table.assign(**nothing, clipped="", named=4, given=5, disputed=1, denied=0)
    table["stance_fault"] = ""
    table = table.assign(counted=table["reason"] != "gaza", enough=True)
    table = table.set_index(["window", "reason"])
    for column, values in changes.items():
        for place, value in values.items():
            table.loc[place, column] = value
    return table.reset_index()[list(REASON_COLUMNS)]


def draw(table: pd.DataFrame | None = None, **options: object) -> go.Figure:
    table = frame() if table is None else table
    claims = [f"reason:{row.reason}:{row.window}" for row in table.itertuples()]
    given = {"look": LIGHT, "windows": WINDOWS, "labels": LABELS, **options}
    return reasons_chart(table, claims, **given)


def dots(figure: go.Figure) -> dict[str, tuple[str, str, float]]:
    """Return by claim the symbol, colour and share of each dot."""
    found = {}
    for trace in figure.data:
        symbols = trace.marker.symbol
        symbols = [symbols] * len(trace.x) if isinstance(symbols, str) else symbols
        if trace.name not in ("As coded", CUT):
            for claim, symbol, x in zip(trace.customdata, symbols, trace.x, strict=True):
                found[claim] = (symbol, trace.marker.color, x)
    return found


def test_a_window_has_its_colour_and_its_symbol() -> None:
    """Windows can be told apart by colour alone, or not at all."""
    for look in (LIGHT, DARK):
        found = dots(draw(look=look))
        assert found["reason:trade:before"] == ("circle", look.series[0], 0.2)
        assert found["reason:trade:at"] == ("square", look.series[1], 0.2)


def test_what_is_not_counted_stands_below_in_grey() -> None:
    """A reason that is coded badly is the highest of the chart."""
    figure = draw()
    symbol, colour, _ = dots(figure)["reason:gaza:at"]
    assert (symbol, colour) == ("triangle-right-open", LIGHT.muted)
    assert figure.layout.yaxis.ticktext[:2] == ("Iran &amp; co", "Trade")
    assert LIGHT.muted in figure.layout.yaxis.ticktext[2]
    assert [note.text for note in figure.layout.annotations] == [NOT_COUNTED]
    assert figure.layout.annotations[0].bgcolor == LIGHT.paper
    # The axis is made for what is counted.
    assert figure.layout.xaxis.range[1] == pytest.approx(0.5 * 1.04)


def test_a_window_with_few_stories_is_not_drawn() -> None:
    """One story of two stands in the chart as a half."""
    figure = draw(frame(enough={("before", one): False for one in LABELS}))
    assert not [claim for claim in dots(figure) if claim.endswith("before")]
    assert not [trace for trace in figure.data if trace.name == "Before"]
    # It does not stretch the axis either.
    wide = frame(
        enough={("before", one): False for one in LABELS},
        high={("before", one): 1.0 for one in LABELS},
    )
    assert draw(wide).layout.xaxis.range == figure.layout.xaxis.range


def test_a_chart_of_few_stories_only_says_so() -> None:
    """An empty chart looks as if no reason was given."""
    figure = draw(frame().assign(enough=False))
    assert not figure.data and figure.layout.annotations[0].text == NOTHING


def test_a_window_without_a_share_has_no_dot() -> None:
    """Days that nobody collected are drawn as a share of 0."""
    table = frame(share={("before", one): NAN for one in LABELS})
    assert not [claim for claim in dots(draw(table)) if claim.endswith("before")]


def test_a_corrected_share_is_drawn_with_a_tick_as_coded() -> None:
    """The correction is drawn as what was found, or what was found is lost."""
    place = ("at", "trade")
    table = frame(corrected={place: 0.3}, corrected_low={place: 0.15}, corrected_high={place: 0.45})
    figure = draw(table)
    assert dots(figure)["reason:trade:at"][2] == 0.3
    ticks = next(trace for trace in figure.data if trace.name == "As coded")
    assert (list(ticks.x), list(ticks.customdata)) == ([0.2], ["reason:trade:at"])
    own = next(
        t
        for t in figure.data
        if "reason:trade:at" in (t.customdata if t.name != "As coded" else ())
    )
    place = list(own.customdata).index("reason:trade:at")
    assert own.error_x.array[place] == pytest.approx(0.15)
    assert "corrected: 30% (15 to 45%)" in own.text[place]


def test_hover_says_stories_interval_and_how_it_is_given() -> None:
    """A reader cannot see of how many stories a dot is."""
    trace = next(t for t in draw().data if "reason:iran:at" in t.customdata)
    said = trace.text[list(trace.customdata).index("reason:iran:at")]
    assert "Iran &amp; co" in said and "at the step" in said
    assert "10 of 50 stories: 40% (10 to 50%)" in said
    assert "given in 5, disputed in 1, denied in 0, only named in 4" in said


def test_reasons_are_ranked_by_what_is_drawn_of_the_largest_window() -> None:
    """The order is that of a window with two stories, or of shares before their correction."""
    assert ranked(frame()) == (["iran", "trade"], ["gaza"])
    table = frame(corrected={("at", "trade"): 0.6}, of={("at", one): 60 for one in LABELS})
    assert ranked(table) == (["trade", "iran"], ["gaza"])
    assert ranked(table.assign(of=[90] * 3 + [60] * 3))[0] == ["iran", "trade"]
    assert ranked(table.iloc[:0]) == ([], [])


def test_the_axis_holds_each_interval_of_what_is_counted() -> None:
    """An interval is cut at the edge, and looks as if it ended there."""
    for high in (0.9, 1.0):
        figure = draw(frame(high={("at", "trade"): high}))
        assert figure.layout.xaxis.range[1] == pytest.approx(high * 1.04)
        assert not [trace for trace in figure.data if trace.name == CUT]


def test_an_interval_in_grey_that_goes_on_ends_in_an_arrow() -> None:
    """What is not counted looks surer than it is."""
    cut = {("at", "gaza"): 0.3, ("before", "gaza"): 0.3}
    figure = draw(frame(share=cut, high={("at", "gaza"): 0.8}))
    (arrow,) = [trace for trace in figure.data if trace.name == CUT]
    assert list(arrow.customdata) == ["reason:gaza:at"]
    assert list(arrow.x) == [figure.layout.xaxis.range[1]]


def test_an_empty_codebook_or_page_is_drawn_empty() -> None:
    """A page without a counted reason or without a window breaks."""
    assert draw(frame().assign(counted=False)).data
    assert draw(frame().iloc[:0], windows={}).layout.height > 0


def test_only_the_most_frequent_topics_are_drawn() -> None:
    """A list of thirty topics makes a chart of two screens."""
    topics = [f"topic-{place}" for place in range(10)]
    table = pd.DataFrame({"topic": topics * 2, "name": topics * 2})
    table["window"] = ["before"] * 10 + ["at"] * 10
    table = table.assign(stories=5, of=20, share=0.25, low=0.1, high=0.5, enough=True)
    figure = topics_chart(table, list(table["topic"]), look=LIGHT, windows=WINDOWS)
    assert list(figure.layout.yaxis.ticktext) == topics[:8]
    assert set(dots(figure)) == set(topics[:8])


@pytest.mark.parametrize("column", ["share", "enough", "corrected", "denied"])
def test_a_missing_column_is_said(column: str) -> None:
    """A table of another shape draws wrong shares without a word."""
    with pytest.raises(ShapeError, match=f"lacks {column}"):
        draw(frame().drop(columns=column))


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((0.154, 0.101, 0.22), "15% (10 to 22%)"),
        ((0.001, 0, 0.034), "0.1% (0.0 to 3.4%)"),
        ((0.5, NAN, NAN), "50%"),
        ((NAN, 0.1, 0.2), ""),
    ],
)
def test_an_interval_in_words(ends: tuple[float, float, float], said: str) -> None:
    """An interval that is not known is written as nan."""
    assert interval(*ends) == said


@pytest.mark.parametrize(
    ("event", "claim"),
    [
        ({"selection": {"points": [{"customdata": "reason:x:at"}]}}, "reason:x:at"),
        ({"selection": {"points": [{"customdata": ["reason:x:at"]}]}}, "reason:x:at"),
        ({"selection": {"points": [{}]}}, ""),
        ({"selection": {"points": []}}, ""),
        ({}, ""),
    ],
)
def test_a_click_names_a_claim(event: dict, claim: str) -> None:
    """A click beside a dot opens the evidence of nothing."""
    assert claim_clicked(event) == claim
