"""The README names what there is: pages, names in the address, variables, senses, commands."""

import re
from pathlib import Path

import pytest

from data.filter_fields import LABELS
from data.ingest.options import SENSES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = [
    path.read_text(encoding="utf-8")
    for folder in ("components", "data", "pages")
    for path in (ROOT / folder).rglob("*.py")
]


@pytest.mark.parametrize("page", sorted(ROOT.glob("pages/*_page.py")), ids=lambda path: path.stem)
def test_every_page_is_in_the_table(page: Path) -> None:
    """A page was added or renamed and the README does not say so."""
    assert f"| {page.stem.removesuffix('_page').capitalize()} |" in README


@pytest.mark.parametrize("name", LABELS)
def test_every_name_in_the_address_is_listed(name: str) -> None:
    """A reader cannot learn what a part of a link means."""
    assert f"`{name}`" in README


@pytest.mark.parametrize("sense", SENSES)
def test_every_sense_of_a_country_s_name_is_listed(sense: str) -> None:
    """An option of the tagger is nowhere told."""
    assert sense in README


def test_every_variable_is_told() -> None:
    """A setting that the program reads is known to nobody."""
    read = set().union(*(re.findall(r"\bACCORD_ATLAS_[A-Z]+\b", code) for code in CODE))
    assert read - set(re.findall(r"\bACCORD_ATLAS_[A-Z]+\b", README)) == set()


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", README))))
def test_every_command_told_is_there(module: str) -> None:
    """The README names a command that was renamed or taken away."""
    path = ROOT / module.replace(".", "/")
    assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


@pytest.mark.parametrize("link", re.findall(r"\]\((docs/[\w.-]+)\)", README))
def test_every_picture_is_there(link: str) -> None:
    """The README shows an empty frame."""
    assert (ROOT / link).is_file()
