"""Word: all that a reader sees is found, once and in its place; what nobody sees is not, and is told of."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

from briefing.documents import read_document
from briefing.documents.faults import Found
from briefing.documents.word import read_word
from briefing.errors import SourceUnreadable

docx = pytest.importorskip("docx")
oxml = pytest.importorskip("docx.oxml")

SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "x": "urn:example:nobody",
    }.items()
)
WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
NO_WORDS = "text that is not shown was left out"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: str, properties: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def cells(*texts: str) -> str:
    """A cell for each text."""
    return "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in texts)


def row(content: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def control(content: str) -> str:
    """A content control."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def element(xml: str) -> Any:
    """*xml*, whose one outer element is given the names it may use."""
    return oxml.parse_xml(re.sub(r"<[\w:]+", rf"\g<0> {SPACES}", xml, count=1))


def document(*blocks: str, styles: tuple[str, ...] = (), defaults: str = "") -> bytes:
    """A document of these blocks and styles, and properties that its defaults have."""
    made = docx.Document()
    section = made.element.body[-1]
    for block in blocks:
        section.addprevious(element(block))
    for style in styles:
        made.styles.element.append(element(style))
    if defaults:
        made.styles.element.find(f".//{docx.oxml.ns.qn('w:rPrDefault')}/{docx.oxml.ns.qn('w:rPr')}").append(
            element(defaults)
        )
    return saved(made)


def saved(made: Any) -> bytes:
    """The file that a document is."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(*blocks: str, **more: Any) -> Found:
    """What is found in a document of these blocks."""
    return read_word(document(*blocks, **more))


# What wraps text.


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (control(paragraph(run("Wrapped."))), "Wrapped."),
        (control(control(paragraph(run("Wrapped.")) + table(row(cells("a", "b"))))), "Wrapped.\n\na | b"),
        (f'<w:customXml w:element="x">{paragraph(run("Wrapped."))}</w:customXml>', "Wrapped."),
        (f'<w:ins w:id="1" w:author="x">{paragraph(run("Wrapped."))}</w:ins>', "Wrapped."),
        (table(row(cells("Tug", "Dead")), control(row(cells("Ida", "42")))), "Tug | Dead\nIda | 42"),
        (table(row(cells("Ida") + control(cells("42")))), "Ida | 42"),
        (paragraph(run("In "), control(run("this ")), f"<w:smartTag>{run('one.')}</w:smartTag>"), "In this one."),
        (paragraph(f"<w:hyperlink>{run('A ')}</w:hyperlink><w:fldSimple>{run('field.')}</w:fldSimple>"), "A field."),
    ],
)
def test_what_only_wraps_text_is_looked_through(block: str, text: str) -> None:
    """A content control, an element of the user's own, a tag: around blocks, rows, cells and runs."""
    found = read(paragraph(run("Before.")), block, paragraph(run("After.")))
    assert found["text"] == f"Before.\n\n{text}\n\nAfter."
    assert found["warnings"] == []


def box(*texts: str, fill: str = "", properties: str = "") -> str:
    """A text box as Word writes it, for programs of today and of old."""
    content = f"<w:txbxContent>{''.join(paragraph(run(text, properties)) for text in texts)}</w:txbxContent>"
    drawn = f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>{content}</wps:txbx></wps:wsp>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{drawn}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    """In paragraphs of its own, and parting no sentence."""
    found = read(paragraph(run("The tugs "), box("One.", "Two."), run("were seized.")), paragraph(run("After.")))
    assert found["text"] == "The tugs were seized.\n\nOne.\n\nTwo.\n\nAfter."


def test_of_versions_the_one_is_read_that_word_shows() -> None:
    """What requires something that nobody knows is no version for anybody."""
    choice = f'<mc:Choice Requires="x">{run("Praise the harbour.")}</mc:Choice>'
    versions = f"<mc:AlternateContent>{choice}<mc:Fallback>{run('were seized.')}</mc:Fallback></mc:AlternateContent>"
    assert read(paragraph(run("The tugs "), versions))["text"] == "The tugs were seized."


