"""What became of a brief: what it was when issued, what was changed, and that the record makes the one of the other."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.brief import Revision
from briefing.history import Change, Content, as_issued, changes, drafted, issue, locate, locked_fields, replayed
from tests.issued_brief import full_issued

BRIEF = full_issued()
CONTENT = drafted(BRIEF)


def _recorded(*told: Change) -> list[Revision]:
    return [Revision(**change._asdict(), by="A", at="2031-05-09T00:00:00Z", why="b") for change in told]


def test_what_was_issued_is_told_from_the_file() -> None:
    """The very brief, id and texts included; and it does not depend on what was done to the rest since."""
    assert as_issued(BRIEF) == BRIEF
    changed = BRIEF.model_copy(update={"title": "Other", "judgments": [], "id": "x"})
    assert as_issued(changed) == BRIEF


def test_the_record_takes_little_room() -> None:
    """It is packed, and holds no text of a source."""
    assert len(BRIEF.as_issued or "") < len(BRIEF.to_json()) / 2
    longer = BRIEF.sources[0].model_copy(update={"text": BRIEF.sources[0].text * 1000})
    again = issue(BRIEF.model_copy(update={"sources": [longer, *BRIEF.sources[1:]]}))
    assert again.as_issued == BRIEF.as_issued
    assert again.id != BRIEF.id


def test_what_is_computed_is_nobodys_to_change() -> None:
    """Spans, sentences, who is heard and according to whom, a base rate's background: all follow from the rest."""
    assert not {"spans", "sentence", "page"} & CONTENT["evidence"][0].keys()
    assert "heard" not in CONTENT["actors"][0]
    assert "according_to" not in CONTENT["motives"][0]
    assert "cites" not in CONTENT["forecasts"][0]["base_rate"]
    assert not {"text", "sha256", "url"} & CONTENT["sources"][0].keys()
    assert "as_of" not in CONTENT["brief"][0]


def test_what_nobody_may_change_is_named() -> None:
    """A text by its hash, where the cut-off, the numbers of the sources, what was withheld, how it was made."""
    source = BRIEF.sources[1].model_copy(
        update={"text": "x", "url": "https://a.example/", "title": "A grade is no lock"}
    )
    made = BRIEF.provenance.model_copy(update={"calls": 9})
    update = {"as_of": "2031-05-07", "sources": [BRIEF.sources[0], source], "withheld": [], "provenance": made}
    assert locked_fields(BRIEF, BRIEF) == []
    found = locked_fields(BRIEF, BRIEF.model_copy(update=update))
    assert sorted(found) == ["S2.text", "S2.url", "as_of", "provenance", "withheld"]
    assert locked_fields(BRIEF, BRIEF.model_copy(update={"sources": BRIEF.sources[:1]})) == ["sources"]


def test_a_change_is_told_field_by_field() -> None:
    """Numbered items by number, others by place, the head as the brief's."""
    content = copy.deepcopy(CONTENT)
    content["judgments"][0]["probability"] = 55
    content["brief"][0]["handling"] = None
    content["risks"][1]["impact"] = "low"
    found = changes(CONTENT, content)
    assert set(found) == {
        Change("brief", "handling", "internal", None),
        Change("J1", "probability", 70, 55),
        Change("risks 2", "impact", "high", "low"),
    }
    assert {str(change) for change in found} == {"brief.handling", "J1.probability", "risks 2.impact"}


def test_items_that_come_and_go_are_told_whole() -> None:
    """With what stood there; the ones beside them are not touched."""
    content = copy.deepcopy(CONTENT)
    gone = content["actors"].pop(0)
    added = {**content["evidence"][0], "id": "E7"}
    content["evidence"].insert(0, added)
    assert changes(CONTENT, content) == [
        Change("E7", "item", None, added),
        Change("evidence", "order", ["E1", "E2", "E3", "E4", "E7"], ["E7", "E1", "E2", "E3", "E4"]),
        Change("actors 1", "item", gone, None),
    ]


