"""A codebook of three reasons, small enough to see at a glance what its cues must find."""

from pathlib import Path

from data.facts import FILES

REASONS = """
version: "1.0"
unit: A sentence.
rule: Ties between states.
stances:
  named: {definition: Named.}
  given: {definition: Given.}
  disputed: {definition: Disputed.}
  denied: {definition: Denied.}
voices: {none: Nobody., government: State., opponent: Against., analyst: Knows., outlet: Paper.}
reasons:
  trade:
    {name: Trade, short: Trade, side: for, definition: Buying., include: [], exclude: [],
     examples: [They trade.]}
  iran:
    {name: Iran, short: Iran, side: for, definition: Iran., include: [], exclude: [], examples: []}
  security:
    {name: Security, short: Security, side: for, definition: Arms., include: [], exclude: [],
     examples: []}
"""
CUES = """
version: "2"
reasons:
  trade:
    en: [trade, "invest*", "flight* ~ tel aviv ~ daily", "direct* flight*"]
    ru: ["торговл*", "расчёт*"]
    ar: [التجارة]
    he: [סחר]
    tr: ["ticaret*", "yatırım*"]
    fr: ["commerc*", "l'échange"]
  iran: {en: ["iran*", tehran], ru: ["иран*"], ar: [ايران], he: [איראן], tr: ["iran*"]}
  security: {en: [security, "air force*"], tr: ["ışık*"]}
free:
  security: {en: [defence pact]}
not:
  security: {en: [security council, social security]}
stances:
  given: {en: ["hope*", "for the sake of"], ru: ["надеж*"]}
  disputed: {en: ["doubt*", "asks whether"]}
  denied: {en: [denies, "nothing to do with", "reject* ~ claim*"]}
saying: {en: [says, said, according to, "warn*"], ru: ["заявил*"], fr: [affirme], ar: [قال]}
agreements:
  abraham-accords: ["abraham accord*", "авраамов* соглашени*", 亚伯拉罕协议]
relations: {en: [ties, "normali*", accords], ru: [отношени*], ar: [علاقات], he: [יחסים],
            tr: ["ilişki*"], fr: [relations]}
"""
ACTORS = """\
actor,voice,iso3,name_en,forms
tokayev,government,KAZ,Tokayev,tokayev;токаев*
kazakh_ministry,government,KAZ,Kazakh foreign ministry,kazakh foreign ministry
ministry,government,,A foreign ministry,foreign ministry
washington,government,USA,United States,washington;white house
hamas,opponent,PSE,Hamas,hamas;حماس
analysts,analyst,,Analysts,analyst*
columnist,outlet,,A columnist,columnist*
"""


def write_codebook(
    folder: Path, *, reasons: str = REASONS, cues: str = CUES, actors: str = ACTORS
) -> Path:
    """Write the codebook to a folder of its own, with the agreements of the facts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reasons.yaml").write_text(reasons, encoding="utf-8")
    (folder / "reason_cues.yaml").write_text(cues, encoding="utf-8")
    (folder / "actors.csv").write_text(actors, encoding="utf-8")
    (folder / "agreements.csv").write_bytes((FILES / "agreements.csv").read_bytes())
    return folder
