"""Revising a brief: a person's changes are grounded and checked like the drafter's, recorded, and signed.

A person edits the brief's JSON itself, or names single fields. What was changed is told from the file alone, since
it holds what was issued and every revision since (:mod:`briefing.history`); what follows from the rest is computed
again. What does not stand is refused, and nothing is written: unlike a model, a person can be asked.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from briefing import __version__, strict_json
from briefing.brief import SCHEMA, Brief, Revision
from briefing.checks import scorecard
from briefing.display import line_for_terminal
from briefing.errors import BriefFileError, UsageError
from briefing.folding import one_line
from briefing.grounding.entries import SECTIONS
from briefing.grounding.redraft import as_source, untitled
from briefing.grounding.reground import item_name, reground
from briefing.history import (
    COMPUTED,
    HEAD,
    ITEM,
    OF_A_SOURCE,
    SIGNED,
    Change,
    Content,
    as_issued,
    changes,
    drafted,
    locate,
    locked_fields,
    replayed,
    with_id,
)
from briefing.verification import by_rules, numbers, shown, signatures, verify, warnings_since

_ASSIGNMENT = re.compile(r"\s*([A-Za-z_]+(?: ?[0-9]+)?)\.([a-z_]+)\s*=(.*)", re.DOTALL)
_LONGEST_NAME = 100
"""Characters of a name: it stands on page one."""
_UNSET: dict[str, Any] = {
    **{"spans": [], "sentence": {"start": 0, "end": 0}},
    **{"heard": False, "according_to": [], "cites": []},
}
"""What stands in the place of a field until it is computed."""


@dataclass(frozen=True)
class Revised:
    """What came of revising: the brief with its new revisions, or None and why it was refused, a line each."""

    brief: Brief | None
    refused: list[str]


def read_edited(text: str, assignments: Sequence[str] = ()) -> Brief:
    """The brief in *text*, as a person left it, with *assignments* made to it: ``ITEM.FIELD=VALUE``.

    An item that was put in may lack what is computed and what may be null. ITEM is a number, ``brief``, or a section
    and a place (``risks 2``). VALUE is ``null``, or read as the field's type is: lists are parted by commas, a base
    rate is JSON.

    Raises:
        BriefFileError: it is no brief; the message names the item and the field.
        UsageError: an assignment is none, or names an item or a field that is not there.
    """
    try:
        written = strict_json.parse(text)
    except ValueError as error:
        raise BriefFileError(f"not a {SCHEMA} brief: {error}") from error
    if not isinstance(written, dict):
        raise BriefFileError(f"not a {SCHEMA} brief: it is no object")
    _fill(written, Brief)
    brief = _validated(written)
    for assignment in assignments:
        _assign(written, assignment)
    return _validated(written) if assignments else brief


def _validated(written: dict[str, Any]) -> Brief:
    try:
        return Brief.model_validate(written)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise BriefFileError(f"{_named(written, first['loc'])}: {first['msg']}") from error


def read_edited_file(path: Path, assignments: Sequence[str] = ()) -> Brief:
    """The brief in the file at *path*, read as :func:`read_edited` does.

    Raises:
        BriefFileError: there is no such file, or it is no brief.
        UsageError: an assignment is none, or names an item or a field that is not there.
    """
    try:
        return read_edited(strict_json.read(path), assignments)
    except BriefFileError as error:
        raise BriefFileError(error.message, str(path)) from error


def _fill(written: dict[str, Any], model: type[BaseModel]) -> None:
    """Put what is computed, and null where that can stand, in the place of fields that *written* lacks."""
    for name, field in model.model_fields.items():
        kinds = get_args(field.annotation)
        if name in _UNSET:
            written.setdefault(name, copy.deepcopy(_UNSET[name]))
        elif type(None) in kinds and model is not Brief:
            written.setdefault(field.alias or name, None)
        value = written.get(field.alias or name)
        for kind in (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, dict):
                    _fill(part, kind)


def _named(written: dict[str, Any], place: tuple[int | str, ...]) -> str:
    """Where an error is, as a person calls it: ``J1.probability``."""
    names = [str(part) for part in place]
    if len(place) > 1 and isinstance(place[1], int):
        item = written[names[0]][place[1]]
        number = item.get("id") if isinstance(item, dict) else None
        names[:2] = [number if isinstance(number, str) else f"{place[0]} {place[1] + 1}"]
    return ".".join(names) or "the file"


def _assign(written: dict[str, Any], assignment: str) -> None:
    parts = _ASSIGNMENT.fullmatch(assignment)
    if parts is None:
        raise UsageError(f"is ITEM.FIELD=VALUE, such as J1.probability=55, not “{assignment[:80]}”", "--set")
    name, field, value = parts.groups()
    try:
        section, place = locate(written, name) if name != "brief" else ("", 0)
        item = written[section][place] if section else written
        (kind,) = get_args(Brief.model_fields[section].annotation) if section else (Brief,)
    except LookupError:
        raise UsageError(f"the brief has no {name}", "--set") from None
    fields = {told.alias or own: told.annotation for own, told in kind.model_fields.items()}
    settable = {"": HEAD, "sources": OF_A_SOURCE}.get(section, tuple(fields))
    if field not in settable or field in ("id", *COMPUTED.get(section, ())):
        raise UsageError(f"{name} has no field {field} that could be set", "--set")
    item[field] = _value(value.strip(), fields[field], field)


def _value(text: str, annotation: Any, field: str) -> Any:
    if text == "null":
        return None
    if field == "base_rate":
        try:
            return {"cites": [], **strict_json.parse(text)}
        except (ValueError, TypeError):
            raise UsageError('a base rate is null or {"class": …, "happened": …, "of": …}', "--set") from None
    if get_origin(annotation) is list:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def revise(edited: Brief, *, by: str, because: str, sign: bool = False, at: datetime | None = None) -> Revised:
    """Take *edited*, a brief that a person changed, as revised by *by* for the reason *because*.

    What differs from the brief as it was last recorded becomes its revisions, dated *at* (default: now). With *sign*
    nothing may differ, and the brief is signed as it stands. Refused is whatever :func:`~briefing.verification.verify`
    would disagree with afterwards, and a change of what nobody may change.

    Raises:
        UsageError: *by* or *because* says nothing, or *by* holds a semicolon, which parts the names of several.
    """
    by, because = _line(by, "--by"), _line(because, "--because")
    if ";" in by or len(by) > _LONGEST_NAME:
        raise UsageError(
            f"is one name, of {_LONGEST_NAME} characters at most: semicolons part those of several", "--by"
        )
    try:
        issued = as_issued(edited)
        recorded = replayed(drafted(issued), edited.revisions)
    except (BriefFileError, ValueError) as error:
        return Revised(None, [str(error)])
    if refused := [*_out_of_reach(edited, issued)]:
        return Revised(None, refused)
    edited = _with_basis(edited, recorded, by)
    found = changes(recorded, drafted(edited))
    base = _rebuilt(edited, recorded, issued) if edited.revisions else issued
    if refused := [*_why_not(edited, found, base, sign=sign)]:
        return Revised(None, refused)
    told = (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    # Clocks differ, and no revision is older than what it revises.
    told = max([told, edited.prepared, *(revision.at for revision in edited.revisions)])
    signed = "; ".join(dict.fromkeys([*(revision.by for revision in edited.revisions), by]))
    found = found or [Change(*SIGNED, edited.reviewed_by, signed)]
    revisions = [Revision(**change._asdict(), by=by, at=told, why=because) for change in found]
    revised = _finished(edited.model_copy(update={"revisions": [*edited.revisions, *revisions]}), issued)
    if revised.brief is None:
        return revised
    refused = [*_computed_by_hand(edited, base, revised.brief), *verify(revised.brief)]
    return Revised(None, refused) if refused else revised


def _line(text: str, name: str) -> str:
    line = line_for_terminal(text)
    if not any(map(str.isalnum, line)):
        raise UsageError("says nothing, and a revision says by whom and why", name)
    return line


def _out_of_reach(edited: Brief, issued: Brief) -> Iterator[str]:
    """What was changed and is nobody's to change; numbers given twice, for which nobody can say what was."""
    yield from (f"{name}: nobody may change it" for name in locked_fields(issued, edited))
    for number, count in Counter(numbers(edited)).items():
        if count > 1:
            yield f"{number}: the number is given twice"


