"""What the map of the world needs to know about its shapes: views, small countries, plain land."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """A view of the world: degrees shown, and how many times larger than the world it is drawn."""

    name: str
    lon: tuple[float, float]
    lat: tuple[float, float]
    zoom: float

    def geo(self) -> dict:
        """Return Plotly's geo settings; the view is turned so that its middle is upright."""
        middle = sum(self.lon) / 2
        return {
            "projection": {"type": "equal earth", "rotation": {"lon": middle}},
            "lonaxis": {"range": list(self.lon)},
            "lataxis": {"range": list(self.lat)},
            "uirevision": self.name,
        }


# The world begins at 169 W, in the Bering Strait, so that Chukotka stays with Russia.
REGIONS: Mapping[str, Region] = {
    "world": Region("World", (-169, 191), (-57, 84), 1),
    "middle-east": Region("Middle East and North Africa", (-18, 64), (9, 43), 4),
    "central-asia": Region("Central Asia", (44, 90), (33, 56), 6),
    "europe": Region("Europe", (-25, 46), (34, 71), 4),
    "africa": Region("Africa", (-26, 60), (-36, 38), 2.2),
    "asia-pacific": Region("Asia and the Pacific", (60, 186), (-48, 55), 1.6),
    "americas": Region("Americas", (-169, -33), (-56, 75), 1.3),
}

# Below this many km2 a country is some five pixels wide on a world map of 1,000.
SMALLEST_SEEN = 25_000

# Drawn area in km2 of the countries below that size; the Holy See has no shape at all.
SMALL_AREAS: Mapping[str, int] = {
    "VAT": 0,
    "TUV": 4,
    "MCO": 8,
    "NRU": 14,
    "MAC": 14,
    "SMR": 37,
    "COK": 53,
    "MDV": 55,
    "LIE": 80,
    "SYC": 175,
    "NIU": 199,
    "MHL": 230,
    "KNA": 241,
    "MLT": 276,
    "GRD": 293,
    "VCT": 306,
    "AND": 318,
    "PLW": 323,
    "BRB": 395,
    "ATG": 415,
    "TON": 426,
    "SGP": 466,
    "FSM": 474,
    "LCA": 518,
    "BHR": 542,
    "DMA": 691,
    "KIR": 770,
    "HKG": 915,
    "STP": 963,
    "COM": 1542,
    "MUS": 1806,
    "WSM": 2656,
    "LUX": 2788,
    "XNC": 3466,
    "CPV": 3538,
    "TTO": 5086,
    "BRN": 5488,
    "CYP": 5665,
    "PSE": 6269,
    "LBN": 9790,
    "GMB": 9934,
    "QAT": 10890,
    "VUT": 11038,
    "JAM": 11063,
    "XKX": 11179,
    "BHS": 11649,
    "MNE": 13575,
    "TLS": 14651,
    "SWZ": 16901,
    "FJI": 17113,
    "KWT": 17423,
    "SLV": 20128,
    "SVN": 20202,
    "DJI": 21435,
    "SLB": 22444,
    "BLZ": 22475,
    "ISR": 22594,
}
NO_SHAPE = frozenset({"VAT"})

# Shapes of no country in our list: drawn as land, without hover or click.
PLAIN_LAND = tuple(
    "ABW AIA ALA ASM ATF BLM BMU CUW CYM FLK FRO GGY GRL GUM HMD IMN IOA IOT "
    "JEY KAS MAF MNP MSR NCL NFK PCN PRI PYF SGS SHN SPM SXM TCA VGB VIR WLF".split()
)


def small_in(region: Region) -> frozenset[str]:
    """Return the countries that need a marker to be seen in a view."""
    limit = SMALLEST_SEEN / region.zoom**2
    return frozenset(iso3 for iso3, area in SMALL_AREAS.items() if area < limit)