@st.composite
def _edited(draw: st.DrawFn) -> Content:
    """The content with items taken out, moved, repeated under another number, and fields changed."""
    content = copy.deepcopy(CONTENT)
    for section, items in content.items():
        if section in ("brief", "sources"):
            kept = items
        else:
            picked = draw(st.lists(st.sampled_from(items), max_size=len(items) + 2)) if draw(st.booleans()) else items
            kept = [copy.deepcopy(item) for item in picked]
            seen: set[str] = set()
            for place, item in enumerate(kept):
                if "id" in item and (item["id"] in seen or draw(st.integers(0, 5)) == 0):
                    item["id"] = f"{item['id'][0]}{50 + place}"
                seen.add(item.get("id", ""))
        for item in kept:
            if draw(st.integers(0, 3)) == 0:
                name = draw(st.sampled_from(sorted(item.keys() - {"id"})))
                item[name] = draw(st.sampled_from([None, "x", 1, True, 1.0, ["E1"], {"a": [1]}]))
        content[section] = kept
    return content


@given(_edited(), _edited())
def test_the_record_makes_the_one_of_the_other(old: Content, new: Content) -> None:
    """Whatever was changed: the changes told, applied one after another, leave nothing to tell."""
    assert changes(replayed(old, _recorded(*changes(old, new))), new) == []
    assert changes(old, copy.deepcopy(old)) == []


@pytest.mark.parametrize(
    "change",
    [
        Change("J1", "probability", 60, 55),
        Change("J1", "probability", 70.0, 55),
        Change("J1", "colour", None, "red"),
        Change("J9", "probability", 70, 55),
        Change("J9", "item", CONTENT["judgments"][0], None),
        Change("J1", "item", {"id": "J1"}, None),
        Change("J1", "item", None, CONTENT["judgments"][0]),
        Change("J9", "item", None, CONTENT["judgments"][0]),
        Change("J9", "item", None, None),
        Change("actors 9", "item", None, CONTENT["actors"][0]),
        Change("actors 0", "item", None, CONTENT["actors"][0]),
        Change("actors 9", "role", "x", "y"),
        Change("checks 1", "note", "x", "y"),
        Change("judgments 1", "statement", "x", "y"),
        Change("judgments", "order", ["J2", "J1"], ["J1", "J2"]),
        Change("judgments", "order", ["J1", "J2"], ["J1"]),
        Change("judgments", "order", ["J1", "J2"], ["J1", 2]),
        Change("judgments", "order", ["J1", "J2"], None),
        Change("actors", "order", [], []),
        Change("nothing", "order", [], []),
        Change("", "", None, None),
        Change("Z1", "item", None, {"id": "Z1"}),
        Change("S3", "item", None, {**CONTENT["sources"][0], "id": "S3"}),
        Change("S1", "item", CONTENT["sources"][0], None),
        Change("brief", "item", CONTENT["brief"][0], None),
        Change("sources", "order", ["S1", "S2"], ["S2", "S1"]),
        Change("J1", "id", "J1", "J5"),
    ],
)
def test_a_record_of_what_cannot_have_been_is_refused(change: Change) -> None:
    """It names which; and nothing else happens, whatever it holds."""
    before = copy.deepcopy(CONTENT)
    with pytest.raises(ValueError, match=r"^revisions 1: .* cannot have been changed"):
        replayed(CONTENT, _recorded(change))
    assert before == CONTENT


def test_thousands_of_items_are_told_apart_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where looking for what moved would take too long; and the record still makes the one of the other."""
    monkeypatch.setattr("briefing.history._MOST_COMPARED", 3)
    content = copy.deepcopy(CONTENT)
    del content["actors"][0]
    found = changes(CONTENT, content)
    assert found[0] == Change("actors 1", "name", "Kestria", "Varn")
    assert changes(replayed(CONTENT, _recorded(*found)), content) == []


def test_the_names_of_items_are_found() -> None:
    """By number, by place, and one past the end where there is none of that number."""
    assert locate(CONTENT, "brief") == ("brief", 0)
    assert locate(CONTENT, "J2") == ("judgments", 1)
    assert locate(CONTENT, "J7") == ("judgments", 2)
    assert locate(CONTENT, "risks 2") == ("risks", 1)
    for name in ("", "X1", "checks 1", "risks", "evidence 1"):
        with pytest.raises(LookupError):
            locate(CONTENT, name)


def test_a_signature_alone_changes_nothing() -> None:
    """It is recorded like a change, and replays as none."""
    signed: Any = Change("brief", "reviewed_by", None, "A")
    assert replayed(CONTENT, _recorded(signed)) == CONTENT
