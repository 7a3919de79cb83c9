"""Folding: what two spellings have in common, and the way back to the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.folding import BREAK, DASH_BREAK, SPACE_BREAK, Skeleton, fold, lowered, strip_controls
from tests.many_languages import REPORTS

TRICKY = st.text(
    st.sampled_from(
        "aéßﬁﬄ\u0301\u0323 \n\t\u00a0\u00ad\u200b\u200d\u0640\ufeff\"“«»'’‘-–—.…[]()1٣%中「」가각ᄀ\u1161ไท🙂İ"
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "cafe\u0301"),
        ("각", "\u1100\u1161\u11a8"),
        ("क\u093c", "\u0958"),
        ("o\ufb03ce", "office"),
        ("a \t\n\u00a0\u202f\u3000 b", "a b"),
        ("“so” „so‟ ＂so〞", '"so" "so" "so"'),
        ("« oui »", '"oui"'),
        ("「はい」", '"はい"'),
        ("דו״ח", 'דו"ח'),
        ("it’s ‘so’ ʼ", "it's 'so' '"),
        ("a – b — c ‑ d − e", "a - b - c - d - e"),
        ("a -- b ——— c", "a - b - c"),
        ("soft\u00adhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"),
        ("محـــمد", "محمد"),
        ("می\u200cخواهد", "میخواهد"),
        ("a ... b . . . c", "a … b … c"),
        ("a [...] b (…) c [ … ] d", "a … b … c … d"),
        ("a....b", "a…b"),
        ("外交\n部长", "外交部长"),
    ],
)
def test_spellings_of_one_thing_fold_to_the_same(one: str, other: str) -> None:
    """Composition, ligatures, white space, quotation marks, dashes, widthless signs and ellipses."""
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("½", "1/2"),
        ("ＡＢＣ", "ABC"),
        ("№", "No"),
        ("The", "the"),
        ("café", "cafe"),
        ("ß", "ss"),
        ('"a"', "'a'"),
        ("a b", "ab"),
        ("a.. b", "a… b"),
        ("إنَّ", "إن"),
        ("《书》", "“书”"),
        ("[The]", "The"),
    ],
)
def test_what_differs_in_meaning_stays_apart(one: str, other: str) -> None:
    """Nothing beyond the named foldings: no compatibility forms, no case, no accents, no vowel signs."""
    assert fold(one).text != fold(other).text


def test_a_letter_in_editorial_brackets_is_free_in_case() -> None:
    """The bracket is gone, the letter is small, and its place is known."""
    folded = fold("he said [T]he law and [l]'homme")
    assert folded.text == "he said the law and l'homme"
    assert folded.free == {8, 20}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("co-\noperate", f"co{BREAK}operate"),
        ("co\u00ad\n  operate", f"co{BREAK}operate"),
        ("10-\n12", f"10{DASH_BREAK}12"),
        ("covid-\n19", f"covid{DASH_BREAK}19"),
        ("plan—\nwhich", f"plan{DASH_BREAK}which"),
        ("ไม่\nได้", f"ไม่{SPACE_BREAK}ได้"),
        ("end. -\nNext", "end. - Next"),
    ],
)
def test_a_line_end_that_can_be_read_in_more_ways_stays_open(text: str, folded: str) -> None:
    """A hyphen between letters may vanish; a dash, or one beside a figure, may not."""
    assert fold(text).text == folded


@given(st.text("abc ABC.,:;!?1234567890é中文字ไทย가나다", min_size=0))
def test_plain_text_folds_to_itself(text: str) -> None:
    """Where nothing is typographic nothing changes, and every place is its own."""
    plain = " ".join(text.replace("..", ".").split())
    if "..." not in plain.replace(" ", "") and not any(f"{a} {b}" in plain for a in "中文字" for b in "中文字"):
        folded = fold(plain)
        assert folded.text == plain
        assert all(folded.original(at, at + 1) == (at, at + 1) for at in range(len(plain)))


@given(TRICKY)
def test_every_folded_character_has_its_range_in_the_original(text: str) -> None:
    """Ranges run forward, lie inside the text, and a character copied as it was is found where it stood."""
    folded = fold(text)
    end_before = 0
    for at, char in enumerate(folded.text):
        start, end = folded.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert end >= end_before
        end_before = end
        if end - start == 1 and char.isalnum() and char == text[start]:
            assert fold(text[start:end]).text == char


@pytest.mark.parametrize("language", REPORTS)
def test_a_decomposed_report_folds_like_the_composed_one(language: str) -> None:
    """Both normal forms of a report are the same report, in every script."""
    report = REPORTS[language]
    assert fold(unicodedata.normalize("NFD", report)).text == fold(unicodedata.normalize("NFC", report)).text


def test_a_skeleton_leads_back() -> None:
    """Spaces, hyphens and open line ends are left out, and each place is found again."""
    folded = fold("The co-\nOp a-b").text
    skeleton = Skeleton.of(folded)
    assert skeleton.text == "thecoopab"
    assert [folded[skeleton.origin(at)].lower() for at in range(len(skeleton.text))] == list(skeleton.text)


def test_lowering_keeps_every_place() -> None:
    """A capital whose small form is longer stays as it is."""
    assert lowered("İSTANBUL Ünye") == "İstanbul ünye"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("a\x00b\x1b[31mc\x7f\x9b", "ab[31mc"),
        ("a\r\nb\rc\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800 one", "lone \ufffd one"),
        ("a" + "\u0301" * 500 + "b", "a" + "\u0301" * 30 + "b"),
        ("{{ 7*7 }} 🙂", "{{ 7*7 }} 🙂"),
    ],
)
def test_controls_are_stripped(text: str, clean: str) -> None:
    """What no terminal, file or encoding should be given is gone; all else stays."""
    assert strip_controls(text) == clean
