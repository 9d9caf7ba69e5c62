"""A brief: about half a page on why a country joined, or whether it will, from counted numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from data.corpus import Corpus
from data.corpus.errors import NotCodedError
from data.days import PRECISIONS, in_words
from data.facts import Facts
from data.filters import Filters
from data.parts import COUNTERPART, SPONSOR, having
from data.questions.brief_coverage import CURATED, coverage, limits, robust
from data.questions.brief_parts import REASONS, Brief, Reference, References, Sentence
from data.questions.brief_reasons import reasons
from data.questions.brief_stands import facts_behind, stands
from data.questions.brief_told import Told
from data.questions.case import Case
from data.questions.claims import parse_claim
from data.questions.coded import CodedPieces, coded_pieces
from data.questions.event_study import Study, event_study
from data.questions.ledger import sides_behind
from data.questions.page_question import page_question
from data.questions.reason_words import denominator_of
from data.questions.robustness import Robustness, robustness
from data.questions.snippets import snippet
from data.questions.standing import told
from data.questions.tally import AGAINST, FOR, Tally, tally
from data.questions.voices import CAMPS
from data.with_article import listed, the_agreement, the_country

# Stories that a sentence lists; of more, the rest is a number behind a link.
MOST_LISTED = 100
STORIES = "independent stories "
NOT_CODED = "The reasons in this corpus are not coded yet."
TABLE = {"number": "int64", "part": "str", "sentence": "str", "claim": "str", "references": "str"}


@dataclass(frozen=True)
class Known:
    """What other parts of the page ask too; None where it is not at hand.

    whole: also say what takes longest to compute, whether coverage changed and how robust that is.
    """

    coded: CodedPieces | None = None
    study: Study | None = None
    robust: Robustness | None = None
    whole: bool = True


def brief(
    facts: Facts, corpus: Corpus, filters: Filters, today: date, known: Known | None = None
) -> Brief:
    """Return the brief on the country in focus: sentences from templates and numbers.

    known: answers that are at hand. Each sentence has the claim that opens its evidence, and the
    references it rests on. Where there is not enough to say something from, it says that.
    Errors: CodebookError; SearchError where q cannot be read.
    """
    draft = Drafting(facts, corpus, filters, today, known or Known())
    sentences = tuple(draft.referred(one) for one in draft.sentences())
    return Brief(
        question=page_question(facts, filters, today),
        country=draft.country,
        agreement=draft.agreement,
        sentences=sentences,
        references=tuple(draft.references.listed.values()),
    )


def brief_table(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return the sentences of the brief as a table.

    Shape: number (from 1), part (stands, reasons, coverage or limits), sentence, claim ("" where
    it has no evidence of its own), references (their outlets or sources and days, by "; ").
    """
    made = brief(facts, corpus, filters, today)
    rows = [
        (number, one.part, one.text, one.claim, "; ".join(_cited(made, one)))
        for number, one in enumerate(made.sentences, 1)
    ]
    return pd.DataFrame(rows, columns=list(TABLE)).astype(TABLE)


def _cited(made: Brief, sentence: Sentence) -> Iterator[str]:
    for number in sentence.references:
        one = made.references[number - 1]
        yield ", ".join(filter(None, (one.by, one.when or one.title)))


def _coded(facts: Facts, corpus: Corpus, filters: Filters) -> CodedPieces | None:
    try:
        return coded_pieces(facts, corpus, filters)
    except NotCodedError:
        return None


