"""A source: what is cleaned, what it is asked, and that its offsets are those of the text as it stands."""

from __future__ import annotations

import hashlib

import pytest

from briefing.source import Source, Span

TEXT = (
    "France's envoy left. The Russia-backed force did not.\n\n"
    "“We will not go,” said General Abdourahamane\nTiani on 3 May. He gave no reason."
)


def test_cleaning_leaves_every_other_character_alone() -> None:
    """A byte-order mark, controls and surrogates go; offsets into a text without them stay what they were."""
    assert Source.from_text("\ufeffa\x00b\r\nc\ud800d").text == "ab\nc\ufffdd"
    assert Source.from_text(TEXT).text == TEXT


TAGGED = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all else")


def test_fields_hold_nothing_invisible_either() -> None:
    """A title cannot carry what the text may not; warnings that came with the text are kept."""
    source = Source.from_text("x\u202e", title=f"Talks{TAGGED}", warnings=["a passage was left out"])
    assert source.title == "Talks"
    assert source.warnings == (
        "a passage was left out",
        "1 invisible character was left out (direction controls 1)",
    )


def test_fields_are_one_line_each() -> None:
    """What goes into headers and headings holds no line break; what is empty is not known."""
    source = Source.from_text("x", title=" Two\nlines\x1b ", author="  ", url=None, language="en\n")
    assert (source.title, source.author, source.url, source.language) == ("Two lines", None, None, "en")


def test_the_hash_is_over_the_text_alone() -> None:
    """Another title makes no other source text."""
    assert Source.from_text("été", title="a").sha256 == Source.from_text("été", title="b").sha256
    assert Source.from_text("été").sha256 == hashlib.sha256("été".encode()).hexdigest()


def test_locate_gives_spans_that_slice_back() -> None:
    """Offsets are code points of the text; a segment for each part around an ellipsis; none when absent."""
    source = Source.from_text("🙂 " + TEXT)
    (span,) = source.locate("the Russia-backed force did not")
    assert isinstance(span, Span)
    assert source.text[span.start : span.end] == "The Russia-backed force did not"
    parts = source.locate("France's envoy left … General Abdourahamane Tiani on 3 May")
    assert [source.text[start:end] for start, end in parts] == [
        "France's envoy left",
        "General Abdourahamane\nTiani on 3 May",
    ]
    assert source.locate("The Russia-backed force did") == source.locate("The Russia-backed force did")
    assert source.locate("the Russia-backed force did leave") == []


def test_a_refusal_has_a_reason() -> None:
    """Ranges and a reason never come together."""
    source = Source.from_text(TEXT)
    assert source.match("The Russia-backed force").refusal is None
    for quote in ("force left", "a quote that is not there", "rance's envoy left. The Russia", ""):
        match = source.match(quote)
        assert match.ranges == ()
        assert match.refusal


@pytest.mark.parametrize(
    ("words", "mentioned"),
    [
        ("France", True),
        ("France's", True),
        ("France’s envoy", True),
        ("Russia", True),
        ("General Abdourahamane Tiani", True),
        ("general Abdourahamane Tiani", True),
        ("we", True),
        ("Fran", False),
        ("Russ", False),
        ("Abdou", False),
        ("Germany", False),
        ("", False),
        ("“”", False),
        ("3 May", True),
    ],
)
def test_mentions_takes_words_of_any_length_but_whole_ones(words: str, mentioned: bool) -> None:
    """A name is mentioned with its possessive and in a compound, not as a part of another word."""
    assert Source.from_text(TEXT).mentions(words) is mentioned


@pytest.mark.parametrize(
    ("text", "name", "mentioned"),
    [
        ("러시아가 말했다", "러시아", True),
        ("친러시아가 말했다", "러시아", False),
        ("莫斯科方面没有评论", "莫斯科", True),
        ("Türkiye'nin lideri", "Türkiye", True),
        ("l'Élysée dit non", "Élysée", True),
        ("at Ver-\nsailles today", "Versailles", True),
        ("at Ver-\nsailles today", "Ver", False),
    ],
)
def test_mentions_in_other_languages(text: str, name: str, mentioned: bool) -> None:
    """Particles, suffixes and elisions belong to the sentence, not to the name."""
    assert Source.from_text(text).mentions(name) is mentioned


def test_the_sentence_around_a_span() -> None:
    """A span is given its whole sentence; spans in several, everything from the first to the last."""
    source = Source.from_text(TEXT)
    span = source.locate("The Russia-backed force did not")
    one = source.sentence(span)
    assert source.text[one.start : one.end] == "The Russia-backed force did not."
    both = source.sentence(source.locate("France's envoy left … General Abdourahamane Tiani"))
    assert source.text[both.start : both.end].startswith("France's")
    assert source.text[both.start : both.end].endswith("3 May.")


def test_a_sentence_holds_its_spans_whatever_the_splitter_thinks() -> None:
    """A quote over two sentences is never wider than what is shown around it."""
    source = Source.from_text(TEXT)
    spans = source.locate("envoy left. The Russia-backed force")
    sentence = source.sentence(spans)
    assert sentence.start <= spans[0].start
    assert spans[0].end <= sentence.end
    assert source.text[sentence.start : sentence.end] == TEXT.split("\n\n")[0]


def test_a_source_is_frozen_and_compared_by_its_content() -> None:
    """Two readings of one report are the same source."""
    assert Source.from_text("x", title="a") == Source.from_text("x", title="a")
    with pytest.raises(AttributeError):
        Source.from_text("x").text = "y"  # type: ignore[misc]
