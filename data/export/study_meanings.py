"""What a row and each column mean in the tables of the event study and of robustness."""

from collections.abc import Mapping

ROWS: Mapping[str, str] = {
    "event_study": "One row for each week (or day) around the event, in time; also those left out.",
    "placebos": "One row for the country at its event, for the same country on each other day "
    "drawn, and for each country that did not join on the day of the event.",
    "robustness": "One row for each choice of how the headline is measured; nothing is selected.",
}
MEANINGS: Mapping[str, str] = {
    "as_sure": "whether the change is at least as sure as the country's own",
    "asked": "whether it is the choice of the page's headline",
    "bar": "what alpha and precision the coding of a reason must reach to be counted",
    "denominator": "what counts are divided by",
    "expected": "count that the model gives; empty where not compared",
    "estimate": "ratio of rates after and before; of reasons the lead over the next, a difference "
    "of shares; inf or 0 where one side counts nothing",
    "holds": "whether it says what the headline says; empty where it could not be computed",
    "known": "whether it is compared: wholly collected, with something published",
    "left_out": "days left out before the event",
    "span": "days that are read",
    "sureness": "2 x the log-likelihood that a step on the day adds to the model",
    "total_after": "pieces after, whatever they are about",
    "total_before": "pieces before, whatever they are about",
    "trend": "whether the rate may rise or fall all the time: steady or none",
    "unit": "pieces, or stories: copies of one text are one",
    "weeks": "weeks compared on each side",
    "why": "why it could not be computed, or is the same as another; empty else",
    "without_step": "count that the model gives had the level not changed at the event",
}
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "event_study": {
        "side": "before, left out (days just before the event) or after",
        "count": "pieces (or stories) about the country",
        "total": "pieces (or stories) of the same choice, whatever they are about",
    },
    "placebos": {
        "after": "pieces about the country on the days compared from the event on",
        "before": "pieces about the country on the days compared before",
        "day": "day around which is compared",
        "kind": "own, placebo (another day) or look-alike (another country, the day of the event)",
        "p": "(1 + those of the kind at least as sure) / (1 + those of the kind); empty where few",
        "ratio": "ratio of rates after and before, as modelled; inf or 0 where one side counts "
        "nothing, empty where none can be given",
    },
    "robustness": {
        "press": "whether the country's own press is read too",
        "day": "day of the event",
        "read": "which pieces are read for reasons",
        "step": "step of the country on the day",
    },
}
