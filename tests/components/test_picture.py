"""Pictures and pages of figures: right colours, nothing cut, nothing fetched, no hanging."""

import os
import re
import signal
import socket
import socketserver
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from components import drawing_browser, picture
from components.drawing_browser import PictureError, Studio
from components.picture import as_html, as_image, still, with_shapes
from components.theme import DARK, LIGHT, Look, base_figure, titled
from data.browser import HOW_TO_GET_BROWSER, find_browser
from tests.browser.harness.chromium import launch

RED, GREEN, BLUE = (213, 0, 0), (0, 158, 0), (0, 0, 255)
LINES = {"title": "Members & <b>more</b>", "subtitle": "As of 6 Nov 2025", "source": "Our list"}
ADDRESS = "app/static/world.geojson"


def square(code: str, west: float, south: float) -> dict:
    """Return a country of 40 by 40 degrees, its ring clockwise as Plotly wants it."""
    west_east, south_north = (west, west + 40), (south, south + 40)
    ring = [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]
    points = [[west_east[x], south_north[y]] for x, y in ring]
    return {
        "type": "Feature",
        "id": code,
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [points]},
    }


SHAPES = {
    "type": "FeatureCollection",
    "features": [square("AAA", -60, -20), square("BBB", 20, -20), square("CCC", 120, 40)],
}


def world(look: Look = LIGHT) -> go.Figure:
    """Return a map of two countries that swap their colours in the second of two frames."""
    figure = base_figure(look, height=420)
    figure.add_choropleth(
        geojson=ADDRESS,
        locations=["AAA", "BBB"],
        z=[0, 1],
        zmin=0,
        zmax=1,
        colorscale=[[0, f"rgb{RED}"], [1, f"rgb{GREEN}"]],
        showscale=False,
    )
    figure.update_geos(
        projection_type="equirectangular",
        bgcolor=look.paper,
        showland=False,
        showcoastlines=False,
        showframe=False,
        lonaxis_range=[-180, 180],
        lataxis_range=[-90, 90],
    )
    figure.frames = [
        {"name": "before", "data": [{"type": "choropleth", "z": [0, 1]}], "traces": [0]},
        {"name": "after", "data": [{"type": "choropleth", "z": [1, 0]}], "traces": [0]},
    ]
    jump = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}}
    steps = [
        {"method": "animate", "label": name, "args": [[name], jump]} for name in ("before", "after")
    ]
    figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 90},
        sliders=[{"steps": steps}],
        updatemenus=[{"type": "buttons", "buttons": [{"label": "Play", "method": "animate"}]}],
    )
    return figure


def line(colour: tuple[int, int, int] = BLUE) -> go.Figure:
    """Return a figure of one thick line."""
    figure = base_figure(LIGHT, height=300)
    style = {"color": f"rgb{colour}", "width": 9}
    return figure.add_scatter(x=[1, 2, 3], y=[2, 1, 3], name="Israel", line=style, mode="lines")


def pixels(png: bytes) -> Image.Image:
    """Return the picture with plain colours."""
    return Image.open(BytesIO(png)).convert("RGB")


def share(image: Image.Image, colour: tuple[int, int, int]) -> float:
    """Return the share of the picture in a colour, give or take what smooths the edges."""
    near = sum(
        count
        for count, found in image.getcolors(image.width * image.height)
        if all(abs(one - other) < 8 for one, other in zip(found, colour, strict=True))
    )
    return near / (image.width * image.height)


def rgb(colour: str) -> tuple[int, ...]:
    """Return #rrggbb as three numbers."""
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_png_is_twice_the_size_and_on_the_paper_it_was_drawn_on(look: Look) -> None:
    """A picture came out coarse, or a dark chart on white."""
    image = pixels(as_image(base_figure(look, height=300), "png"))
    assert image.size == (2000, 600)
    assert image.getpixel((1, 1)) == rgb(look.paper)


