"""Time, memory, processors and stages of `python -m data.ingest` on made-up articles of 2 KB.

`python -m tests.benchmarks.ingest [ARTICLES]`: run on a quarter of the articles and on all.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from data.corpus.home import HOME
from data.corpus.layout import MANIFEST
from data.ingest.languages import detect
from data.ingest.tagging import load_tagger
from tests.benchmarks.articles_generator import write

ROOT = Path(__file__).parents[2]
ARTICLES = 100_000
SAMPLED_EVERY = 0.1
TICKS = os.sysconf("SC_CLK_TCK")
TAGGED, ROUNDS = 5_000, 5


@dataclass(slots=True)
class Watched:
    """What a process and its children used: bytes at the worst moment, seconds of processor.

    resident counts pages that two processes share twice; own counts only what is in no file.
    processors, largest: seconds and most resident bytes of each process by itself.
    """

    resident: int = 0
    own: int = 0
    processors: dict[int, float] = field(default_factory=dict)
    largest: dict[int, int] = field(default_factory=dict)

    def look(self, process: int) -> None:
        """Take one sample of the process and all below it."""
        resident = own = 0
        for one in _tree(process):
            status = _status(one)
            resident += status.get("VmRSS", 0)
            self.largest[one] = max(self.largest.get(one, 0), status.get("VmHWM", 0))
            own += status.get("RssAnon", 0)
            seconds = _processor_seconds(one)
            self.processors[one] = max(self.processors.get(one, 0.0), seconds)
        self.resident, self.own = max(self.resident, resident), max(self.own, own)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds by the clock and of processors, memory, bytes.

    stages: seconds by the clock, added over processes; reading has the waiting for others in it.
    """

    articles: int
    size: int
    seconds: float
    processor: float
    watched: Watched
    stages: dict[str, float]
    corpus_size: int

    def lines(self) -> list[str]:
        """Give the run in sentences."""
        rate, volume = self.articles / self.seconds, self.size / 1e6 / self.seconds
        each = sorted(self.watched.processors.values(), reverse=True)
        shares = ", ".join(f"{seconds:.1f}" for seconds in each if seconds >= 0.1)
        largest = sorted(self.watched.largest.values(), reverse=True)
        memory = ", ".join(f"{size / 1e6:,.0f}" for size in largest)
        return [
            f"{self.articles:,} articles, {self.size / 1e6:,.0f} MB: {self.seconds:.1f} s, "
            f"{rate:,.0f} articles/s, {volume:.1f} MB/s",
            f"processors: {self.processor:.1f} s, {self.processor / self.seconds:.2f} cores in "
            f"use; by process {shares} s",
            f"memory at the worst moment: {self.watched.resident / 1e6:,.0f} MB resident, of it "
            f"{self.watched.own / 1e6:,.0f} MB not in files; "
            f"by process at most {memory} MB",
            f"the corpus: {self.corpus_size / 1e6:,.0f} MB; stages by the clock, all processes:",
            *(
                f"  {stage:10} {seconds:8.1f} s, {seconds / sum(self.stages.values()):6.1%}"
                for stage, seconds in sorted(self.stages.items(), key=lambda pair: -pair[1])
            ),
        ]


def ingested(file: Path, articles: int, folder: Path) -> Run:
    """Run the command on a file and watch it. Errors: SystemExit with what it said."""
    corpora = folder / "corpora"
    command = [sys.executable, "-m", "data.ingest", str(file), "--corpus", "benchmark", "--quiet"]
    before, start = _children_seconds(), perf_counter()
    watched = Watched()
    with (folder / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {HOME: str(corpora)}, stdout=said, stderr=said
        )
        while process.poll() is None:
            watched.look(process.pid)
            sleep(SAMPLED_EVERY)
        seconds = perf_counter() - start
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read()}")
    corpus = corpora / "benchmark"
    made = tomllib.loads((corpus / MANIFEST).read_text(encoding="utf-8"))["made"]
    return Run(
        articles=articles,
        size=file.stat().st_size,
        seconds=seconds,
        processor=_children_seconds() - before,
        watched=watched,
        stages=made["seconds"],
        corpus_size=sum(one.stat().st_size for one in corpus.rglob("*") if one.is_file()),
    )


def tagger_against_the_bare_pass(file: Path) -> None:
    """Print how fast the tagger is, and the automaton alone, on the same texts in turn."""
    with file.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in islice(lines, TAGGED)]
    for one in articles:
        # As the pipeline does, which knows a piece's language before it looks for countries.
        one["language"] = one["language"] or detect(one["text"])[0]
    tagger = load_tagger()
    bare = AhoCorasick(
        tagger.spellings,
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )
    texts = [f"\n{one['title']}\n\n{one['text']}\n" for one in articles]
    size = sum(len(text.encode()) for text in texts) / 1e6
    tagging, searching = [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        for one in articles:
            tagger.tag(one["title"], "", one["text"], language=one["language"])
        tagged = perf_counter()
        for text in texts:
            bare.find_matches_as_indexes(text)
        tagging.append(tagged - start)
        searching.append(perf_counter() - tagged)
    ours, alone = min(tagging), min(searching)
    print(
        f"tagging: {size / ours:.0f} MB/s on one core, the bare ahocorasick-rs pass "
        f"{size / alone:.0f} MB/s, ratio {alone / ours:.2f}"
    )


def _tree(process: int) -> list[int]:
    found = [process]
    for one in found:
        try:
            tasks = Path(f"/proc/{one}/task").iterdir()
            found += [int(c) for task in tasks for c in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _status(process: int) -> dict[str, int]:
    """Return the memory lines of /proc/PID/status in bytes; none for a process that is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    parts = [line.split() for line in lines if line.endswith(" kB")]
    return {name.rstrip(":"): int(number) * 1024 for name, number, _ in parts}


def _processor_seconds(process: int) -> float:
    try:
        after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Make the files, run on both, print both and what grew, then the tagger alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=ARTICLES)
    asked = parser.parse_args().articles
    runs = []
    for articles in (max(asked // 4, 1), asked):
        with TemporaryDirectory() as temporary:
            file = Path(temporary) / "articles.jsonl"
            write(articles, file)
            runs.append(ingested(file, articles, Path(temporary)))
            print("\n".join(runs[-1].lines()) + "\n")
            if articles == asked:
                tagger_against_the_bare_pass(file)
    small, large = runs
    print(
        f"with {large.articles / small.articles:.1f} times the articles: "
        f"{large.seconds / small.seconds:.1f} times the time, "
        f"{large.watched.resident / small.watched.resident:.2f} times the memory"
    )


if __name__ == "__main__":
    main()
