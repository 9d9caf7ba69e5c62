"""The coverage map: classes with round bounds, their colours, what is no zero, clicks, bytes."""

import zlib

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components.coverage_map import (
    FEW,
    NOTHING,
    OUTSIDE,
    PALETTES,
    ZERO,
    classified,
    coverage_map,
    legend_title,
)
from components.coverage_map_view import in_a_sentence, listed, map_measure, measured
from components.theme import DARK, LIGHT, Look, ShapeError
from components.world import REGIONS
from data.filter_fields import MEASURES
from data.filters import Filters

ADDRESS = "app/static/world.geojson"
NA = pd.NA
NUMBERS = {
    "iso3": "str",
    "count": "Int64",
    "total": "Int64",
    "share": "Float64",
    "low": "Float64",
    "high": "Float64",
    "in_scope": "bool",
}
PLACES = pd.DataFrame(
    [
        ("BHR", 4, 40, 0.1, 0.04, 0.23, True),
        ("BRA", 0, 12, 0.0, 0.0, 0.2425, True),
        ("KAZ", 1, 1, 1.0, 0.2065, 1.0, True),
        ("SAU", 1_200, 2_400, 0.5, 0.48, 0.52, True),
        ("SMR", 0, 3, 0.0, 0.0, 0.56, True),
        ("SWE", NA, 0, NA, NA, NA, True),
        ("USA", NA, NA, NA, NA, NA, False),
        ("VAT", 3, 3, 1.0, 0.44, 1.0, True),
    ],
    columns=list(NUMBERS),
).astype(NUMBERS)
COUNTRIES = pd.DataFrame(
    {
        "iso3": PLACES["iso3"],
        "name": [
            "Bahrain",
            "Brazil",
            "Kazakhstan",
            "Saudi Arabia",
            "San Marino",
            "Sweden",
            "USA",
            "Holy See",
        ],
        "lat": [26.0, -10.0, 48.0, 24.0, 43.9, 62.0, 40.0, 41.9],
        "lon": [50.5, -53.0, 67.0, 45.0, 12.4, 16.0, -99.0, 12.4],
    }
)


def drawn(places: pd.DataFrame = PLACES, **options: object) -> go.Figure:
    usual = {"where": "published_in", "measure": "count", "of": "articles"}
    usual |= {"look": LIGHT, "geojson": ADDRESS}
    return coverage_map(places, COUNTRIES, **(usual | options))


def shapes(figure: go.Figure) -> list[go.Choropleth]:
    """Return the shapes of countries, without the plain land."""
    return [trace for trace in figure.select_traces("choropleth") if trace.hoverinfo != "skip"]


def markers(figure: go.Figure) -> go.Scattergeo:
    return figure.data[0]


def colour_at(scale: tuple, place: float) -> str:
    return next(colour for edge, colour in scale[1::2] if edge >= place)


def colours(figure: go.Figure) -> dict[str, str]:
    """Read each country's colour back from its number and the colour scale."""
    found = {}
    for trace in shapes(figure):
        places = (np.asarray(trace.z) - trace.zmin) / (trace.zmax - trace.zmin)
        found |= {
            iso3: colour_at(trace.colorscale, place)
            for iso3, place in zip(trace.locations, places, strict=True)
        }
    dots = markers(figure)
    places = (np.asarray(dots.marker.color) - dots.marker.cmin) / (
        dots.marker.cmax - dots.marker.cmin
    )
    return found | {
        f"{row[0]} marker": colour_at(dots.marker.colorscale, place)
        for row, place in zip(dots.customdata, places, strict=True)
    }


def legend(figure: go.Figure) -> dict[str, str]:
    return {trace.name: trace.marker.color for trace in figure.data if trace.showlegend}


LABELS = {
    "count": ("0", "1 to 4", "5 to 19", "20 to 99", "100 to 499", "500 or more"),
    "share": ("0", "Under 10%", "10% to under 20%", "20% to under 30%", "30% to under 40%",
              "40% or more", "Fewer than 10 pieces"),
}  # fmt: skip


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("measure", ["count", "share"])
def test_the_legend_has_the_colours_and_bounds_of_the_map(look: Look, measure: str) -> None:
    """The legend explains other colours, or other bounds, than those painted."""
    figure = drawn(look=look, measure=measure)
    named, painted, labels = legend(figure), colours(figure), LABELS[measure]
    assert tuple(named) == (*labels, "No outlet of it here", "Outside the filter")
    assert len(set(named.values())) == len(named)
    assert painted["BRA"] == named["0"] == look.land
    assert painted["SWE"] == named["No outlet of it here"]
    assert painted["USA"] == named["Outside the filter"]
    assert painted["SAU"] == named["500 or more" if measure == "count" else "40% or more"]
    low = {"count": "1 to 4", "share": "10% to under 20%"}[measure]
    assert painted["BHR marker"] == painted["BHR"] == named[low]


