"""The codebook of reasons, the cues that find them, and the actors who speak: read and checked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from data.coding.codebook_error import CodebookError
from data.coding.codebook_files import (
    ACTOR_COLUMNS,
    agreement_names,
    by_language,
    by_reason_and_language,
    csv_rows,
    fields_of,
    patterns,
    text_of,
    texts_of,
    yaml_of,
)
from data.facts import FILES

REASONS, CUES, ACTORS, AGREEMENTS = (
    "reasons.yaml",
    "reason_cues.yaml",
    "actors.csv",
    "agreements.csv",
)
# Read beside them, wherever they lie: which countries a sentence names, and who speaks for one.
BESIDE = ("gazetteer.csv", "contexts.csv", "countries.csv")
SPLITTER = "sentencex"
# Raised where the same cues are read in another way, so that what was coded is coded anew.
CODER = "2"
SIDES = ("for", "against")
# From weak to strong; a sentence's strongest holds.
STANCES = ("named", "given", "disputed", "denied")
VOICES = ("none", "government", "opponent", "analyst", "outlet")

__all__ = ["Actor", "Codebook", "CodebookError", "Cues", "Reason", "coding_key", "load_codebook"]

Languages = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. side: whether it mostly speaks for the step or against it."""

    reason: str
    name: str
    short: str
    side: str
    definition: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks: a person, an office, a body or a common noun.

    iso3: the country spoken for; "" where there is none. forms: as written in any language, in
    small letters, "*" for any ending.
    """

    actor: str
    voice: str
    iso3: str
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns in small letters, as the file of cues explains them.

    reasons, free, cancelled: by reason, then by language; stances: by stance, then by language;
    agreements: by agreement, in any language; those of the facts keep their capitals. relations:
    None where no tie is asked for.
    """

    version: str
    reasons: Mapping[str, Languages]
    free: Mapping[str, Languages]
    cancelled: Mapping[str, Languages]
    stances: Mapping[str, Languages]
    saying: Languages
    agreements: Languages
    relations: Languages | None


@dataclass(frozen=True, slots=True)
class Codebook:
    """What is coded, and how it is found.

    stances, voices: what each means. checksum: 12 hexadecimal digits of the three files and the
    coder's version, by which a measurement is known to be of them. key: names a coding made with
    them; it changes with all else that a coding depends on as well: the names of agreements and
    countries, and what parts the sentences.
    """

    version: str
    unit: str
    rule: str
    reasons: Mapping[str, Reason]
    stances: Mapping[str, str]
    voices: Mapping[str, str]
    cues: Cues
    actors: Mapping[str, Actor]
    checksum: str
    key: str


def load_codebook(folder: Path = FILES) -> Codebook:
    """Read the codebook, once for each content. Errors: CodebookError: file, entry, field."""
    contents = _contents(folder)
    return _read(contents)


def coding_key(folder: Path = FILES) -> str:
    """Return the codebook's key without reading what is in it. Errors: CodebookError."""
    return _key(_contents(folder))


def _contents(folder: Path) -> tuple[bytes, ...]:
    try:
        files = [(folder / name).read_bytes() for name in (REASONS, CUES, ACTORS, AGREEMENTS)]
        stats = [(FILES / name).stat() for name in BESIDE]
        return (*files, _beside(tuple((one.st_mtime_ns, one.st_size) for one in stats)))
    except OSError as error:
        raise CodebookError(f"{error.filename}: {error.strerror or error}.") from None


# They are large, and every look at a page asks for the key.
@lru_cache(maxsize=2)
def _beside(changed: tuple[tuple[int, int], ...]) -> bytes:
    """Return what changes with the files read beside the codebook; changed: when, and sizes."""
    files = [(FILES / name).read_bytes() for name in BESIDE]
    return _digest(*files, version(SPLITTER).encode()).encode()


def _checksum(contents: tuple[bytes, ...]) -> str:
    return _digest(*contents[:3], CODER.encode())[:12]


def _key(contents: tuple[bytes, ...]) -> str:
    return f"{_checksum(contents)}-{CODER}{_digest(*contents[3:])[:8]}"


