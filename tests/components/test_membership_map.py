"""The membership map: codes and colours, frames that carry only what changes, clicks, views."""

import json
import zlib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components.membership_map import (
    MAP_CONFIG,
    STATUS_LABELS,
    clicked_countries,
    membership_map,
)
from components.theme import DARK, LIGHT, Look, ShapeError
from components.world import (
    NO_SHAPE,
    PLAIN_LAND,
    REGIONS,
    SMALL_AREAS,
    SMALLEST_SEEN,
    small_in,
)

ROOT = Path(__file__).parents[2]
ADDRESS = "app/static/world.geojson"
FRAMES = pd.DataFrame(
    [
        ("2020-09-14", "BHR", "none"),
        ("2020-09-15", "BHR", "signed"),
        ("2020-09-15", "ISR", "signed"),
        ("2025-11-06", "BHR", "ratified"),
        ("2025-11-06", "ISR", "signed"),
        ("2025-11-06", "KAZ", "announced"),
    ],
    columns=["day", "iso3", "status"],
)
COUNTRIES = pd.DataFrame(
    [
        ("BHR", "Bahrain", 26.0, 50.5, "signed 15 Sep 2020<br>ratified 6 Nov 2025"),
        ("BRA", "Brazil", -10.0, -53.0, ""),
        ("ISR", "Israel", 31.4, 34.7, "signed 15 Sep 2020"),
        ("KAZ", "Kazakhstan", 48.0, 67.0, "announced 6 Nov 2025"),
        ("VAT", "Holy See", 41.9, 12.4, ""),
    ],
    columns=["iso3", "name", "lat", "lon", "ladder"],
)


def drawn(frames: pd.DataFrame = FRAMES, day: str = "2026-01-01", **options: object) -> go.Figure:
    return membership_map(
        frames, COUNTRIES, day=day, **({"look": LIGHT, "geojson": ADDRESS} | options)
    )


def painted(figure: go.Figure) -> go.Choropleth:
    return figure.data[-2]


def markers(figure: go.Figure) -> go.Scattergeo:
    return figure.data[-1]


def statuses(figure: go.Figure) -> dict[str, str]:
    return dict(zip(painted(figure).locations, painted(figure).text, strict=True))


def colours(figure: go.Figure) -> dict[str, str]:
    """Read each country's colour back from its number and the colour scale."""
    trace = painted(figure)
    places = (np.asarray(trace.z) - trace.zmin) / (trace.zmax - trace.zmin)
    steps = trace.colorscale
    return {
        iso3: next(colour for edge, colour in steps[1::2] if edge >= place)
        for iso3, place in zip(trace.locations, places, strict=True)
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1999-01-01", {"BHR": "No step", "ISR": "No step", "KAZ": "No step"}),
        ("2020-09-14", {"BHR": "No step", "ISR": "No step", "KAZ": "No step"}),
        ("2020-09-15", {"BHR": "Signed", "ISR": "Signed", "KAZ": "No step"}),
        ("2025-11-05", {"BHR": "Signed", "ISR": "Signed", "KAZ": "No step"}),
        (
            "2025-11-06",
            {"BHR": "Signed and ratified", "ISR": "Signed", "KAZ": "Announced, not signed"},
        ),
    ],
)
def test_shows_the_last_picture_at_or_before_the_day(day: str, expected: dict[str, str]) -> None:
    assert statuses(drawn(day=day)) == expected


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_each_status_has_its_own_colour(look: Look) -> None:
    """A blended scale would give every status a colour that stands for nothing."""
    assert colours(drawn(look=look)) == {
        "BHR": look.status["ratified"],
        "ISR": look.status["signed"],
        "KAZ": look.status["announced"],
    }
    assert set(colours(drawn(day="2000-01-01", look=look)).values()) == {look.status["none"]}


def test_frames_carry_only_what_changes() -> None:
    """Names, steps and shapes travel once; a frame that repeats them would be heavy."""
    figure = drawn()
    assert [frame.name for frame in figure.frames] == ["2020-09-14", "2020-09-15", "2025-11-06"]
    for frame in figure.frames:
        assert tuple(frame.traces) == (len(figure.data) - 2, len(figure.data) - 1)
        shapes, dots = (trace.to_plotly_json() for trace in frame.data)
        assert set(shapes) == {"type", "z", "text"}
        assert set(dots) == {"type", "lat", "text", "marker"}
        assert shapes["z"].dtype == np.uint8


