"""Which countries a text names, by one gazetteer that users can edit."""

from data.ingest.tagging.gazetteer import GAZETTEER
from data.ingest.tagging.tagger import Match, Tag, Tagger, load_tagger

__all__ = ["GAZETTEER", "Match", "Tag", "Tagger", "load_tagger"]
