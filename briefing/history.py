"""What became of a brief since it was issued: what it said at first, what of it a person may change, and the record.

``as_issued`` is base64 of bzip2 of the canonical JSON of the brief as it was issued, without ``id``, without
``as_issued``, and without the sources' texts. With it the file itself tells what was changed, by whom, and what was
changed without a word. It is no signature: who rewrites it and the id too is caught only by what grounding and the
scorecard derive again. A desk that needs more signs the file. (bzip2, since one brief has to be the same bytes
everywhere, and builds of zlib differ.)

A change is recorded field by field. ``item`` is a number (``J1``), a section and a place as they were at that moment
(``risks 2``), or ``brief`` for what stands at its head; ``field`` is one of the item's, or ``item`` when it was put in
(``was`` is null) or taken out (``now`` is null), or ``order`` when numbered items of a section changed places.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import copy
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pydantic import ValidationError

from briefing import strict_json
from briefing.brief import Brief, Revision
from briefing.errors import BriefFileError

_Items = list[dict[str, Any]]
Content = dict[str, _Items]
"""What a person may change of a brief: its items as JSON, section by section, without what is computed."""

MOST_BYTES = 1 << 26
"""What a brief may have been when it was issued, unpacked; answers that are longer are not read either."""

HEAD = ("title", "topic", "question", "handling")
OF_A_SOURCE = ("title", "publisher", "author", "published", "published_basis", "reliability", "reliability_because")
COMPUTED = {
    "evidence": ("spans", "sentence", "page"),
    "actors": ("heard",),
    "motives": ("according_to",),
    "base_rate": ("cites",),
    "judgments": ("origins", "spread"),
    "forecasts": ("spread",),
}
"""The fields of a section's items that follow from the rest."""

LETTERS = {
    "S": "sources",
    "V": "voices",
    "E": "evidence",
    "K": "background",
    "J": "judgments",
    "F": "forecasts",
    "H": "hypotheses",
    "A": "assumptions",
}
_PLACED = tuple("bottom_line implications indicators actors relations motives risks contradictions gaps".split())
_DERIVED = {"id", "as_issued", "warnings", "checks", "revisions", "reviewed_by", *HEAD, *LETTERS.values(), *_PLACED}
_FIXED = ("brief", "sources")
"""Sections whose items come, go and move for nobody."""
_MOST_COMPARED = 250_000
"""Pairs of items up to which those that only moved are looked for, since that takes their square."""
_PLACE = re.compile(r"([a-z_]+) ([1-9][0-9]{0,5})")

ITEM, ORDER, SIGNED = "item", "order", ("brief", "reviewed_by")


class Change(NamedTuple):
    """One change: the item, its field, and what stood and stands there, as JSON."""

    item: str
    field: str
    was: Any
    now: Any

    def __str__(self) -> str:
        """What it is about: ``J1.probability``, or ``J1``."""
        return self.item if self.field == ITEM else f"{self.item}.{self.field}"


def issue(brief: Brief) -> Brief:
    """*brief* with the record of what it says now, and its id."""
    content = brief.model_dump(mode="json", exclude={"id": True, "as_issued": True, "sources": {"__all__": {"text"}}})
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(bz2.compress(canonical.encode())).decode()
    return with_id(brief.model_copy(update={"as_issued": packed}))


def with_id(brief: Brief) -> Brief:
    """*brief* with the id of its content."""
    return brief.model_copy(update={"id": brief.derive_id()})


def as_issued(brief: Brief) -> Brief:
    """*brief* as it was issued, with its sources' texts as they are now.

    Raises:
        BriefFileError: its ``as_issued`` is missing, or is no brief.
    """
    if brief.as_issued is None:
        raise BriefFileError("as_issued: is missing, and what was changed since cannot be told")
    try:
        content = strict_json.parse(_unpacked(brief.as_issued).decode())
        texts = {source.id: source.text for source in brief.sources}
        for source in content["sources"]:
            source["text"] = texts.get(source["id"], "")
        issued = Brief.model_validate({**content, "id": "", "as_issued": brief.as_issued})
    except (ValueError, TypeError, KeyError, OSError, EOFError, ValidationError) as error:
        raise BriefFileError("as_issued: cannot be read, and what was changed since cannot be told") from error
    if issued.revisions or issued.reviewed_by:
        raise BriefFileError("as_issued: holds revisions, and nothing is revised before it is issued")
    return with_id(issued)