def test_frame_of_the_day_equals_the_map() -> None:
    """Sliding back to the day shown has to give the same picture."""
    figure = drawn()
    last = figure.frames[figure.layout.sliders[0].active]
    assert list(last.data[0].z) == list(painted(figure).z)
    assert list(last.data[1].marker.color) == list(markers(figure).marker.color)


def test_slider_stops_only_where_something_changes() -> None:
    slider = drawn(day="2020-10-01").layout.sliders[0]
    assert [step.label for step in slider.steps] == ["14 Sep 2020", "15 Sep 2020", "6 Nov 2025"]
    assert slider.active == 1
    assert slider.steps[2].args[0] == ("2025-11-06",)


def test_an_eve_is_added_when_the_first_day_is_not_empty() -> None:
    """Without it, a day before everything would show the first members."""
    figure = drawn(FRAMES[FRAMES["status"] != "none"], day="2001-01-01")
    assert figure.frames[0].name == "2020-09-14"
    assert set(statuses(figure).values()) == {"No step"}


def test_small_members_get_a_marker_only_while_they_have_a_status() -> None:
    figure = drawn(day="2020-09-14")
    assert [row[0] for row in markers(figure).customdata] == ["BHR", "ISR"]
    assert np.isnan(markers(figure).lat).all()
    assert markers(drawn()).lat == pytest.approx([26.0, 31.4])


def test_a_closer_view_needs_fewer_markers() -> None:
    figure = drawn(region=REGIONS["middle-east"])
    assert [row[0] for row in markers(figure).customdata] == ["BHR"]
    assert figure.layout.geo.lonaxis.range == REGIONS["middle-east"].lon


def test_a_map_without_small_members_is_drawn() -> None:
    figure = drawn(FRAMES[FRAMES["iso3"] == "KAZ"])
    assert len(markers(figure).customdata) == 0
    assert statuses(figure) == {"KAZ": "Announced, not signed"}


def test_a_country_without_shape_is_a_marker_and_no_shape() -> None:
    """Plotly warns of a location that has no shape, and a reader could not see it."""
    figure = drawn(pd.DataFrame([("2001-01-01", "VAT", "observer")], columns=FRAMES.columns))
    assert [row[0] for row in markers(figure).customdata] == ["VAT"]
    assert not any("VAT" in (trace.locations or ()) for trace in figure.select_traces("choropleth"))


def test_every_country_can_be_hovered_and_other_land_cannot() -> None:
    land, still, moving = drawn().select_traces("choropleth")
    assert land.hoverinfo == "skip"
    assert [list(row) for row in still.customdata] == [["BRA", "Brazil", ""]]
    assert list(moving.customdata[2]) == ["KAZ", "Kazakhstan", "<br>announced 6 Nov 2025"]
    for trace in (still, moving):
        assert "%{text}" in trace.hovertemplate


def test_legend_names_the_statuses_that_occur_and_none_else() -> None:
    named = [trace.name for trace in drawn().select_traces("scattergeo") if trace.showlegend]
    assert named == ["Signed and ratified", "Signed", "Announced, not signed", "No step"]


def test_first_trace_asks_for_no_base_map() -> None:
    """Plotly looks at the first trace to decide on fetching one; a choropleth would."""
    assert drawn().data[0].type == "scattergeo"
    assert MAP_CONFIG["topojsonURL"] == "app/static/"


@pytest.mark.parametrize("frames", [FRAMES.iloc[:0], FRAMES.iloc[:1]], ids=["empty", "eve only"])
def test_nothing_happened_is_a_plain_map(frames: pd.DataFrame) -> None:
    figure = drawn(frames)
    assert not figure.frames
    assert not figure.layout.sliders
    assert list(figure.data[-3].locations) == ["BHR", "BRA", "ISR", "KAZ"]


@pytest.mark.parametrize("column", ["day", "iso3", "status"])
def test_missing_column_of_frames(column: str) -> None:
    with pytest.raises(ShapeError, match=column):
        drawn(FRAMES.drop(columns=column))


