"""A brief that is taken away says the same in every format, and no name in it breaks the file."""

import io
import re

import pytest
from docx import Document as WordFile
from pypdf import PdfReader

from data.export.brief import Document, as_markdown, as_text, document, web_address
from data.export.brief_docx import as_docx
from data.export.brief_pdf import IN_LATIN, as_pdf
from data.filters import Filters
from data.questions.brief_parts import LIMITS, REASONS, STANDS, Brief, Reference, Sentence
from tests.data.saved_views import TODAY, view

LONG = f"https://www.haaretz.co.il/{'a' * 150}/%D7%99{'%D7%99' * 60}"
KAZAKH = "Қазақстан келісімге қосылды"
HOSTILE = "#set *page*(fill: red) [x](http://evil.example) $a$ <b>&copy; \\ `c` ]]"
REFERENCES = (
    Reference("1", "gov.kz", "6 Nov 2025", "announced", "https://gov.kz/a?b=1&c=2"),
    Reference("2", "הארץ", "7 Nov 2025", "ישראל וקזחסטן", LONG),
    Reference("3", "الشرق الأوسط", "7 Nov 2025", "كازاخستان تنضم", "javascript:alert(1)"),
    Reference("4", "Казахстанская правда", "Nov 2025", KAZAKH),
    Reference("5", "朝日新聞", "2025", HOSTILE, "https://asahi.example/日本 a"),
    Reference("6", "- 1. List\x07 Post", "", "", ""),
)
BRIEF = Brief(
    question="Why did Kazakhstan join the Abraham Accords?",
    country="Kazakhstan",
    agreement="Abraham Accords",
    sentences=(
        Sentence(STANDS, f"It was announced on 6 Nov 2025, {HOSTILE}.", "special:step", (1,)),
        Sentence(STANDS, "No signing is recorded.", "special:signing"),
        Sentence(REASONS, "Trade is given in 9 stories.", "reason:trade:at", (2, 3, 4, 6), 12),
        Sentence(LIMITS, "The list is curated."),
    ),
    references=REFERENCES,
)
CODEBOOK = "accession-reasons 1.0, checksum 0123456789ab"


@pytest.fixture(scope="module")
def written() -> Document:
    filters = Filters(focus="KAZ")
    address = f"https://atlas.example/country?{filters.to_address()}"
    return document(BRIEF, view("brief", filters, address=address), CODEBOOK)


def test_every_sentence_is_followed_by_its_references_and_opens_its_evidence(
    written: Document,
) -> None:
    """A sentence of the file does not say what it rests on."""
    (first, second), (third,), (last,) = written.paragraphs
    assert (first.mark, second.mark, third.mark, last.mark) == (
        "1",
        "evidence",
        "2–4, 6 and 12 more",
        "",
    )
    assert first.link == "https://atlas.example/country?focus=KAZ&claim=special%3Astep"
    assert third.link == "https://atlas.example/country?focus=KAZ&claim=reason%3Atrade%3Aat"
    assert last.link == ""


def test_a_name_written_from_the_right_keeps_its_line_in_order(written: Document) -> None:
    """The day of a Hebrew or Arabic piece is drawn into the outlet's name."""
    assert written.references[1].words == "הארץ\u200e, 7 Nov 2025: ישראל וקזחסטן\u200e"


