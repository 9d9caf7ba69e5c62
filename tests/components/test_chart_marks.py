"""Marks on a chart: which are drawn, bands over their days, what hover and legend say."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.chart_marks import (
    MOST_BANDS,
    add_labels,
    add_marks,
    within,
)
from components.mark_rules import add_rules
from components.theme import DARK, LIGHT, Look, base_figure

FIRST, LAST = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01")
COLUMNS = ["day", "last_day", "kind", "label", "text", "when"]


def marks(*given: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=COLUMNS)
    days = {name: pd.to_datetime(frame[name]) for name in ("day", "last_day")}
    return frame.assign(**days)


def drawn(
    frame: pd.DataFrame, look: Look = LIGHT, kinds: tuple[str, ...] | None = None
) -> go.Figure:
    figure = base_figure(look, height=400).add_scatter(x=["2025-01-01"], y=[3], name="Line")
    found = within(frame, FIRST, LAST, *([kinds] if kinds else []))
    add_marks(figure, found, FIRST, LAST, 10, look)
    add_labels(figure, found, FIRST, LAST, 900, look)
    return figure


def named(figure: go.Figure, name: str) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.name == name]


BAND = ("2025-03-10", "2025-04-02", "own", "Talks", "Talks", "10 Mar 2025 to 2 Apr 2025")
DAY = ("2025-06-01", None, "own", "Vote", "Vote", "1 Jun 2025")
STEP = ("2025-09-15", None, "step", "Kazakhstan", "Kazakhstan: signed", "15 Sep 2025")


def test_a_band_covers_its_days_and_its_last_one_whole() -> None:
    """A band ends a day early, or is drawn as a line on its first day."""
    figure = drawn(marks(BAND, DAY))
    (band,) = named(figure, "Your event (span)")
    assert list(band.x) == [
        *("2025-03-10", "2025-03-10", "2025-04-03", "2025-04-03", "2025-03-10"),
        None,
    ]
    assert list(band.y) == [0, 10, 10, 0, 0, None]
    (lines,) = [trace for trace in figure.data if trace.mode == "lines" and not trace.name]
    assert list(lines.x) == ["2025-06-01", "2025-06-01", None]


def test_bands_lie_under_the_lines() -> None:
    """A field is painted over the numbers."""
    figure = drawn(marks(BAND, DAY, STEP))
    assert figure.data[0].name == "Your event (span)"
    assert figure.data[1].name == "Line"


def test_hover_names_the_span_as_it_is_known_over_the_field_and_on_the_symbol() -> None:
    """A reader points at a field and is told nothing, or a date finer than is known."""
    month = ("2025-08-01", "2025-08-31", "event", "Visit", "A visit", "Aug 2025")
    figure = drawn(marks(BAND, month))
    (own,), (event,) = named(figure, "Your event (span)"), named(figure, "Event (span)")
    assert own.text == "<b>10 Mar 2025 to 2 Apr 2025</b> Talks"
    assert (own.hoveron, own.hoverinfo) == ("fills", "text")
    assert event.text == "<b>Aug 2025</b> A visit"
    assert list(named(figure, "Event")[0].text) == [event.text]
    assert list(named(figure, "Event")[0].x) == ["2025-08-01"]


@pytest.mark.parametrize(
    ("first", "last", "cut"),
    [
        ("2024-06-01", "2025-01-31", ("2025-01-01", "2025-02-01")),
        ("2025-12-20", "2026-03-01", ("2025-12-20", "2026-01-01")),
        ("2020-01-01", "2030-01-01", ("2025-01-01", "2026-01-01")),
        ("2024-12-01", "2025-01-01", ("2025-01-01", "2025-01-02")),
    ],
)
def test_a_band_that_reaches_past_the_days_is_cut_on_drawing(
    first: str, last: str, cut: tuple[str, str]
) -> None:
    """A band stretches the axis, or one that began before is lost."""
    figure = drawn(marks((first, last, "event", "War", "War", "as known")))
    (band,) = named(figure, "Event (span)")
    assert (band.x[0], band.x[2]) == cut
    assert band.text == "<b>as known</b> War"
    assert list(named(figure, "Event")[0].x) == [cut[0]]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-12-31", None),
        ("2026-01-01", None),
        ("2024-01-01", "2024-12-31"),
        ("2026-01-01", "2026-05-01"),
        (None, None),
    ],
)
def test_what_does_not_touch_the_days_or_has_none_is_not_drawn(
    first: str | None, last: str | None
) -> None:
    """A mark outside the dates moves the chart's ends."""
    assert within(marks((first, last, "event", "x", "x", "x")), FIRST, LAST) == []


@pytest.mark.parametrize(
    ("kinds", "names"),
    [
        (None, {"Step", "Your event", "Your event (span)"}),
        (("step", "event"), {"Step", "Your event", "Your event (span)"}),
        (("event",), {"Your event", "Your event (span)"}),
        (("step",), {"Step"}),
        ((), set()),
    ],
)
def test_own_events_come_and_go_with_the_events(
    kinds: tuple[str, ...] | None, names: set[str]
) -> None:
    """A chart that asks for steps and events loses the reader's own."""
    frame = marks(BAND, DAY, STEP)
    figure = base_figure(LIGHT, height=400)
    found = within(frame, FIRST, LAST) if kinds is None else within(frame, FIRST, LAST, kinds)
    add_marks(figure, found, FIRST, LAST, 10, LIGHT)
    assert {trace.name for trace in figure.data if trace.name} == names


def test_frames_without_spans_and_words_are_drawn_as_days() -> None:
    """A chart whose marks have no bands cannot be drawn."""
    frame = marks(STEP).drop(columns=["last_day", "when"])
    (symbols,) = named(drawn(frame), "Step")
    assert list(symbols.text) == ["<b>15 Sep 2025</b> Kazakhstan: signed"]


