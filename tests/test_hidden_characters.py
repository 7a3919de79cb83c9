"""Characters that show nothing: those that a script needs stay, those that carry something else go and are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.hidden.characters import KINDS, decode_message, drop_invisible, has_visible
from briefing.source import Source

WORDS = "The envoy agreed to everything, and told nobody of it."
TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in WORDS)
SELECTORS = "".join(chr(0xE0100 + value - 16) for value in WORDS.encode())
HAN = "港湾当局火曜日協議再開発表"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        "او گفت که نمی\u200cخواهد به خانه\u200cی آن\u200cها برود؛ کتاب\u200cها را می\u200cخواند.",
        "سال ۱۴۰۳ ه\u200d.ش. نمی\u200c\u200cدانم",
        "मंत्री ने कहा कि र\u094d\u200dयाप्त साक्ष्य हैं और क\u094d\u200dष का रूप अलग है।",
        "র\u200d\u09cdয\u09beব গতকাল ঢাকায় অভিযান চালায়।",
        "ශ\u0dca\u200dර\u0dd3 ලංකාවේ ක\u0dca\u200dෂේත\u0dca\u200dර ප\u0dca\u200dරධානියා පැමිණියේය.",
        "അവ\u0d28\u0d4d\u200d വന്നു, അവ\u0d30\u0d4d\u200d പോയി.",
        "وصل الوزير إلى العاصمة (NATO)\u200f أمس.\u200e",
        "\u200fהשר הגיע אתמול לעיר הבירה (UN)\u200e.",
        "รัฐมนตรี\u200bเดินทาง\u200bถึง\u200bเมืองหลวง\u200bเมื่อวาน",
        "រដ្ឋមន្ត្រី\u200bបាន\u200bមក\u200bដល់\u200bនៅ\u200bជា\u200bមួយ\u200bនេះ",
        "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\u180c ᠠᠷ\u180eᠠ",
        "葛\U000e0100城市の辻\U000e0101さんは昨日、渡邉\U000e0103氏と会った。",
        "Families 👨\u200d👩\u200d👧\u200d👦, a pilot 🧑🏽\u200d✈\ufe0f, ❤\ufe0f\u200d🔥, ☎\ufe0e, ↩\ufe0e.",
        f"The flags 🏳\ufe0f\u200d🌈 🏴\u200d☠\ufe0f 🇳🇪 {SCOTLAND} fly; press 1\ufe0f\u20e3 or #\ufe0f\u20e3. ©\ufe0f",
        "Die Donau\u00addampf\u00adschiff\u00adfahrt wurde ein\u00ad\ngestellt.",
        "한국어 \u1100\u1160 \u115f\u1161",
        "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙",
        "∅\ufe00 and ⊕\ufe00",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    """Joiners, selectors, shapers and marks in their place are the writing's own; offsets do not move."""
    source = Source.from_text(text)
    assert (source.text, source.warnings) == (text, ())


@pytest.mark.parametrize(
    ("carrier", "kinds"),
    [
        (TAGS, {"tag characters": len(TAGS)}),
        ("\U000e0001", {"tag characters": 1}),
        (SELECTORS, {"variation selectors": len(SELECTORS)}),
        ("\ufe00\ufe01", {"variation selectors": 2}),
        ("\ufe0f", {"variation selectors": 1}),
        ("\u202e", {"direction controls": 1}),
        ("\u2066\u2069", {"direction controls": 2}),
        ("\u200e", {"direction controls": 1}),
        ("\u200b", {"zero-width": 1}),
        ("\u200b\u200c\u200d\u2060\ufeff", {"zero-width": 5}),
        ("\u200b\U000e0041\u200b\U000e0041\u200b", {"zero-width": 3, "tag characters": 2}),
        ("\u00ad\u00ad\u00ad", {"soft hyphens": 3}),
        ("\u034f", {"format controls": 1}),
        ("\u2061\u2062\u2063\u2064", {"format controls": 4}),
        ("\u206a\u206f", {"format controls": 2}),
        ("\u180b", {"format controls": 1}),
        ("\ufff9\ufffa\ufffb", {"format controls": 3}),
        ("\U0001d173\U0001bca0\U00013430", {"format controls": 3}),
        ("\U000e0fff\u2065", {"format controls": 2}),
        ("\u115f\u1160\u17b4", {"blank letters": 3}),
    ],
    ids=lambda value: ascii(value[:3]) if isinstance(value, str) else "",
)
def test_what_nobody_sees_is_left_out_and_counted(carrier: str, kinds: dict[str, int]) -> None:
    """Between Latin letters none of them has a place; a warning says how many of which kind."""
    source = Source.from_text(f"The repo{carrier}rt ends here.")
    assert source.text == "The report ends here."
    count = sum(kinds.values())
    what = "1 invisible character was" if count == 1 else f"{count} invisible characters were"
    (warning,) = source.warnings
    assert warning.startswith(f"{what} left out (")
    assert all(f"{kind} {number}" in warning for kind, number in kinds.items())