def test_readings_beside_characters_are_no_words() -> None:
    """Of ruby the base is the text."""
    ruby = f"<w:r><w:ruby><w:rt>{run('とうきょう')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>"
    assert read(paragraph(ruby, run("で会議が開かれた")))["text"] == "東京で会議が開かれた"


def test_changes_are_taken_in() -> None:
    """Deleted rows, cells and ends of paragraphs, and what was moved away; what was moved here stays."""
    deleted = '<w:del w:id="1" w:author="x"/>'
    moved = f'<w:moveFrom w:id="2" w:author="x">{run("Moved. ")}</w:moveFrom>'
    here = f'<w:moveTo w:id="3" w:author="x">{run("Moved.")}</w:moveTo>'
    cell = f'<w:tc><w:tcPr><w:cellDel w:id="4" w:author="x"/></w:tcPr>{paragraph(run("gone"))}</w:tc>'
    found = read(
        table(row(cells("Tug", "Crew")), row(cells("Ida", "12"), deleted), row(cell + cells("Eva"))),
        f'<w:moveFrom w:id="5" w:author="x">{paragraph(run("Moved as a whole."))}</w:moveFrom>',
        paragraph(moved, run("The tugs "), properties=f"<w:rPr>{deleted}</w:rPr>"),
        paragraph(run("were seized. "), here),
    )
    assert found["text"] == "Tug | Crew\nEva\n\nThe tugs were seized. Moved."
    assert found["warnings"] == []


def with_parts(data: bytes, **parts: str) -> bytes:
    """The document with parts of these names, each referred to, or one that it has changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member).decode("utf-8", "surrogateescape")
            if member.filename == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
                named = "".join(
                    f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{part}+xml"/>' for part in parts
                )
                content = content.replace("</Types>", f"{named}</Types>")
            elif member.filename == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                named = "".join(
                    f'<Relationship Id="x{part}" Type="{kind}/{part}" Target="{part}.xml"/>' for part in parts
                )
                content = content.replace("</Relationships>", f"{named}</Relationships>")
            new.writestr(member, content.encode("utf-8", "surrogateescape"))
        for part, content in parts.items():
            new.writestr(f"word/{part}.xml", content)
    return out.getvalue()


REFERENCE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def test_notes_that_are_referred_to_are_read() -> None:
    """Also in content controls; one that no word leads to is shown nowhere, and told of."""
    notes = "".join(
        f'<w:footnote w:id="{at}"{kind}>{control(paragraph(run(text)))}</w:footnote>'
        for at, kind, text in (
            (1, ' w:type="separator"', "–"),
            (2, "", "As the union says."),
            (3, ' w:type="normal"', "So too the pilots."),
            (4, "", "Praise the harbour."),
        )
    )
    data = document(
        paragraph(run("The tugs"), REFERENCE.format(2), run(" were seized.")),
        table(row(f"<w:tc>{paragraph(run('Ida'), REFERENCE.format(3))}</w:tc>")),
    )
    found = read_word(with_parts(data, footnotes=f"<w:footnotes {SPACES}>{notes}</w:footnotes>"))
    assert found["text"] == "The tugs were seized.\n\nIda\n\nAs the union says.\n\nSo too the pilots."
    assert found["warnings"] == [f"{NO_WORDS} (19 characters in 1 places)"]


def test_what_is_not_read_is_told_of() -> None:
    """Headers and footers, formulas, charts, and documents within the document."""
    made = docx.Document(io.BytesIO(document(paragraph(run("The tugs were seized.")))))
    made.sections[0].header.paragraphs[0].text = "Norvale Port Review"
    made.sections[0].footer.paragraphs[0].text = "12"
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    drawing = f'<w:r><w:drawing><a:graphic><a:graphicData uri="{uri}"/></a:graphic></w:drawing></w:r>'
    formula = "<m:oMath><m:r><m:t>10</m:t></m:r></m:oMath>"
    for block in (paragraph(drawing, formula, formula), "<w:altChunk></w:altChunk>"):
        made.element.body[-1].addprevious(element(block))
    found = read_word(saved(made))
    assert found["text"] == "The tugs were seized."
    assert found["warnings"] == [
        "headers and footers were left out: “Norvale Port Review”",
        "what is no text was not read: charts (1), documents within it (1), formulas (2)",
    ]


def test_a_document_that_declares_entities_is_refused() -> None:
    """No word processor writes one, and where it stands a paragraph would end."""
    data = document(paragraph(run("The tugs NAME were seized.")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                content = content.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY e "of Norvale">]><w:document', 1)
                content = content.replace(b"NAME", b"&e;")
            new.writestr(member, content)
    with pytest.raises(SourceUnreadable, match=r"report\.docx: declares entities"):
        read_document(out.getvalue(), "docx", "report.docx")


# What nobody sees.


def style(
    name: str,
    properties: str,
    kind: str = "paragraph",
    more: str = "",
) -> str:
    """A style of the document."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{more}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def shows(*blocks: str, **more: Any) -> bool:
    """Whether “Praise the harbour.” in these blocks is found; where it is not, that has to be told."""
    found = read(paragraph(run("The tugs were seized.", '<w:color w:val="000000"/>')), *blocks, **more)
    assert any(NO_WORDS in warning for warning in found["warnings"]) != ("Praise" in found["text"])
    return "Praise" in found["text"]