def _unpacked(packed: str) -> bytes:
    """The bytes in *packed*; no more of them are made than an honest brief can have.

    Raises:
        ValueError, OSError, EOFError: it is no such pack.
    """
    try:
        data = base64.b64decode(packed, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
    unpacker = bz2.BZ2Decompressor()
    content = unpacker.decompress(data, MOST_BYTES)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("longer than any brief, cut off, or followed by something else")
    return content


def locked_fields(issued: Brief, brief: Brief) -> list[str]:
    """The fields that nobody may change and that are not in *brief* as they were issued."""
    numbers = [source.id for source in issued.sources]
    if numbers != [source.id for source in brief.sources]:
        return ["sources"]
    fields = [
        f"{was.id}.{name}"
        for was, now in zip(issued.sources, brief.sources, strict=True)
        for name in type(was).model_fields
        if name not in (*OF_A_SOURCE, "text") and getattr(was, name) != getattr(now, name)
    ]
    for name, field in Brief.model_fields.items():
        if name not in _DERIVED and getattr(issued, name) != getattr(brief, name):
            fields.append(field.alias or name)
    # What was issued holds the hash of each text, not the text.
    hashes = [hashlib.sha256(source.text.encode()).hexdigest() for source in brief.sources]
    return fields + [
        f"{was.id}.text" for was, sha256 in zip(issued.sources, hashes, strict=True) if was.sha256 != sha256
    ]


def drafted(brief: Brief) -> Content:
    """What a person may change of *brief*."""
    written = brief.model_dump(mode="json")
    content: Content = {"brief": [{"id": "brief", **{name: written[name] for name in HEAD}}]}
    content["sources"] = [{name: item[name] for name in ("id", *OF_A_SOURCE)} for item in written["sources"]]
    for section in (*LETTERS.values(), *_PLACED):
        if section != "sources":
            content[section] = [_without(item, section) for item in written[section]]
    for forecast in content["forecasts"]:
        if forecast["base_rate"]:
            forecast["base_rate"] = _without(forecast["base_rate"], "base_rate")
    return content


def _without(item: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in COMPUTED.get(kind, ())}


def changes(old: Content, new: Content) -> list[Change]:
    """What makes *new* of *old*, in an order in which it can be applied; the numbers in each have to be unique."""
    return [
        change
        for section, before in old.items()
        for change in (_by_place if section in _PLACED else _by_number)(section, before, new[section])
    ]


def _by_number(section: str, old: _Items, new: _Items) -> Iterator[Change]:
    before, after = ({item["id"]: item for item in items} for items in (old, new))
    for number, item in before.items():
        if number in after:
            yield from _fields(number, item, after[number])
    yield from (Change(number, ITEM, item, None) for number, item in before.items() if number not in after)
    yield from (Change(number, ITEM, None, item) for number, item in after.items() if number not in before)
    order = [number for number in before if number in after] + [number for number in after if number not in before]
    if order != list(after):
        yield Change(section, ORDER, order, list(after))


def _by_place(section: str, old: _Items, new: _Items) -> Iterator[Change]:
    gone: list[int] = []
    come: list[int] = []
    for _, start, end, first, last in _aligned(old, new):
        paired = min(end - start, last - first)
        for place in range(paired):
            yield from _fields(f"{section} {start + place + 1}", old[start + place], new[first + place])
        gone += range(start + paired, end)
        come += range(first + paired, last)
    # From the last on, so that the places of those before stay what they are.
    yield from (Change(f"{section} {place + 1}", ITEM, old[place], None) for place in reversed(gone))
    yield from (Change(f"{section} {place + 1}", ITEM, None, new[place]) for place in come)


def _aligned(old: _Items, new: _Items) -> Sequence[tuple[str, int, int, int, int]]:
    """Which places of *old* went into which of *new*, as :class:`difflib.SequenceMatcher` tells it."""
    if len(old) * len(new) > _MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, list(map(_canonical, old)), list(map(_canonical, new)), autojunk=False).get_opcodes()


def _fields(item: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        if not _same(was, now):
            yield Change(item, name, was, now)


def replayed(content: Content, revisions: Iterable[Revision]) -> Content:
    """*content* with the changes that *revisions* record made to it, one after another.

    Raises:
        ValueError: one of them cannot have been made; the message names it.
    """
    content = copy.deepcopy(content)
    for place, revision in enumerate(revisions, 1):
        change = Change(revision.item, revision.field, copy.deepcopy(revision.was), copy.deepcopy(revision.now))
        try:
            fits = (change.item, change.field) == SIGNED or _applied(content, change)
        except (LookupError, TypeError):
            fits = False  # it names what is not there, or is no change of ours at all
        if not fits:
            raise ValueError(f"revisions {place}: {str(change)[:80]} cannot have been changed as this says it was")
    return content


def _applied(content: Content, change: Change) -> bool:
    """Whether *change* could be made to *content*, which then is changed.

    Raises:
        LookupError, TypeError: it is about nothing that is there, or not of the form of a change.
    """
    if change.field == ORDER:
        return _reordered(content, change)
    section, place = locate(content, change.item)
    items = content[section]
    if change.field == "id" or (change.field == ITEM and section in _FIXED):
        return False
    if change.field == ITEM and change.was is None:
        fits = place <= len(items) if section in _PLACED else place == len(items) and change.now["id"] == change.item
        items.insert(place, change.now)
        return fits
    if place >= len(items):
        return False
    if change.field == ITEM:
        return change.now is None and _same(items.pop(place), change.was)
    fits = change.field in items[place] and _same(items[place][change.field], change.was)
    items[place][change.field] = change.now
    return fits


def _reordered(content: Content, change: Change) -> bool:
    items = {item["id"]: item for item in content[change.item]}
    fits = change.item not in _FIXED and list(items) == change.was and sorted(items) == sorted(change.now)
    if fits:
        content[change.item] = [items[number] for number in change.now]
    return fits


def locate(content: Content, item: str) -> tuple[str, int]:
    """The section of *item* and its place there from 0 on; the length of the section where it has no such number.

    Raises:
        LookupError: *item* is the name of none.
    """
    if found := _PLACE.fullmatch(item):
        if found[1] not in _PLACED:
            raise LookupError(item)
        return found[1], int(found[2]) - 1
    section = "brief" if item == "brief" else LETTERS[item[:1]]
    numbers = [each["id"] for each in content[section]]
    return section, numbers.index(item) if item in numbers else len(numbers)


def _same(one: Any, other: Any) -> bool:
    # Not by ==, for which true is 1 and 65.0 is 65.
    return _canonical(one) == _canonical(other)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