def _with_basis(edited: Brief, recorded: Content, by: str) -> Brief:
    """*edited*; a source's day that was changed is known from *by*, unless the file says how else it is known."""
    sources = []
    for was, source in zip(recorded["sources"], edited.sources, strict=True):
        fresh = source.published != was["published"] and source.published_basis == was["published_basis"]
        sources.append(source.model_copy(update={"published_basis": f"set by {by}"}) if fresh else source)
    return edited.model_copy(update={"sources": sources})


def _why_not(edited: Brief, found: Sequence[Change], base: Brief | None, *, sign: bool) -> Iterator[str]:
    """Why the changes *found* cannot be taken as a revision of *base*, whatever they say."""
    same_rules = not edited.revisions or edited.provenance.version == __version__
    if base is not None and same_rules and base.id != edited.id:
        yield "id: is not that of the brief as last recorded: the id, as_issued or revisions were changed by hand"
    if sign and found:
        yield f"{found[0]}: was changed, and is not signed as it stands: leave out --sign"
    if not sign and not found:
        yield from _computed_by_hand(edited, base, edited if base is None else base)
        yield "nothing was changed: edit the file, or name a field with --set; --sign signs the brief as it stands"
    used = {str(item.item.get("id")) for item in edited.withheld}
    used |= {revision.item for revision in edited.revisions if revision.field == ITEM and revision.now is None}
    for change in found:
        if change.field == ITEM and change.was is None and change.item in used:
            yield f"{change.item}: was the number of another item: give this one a number of its own"


