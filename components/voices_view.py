"""Who says why: reasons by camp of the speaker, and by the country of the outlet."""

from collections.abc import Collection, Mapping

import pandas as pd
import streamlit as st

from components import address, cached
from components.download import download
from components.figure_card import figure_card, figure_key, reader_look
from components.filter_bar import corpus_line
from components.own_actors import as_file, own_actors, own_actors_menu
from components.plain import plain
from components.reason_tables import listed_faults, short_names
from components.reasons_chart import interval
from components.share_dots import claim_clicked
from components.voices_chart import voices_chart
from data.filters import Filters
from data.parts import COUNTERPART, SPONSOR, having
from data.questions.claims import claim_of
from data.questions.read_windows import FEWEST_STORIES
from data.questions.voices import CAMPS, UNATTRIBUTED
from data.with_article import capital, listed, the_country

ATTRIBUTED = (
    "Who speaks is read from sentences that name a speaker and a word of saying; where nobody is "
    "named it is counted apart, and shared out to nobody."
)
SPEAKERS = {
    "government": "governments",
    "opponent": "opponents",
    "analyst": "analysts",
    "outlet": "outlets themselves",
}


def voices_view(filters: Filters) -> None:
    """Show who gives which reasons, and what the press of each country writes."""
    if cached.coded(filters).outline.empty:
        return
    _voices(filters)
    _press(filters)


def _voices(filters: Filters) -> None:
    actors, coded = own_actors(), cached.coded(filters)
    frame = cached.voices(filters, actors)
    said = in_words(frame, coded.counted, coded.voice_faults)
    st.markdown(plain(said))
    own_actors_menu()
    title = f"Who gives which reasons, {_country(filters)}"
    figure_card(
        voices_chart(
            frame,
            [claim_of("says", row.reason, row.camp) for row in frame.itertuples()],
            look=reader_look(),
            labels=short_names(),
            camps=CAMPS,
            order=ordered(frame),
            apart=UNATTRIBUTED,
        ),
        frame,
        name="voices",
        filters=filters,
        title=title,
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=_source(frame, changed=actors is not None),
        denominator=f"Number of stories, among {len(coded.standing):,} "
        f"{cached.denominator(filters).of}, in which the camp says it. {_camps(filters)}".rstrip(),
        alt=f"{title}. {said}",
        on_select=_open_claim,
        extras={} if actors is None else {"actors/actors.csv": lambda: as_file(actors)},
    )
    listed_faults(
        [fault for fault in coded.voice_faults.values() if fault],
        key="speakers_not_counted",
        what=("kind of speaker is", "kinds of speakers are"),
    )


def in_words(frame: pd.DataFrame, counted: Collection[str], faults: Mapping[str, str]) -> str:
    """Say of how many sentences somebody is named as saying them, or why that is not said.

    counted: reasons that are. faults: by voice, why it is not counted, as
    data.questions.coded_layers.voice_faults.
    """
    own = frame[frame["reason"].isin(counted)]
    number = int(own["passages"].sum())
    if not number:
        return "Not enough evidence: no sentence carries a counted reason."
    if faults["none"]:
        good = [SPEAKERS[voice] for voice in SPEAKERS if not faults[voice]]
        if not good:
            return "Who speaks is not coded well enough to be counted, so no camp is ranked."
        return (
            f"Of those who speak only {listed(good)} are coded well enough to be counted; all "
            "other numbers are in grey."
        )
    unnamed = int(own.loc[own["camp"] == UNATTRIBUTED, "passages"].sum())
    sentences = "the 1 sentence" if number == 1 else f"the {number:,} sentences"
    return (
        f"In {number - unnamed:,} of {sentences} that carry a counted reason somebody is named as "
        "saying it."
    )


def ordered(frame: pd.DataFrame) -> list[str]:
    """Return the reasons that somebody says: counted ones first, most stories with a speaker."""
    counted = frame.groupby("reason")["counted"].any()
    found = frame[frame["passages"] > 0].drop_duplicates("reason")
    found = found.assign(counted=found["reason"].map(counted))
    found = found.sort_values(["counted", "attributed"], ascending=False, kind="stable")
    return found["reason"].tolist()


