"""What can go wrong with a corpus, as sentences that can be shown."""

from data.filters import FilterError


class CorpusError(Exception):
    """A corpus folder that cannot be used; the message names the folder, the file and the fault."""


class SearchError(FilterError):
    """Search words that cannot be read; the message says where and how to mend them."""


class NotCodedError(CorpusError):
    """The passages of a corpus were not coded with this codebook yet; the message says how."""