def test_svg_and_pdf_are_what_they_are_called() -> None:
    """A file of another kind stands behind the ending; or the text is lost."""
    svg = as_image(titled(line(), **LINES), "svg")
    root = ElementTree.fromstring(svg)
    words = " ".join(text.strip() for text in root.itertext())
    assert root.tag.endswith("svg") and all(text in words for text in LINES.values())
    assert as_image(line(), "pdf").startswith(b"%PDF-")


def test_another_kind_is_refused() -> None:
    """A kind that nobody offers was drawn as something."""
    with pytest.raises(ValueError, match="gif is not one of png, svg, pdf"):
        as_image(line(), "gif")


def test_a_map_has_its_countries_in_their_colours_and_nothing_of_the_player() -> None:
    """Shapes named by an address were not drawn, or dead buttons stand in the picture."""
    image = pixels(as_image(world(), "png", geojson=SHAPES))
    assert 0.01 < share(image, RED) < 0.2 and 0.01 < share(image, GREEN) < 0.2
    svg = as_image(world(), "svg", geojson=SHAPES).decode()
    assert "slider" not in svg and "updatemenu" not in svg and "Play" not in svg


def test_a_still_moves_the_legend_into_the_room_of_the_slider() -> None:
    """A picture keeps an empty band where the slider was."""
    figure = world()
    figure.update_layout(legend={"y": -76 / 330})
    copy = still(figure)
    assert copy.layout.height == 420 - 76 + picture.GAP
    assert copy.layout.margin.b == 90 - 76 + picture.GAP
    assert copy.layout.legend.y * 330 == pytest.approx(-picture.GAP)
    assert figure.layout.height == 420 and len(figure.frames) == 2


def test_shapes_are_put_in_a_copy_and_only_those_named() -> None:
    """The figure on the page changed, or every trace carries the whole world."""
    figure = world()
    shown = with_shapes(figure, SHAPES).data[0].geojson
    assert [feature["id"] for feature in shown["features"]] == ["AAA", "BBB"]
    assert figure.data[0].geojson == ADDRESS and len(SHAPES["features"]) == 3


def test_no_text_is_cut_at_the_edge_however_long() -> None:
    """Titles, legends or the source line ran over the edge or into each other's room."""
    figure = base_figure(LIGHT, height=360)
    for place in range(12):
        figure.add_scatter(x=[1, 2], y=[place, 2], name=f"United Arab Emirates {place}")
    figure.update_layout(showlegend=True)
    image = pixels(
        as_image(
            titled(
                figure,
                title="Pieces a month that name the country " * 5,
                subtitle="About Israel, Bahrain or 3 more · in Arabic, Hebrew or Turkish · " * 9,
                source="A curated list of published pieces; not a count of all coverage. " * 6,
            ),
            "png",
        )
    )
    paper, width, height = rgb(LIGHT.paper), *image.size
    edges = [(0, 0, width, 6), (0, height - 6, width, height), (width - 6, 0, width, height)]
    for edge in (*edges, (0, 0, 6, height)):
        assert image.crop(edge).getcolors() == [
            (
                (edge[2] - edge[0]) * (edge[3] - edge[1]),
                paper,
            )
        ], edge


def test_titles_show_what_was_typed_and_grow_the_figure_not_the_drawing() -> None:
    """Search words with signs were read as markup, or a long subtitle squeezed the chart."""
    figure = line()
    short = titled(figure, title="a", subtitle="b", source="c").layout
    long = titled(figure, title="a", subtitle="b <b>c</b> & d " * 60, source="c").layout
    assert "b &lt;b&gt;c&lt;/b&gt; &amp; d" in long.title.text
    drawn = {one.height - one.margin.t - one.margin.b for one in (short, long)}
    assert drawn == {300 - 12 - 36} and long.height > short.height + 60


