"""A slider over days with play and pause, which runs in the browser without the server."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import plotly.graph_objects as go

from components.theme import Look

WHOLE_PLAY_MS, SLOWEST_MS, FASTEST_MS = 30_000, 900, 120
BUTTONS_WIDTH = 118  # pixels left of the slider


def add_player(
    figure: go.Figure,
    pictures: Mapping[str, list[dict[str, Any]]],
    *,
    traces: tuple[int, ...],
    active: int,
    look: Look,
) -> go.Figure:
    """Add frames, slider and buttons to a map, in place, and return it.

    pictures: by ISO day, in order, what each of the traces shows; a single day adds nothing.
    traces: the numbers of the traces that change. active: the place of the day shown.
    """
    if len(pictures) < 2:
        return figure
    pace = max(FASTEST_MS, min(SLOWEST_MS, WHOLE_PLAY_MS // len(pictures)))
    figure.frames = [
        {"name": day, "data": data, "traces": list(traces)} for day, data in pictures.items()
    ]
    figure.update_layout(
        sliders=[_slider(list(pictures), active, look)], updatemenus=[_buttons(pace, look)]
    )
    return figure


def _slider(days: list[str], active: int, look: Look) -> dict[str, Any]:
    jump = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}} | _no_blend()
    steps = [{"method": "animate", "label": _in_words(day), "args": [[day], jump]} for day in days]
    return {
        "active": active,
        "steps": steps,
        "x": 0,
        "len": 1,
        "y": 0,
        "pad": {"l": BUTTONS_WIDTH, "r": 32, "t": 6, "b": 0},
        "currentvalue": {"prefix": "As it stood from ", "font": {"size": 13}, "offset": 8},
        "font": {"size": 11, "color": look.muted},
        "bgcolor": look.line,
        "activebgcolor": look.accent,
        "bordercolor": look.line,
        "borderwidth": 1,
        "ticklen": 4,
        "minorticklen": 0,
        "tickcolor": look.line,
        "transition": {"duration": 0},
    }


def _buttons(pace: int, look: Look) -> dict[str, Any]:
    play = {"fromcurrent": True, "mode": "immediate"} | _no_blend()
    play |= {"frame": {"duration": pace, "redraw": True}}
    stop = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}} | _no_blend()
    return {
        "type": "buttons",
        "direction": "left",
        "showactive": False,
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yanchor": "top",
        "pad": {"l": 0, "t": 12, "r": 0, "b": 0},
        "bgcolor": look.panel,
        "bordercolor": look.line,
        "font": {"size": 12, "color": look.ink},
        "buttons": [
            {"label": "Play", "method": "animate", "args": [None, play]},
            {"label": "Pause", "method": "animate", "args": [[None], stop]},
        ],
    }


def _no_blend() -> dict[str, Any]:
    return {"transition": {"duration": 0}}


def _in_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b} {day.year}"
