"""The fields of the filters: what each may be, and what it is called."""

EVERY = ("day", "week", "month", "quarter", "year")
MEASURES = ("count", "share", "index", "per_outlet")
OF = ("articles", "stories", "outlets")
READINGS = ("strict", "broad")
MARKS = ("all", "steps", "events", "none")
ORDERS = ("newest", "oldest", "outlet", "relevance", "distinctive")
# What makes a line of the coverage chart: a value of one field, the press of the country against
# the rest, or the filter against a second one.
COMPARED = ("country", "outlet", "published_in", "language", "topic", "press", "versus")
VIEWS = ("lines", "panels", "stacked", "heat")
# Of two filters A and B: what only the first, only the second, and both choose.
PARTS = ("a_only", "b_only", "both")
# What at least one of them chooses: all that a chart of their parts counts.
EITHER = "either"
REGIONS = (
    "world",
    "middle-east",
    "central-asia",
    "europe",
    "africa",
    "asia-pacific",
    "americas",
)

SELECTIONS = ("country", "published_in", "outlet", "language", "kind", "topic")
CHOICES = {
    "membership": READINGS,
    "part": ("", *PARTS, EITHER),
    "every": EVERY,
    "measure": MEASURES,
    "of": OF,
    "compare": COMPARED,
    "view": VIEWS,
    "scale": ("shared", "free"),
    "mix": ("published", "constant"),
    "places": ("about", "published_in"),
    "marks": MARKS,
    "region": REGIONS,
    "order": ORDERS,
    "within": ("agreement", "all"),
}
RANGES = ("dates", "base", "picked")
DAYS = ("as_of", "event")
# Settings of a method as numbers: the least and the most of each.
SETTINGS = {
    "bursts": ((1.1, 10), (0, 10)),
    "breaks": ((0.5, 50),),
    "windows": ((7, 999), (0, 90), (7, 999)),
    "study": ((8, 260), (0, 180)),
}
# Single values that are checked against a list of what exists.
LISTED = ("corpus", "agreement", "focus")
# What chooses pieces.
CHOOSING = ("corpus", *SELECTIONS, "dates", "q", "versus", "part")
# A new choice of pieces makes these point at something else, so they go back to their defaults.
POINTERS = ("picked", "picked_line", "page", "article")
# Names that addresses had before, and what they are called now.
RENAMED = {"picked_country": "picked_line"}
LABELS = {
    "corpus": "Corpus",
    "agreement": "Agreement",
    "membership": "Reading of membership",
    "country": "About country",
    "dates": "Dates",
    "published_in": "Published in",
    "outlet": "Outlet",
    "language": "Language",
    "kind": "Kind",
    "topic": "Topic",
    "q": "Search words",
    "versus": "Filter B",
    "part": "Part of A and B",
    "every": "Time step",
    "measure": "Measure",
    "of": "What is counted",
    "base": "Base of the index",
    "compare": "Lines",
    "view": "Drawn as",
    "scale": "Scale of the panels",
    "mix": "Mix of outlets",
    "bursts": "Bursts",
    "breaks": "Breaks",
    "places": "Map of coverage",
    "as_of": "Day of the map",
    "focus": "Country",
    "event": "Day of the step",
    "windows": "Windows",
    "study": "Weeks of the event study",
    "within": "Pieces read for reasons",
    "claim": "Evidence shown",
    "region": "Region",
    "marks": "Marks",
    "picked": "Picked days",
    "picked_line": "Picked line",
    "order": "Order",
    "page": "Page",
    "article": "Open piece",
}