def test_what_readers_wrote_stays_text() -> None:
    """A title of a reader's file becomes markup in hover or label."""
    wild = "<b>=1+1</b> & <a href='x'>y</a>"
    figure = drawn(
        marks(
            ("2025-03-10", "2025-04-02", "own", wild, wild, "<i>when</i>"),
            ("2025-07-01", None, "own", wild, wild, "1 Jul 2025"),
        )
    )
    said = [*(trace.text for trace in named(figure, "Your event (span)"))]
    said += [*named(figure, "Your event")[0].text]
    for text in said:
        assert "&lt;b&gt;=1+1&lt;/b&gt; &amp;" in text
        assert "<a" not in text and "<i>" not in text
    assert figure.layout.annotations[0].text.startswith("&lt;b&gt;")


@pytest.mark.parametrize(
    ("look", "pale"), [(LIGHT, "rgba(89,99,111,0.07)"), (DARK, "rgba(163,173,186,0.07)")]
)
def test_bands_and_symbols_take_the_colours_of_the_theme(look: Look, pale: str) -> None:
    """Marks vanish in one of the themes, or a band is as dense as the hatch of a gap."""
    figure = drawn(marks(BAND, DAY, STEP), look)
    (band,), (stars,) = named(figure, "Your event (span)"), named(figure, "Your event")
    assert (band.fillcolor, band.fillpattern.bgcolor) == (pale, pale)
    assert band.fillpattern.shape == "."
    assert stars.marker.color == look.muted
    assert {trace.marker.symbol for trace in figure.data if trace.mode == "markers"} == {
        *("star", "triangle-down"),
    }


def test_the_legend_has_one_line_for_all_bands_of_a_kind() -> None:
    """Ten bands fill the legend, or a click on it hides only some of a kind."""
    spans = [(f"2025-{month:02}-01", f"2025-{month:02}-09", *BAND[2:]) for month in range(1, 11)]
    figure = drawn(marks(*spans))
    bands = named(figure, "Your event (span)")
    assert [trace.showlegend for trace in bands] == [True] + [False] * 9
    groups = {trace.legendgroup for trace in figure.data if trace.name != "Line"}
    assert groups == {"mark:own"}


def test_very_many_bands_share_a_trace() -> None:
    """A file of 2,000 spans makes 2,000 traces and the browser stands still."""
    spans = [("2025-03-01", "2025-03-09", *BAND[2:])] * (MOST_BANDS + 50)
    bands = named(drawn(marks(*spans)), "Your event (span)")
    assert len(bands) == MOST_BANDS + 1
    assert len(bands[-1].x) == 6 * 50
    assert bands[-1].text.endswith("and 42 more")


def test_near_marks_are_led_by_the_step_then_by_the_readers_own() -> None:
    """The reader's event or an accession is hidden under the symbol of another event."""
    event = ("2025-06-01", None, "event", "", "Summit", "1 Jun 2025")
    step = ("2025-06-02", None, "step", "Kazakhstan", "Kazakhstan: signed", "2 Jun 2025")
    figure = drawn(marks(event, DAY))
    assert list(named(figure, "Your event")[0].x) == ["2025-06-01"]
    assert list(named(figure, "Event")[0].x) == [None]
    figure = drawn(marks(event, DAY, step))
    assert list(named(figure, "Step")[0].x) == ["2025-06-02"]
    assert list(named(figure, "Your event")[0].x) == [None]


@pytest.mark.parametrize("day", ["2025-08-20", "2025-09-14", "2025-09-16", "2025-10-01"])
def test_own_events_are_named_only_where_the_steps_leave_room(day: str) -> None:
    """The reader's events push the name of a country off the chart, or lie on it."""
    near = (day, None, "own", "A vote in the house", "A vote in the house", "as known")
    far = ("2025-02-01", None, "own", "Talks", "Talks", "1 Feb 2025")
    figure = drawn(marks(far, near, STEP))
    assert [one.text for one in figure.layout.annotations] == ["Talks", "Kazakhstan"]


def test_many_own_events_leave_every_step_its_name() -> None:
    """Two hundred events of a reader's file take the names of the countries away."""
    many = [
        (f"2025-{at % 12 + 1:02}-{at % 28 + 1:02}", None, "own", f"Event {at}", "x", "x")
        for at in range(200)
    ]
    alone = [one.text for one in drawn(marks(STEP)).layout.annotations]
    assert alone == ["Kazakhstan"]
    assert set(alone) <= {one.text for one in drawn(marks(*many, STEP)).layout.annotations}


def test_rows_have_rules_from_top_to_bottom_that_tell_their_marks() -> None:
    """Panels and heat maps lose their marks, or a title becomes markup in their hover."""
    figure = base_figure(LIGHT, height=400)
    bold = (*STEP[:4], "<b>Kazakhstan</b>: signed", STEP[5])
    add_rules(figure, within(marks(BAND, DAY, bold), FIRST, LAST), FIRST, LAST, LIGHT)
    rules = [(shape.type, shape.x0, shape.x1, shape.yref) for shape in figure.layout.shapes]
    assert rules == [
        ("rect", "2025-03-10", "2025-04-03", "paper"),
        ("line", "2025-06-01", "2025-06-01", "paper"),
        ("line", "2025-09-15", "2025-09-15", "paper"),
    ]
    heads = {head.text: head.hovertext for head in figure.layout.annotations}
    assert "&lt;b&gt;Kazakhstan&lt;/b&gt;: signed" in heads["▼"]
    assert set(heads) == {"▼", "★"}