def test_missing_column_of_countries() -> None:
    with pytest.raises(ShapeError, match="ladder"):
        membership_map(
            FRAMES, COUNTRIES.drop(columns="ladder"), day="2020-01-01", look=LIGHT, geojson=ADDRESS
        )


def test_unknown_status_is_named() -> None:
    with pytest.raises(ValueError, match="engaged"):
        drawn(FRAMES.assign(status="engaged"))


def test_frames_and_countries_stay_as_they_were() -> None:
    frames, countries = FRAMES.copy(), COUNTRIES.copy()
    drawn()
    pd.testing.assert_frame_equal(frames, FRAMES)
    pd.testing.assert_frame_equal(countries, COUNTRIES)


def test_shapes_can_be_carried_along() -> None:
    """A page that opens offline has the shapes in it."""
    world = {"type": "FeatureCollection", "features": []}
    assert painted(drawn(geojson=world)).geojson == world


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([], []),
        ([{"location": "KAZ", "customdata": ["KAZ", "Kazakhstan", ""]}], ["KAZ"]),
        ([{"lon": 50.5, "location": None, "customdata": ["BHR", "Bahrain", ""]}], ["BHR"]),
        ([{"customdata": ["BHR"]}, {"customdata": ["BHR"]}], ["BHR"]),
        ([{"x": 1}], []),
    ],
)
def test_clicked_countries(points: list[dict], expected: list[str]) -> None:
    """Shapes and markers report different keys; the code is in both."""
    assert clicked_countries(points) == expected


def test_every_status_has_a_colour_in_both_looks() -> None:
    for look in (LIGHT, DARK):
        assert set(STATUS_LABELS) == set(look.status)


def test_a_long_story_stays_light() -> None:
    """190 countries and 250 days of change have to be a small message once deflated."""
    codes = [f"{place:03d}" for place in range(190)]
    days = pd.date_range("1950-01-01", periods=250, freq="90D").strftime("%Y-%m-%d")
    rows = [(d, c, "member") for n, d in enumerate(days) for c in codes[: n * 190 // 250 + 1]]
    countries = pd.DataFrame({"iso3": codes, "name": codes, "lat": 1.0, "lon": 1.0, "ladder": "x"})
    figure = membership_map(
        pd.DataFrame(rows, columns=FRAMES.columns),
        countries,
        day="2026-01-01",
        look=LIGHT,
        geojson=ADDRESS,
    )
    assert len(figure.frames) == 251
    assert len(zlib.compress(figure.to_json().encode(), 6)) < 30_000


@pytest.fixture(scope="module")
def areas() -> pd.Series:
    features = json.loads((ROOT / "static/world.geojson").read_text())["features"]
    world = gpd.GeoDataFrame.from_features(features, crs=4326).to_crs(8857)
    return pd.Series((world.area / 1e6).to_numpy(), [feature["id"] for feature in features])


@pytest.fixture(scope="module")
def listed() -> set[str]:
    return set(pd.read_csv(ROOT / "data/files/countries.csv", keep_default_na=False)["iso3"])


def test_small_areas_are_those_of_the_shapes(areas: pd.Series, listed: set[str]) -> None:
    """New shapes want a new table; a small country left out of it would not be seen."""
    small = {code for code in listed & set(areas.index) if areas[code] < SMALLEST_SEEN}
    assert small | NO_SHAPE == set(SMALL_AREAS)
    assert {code: round(areas[code]) for code in small} == pytest.approx(
        {code: SMALL_AREAS[code] for code in small}, abs=1
    )


def test_plain_land_is_the_rest_of_the_shapes(areas: pd.Series, listed: set[str]) -> None:
    assert set(PLAIN_LAND) == set(areas.index) - listed
    assert listed - set(areas.index) == NO_SHAPE


@pytest.mark.parametrize("key", REGIONS)
def test_regions_lie_on_the_globe(key: str) -> None:
    region = REGIONS[key]
    assert 0 < region.lon[1] - region.lon[0] <= 360
    assert -90 <= region.lat[0] < region.lat[1] <= 90
    assert small_in(region) <= small_in(REGIONS["world"])