class Drafting:
    """What the sentences of one brief are made from; each claim is looked up once."""

    def __init__(
        self, facts: Facts, corpus: Corpus, filters: Filters, today: date, known: Known
    ) -> None:
        self.facts, self.corpus, self.filters = facts, corpus, filters
        self.case = Case.of(facts, filters, today)
        self.said = {one.claim: one for one in told(facts, filters, today)}
        self.country = the_country(facts.country_names[filters.subject()])
        self.agreement = the_agreement(facts.agreement_names[filters.agreement])
        curated = corpus.manifest.basis == CURATED
        self.the_list = "the list" if curated else "the corpus"
        self.references = References()
        self.rows = lru_cache(maxsize=None)(self._rows)
        self.tally = lru_cache(maxsize=None)(self._tally)
        self.known = known
        self.coded = known.coded or _coded(facts, corpus, filters)

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences, without their references."""
        yield from stands(self.case, self.said)
        if self.coded is None:
            yield Sentence(REASONS, NOT_CODED)
        else:
            yield from reasons(self._told(self.coded))
        if self.known.whole:
            found = self._robust()
            yield from coverage(self.facts, self._study(), self.filters.agreement, found)
            if found:
                yield from robust(found, self.coded)
        yield self._limits()

    def _limits(self) -> Sentence:
        said = limits(self.corpus, self.coded)
        if self.case.part or self.case.country in self.case.first_steps:
            return said
        unknown = f"Nothing here predicts whether {self.country} will join."
        return replace(said, text=f"{said.text} {unknown}")

    def referred(self, sentence: Sentence) -> Sentence:
        """Return a sentence with the numbers of its references."""
        if not sentence.claim:
            return sentence
        asked, more = parse_claim(sentence.claim), 0
        if asked.kind == "special":
            cited = list(facts_behind(self.facts, self.said[asked.subject]))
            if not cited:
                # That nothing is recorded rests on nothing that could be shown.
                return replace(sentence, claim="")
        elif asked.kind in ("reason", "says"):
            cited, more = self._cited_pieces(sentence.claim)
        else:
            return sentence
        return replace(sentence, references=self.references.numbers(cited), unlisted=more)

    def _cited_pieces(self, claim: str) -> tuple[list[Reference], int]:
        """Return the pieces that give or doubt a reason, in time, and how many more there are."""
        rows = self.rows(claim)
        taking = rows["side"].isin((FOR, AGAINST)).to_numpy()
        if not taking.any() or (self.coded and self.coded.stance_fault):
            taking = np.ones(len(rows), dtype=bool)
        own = np.unique(rows["row"].to_numpy()[taking])
        pieces = self.corpus.pieces(own[:MOST_LISTED])
        return [_reference(piece) for piece in pieces.itertuples()], max(len(own) - MOST_LISTED, 0)

    def _study(self) -> Study:
        return self.known.study or event_study(self.facts, self.corpus, self.filters)

    def _robust(self) -> Robustness | None:
        try:
            return self.known.robust or robustness(self.facts, self.corpus, self.filters)
        except NotCodedError:
            # Without a step the headline is a reason, and none is coded.
            return None

    def _tally(self, claim: str) -> Tally:
        return tally(self.rows(claim))

    def _rows(self, claim: str) -> pd.DataFrame:
        return sides_behind(self.coded, self.facts, self.corpus, self.filters, claim)

    def _told(self, coded: CodedPieces) -> Told:
        return Told(
            coded=coded,
            about=denominator_of(coded, self.facts, self.filters).of.removeprefix(STORIES),
            the_list=self.the_list,
            camps=self._camps(),
            tally=self.tally,
        )

    def _camps(self) -> dict[str, str]:
        """Return the camps of speakers as a sentence names them."""
        words = {camp: f"{name[0].lower()}{name[1:]}" for camp, name in CAMPS.items()}
        for part in (COUNTERPART, SPONSOR):
            countries = having(self.filters.agreement, part)
            named = [the_country(self.facts.country_names[iso3]) for iso3 in countries]
            words[part] = f"the government of {listed(named)}" if named else words[part]
        return words


def _reference(piece: tuple) -> Reference:
    """Return a row of Corpus.pieces as a reference; without a title by what it reports."""
    when = ""
    if piece.precision and not pd.isna(piece.published_at):
        length = PRECISIONS.get(piece.precision, PRECISIONS["day"])
        when = in_words(piece.published_at.date().isoformat()[:length])
    title = piece.title or snippet(piece.summary, 0, len(piece.summary)).words
    return Reference(piece.article_id, piece.outlet, when, title, piece.url)