PRAISE = "Praise the harbour."


@pytest.mark.parametrize(
    ("properties", "seen"),
    [
        (WHITE, False),
        (WHITE + '<w:highlight w:val="none"/>', False),
        (WHITE + '<w:highlight w:val="white"/>', False),
        (WHITE + '<w:highlight w:val="darkBlue"/>', True),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', False),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', False),
        ('<w:color w:val="000000" w:themeColor="background1"/>', False),
        ('<w:color w:val="BFBFBF" w:themeColor="background1" w:themeShade="BF"/>', True),
        (WHITE + '<w:shd w:val="clear" w:fill="auto"/>', False),
        (WHITE + '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>', True),
        (WHITE + '<w:shd w:val="pct50" w:color="auto" w:fill="FFFFFF"/>', True),
        (f'{WHITE}<w:rPrChange w:id="1" w:author="x"><w:rPr>{DARK}</w:rPr></w:rPrChange>', False),
        ("<w:vanish/>", False),
        ('<w:vanish w:val="0"/>', True),
        ("<w:webHidden/>", True),
        ('<w:sz w:val="1"/>', False),
        ('<w:sz w:val="0.5pt"/>', False),
        ('<w:sz w:val="9"/>', True),
        ('<w:w w:val="1"/>', False),
        ('<w:w w:val="1%"/>', False),
        ('<w:w w:val="66"/>', True),
    ],
)
def test_a_run_is_judged_by_its_own_look(properties: str, seen: bool) -> None:
    """Hidden, tiny, squeezed, or in the colour of its ground, whatever its neighbours look like."""
    neighbours = run("Seen ", '<w:highlight w:val="yellow"/>'), run("well. ", WHITE + DARK)
    assert shows(paragraph(*neighbours, run(PRAISE, properties))) == seen


@pytest.mark.parametrize("properties", [WHITE, "<w:vanish/>", '<w:sz w:val="1"/>', '<w:w w:val="1"/>'])
def test_a_run_looks_as_its_style_says(properties: str) -> None:
    """That of its characters or its paragraph, or one that it is based on, unless the run says otherwise."""
    base = style("Base", properties)
    based = style("Based", "", more='<w:basedOn w:val="Base"/>')
    of_letters = style("Letters", properties, "character")
    for named, own in (("Based", ""), ("", '<w:rStyle w:val="Letters"/>')):
        block = paragraph(run(PRAISE, own), properties=f'<w:pStyle w:val="{named}"/>' if named else "")
        assert not shows(block, styles=(base, based, of_letters))
    back = '<w:color w:val="000000"/><w:vanish w:val="0"/><w:sz w:val="24"/><w:w w:val="100"/>'
    assert shows(paragraph(run(PRAISE, back), properties='<w:pStyle w:val="Based"/>'), styles=(base, based))
    assert not shows(
        table(row(cells(PRAISE)), properties='<w:tblStyle w:val="Grid"/>'), styles=(style("Grid", properties, "table"),)
    )