def _rebuilt(edited: Brief, recorded: Content, issued: Brief) -> Brief | None:
    """The brief as it was last recorded; None where that does not stand by the rules of today."""
    written = edited.model_dump(mode="json")
    for section, items in copy.deepcopy(recorded).items():
        if section == "brief":
            written.update({name: items[0][name] for name in HEAD})
        elif section == "sources":
            written[section] = [{**source, **item} for source, item in zip(written[section], items, strict=True)]
        else:
            written[section] = items
    _fill(written, Brief)
    try:
        return _finished(Brief.model_validate(written), issued).brief
    except ValidationError:
        return None


def _finished(brief: Brief, issued: Brief) -> Revised:
    """*brief* with what is computed; refused where something does not stand, or would not stand as it was written."""
    again = reground(brief)
    if again.findings:
        named = ((item_name(brief, found.section, found.index), found) for found in again.findings)
        lines = [f"{name}: {found.reason}{_nearest(found.suggestion)}{by_rules(brief)}" for name, found in named]
        return Revised(None, lines)
    parts = {name: getattr(again.settled, name) for name in (*SECTIONS, "bottom_line")}
    parts["hypotheses"] = [
        item.model_copy(update={"id": own.id}) for own, item in zip(brief.hypotheses, parts["hypotheses"], strict=True)
    ]
    settled = _cleaned(brief).model_copy(update=parts)
    if altered := changes(drafted(brief), drafted(settled)):
        lines = [f"{change}: {shown(change.was)} would become {shown(change.now)}" for change in altered]
        return Revised(None, [*lines, *again.settled.warnings])
    update = {"warnings": warnings_since(issued, brief), "reviewed_by": signatures(brief.revisions)}
    settled = settled.model_copy(update=update)
    return Revised(with_id(settled.model_copy(update={"checks": scorecard(settled)})), [])


def _cleaned(brief: Brief) -> Brief:
    """*brief* with what describes it and its sources as loading and asking would have cleaned it."""
    head = {name: one_line(getattr(brief, name) or "") or None for name in HEAD}
    sources = []
    for record in brief.sources:
        seen = as_source(record)
        update = {name: getattr(seen, name) for name in ("title", "publisher", "author")}
        because = one_line(record.reliability_because or "") or None
        sources.append(record.model_copy(update={**update, "reliability_because": because}))
    cleaned = brief.model_copy(update={**head, "sources": sources})
    return cleaned if cleaned.title else cleaned.model_copy(update={"title": untitled(cleaned)})


def _nearest(suggestion: str | None) -> str:
    return f"; the nearest passage is: {suggestion}" if suggestion else ""


def _computed_by_hand(edited: Brief, base: Brief | None, revised: Brief) -> Iterator[str]:
    """What is computed and was changed all the same, and not because something that it follows from was."""
    if base is None:
        return
    for name in ("warnings", "checks", "reviewed_by"):
        if getattr(edited, name) not in (getattr(base, name), getattr(revised, name)):
            yield f"{name}: is computed, and not changed by hand"
    for section, fields in drafted(edited).items():
        if section == "brief":
            continue
        before = dict(zip(map(str, drafted(base)[section]), getattr(base, section), strict=True))
        pairs = zip(fields, getattr(edited, section), getattr(revised, section), strict=True)
        for index, (own, item, computed) in enumerate(pairs):
            was = before.get(str(own))
            if was is not None and item not in (was, computed):
                yield f"{item_name(edited, section, index)}: what is computed of it was changed by hand"
