"""A brief as a Word file: title, paragraphs with linked reference numbers, and the references."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from data.export.brief import Document

if TYPE_CHECKING:
    from datetime import date

    from docx.text.paragraph import Paragraph

BLUE = "1F5FA8"
SMALL = 9  # points


def as_docx(written: Document, today: "date") -> bytes:
    """Return the document as a Word file; today: the day of its making."""
    # Imported here, as reading its templates would slow the start of the app.
    from docx import Document as WordFile

    file = WordFile()
    _signed(file, written, today)
    file.add_heading(written.title, level=0)
    file.add_paragraph().add_run(written.words).italic = True
    for part in written.paragraphs:
        paragraph = file.add_paragraph()
        for run in part:
            paragraph.add_run(f"{run.text} ")
            _marked(paragraph, run.mark, run.link)
    if written.references:
        file.add_heading("References", level=1)
    for entry in written.references:
        line = _small(file, f"{entry.number}. {entry.words} ")
        if entry.link:
            _linked(line, entry.link, entry.link)
    file.add_heading("About this brief", level=1)
    for label, text in written.about.items():
        _small(file, f"{label}: {text}")
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _signed(file: Any, written: Document, today: "date") -> None:  # noqa: ANN401
    """Say what the file is, in its properties."""
    own = file.core_properties
    own.title, own.author, own.language = written.title, "Accord Atlas", "en-GB"
    own.comments = written.words
    own.created = own.modified = datetime(today.year, today.month, today.day)


def _marked(paragraph: "Paragraph", mark: str, link: str) -> None:
    if not mark:
        return
    if link:
        _linked(paragraph, f"[{mark}]", link)
    else:
        paragraph.add_run(f"[{mark}]")
    paragraph.add_run(" ")


def _small(file: Any, text: str) -> "Paragraph":  # noqa: ANN401
    """Add a line of the list of references, its number standing out."""
    from docx.shared import Cm, Pt

    paragraph = file.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.left_indent = Cm(0.8)
    paragraph.paragraph_format.first_line_indent = Cm(-0.8)
    paragraph.add_run(text).font.size = Pt(SMALL)
    return paragraph


def _linked(paragraph: "Paragraph", text: str, address: str) -> None:
    """Add a link, which python-docx can read but not write."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor
    from docx.text.run import Run

    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = text
    run.font.size, run.font.color.rgb = Pt(SMALL), RGBColor.from_string(BLUE)
    link.append(run._r)
    paragraph._p.append(link)
