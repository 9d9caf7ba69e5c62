"""Case endings of country names, by how the name ends, for the languages that write them."""

from collections.abc import Iterator

# By language: how a one-word name ends, how many letters that takes off, the list of endings.
_ENDS = {
    "ru": (("ия", 1, "ru_iya"), ("ья", 1, "ru_iya"), ("а", 1, "ru_a"), ("ь", 1, "ru_soft"),
           ("й", 1, "ru_i"), ("ы", 1, "ru_y")),
    "uk": (("ія", 1, "uk_iya"), ("а", 1, "uk_a"), ("ь", 1, "uk_soft"), ("й", 1, "uk_i"),
           ("и", 1, "uk_y")),
}  # fmt: skip
_VOWELS = frozenset("аеёиоуыэюяіїє")


def inflected(name: str, languages: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the name with a bar after its stem, and the list of endings it may take."""
    stems: dict[str, list[str]] = {}
    for stem, endings in _stems(name, languages):
        stems.setdefault(stem, []).append(endings)
    if not stems:
        yield name, ""
    for stem, endings in stems.items():
        yield stem, ";".join(endings)


def _stems(name: str, languages: set[str]) -> Iterator[tuple[str, str]]:
    if " " in name or "-" in name:
        return
    if "kk" in languages and "\u0400" <= name[0] <= "\u04ff":
        yield name + "|", "@kk"
    for language in ("ru", "uk"):
        if language not in languages:
            continue
        for end, cut, endings in _ENDS[language]:
            if name.endswith(end):
                yield name[:-cut] + "|" + name[-cut:], f"@{endings}"
                break
        else:
            if name[-1] not in _VOWELS:
                yield name + "|", f"@{language}_hard"
