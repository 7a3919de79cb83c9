"""Paragraphs and sentences, in texts that are hard-wrapped and texts that are not."""

from __future__ import annotations

import textwrap

import pytest

from briefing.passages import index_at, paragraphs, sentences
from briefing.source import Source
from tests.many_languages import REPORTS

SPACED = ("en", "fr", "es", "ar", "ru", "el", "vi")


def _paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def _wrapped(report: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in report.split("\n\n"))


@pytest.mark.parametrize("width", [40, 60, 72, 100])
@pytest.mark.parametrize("language", SPACED)
def test_a_hard_wrapped_report_has_the_paragraphs_of_the_unwrapped_one(language: str, width: int) -> None:
    """Line breaks of a typewriter's are no paragraphs."""
    found = _paragraphs(_wrapped(REPORTS[language], width))
    assert [" ".join(paragraph.split()) for paragraph in found] == [
        # A hyphen that ends a line is kept by both.
        " ".join(_wrapped(paragraph, width).split())
        for paragraph in REPORTS[language].strip().split("\n\n")
    ]


@pytest.mark.parametrize("separator", ["\n\n", "\n", "\n \t\n\n"])
@pytest.mark.parametrize("language", REPORTS)
def test_one_line_for_each_paragraph(language: str, separator: str) -> None:
    """Pages from the web often have a single line break between paragraphs."""
    expected = REPORTS[language].strip().split("\n\n")
    assert _paragraphs(separator.join(expected)) == expected


def test_windows_line_ends_are_line_ends() -> None:
    """A report with CRLF has the paragraphs and sentences of the one without."""
    one, other = (Source.from_text(REPORTS["en"].replace("\n", end)) for end in ("\n", "\r\n"))
    assert (one.text, one.paragraphs, one.sentences) == (other.text, other.paragraphs, other.sentences)
    assert len(one.paragraphs) == 3


@pytest.mark.parametrize(
    "apart",
    [
        "- first of the items\n- second of the items\n- third of the items",
        "1. one thing to be done\n2. another thing to be done",
        "(a) one thing to be done\n(b) another thing to be done",
        "# A heading of the text\nAnother line of it",
        "| a cell | a cell |\n|--------|--------|\n| b cell | b cell |",
        "The sea is calm\nand so am I\ntonight",
    ],
)
def test_lists_headings_tables_and_verse_keep_their_lines(apart: str) -> None:
    """Beside hard-wrapped prose too, an item is not run together with the next."""
    assert _paragraphs(apart) == apart.split("\n")
    mixed = _wrapped(REPORTS["en"], 60) + "\n\n" + apart
    assert _paragraphs(mixed)[3:] == apart.split("\n")


def test_an_item_keeps_its_further_lines() -> None:
    """The second line of a wrapped item, indented under its first, belongs to it."""
    item = textwrap.fill("- " + "word " * 20, 60, subsequent_indent="  ")
    assert "\n" in item
    assert _paragraphs(f"{_wrapped(REPORTS['en'], 60)}\n\n{item}\n{item}")[3:] == [item, item]


def test_an_indented_line_begins_a_paragraph() -> None:
    """Typescripts mark a paragraph by its indent alone."""
    text = textwrap.fill("word " * 40, 60, initial_indent="    ")
    assert len(_paragraphs(f"{text}\n{text}\n{text}")) == 3


def test_one_long_line_does_not_unwrap_the_rest() -> None:
    """An address of 150 characters in a hard-wrapped mail is an accident, not the width of its lines."""
    text = _wrapped(REPORTS["en"], 72) + "\n\nhttps://example.org/" + "x" * 150
    assert len(_paragraphs(text)) == 4


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_nothing_has_no_paragraphs(text: str) -> None:
    """White space alone is no paragraph."""
    assert paragraphs(text) == []


@pytest.mark.parametrize("language", REPORTS)
def test_sentences_cover_the_report_and_cross_no_paragraph(language: str) -> None:
    """Every letter lies in exactly one sentence, whatever the script."""
    source = Source.from_text(REPORTS[language])
    covered = "".join(source.text[span.start : span.end] for span in source.sentences)
    assert "".join(covered.split()) == "".join(source.text.split())
    for one, other in zip(source.sentences, source.sentences[1:], strict=False):
        assert one.end <= other.start
    for span in source.sentences:
        at = index_at(source.paragraphs, span.start)
        assert source.paragraphs[at].start <= span.start < span.end <= source.paragraphs[at].end


@pytest.mark.parametrize("language", [language for language in REPORTS if language != "th"])
def test_a_report_has_more_sentences_than_paragraphs(language: str) -> None:
    """The rules of the script are known without being told the language; Thai has no full stop to go by."""
    assert len(Source.from_text(REPORTS[language]).sentences) >= 6


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    """Points inside U.S., Dr. and 13.5 are no full stops."""
    text = "Dr. Varn of the U.S. embassy named 13.5 percent. She gave no date."
    assert [text[start:end] for start, end in sentences(text, paragraphs(text), "en")] == [
        "Dr. Varn of the U.S. embassy named 13.5 percent.",
        "She gave no date.",
    ]


def test_a_language_code_may_name_a_region() -> None:
    """``fr-CA`` is split as French is."""
    text = REPORTS["fr"]
    assert sentences(text, paragraphs(text), "fr-CA") == sentences(text, paragraphs(text), "fr")


@pytest.mark.parametrize(("position", "index"), [(0, 0), (4, 0), (5, 0), (10, 1), (12, 1), (99, 1)])
def test_the_range_around_a_position(position: int, index: int) -> None:
    """A position between two ranges belongs to the one before it, one before all to the first."""
    assert index_at([(2, 5), (10, 15)], position) == index
