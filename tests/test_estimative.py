"""Words of likelihood and of confidence are told from words that only look like them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import estimative
from briefing.estimative import confidence_words, estimates
from briefing.tradecraft import SCALES

_LOOKS_AROUND = re.compile(r"\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")


def _generated(pattern: str) -> st.SearchStrategy[str]:
    """Texts of *pattern*, whatever stands around them."""
    plain = _LOOKS_AROUND.sub("", pattern).replace(r"\p{Han}", "文")
    return st.from_regex(re.compile(plain, re.VERBOSE | re.IGNORECASE), fullmatch=True)


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in estimative._PHRASES])
@given(data=st.data())
def test_no_phrase_is_passed_by_for_want_of_its_stem(phrase: str, data: st.DataObject) -> None:
    """Whatever a phrase of likelihood matches, in any capitals, holds a stem that phrases are looked for by."""
    words = data.draw(_generated(phrase))
    folded = estimative._folded(words)
    stems = estimative._STEMS if folded.isascii() else [*estimative._STEMS, *estimative._FOREIGN_STEMS]
    assert any(stem in folded for stem in stems)


@given(_generated(estimative._CONFIDENCE.pattern))
def test_no_words_of_confidence_are_passed_by_for_want_of_their_stem(words: str) -> None:
    """The same for words of confidence."""
    assert estimative.may_tell_confidence(words)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The garrison will certainly fall before the rains.", 95, 99),
        ("They are certain to win the vote.", 95, 99),
        ("The strike is bound to fail.", 95, 99),
        ("There is no doubt that the pact will be signed.", 95, 99),
        ("A split is inevitable.", 95, 99),
        ("The river will almost certainly stay closed.", 95, 99),
        ("It is all but certain that the bill passes.", 95, 99),
        ("The port will most likely reopen in spring.", 80, 95),
        ("A truce is highly probable.", 80, 95),
        ("The port will likely reopen.", 55, 80),
        ("Probably the port reopens.", 55, 80),
        ("The chance is roughly even.", 45, 55),
        ("There is an even chance of a vote.", 45, 55),
        ("It is a realistic possibility that the pact fails.", 40, 50),
        ("The cabinet is unlikely to fall.", 20, 45),
        ("The cabinet is not likely to fall.", 20, 45),
        ("It isn't very unlikely; it is improbable.", 20, 45),
        ("A return is highly unlikely.", 5, 20),
        ("A return is almost certainly not planned.", 1, 5),
        ("There is a remote chance of rain.", 1, 5),
        ("It is impossible that the bridge opens.", 1, 5),
        ("Il est peu probable que le port rouvre.", 20, 45),
        ("Le port rouvrira certainement.", 95, 99),
        ("Es poco probable que el puerto abra.", 20, 45),
        ("El puerto abrirá probablemente.", 55, 80),
        ("Der Hafen öffnet höchstwahrscheinlich wieder.", 80, 95),
        ("Порт наверняка откроется.", 95, 99),
        ("Вряд ли порт откроется.", 5, 45),
        ("من المرجح أن يفتح الميناء", 55, 95),
        ("港口很可能重新开放", 55, 95),
    ],
)
def test_a_word_of_likelihood_has_its_band(text: str, low: int, high: int) -> None:
    """The longest phrase counts, and a plain negation turns the band round."""
    assert [(found.low, found.high) for found in estimates(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "The likely successor resigned.",
        "An unlikely alliance held the town.",
        "Its most likely route is the coast road.",
        "Certain regions voted early.",
        "It is uncertain who gave the order.",
        "It is far from certain that they agree.",
        "The remote villages were cut off.",
        "Snow made it impossible to supply the camp.",
        "No doubts were raised in the cabinet.",
        "The pact may, might or could possibly fail.",
        "She was sure of her vote.",
        "A probable cause was found.",
    ],
)
def test_words_that_only_look_like_it_claim_nothing(text: str) -> None:
    """What describes a noun, is negated out of its meaning, or leaves the likelihood open is no estimate."""
    assert list(estimates(text)) == []


@pytest.mark.parametrize("scale", list(SCALES))
def test_both_scales_own_words_fit_their_numbers(scale: str) -> None:
    """A term fits every number that its own standard prints it for."""
    for band in SCALES[scale]:  # type: ignore[index]
        found = next(
            estimates(f"There is a {band.term} of it" if "c" in band.term[-6:] else f"It is {band.term}"), None
        )
        assert found is not None, band.term
        assert found.fits(band.low), band.term
        assert found.fits(band.high), band.term


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We judge with high confidence that it holds.", "high confidence"),
        ("Moderate confidence: two reports agree.", "Moderate confidence"),
        ("We are fairly confident that it holds.", "We are fairly confident"),
        ("Avec une confiance élevée, le port rouvrira.", "confiance élevée"),
        ("The cabinet lost a confidence vote.", None),
        ("Investor confidence fell.", None),
        ("Both sides agreed on confidence-building measures.", None),
        ("A motion of no confidence failed.", None),
    ],
)
def test_confidence_is_told_from_other_confidence(text: str, words: str | None) -> None:
    """Only words that grade the grounds count, not votes or markets."""
    assert confidence_words(text) == words
