"""Pieces in a table as readers see them: names for codes, days as precise as they are known."""

from collections.abc import Mapping

import pandas as pd


def readable_rows(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return pieces as readers see them; names: of countries and kinds by code."""
    return pd.DataFrame(
        {
            "Day": [
                dated(day, precision)
                for day, precision in zip(rows["published_at"], rows["precision"], strict=True)
            ],
            "Outlet": rows["outlet"],
            "What it reports": rows["title"].where(rows["title"].fillna("") != "", rows["summary"]),
            "About": rows["countries"].map(lambda codes: _listed(codes, names)),
            "Kind": rows["kind"].map(lambda code: names.get(code, code)),
            "Link": rows["url"],
        }
    )


def dated(day: pd.Timestamp, precision: str) -> str:
    """Say a piece's day as finely as it is known."""
    if pd.isna(day):
        return "no date"
    words = {"year": f"{day.year}", "month": f"{day:%b} {day.year}"}
    return words.get(precision, f"{day.day} {day:%b} {day.year}")


def _listed(codes: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes.split(";") if code)
