"""The end of the page: the words of the sources, what was set aside, and how the brief came about."""

from __future__ import annotations

import json
from typing import Any

from briefing.brief import Brief, Evidence, Revision, SourceRecord
from briefing.errors import BriefFileError
from briefing.history import ITEM, as_issued
from briefing.render.escape import diagram_label, digest, embolden, encode, link
from briefing.render.tables import EMPTY, Column, table
from briefing.render.wording import Names, claim, count, date, human, moment, optional, refs
from briefing.tradecraft import CREDIBILITY, RELIABILITY

_UNKNOWN = "unknown"

_MOST_AROUND = 600
"""Characters of its sentence that are shown on either side of a quote."""

_OPENING_WORDS = 8


def annex(brief: Brief) -> list[str]:
    """The blocks from the evidence to the provenance."""
    names = Names(brief)
    return [
        *_evidence(brief, names),
        *_sources(brief),
        *_voices(brief),
        *_coverage(brief),
        *_withheld(brief),
        *_scorecard(brief),
        *_graph(brief),
        *_revisions(brief),
        *_hashes(brief),
        *_provenance(brief),
    ]


def _evidence(brief: Brief, names: Names) -> list[str]:
    items = brief.evidence
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Passage", [_passage(item, names) for item in items]),
        Column("Who says it", [names.chain(item) for item in items]),
        Column("Where", [_place(item) for item in items]),
        Column("Kind", [human(item.kind) for item in items]),
        Column("Truth", [str(item.credibility) if item.credibility else None for item in items]),
    )
    if not rows:
        return ["## Evidence", "None: no passage of the draft could be found in the sources."]
    notes = ["The passage relied on is in **bold**, inside its sentence; who says it is read from the outside in."]
    if grades := sorted({item.credibility for item in items if item.credibility}):
        meanings = ", ".join(f"{grade} {CREDIBILITY[grade]}" for grade in grades)
        notes.append(f"Truth (Admiralty): {meanings}; {EMPTY} not graded, as opinion and prediction never are.")
    return ["## Evidence: the words of the reports", " ".join(notes), *rows]


def _passage(item: Evidence, names: Names) -> str:
    source = names.source(item.source)
    quoted = _in_its_sentence(item, source.text) if source else None
    shown = quoted or embolden(item.quote, [(0, len(item.quote))])
    return shown + (f" *Translation by the model, not checked:* {encode(item.translation)}" if item.translation else "")


def _in_its_sentence(item: Evidence, text: str) -> str | None:
    """The quote in bold inside its sentence, or ``None`` when the offsets do not fit the text."""
    edges = [item.sentence, *item.spans]
    if not item.spans or any(not 0 <= edge.start < edge.end <= len(text) for edge in edges):
        return None
    first, last = item.spans[0].start, item.spans[-1].end
    start = max(min(edge.start for edge in edges), first - _MOST_AROUND)
    end = min(max(edge.end for edge in edges), last + _MOST_AROUND)
    shown = embolden(text[start:end], [(span.start - start, span.end - start) for span in item.spans])
    # A text without full stops is one sentence as long as itself.
    before = "… " if start > min(edge.start for edge in edges) else ""
    return before + shown + (" …" if end < max(edge.end for edge in edges) else "")


def _place(item: Evidence) -> str:
    return encode(item.source) + (f", p. {item.page}" if item.page is not None else "")


def _sources(brief: Brief) -> list[str]:
    items = brief.sources
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Title", [optional(item.title) or _opening(item.text) for item in items]),
        Column("Publisher", [optional(item.publisher) for item in items]),
        Column("Author", [optional(item.author) for item in items]),
        Column("Published", [_published(item) for item in items]),
        Column("Repeats", [optional(item.origin) for item in items]),
        Column("Grade", [_grade(item) for item in items]),
        Column("Address", [link(item.url) if item.url else None for item in items]),
        Column("Retrieved", [moment(item.retrieved) if item.retrieved else None for item in items]),
    )
    return ["## Sources", *rows] if rows else []


def _opening(text: str) -> str:
    """What to know an untitled report by: its first words."""
    words = text[:400].split()
    return f"untitled: “{encode(' '.join(words[:_OPENING_WORDS]))} …”" if words else "untitled"


def _published(item: SourceRecord) -> str:
    basis = f" ({encode(item.published_basis)})" if item.published_basis else ""
    return (date(item.published) if item.published else "undated") + basis


def _grade(item: SourceRecord) -> str:
    if item.reliability is None:
        return "F, not yet graded by your desk"
    because = f": {encode(item.reliability_because)}" if item.reliability_because else ""
    return f"{item.reliability}, {RELIABILITY[item.reliability]}{because}"


def _voices(brief: Brief) -> list[str]:
    items = brief.voices
    carried = {
        item.id: [each.id for each in brief.evidence if each.voice and each.voice[-1] == item.id] for item in items
    }
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Who speaks", [encode(item.name) for item in items]),
        Column("Role", [optional(item.role) for item in items]),
        Column("Interest", [optional(item.interest) for item in items]),
        Column("Carries", [refs(carried[item.id]) for item in items]),
    )
    return ["## Voices", *rows] if rows else []