def test_a_share_of_very_few_is_not_drawn_and_its_number_is() -> None:
    """One piece of one makes the darkest country of the map."""
    for measure, label in (("share", "Fewer than 10 pieces"), ("count", "1 to 4")):
        figure = drawn(measure=measure)
        assert colours(figure)["KAZ"] == legend(figure)[label]
    edge = PLACES.assign(total=pd.array([9, 10, *[10] * 6], "Int64"))
    _, codes = classified(edge, "share")
    assert (codes == FEW).tolist() == [True, *[False] * 7]


def test_zero_nothing_and_outside_are_three_things() -> None:
    """Silence, a press that is not collected, and a filter look alike."""
    _, codes = classified(PLACES, "count")
    found = dict(zip(PLACES["iso3"], codes.tolist(), strict=True))
    assert (found["BRA"], found["SWE"], found["USA"]) == (ZERO, NOTHING, OUTSIDE)


def test_the_legend_names_no_class_that_does_not_occur() -> None:
    """A legend explains colours that are nowhere on the map."""
    one = PLACES[PLACES["iso3"] == "KAZ"]
    assert list(legend(drawn(one))) == ["1"]
    assert list(legend(drawn(one.iloc[:0]))) == []


@pytest.mark.parametrize("measure", ["count", "share"])
def test_nothing_in_view_is_drawn(measure: str) -> None:
    """A map without a piece fails, or shows shares of nothing as zeros."""
    empty = PLACES.assign(count=pd.array([0] * 8, "Int64"), total=pd.array([0] * 8, "Int64"))
    empty = empty.assign(share=NA, low=NA, high=NA, in_scope=True).astype(NUMBERS)
    expected = {"count": ["0"], "share": ["No share: nothing in view"]}[measure]
    assert list(legend(drawn(empty, where="about", measure=measure))) == expected


def test_an_unknown_press_everywhere_is_drawn() -> None:
    unknown = PLACES.assign(count=NA, total=0, share=NA, low=NA, high=NA, in_scope=True)
    assert list(legend(drawn(unknown.astype(NUMBERS)))) == ["No outlet of it here"]


def test_small_countries_get_markers_and_those_of_a_zero_are_smaller() -> None:
    """Bahrain is a pixel, and could neither be seen nor clicked."""
    dots = markers(drawn())
    sizes = {row[0]: size for row, size in zip(dots.customdata, dots.marker.size, strict=True)}
    assert sizes == {"BHR": 9, "SMR": 5, "VAT": 9}
    assert dots.marker.opacity == 1
    nearer = markers(drawn(region=REGIONS["middle-east"]))
    assert [row[0] for row in nearer.customdata] == ["BHR", "SMR", "VAT"]


def test_a_country_without_shape_is_a_marker_and_no_shape() -> None:
    """Plotly warns of a location that has no shape."""
    assert not any("VAT" in trace.locations for trace in shapes(drawn()))


def test_hover_says_the_number_its_whole_and_the_interval() -> None:
    """A share stands without its denominator or its interval, or a gap reads as a zero."""
    trace = shapes(drawn())[0]
    said = dict(zip(trace.locations, trace.text, strict=True))
    assert said["SAU"] == (
        "1,200 of 2,400 pieces published there are in view<br>50.0% (95% interval 48.0% to 52.0%)"
    )
    assert said["KAZ"].startswith("1 of 1 piece published there")
    assert said["BRA"].startswith("0 of 12 pieces")
    assert said["SWE"].startswith("no outlet of it here")
    assert said["USA"] == "outside the filter"
    about = shapes(drawn(where="about"))[0]
    assert "1,200 of 2,400 pieces in view name it" in about.text[list(about.locations).index("SAU")]


def test_a_click_reports_the_code_and_chosen_countries_are_outlined() -> None:
    """A click filters by nothing, or nobody sees by what is filtered."""
    plain, outlined = shapes(drawn(chosen=("KAZ", "BHR")))
    assert [list(row) for row in outlined.customdata] == [["BHR", "Bahrain"], ["KAZ", "Kazakhstan"]]
    assert outlined.marker.line.width > plain.marker.line.width
    assert not {"KAZ", "BHR"} & set(plain.locations)
    assert colours(drawn(chosen=("KAZ", "BHR"))) == colours(drawn())


def test_first_trace_asks_for_no_base_map() -> None:
    """Plotly fetches a base map from outside where the first trace is a choropleth."""
    for places in (PLACES, PLACES.iloc[:0]):
        figure = drawn(places)
        assert figure.data[0].type == "scattergeo"
        assert figure.layout.geo.showland is False


