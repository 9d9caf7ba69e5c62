"""What an ambiguous name means in a piece, what counts by sense, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.options import SENSES
from data.ingest.tagging import Tag, Tagger, load_tagger
from data.ingest.tagging.guessing import guess_language

EVERY_SENSE = "Kazakhstan and Moroccans met in Jerusalem, then flew to Lyon."


@pytest.mark.parametrize(
    ("senses", "countries"),
    [
        ("names", "KAZ"),
        ("demonyms", "MAR"),
        ("capitals", "ISR"),
        ("cities", "FRA"),
        ("names;demonyms", "KAZ MAR"),
        ("names;demonyms;capitals", "KAZ MAR ISR"),
        (";".join(SENSES), "KAZ MAR ISR FRA"),
    ],
)
def test_senses_are_switched(senses: str, countries: str) -> None:
    """A sense that was switched off counts, or one that was not is lost."""
    one = load_tagger(senses.split(";"))
    found = [tag.country for tag in one.tag("", EVERY_SENSE, "", language="en")]
    assert found == countries.split()
    matched = [match.sense for match in one.matches(EVERY_SENSE, language="en")]
    assert matched == senses.split(";")


def test_most_mentioned_first_and_ties_in_order(tagger: Tagger) -> None:
    """The country that a piece is about is not the first of its list."""
    found = tagger.tag("Bahrain and Oman", "Oman signs.", "Qatar, Egypt, Oman, Egypt, Qatar.")
    assert found == [
        Tag("OMN", 3, True),
        Tag("QAT", 2, False),
        Tag("EGY", 2, False),
        Tag("BHR", 1, True),
    ]


@pytest.mark.parametrize(
    ("title", "in_title"),
    [("Oman signs", True), ("Fees fall", False), ("Fees fall in Om", False), ("OMAN", True)],
)
def test_the_title_is_the_title(tagger: Tagger, title: str, in_title: bool) -> None:
    """A name in the summary counts as one in the title, or the title's is lost."""
    (tag,) = tagger.tag(title, "Oman signs", "Oman signs", language="en")
    assert tag == Tag("OMN", 2 + in_title, in_title)


def test_nothing_in_nothing_out(tagger: Tagger) -> None:
    """A piece without words names a country."""
    assert tagger.tag("", "", "") == []
    assert tagger.matches("") == []


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Georgia opened a port on the Black Sea.", "GEO"),
        ("Georgia opened a school in Decatur.", "USA"),
        ("Congo opened a port at Pointe-Noire.", "COG"),
        ("Congo opened a mine in Katanga.", "COD"),
        ("Lebanon's school board met; the sheriff came too.", "USA"),
        ("Lebanon's army met Hezbollah.", "LBN"),
        ("Birmingham opened a school. The mayor of London came from England.", "GBR"),
        ("Birmingham opened a school. The governor of Alabama came.", "USA"),
        ("The county commission met in Moscow, and the sheriff came from Idaho.", "USA"),
        ("The foreign ministry in Moscow spoke.", "RUS"),
        ("Jordan met reporters. Amman said so.", "JOR"),
        ("Michael Jordan met reporters. Jordan said so.", ""),
        ("Michael Jordan flew to the Middle East. Talks were held in Jordan.", "JOR"),
    ],
)
def test_the_rest_of_the_piece_decides(tagger: Tagger, text: str, countries: str) -> None:
    """An ambiguous name is read without a look at what stands around it."""
    assert {tag.country for tag in tagger.tag("", "", text, language="en")} == set(
        countries.split()
    )


@pytest.mark.parametrize(
    ("text", "language", "countries"),
    [
        ("Chili est un pays.", "fr", "CHL"),
        ("Chili is a dish.", "en", ""),
        ("Fas'ta toplantı", "tr", "MAR"),
        ("FAS is short for a trade office.", "en", ""),
        ("Fas'ta toplantı", "tr-TR", "MAR"),
        ("Fas'ta toplantı", "TR", "MAR"),
        ("Irã assina", "pt", "IRN"),
        ("Ira assina", "pt", ""),
    ],
)
def test_a_name_counts_in_its_language(
    tagger: Tagger, text: str, language: str, countries: str
) -> None:
    """A word of one language is read as a country of another."""
    assert {tag.country for tag in tagger.tag("", "", text, language=language)} == set(
        countries.split()
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The price of bread and of milk is up, says the bank.", "en"),
        ("Le prix du pain et des oeufs monte dans les villes.", "fr"),
        ("Los precios y las tasas del banco suben por la sequía.", "es"),
        ("Der Preis für das Brot steigt und die Bank ist mit den Zinsen", "de"),
        ("Bu yıl bir banka için ve faiz ile", "tr"),
        ("1234", ""),
        ("", ""),
    ],
)
def test_a_language_is_guessed_only_where_it_is_clear(text: str, language: str) -> None:
    """A text without a language is searched as if it were in another."""
    assert guess_language(f" {text} ") == language


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ("Georgia", "Jordan", ", Ga.", "Michael", "Paris, Texas", "Россия", "بإسرائيل", "BY")
            + ("וישראל", "以色列", "Côte d’Ivoire", "İsrail", "\n\n", "\u00a0", "Congo", "the US")
        ),
    ),
    max_size=12,
).map(" ".join)


@given(title=TEXTS, summary=TEXTS, text=TEXTS, language=st.sampled_from(("", "en", "ru", "tr")))
def test_no_text_makes_the_tagger_fail(
    tagger: Tagger, title: str, summary: str, text: str, language: str
) -> None:
    """A piece stops the ingest with an error, or its counts contradict one another."""
    found = tagger.tag(title, summary, text, language=language)
    assert found == tagger.tag(title, summary, text, language=language)
    counts = [tag.count for tag in found]
    assert counts == sorted(counts, reverse=True) and all(count > 0 for count in counts)
    assert len({tag.country for tag in found}) == len(found)
    assert all(len(tag.country) == 3 for tag in found)
    in_title = sum(tag.in_title for tag in found)
    assert not in_title or title.strip()


@given(text=TEXTS, language=st.sampled_from(("", "en", "ar")), outlet=st.text(max_size=8))
def test_matches_stand_in_order_and_make_the_tags(
    tagger: Tagger, text: str, language: str, outlet: str
) -> None:
    """Marked places overlap, lie outside the text, or are not those that were counted."""
    found = tagger.matches(text, language=language, outlet=outlet)
    end = 0
    for match in found:
        assert end <= match.start < match.end <= len(text)
        end = match.end
    counts = {tag.country: tag.count for tag in tagger.tag("", "", text, language=language)}
    plain = tagger.matches(text, language=language)
    assert sum(counts.values()) == len(plain)


# Sentences without a place, a person or a word that decides between places.
CALM = ("Fees fell by a third.", "Ships paid less.", "The bank said so.", "It rained.")


@given(
    names=st.lists(st.sampled_from(("Kazakhstan", "Bahrain", "Morocco", "Qatar")), max_size=4),
    calm=st.lists(st.sampled_from(CALM), max_size=4),
)
def test_a_sentence_without_places_changes_nothing(
    tagger: Tagger, names: list[str], calm: list[str]
) -> None:
    """What a piece names depends on words that have nothing to do with it."""
    said = [f"{name} signed." for name in names]
    alone = tagger.tag("", "", " ".join(said), language="en")
    assert tagger.tag("", "", " ".join(said + calm), language="en") == alone
    assert tagger.tag("", "", " ".join(calm + said), language="en") == alone
    assert {tag.count for tag in alone} <= {1, 2, 3, 4}
    assert sum(tag.count for tag in alone) == len(names)
