"""Encoding: every string shows as the text it is, and stays readable where it is not rendered."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.render.escape import clip, diagram_label, digest, embolden, encode, link, visible
from briefing.render.wording import count, date, listed
from tests.hostile_text import READERS, Seen, hostile_text

PLACES = {
    "paragraph": "{}",
    "inside a paragraph": "x: {} y",
    "brackets": "x [{}] y",
    "cell": "| a | b |\n| --- | --- |\n| {} | z |",
    "heading": "# {}",
    "bullet": "- {}",
    "quote block": "> ⚠ {}",
    "bold": "- **For {}:** y",
}


def read(markup: str) -> tuple[set[str], str]:
    """The tags of some HTML, and its text with white space runs as one space."""
    seen = Seen(markup)
    return seen.tags, " ".join("".join(seen.texts).split())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60)
@given(text=hostile_text)
@example(text="[click](https://evil.example)![x](//evil.example/p.png)")
@example(text="a\\|b \\`c` \\")
@example(text="^a <https://a.example/> b@a.example")
def test_any_text_shows_as_itself(reader: str, place: str, text: str) -> None:
    """In every place of the page and every reader, the text comes out as it went in, with no tag but code."""
    harmless_tags, harmless = read(READERS[reader](PLACES[place].format("QQQ")))
    tags, shown = read(READERS[reader](PLACES[place].format(encode(text))))
    assert tags - {"code"} <= harmless_tags
    assert shown == " ".join(harmless.replace("QQQ", visible(text)).split())


@pytest.mark.parametrize(
    "text",
    [
        "It's 5 < 10, and R&D (x-y) [2024]: well-known.",
        "“[T]he U.S. cut $500 million; ~100 soldiers stayed,” AT&T's man said.",
        "snake_case, 3.5 % and 12:30 o'clock; and/or #Niger",
    ],
)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    """What would be text anyway is not cluttered with escapes."""
    assert encode(text) == text


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("see (http://a.example/x?y), or a@b.example.", "see (`http://a.example/x?y`), or `a@b.example`."),
        ("@someone closed #12", "`@someone` closed `#12`"),
        ("Booking.com | x", "Booking\\.com \\| x"),
        ("a\nb\tc", "a b c"),
        ("<b>", "&lt;b>"),
        ("x\u202ey\u200b\x00", "xy"),
        ("1. one", "1\\. one"),
        ("[x] done", "\\[x] done"),
        ("WWW.a.example", "`WWW.a.example`"),
    ],
)
def test_what_would_act_is_made_text(text: str, encoded: str) -> None:
    """An address becomes code, since a backslash does not keep every reader from linking it; markup is escaped."""
    assert encode(text) == encoded


def test_joiners_of_scripts_and_emoji_stay() -> None:
    """Persian and family emoji need characters without width; they carry no direction and hide nothing."""
    for text in ("می\u200cخواهم", "👩\u200d🚀"):
        assert encode(text) == text


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=100)
@given(text=hostile_text, edges=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
@example(text="中文“引用”中文", edges=[(2, 6)])
@example(text="ab cd ef", edges=[(0, 2), (2, 5), (6, 8)])
def test_bold_changes_no_character(reader: str, text: str, edges: list[tuple[int, int]]) -> None:
    """Wherever the spans begin and end, no asterisk is left over and nothing else appears."""
    spans = [(min(pair), max(pair)) for pair in edges]
    tags, shown = read(READERS[reader](f"- x {embolden(text, spans)}"))
    assert tags <= {"ul", "li", "p", "strong", "code"}
    assert "".join(shown.split()) == "".join(f"x{visible(text)}".split())


def test_bold_covers_the_span() -> None:
    """The quote is what is bold, up to marks that would break the bold."""
    assert embolden("He said: “not now,” then left.", [(9, 19)]) == "He said: **“not now,”** then left."
    assert embolden("中文“引用”中文", [(2, 6)]) == "中文“**引用**”中文"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "%00http://a.example",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "//a.example",
        "x",
        "https:a.example",
        "https:///a.example",
        "https:\\\\a.example",
        "https://a.example\\@b.example/",
        "https://a.example@b.example/",
        "https://a.example:secret@b.example/",
        "https://a.example%2fb.example/",
        "https://a.example:80:90/",
        "https://a.example：80/",
        "https://a.example／b.example/",
        "https://a b.example/",
        "https://-a.example/",
        f"https://{'a' * 64}é.example/",
        "https://a.example/%0d%0aSet-Cookie:%20b",
        "https://a.example/%E2%80%AEtxt.exe",
    ],
)
def test_only_plain_web_addresses_are_linked(url: str) -> None:
    """No other scheme reaches the page, and no address that two readers take different hosts from."""
    assert link(url) is None


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/ü?a=1&b=2", "<https://a.example/%C3%BC?a=1&b=2>"),
        ("https://a.example/> <script>|`é\u202e", "<https://a.example/%3E%20%3Cscript%3E%7C%60%C3%A9>"),
        ("HTTPS://A.example", "<https://a.example>"),
        ("https://pаypal.example/", "<https://xn--pypal-4ve.example/>"),
        ("https://müller.example:8443#a", "<https://xn--mller-kva.example:8443#a>"),
        ("http://[2001:db8::1]/x", "<http://[2001:db8::1]/x>"),
        ("http://203.0.113.7?x=[1]", "<http://203.0.113.7?x=%5B1%5D>"),
        ("https://a.example/א/ב", "<https://a.example/%D7%90/%D7%91>"),
        ("https://a.example/?a=1&copy;=2&lt=3;4", "<https://a.example/?a=1&copy%3B=2&lt=3%3B4>"),
        ("https://a.example/?a=1&#60;b#c", "<https://a.example/?a=1#60;b%23c>"),
    ],
)
def test_what_is_shown_is_what_is_linked(url: str, linked: str) -> None:
    """Nothing can end the link or the cell; letters that look alike, or turn the line, are shown as they are sent."""
    assert link(url) == linked


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("query", ["a=1&b=2", "a=1&copy=2", "a=1&copy;=2", "a=1&#60;b", "a&lt&amp;gt;", "a=%26lt%3B"])
def test_every_reader_links_to_what_it_shows(reader: str, query: str) -> None:
    """Also where an address holds what is an entity to one of them and not to another."""
    marked = link(f"https://a.example/?{query}")
    assert marked is not None
    seen = Seen(READERS[reader](f"| a | b |\n| --- | --- |\n| {marked} | z |"))
    assert (seen.addresses, "".join(seen.texts).split()) == ([marked[1:-1]], ["a", "b", marked[1:-1], "z"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" + "".join(map(chr, range(0xE0100, 0xE0110))), "a"),
        ("😀\U000e0136\U000e015f", "😀"),
        ("❤️ 1️⃣ 葛\U000e0100城", "❤️ 1️⃣ 葛\U000e0100城"),
        ("❤\ufe0f\ufe0e", "❤️"),
        ("❤\ufe0f\u200d\u200d", "❤"),
        ("ب\u200c\u200d\ufeff\x00\u200cب", "بب"),
        ("p\u200ca\u200dy", "pay"),
        ("می\u200cخ\u200c\u200d\u200cواهم", "می\u200cخواهم"),
    ],
)
def test_what_carries_a_message_unseen_is_dropped(text: str, shown: str) -> None:
    """Joiners and signs that choose a variant stay where writing needs them, and nowhere else."""
    assert encode(text) == shown
    for cut in range(len(text)):
        assert embolden(text, [(cut, len(text))]).replace("*", "") == shown


@given(text=hostile_text)
def test_diagram_label_cannot_end_itself_or_the_block(text: str) -> None:
    """Between its quotation marks a label holds plain text and numbered entities only."""
    label = diagram_label(text)
    assert label[0] == label[-1] == '"'
    assert not set(label[1:-1]) & set('"`<>[]{}|\\\n%$&*_')


def test_clipping_ends_at_a_word() -> None:
    """A long claim is cut where a reader would cut it, and says so; a short one is whole."""
    assert clip("one two three four", 11) == "one two…"
    assert clip("one\ntwo") == "one two"
    assert clip("字" * 20, 10) == "字" * 10 + "…"


def test_digest_is_code_only_when_it_is_one() -> None:
    """What only claims to be a digest is text like any other."""
    assert digest("ab12") == "`ab12`"
    assert digest("a`b") == "a\\`b"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-02-15", "15 February 2024"),
        ("2024-02-15T10:30:00Z", "15 February 2024"),
        ("2024-02", "February 2024"),
        ("2024", "2024"),
        ("mid | 2024", "mid \\| 2024"),
        ("2024-13-40", "2024-13-40"),
    ],
)
def test_dates_are_words_as_far_as_they_are_dates(value: str, words: str) -> None:
    """A date no calendar holds is shown as it came, encoded."""
    assert date(value) == words


def test_numbers_of_things_agree_with_their_noun() -> None:
    """One report, two reports, thousands with a comma; a list ends in "and"."""
    assert (count(1, "report"), count(0, "report"), count(1200, "voice")) == ("1 report", "0 reports", "1,200 voices")
    assert (listed([]), listed(["A"]), listed(["A", "B", "C"])) == ("", "A", "A, B and C")
    assert listed(list("ABC"), most=2) == "A, B and C"
    assert listed(list("ABCD"), most=2) == "A, B and 2 others"
