"""Reading the codebook strictly: what is not as it must be is named, and nothing guessed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from data.coding.codebook_error import CodebookError

ACTOR_COLUMNS = ("actor", "voice", "iso3", "name_en", "forms")
JOIN = " ~ "
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def yaml_of(file: str, content: bytes) -> object:
    """Return what a YAML file holds. Errors: CodebookError, also for a key that stands twice."""
    import yaml

    try:
        return yaml.load(content, _loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise CodebookError(f"{file}{where}: {problem}.") from None


def _loader() -> type:
    # Reading YAML is imported where it is done: the app starts without it.
    import yaml

    class Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        """The safe loader, which would let the second of two equal keys win."""

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict:
        keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key!r} stands twice", node.value[number][0].start_mark
                )
        return {
            key: loader.construct_object(value, deep=True)
            for key, (_, value) in zip(keys, node.value, strict=True)
        }

    Strict.add_constructor("tag:yaml.org,2002:map", mapping)
    return Strict


def fields_of(
    value: object,
    file: str,
    place: str,
    needed: Sequence[str] = (),
    allowed: Sequence[str] | None = None,
) -> dict[str, object]:
    """Return a mapping by words; needed: names that must be there, and with allowed the only ones.

    Without either, any names. Errors: CodebookError.
    """
    where = f"{file}, {place}" if place else file
    if not isinstance(value, Mapping):
        raise CodebookError(f"{where}: names with values are needed here.")
    if odd := [name for name in value if not isinstance(name, str) or not name]:
        raise CodebookError(f"{where}: {odd[0]!r} is no name; quotation marks make it one.")
    if missing := [name for name in needed if name not in value]:
        raise CodebookError(f"{where}: {missing[0]} is missing.")
    known = (*needed, *(allowed or ()))
    if known and (unknown := [name for name in value if name not in known]):
        raise CodebookError(f"{where}: {unknown[0]} is not known; {', '.join(known)} are.")
    return dict(value)


def text_of(value: object, file: str, place: str) -> str:
    """Return words. Errors: CodebookError where there are none."""
    if not isinstance(value, str) or not value.strip():
        raise CodebookError(f"{file}, {place}: words are needed here.")
    return value.strip()


def texts_of(value: object, file: str, place: str) -> tuple[str, ...]:
    """Return a list of sentences, which may be empty. Errors: CodebookError."""
    if not isinstance(value, list):
        raise CodebookError(f"{file}, {place}: a list is needed here.")
    return tuple(text_of(one, file, f"{place}, entry {n}") for n, one in enumerate(value, 1))


def by_reason_and_language(
    value: object, file: str, place: str, known: Sequence[str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return patterns by one of the known names, then by language. Errors: CodebookError."""
    fields = fields_of(value, file, place, (), known)
    return {name: by_language(own, file, f"{place}.{name}") for name, own in fields.items()}


def by_language(
    value: object, file: str, place: str, known: Sequence[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return patterns by language, or by one of the known names. Errors: CodebookError."""
    fields = fields_of(value, file, place, (), known)
    if known is None and (odd := [name for name in fields if not _LANGUAGE.fullmatch(name)]):
        raise CodebookError(f"{file}, {place}: {odd[0]!r} is no code of a language.")
    return {name: patterns(own, file, f"{place}.{name}", "entry") for name, own in fields.items()}


def patterns(value: object, file: str, place: str, field: str) -> tuple[str, ...]:
    """Return patterns, each once. Errors: CodebookError for one that could never be found."""
    if not isinstance(value, list):
        raise CodebookError(f"{file}, {place}: a list of patterns is needed here.")
    seen: set[str] = set()
    for number, one in enumerate(value, 1):
        if fault := _fault(one) or (f"{one!r} stands twice" if one in seen else ""):
            raise CodebookError(f"{file}, {place}, {field} {number}: {fault}.")
        seen.add(one)
    return tuple(value)


def _fault(pattern: object) -> str:
    if not isinstance(pattern, str):
        return f"{pattern!r} is no pattern; quotation marks make it one"
    if pattern != pattern.lower():
        return f"{pattern!r} has a capital; patterns stand in small letters"
    for part in pattern.split(JOIN):
        if not part.strip() or part != " ".join(part.split()) or "~" in part:
            return f"{pattern!r} has an empty part or a blank too many"
        if any("*" in word[:-1] or word == "*" for word in part.split()):
            return f"{pattern!r} has a * that is not the end of a word"
        if not any(sign.isalnum() for sign in part):
            return f"{pattern!r} has no letter"
    return ""


def csv_rows(
    file: str, content: bytes, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its line. Errors: CodebookError for other columns or a ragged row."""
    try:
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{file}: it is not UTF-8 ({error.reason}).") from None
    reader = csv.DictReader(lines)
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise CodebookError(f"{file}: the column {missing[0]} is missing.")
    for row in reader:
        if None in row or None in row.values():
            raise CodebookError(f"{file}, line {reader.line_num}: the row has other columns.")
        yield reader.line_num, {name: row[name].strip() for name in columns}


def agreement_names(file: str, content: bytes) -> dict[str, tuple[str, ...]]:
    """Return how each agreement's names may be written, by id, capitals kept."""
    found = {}
    columns = ("agreement_id", "name", "short_name")
    for _, row in csv_rows(file, content, columns):
        names = [_BRACKETS.sub("", row[name]).strip() for name in columns[1:]]
        names += [name.replace("isation", "ization") for name in names]
        names += [name.replace("ization", "isation") for name in names]
        found[row["agreement_id"]] = tuple(dict.fromkeys(filter(None, names)))
    return found