def _coverage(brief: Brief) -> list[str]:
    read, of = brief.coverage.read, brief.coverage.of
    share = f"{read:,} of {count(of, 'character')} of the reports were read."
    if read >= of:
        share = f"The reports were read whole: {count(of, 'character')}."
    left_out = "\n".join(f"- {encode(each)}" for each in brief.coverage.left_out)
    return ["## Coverage", f"{share} Left out:" if left_out else share, *([left_out] if left_out else [])]


def _withheld(brief: Brief) -> list[str]:
    items = brief.withheld
    rows = table(
        Column("Section", [human(item.section) for item in items]),
        Column("What was claimed", [claim(item) for item in items]),
        Column("Why it is withheld", [encode(item.reason) for item in items]),
    )
    note = "Drafted, not standing on the sources, and used nowhere above."
    return ["## Withheld", note, *rows] if rows else []


def _scorecard(brief: Brief) -> list[str]:
    met = {True: "yes", False: "**no**", None: "n.a."}
    items = brief.checks
    rows = table(
        Column("Standard", [encode(item.standard) for item in items]),
        Column("Met", [met[item.met] for item in items]),
        Column("What was looked at", [encode(item.note) for item in items]),
    )
    return ["## Scorecard", *rows] if rows else []


def _graph(brief: Brief) -> list[str]:
    # One relation is read faster in its table.
    if len(brief.relations) < 2:
        return []
    nodes: dict[str, str] = {}
    for item in brief.relations:
        for name in (item.subject, item.object):
            nodes.setdefault(diagram_label(name), f"n{len(nodes) + 1}")
    lines = ["```mermaid", "flowchart LR", *(f"  {number}[{label}]" for label, number in nodes.items())]
    for item in brief.relations:
        solid = item.status == "in_force"
        label = diagram_label(item.kind if solid else f"{item.kind} ({item.status})")
        arrow = "-->" if solid else "-.->"
        lines.append(f"  {nodes[diagram_label(item.subject)]} {arrow}|{label}| {nodes[diagram_label(item.object)]}")
    note = "The table of relations, drawn; dashed: not in force."
    return ["## Graph of relations", note, "\n".join([*lines, "```"])]


def _revisions(brief: Brief) -> list[str]:
    items = brief.revisions
    rows = table(
        Column("Item", [encode(item.item) for item in items]),
        Column("Field", [_field(item) for item in items]),
        Column("Was", [_value(item.was) for item in items]),
        Column("Now", [_value(item.now) for item in items]),
        Column("By", [encode(item.by) for item in items]),
        Column("On", [date(item.at) for item in items]),
        Column("Why", [encode(item.why) for item in items]),
    )
    signed = [f"Reviewed by {encode(brief.reviewed_by)}."] if brief.reviewed_by else []
    return ["## Revisions and review", *rows, *signed] if rows or signed else []


def _field(item: Revision) -> str:
    if item.field != ITEM:
        return human(item.field)
    return "put in" if item.was is None else "taken out"


def _value(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return optional(value)
    return encode(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def _hashes(brief: Brief) -> list[str]:
    lines = [f"- Brief: {digest(brief.id)}"]
    if brief.revisions and (issued := _id_as_issued(brief)):
        lines.append(f"- Brief as issued: {digest(issued)}")
    lines += [f"- {encode(source.id)}: {digest(source.sha256)}" for source in brief.sources]
    return ["## Hashes (sha256)", "\n".join(lines)]


def _id_as_issued(brief: Brief) -> str | None:
    try:
        return as_issued(brief).id
    except BriefFileError:
        return None  # which is verify's to tell


def _provenance(brief: Brief) -> list[str]:
    made = brief.provenance
    drafts = count(made.samples, "draft") + (f" of {made.samples_asked}" if made.samples_asked != made.samples else "")
    calls = f"{count(made.calls, 'call')}, {drafts}"
    tokens = f"{_tokens(made.input_tokens)} in, {_tokens(made.output_tokens)} out"
    cost = _UNKNOWN if made.cost_usd is None else f"{made.cost_usd:,.4f} US dollars"
    facts = {
        "Model": encode(made.model),
        "Endpoint": encode(made.endpoint),
        "Mode": encode(made.mode),
        "Prompt": digest(made.prompt),
        "Wire schema": digest(made.wire_schema),
        "Likelihood scale": {"icd203": "ICD 203", "phia": "PHIA"}[made.scale],
        "Version": f"briefing {encode(made.version)}",
        "Asked": calls,
        "Tokens": tokens,
        "Cost": cost,
    }
    return ["## Provenance", "\n".join(f"- {label}: {value}" for label, value in facts.items())]


def _tokens(number: int | None) -> str:
    return _UNKNOWN if number is None else f"{number:,}"
