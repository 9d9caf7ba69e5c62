"""What a reader is told of an address that cannot be used, on each page, from app.py."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = str(Path(__file__).parents[2] / "app.py")
BAD = [
    ("", {"agreement": "atlantis"}, "“atlantis” is not known here"),
    ("coverage", {"dates": ["2025-12-01", "2025-11-01"]}, "before the first"),
    ("coverage", {"dates": ["2025-02-30", "2025-03-01"]}, "not a day of the calendar"),
    ("articles", {"q": "x" * 10_000}, "10,000 characters"),
    ("articles", {"q": "a\0b\a"}, "control characters"),
    ("articles", {"page": "minus"}, "not a page number"),
    ("articles", {"article": "nosuch"}, "not in this corpus"),
    ("coverage", {"every": "fortnight"}, "not one of day, week"),
    ("country", {"event": "2025-02-30"}, "not a day of the calendar"),
    ("country", {"windows": "1,2,3"}, "numbers from 7 to 999"),
    ("country", {"claim": "<b>"}, "nothing with evidence"),
]


@pytest.mark.parametrize(("page", "given", "said"), BAD, ids=[said for *_, said in BAD])
def test_a_bad_value_is_said_and_the_page_stands(
    page: str, given: dict[str, str | list[str]], said: str
) -> None:
    """A value is dropped in silence, or the page falls with it."""
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in given.items():
        app.query_params[name] = value
    app._page_hash = calc_hash(page)
    app.run()
    assert not app.exception
    notes = " ".join(note.value for note in (*app.warning, *app.info, *app.error))
    assert said in notes, notes
    assert len(app.title) == 1
