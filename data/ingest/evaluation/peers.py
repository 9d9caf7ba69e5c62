"""Other finders of countries in a virtual environment of their own, made when it is missing."""

import json
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from data.ingest.errors import IngestError

FINDERS = ("geotext", "flashgeotext", "country_converter", "spacy")
# pandas 3.1 took away what country_converter 1.3.2 uses.
PACKAGES = ("geotext==0.4.0", "flashgeotext==0.5.5", "country_converter==1.3.2", "pandas<3")
_SCRIPT = Path(__file__).with_name("peer_finders.py")


@dataclass(frozen=True, slots=True)
class Findings:
    """What one finder found: a set of codes a text where names, and where places, are asked for.

    missing: why the finder could not run, else nothing. seconds: for all the texts.
    """

    finder: str
    version: str = ""
    names: tuple[frozenset[str], ...] = ()
    places: tuple[frozenset[str], ...] = ()
    seconds: float = 0.0
    missing: str = ""


def ask_peers(texts: Sequence[str]) -> Iterator[Findings]:
    """Yield what each finder makes of the texts, one finder after the other.

    Errors: IngestError when their environment cannot be made.
    """
    python = _environment()
    asked = [json.dumps({"finder": finder, "texts": list(texts)}) for finder in FINDERS]
    for finder, question in zip(FINDERS, asked, strict=True):
        done = subprocess.run(
            [python, str(_SCRIPT)], input=question + "\n", capture_output=True, text=True
        )
        answers = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if not answers:
            yield Findings(finder, missing=done.stderr.strip().rpartition("\n")[2] or "no answer")
        else:
            yield _findings(finder, json.loads(answers[-1]))


def _findings(finder: str, answer: dict) -> Findings:
    if "missing" in answer:
        return Findings(finder, missing=answer["missing"])
    return Findings(
        finder,
        answer["version"],
        tuple(frozenset(found["names"]) for found in answer["found"]),
        tuple(frozenset(found["places"]) for found in answer["found"]),
        answer["seconds"],
    )


def _environment() -> str:
    folder = user_cache_path("accord-atlas") / "country-finders"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = folder / "ready"
    if not ready.exists():
        print(f"Installing other finders of countries in {folder} ...", file=sys.stderr)
        try:
            venv.create(folder, with_pip=True, clear=True)
            command = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
            subprocess.run(command, check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", "") or str(error)
            raise IngestError(
                f"The other finders cannot be installed in {folder}: "
                f"{said.strip().rpartition(chr(10))[2]} Leave --peers out, or mend what it says."
            ) from error
        ready.touch()
    return str(python)
