"""Names as they stand within a sentence: which take an article."""

# Short names and plurals that English says with "the"; so are all that begin with these words.
_COUNTRIES = (
    "Central African Republic",
    "Comoros",
    "Cook Islands",
    "Democratic Republic of the Congo",
    "Dominican Republic",
    "Holy See",
    "Maldives",
    "Marshall Islands",
    "Netherlands",
    "Philippines",
    "Republic of the Congo",
    "Solomon Islands",
    "United Arab Emirates",
    "United Kingdom",
    "United States",
)
# Names said as a word, and plain nouns; all other agreements take the article.
_AGREEMENTS = ("NATO", "ASEAN", "BRICS", "OPEC", "OPEC+", "AUKUS", "I2U2", "RCEP")
_NOUNS = {"Ties with Israel": "ties with Israel", "MNNA": "the group of major non-NATO allies"}


def the_country(name: str) -> str:
    """Write a country's name within a sentence: Kazakhstan, the United Arab Emirates."""
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if name in _COUNTRIES else name


def the_agreement(short_name: str) -> str:
    """Write an agreement's short name within a sentence: the Abraham Accords, NATO."""
    name = _NOUNS.get(short_name, short_name).partition(" (")[0]
    return name if name in _AGREEMENTS or name != short_name.partition(" (")[0] else f"the {name}"


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def listed(words: list[str], joiner: str = "and") -> str:
    """Join words as a list in a sentence: a, b and c."""
    return f" {joiner} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