def _digest(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _read(contents: tuple[bytes, ...]) -> Codebook:
    given, cues, actors, agreements, _ = contents
    said = fields_of(yaml_of(REASONS, given), REASONS, "", _FIELDS, ("codebook",))
    reasons = {
        key: _reason(key, value)
        for key, value in fields_of(said["reasons"], REASONS, "reasons").items()
    }
    if not reasons:
        raise CodebookError(f"{REASONS}, reasons: there is none.")
    return Codebook(
        version=text_of(said["version"], REASONS, "version"),
        unit=text_of(said["unit"], REASONS, "unit"),
        rule=text_of(said["rule"], REASONS, "rule"),
        reasons=reasons,
        stances=_stances(said["stances"]),
        voices=_voices(said["voices"]),
        cues=_cues(yaml_of(CUES, cues), tuple(reasons), agreement_names(AGREEMENTS, agreements)),
        actors=_actors(actors),
        checksum=_checksum(contents),
        key=_key(contents),
    )


_FIELDS = ("version", "unit", "rule", "stances", "voices", "reasons")


def _reason(key: str, value: object) -> Reason:
    place = f"reasons.{key}"
    lists = ("include", "exclude", "examples")
    fields = fields_of(value, REASONS, place, ("name", "short", "side", "definition", *lists))
    words = {
        name: text_of(fields[name], REASONS, f"{place}.{name}")
        for name in ("name", "short", "side", "definition")
    }
    if words["side"] not in SIDES:
        raise CodebookError(f"{REASONS}, {place}.side: {words['side']!r} is not for or against.")
    return Reason(
        key, **words, **{name: texts_of(fields[name], REASONS, f"{place}.{name}") for name in lists}
    )


def _stances(value: object) -> dict[str, str]:
    fields = fields_of(value, REASONS, "stances", STANCES)
    found = {}
    for name in STANCES:
        own = fields_of(fields[name], REASONS, f"stances.{name}", ("definition",))
        found[name] = text_of(own["definition"], REASONS, f"stances.{name}.definition")
    return found


def _voices(value: object) -> dict[str, str]:
    fields = fields_of(value, REASONS, "voices", VOICES)
    return {name: text_of(fields[name], REASONS, f"voices.{name}") for name in VOICES}


def _cues(value: object, reasons: tuple[str, ...], names: Languages) -> Cues:
    needed = ("version", "reasons", "stances", "saying", "agreements")
    fields = fields_of(value, CUES, "", needed, ("free", "not", "relations"))
    own = by_language(fields["agreements"], CUES, "agreements", known=tuple(names))
    found = {
        name: by_reason_and_language(fields.get(name, {}), CUES, name, reasons)
        for name in ("reasons", "free", "not")
    }
    relations = fields.get("relations")
    return Cues(
        version=text_of(fields["version"], CUES, "version"),
        reasons=found["reasons"],
        free=found["free"],
        cancelled=found["not"],
        stances=by_reason_and_language(fields["stances"], CUES, "stances", STANCES[1:]),
        saying=by_language(fields["saying"], CUES, "saying"),
        agreements={one: (*forms, *own.get(one, ())) for one, forms in names.items()},
        relations=None if relations is None else by_language(relations, CUES, "relations"),
    )


def _actors(content: bytes) -> dict[str, Actor]:
    actors: dict[str, Actor] = {}
    owners: dict[str, str] = {}
    for line, row in csv_rows(ACTORS, content, ACTOR_COLUMNS):
        place = f"line {line}"
        if not row["actor"] or row["actor"] in actors:
            raise CodebookError(f"{ACTORS}, {place}, actor: {row['actor']!r} is empty or taken.")
        if row["voice"] not in VOICES[1:]:
            raise CodebookError(f"{ACTORS}, {place}, voice: {row['voice']!r} is no voice.")
        if row["iso3"] and not (len(row["iso3"]) == 3 and row["iso3"].isupper()):
            raise CodebookError(f"{ACTORS}, {place}, iso3: {row['iso3']!r} is not alpha-3.")
        forms = patterns([part.strip() for part in row["forms"].split(";")], ACTORS, place, "forms")
        for form in forms:
            if owners.setdefault(form, row["actor"]) != row["actor"]:
                raise CodebookError(
                    f"{ACTORS}, {place}, forms: {form!r} is a form of {owners[form]!r} as well."
                )
        actors[row["actor"]] = Actor(row["actor"], row["voice"], row["iso3"], row["name_en"], forms)
    return actors
