"""Who says why: reasons by the camp of the speaker, and by the country of the outlet."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.coding.codebook import Actor
from data.corpus.protocol import Corpus
from data.facts import Facts
from data.filters import Filters
from data.parts import COUNTERPART, SPONSOR, having
from data.questions.coded import CodedPieces, coded_pieces
from data.questions.read_windows import FEWEST_STORIES
from data.questions.story_shares import story_shares

OWN, OTHER, UNATTRIBUTED = "own_government", "other_government", "unattributed"
# In the order of the screen; what nobody is named as saying stands last, and apart.
CAMPS: Mapping[str, str] = {
    OWN: "Its government",
    COUNTERPART: "The counterpart",
    SPONSOR: "The sponsor",
    OTHER: "Other governments",
    "opponent": "Opponents",
    "analyst": "Analysts",
    "outlet": "The outlet itself",
    UNATTRIBUTED: "Nobody named",
}
# The voice that was coded, where it has another name.
VOICE_OF = {UNATTRIBUTED: "none"} | dict.fromkeys((OWN, COUNTERPART, SPONSOR, OTHER), "government")
STANCES = ("given", "disputed", "denied")
# The publishing countries that stand for themselves, those with most stories.
MOST_PLACES = 8
REST, UNKNOWN = "rest", "unknown"
REST_NAMES = {REST: "All other countries", UNKNOWN: "Country not known"}


def who_says(
    facts: Facts, corpus: Corpus, filters: Filters, actors: Mapping[str, Actor] | None = None
) -> pd.DataFrame:
    """Count reasons by who is named as saying them; shape: see voices_of.

    actors: a table of the reader's own, by id; None means the one that the coding was made with.
    """
    return voices_of(coded_pieces(facts, corpus, filters), actors)


def voices_of(coded: CodedPieces, actors: Mapping[str, Actor] | None = None) -> pd.DataFrame:
    """Count the reasons of the stories of all windows by the camp of the speaker.

    A story is its earliest piece in the windows. Camps are relative to the country and the
    agreement. A passage in which nobody is named as saying it is unattributed, and is never shared
    out among the camps.
    Shape: one row per reason of the codebook and camp of CAMPS, in these orders.
        reason, name, camp, camp_name   str
        passages   int64   sentences in which the camp says it
        stories    int64   stories with such a sentence
        given, disputed, denied   int64  such sentences where it is
        attributed int64   stories in which somebody is named as saying it, or the outlet itself
                           says it: what stories is part of
        counted    bool    the coding of the reason, and of who speaks, is good enough to be counted
        why_not    str     a sentence why not; "" where it is
    """
    passages = as_actors_say(coded.spoken, actors)
    reasons, camps = list(coded.codebook.reasons), list(CAMPS)
    why = [
        coded.why_not[one] or coded.voice_faults[VOICE_OF.get(camp, camp)]
        for one in reasons
        for camp in camps
    ]
    named = [coded.codebook.reasons[one].name for one in reasons]
    texts = {
        "reason": np.repeat(reasons, len(camps)),
        "name": np.repeat(named, len(camps)),
        "camp": camps * len(reasons),
        "camp_name": list(CAMPS.values()) * len(reasons),
    }
    return pd.DataFrame(
        {name: pd.array(words, dtype="str") for name, words in texts.items()}
        | _numbers(passages, camps_of(passages, coded), reasons)
        | {"counted": [not one for one in why], "why_not": pd.array(why, dtype="str")}
    )


def _numbers(
    passages: pd.DataFrame, camps: pd.Series, reasons: Sequence[str]
) -> dict[str, np.ndarray]:
    """Return the columns of numbers of voices_of; camps: of the passages."""
    reason = passages["reason"].astype("category").cat.set_categories(reasons).cat.codes
    reason, row = reason.to_numpy().astype(np.int64), passages["row"].to_numpy()
    camp = camps.cat.codes.to_numpy().astype(np.int64)
    size = len(reasons) * len(CAMPS)
    cell = reason * len(CAMPS) + camp
    told = camp != list(CAMPS).index(UNATTRIBUTED)
    of = _stories(reason[told], row[told], len(reasons))
    return {
        "passages": np.bincount(cell, minlength=size),
        "stories": _stories(cell, row, size),
        **{
            one: np.bincount(cell[passages["stance"].eq(one).to_numpy()], minlength=size)
            for one in STANCES
        },
        "attributed": np.repeat(of, len(CAMPS)),
    }


def _stories(cell: np.ndarray, row: np.ndarray, size: int) -> np.ndarray:
    """Count stories in each cell; a piece stands for one story."""
    pairs = pd.unique(row * size + cell)
    return np.bincount(pairs % max(size, 1), minlength=size)


def camps_of(passages: pd.DataFrame, coded: CodedPieces) -> pd.Series:
    """Return the camp, a category of CAMPS, of each passage by its voice and iso3.

    The country's own government comes before the part that it has in the agreement.
    """
    part = {one: camp for camp in (SPONSOR, COUNTERPART) for one in having(coded.agreement, camp)}
    part[coded.occasion.country] = OWN
    own = {"none": UNATTRIBUTED} | {camp: camp for camp in ("opponent", "analyst", "outlet")}
    camps = list(CAMPS)
    government = _mapped(passages["iso3"], {one: camps.index(camp) for one, camp in part.items()})
    spoken = _mapped(passages["voice"], {one: camps.index(camp) for one, camp in own.items()})
    government = np.where(government < 0, camps.index(OTHER), government)
    codes = np.where(spoken < 0, government, spoken)
    return pd.Series(pd.Categorical.from_codes(codes, camps), index=passages.index)


def _mapped(values: pd.Series, places: Mapping[str, int]) -> np.ndarray:
    """Return a number for each value, -1 for one that has none."""
    kinds = values.astype("category").cat
    return np.array([places.get(one, -1) for one in kinds.categories] + [-1])[kinds.codes]


def as_actors_say(passages: pd.DataFrame, actors: Mapping[str, Actor] | None) -> pd.DataFrame:
    """Return passages with the voice and country that a table gives to the actor named in them.

    An actor that the table does not hold speaks for nobody, also in a piece of opinion, which
    would be coded as its outlet's own words without that actor. Other forms of a name need a new
    coding; None leaves all as it is coded.
    """
    if actors is None:
        return passages
    named = passages["actor"].astype("str")
    known = {actor: (one.voice, one.iso3) for actor, one in actors.items()}
    voices = named.map({actor: voice for actor, (voice, _) in known.items()}).astype("object")
    places = named.map({actor: iso3 for actor, (_, iso3) in known.items()}).astype("object")
    return passages.assign(
        voice=passages["voice"].astype("str").where(named == "", voices.fillna("none")),
        iso3=passages["iso3"].astype("str").where(named == "", places.fillna("")),
    )


def reasons_by_press(facts: Facts, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Count reasons by the country of the outlet; shape: see by_press."""
    return by_press(coded_pieces(facts, corpus, filters), facts.country_names)


