"""A figure as a picture or as a page that opens offline; nothing is ever fetched from outside."""

import html
import json
from collections.abc import Mapping

import plotly.graph_objects as go
import plotly.io
from plotly.offline import get_plotlyjs

from components.drawing_browser import PictureError, the_studio
from data.browser import HOW_TO_GET_BROWSER, find_browser

FORMATS = ("png", "svg", "pdf")
WIDTH, HEIGHT, SCALE = 1000, 500, 2
GAP = 10  # pixels between a drawing and its legend

# plotly.js looks for a base map under the name of scope and resolution even where none is drawn,
# and fetches it from outside when it is not there: so every name has an empty one.
EMPTY_BASE_MAP = """
const layers = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
const nothing = {type: "GeometryCollection", geometries: []};
const empty = {
  type: "Topology", arcs: [], objects: Object.fromEntries(layers.map((name) => [name, nothing])),
};
window.PlotlyGeoAssets = {topojson: new Proxy({}, {get: () => empty})};
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
 script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>
body {{ margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem; background: {paper};
 color: {ink}; font: 1rem/1.5 Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.4rem; margin: 0; }}
p, figure {{ margin: 0.3rem 0; }}
figcaption {{ font-size: 0.85rem; }}
</style>
<script>{base_map}
Object.assign(window.PlotlyGeoAssets, {shapes});</script>
<script>{plotlyjs}</script>
</head>
<body>
<main>
<h1 dir="auto">{title}</h1>
<p dir="auto">{subtitle}</p>
<figure role="group" aria-label="{title}">
{figure}
<figcaption dir="auto">{source}</figcaption>
</figure>
</main>
</body>
</html>
"""


def as_image(figure: go.Figure, kind: str, *, geojson: Mapping | None = None) -> bytes:
    """Return the figure as a picture, with the paper it was drawn on.

    kind: png (twice the size in pixels), svg or pdf.
    geojson: the shapes of a map that names them by an address; see with_shapes.
    Width and height are the figure's own, or 1,000 by 500 pixels.
    Errors: PictureError, whose message is for the reader, when there is no browser, when it
    fails, or when it takes longer than half a minute.
    """
    if kind not in FORMATS:
        raise ValueError(f"{kind} is not one of {', '.join(FORMATS)}")
    program = find_browser()
    if program is None:
        raise PictureError(HOW_TO_GET_BROWSER)
    picture = still(figure) if geojson is None else with_shapes(still(figure), geojson)
    options = {
        "format": kind,
        "width": picture.layout.width or WIDTH,
        "height": picture.layout.height or HEIGHT,
        "scale": SCALE if kind == "png" else 1,
    }
    studio = the_studio(head=f"<script>{EMPTY_BASE_MAP}</script>")
    return studio.draw(program, picture.to_dict(), options)


def still(figure: go.Figure) -> go.Figure:
    """Return a copy that shows what the figure shows now: no frames, sliders or buttons.

    A legend under the slider moves up into its room, and the figure gets as much lower.
    """
    copy = go.Figure(figure.data, figure.layout)
    copy.layout.sliders, copy.layout.updatemenus = None, None
    layout, margin = copy.layout, copy.layout.margin
    if not figure.layout.sliders or not layout.height or (layout.legend.y or 0) >= 0:
        return copy
    drawing = layout.height - (margin.t or 0) - (margin.b or 0)
    room = -layout.legend.y * drawing - GAP
    copy.update_layout(
        legend={"y": -GAP / drawing},
        margin={"b": (margin.b or 0) - room},
        height=layout.height - room,
    )
    return copy


def as_html(
    figure: go.Figure,
    *,
    title: str,
    subtitle: str,
    source: str,
    geojson: Mapping | None = None,
) -> bytes:
    """Return one file with the figure, plotly.js and all shapes in it, for any browser.

    Frames, sliders and buttons work; the width follows the window. The page's own policy
    forbids every request, so that opening it tells nobody.
    geojson: the shapes of a map that names them by an address.
    """
    fluid = go.Figure(figure)
    fluid.update_layout(width=None, autosize=True, height=fluid.layout.height or HEIGHT)
    shapes = dict.fromkeys(_addresses(fluid), geojson) if geojson is not None else {}
    page = _PAGE.format(
        title=html.escape(title),
        subtitle=html.escape(subtitle),
        source=html.escape(source),
        paper=html.escape(fluid.layout.paper_bgcolor or "#ffffff"),
        ink=html.escape(fluid.layout.font.color or "#1c2430"),
        base_map=EMPTY_BASE_MAP,
        shapes=json.dumps(shapes, separators=(",", ":")).replace("<", "\\u003c"),
        plotlyjs=get_plotlyjs(),
        figure=plotly.io.to_html(
            fluid,
            full_html=False,
            include_plotlyjs=False,
            auto_play=False,
            config={
                "displaylogo": False,
                "responsive": True,
                "toImageButtonOptions": {"format": "svg", "filename": "accord-atlas"},
            },
        ),
    )
    return page.encode()


def with_shapes(figure: go.Figure, geojson: Mapping) -> go.Figure:
    """Return a copy in which shapes named by an address are there themselves.

    Each trace gets the shapes that it names, by the id of the feature: all of them for each
    trace would be several times as much to send to the browser that draws.
    """
    copy = go.Figure(figure)
    for trace in copy.data:
        if trace.type == "choropleth" and isinstance(trace.geojson, str):
            named = set(trace.locations if trace.locations is not None else ())
            features = [one for one in geojson["features"] if one.get("id") in named]
            trace.geojson = {**geojson, "features": features}
    return copy


def _addresses(figure: go.Figure) -> list[str]:
    """Return the addresses of shapes in the figure and in its frames."""
    traces = [*figure.data, *(trace for frame in figure.frames for trace in frame.data or ())]
    named = [trace.geojson for trace in traces if trace.type == "choropleth"]
    return sorted({address for address in named if isinstance(address, str)})
