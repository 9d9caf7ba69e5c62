"""Readers of files: from paths to sources of pieces, whatever the files are and are packed in."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.ingest.records import Refused, Source


def sources(paths: Sequence[Path], *, encoding: str = "") -> Iterator[Source | Refused]:
    """Give what files, folders and archives hold, recognised by content and never by name.

    encoding: of the files of text, over what they show. Take the sources one after the other:
    each may hold a file in memory. Errors: IngestError, at once, for a path that does not exist
    or an encoding that there is none of.
    """
    from data.ingest.readers.encoding import checked_name
    from data.ingest.readers.folders import checked

    return _sources(checked(paths), checked_name(encoding))


def _sources(paths: Sequence[Path], encoding: str) -> Iterator[Source | Refused]:
    from data.ingest.readers.containers import contents
    from data.ingest.readers.content import Content
    from data.ingest.readers.folders import files
    from data.ingest.readers.recognise import sources_of

    for file in files(paths):
        if isinstance(file, Refused):
            yield file
            continue
        name, path = file
        for content in contents(path, name):
            if isinstance(content, Content):
                yield from sources_of(content, encoding)
            else:
                yield content
