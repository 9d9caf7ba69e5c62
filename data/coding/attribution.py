"""Who says or wants in an English sentence: the subject of a verb, the owner of a word."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from data.coding.codebook import Actor
from data.coding.phrases import Found
from data.facts import FILES

# Verbs by their stem; _verbs adds the endings. A dot stands for a doubled or a lost letter.
_SAY = """
say tell state announce declare argue warn claim insist explain describe call praise urge condemn
predict expect hope believe suggest quote cite remark comment add note confirm reiterate reject
criticise criticize welcome voice stress acknowledge recall repeat ask thank consider forecast hint
signal dismiss denounce accuse demand pledge vow promise promote express stipulate want need wish
desire seek prefer favour favor intend view regard appeal credit blame hail applaud celebrate
laud commend congratulate assure affirm reaffirm restate maintain contend assert allege admit
concede concern conclude caution advise recommend propose offer press push lobby protest complain
lament regret object oppose refuse decline rebuke chide deplore decry slam blast disavow disown
refute dispute doubt question deem portray depict present frame cast justify defend endorse support
back advocate invite challenge counter respond answer retort reply observe mention emphasise
emphasize highlight underline underscore detail outline disclose reveal estimate anticipate
foresee envisage mock deride attack lambast threaten commit swear condition link tie judge
assess rule_out set_out point_out lay_out spell_out play_down speak_of talk_of""".split()
_ODD = {
    "say": "say|says|said|saying",
    "tell": "tell|tells|told|telling",
    "deny": "deny|denies|denied|denying",
    "see": "see|sees|saw|seeing",
    "find": "finds|found that|finding that",
    "hold": "holds that|held that|holding that",
    "hope": "hope|hopes|hoped|hoping",
    "seek": "seeks|sought|seeking",
    "swear": "swears|swore",
    "speak_of": "speaks of|spoke of|speaking of",
    "reply": "replies|replied|replying",
    "make_clear": "makes clear|made clear|making clear",
    "ready": "is ready|is willing|is hopeful|is confident|is optimistic|is convinced|is open to",
    "worry": "worry|worries|worried|fears|feared",
    "think": "thinks|thought",
    "read": "reads",
}
_NOUNS = """
statement statements claim claims denial denials announcement declaration warning warnings
criticism criticisms praise rejection refusal hope hopes wish wishes demand demands insistence
condition conditions precondition preconditions prerequisites appeal appeals call promise promises
pledge pledges prediction predictions forecast remark remarks comment comments testimony account
estimate interview speech address tweet tweets post letter objection objections condemnation
dismissal argument arguments charge charges threat accusation accusations optimism scepticism
skepticism displeasure thanks gratitude view description justification defence suggestion
teaser hint hints expectation expectations response reaction reply assurance assurances
confirmation explanation endorsement aim aims goal readiness willingness desire ambition ambitions
concern concerns fear fears worry vow assertion assertions contention words message invitation
admission complaint complaints protest protests rebuke displeasure caveats conviction belief
requirement requirements terms assessment proposal musing boast""".split()
_OFFICES = """
president presidents premier premiers prime.minister minister ministers ministry ministries
ambassador ambassadors envoy envoys diplomat diplomats official officials government governments
administration king crown.prince heir sultan emir ruler rulers leader leaders lawmaker lawmakers
senator senators congressman congresswoman representative spokesman spokeswoman spokesperson
spokespeople secretary chancellor foreign.office state.department parliament cabinet army military
navy authorities authority presidency delegation commander mayor governor speaker chief.of.staff
adviser advisers advisor chief foreign.policy.chief palace royal.court source sources monarch
president's.office embassy consul mission chair chairman deputy mps legislators negotiators
security.council""".split()
# An office of nobody's is taken for a government's only where the word has no other holder.
_LONE = """
prime.minister foreign.minister foreign.ministry foreign.office ministry ministers minister
crown.prince officials official the.president the.king ambassador diplomats diplomat envoy
lawmakers senators secretary.of.state the.government diplomatic.source""".split()
_MEDIA = """
newspaper newspapers media press outlet site website daily weekly agency channel broadcaster portal
radio television tv paper magazine copy report reports reporter journalist journalists public
popular opposition party analyst analysts expert experts poll survey street jewish group groups
company firm firms bank scholar scholars researcher researchers academic academics institute
columnist commentator commentary column editorial opinion based former ex""".split()
_OPPONENTS = (
    r"(?:protesters|protestors|demonstrators|marchers|activists|campaigners|rallies|crowds|"
    r"islamists?|clerics|factions|trade unions?|dissidents|resistance groups|"
    r"opposition (?:leaders?|part(?:y|ies)|figures?|politicians?|lawmakers?|mps?|groups?))"
)
_ANALYSTS = (
    r"(?:analysts?|experts?|specialists?|scholars?|professors?|academics?|researchers?|historians?|"
    r"political scientists?|economists?|observers|critics|think[- ]tanks?|institute|survey|"
    r"(?:former|ex-?) ?(?:[\w.-]+ ){0,3}(?:ambassador|minister|president|official|officials|envoy|"
    r"diplomat|negotiator|adviser|premier|chief|head|general)s?)"
)
_PIECES = (
    r"(?:columnists?|column|editorials?|editorial board|op-ed|opinion (?:piece|article|writer)|"
    r"commentary|essay|essayist|leading article|analysis|the (?:writer|author))"
)
_ADVERBS = (
    r"(?:(?:(?!daily|weekly|monthly)\w+ly|also|again|has|have|had|would|will|does|do|not|still|even|"
    r"now|never|first|twice|later|today|on \w+day|this week)\s+){0,3}"
)
# Words that end a name: behind them another clause begins.
_STOP = (
    r"(?!(?:and|or|but|who|which|that|as|while|after|before|whether|if|than|to|in|on|at|of|for|"
    r"from|with|by|is|are|was|were|has|have|had|will|would|not)\b)"
)
_NAME = rf"(?:\s+{_STOP}[\w'.-]+){{0,%d}}?"
_BESIDE = r"(?:,[^,.;:]{2,80},|\s+(?:in|of|to|at|for|from|on)\s+(?:the\s+)?[\w'-]+(?:\s[\w'-]+)?)?"


def _verbs() -> str:
    forms = {form for odd in _ODD.values() for form in odd.split("|")}
    for stem in _SAY:
        verb, _, particle = stem.partition("_")
        if stem in _ODD or particle and verb == "speak":
            continue
        root = verb.removesuffix("e")
        thirds = verb + ("es" if re.search("(?:s|sh|ch)$", verb) else "s")
        if verb.endswith("y") and verb[-2] not in "aeo":
            thirds, past = verb[:-1] + "ies", verb[:-1] + "ied"
        else:
            past = root + "ed"
        odd = {"set": ("set", "setting"), "lay": ("laid", "laying"), "spell": ("spelt", "spelling")}
        past, ing = odd.get(verb, (past, root + "ing"))
        end = f" {particle}" if particle else ""
        forms |= {one + end for one in (verb, thirds, past, ing)}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


_VERBS = _verbs()
_OFFICE = "(?:" + "|".join(one.replace(".", " ") for one in _OFFICES) + ")"
_MEDIUM = "(?:" + "|".join(_MEDIA) + ")"
_NOUN = "(?:" + "|".join(dict.fromkeys(_NOUNS)) + ")"
# Beside a state a bare verb is a noun: "a Dubai state company", "the Astana call".
_BARE = "(?:" + "|".join(_SAY) + ")"
_NOT_PASSIVE = r"(?!\s+by\b)"
_SUBJECT = {
    length: re.compile(
        rf"{_NAME % length}{_BESIDE},?\s+(?:and\s+[\w' .-]{{2,40}}?\s+)?"
        rf"{_ADVERBS}(?:{_VERBS})\b{_NOT_PASSIVE}"
        if length
        else rf"{_BESIDE},?\s+{_ADVERBS}(?!{_BARE}\b)(?:{_VERBS})\b{_NOT_PASSIVE}"
    )
    for length in (0, 1, 3)
}
_LATER = re.compile(
    rf"(?!'|\s*{_MEDIUM}\b)[^.;:]{{0,110}}?(?:,|\sand|\sbut|,\sand)\s"
    rf"(?:{_VERBS})\b{_NOT_PASSIVE}"
)
_OWNS = re.compile(rf"(?:'s?)\s+(?:(?!{_MEDIUM}\b)[\w-]+\s+){{0,3}}?{_NOUN}\b")
_OF_STATE = re.compile(rf"\s+(?:(?!{_MEDIUM}\b)[\w-]+\s+){{0,1}}?{_NOUN}\b")
_BEFORE = re.compile(
    rf"\b(?:according to|(?:quot|cit)(?:es?|ing)(?:\s+[\w.-]+,?){{0,4}}?|told by|"
    rf"{_NOUN} (?:by|from|of)|in the words of|(?<=[\"”,] )(?:said|says|added|told))"
    r"(?:\s+(?:the|an?|its|his|senior)){0,2}\s+$"
)
_PLACE = re.compile(
    r"\b(?:in|from|at|near|to|with|against|between|towards?|on|over|about|for|by|of|into|joining)"
    r"\s+(?:the\s+|its\s+|an?\s+)?$"
)


class Named(NamedTuple):
    """Somebody who may be speaking: where, who, and of which kind."""

    start: int
    end: int
    actor: Actor
    kind: str


class Attribution:
    """Finds the speaker of English sentences; made once, of actors and the countries."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._governments = {
            actor.iso3: actor
            for one, actor in actors.items()
            if actor.voice == "government" and one.startswith("government_")
        }
        self._states, adjectives, names = _state_words()
        self._place = re.compile(rf"\b(?:{_any(names)})\b(?!-)")
        self._office = re.compile(
            rf"\b(?:(?P<state>{_any(self._states)})(?:'s?)?\s+)"
            rf"(?:(?!{_MEDIUM}\b)[\w.-]+(?:'s)?\s+){{0,4}}?{_OFFICE}\b(?!-)"
        )
        lone = "|".join(one.replace(".", " ") for one in _LONE)
        self._lone = re.compile(rf"\b(?:{lone})\b(?:\s+of\s+(?:the\s+)?(?P<of>{_any(names)}))?")
        self._adjective = re.compile(rf"\b(?:{_any(adjectives)})\b(?!-)")

    def speaker(self, text: str, actors: Iterable[tuple[Found, Actor]]) -> Actor | None:
        """Return the first who is said to say or want something in a folded English sentence."""
        named = sorted(self._named(text, actors), key=lambda one: (one.start, -one.end))
        kept: list[Named] = []
        for one in named:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        found = [(rank, one.start, one.actor) for one in kept if (rank := _rank(text, one))]
        return min(found, key=lambda one: one[:2])[2] if found else None

    def _named(self, text: str, actors: Iterable[tuple[Found, Actor]]) -> Iterator[Named]:
        for found, actor in actors:
            kind = "person" if actor.voice == "government" else "office"
            yield Named(found.start, found.end, actor, kind)
        for kind, pattern in (("opponent", _OPPONENT), ("analyst", _ANALYST), ("piece", _PIECE)):
            voice = "outlet" if kind == "piece" else kind
            for found in pattern.finditer(text):
                yield Named(*found.span(), Actor("", voice, "", "", ()), kind)
        for found in self._office.finditer(text):
            yield Named(*found.span(), self._of(self._states[found["state"]]), "office")
        for found in self._lone.finditer(text):
            yield Named(*found.span(), self._of(self._states.get(found["of"] or "", "")), "office")
        for found in self._place.finditer(text):
            yield Named(*found.span(), self._of(self._states[found[0]]), "state")
        for found in self._adjective.finditer(text):
            yield Named(*found.span(), self._of(self._states[found[0]]), "adjective")

    def _of(self, iso3: str) -> Actor:
        return self._governments.get(iso3) or Actor("", "government", iso3, "", ())


