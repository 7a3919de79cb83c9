"""Cut edges: what a quote leaves out of its sentence that turns its sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cuts import Cut, governing_cuts
from briefing.source import Source, Span
from tests import trailing_sentences
from tests.cut_sentences import HONEST, TURNED

ELSEWHERE = {
    "de": "Die Armee hat die Grenze nicht [[in der Nacht zum Dienstag überschritten]].",
    "pt": "O exército não [[cruzou a fronteira na noite de segunda-feira]].",
    "uk": "Армія не [[переходила кордон у ніч на вівторок]].",
    "tr": "Ordu değil [[polis kalabalığa ateş açtı ve kaçtı]].",
}


def _marked(sentence: str) -> tuple[str, list[Span]]:
    """The text without its double brackets, and the spans that stood between them."""
    text, spans = "", []
    for part in sentence.split("[["):
        quote, closed, rest = part.partition("]]")
        if closed:
            spans.append(Span(len(text), len(text) + len(quote)))
        text += quote + rest
    return text, spans


def _cuts(sentence: str, language: str | None = "en") -> list[Cut]:
    text, spans = _marked(sentence)
    return Source.from_text(text, language=language).cuts(spans)


def _short(sentence: str, language: str | None = "en") -> str | None:
    text, spans = _marked(sentence)
    return Source.from_text(text, language=language).cut_short(spans)


@pytest.mark.parametrize(
    ("language", "kind", "sentence"),
    [(language, kind, sentence) for language, rows in TURNED.items() for kind, sentence in rows],
)
def test_words_left_out_that_govern_a_quote_are_found(language: str, kind: str, sentence: str) -> None:
    """Their kind is told, and only what a speaker's name mends is an attribution alone."""
    kinds = {cut.kind for cut in _cuts(sentence, language)}
    assert kind in kinds
    assert kind != "attribution" or "if" in sentence.split() or kinds == {"attribution"}


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, sentence) for language, rows in HONEST.items() for sentence in rows]
)
def test_a_quote_that_nothing_left_out_governs_is_whole(language: str, sentence: str) -> None:
    """A negation, a condition or a speaker elsewhere in the sentence is not held against it."""
    assert _cuts(sentence, language) == []


@pytest.mark.parametrize(("language", "sentence"), ELSEWHERE.items())
def test_in_other_languages_a_negation_beside_the_quote_counts(language: str, sentence: str) -> None:
    """Of a language without a table, the two words before a quote are looked at."""
    assert [cut.kind for cut in _cuts(sentence, language)] == ["negation"]
    assert _cuts(sentence.replace("[[", "").replace("]]", "").join(("[[", "]]")), language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, sentence) for language, rows in trailing_sentences.TURNED.items() for sentence in rows],
)
def test_a_negation_beside_the_quote_counts_behind_it_too(language: str, sentence: str) -> None:
    """Where the language puts it there, or writes it into the verb that follows."""
    assert [cut.kind for cut in _cuts(sentence, language)] == ["negation"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, sentence) for language, rows in trailing_sentences.HONEST.items() for sentence in rows],
)
def test_a_negation_of_what_follows_is_not_held_against_a_quote(language: str, sentence: str) -> None:
    """Behind a sign, a conjunction or a relative word; of a noun, of a place, "not only" and "without"."""
    assert _cuts(sentence, language) == []


@pytest.mark.parametrize("language", ["sv", "da", "tr", "hi", "ur", "ko", "ja", "th"])
def test_without_a_language_the_words_or_the_script_tell_who_negates_behind(language: str) -> None:
    """As of the languages with tables."""
    assert [cut.kind for cut in _cuts(trailing_sentences.TURNED[language][0], None)] == ["negation"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "pt", "uk"])
def test_without_a_language_the_words_around_tell_it(language: str) -> None:
    """Each is told from its neighbours by its commonest words."""
    text, spans = _marked(TURNED[language][0][1] if language in TURNED else ELSEWHERE[language])
    assert [cut.kind for cut in Source.from_text(text).cuts(spans)] == ["negation"]


def test_the_script_is_believed_before_the_language() -> None:
    """A Russian passage in a report that says it is English is read as Russian."""
    assert _short(TURNED["ru"][0][1], "en") == "не"


