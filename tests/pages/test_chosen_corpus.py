"""The corpus in the address: which one is shown, what a link says, and what a switch lets go."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import chosen_corpus
from data.corpus.home import BUILT_IN
from data.ingest.build import build

APP = str(Path(__file__).parents[2] / "app.py")
PAGES = ("", "membership", "coverage", "country", "articles", "corpus")


def made(folder: Path, *days: str, outlet: str = "Example Post", country: str = "FRA") -> Path:
    """Build a corpus by hand, one piece a day."""
    rows = pd.DataFrame(
        {
            "published_at": pd.to_datetime(list(days)),
            "outlet": outlet,
            "title": [f"A piece about fish, number {place}" for place in range(len(days))],
            "countries": country,
            "kind": "blog",
            "language": "xx-odd",
        }
    )
    return build(rows, folder, name=f"The {folder.name} list", licence="mine", basis="exhaustive")


def opened(page: str = "", **address: str | list[str]) -> AppTest:
    """Run a page with an address."""
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    if page:
        app._page_hash = _hash(page)
    return app.run()


def _hash(page: str) -> str:
    from streamlit.util import calc_hash

    return calc_hash(page)


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


def warnings(app: AppTest) -> str:
    return " ".join(note.value for note in app.warning).replace("\\", "")


def address(app: AppTest, name: str) -> list[str]:
    value = app.query_params.get(name, [])
    return value if isinstance(value, list) else [value]


def test_the_address_chooses_the_corpus(corpora: Path) -> None:
    """A link with a corpus shows another one."""
    made(corpora / "fish", "2021-03-01", "2021-04-02")
    app = opened(corpus="fish")
    assert not app.exception and not app.warning and not app.error
    assert "The fish list: 2 pieces, 1 Mar 2021 to 2 Apr 2021." in captions(app)
    assert app.selectbox(key="chosen_corpus").value == "fish"
    assert app.selectbox(key="chosen_corpus").options[0].startswith("Built in")


def test_without_other_corpora_there_is_nothing_to_choose() -> None:
    """A box with one choice stands above the filters."""
    app = opened()
    assert not [box for box in app.selectbox if box.label == "Corpus"]
    assert "corpus" not in app.query_params


@pytest.mark.parametrize(
    "asked",
    ["nosuch", "../fish", "/etc", "..", ".", ".fish-aside", "a/b", "a\\b", "fish\x00", "x" * 99],
)
def test_a_name_that_is_none_of_ours_is_said_and_opens_nothing(asked: str, corpora: Path) -> None:
    """An address reaches outside the corpora folder, or an unknown name goes unsaid."""
    made(corpora.parent / "fish", "2021-03-01")
    made(corpora / ".fish-aside", "2021-03-01")
    app = opened(corpus=asked)
    assert not app.exception
    assert "Corpus: " in warnings(app) and "left out" in warnings(app)
    assert "988 curated pieces" in captions(app)


def test_a_damaged_corpus_is_said_and_the_built_in_one_shown(corpora: Path) -> None:
    """A corpus cut short on disk ends in a traceback."""
    folder = made(corpora / "fish", "2021-03-01")
    (folder / "manifest.toml").write_text("format = 1\n")
    app = opened(corpus="fish")
    assert not app.exception
    assert "The built-in corpus is shown instead." in warnings(app)
    assert "988 curated pieces" in captions(app)


def test_a_corpus_built_again_is_opened_again(corpora: Path) -> None:
    """After an append the pages go on counting the old pieces."""
    made(corpora / "fish", "2021-03-01")
    app = opened(corpus="fish")
    assert "The fish list: 1 piece," in captions(app)
    made(corpora / "fish", "2021-03-01", "2021-03-02", "2021-03-03")
    app.run()
    assert "The fish list: 3 pieces," in captions(app)


def test_two_readers_look_at_two_corpora(corpora: Path) -> None:
    """An answer about one corpus is shown to the reader of another."""
    made(corpora / "fish", "2021-03-01")
    made(corpora / "birds", "2022-03-01", "2022-03-02")
    for _ in range(2):
        assert "The fish list: 1 piece," in captions(opened(corpus="fish"))
        assert "The birds list: 2 pieces," in captions(opened(corpus="birds"))
        assert "988 curated pieces" in captions(opened())


def test_a_switch_drops_what_is_not_there_without_a_note(corpora: Path) -> None:
    """A deliberate switch scolds the reader for outlets of the corpus left behind."""
    made(corpora / "fish", "2021-03-01")
    app = opened(
        country=["KAZ"],
        outlet=["Al Jazeera"],
        dates=["2025-11-01", "2025-11-30"],
        picked=["2025-11-03", "2025-11-03"],
        q="fish",
    )
    app.selectbox(key="chosen_corpus").select_index(1).run()
    assert not app.warning and not app.exception
    assert address(app, "corpus") == ["fish"]
    assert address(app, "country") == ["KAZ"]
    assert address(app, "q") == ["fish"]
    assert not {"outlet", "dates", "picked"} & set(app.query_params)
    app.selectbox(key="chosen_corpus").select_index(0).run()
    assert "corpus" not in app.query_params
    assert not app.warning


def test_reset_keeps_the_corpus(corpora: Path) -> None:
    """Resetting the filters throws the reader back to the built-in corpus."""
    made(corpora / "fish", "2021-03-01")
    app = opened(corpus="fish", country=["FRA"])
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert address(app, "corpus") == ["fish"]
    assert "country" not in app.query_params


def test_the_servers_corpus_is_put_into_the_address(
    corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link copied from a server started with a corpus shows another corpus elsewhere."""
    made(corpora / "fish", "2021-03-01")
    monkeypatch.setattr(chosen_corpus, "wanted_at_start", lambda: "fish")
    app = opened()
    assert address(app, "corpus") == ["fish"]
    assert "The fish list" in captions(app)
    other = opened(corpus=BUILT_IN)
    assert address(other, "corpus") == [BUILT_IN]
    assert "988 curated pieces" in captions(other)


def test_a_folder_elsewhere_has_no_name_in_the_address(
    corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path of the server's owner gets into links, or cannot be come back to."""
    folder = made(corpora.parent / "elsewhere", "2021-03-01")
    monkeypatch.setattr(chosen_corpus, "wanted_at_start", lambda: str(folder))
    app = opened()
    assert "corpus" not in app.query_params
    assert "The elsewhere list" in captions(app)
    app.selectbox(key="chosen_corpus").set_value(BUILT_IN).run()
    assert address(app, "corpus") == [BUILT_IN]
    app.selectbox(key="chosen_corpus").set_value("").run()
    assert "corpus" not in app.query_params
    assert "The elsewhere list" in captions(app)


@pytest.mark.parametrize("page", PAGES, ids=[page or "overview" for page in PAGES])
@pytest.mark.parametrize("days", [(), ("1850-05-01", "2021-03-01"), ("2021-03-01",)])
def test_every_page_stands_on_any_corpus(page: str, days: tuple[str, ...], corpora: Path) -> None:
    """A page fails on a corpus that is empty, older than filters go, or has codes of its own."""
    made(corpora / "fish", *days, country="FRA;SUN")
    app = opened(page, corpus="fish")
    assert not app.exception and not app.error and not app.warning
    assert app.title
    words = captions(app) + " ".join(text.value for text in app.markdown)
    # The list of corpora names the built-in one with its own figures.
    assert ("988" in words) is (page == "corpus")