def test_corpus_codebook_and_citation_are_said(written: Document) -> None:
    """A brief cannot be checked, since nobody knows from which corpus and codebook it is."""
    about = written.about
    assert re.search(r"checksum [0-9a-f]{16}$", about["Corpus"])
    assert about["Codebook"] == CODEBOOK
    assert "https://atlas.example/country?focus=KAZ" in about["Cite as"]
    assert "Read 24 November 2026" in about["Cite as"]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://gov.kz/a?b=1&c=2", "https://gov.kz/a?b=1&c=2"),
        ("https://asahi.example/日 a>b", "https://asahi.example/%E6%97%A5%20a%3Eb"),
        ("HTTP://x.example/%D7", "HTTP://x.example/%D7"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_pages_are_linked(url: str, address: str) -> None:
    """A corpus puts a script behind a link, or an address ends in the middle of the link."""
    assert web_address(url) == address


def test_text_gives_the_address_of_evidence_without_numbers(written: Document) -> None:
    """A copied sentence ends in a bare word that opens nothing."""
    text = as_text(written)
    address = "https://atlas.example/country?focus=KAZ&claim=special%3Asigning"
    assert f"No signing is recorded. [evidence: {address}]" in text
    assert "9 stories. [2–4, 6 and 12 more]" in text and "[evidence]" not in text


def test_markdown_holds_all_and_is_not_changed_by_names(written: Document) -> None:
    """The name of an outlet makes a link, a picture or a heading of its own."""
    text = as_markdown(written).decode()
    lines = text.splitlines()
    assert lines[0] == "# Why did Kazakhstan join the Abraham Accords?"
    assert r"\[x\](http://evil.example)" in text
    assert r"\#set \*page\*" in text and r"\<b\>\&copy; \\ \`c\`" in text
    assert r"9 stories. [\[2–4, 6 and 12 more\]](<https://atlas.example/country?" in text
    assert f"2. הארץ\u200e, 7 Nov 2025: ישראל וקזחסטן\u200e <{LONG}>" in lines
    assert r"6. \- 1. List Post" in lines
    assert "javascript" not in text


def test_the_word_file_reads_back(written: Document) -> None:
    """The Word file lacks sentences or references, or its links lead elsewhere."""
    file = WordFile(io.BytesIO(as_docx(written, TODAY)))
    lines = [paragraph.text for paragraph in file.paragraphs]
    assert lines[0] == "Why did Kazakhstan join the Abraham Accords?"
    assert "Trade is given in 9 stories. [2–4, 6 and 12 more] " in lines
    assert any(HOSTILE in line for line in lines)
    assert f"4. Казахстанская правда, Nov 2025: {KAZAKH} " in lines
    assert "6. - 1. List Post " in lines
    links = [link.url for paragraph in file.paragraphs for link in paragraph.hyperlinks]
    assert links[:2] == [
        "https://atlas.example/country?focus=KAZ&claim=special%3Astep",
        "https://atlas.example/country?focus=KAZ&claim=special%3Asigning",
    ]
    assert LONG in links and not [link for link in links if link.startswith("javascript")]
    assert file.core_properties.title == BRIEF.question
    assert file.core_properties.created.date() == TODAY


def test_the_pdf_reads_back(written: Document) -> None:
    """The PDF shows boxes for letters, or takes a name for a command."""
    content = as_pdf(written, TODAY)
    assert content == as_pdf(written, TODAY)
    file = PdfReader(io.BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in file.pages).split())
    assert file.metadata.title == BRIEF.question
    for said in (KAZAKH, "Trade is given in 9 stories. [2–4, 6 and 12 more]", HOSTILE[:22]):
        assert said in text
    for name in ("הארץ", "الأوسط"):
        assert name in text
    links = {
        mark.get_object()["/A"]["/URI"] for page in file.pages for mark in page["/Annots"] or ()
    }
    assert LONG in links and "https://gov.kz/a?b=1&c=2" in links
    assert not [link for link in links if "javascript" in link or "evil" in link]


def test_what_no_font_has_stands_in_latin_letters(written: Document) -> None:
    """A name in a script without a font is a row of boxes, or ends in an error."""
    odd = Document(
        title="𒀀𒀁 and \U000fffff",
        words=written.words,
        paragraphs=written.paragraphs,
        references=(),
        about=written.about,
    )
    text = PdfReader(io.BytesIO(as_pdf(odd, TODAY))).pages[0].extract_text()
    assert IN_LATIN in text.replace("\n", " ")
    assert "𒀀" not in text and " and ?" in text


def test_long_addresses_stay_on_the_page(written: Document) -> None:
    """An address without places to break runs out of the page."""
    file = PdfReader(io.BytesIO(as_pdf(written, TODAY)))
    text = "\n".join(page.extract_text() for page in file.pages)
    longest = max(len(line) for line in text.splitlines() if "%D7" in line or "aaaa" in line)
    assert 40 < longest < 130