def test_the_words_are_those_of_the_text() -> None:
    """With their offsets, and white space as one space."""
    text, spans = _marked("The  envoy did \t not [[meet the leaders of the junta]].")
    source = Source.from_text(text, language="en")
    [cut] = source.cuts(spans)
    assert cut.words == "did not"
    assert " ".join(source.text[cut.start : cut.end].split()) == cut.words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The bloc did [[not send its troops across the river]].", None),
        ("The bloc did not [[formally back the coup in the north]].", "did not"),
        ("The spokesman said it did not [[back the coup in the north]].", "did not"),
        ("The bloc threatened to [[use force against the plotters]].", "threatened to"),
        ("There were no reports of [[looting in the port quarter]].", "no reports of"),
        ("The general said [[the port had fallen to his men]].", "said"),
        ("[[The rebels will hand over the port]] if they are paid.", "if"),
        ("“[[We hold the port and the refinery]],” the general said.", "the general said"),
    ],
)
def test_one_cut_is_named_first(sentence: str, words: str | None) -> None:
    """What turns the sense comes before who says it, which naming the speaker would mend."""
    assert _short(sentence) == words


def test_several_governors_are_all_named_in_order() -> None:
    """A denial that somebody said nothing is two cuts, and so is a report of a negation."""
    found = _cuts("The spokesman said that the bloc did not [[back the coup in the north]].")
    assert [(cut.kind, cut.words) for cut in found] == [("attribution", "said"), ("negation", "did not")]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("[[The army said on Monday that]] it would not [[leave the town and the port]].", ["negation"]),
        ("[[The army did not leave the town]] or, that night, [[hand over the port to the militia]].", []),
        (
            "[[The army left the town on Monday]], witnesses said, and it did not [[return to the port]].",
            ["attribution", "negation"],
        ),
        ("[[The army will leave the town]] if it is paid, and [[the militia will take the port]].", ["condition"]),
    ],
)
def test_words_left_out_between_the_parts_count_and_quoted_ones_do_not(sentence: str, kinds: list[str]) -> None:
    """A governor inside any part of the quote is told; one in a gap is left out."""
    assert [cut.kind for cut in _cuts(sentence)] == kinds


def test_parts_in_two_sentences_are_each_read_in_their_own() -> None:
    """A negation in the sentence between two parts governs neither."""
    sentence = "[[The army left the town on Monday]]. It did not loot. [[The militia took over the port]]."
    assert _cuts(sentence) == []


def test_a_sentence_without_an_end_is_read_near_the_quote_alone() -> None:
    """A megabyte of words, of negations, of commas or of brackets before and behind a quote does not hold it up."""
    quote = "back the coup in the north"
    for filling in (
        "not ",
        "said that ",
        "if a, ",
        "(",
        "– ",
        "no one who said, and ",
        "accused ",
        "n'",
        "которые не, ",
    ):
        text = filling * (1_000_000 // len(filling)) + quote + " " + filling * (1_000_000 // len(filling))
        start = text.index(quote)
        for language in ("en", "fr", "ru", "de"):
            governing_cuts(text, [(0, len(text))], [(start, start + len(quote))], language)


_PIECES = st.sampled_from(
    "not no if unless said that who , ; : ( ) – “ ” ' and or but to did the army left without were had which".split()
)


@given(
    st.lists(_PIECES, min_size=1, max_size=40), st.data(), st.sampled_from(["en", "fr", "es", "ru", "ar", "zh", None])
)
def test_no_run_of_words_and_signs_is_too_odd(pieces: list[str], data: st.DataObject, language: str | None) -> None:
    """Cuts are in order, inside the text, outside the quote, and tell their own words."""
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = governing_cuts(text, [(0, len(text))], [(start, end)], language)
    assert found == sorted(found, key=lambda cut: (cut.start, cut.end))
    for cut in found:
        assert cut.words == " ".join(text[cut.start : cut.end].split())
        assert 0 <= cut.start < cut.end <= start or end <= cut.start < cut.end <= len(text)


def test_no_spans_are_no_quote() -> None:
    """A quote that stands nowhere is cut nowhere."""
    source = Source.from_text("The army did not leave.")
    assert source.cuts([]) == []
    assert source.cut_short([]) is None
