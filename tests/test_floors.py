"""The floors: every file imports only what its floor may, and never in a circle.

0 filters, days, facts, corpus · 1 questions, methods, export · 2 figure builders
3 Streamlit parts · 4 pages · 5 app.py. Ingest and the command line stand beside floor 1.
"""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
HOMES = ("data", "components", "pages")
FLOOR_ONE = ("data.questions", "data.methods", "data.export", "data.tables")
# Commands and what stands behind them; those of data.coding measure how well it codes.
MEASURING = ("data.coding.sample", "data.coding.measure", "data.coding.__main__")
# What codes texts: run when a corpus is built, never to answer a question.
CODING = tuple(
    f"data.coding.{name}"
    for name in (
        "attribution coder countries folding matching phrases speakers stances tongues".split()
    )
)
BESIDE = ("data.ingest", "data.ask", "data.replay", *MEASURING, *CODING)
# What holds no facts and reads no file; a figure builder may use it, and little else of data.
PLAIN = ("data.filters", "data.filter_fields", "data.wording", "data.days")
# Finished figures to files: on the figures' floor, but these start the browser that draws.
EXPORTS = ("components.picture", "components.drawing_browser")

ENGINES = ("duckdb", "ibis", "pyspark", "tantivy", "pyroaring")
SCREEN = ("streamlit", "plotly", "kaleido")
FORBIDDEN = {
    0: SCREEN,
    1: SCREEN,
    2: ("streamlit", "pathlib", "os", "io", "pyarrow", *ENGINES),
    3: ("plotly", "kaleido", *ENGINES),
}
CACHE = ("cache_data", "cache_resource")


class Import(NamedTuple):
    """A module named by a file, and the line that names it."""

    module: str
    line: int


def within(module: str, packages: tuple[str, ...]) -> bool:
    """Say whether a module is one of the packages or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a file, past blocks that only a type checker reads."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from nodes(child)


class Tree:
    """The project's files as modules, with what each imports."""

    def __init__(self, root: Path) -> None:
        self.paths = {
            ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
            for path in (
                root / "app.py",
                *(f for home in HOMES for f in root.glob(f"{home}/**/*.py")),
            )
            if path.exists()
        }
        self.files = {name: str(path.relative_to(root)) for name, path in self.paths.items()}
        self.trees = {
            name: ast.parse(path.read_text(encoding="utf-8")) for name, path in self.paths.items()
        }
        self.imports = {name: list(self.read(name)) for name in self.trees}

    def read(self, name: str) -> Iterator[Import]:
        """Yield what a module imports, ours down to the file."""
        for node in nodes(self.trees[name]):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                package = self.package(name, node)
                for alias in node.names:
                    whole = f"{package}.{alias.name}"
                    yield Import(whole if whole in self.paths else package, node.lineno)

    def package(self, name: str, node: ast.ImportFrom) -> str:
        """Return the package an import starts from, a relative one made whole."""
        if not node.level:
            return node.module or ""
        steps = node.level - (self.paths[name].name == "__init__.py")
        start = name.split(".")[: len(name.split(".")) - steps]
        return ".".join([*start, *filter(None, [node.module])])

    def is_ours(self, module: str) -> bool:
        return within(module, ("app", *HOMES))

    def floor(self, module: str) -> int:
        """Return a module's floor; in components the import of Streamlit makes the difference."""
        if module == "app":
            return 5
        if within(module, ("pages",)):
            return 4
        if within(module, ("components",)):
            named = self.imports.get(module, [])
            drawn = any(within(each.module, ("streamlit",)) for each in named)
            return 3 if drawn or within(module, ("components.cached",)) else 2
        return 1 if within(module, (*FLOOR_ONE, *BESIDE)) else 0

    def may(self, name: str, module: str) -> bool:
        """Say whether a file may import a module."""
        if self.is_ours(module):
            return self.may_use_ours(name, module)
        if self.floor(name) >= 4:
            return module.split(".")[0] in ("streamlit", *sys.stdlib_module_names)
        forbidden = ("streamlit",) if name in EXPORTS else FORBIDDEN[self.floor(name)]
        return not within(module, forbidden)

    def may_use_ours(self, name: str, module: str) -> bool:
        """Say whether a file may import a module of the project."""
        floor, other = self.floor(name), self.floor(module)
        if within(module, BESIDE):
            return floor == 3 or within(name, BESIDE)
        if name in EXPORTS:
            return other == 2 or within(module, (*PLAIN, "data.browser"))
        if floor == 2:
            return within(module, PLAIN) or (other == 2 and module not in EXPORTS)
        if floor >= 4:
            return module in PLAIN[:2] or other in {4: (2, 3), 5: (3, 4)}[floor]
        return other <= floor

    def climbs(self) -> Iterator[str]:
        """Yield a sentence for each import that a floor may not have."""
        for name, named in self.imports.items():
            for module, line in named:
                if not self.may(name, module):
                    yield f"{self.files[name]}:{line} imports {module} (floor {self.floor(name)})"

    def circles(self) -> Iterator[str]:
        """Yield the first circle of imports, if there is one."""
        graph = {
            name: {each.module for each in named if each.module in self.paths}
            for name, named in self.imports.items()
        }
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            yield "circle: " + " -> ".join(self.files[name] for name in error.args[1])

    def caches(self) -> Iterator[str]:
        """Yield a sentence for each cache outside the one file for caches."""
        for name, tree in self.trees.items():
            for node in ast.walk(tree):
                word = node.attr if isinstance(node, ast.Attribute) else getattr(node, "name", "")
                if word in CACHE and not within(name, ("components.cached",)):
                    yield f"{self.files[name]}:{node.lineno} uses st.{word}"

    def problems(self) -> list[str]:
        return [*self.climbs(), *self.circles(), *self.caches()]


