"""What can keep a method from answering, as sentences that can be shown."""


class TooFewError(ValueError):
    """Too few known buckets for a method; the message is a sentence for the reader."""
