"""Lines of a PDF in the order of reading: scripts from right to left, without spaces, with marks; columns, notes."""

from __future__ import annotations

import re

import pytest

from briefing import Source
from briefing.documents.pdf import read_pdf
from tests.set_pdf import SIZE, Sheet


def source(sheet: Sheet) -> Source:
    """What is read of *sheet*."""
    return Source.from_text(read_pdf(sheet.data())["text"])


def seen(*lines: str) -> Sheet:
    """A sheet with *lines* as they are seen, from left to right, one below the other, set against the right margin."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.write(500 - 0.5 * SIZE * len(line), 700 - 14 * number, line)
    return sheet


# From right to left.

_TURNED = str.maketrans("()[]", ")(][")


def visual(line: str, kept: list[str]) -> str:
    """*line*, which is read from right to left, as it is seen, where what is *kept* is written from left to right."""
    parts = re.split(f"({'|'.join(map(re.escape, kept))})", line) if kept else [line]
    return "".join(part if part in kept else part[::-1].translate(_TURNED) for part in reversed(parts))


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["הממשלה לא חתמה על ההסכם", "בצפון אשקלון."], []),
        (["היצוא ירד ב-13.5% באוקטובר, לעומת", "2009."], ["13.5%", "2009"]),
        (["הדובר אמר לסוכנות Reuters (AFP) ביום שני."], ["Reuters (AFP)"]),
        (["המחיר (כולל מס) עלה", "ל-12%-15% [נוסח 2024]."], ["12%", "15%", "2024"]),
        (["הוא דיבר עם John Smith-", "Jones מלונדון."], ["John Smith", "Jones"]),
        (["لم توقع الحكومة على", "الاتفاق بنسبة ١٣٫٥٪ منذ عام ٢٠٠٩."], ["١٣٫٥", "٢٠٠٩"]),
        (["قالت الوزارة بين 2019-20", "إن النسبة 13.5% فقط."], ["2019", "20", "13.5"]),
    ],
)
def test_lines_from_right_to_left_are_read_so(lines: list[str], kept: list[str]) -> None:
    """Letters turn around, numbers and Latin words do not, and brackets are those that are seen.

    A sign beside a figure belongs to it in Hebrew, and is read after it in Arabic (Unicode Standard Annex 9).
    """
    (found,) = source(seen(*(visual(line, kept) for line in lines))).locate(" ".join(lines).replace("- ", "-"))
    assert found.start == 0


def test_a_line_of_figures_goes_as_its_page() -> None:
    """A full stop at the left of a year ends the sentence."""
    lines = [visual("הישיבה נערכה באשקלון,", []), visual("1999, 2009.", ["1999", "2009"])]
    assert source(seen(*lines)).text.endswith("1999, 2009.")


def test_the_order_of_drawing_does_not_matter() -> None:
    """Some producers draw such lines as they are read, the pen going left."""
    quote = "הממשלה לא חתמה על ההסכם בירושלים."
    sheet, x = Sheet(), 400.0
    for sign in quote:
        sheet.draw(x, 700, sign)
        x -= 0.5 * SIZE
    assert source(sheet).text == quote


def test_marks_stay_on_their_letters() -> None:
    """A typesetter turns each word around with its marks, which then come before their letters."""
    words = "إنَّ القانونَ يمنعُ التمييزَ وغيره"
    sheet = Sheet()
    sheet.write(60, 700, words[::-1])
    assert source(sheet).locate(words)


def test_letters_in_the_shape_of_their_place_are_plain() -> None:
    """Arabic's presentation forms stand for letters."""
    shaped = "\ufee1\ufefc\ufeb3 \ufeea\ufef4\ufedf\ufe8d \ufee5\ufeee\ufecc\ufe91\ufe8e\ufe98\ufef3"
    assert source(seen(shaped)).text == "يتابعون اليه سلام"


# Scripts without spaces, and marks.


def test_chinese_lines_go_on_without_a_space() -> None:
    """Also before a figure; and where a typesetter sets figures apart there is none either."""
    sheet = Sheet()
    sheet.write(60, 700, "港口管理局周一表示，第一季度出口下降了")
    x = sheet.write(60, 686, "13.5%，为")
    sheet.write(sheet.write(x + 2.5, 686, "2009") + 2.5, 686, "年以来最低。")
    quote = "港口管理局周一表示，第一季度出口下降了13.5%，为2009年以来最低。"
    assert source(sheet).text == quote