def test_without_a_browser_the_reader_is_told_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error of a library stands where a sentence should."""
    monkeypatch.setattr(picture, "find_browser", lambda: None)
    with pytest.raises(PictureError, match=re.escape(HOW_TO_GET_BROWSER)):
        as_image(line(), "png")


@pytest.fixture
def studio() -> Iterator[Studio]:
    """Return a studio of the test's own."""
    own = Studio(head="")
    yield own
    own.close()


def draw(studio: Studio, figure: go.Figure | None = None, program: Path | None = None) -> bytes:
    """Draw a figure as a small PNG."""
    program = program or find_browser()
    assert program is not None, HOW_TO_GET_BROWSER
    options = {"format": "png", "width": 400, "height": 300, "scale": 1}
    return studio.draw(program, (figure or line()).to_dict(), options)


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_is_drawn(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page hangs, or never draws again."""
    with monkeypatch.context() as patch:
        patch.setattr(drawing_browser, "SECONDS_ALLOWED", 0.01)
        with pytest.raises(PictureError, match="took too long"):
            draw(studio)
    assert draw(studio).startswith(b"\x89PNG")


def test_a_browser_that_does_not_start_is_said_and_another_is_tried(
    studio: Studio, tmp_path: Path
) -> None:
    """A broken browser ends in a traceback, or spoils all later pictures."""
    broken = tmp_path / "chrome"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(PictureError, match="did not work"):
        draw(studio, program=broken)
    assert draw(studio).startswith(b"\x89PNG")


def test_a_browser_that_was_killed_meanwhile_is_replaced(studio: Studio) -> None:
    """Short memory ends a browser; the pictures afterwards fail."""
    draw(studio)
    process = studio._browser.subprocess
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert draw(studio).startswith(b"\x89PNG")


def test_a_figure_that_cannot_be_drawn_is_said_and_the_browser_kept(studio: Studio) -> None:
    """A figure with a missing file ends in a traceback, or costs a new browser."""
    draw(studio)
    before = studio._browser
    with pytest.raises(PictureError, match="could not be drawn"):
        draw(studio, world())
    assert draw(studio).startswith(b"\x89PNG") and studio._browser is before


def test_an_idle_browser_is_closed(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every server keeps 200 MB for a picture somebody once took."""
    monkeypatch.setattr(drawing_browser, "SECONDS_KEPT", 0)
    draw(studio)
    until = time.monotonic() + 20
    while studio._browser is not None and time.monotonic() < until:
        time.sleep(0.05)
    assert studio._browser is None


def test_pictures_asked_for_at_once_are_not_mixed_up(studio: Studio) -> None:
    """One reader got another reader's picture."""
    colours = [RED, GREEN, BLUE, RED, GREEN]
    with ThreadPoolExecutor(5) as pool:
        drawn = list(pool.map(lambda colour: draw(studio, line(colour)), colours))
    for colour, png in zip(colours, drawn, strict=True):
        assert [share(pixels(png), one) > 0.005 for one in (RED, GREEN, BLUE)] == [
            one == colour for one in (RED, GREEN, BLUE)
        ]


class _Listener(socketserver.BaseRequestHandler):
    """Writes down the first line of what a browser asks a proxy for."""

    asked: list[bytes] = []

    def handle(self) -> None:
        self.asked.append(self.request.recv(500).split(b"\r\n")[0])


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """Stand in for the network: return the address of a proxy and what it is asked for."""
    _Listener.asked = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", _Listener.asked
        server.shutdown()


def test_a_map_asks_for_no_base_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """plotly.js fetches an outline of the world from its makers' server."""
    with listening() as (address, asked):
        monkeypatch.setattr(drawing_browser, "NO_NETWORK", address)
        own = Studio(head=f"<script>{picture.EMPTY_BASE_MAP}</script>")
        draw(own, with_shapes(world(), SHAPES))
        own.close()
    assert not [request for request in asked if b"plot" in request], asked


def test_nothing_listens_where_the_browser_is_told_to_find_the_network() -> None:
    """The browser's own calls home would leave this machine."""
    host, port = drawing_browser.NO_NETWORK.split(":")
    assert host == "127.0.0.1"
    with socket.socket() as knock:
        knock.settimeout(1)
        assert knock.connect_ex((host, int(port))) != 0


def seen(page_bytes: bytes, folder: Path, look: Callable[[Page], object]) -> object:
    """Open a page without a network and return what look sees; any request or error fails."""
    file = folder / "page.html"
    file.write_bytes(page_bytes)

    def visit() -> object:
        with sync_playwright() as playwright, launch(playwright) as browser:
            context = browser.new_context(
                offline=True, viewport={"width": 1000, "height": 900}, accept_downloads=True
            )
            asked, said = [], []
            context.on("request", lambda request: asked.append(request.url))
            page = context.new_page()
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(file.as_uri())
            page.locator(".js-plotly-plot .main-svg").first.wait_for()
            result = look(page)
            outside = [one for one in asked if one != file.as_uri() and not one.startswith("blob:")]
            assert (outside, said) == ([], [])
            return result

    # A thread of its own: other tests may hold a Playwright open in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(visit).result()


def test_a_map_page_opens_offline_in_its_colours_and_plays(tmp_path: Path) -> None:
    """The page asks for shapes or a base map, shows an empty map, or its slider is dead."""

    def look(page: Page) -> tuple[list, list, list]:
        colours = (
            "() => [...document.querySelectorAll('.choroplethlayer path')].map((e) => "
            "getComputedStyle(e).fill)"
        )
        page.locator(".choroplethlayer path").nth(1).wait_for(state="attached")
        before, picture_ = page.evaluate(colours), pixels(page.screenshot())
        # Right of the middle of the bar lies the second of two steps.
        page.locator(".slider-rail-touch-rect").click(position={"x": 640, "y": 8}, force=True)
        page.wait_for_function(f"(before) => ({colours})()[0] !== before", arg=before[0])
        return before, page.evaluate(colours), [share(picture_, one) for one in (RED, GREEN)]

    page_bytes = as_html(world(), **LINES, geojson=SHAPES)
    before, after, shares = seen(page_bytes, tmp_path, look)
    assert before == ["rgb(213, 0, 0)", "rgb(0, 158, 0)"] and after == before[::-1]
    assert all(0.005 < one < 0.3 for one in shares)


def test_a_page_says_what_it_shows_in_a_language_and_fits_a_phone(tmp_path: Path) -> None:
    """Who gets the file by mail does not know what it is, or has to scroll sideways."""

    def look(page: Page) -> dict:
        page.set_viewport_size({"width": 390, "height": 800})
        page.wait_for_function("() => document.querySelector('.main-svg').clientWidth < 390")
        return {
            "lang": page.evaluate("document.documentElement.lang"),
            "name": page.title(),
            "wide": page.evaluate("document.documentElement.scrollWidth"),
            "text": page.inner_text("main"),
        }

    found = seen(as_html(line(), **LINES), tmp_path, look)
    assert (found["lang"], found["name"], found["wide"]) == ("en", LINES["title"], 390)
    assert all(text in found["text"] for text in LINES.values())


def test_what_a_reader_typed_cannot_run_in_the_page(tmp_path: Path) -> None:
    """Search words with a script in them run on another person's machine."""
    bad = "</title></script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
    figure = line().update_traces(name=bad).update_layout(showlegend=True)
    shapes = {**SHAPES, "name": bad}
    page_bytes = as_html(figure, title=bad, subtitle=bad, source=bad, geojson=shapes)
    assert seen(page_bytes, tmp_path, lambda page: page.evaluate("window.ran")) is None


def test_the_camera_works_in_the_page(tmp_path: Path) -> None:
    """The page's own policy forbids what the camera needs."""

    def look(page: Page) -> str:
        page.locator(".js-plotly-plot").hover()
        with page.expect_download() as download:
            page.locator("[data-title*='ownload']").click()
        return download.value.suggested_filename

    assert seen(as_html(line(), **LINES), tmp_path, look) == "accord-atlas.svg"
