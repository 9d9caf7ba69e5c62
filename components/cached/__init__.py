"""The only cache: one wrapper per question, keyed by the corpus and by the filter."""

from components.cached.belonging import (
    counted_statuses,
    ladder,
    map_countries,
    member_counts,
    membership,
    membership_figure,
    memberships_of,
    overlap,
    spans,
    status_days,
)
from components.cached.held import (
    allowed_values,
    built_in,
    corpus,
    corpus_note,
    facts,
    in_words,
    is_built_in,
    names,
    opened,
    sources,
)
from components.cached.over_time import (
    coverage,
    coverage_figure,
    happenings,
    marks,
    most_covered,
    narrowed,
    unplaced,
)
from components.cached.pieces import (
    article,
    articles,
    count,
    exported,
    options,
)
from components.cached.places import (
    coverage_map_figure,
    coverage_places,
    without_country,
)
from components.cached.previews import (
    preview,
)

__all__ = [
    "allowed_values",
    "article",
    "articles",
    "built_in",
    "corpus",
    "corpus_note",
    "count",
    "counted_statuses",
    "coverage",
    "coverage_figure",
    "coverage_map_figure",
    "coverage_places",
    "exported",
    "facts",
    "happenings",
    "in_words",
    "is_built_in",
    "ladder",
    "map_countries",
    "marks",
    "member_counts",
    "membership",
    "membership_figure",
    "memberships_of",
    "most_covered",
    "names",
    "narrowed",
    "opened",
    "options",
    "overlap",
    "preview",
    "sources",
    "spans",
    "status_days",
    "unplaced",
    "without_country",
]
