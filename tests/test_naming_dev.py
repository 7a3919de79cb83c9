"""Names of reports that nobody here wrote: each held by its own report, few by another."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.naming import HeldNames, Name, names
from briefing.source import Source


def _reports(shared: Path) -> dict[str, str]:
    folder = shared / "eval" / "articles"
    return {path.name: path.read_bytes().decode() for path in sorted(folder.glob("en-state*.txt"))}


def _names_of(text: str) -> list[Name]:
    source = Source(text=text)
    return [name for start, end in source.sentences for name in names(text[start:end])]


def test_every_name_of_a_report_is_held_by_it(shared: Path) -> None:
    """Sentence by sentence, whatever is found stands in the report that it was found in."""
    for report, text in _reports(shared).items():
        grounds = HeldNames([text])
        assert [name for name in _names_of(text) if not grounds.holds(name)] == [], report


def test_every_name_of_a_book_is_held_by_it(shared: Path) -> None:
    """So it is in a report of eighty thousand words."""
    text = (shared / "eval" / "articles" / "en-LONG-mueller-vol1.txt").read_bytes().decode()
    grounds = HeldNames([text])
    assert [name for name in _names_of(text)[::7] if not grounds.holds(name)] == []


def test_a_report_holds_hardly_a_person_of_another(shared: Path) -> None:
    """The people of one country's report are not in the next one's: under one in fifty is held there."""
    reports = list(_reports(shared).values())
    asked = held = 0
    for text, following in zip(reports, [*reports[1:], reports[0]], strict=True):
        grounds = HeldNames([following])
        for person in {name.text: name for name in _names_of(text) if name.kind == "person"}.values():
            asked += 1
            held += grounds.holds(person)
    assert asked > 50
    assert held <= asked / 50


@pytest.mark.parametrize("stranger", ["Viktor Petrenko", "Ibrahim Sule", "Ottoline Quenby", "Anselmo Vorhaus"])
def test_no_report_holds_a_stranger(shared: Path, stranger: str) -> None:
    """Nor does any of them hold somebody invented."""
    for text in _reports(shared).values():
        assert not HeldNames([text]).holds(Name(stranger, 0, len(stranger), "person"))
