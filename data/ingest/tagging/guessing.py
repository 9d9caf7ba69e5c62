"""A guess at the language of a Latin text, for names that other languages use as words."""

# The commonest small words, each with spaces around; none is common in another of the languages.
_SMALL_WORDS = {
    "en": (" the ", " of ", " and ", " to ", " for ", " with ", " is ", " says "),
    "fr": (" le ", " les ", " des ", " du ", " et ", " une ", " pour ", " dans "),
    "es": (" el ", " los ", " las ", " y ", " del ", " por ", " una ", " con "),
    "de": (" der ", " die ", " und ", " das ", " den ", " mit ", " für ", " ist "),
    "pt": (" o ", " os ", " do ", " da ", " em ", " uma ", " não ", " com "),
    "it": (" il ", " di ", " che ", " della ", " gli ", " nel ", " per ", " è "),
    "nl": (" het ", " een ", " van ", " en ", " voor ", " niet ", " zijn ", " op "),
    "tr": (" ve ", " bir ", " bu ", " için ", " ile ", " olarak ", " da ", " de "),
}
_LOOKED_AT = 3000


def guess_language(text: str) -> str:
    """Return the language most of whose small words stand in the text, "" when it is not clear.

    text: lines joined by spaces. Two more small words than of any other language make it clear.
    """
    beginning = text[:_LOOKED_AT].lower()
    scores = sorted(
        (sum(beginning.count(word) for word in words), language)
        for language, words in _SMALL_WORDS.items()
    )
    (second, _), (best, language) = scores[-2:]
    return language if best >= second + 2 else ""
