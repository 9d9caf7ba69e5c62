"""Look-alikes as points: who is drawn, joined by colour and shape, labels that do not overlap."""

import itertools

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.lookalikes_chart import Label, lookalikes_chart, placed_labels
from components.mark_labels import text_width
from components.theme import DARK, LIGHT, ShapeError

NAMES = [f"Land number {number}" for number in range(30)]


def frame(**changes: list) -> pd.DataFrame:
    """Return 30 countries on a line, the sixth of which has joined and the last is not ranked."""
    ranks = pd.array([*range(1, 30), None], dtype="Int64")
    columns = {
        "name": NAMES,
        "s": [1 - number / 30 for number in range(30)],
        "kappa": [0.9 - number / 25 for number in range(30)],
        "s_rank": ranks,
        "kappa_rank": ranks,
        "joined": [number == 5 for number in range(30)],
        "compared": 14,
        "both": 6,
    }
    return pd.DataFrame(columns | changes)


def points(figure: go.Figure) -> dict[str, go.Scatter]:
    return {trace.name: trace for trace in figure.data}


def test_only_ranked_countries_are_points() -> None:
    """A pair compared over two agreements is drawn as the most alike of all."""
    drawn = points(lookalikes_chart(frame(), look=LIGHT))
    assert len(drawn["Has joined"].x) + len(drawn["Has not joined"].x) == 29


def test_who_has_joined_differs_by_colour_and_shape() -> None:
    """Who has joined is told by colour alone."""
    drawn = points(lookalikes_chart(frame(), look=DARK))
    joined, others = drawn["Has joined"].marker, drawn["Has not joined"].marker
    assert joined.symbol != others.symbol and joined.color != others.color
    assert "Land number 5" in drawn["Has joined"].text[0]
    assert drawn["Has joined"].text[0].endswith("both in 6 of 14 compared")


def test_s_is_across_and_kappa_up() -> None:
    """The axes are the other way round."""
    drawn = points(lookalikes_chart(frame(), look=LIGHT))["Has joined"]
    assert drawn.x[0] == pytest.approx(1 - 5 / 30) and drawn.y[0] == pytest.approx(0.9 - 5 / 25)


def boxes(labels: list[Label], axes: list[list[float]]) -> list[tuple[float, float, float, float]]:
    """Return where labels lie on a drawing of 290 x 300 pixels."""
    found = []
    for label in labels:
        x = (label.x - axes[0][0]) / (axes[0][1] - axes[0][0]) * 290
        y = (label.y - axes[1][0]) / (axes[1][1] - axes[1][0]) * 300 + label.shift
        length = text_width(label.text)
        left = {"left": x + 8, "right": x - 8 - length, "center": x - length / 2}[label.anchor]
        found.append((left, left + length, y - 7, y + 7))
    return found


def test_labels_do_not_overlap_on_a_phone() -> None:
    """Names lie on each other where the drawing is narrow."""
    rows, axes = frame().head(29), [[0.0, 1.1], [-0.4, 1.0]]
    labels = placed_labels(rows, axes)
    assert len(labels) > 8
    for one, other in itertools.combinations(boxes(labels, axes), 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart
    assert all(left >= 0 and right <= 290 for left, right, *_ in boxes(labels, axes))


def test_who_has_joined_is_named_before_the_nearest() -> None:
    """The reader looks for members and finds the others' names."""
    crowded = frame(s=[0.5 + number / 9000 for number in range(30)], kappa=[0.5] * 30)
    labels = placed_labels(crowded.head(29), [[0.0, 1.1], [-0.4, 1.0]])
    assert labels[0].text == "Land number 5"


def test_countries_on_one_spot_share_a_label() -> None:
    """Names of countries with the same portfolio are written over each other."""
    same = frame(s=[0.5] * 30, kappa=[0.5] * 30)
    labels = placed_labels(same.head(29), [[0.0, 1.1], [-0.4, 1.0]])
    assert [label.text for label in labels] == ["Land number 5 +28"]


def test_names_are_shown_as_they_are() -> None:
    """A name with signs of markup is read as markup."""
    strange = frame(name=["A <b>", *NAMES[1:]])
    figure = lookalikes_chart(strange, look=LIGHT)
    assert "A &lt;b&gt;" in [note.text for note in figure.layout.annotations]
    assert any("A &lt;b&gt;" in text for text in points(figure)["Has not joined"].text)


def test_a_missing_column_of_likeness_is_named() -> None:
    """A frame without its columns draws an empty figure."""
    with pytest.raises(ShapeError, match="lacks kappa"):
        lookalikes_chart(frame().drop(columns="kappa"), look=LIGHT)
