"""How well the tagger finds countries, and how fast: on gold sets, beside other finders.

Run as: python -m data.ingest.evaluate [--gold FOLDER] [--peers] [--errors N]
"""

import argparse
import sys
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from data.ingest.errors import IngestError
from data.ingest.evaluation.gold import GOLD, Document, GoldSet, read_gold
from data.ingest.evaluation.peers import Findings, ask_peers
from data.ingest.evaluation.scores import Estimate, Scores, main_country, score
from data.ingest.evaluation.speed import speeds
from data.ingest.options import SENSES
from data.ingest.tagging import GAZETTEER, Tagger, load_tagger

# What counts as naming a country, by kind of gold set; the first is the one to be judged by.
SENSES_BY_KIND = {
    "names": (("names",), ("names", "demonyms")),
    "places": (SENSES,),
    "about": (SENSES,),
    "main": (SENSES,),
}
_MEASURES = ("precision", "recall", "f1", "macro_precision", "macro_recall", "macro_f1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 2 when there is nothing to measure on."""
    options = _parser().parse_args(arguments)
    try:
        sets = read_gold(options.gold)
        taggers = {
            senses: load_tagger(senses, options.gazetteer)
            for kind in {gold.kind for gold in sets}
            for senses in SENSES_BY_KIND[kind]
        }
        peers = _peers(sets) if options.peers else {}
    except IngestError as error:
        print(error, file=sys.stderr)
        return 2
    for line in report(sets, taggers, peers):
        print(line, flush=True)
    for line in _errors(sets, taggers, options.errors):
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.ingest.evaluate", description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="FOLDER")
    parser.add_argument("--gazetteer", type=Path, default=GAZETTEER, metavar="FILE")
    parser.add_argument("--peers", action="store_true", help="run other finders too (pip installs)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors a set")
    return parser


def report(
    sets: Sequence[GoldSet],
    taggers: dict[tuple[str, ...], Tagger],
    peers: dict[str, dict[str, Findings]],
) -> Iterator[str]:
    """Yield the lines of the tables: agreement, main country, speed."""
    yield f"{'':38}{'micro: P':>20}{'R':>20}{'F1':>20}{'macro: P':>20}{'R':>20}{'F1':>20}"
    for gold in sets:
        if gold.kind == "main":
            continue
        labels = [document.countries for document in gold.documents]
        yield f"{gold.name}, {gold.kind}: {len(labels)} documents"
        for senses in SENSES_BY_KIND[gold.kind]:
            found = [_found(taggers[senses], document) for document in gold.documents]
            yield _row(f"  ours ({','.join(senses)})", score(labels, found))
        for finder, findings in peers.get(gold.name, {}).items():
            found = findings.names if gold.kind == "names" else findings.places
            line = f"  {finder} {findings.version}".rstrip()
            yield (
                f"{line}: {findings.missing}"
                if findings.missing
                else _row(line, score(labels, found))
            )
    yield from _main_lines(sets, taggers)
    yield from _speed_lines(sets, taggers, peers)


def _row(name: str, scores: Scores) -> str:
    return f"{name:38.38}" + "".join(_cell(getattr(scores, measure)) for measure in _MEASURES)


def _cell(estimate: Estimate) -> str:
    return f"{estimate.value:6.3f} {estimate.low:.3f}-{estimate.high:.3f}".rjust(20)


def _found(tagger: Tagger, document: Document) -> Set[str]:
    return {tag.country for tag in tagger.tag(document.title, "", document.text)}


def _main_lines(sets: Sequence[GoldSet], taggers: dict[tuple[str, ...], Tagger]) -> Iterator[str]:
    for gold in sets:
        if gold.kind != "main":
            continue
        first = []
        for document in gold.documents:
            tags = taggers[SENSES].tag(document.title, "", document.text)
            first.append(tags[0].country if tags else "")
        labels = [document.countries for document in gold.documents]
        share = main_country(labels, first)
        yield f"{gold.name}: main country right in {_cell(share).strip()} of {len(labels)}"


def _speed_lines(
    sets: Sequence[GoldSet],
    taggers: dict[tuple[str, ...], Tagger],
    peers: dict[str, dict[str, Findings]],
) -> Iterator[str]:
    for gold in sets:
        if gold.kind not in ("places", "about"):
            continue
        texts = [document.text for document in gold.documents]
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        yield f"MB/s on {gold.name} ({megabytes:.1f} MB), one process"
        for name, rate in speeds(taggers[SENSES], texts).items():
            yield f"  {name:36}{rate:8.1f}"
        for finder, findings in peers.get(gold.name, {}).items():
            if not findings.missing:
                yield f"  {finder:36}{megabytes / findings.seconds:8.1f}"


def _peers(sets: Sequence[GoldSet]) -> dict[str, dict[str, Findings]]:
    """Return what each peer found, by name of the gold set and of the peer."""
    texts = {
        gold.name: [f"{document.title}\n{document.text}" for document in gold.documents]
        for gold in sets
        if gold.kind in ("places", "about")
    }
    return {
        name: {findings.finder: findings for findings in ask_peers(documents)}
        for name, documents in texts.items()
    }


def _errors(
    sets: Sequence[GoldSet], taggers: dict[tuple[str, ...], Tagger], number: int
) -> Iterator[str]:
    """Yield the first documents of each set that disagree, with the words that misled."""
    for gold in sets if number else ():
        tagger = taggers[SENSES_BY_KIND[gold.kind][0]]
        wrong = [d for d in gold.documents if d.countries != _found(tagger, d)]
        yield f"{gold.name}, {gold.kind}: {len(wrong)} documents disagree"
        for document in wrong[:number]:
            found = _found(tagger, document)
            missed, extra = document.countries - found, found - document.countries
            yield f"  {document.name}: missed {_list(missed)}, extra {_list(extra)}"
            text = f"{document.title}\n{document.text}"
            for match in tagger.matches(text):
                if match.country in extra:
                    around = text[max(0, match.start - 30) : match.end + 30]
                    yield f"    {match.country} {match.sense}: {' '.join(around.split())}"


def _list(countries: Set[str]) -> str:
    return ", ".join(sorted(countries)) or "none"


if __name__ == "__main__":
    sys.exit(main())
