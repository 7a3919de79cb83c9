"""Names in claims: found where capitals tell them, told apart, and held in every form that a careful editor accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.naming import HeldNames, Kind, Name, names, same_name
from tests.name_sentences import GROUNDS, held, not_held

INDEX = {report: HeldNames([text]) for report, text in GROUNDS.items()}


def _told(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in names(text)]


@pytest.mark.parametrize(("report", "claim"), held())
def test_an_honest_claim_raises_no_alarm(report: str, claim: str) -> None:
    """Every name of an honest claim is held: spelled, inflected, transliterated, shortened or in a reference form."""
    assert [name for name in names(claim) if not INDEX[report].holds(name)] == []


@pytest.mark.parametrize(("report", "claim", "invented"), not_held())
def test_an_invented_name_is_found_and_not_held(report: str, claim: str, invented: str) -> None:
    """A name that the report does not have is told from its surroundings, and is not held."""
    missing = [name.text for name in names(claim) if not INDEX[report].holds(name)]
    assert any(part in text.split() or text in part for text in missing for part in (invented, *invented.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Colonel Viktor Petrenko left.", [("Viktor Petrenko", "person")]),
        ("the lawyer Okafor and Ms Sule", [("Okafor", "person"), ("Sule", "person")]),
        ("with Mr. J. K. Bexley", [("J. K. Bexley", "person")]),
        ("He told Marlo van der Quenby so.", [("Marlo van der Quenby", "person")]),
        ("U.S. President Joe Harlan", [("U.S.", "place"), ("Joe Harlan", "person")]),
        ("Foreign Affairs Minister Bakary Sule said so", [("Bakary Sule", "person")]),
        ("Petrenko denies it.", [("Petrenko", "person")]),
        ("Few know Petrenko’s plan.", [("Petrenko", "person")]),
        ("as BEXLEY wished", [("BEXLEY", "person")]),
        ("the Meridian Institute for Peace", [("Meridian Institute for Peace", "other")]),
        ("the Bank of Ghana", [("Bank of Ghana", "other")]),
        ("the Ministry of Mines and Energy", [("Ministry of Mines and Energy", "other")]),
        ("fighting near Agadez", [("Agadez", "other")]),
        ("NATO and the Kestrel Treaty", [("NATO", "other"), ("Kestrel Treaty", "other")]),
        ("Guinea-Bissau and Guinea", [("Guinea-Bissau", "place"), ("Guinea", "place")]),
        ("Sino-Russian ties", [("Sino", "place"), ("Russian", "place")]),
        ("a Bamako-based paper", [("Bamako", "place")]),
        ("West African states in the Sahel", [("West African", "place"), ("Sahel", "place")]),
        ("Michael Jordan went to Jordan.", [("Michael Jordan", "person"), ("Jordan", "place")]),
        ("Harlan met 李建国.", [("Harlan", "person"), ("李建国", "person")]),
        ("Le colonel Viktor Petrenko est parti.", [("Viktor Petrenko", "person")]),
        ("Il est en Côte d'Ivoire.", [("Côte d'Ivoire", "place")]),
        ("Полковник Виктор Петренко молчит.", [("Виктор Петренко", "person")]),
        ("Der Sprecher von Präsident Viktor Petrenko sah die Lage.", [("Viktor Petrenko", "person")]),
        ("穆罕默德·巴祖姆被推翻。", [("穆罕默德·巴祖姆被", "person")]),
        ("وصل العقيد فيكتور بيترينكو أمس", [("فيكتور بيترينكو", "person")]),
    ],
)  # fmt: skip
def test_names_are_told_and_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    """A title makes a person and is no part of the name; a head word makes a body; tables make a place."""
    assert _told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors found nothing. Militants regroup; Disinformation spreads.",
        "On Monday, in January, the Government and Parliament met.",
        "Western states, Islamist militants and the Global South differ since the Cold War.",
        "If J1 is wrong, E2 and K3 matter, and so does Section 4 of the Constitution.",
        "The Coalition holds. Should the Junta fall, it won't return. Didn't it?",
        "Counterinsurgency and deradicalisation need time.",
        "",
        "12,000 – 45%",
    ],
)
def test_capitals_that_name_nobody_are_no_names(text: str) -> None:
    """Openers, days, faiths, compass points, offices and references of the brief are not reported."""
    assert _told(text) == []


def test_where_capitals_say_nothing_only_unknown_words_are_names() -> None:
    """In a title in Title Case, and all in capitals, ordinary words are none, and an unknown one is."""
    assert _told("Rebel Commander Viktor Petrenko Takes the Northern Border Crossing") == [
        ("Viktor Petrenko", "person")
    ]
    assert _told("SOLDIERS TAKE THE BORDER CROSSING AFTER PETRENKO LEFT") == [("PETRENKO", "other")]


@given(st.text(max_size=200))
def test_names_stand_where_they_say(text: str) -> None:
    """Whatever the text, every name is its slice, in order, and asking for it never fails."""
    found = names(text)
    assert all(text[name.start : name.end] == name.text for name in found)
    assert [name.start for name in found] == sorted(name.start for name in found)
    grounds = HeldNames([text])
    for name in found:
        assert isinstance(grounds.holds(name), bool)
        assert len(grounds.nearest(name)) <= 3


@pytest.mark.parametrize(
    "piece", ["A-", "A. ", "Aa ", "Aa of ", "General ", "Ministry of Mines and ", "Niger-Mali-", "的", "محمد ", "“"]
)
def test_hostile_length_is_bounded_work(piece: str) -> None:
    """A text of one thing over and over is gone through once."""
    text = piece * (60_000 // len(piece))
    found = names(text)
    grounds = HeldNames([text])
    assert all(len(name.text) < 60_000 for name in found) or not text.strip().isascii()
    assert not any(grounds.holds(Name("Viktor Petrenko", 0, 15, kind)) for kind in ("person", "other"))


@pytest.mark.parametrize("report", ["en", "fr", "ru", "pl"])
@pytest.mark.parametrize("kind", ["person", "place", "other"])
def test_what_stands_to_the_letter_is_held_as_its_words_are(report: str, kind: Kind) -> None:
    """Any row of words is held by the text that it is of just when its index holds it: "coup leaders" are no person."""
    spaced = HeldNames([GROUNDS[report].replace(" ", "  ")])  # there no row of words stands to the letter
    words = GROUNDS[report].split()
    rows = {" ".join(words[at : at + size]) for at in range(len(words)) for size in (2, 3)}
    rows = {row for row in rows if row in GROUNDS[report]}
    asked = [Name(row.strip(',.;:()“”"'), 9, 9, kind) for row in sorted(rows)]
    answers = [INDEX[report].holds(name) for name in asked]
    assert answers == [spaced.holds(name) for name in asked]
    assert any(answers) or kind == "place"


def test_what_was_found_instead_is_what_is_most_like_it() -> None:
    """The nearest names are shown, the likeliest first."""
    nearest = INDEX["en"].nearest(Name("Mohamed Tiani", 0, 13, "person"))
    assert "Abdourahamane Tiani" in " ".join(nearest)
    assert len(nearest) <= 3


def test_an_alias_bears_a_name_in_another_script() -> None:
    """What the draft says a name is written as counts across scripts, but not where letters show another name."""
    macron = Name("Emmanuel Macron", 0, 15, "person")
    assert not INDEX["zh"].holds(macron)
    assert HeldNames([GROUNDS["zh"]], aliases=[("Emmanuel Macron", "马克龙")]).holds(macron)
    petrenko = Name("Viktor Petrenko", 0, 15, "person")
    assert not HeldNames([GROUNDS["ru"]], aliases={"Viktor Petrenko": ["Путин"]}).holds(petrenko)
    assert not HeldNames([GROUNDS["en"]], aliases=[("Viktor Petrenko", "Putin")]).holds(petrenko)


def test_a_family_name_bears_the_full_name_that_the_sources_have_for_it() -> None:
    """An evidence sentence with a family name alone holds the full name of the sources, and no other given name."""
    sources = INDEX["en"]
    sentence = HeldNames(["Ajala told the paper that Moscow wants to disrupt it."], long_names=sources)
    assert sentence.holds(Name("Olayinka Ajala", 0, 14, "person"))
    assert not sentence.holds(Name("Viktor Ajala", 0, 12, "person"))
    assert not sentence.holds(Name("Emmanuel Macron", 0, 15, "person"))
    another = HeldNames(["Bukola Ajala told the paper so."], long_names=sources)
    assert not another.holds(Name("Olayinka Ajala", 0, 14, "person"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olayinka Ajala", "Ajala"),
        ("Abdourahamane Tiani", "General Tiani"),
        ("Vladimir Putin", "Путин"),
        ("Vladimir Putin", "V. Putin"),
        ("Volodymyr Zelenskyy", "Zelensky"),
        ("Mohamed Bazoum", "Mohammed Bazum"),
        ("United States", "US"),
        ("United States", "American"),
        ("Russia", "Moscow"),
        ("Russian defence ministry", "Russia's defense ministry"),
        ("Niger's junta", "the junta"),
        ("Economic Community of West African States", "ECOWAS"),
        ("ECOWAS", "CEDEAO"),
        ("African Union", "AU"),
        ("Robert Harlan", "Bob Harlan"),
    ],
)
def test_two_strings_can_name_the_same(one: str, other: str) -> None:
    """Short and long forms, spellings, acronyms and reference forms are of one name, whichever comes first."""
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viktor Petrenko", "Viktor Orlov"),
        ("Petrov", "Petrenko"),
        ("Tiani", "Toumani"),
        ("Niger", "Nigeria"),
        ("Nigerien army", "Nigerian army"),
        ("Mohamed Bazoum", "Mohamed Tiani"),
        ("Meridian Institute", "Harbour Institute"),
        ("ECOWAS", "African Union"),
        ("Viktor Petrenko", "Путин"),
        ("Russia", "China"),
    ],
)
def test_two_strings_cannot_name_the_same(one: str, other: str) -> None:
    """A shared word is not a shared name."""
    assert not same_name(one, other)
    assert not same_name(other, one)