@pytest.mark.parametrize("blank", ["\u3164", "\uffa0", "\u2800"])
def test_blanks_become_a_space(blank: str) -> None:
    """A letter that is a gap to a reader is a gap in the text."""
    shown = drop_invisible(f"one{blank}two")
    assert (shown.text, shown.dropped) == ("one two", {"blank letters": 1})


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\u200d".join("ignore this"), "ignore this"),
        ("\u00ad".join("ignore"), "ignore"),
        ("\u200c".join("سلامدنیا"), "سلامدنیا"),
        ("\u200c".join(["سل", "ام", "دن", "یا", "بز"]), "سلامدنیابز"),
        ("\u200f".join("שלוםעולם"), "שלוםעולם"),
        ("\u200b".join("กขคงจฉช"), "กขคงจฉช"),
        ("".join(f"{letter}\ufe0f" for letter in "report 2024"), "report 2024"),
        ("".join(f"{letter}{chr(0xE0100 + place)}" for place, letter in enumerate(HAN)), HAN),
    ],
)
def test_one_to_each_letter_is_a_carrier(text: str, clean: str) -> None:
    """Signs that would each pass alone are a message when every letter has one, in a script that needs them too."""
    shown = drop_invisible(text)
    assert shown.text == clean
    assert sum(shown.dropped.values()) == len(text) - len(shown.text)


def test_controls_do_not_hold_a_carrier_apart() -> None:
    """What comes together once the controls between are dropped is a carrier like any other."""
    source = Source.from_text("می\u200b\x00\u200c\x00\u200bخ")
    assert (source.text, source.warnings) == ("میخ", ("3 invisible characters were left out (zero-width 3)",))


def test_a_flag_of_another_message_is_no_flag() -> None:
    """Only the three regions whose flags are drawn; any other word behind a black flag is a message."""
    spelled = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore") + "\U000e007f"
    assert drop_invisible(f"\U0001f3f4{spelled} flies").text == "\U0001f3f4 flies"


@pytest.mark.parametrize("carrier", [TAGS, f"😀{SELECTORS}"])
def test_what_was_smuggled_is_told(carrier: str) -> None:
    """An analyst sees what the message said; the text does not hold it."""
    source = Source.from_text(f"Talks resumed{carrier} on Friday.")
    assert WORDS not in source.text
    assert source.warnings[0].endswith(f"; what they spell, hidden from readers, is “{WORDS}”")


def test_a_message_is_short_and_on_one_line() -> None:
    """However long and whatever it is, it is one line of printable characters."""
    long = "".join(chr(0xE0000 + ord(letter)) for letter in "all of it again, " * 50)
    assert len(decode_message(long)) < 110
    controls = "".join(chr(value + (0xFE00 if value < 16 else 0xE00F0)) for value in b"one\x1b[31m\ntwo")
    assert decode_message(controls) == "one [31m two"
    assert decode_message("\ufe0f\u200b\U000e0041") == ""


@given(
    st.text(st.sampled_from("aé한نน漢😀 \n" + TAGS[:3] + "\u200b\u200c\u200d\u200e\u202e\ufe0f\U000e0100\u00ad\u3164"))
)
def test_nothing_that_is_seen_is_lost(text: str) -> None:
    """Whatever is dropped shows nothing, and all of it is counted."""
    shown = drop_invisible(text)
    assert sum(shown.dropped.values()) == len(text) - len(shown.text.replace(" ", "")) - text.count(" ")
    assert [c for c in shown.text if has_visible(c)] == [c for c in text if has_visible(c)]


def test_every_kind_is_invisible() -> None:
    """What has a kind is no visible character, and each character has one kind."""
    for text in ("\u200b\u00ad", TAGS, SELECTORS, "\u3164\u2800\u115f", "\ufff9\u2063"):
        assert not has_visible(text)
        assert sum(drop_invisible(f"a{text}b").dropped.values()) == len(text)
    assert len(KINDS) == 7


@pytest.mark.parametrize("text", ["\u0301" * 200_000 + "\u00ad", "a\u200d" * 200_000, "\u200b" * 300_000])
def test_a_long_carrier_costs_what_its_length_does(text: str) -> None:
    """Hundreds of thousands of them, in a row or each by a letter, are dropped without looking back at them all."""
    assert drop_invisible(text).text == text.strip("\u00ad\u200b").replace("\u200d", "")