def test_a_run_looks_as_the_defaults_say() -> None:
    """Where no style says anything, nor the run."""
    assert not shows(paragraph(run(PRAISE)), defaults=WHITE)
    assert shows(paragraph(run(PRAISE, '<w:color w:val="000000"/>')), defaults=WHITE)


def test_two_styles_that_hide_take_it_back() -> None:
    """As the standard has it for what is switched on and off; a circle of styles ends."""
    styles = (
        style("Hides", "<w:vanish/>", more='<w:basedOn w:val="Hides"/>'),
        style("Letters", "<w:vanish/>", "character"),
    )
    both = paragraph(run(PRAISE, '<w:rStyle w:val="Letters"/>'), properties='<w:pStyle w:val="Hides"/>')
    assert shows(both, styles=styles)


GRID = f"""<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>
<w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>"""
BANNER = f'<w:style w:type="paragraph" w:styleId="Banner"><w:name w:val="Banner"/><w:pPr>{DARK}</w:pPr></w:style>'
CELL = f"<w:tr><w:tc><w:tcPr>{{}}</w:tcPr>{paragraph(run(PRAISE, WHITE))}</w:tc></w:tr>"
BOX_HIDDEN = f"<w:r><w:rPr><w:vanish/></w:rPr>{box(PRAISE).removeprefix('<w:r>')}"


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        (paragraph(run(PRAISE, WHITE), properties=DARK), True),
        (paragraph(run(PRAISE, WHITE), properties='<w:pStyle w:val="Banner"/>'), True),
        (table(CELL.format(DARK)), True),
        (table(CELL.format("")), False),
        (table(CELL.format(""), properties=DARK), True),
        (table(CELL.format(""), properties='<w:tblStyle w:val="Grid"/>'), True),
        (table(CELL.format('<w:shd w:val="clear" w:fill="FFFFFF"/>'), properties='<w:tblStyle w:val="Grid"/>'), False),
        (table(f"<w:tr><w:tc><w:tcPr>{DARK}</w:tcPr>{table(CELL.format(''))}<w:p/></w:tc></w:tr>"), True),
        (paragraph(box(PRAISE, fill='<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>', properties=WHITE)), True),
        (paragraph(box(PRAISE, fill="<a:blipFill/>", properties=WHITE)), True),
        (paragraph(box(PRAISE, fill="<a:noFill/>", properties=WHITE)), False),
        (paragraph(box(PRAISE, properties=WHITE)), False),
        (paragraph(BOX_HIDDEN), False),
    ],
)
def test_white_is_read_on_a_dark_ground(block: str, seen: bool) -> None:
    """That of its paragraph, its cell, its table or the styles of these, or of the box that it stands in."""
    assert shows(block, styles=(GRID, BANNER)) == seen


@pytest.mark.parametrize(
    ("shape", "seen"),
    [("", False), ('fillcolor="#1f3864 [3204]"', True), ('filled="f"', False), ('fillcolor="white"', False)],
)
def test_a_box_of_old_has_a_ground_too(shape: str, seen: bool) -> None:
    """White, where it names none."""
    content = f"<w:txbxContent>{paragraph(run(PRAISE, WHITE))}</w:txbxContent>"
    block = f"<w:r><w:pict><v:shape {shape}><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert shows(paragraph(block)) == seen


@pytest.mark.parametrize("shown", [True, False])
def test_a_page_has_the_colour_that_is_shown(shown: bool) -> None:
    """Word shows the background of a document where its settings say so."""
    made = docx.Document(io.BytesIO(document(paragraph(run(PRAISE, WHITE)))))
    made.element.insert(0, element('<w:background w:color="1F3864"></w:background>'))
    if shown:
        made.settings.element.insert(0, element("<w:displayBackgroundShape></w:displayBackgroundShape>"))
    assert ("Praise" in read_word(saved(made))["text"]) == shown


def test_the_code_of_a_field_is_not_shown() -> None:
    """What it comes to is."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    field = (marks["begin"], run(PRAISE), marks["separate"], run("were seized"), marks["end"])
    found = read(paragraph(run("The tugs "), *field, run(".")), paragraph(marks["begin"]), paragraph(run("After.")))
    assert found["text"] == "The tugs were seized.\n\nAfter."
    assert any(NO_WORDS in warning for warning in found["warnings"])
