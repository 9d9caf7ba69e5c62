"""Look-alikes as points: S against kappa, who has joined, the nearest by name."""

import html
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components.mark_labels import LABEL_SIZE, joined, text_width
from components.theme import Look, base_figure, require

HEIGHT = 420
# A label is placed as on a phone, where the drawing is about so many pixels wide and high.
WIDTH, DEPTH, LINE = 290.0, 300.0, 14.0
# So many spots are named, if there is room; each side of a spot is tried, in this order.
NAMED = 14
SIDES = (
    ("left", 0),
    ("right", 0),
    ("center", 14),
    ("center", -14),
    ("left", 12),
    ("left", -12),
    ("right", 12),
    ("right", -12),
)


def lookalikes_chart(frame: pd.DataFrame, *, look: Look) -> go.Figure:
    """Draw a point per ranked country: S across, kappa up, joined by colour and shape.

    frame: name, s, kappa, s_rank, kappa_rank, joined, compared, both, neither, as
    data.questions.lookalikes returns them, the most alike first; only ranked ones are drawn.
    Errors: ShapeError if a column is missing.
    """
    require(frame, "name", "s", "kappa", "s_rank", "kappa_rank", "joined", "compared", "both")
    ranked = frame[frame["s_rank"].notna() & frame["kappa_rank"].notna()]
    figure = base_figure(look, height=HEIGHT)
    shown = {
        False: {"name": "Has not joined", "symbol": "circle-open", "color": look.muted},
        True: {"name": "Has joined", "symbol": "diamond", "color": look.status["announced"]},
    }
    for has_joined, points in ranked.groupby("joined"):
        style = shown[bool(has_joined)]
        figure.add_scatter(
            x=points["s"],
            y=points["kappa"],
            mode="markers",
            name=style["name"],
            marker={
                "symbol": style["symbol"],
                "color": style["color"],
                "size": 10 if has_joined else 8,
                "line": {"width": 1.5, "color": look.ink if has_joined else look.muted},
            },
            text=_told(points),
            hovertemplate="%{text}<extra></extra>",
        )
    axes = (_axis(ranked["s"]), _axis(ranked["kappa"]))
    _add_labels(figure, ranked, axes, look)
    figure.update_xaxes(
        title={"text": "S, of steps taken", "standoff": 6}, range=axes[0], tickformat=".2~f"
    )
    figure.update_yaxes(
        title={"text": "kappa, of being in", "standoff": 6}, range=axes[1], tickformat=".2~f"
    )
    figure.update_layout(margin={"b": 76, "l": 52}, legend={"y": -0.17}, showlegend=True)
    return figure


def _told(points: pd.DataFrame) -> list[str]:
    return [
        f"<b>{html.escape(row.name)}</b><br>S {row.s:.2f} (place {row.s_rank})<br>"
        f"kappa {row.kappa:.2f} (place {row.kappa_rank})<br>"
        f"both in {row.both} of {row.compared} compared"
        for row in points.itertuples(index=False)
    ]


def _axis(values: pd.Series) -> list[float]:
    """Return a range with room around the points, and for labels above them."""
    if values.empty:
        return [-1.0, 1.1]
    low, high = float(values.min()), float(values.max())
    pad = max((high - low) * 0.08, 0.05)
    return [low - pad, high + 1.5 * pad]


def _add_labels(
    figure: go.Figure, ranked: pd.DataFrame, axes: Sequence[Sequence[float]], look: Look
) -> None:
    """Name the nearest, and those that joined, where their names find room."""
    for label in placed_labels(ranked, axes):
        figure.add_annotation(
            x=label.x,
            y=label.y,
            text=html.escape(label.text),
            showarrow=False,
            xanchor=label.anchor,
            yanchor="middle",
            xshift={"left": 8, "right": -8, "center": 0}[label.anchor],
            yshift=label.shift,
            font={"size": LABEL_SIZE, "color": look.ink},
        )


class Label(NamedTuple):
    """A name beside the points it stands for; shift: pixels upwards from them."""

    x: float
    y: float
    text: str
    anchor: str
    shift: float


class Box(NamedTuple):
    """A rectangle in pixels of the drawing."""

    left: float
    right: float
    bottom: float
    top: float

    def meets(self, other: "Box") -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.top <= other.bottom
            or other.top <= self.bottom
        )


def placed_labels(ranked: pd.DataFrame, axes: Sequence[Sequence[float]]) -> list[Label]:
    """Return the names that fit on a phone: the nearest first, points on one spot together.

    ranked: name, s, kappa, joined, the most alike first. axes: the ranges of S and of kappa.
    """
    spots = {at: _named(group) for at, group in ranked.groupby(["s", "kappa"], sort=False)}
    middles = {at: _pixels(*at, axes) for at in spots}
    taken = {at: Box(x - 6, x + 6, y - 6, y + 6) for at, (x, y) in middles.items()}
    wanted = [at for place, at in enumerate(spots) if place < NAMED or spots[at].joined]
    labels: list[Label] = []
    # Who has joined is what the reader looks for, and so is named first.
    for at in sorted(wanted, key=lambda at: not spots[at].joined):
        for anchor, shift in SIDES:
            box = _box(middles[at], text_width(spots[at].text), anchor, shift)
            others = (other for key, other in taken.items() if key != at)
            if _inside(box) and not any(box.meets(other) for other in others):
                taken[(spots[at].text,)] = box
                labels.append(Label(*at, spots[at].text, anchor, shift))
                break
    return labels


class Spot(NamedTuple):
    """The countries on one spot, in words, and whether one of them has joined."""

    text: str
    joined: bool


def _named(group: pd.DataFrame) -> Spot:
    has_joined = bool(group["joined"].any())
    names = group.sort_values("joined", ascending=False, kind="stable")["name"].tolist()
    return Spot(joined(names, 1 if has_joined else 2), has_joined)


def _pixels(s: float, kappa: float, axes: Sequence[Sequence[float]]) -> tuple[float, float]:
    (left, right), (bottom, top) = axes
    return (s - left) / (right - left) * WIDTH, (kappa - bottom) / (top - bottom) * DEPTH


def _box(at: tuple[float, float], length: float, anchor: str, shift: float) -> Box:
    x, y = at[0], at[1] + shift
    left = {"left": x + 8, "right": x - 8 - length, "center": x - length / 2}[anchor]
    return Box(left, left + length, y - LINE / 2, y + LINE / 2)


def _inside(box: Box) -> bool:
    return box.left >= 0 and box.right <= WIDTH and box.bottom >= 0 and box.top <= DEPTH