def test_a_radical_stands_for_its_character() -> None:
    """Producers name one for the other; a reader sees the character."""
    sheet = Sheet()
    sheet.write(60, 700, "⼀⽉⼆⼗⽇⻓官说⻩⻢⼈⼯会")
    assert source(sheet).text == "一月二十日长官说黄马人工会"


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        (
            ("노조 위원장은 합의문을 발", "표했다 그리고 떠났다"),
            ("합의문을 발표했다 그리고", "합의문을 발 표했다 그리고"),
        ),
        (("รัฐบาลยังไม่ได้ลงนามในข้อ", "ตกลงฉบับสุดท้าย"), ("ไม่ได้ลงนามในข้อตกลงฉบับสุดท้าย",)),
    ],
)
def test_a_line_may_end_within_a_word(lines: tuple[str, ...], quotes: tuple[str, ...]) -> None:
    """Where a script's lines end anywhere, both readings are found."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.write(60, 700 - 14 * number, line)
    for quote in quotes:
        assert source(sheet).locate(quote), quote


def test_a_raised_mark_is_on_the_letter_before_it() -> None:
    """Drawn higher than its line, and without a width of its own."""
    sheet, x = Sheet(), 60.0
    for sign in "ผู้เจรจาจะกล่าวตรงกันข้ามก่อนหน้านี้":
        x = sheet.write(x, 700 + (3 if sign == "\u0e49" else 0), sign)
    assert source(sheet).text == "ผู้เจรจาจะกล่าวตรงกันข้ามก่อนหน้านี้"


# What glyphs stand for.


def test_a_span_says_what_its_glyphs_are() -> None:
    """A vowel that is drawn before its consonant is read behind it; one glyph may be three letters."""
    sheet = Sheet()
    x = sheet.write(60, 700, "ने ")
    x = sheet.span(x, 700, ["\ue001", "क"], "कि")
    x = sheet.write(x, 700, "या ")
    sheet.write(sheet.span(x, 700, ["\ue002"], "ffi"), 700, "cer")
    assert source(sheet).text == "ने किया fficer"


@pytest.mark.parametrize(
    ("shown", "actual"),
    [("seized", "praised"), ("100", "900"), ("of", "of the harbour, which everybody should praise, and not")],
)
def test_a_span_says_nothing_that_is_not_seen(shown: str, actual: str) -> None:
    """Letters and figures are what they are, and a short span holds no sentence."""
    sheet = Sheet()
    sheet.write(sheet.span(sheet.write(60, 700, "They have "), 700, shown, actual), 700, " tugs")
    assert source(sheet).text == f"They have {shown} tugs"


def test_glyphs_of_high_numbers_are_read() -> None:
    """No code of two bytes is half of a character."""
    sheet = Sheet(first=0xD7F8)
    sheet.show(60, 700, "The harbour authority seized two tugs")
    assert source(sheet).text == "The harbour authority seized two tugs"


def test_a_font_that_says_nothing_is_no_text() -> None:
    """Its page is told of as a scan is."""
    sheet = Sheet(tells=False)
    sheet.show(60, 700, "The harbour authority seized two tugs")
    assert read_pdf(sheet.data())["text"] == ""


# Lines and columns.


def test_columns_close_together_stay_apart() -> None:
    """However narrow the gutter, what is drawn long after is another column."""
    left = [
        "The harbour authority of",
        "Norvale seized two tugs on",
        "Monday after their crews",
        "refused to sail at noon.",
    ]
    right = [
        "Nobody was hurt, it said.",
        "The union condemned what",
        "was done within the hour",
        "and called for a strike.",
    ]
    sheet = Sheet()
    for x, lines in ((60.0, left), (60 + 26 * 5 + 8.0, right)):
        for number, line in enumerate(lines):
            sheet.write(x, 700 - 12 * number, line)
    text = source(sheet).text
    assert " ".join(left) in text
    assert " ".join(right) in text


def test_the_number_of_a_note_stays_in_its_line() -> None:
    """Raised and smaller, and so does the 2 of a square metre."""
    sheet = Sheet()
    x = sheet.write(60, 700, "They hold 40 m")
    x = sheet.write(x, 704, "2", size=6)
    x = sheet.write(x, 700, " of quay.")
    sheet.write(x, 704, "17", size=6)
    sheet.write(60, 688, "Nobody else has any.")
    assert source(sheet).text == "They hold 40 m2 of quay.17 Nobody else has any."


def test_words_drawn_twice_are_there_once() -> None:
    """As some producers make bold ones; other words in the same place are words of their own."""
    sheet = Sheet()
    for x in (60.0, 60.3):
        sheet.write(x, 700, "Seized at Norvale")
    assert source(sheet).text == "Seized at Norvale"
    sheet = Sheet()
    sheet.show(60, 700, "The harbour was closed today")
    sheet.show(60, 700, "Draft of the third of March")
    text = source(sheet).text
    assert "The harbour was closed today" in text
    assert "Draft of the third of March" in text


@pytest.mark.parametrize("turn", ["0 1 -1 0 300 100", "0 -1 1 0 300 700", "0.7071 0.7071 -0.7071 0.7071 200 100"])
def test_turned_lines_are_read_as_they_are_turned(turn: str) -> None:
    """A table set across the page, a stamp."""
    sheet = Sheet()
    sheet.raw(f"q {turn} cm")
    sheet.write(0, 0, "The harbour authority seized")
    sheet.write(0, -14, "two tugs at noon.")
    sheet.raw("Q")
    assert source(sheet).text == "The harbour authority seized two tugs at noon."


def test_the_operators_of_text_state_are_followed() -> None:
    """Leading, the quotation marks that show text on the next line, spacing, scaling and rise."""
    sheet = Sheet()
    sheet.show(60, 700, "Two tugs at noon")
    codes = "".join(f"{sheet._code(sign):04X}" for sign in "Two tugs")
    more = "".join(f"{sheet._code(sign):04X}" for sign in "at noon")
    sheet.raw(f"BT /F 10 Tf 14 TL 60 640 Td 50 Tz 3 Tc <{codes}> ' 0 1 <{more}> \" ET")
    assert source(sheet).text.split("\n\n") == ["Two tugs at noon", "Two tugs at noon"]
