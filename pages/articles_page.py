"""Articles: which pieces stand behind the figures."""

from datetime import date

from components.article_list import article_list
from components.frame import heading
from components.reader import reader
from data.filters import Filters


def render(filters: Filters, today: date) -> None:
    """Show the chosen pieces as a table, and the open one above it."""
    heading("The pieces themselves", filters)
    reader(filters)
    article_list(filters, name="articles")