@pytest.mark.parametrize("measure", ["count", "share"])
@pytest.mark.parametrize("of", ["articles", "stories", "outlets"])
@pytest.mark.parametrize("where", ["about", "published_in"])
def test_the_legend_says_what_the_colours_stand_for(where: str, of: str, measure: str) -> None:
    title = drawn(where=where, of=of, measure=measure).layout.legend.title.text
    assert title == legend_title(where, measure, of)
    unit = {"articles": "pieces", "stories": "stories", "outlets": "outlets"}[of]
    assert unit in title.lower() and ("share" in title.lower()) == (measure == "share")


@pytest.mark.parametrize("column", list(NUMBERS))
def test_missing_column_of_places(column: str) -> None:
    with pytest.raises(ShapeError, match=column):
        drawn(PLACES.drop(columns=column))


def test_a_measure_of_time_has_no_map() -> None:
    with pytest.raises(ValueError, match="index"):
        drawn(measure="index")


def test_frames_stay_as_they_were() -> None:
    places, countries = PLACES.copy(), COUNTRIES.copy()
    drawn(chosen=("KAZ",))
    pd.testing.assert_frame_equal(places, PLACES)
    pd.testing.assert_frame_equal(countries, COUNTRIES)


def test_a_whole_world_stays_light() -> None:
    """200 countries with their hover lines have to be a small message once deflated."""
    codes = [f"{place:03d}" for place in range(204)]
    counts = np.random.default_rng(7).integers(0, 90_000, len(codes))
    places = pd.DataFrame({"iso3": codes, "count": counts, "total": 1_000_000, "in_scope": True})
    places = places.assign(share=counts / 1e6, low=counts / 1.1e6, high=counts / 0.9e6)
    countries = pd.DataFrame({"iso3": codes, "name": codes, "lat": 1.0, "lon": 1.0})
    figure = coverage_map(
        places.astype(NUMBERS), countries, where="about", measure="share", of="articles",
        look=LIGHT, geojson=ADDRESS,
    )  # fmt: skip
    assert len(zlib.compress(figure.to_json().encode(), 6)) < 15_000


def test_the_list_is_led_by_what_is_sure() -> None:
    """One piece of one leads a list of shares, or zeros and gaps are listed."""
    assert listed(PLACES, "count")["iso3"].tolist() == ["SAU", "BHR", "VAT", "KAZ"]
    assert listed(PLACES, "share")["iso3"].tolist() == ["SAU", "BHR", "VAT", "KAZ"]
    sure = PLACES.assign(total=pd.array([100] * 8, "Int64"))
    assert listed(sure, "share")["iso3"].tolist() == ["SAU", "VAT", "KAZ", "BHR"]


def test_the_map_has_a_measure_for_each_of_the_chart() -> None:
    """A measure of the chart leaves the page without its map."""
    measures = {measure: map_measure(Filters(measure=measure)) for measure in MEASURES}
    assert set(measures.values()) == {"count", "share"}
    assert measures["share"] == "share" and measures["index"] == "count"


@pytest.mark.parametrize(
    ("places", "of", "words"),
    [
        ("about", "articles", "Number of pieces that name the country."),
        ("about", "outlets", "Number of outlets with a piece that names the country."),
        ("published_in", "stories", "Number of stories published in the country."),
        ("published_in", "outlets", "Number of outlets of the country that wrote."),
    ],
)
def test_a_map_of_numbers_says_what_is_counted_and_not_a_share(
    places: str, of: str, words: str
) -> None:
    """If it fails, a file of numbers says what they are a share of."""
    assert measured(Filters(places=places, of=of)) == words
    assert measured(Filters(places=places, of=of, measure="share")).startswith("Share: of all ")


def test_the_map_is_described_in_a_sentence() -> None:
    """Readers who cannot see the map learn nothing of it."""
    places = PLACES.assign(name=COUNTRIES["name"])
    said = in_a_sentence(places, Filters(places="published_in"), "All countries")
    assert said == (
        "World map, All countries. Pieces published there: 4 countries are above 0; first "
        "Saudi Arabia 1,200, Bahrain 4, Holy See 3, Kazakhstan 1."
    )
    none = in_a_sentence(places.iloc[1:2], Filters(measure="share"), "About x")
    assert none == "World map, About x. Share of the pieces in view that name the country: none."


@pytest.mark.parametrize("name", PALETTES)
def test_neighbouring_classes_differ_in_lightness(name: str) -> None:
    """Classes side by side cannot be told apart, least of all in print or by the colour-blind."""
    light = [lightness(colour) for colour in PALETTES[name].rising]
    steps = np.diff(light)
    assert (steps < -9).all() if name == "light" else (steps > 9).all()


def lightness(colour: str) -> float:
    """Return L* of CIELAB, 0 to 100, of a colour written as #rrggbb."""
    shares = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return float(116 * np.cbrt(linear @ [0.2126, 0.7152, 0.0722]) - 16)
