"""The fence around a source in the prompt, drawn and read by code.

::

    --- SOURCE S1 [3f2a9c0d1e4b5a67] BEGINS ---
    {"title": "…", "publisher": "…", "author": "…", "published": "2024-01-31", "url": "…"}
    the text, exactly as in ``Source.text``
    --- SOURCE S1 [3f2a9c0d1e4b5a67] ENDS ---

A passage of a source that is too long for one call has ``"part": "3 of 35"`` in its second line. Evidence that was
collected before stands in a fence of its own, a JSON array to a line: number, source, chain of voices, kind, quote.

The sixteen hexadecimal digits are the head of the sha256 over the number, the second line and the text:
a text that wanted to close its own fence would have to hold its own digest. They depend on the content
alone, so caches and cassettes keep matching. Templates never draw a fence, and file names never enter
one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.draft import Collection, EvidenceDraft
from briefing.source import Source, Span

_BEGINS = re.compile(r"^--- (SOURCE S\d+|EVIDENCE) \[([0-9a-f]{16})\] BEGINS ---\n", re.MULTILINE)
_HEADER_FIELDS = ("title", "publisher", "author", "published", "url")


def draw_fences(sources: Sequence[Source]) -> str:
    """Every source in its fence, numbered S1, S2, … in order, with an empty line between them."""
    return "\n\n".join(
        _draw(f"SOURCE S{number}", _header(source), source.text) for number, source in enumerate(sources, 1)
    )


def draw_passage(number: str, source: Source, span: Span, part: int, of: int) -> str:
    """The passage of *source* at *span* in the source's fence; it is the *part*-th *of* so many."""
    header = {**_header(source), "part": f"{part} of {of}"}
    return _draw(f"SOURCE {number}", header, source.text[span.start : span.end])


def draw_evidence(sources: Mapping[str, Source], collected: Collection) -> str:
    """Evidence and its voices in a fence, with what is known of the *sources*."""
    header = {
        "sources": {number: _header(source) for number, source in sources.items()},
        "voices": [voice.model_dump(exclude_none=True) for voice in collected.voices],
    }
    return _draw("EVIDENCE", header, "\n".join(map(evidence_line, collected.evidence)))


def evidence_line(item: EvidenceDraft) -> str:
    """The line of *item* in the fence around evidence."""
    return json.dumps([item.id, item.source, item.voice, item.kind, item.quote], ensure_ascii=False)


def read_fences(prompt: str) -> dict[str, Source]:
    """The sources fenced in *prompt*, by number; a fence whose digest does not fit is no fence.

    What stands inside one source is never read as the fence of another.
    """
    found = {}
    for name, header, text in _read(prompt):
        if name != "EVIDENCE":
            known = {field: value for field, value in header.items() if field in _HEADER_FIELDS}
            found[name.removeprefix("SOURCE ")] = Source(text=text, **known)
    return found


def read_evidence(prompt: str) -> list[list[Any]]:
    """The lines of evidence fenced in *prompt*: number, source, chain of voices, kind and quote of each."""
    fenced = [text for name, _, text in _read(prompt) if name == "EVIDENCE"]
    return [json.loads(line) for text in fenced for line in text.split("\n") if line]


def _read(prompt: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every fence in *prompt*: its name, its header, and the text in it."""
    position = 0
    while begins := _BEGINS.search(prompt, position):
        name, digest = begins.groups()
        ends = prompt.find(f"\n{_closing(name, digest)}", begins.end())
        content = prompt[begins.end() : ends]
        if ends < 0 or _digest(name, content) != digest:
            position = begins.end()
            continue
        header, _, text = content.partition("\n")
        if isinstance(known := json.loads(header), dict):
            yield name, known, text
        position = ends


def _header(source: Source) -> dict[str, str]:
    return {field: value for field in _HEADER_FIELDS if (value := getattr(source, field)) is not None}


def _draw(name: str, header: Mapping[str, Any], text: str) -> str:
    content = f"{json.dumps(header, ensure_ascii=False)}\n{text}"
    digest = _digest(name, content)
    return f"--- {name} [{digest}] BEGINS ---\n{content}\n{_closing(name, digest)}"


def _closing(name: str, digest: str) -> str:
    return f"--- {name} [{digest}] ENDS ---"


def _digest(name: str, content: str) -> str:
    # A source's digest is over its bare number: recordings know requests by it.
    return hashlib.sha256(f"{name.removeprefix('SOURCE ')}\n{content}".encode()).hexdigest()[:16]