def test_every_import_goes_down() -> None:
    """A file climbs a floor, imports in a circle, or caches outside components/cached."""
    problems = Tree(ROOT).problems()
    assert not problems, "\n".join(problems)


def test_every_home_is_read() -> None:
    """The check above finds no files, and so passes without looking."""
    assert {name.split(".")[0] for name in Tree(ROOT).paths} == {"app", *HOMES}


BAD = {
    "a page that draws": ("pages/p_page.py", "import plotly.express as px", "imports plotly"),
    "a page that asks": ("pages/p_page.py", "from data.questions import a", "data.questions.a"),
    "a page with a frame": ("pages/p_page.py", "import pandas as pd", "imports pandas"),
    "a page in a page": ("pages/p_page.py", "from pages import q_page", "imports pages.q_page"),
    "a figure with a screen": ("components/a_chart.py", "from components import part", "part"),
    "a figure with a question": ("components/a_chart.py", "import data.questions.a", "floor 2"),
    "a figure with facts": ("components/a_chart.py", "from data.facts import f", "data.facts"),
    "a figure with a file": ("components/a_chart.py", "from pathlib import Path", "pathlib"),
    "a figure with a browser": ("components/a_chart.py", "import components.picture", "picture"),
    "an export with a screen": ("components/picture.py", "import streamlit", "picture.py:1"),
    "an export with a question": ("components/picture.py", "import data.questions.a", "floor 2"),
    "a part that draws": ("components/part.py", "import streamlit\nimport plotly", "plotly"),
    "a part above itself": (
        "components/part.py",
        "import streamlit\nimport pages.q_page",
        "q_page",
    ),
    "a question on a screen": ("data/questions/a.py", "def f():\n import streamlit", "a.py:2"),
    "a question that climbs": ("data/questions/a.py", "import components.part", "floor 1"),
    "a relative climb": ("data/facts.py", "from .questions import a", "data.questions.a"),
    "a fact that climbs": ("data/facts.py", "from data.questions.a import x", "floor 0"),
    "a question that ingests": ("data/questions/a.py", "import data.ingest.tag", "data.ingest"),
    "an app that draws": ("app.py", "from components import a_chart", "components.a_chart"),
    "a second cache": ("components/part.py", "import streamlit as st\nst.cache_data", "part.py:2"),
    "a named cache": ("components/part.py", "from streamlit import cache_data as c", "cache_data"),
}
GOOD = {
    "app.py": "import streamlit\nfrom components import part\nfrom pages import q_page",
    "pages/q_page.py": "from datetime import date\nfrom components import a_chart, part",
    "components/part.py": "import streamlit\nfrom data.questions import a\nimport data.ingest.tag",
    "components/a_chart.py": "import plotly\nfrom data.filters import day_in_words",
    "components/picture.py": "import pathlib, plotly\nfrom data.browser import find_browser",
    "data/browser.py": "import os",
    "components/cached.py": "import streamlit as st\nst.cache_data",
    "data/questions/a.py": "import pandas\nfrom data.facts import x",
    "data/ingest/tag.py": "from data.filters import x\nfrom data.questions import a",
    "data/facts.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n import plotly",
    "data/filters.py": "import re",
}


def laid_out(root: Path, files: dict[str, str]) -> Tree:
    """Write files below a folder and read them as a project."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Tree(root)


def test_a_sound_tree_passes(tmp_path: Path) -> None:
    """A file that keeps to its floor is refused."""
    assert laid_out(tmp_path, GOOD).problems() == []


@pytest.mark.parametrize(("name", "text", "said"), BAD.values(), ids=BAD)
def test_a_climb_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    """A climb passes, or is refused without its file and line."""
    problems = laid_out(tmp_path, GOOD | {name: text}).problems()
    assert any(problem.startswith(f"{name}:") and said in problem for problem in problems), problems


def test_a_circle_is_named(tmp_path: Path) -> None:
    """Two files that import each other pass."""
    tree = laid_out(
        tmp_path,
        GOOD | {"data/days.py": "import data.filters", "data/filters.py": "import data.days"},
    )
    assert len(tree.problems()) == 1 and tree.problems()[0].startswith("circle: data/")
