"""Other finders of countries, run by a Python of their own: JSON lines in, JSON lines out.

This file imports nothing of ours: the environment it runs in holds only the finders.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterable

# What a finder makes of a text: codes where names, and where places, are asked for.
Find = Callable[[str], dict[str, list[str]]]


class MissingModelError(Exception):
    """A finder's library or model is not installed, said in a sentence."""


def main() -> None:
    """Answer each line of texts with what the finder named first finds in them, and how fast."""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            find, version = FINDERS[asked["finder"]]()
        except MissingModelError as error:
            print(json.dumps({"missing": str(error)}), flush=True)
            continue
        except (ImportError, OSError) as error:
            print(json.dumps({"missing": f"{type(error).__name__}: {error}"}), flush=True)
            continue
        started = time.perf_counter()
        found = [find(text) for text in asked["texts"]]
        seconds = time.perf_counter() - started
        answer = {"found": found, "seconds": seconds, "version": version}
        print(json.dumps(answer), flush=True)


def geotext() -> tuple[Find, str]:
    """Countries, nationalities and cities; only the first two where names are asked for."""
    from geotext import GeoText

    alpha3 = converter()
    names = {**GeoText.index.countries, **GeoText.index.nationalities}

    def find(text: str) -> dict[str, list[str]]:
        read = GeoText(text)
        named = [names.get(word.lower(), "") for word in read.countries + read.nationalities]
        return {"names": alpha3(named), "places": alpha3(list(read.country_mentions))}

    return find, version_of("geotext")


def flashgeotext() -> tuple[Find, str]:
    """Countries; its cities do not say in which country they lie."""
    from flashgeotext.geotext import GeoText

    finder, alpha3 = GeoText(), converter()

    def find(text: str) -> dict[str, list[str]]:
        countries = alpha3(list(finder.extract(input_text=text)["countries"]))
        return {"names": countries, "places": countries}

    return find, version_of("flashgeotext")


def country_converter() -> tuple[Find, str]:
    """Every regular expression of the converter, searched for in the text."""
    import country_converter as coco

    cc = coco.CountryConverter()
    patterns = list(zip(cc.regexes, cc.data["ISO3"], strict=True))

    def find(text: str) -> dict[str, list[str]]:
        countries = [code for pattern, code in patterns if pattern.search(text)]
        return {"names": countries, "places": countries}

    return find, version_of("country_converter")


def spacy() -> tuple[Find, str]:
    """Places and nationalities of the small English model, as far as they are countries' names."""
    try:
        import spacy as library

        model = library.load("en_core_web_sm", disable=["lemmatizer", "parser"])
    except (ImportError, OSError) as error:
        raise MissingModelError(
            "spaCy's model en_core_web_sm is not on PyPI and cannot be had from there; to compare "
            f"with it, install spaCy and the model into {sys.prefix}."
        ) from error
    alpha3 = converter()

    def find(text: str) -> dict[str, list[str]]:
        entities = [e.text for e in model(text).ents if e.label_ in ("GPE", "NORP")]
        countries = alpha3(entities)
        return {"names": countries, "places": countries}

    return find, version_of("spacy")


def converter() -> Callable[[Iterable[str]], list[str]]:
    """Return a function from codes and names to alpha-3 codes, unknown ones left out."""
    import logging

    import country_converter as coco

    logging.getLogger("country_converter").setLevel(logging.CRITICAL)
    cc, known = coco.CountryConverter(), {}

    def convert(words: Iterable[str]) -> list[str]:
        words = [*words]
        for word in words:
            if word not in known:
                code = cc.convert(word.strip(), to="ISO3", not_found="") if word.strip() else ""
                known[word] = code if isinstance(code, str) else ""
        return sorted({known[word] for word in words} - {""})

    return convert


def version_of(package: str) -> str:
    """Return the version of an installed package."""
    return importlib.import_module("importlib.metadata").version(package)


FINDERS = {
    "geotext": geotext,
    "flashgeotext": flashgeotext,
    "country_converter": country_converter,
    "spacy": spacy,
}

if __name__ == "__main__":
    main()
