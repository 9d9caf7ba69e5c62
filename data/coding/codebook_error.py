"""What is wrong with the files of the codebook, as a sentence that can be shown."""


class CodebookError(ValueError):
    """A file of the codebook cannot be used; the message names file, entry and field."""
