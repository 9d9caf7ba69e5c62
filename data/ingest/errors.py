"""What stops an ingest, as a sentence."""


class IngestError(Exception):
    """An input or a target that cannot be used; the message names it and the fault."""
