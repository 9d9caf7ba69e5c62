"""What a row and each column of the tables of reasons mean, with units."""

from collections.abc import Mapping

ROWS: Mapping[str, str] = {
    "reasons": "One row for each window and reason, in the order of the codebook.",
    "reason_changes": "One row for each counted reason and two windows that are compared.",
    "topics": "One row for each window and topic that the corpus gives, most frequent first.",
    "voices": "One row for each reason and camp of speakers.",
    "reasons_by_press": "One row for each reason and country of the outlets.",
    "reason_quality": "One row for each reason of the codebook.",
}
_SAMPLE = "of the passages of the sample, coded by a language model"
MEANINGS: Mapping[str, str] = {
    "alpha": "agreement of two codings by a language model, not by people: Krippendorff's alpha, "
    "1 is full, 0 is chance",
    "alpha_low": "lower end of the 95 % interval of alpha",
    "alpha_high": "upper end of the 95 % interval of alpha",
    "attributed": "stories in which somebody is named as saying it, or the outlet itself says it",
    "camp": "who speaks, seen from the country; unattributed where nobody is named",
    "camp_name": "the camp in words",
    "clipped": "below or above, where the correction would have left 0 to 1 and was cut there",
    "coder": "the way of coding in use",
    "corrected": "share without the known mistakes of the coding (Rogan & Gladen), 0 to 1; empty "
    "where it is not corrected",
    "corrected_low": "lower end of the 95 % interval of corrected",
    "corrected_high": "upper end of the 95 % interval of corrected",
    "counted": "whether the reason's coding is good enough to be counted",
    "definition": "what the codebook means by it",
    "denied": "stories in which somebody says that it is not so",
    "difference": "after - before",
    "disputed": "stories in which it is doubted",
    "enough": "whether it is 20 stories or more",
    "f1": f"harmonic mean of precision and recall {_SAMPLE}",
    "f1_low": "lower end of the 95 % interval of f1",
    "f1_high": "upper end of the 95 % interval of f1",
    "from_window": "the earlier window",
    "given": "stories in which it is offered as a motive, a benefit, a cost or an obstacle",
    "named": "stories in which it is named and no more",
    "not_corrected": "why the share is not corrected",
    "passages": "sentences in which the camp says it",
    "positives": f"number {_SAMPLE} that carry the reason",
    "precision_low": "lower end of the 95 % interval of precision",
    "precision_high": "upper end of the 95 % interval of precision",
    "press": "country of the outlets in words",
    "recall": f"part {_SAMPLE} with the reason in which the program finds it",
    "recall_low": "lower end of the 95 % interval of recall",
    "recall_high": "upper end of the 95 % interval of recall",
    "stance_fault": "why given, disputed, denied and named are not coded well enough to be counted",
    "settled": "whether the difference is more than chance, with all comparisons of the table "
    "allowed for",
    "side": "whether the reason mostly speaks for the step or against it",
    "specificity": f"part {_SAMPLE} without the reason in which the program finds none",
    "specificity_low": "lower end of the 95 % interval of specificity",
    "specificity_high": "upper end of the 95 % interval of specificity",
    "to_window": "the later window",
    "topic": "topic as the corpus gives it",
    "why_not": "why the reason is not counted",
    "window": "before, at or after the step; whole where there is none",
}
_SHARE = "stories / of, 0 to 1; empty where there is no story"
_WINDOWED = {
    "of": "stories in the window",
    "share": _SHARE,
    "state": "whether the days of the window were collected, partly collected or not",
}
_REASON = "short name of the reason"
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "reasons": {
        **_WINDOWED,
        "reason": _REASON,
        "stories": "stories that have the reason; empty where nothing was collected",
    },
    "reason_changes": {
        "reason": _REASON,
        "before": "share in the earlier window, as coded",
        "after": "share in the later window, as coded",
        "compared": "number of comparisons in the table",
    },
    "topics": {**_WINDOWED, "stories": "stories that have the topic"},
    "voices": {
        "counted": "whether the reason, and who speaks, are coded well enough to be counted",
        "why_not": "why it is not counted",
        "reason": _REASON,
        "stories": "stories with such a sentence",
        "given": "such sentences that offer it as a motive, a benefit, a cost or an obstacle",
        "disputed": "such sentences that doubt it",
        "denied": "such sentences that say that it is not so",
    },
    "reasons_by_press": {
        "reason": _REASON,
        "of": "stories of that press",
        "share": _SHARE,
        "outlet_country": "country of the outlets, ISO 3166-1 alpha-3; rest; or unknown",
    },
    "reason_quality": {
        "reason": _REASON,
        "passages": "sentences of the sample, coded by a language model, not by people",
        "precision": "part of the passages in which the program finds the reason that have it",
    },
}