def _source(frame: pd.DataFrame, *, changed: bool) -> str:
    words = [corpus_line(), ATTRIBUTED]
    if not frame["counted"].all():
        words.append("Without colour: what is not coded well enough to be counted.")
    if changed:
        words.append(
            "With a table of actors of the reader's own, which the ZIP holds; built again from the "
            "ZIP the rows are those of the usual table."
        )
    return " ".join(words)


def _camps(filters: Filters) -> str:
    """Say which countries the camps are."""
    names = cached.facts().country_names
    said = []
    for camp, lead in ((COUNTERPART, "The counterpart"), (SPONSOR, "the sponsor")):
        own = [the_country(names[iso3]) for iso3 in having(filters.agreement, camp)]
        if own:
            said.append(f"{lead}: {listed(own)}")
    return capital(f"{'; '.join(said)}.") if said else ""


def press_rows(frame: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Return counted reasons by press as readers see them: a row a reason, a column a press.

    A press with fewer than 20 stories has numbers of stories and no shares.
    """
    own = frame[frame["counted"]]
    cells = [
        f"{interval(row.share, row.low, row.high)}, {row.stories} of {row.of}"
        if row.enough
        else f"{row.stories} of {row.of}"
        for row in own.itertuples()
    ]
    table = own.assign(cell=cells, reason=own["reason"].map(labels))
    order = list(dict.fromkeys(table["reason"]))
    wide = table.pivot(index="reason", columns="press", values="cell")
    wide = wide.reindex(order)[list(dict.fromkeys(table["press"]))]
    return wide.rename_axis(index="Reason", columns=None).reset_index()


def _press(filters: Filters) -> None:
    frame = cached.reasons_by_press(filters)
    st.markdown("**What the press of each country writes**")
    if not frame["counted"].any():
        st.caption("No reason is counted, so none is shown by the country of the outlets.")
    else:
        _press_table(frame)
    of = plain(cached.denominator(filters).of)
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="under_press"
    ):
        st.caption(
            f"Share, as coded, of {of}, all windows together, by the country of the outlet, with "
            "95% intervals that draw the outlets anew. Grey, and without a share: fewer than "
            f"{FEWEST_STORIES} stories.",
            width="stretch",
        )
        _download(frame, filters)


def _press_table(frame: pd.DataFrame) -> None:
    rows = press_rows(frame, short_names())
    few = list(dict.fromkeys(frame.loc[~frame["enough"], "press"]))
    muted = f"color: {reader_look().muted}"
    st.dataframe(
        rows.style.map(lambda _: muted, subset=few),
        hide_index=True,
        key="rows_of_press",
        alt="Counted reasons by the country of the outlets, with intervals",
        on_select=lambda: _open_cell(frame, rows),
        selection_mode="single-cell",
        column_config={"Reason": st.column_config.TextColumn(width=130, pinned=True)},
    )


def _open_cell(frame: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Open the evidence of a reason in the press of a country, or of all others."""
    for place, press in st.session_state["rows_of_press"]["selection"]["cells"]:
        own = frame[frame["press"] == press]
        reason = {short: name for name, short in short_names().items()}[rows["Reason"].iloc[place]]
        if len(own):
            code = own["outlet_country"].iloc[0]
            address.change(claim=claim_of("press", reason, code))


def _open_claim() -> None:
    if claim := claim_clicked(st.session_state[figure_key("voices")]):
        address.change(claim=claim)


def _download(frame: pd.DataFrame, filters: Filters) -> None:
    download(
        frame,
        name="reasons_by_press",
        filters=filters,
        title=f"Reasons by the country of the outlet, {_country(filters)}",
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=corpus_line(),
        denominator=f"Share of {cached.denominator(filters).of}, in all windows together.",
        key="download_reasons_by_press",
    )


def _country(filters: Filters) -> str:
    return cached.facts().country_names[filters.subject()]