def by_press(coded: CodedPieces, names: Mapping[str, str]) -> pd.DataFrame:
    """Count the reasons of the stories of all windows by the country of the outlet.

    A story is its earliest piece in the windows. names: of countries, by code.
    Shape: one row per reason of the codebook and place; the eight countries with most stories,
        then rest, then unknown, where there are such.
        reason, name               str
        outlet_country, press      str      alpha-3, rest or unknown; in words
        stories, of   int64    with the reason, and of that press
        share, low, high  float64  stories / of, and its 95 % interval by outlet; low and high NaN
                               where all are of one outlet
        counted       bool     the reason's coding is good enough to be counted
        enough        bool     20 stories or more of that press
    """
    place, places = _places(coded.standing["outlet_country"])
    held = coded.spoken[["row", "reason"]].rename(columns={"reason": "item"})
    reasons = coded.codebook.reasons
    table = story_shares(coded.standing.assign(group=place), held, places, list(reasons))
    shares, several = table.shares, len(places)

    def by_reason(numbers: np.ndarray) -> np.ndarray:
        return numbers.reshape(several, len(reasons)).T.ravel()

    press = [REST_NAMES.get(one, names.get(one, one)) for one in places]
    texts = {
        "reason": np.repeat(list(reasons), several),
        "name": np.repeat([one.name for one in reasons.values()], several),
        "outlet_country": places * len(reasons),
        "press": press * len(reasons),
    }
    of = np.tile(table.of, len(reasons))
    return pd.DataFrame(
        {name: pd.array(words, dtype="str") for name, words in texts.items()}
        | {"stories": by_reason(table.having), "of": of}
        | {"share": by_reason(shares.share)}
        | {"low": by_reason(shares.low), "high": by_reason(shares.high)}
        | {"counted": np.repeat([one in coded.counted for one in reasons], several)}
        | {"enough": of >= FEWEST_STORIES}
    )


def _places(countries: pd.Series) -> tuple[pd.Series, list[str]]:
    """Return the place of each story, and the places: the largest, the rest, the unknown."""
    kinds = countries.astype("category").cat
    numbers = np.bincount(kinds.codes, minlength=len(kinds.categories))
    known = {one: number for one, number in zip(kinds.categories, numbers, strict=True) if number}
    # Equal numbers stand in the order of their codes, the same each time.
    ranked = sorted(filter(None, known), key=lambda one: (-known[one], one))
    largest = ranked[:MOST_PLACES]
    places = [
        *largest,
        *([REST] if len(ranked) > MOST_PLACES else []),
        *([UNKNOWN] * ("" in known)),
    ]
    own = dict.fromkeys(ranked, REST) | {one: one for one in largest} | {"": UNKNOWN}
    codes = _mapped(countries, {one: places.index(own[one]) for one in known})
    return pd.Series(pd.Categorical.from_codes(codes, places), index=countries.index), places