_OPPONENT, _ANALYST, _PIECE = (
    re.compile(rf"\b{words}\b(?!-)") for words in (_OPPONENTS, _ANALYSTS, _PIECES)
)


def _rank(text: str, one: Named) -> int:
    """Say how plainly somebody is a speaker: 1 plainest, 0 not at all."""
    after = one.end
    if one.kind == "adjective":
        return 2 if _OF_STATE.match(text, after) else 0
    if _OWNS.match(text, after):
        return 2
    if one.kind != "state" and _BEFORE.search(text, max(0, one.start - 60), one.start):
        return 2
    if _PLACE.search(text, max(0, one.start - 20), one.start):
        return 0
    length = {"state": 0, "person": 1}.get(one.kind, 3)
    if _SUBJECT[length].match(text, after):
        return 1
    begins = not text[: one.start].strip() or text[: one.start].rstrip()[-1:] in ",:"
    return 3 if begins and _LATER.match(text, after) else 0


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _state_words() -> tuple[dict[str, str], set[str], set[str]]:
    """Return states by every word for them; the adjectives; names and capitals."""
    with (FILES / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    states, adjectives, names = dict(_MORE_ADJECTIVES | _MORE_NAMES), set(_MORE_ADJECTIVES), set()
    for row in rows:
        adjective = row["demonym_en"].lower()
        capital = row["capital_en"].partition(",")[0].partition(" (")[0].lower()
        own = {row["name_en"].lower(), capital} - _NOT_STATES
        names |= own - {""}
        adjectives |= {adjective} - {""}
        for word in (*own, adjective):
            states.setdefault(word, row["iso3"])
    states.pop("", None)
    return states, adjectives, names | set(_MORE_NAMES)


_MORE_ADJECTIVES = {"us": "USA", "u.s.": "USA", "uae": "ARE", "white house": "USA", "saudi": "SAU"}
_MORE_NAMES = {
    "the us": "USA",
    "the u.s.": "USA",
    "america": "USA",
    "the white house": "USA",
    "the kremlin": "RUS",
    "the uae": "ARE",
    "turkey": "TUR",
    "akorda": "KAZ",
    "the kingdom": "SAU",
    "the emirates": "ARE",
    "the palestinian authority": "PSE",
    "palestinian authority": "PSE",
}
# Words for a state that are more often something else: a seat of others, a common noun.
_NOT_STATES = frozenset(("palestine", "brussels"))
