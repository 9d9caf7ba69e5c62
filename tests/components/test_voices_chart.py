"""The matrix of reasons and camps: its cells, its order, and what stands apart."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.theme import LIGHT, ShapeError
from components.voices_chart import COLUMNS, SHORT, voices_chart
from components.voices_view import in_words, ordered, press_rows
from data.questions.voices import CAMPS, UNATTRIBUTED

LABELS = {"trade": "Trade", "iran": "Iran", "gaza": "Palestinians"}
WELL = dict.fromkeys(("none", "government", "opponent", "analyst", "outlet"), "")
SAID = {
    ("trade", "sponsor"): 7,
    ("trade", "unattributed"): 30,
    ("iran", "analyst"): 2,
    ("gaza", "outlet"): 5,
}


def frame() -> pd.DataFrame:
    rows = [(reason, camp, SAID.get((reason, camp), 0)) for reason in LABELS for camp in CAMPS]
    table = pd.DataFrame(rows, columns=["reason", "camp", "stories"])
    table = table.assign(passages=table["stories"] + (table["stories"] > 0), given=1, disputed=0)
    attributed = table["reason"].map({"trade": 7, "iran": 2, "gaza": 5})
    table = table.assign(denied=0, attributed=attributed, counted=table["reason"] != "gaza")
    return table[list(COLUMNS)]


def draw(table: pd.DataFrame | None = None) -> go.Figure:
    table = frame() if table is None else table
    return voices_chart(
        table,
        [f"says:{row.reason}:{row.camp}" for row in table.itertuples()],
        look=LIGHT,
        labels=LABELS,
        camps=CAMPS,
        order=ordered(table),
        apart=UNATTRIBUTED,
    )


def cells(figure: go.Figure) -> dict[str, str]:
    trace = next(trace for trace in figure.data if trace.type == "scatter")
    return dict(zip(trace.customdata, trace.text, strict=True))


def test_a_cell_with_stories_has_its_number_and_its_claim() -> None:
    """A number opens the passages of another cell, or zeros fill the matrix."""
    assert cells(draw()) == {
        "says:trade:sponsor": "7",
        "says:trade:unattributed": "30",
        "says:iran:analyst": "2",
        "says:gaza:outlet": "5",
    }


def test_colour_is_for_camps_and_for_what_is_counted() -> None:
    """What nobody says is the darkest cell, or a badly coded reason has colour."""
    heat = next(trace for trace in draw().data if trace.type == "heatmap")
    assert (heat.zmax, heat.z.shape) == (7, (2, len(CAMPS) - 1))
    some = draw(frame().assign(counted=frame()["camp"] == "analyst"))
    shown = next(trace for trace in some.data if trace.type == "heatmap")
    assert (shown.zmax, shown.z.tolist()) == (7, [[0], [0], [2]])
    uncounted = draw(frame().assign(counted=False))
    assert [trace.type for trace in uncounted.data] == ["scatter"]


def test_what_nobody_is_named_as_saying_stands_apart() -> None:
    """The column of nobody looks like one more camp."""
    places = list(draw().layout.xaxis.tickvals)
    assert places[-1] - places[-2] > places[1] - places[0]
    assert list(draw().layout.xaxis.ticktext)[-1] == SHORT[UNATTRIBUTED]
    assert set(SHORT) == set(CAMPS)


def test_counted_reasons_with_most_speakers_come_first() -> None:
    """A reason that is not counted stands above those that are."""
    assert ordered(frame()) == ["trade", "iran", "gaza"]
    assert LIGHT.muted in draw().layout.yaxis.ticktext[2]


def test_hover_says_sentences_and_stances() -> None:
    """A reader cannot see whether a camp gives a reason or denies it."""
    trace = next(trace for trace in draw().data if trace.type == "scatter")
    assert trace.hovertext[0] == (
        "<b>Trade</b>, the sponsor<br>7 stories, 8 sentences<br>given in 1, disputed in 0, "
        "denied in 0, only named in 7"
    )
    assert trace.hovertext[3].endswith("<br>not counted")


def test_an_empty_matrix_is_drawn_empty() -> None:
    """A page without a passage breaks."""
    assert draw(frame().assign(stories=0, passages=0)).layout.height > 0


def test_a_missing_column_is_said() -> None:
    """A table of another shape draws wrong numbers without a word."""
    with pytest.raises(ShapeError, match="lacks stories"):
        draw_without = frame().drop(columns="stories")
        voices_chart(
            draw_without, [], look=LIGHT, labels=LABELS, camps=CAMPS, order=[], apart=UNATTRIBUTED
        )


def test_sentences_with_and_without_a_speaker_are_said() -> None:
    """Sentences of reasons that are not counted are in the sentence on top."""
    assert in_words(frame(), {"trade", "iran"}, WELL) == (
        "In 11 of the 42 sentences that carry a counted reason somebody is named as saying it."
    )
    assert in_words(frame(), set(), WELL).startswith("Not enough evidence")
    badly = dict.fromkeys(WELL, "No.")
    assert "no camp is ranked" in in_words(frame(), {"trade"}, badly)
    assert "only analysts are coded" in in_words(frame(), {"trade"}, badly | {"analyst": ""})


def test_a_press_with_few_stories_has_no_share() -> None:
    """One of five stories is called 20 % of a country's press."""
    table = pd.DataFrame(
        [
            ("trade", "KAZ", "Kazakhstan", 10, 40, 0.25, 0.1, 0.4, True, True),
            ("trade", "ISR", "Israel", 1, 5, 0.2, 0.0, 0.6, True, False),
            ("gaza", "KAZ", "Kazakhstan", 3, 40, 0.1, 0.0, 0.2, False, True),
        ],
        columns="reason outlet_country press stories of share low high counted enough".split(),
    )
    rows = press_rows(table, LABELS)
    assert rows.to_dict("records") == [
        {"Reason": "Trade", "Kazakhstan": "25% (10 to 40%), 10 of 40", "Israel": "1 of 5"}
    ]
