"""Cached answers are those of the questions, whatever the filters hold."""

from datetime import date

import pytest
from pandas.testing import assert_frame_equal

from components import cached
from data.filters import Filters
from data.tables import TABLES

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", ["special", "lookalikes", "memberships_axis"])
def test_the_reader_s_own_day_reaches_the_answer(name: str) -> None:
    """What is drawn is of another day than what is downloaded."""
    filters = Filters(focus="KAZ", event=date(1998, 6, 1))
    asked = TABLES[name](cached.facts(), cached.corpus(), filters, TODAY)
    assert_frame_equal(getattr(cached, name)(filters, TODAY), asked)
