"""What stands inside objects, spread out to columns of text: "source.name", lists joined by ;."""

from collections.abc import Mapping
from datetime import date, datetime, time

DEEPEST = 20


class TooDeepError(ValueError):
    """An object with more than DEEPEST objects or lists in each other."""


def flat(item: Mapping[str, object]) -> dict[str, str]:
    """Return an object's values as text by their path. Errors: TooDeepError."""
    values: dict[str, str] = {}
    for name, value in item.items():
        if type(value) is str:
            values[name] = value
        else:
            _spread(values, name, value, 0)
    return values


def text_of(value: object) -> str:
    """Return one value as text: dates in ISO 8601, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return (value.date() if value.time() == time.min else value).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _spread(values: dict[str, str], name: str, value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise TooDeepError(f"more than {DEEPEST} objects in each other")
    if isinstance(value, Mapping):
        for inner, part in value.items():
            _spread(values, f"{name}.{inner}", part, depth + 1)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _spread(values, name, part, depth + 1)
    else:
        said, before = text_of(value), values.get(name, "")
        values[name] = f"{before};{said}" if before and said else before or said
