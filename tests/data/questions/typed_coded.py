"""Coded pieces typed out: outlines, passages, windows, and how well two reasons are coded."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import SimpleNamespace

import pandas as pd

from data.coding.codebook import VOICES, Reason
from data.coding.quality import COLUMNS, NUMBERS, verdicts
from data.questions.coded import CodedPieces
from data.questions.occasion import Occasion, Window
from data.questions.true_shares import measured as measured_by

STEP = date(2021, 3, 10)
WINDOWS = (
    Window("before", STEP - timedelta(days=30), STEP - timedelta(days=1)),
    Window("at", STEP, STEP + timedelta(days=6)),
    Window("after", STEP + timedelta(days=7), STEP + timedelta(days=40)),
)
REASONS = {
    name: Reason(name, name.capitalize(), name, side, "What it is.", (), (), ())
    for name, side in (("trade", "for"), ("iran", "for"), ("gaza", "against"))
}
PIECE = ("row", "day", "story", "outlet", "outlet_country")
PASSAGE = ("row", "reason", "stance", "voice", "iso3", "actor")
CHECKSUM = "c0ffee"


def outline(*pieces: tuple) -> pd.DataFrame:
    """Return pieces, tuples of PIECE with "" left out at the end; a day of "" is none."""
    rows = [(*piece, *[""] * (len(PIECE) - len(piece))) for piece in pieces]
    frame = pd.DataFrame(rows, columns=list(PIECE))
    frame["day"] = pd.to_datetime(frame["day"].replace("", None)).astype("datetime64[us]")
    frame = frame.assign(exact=frame["day"].notna(), language="en", kind="news", speaks=True)
    return frame.astype(dict.fromkeys(("outlet", "outlet_country"), "category"))


def many(day: str, number: int, *, first: int, outlets: int = 10) -> list[tuple]:
    """Return so many pieces of a day, each a story, by turns from some outlets."""
    return [(first + n, day, first + n, f"outlet {n % outlets}", "KAZ") for n in range(number)]


def passages(*codes: tuple) -> pd.DataFrame:
    """Return codes, tuples of PASSAGE; what is left out at the end is named, by nobody."""
    usual = ("", "", "named", "none", "", "")
    rows = [(*code, *usual[len(code) :]) for code in codes]
    frame = pd.DataFrame(rows, columns=list(PASSAGE)).astype({"row": "int64"})
    frame = frame.assign(part="summary", start=0, end=9)
    return frame.astype(dict.fromkeys(PASSAGE[1:], "category"))


def quality(**reasons: tuple[float, float]) -> pd.DataFrame:
    """Return measured reasons: 50 positives of 500; sensitivity and specificity are given."""
    rows = []
    for reason, (recall, specificity) in reasons.items():
        row = dict.fromkeys(NUMBERS, 0.9) | {"recall": recall, "specificity": specificity}
        row |= {
            "reason": reason,
            "coder": "cues",
            "coded_with": CHECKSUM,
            "layer": "reason",
            "stratum": "",
        }
        row |= {"passages": 500, "positives": 50}
        rows += [row | {"language": ""}, row | {"language": "en"}]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def coded(
    pieces: Sequence[tuple],
    codes: Sequence[tuple] = (),
    *,
    measured: pd.DataFrame | None = None,
    windows: Sequence[Window] = WINDOWS,
    states: Mapping[str, str] | None = None,
    uncorrectable: str = "",
    stance_fault: str = "",
    voice_faults: Mapping[str, str] | None = None,
) -> CodedPieces:
    """Return coded pieces about Kazakhstan; trade and iran are counted unless measured says not."""
    known = quality(trade=(0.9, 0.98), iran=(0.8, 0.99)) if measured is None else measured
    about, judged = outline(*pieces), verdicts(known, list(REASONS), CHECKSUM)
    found = CodedPieces(
        occasion=Occasion("KAZ", STEP, "announced 10 Mar 2021", False, tuple(windows)),
        agreement="abraham-accords",
        about=about,
        outline=about,
        passages=passages(*codes),
        windows=pd.DataFrame(),
        codebook=SimpleNamespace(reasons=REASONS, checksum=CHECKSUM),
        quality=known,
        verdicts=judged,
        gold=measured_by(known, judged.loc[judged["passes"], "reason"].tolist(), list(REASONS)),
        uncorrectable=uncorrectable,
        stance_fault=stance_fault,
        voice_faults=dict.fromkeys(VOICES, "") | dict(voice_faults or {}),
    )
    return _with_windows(found, states or {})


def _with_windows(found: CodedPieces, states: Mapping[str, str]) -> CodedPieces:
    of = found.stories["group"].value_counts()
    rows = [
        (
            window.name,
            pd.Timestamp(window.first),
            pd.Timestamp(window.last),
            states.get(window.name, "collected"),
            of.get(window.name, 0),
        )
        for window in found.occasion.windows
    ]
    frame = pd.DataFrame(rows, columns=["window", "first_day", "last_day", "state", "stories"])
    frame = frame.assign(enough=frame["stories"] >= 20, said="Too few.")
    object.__setattr__(found, "windows", frame)
    return found
