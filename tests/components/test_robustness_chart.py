"""All choices drawn: in order of size, whether each holds, and what each chose."""

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.robustness_chart import LONGEST, robustness_chart, row_words
from components.theme import DARK, LIGHT, Look, ShapeError

CHOICES = ("weeks", "unit", "trend")
COLUMNS = (*CHOICES, "estimate", "low", "high", "holds", "why", "asked")
NAN, NA = math.nan, pd.NA
ROWS = [
    (26, "pieces", "steady", 20.0, 2.0, 200.0, True, "", True),
    (13, "pieces", "steady", 2.0, 0.5, 8.0, False, "", False),
    (52, "pieces", "steady", NAN, NAN, NAN, NA, "too few", False),
    (13, "pieces", "none", math.inf, 3.0, math.inf, True, "", False),
]


def frame(rows: list[tuple] = ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"holds": "boolean"})


def draw(rows: pd.DataFrame | None = None, *, ratio: bool = True, look: Look = LIGHT) -> go.Figure:
    given = frame() if rows is None else rows
    return robustness_chart(given, CHOICES, unit="times before", ratio=ratio, look=look)


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def names(figure: go.Figure) -> list[str]:
    return [trace.name for trace in figure.data if trace.name]


def test_choices_stand_in_order_of_size_and_refused_ones_last() -> None:
    """The order says nothing, or a refused choice stands among the small ones."""
    figure = draw()
    assert list(named(figure, "Does not hold").x) == [0]
    assert list(named(figure, "Holds").x) == [1, 2]
    assert list(named(figure, "No answer").x) == [3]
    assert "too few" in named(figure, "No answer").text[0]


def test_ratios_are_powers_of_ten_cut_to_the_axis() -> None:
    """A rise by ten and a fall by ten look unlike, or an endless ratio empties the axis."""
    figure = draw()
    assert [round(y, 4) for y in named(figure, "Holds").y] == [round(math.log10(20), 4), 2]
    low, high = figure.layout.yaxis.range
    assert low < math.log10(0.5) < 2 < high
    assert list(figure.layout.yaxis.ticktext) == ["1/10", "1", "10", "100"]


def test_the_own_choice_is_larger_and_signs_differ_by_shape() -> None:
    """The headline is not found among its choices, or only a hue says what holds."""
    figure = draw(look=DARK)
    assert list(named(figure, "Holds").marker.size) == [14, 7]
    symbols = {
        named(figure, name).marker.symbol for name in ("Holds", "Does not hold", "No answer")
    }
    assert len(symbols) == 3


def test_only_choices_that_differ_have_rows() -> None:
    """A row of squares says what is true of all."""
    figure = draw()
    rows = list(figure.layout.yaxis2.ticktext)
    assert rows == ["26 weeks", "13 weeks", "52 weeks", "trend: steady", "trend: none"]
    squares = next(trace for trace in figure.data if trace.yaxis == "y2")
    # The largest estimate, third from the left, chose 13 weeks and no trend.
    assert {-y for x, y in zip(squares.x, squares.y, strict=True) if x == 2} == {1, 4}


def test_hover_says_estimate_interval_and_all_choices() -> None:
    """A dot does not say how it was measured."""
    told = named(draw(), "Holds").text[0]
    assert told.replace("<br>", " ") == (
        "times before: 20.0 (95% interval 2.00 to 200.) 26 weeks, pieces, trend: steady"
    )


def test_without_a_headline_nothing_holds_or_fails() -> None:
    """Choices are coloured as holding what was never claimed."""
    figure = draw(frame([(*row[:6], NA, *row[7:]) for row in ROWS]))
    assert "No headline to hold" in names(figure)
    assert not {"Holds", "Does not hold"} & set(names(figure))


def test_differences_have_their_own_scale() -> None:
    """A lead of ten points is drawn as a power of ten."""
    shares = [(26, "pieces", "steady", 0.1, -0.02, 0.2, False, "", True)]
    figure = draw(frame(shares), ratio=False)
    assert list(named(figure, "Does not hold").y) == [0.1]
    assert figure.layout.yaxis.tickformat == ".0%" and figure.layout.yaxis.ticktext is None
    assert figure.layout.yaxis2.ticktext == ()


def test_words_beside_rows_are_short_and_text() -> None:
    """Words run out of the picture on a phone, or are read as markup."""
    assert row_words("read", "pieces that speak of the agreement") == "speak of it"
    assert len(row_words("step", "signed, relations established")) <= LONGEST
    odd = frame([("<b>", *row[1:]) if row[0] == 13 else row for row in ROWS])
    assert "&lt;b&gt; weeks" in draw(odd).layout.yaxis2.ticktext


def test_a_missing_column_is_said() -> None:
    """A table of another shape draws wrong choices without a word."""
    with pytest.raises(ShapeError, match="lacks holds"):
        draw(frame().drop(columns="holds"))
