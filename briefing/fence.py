"""The fence around a source in the prompt, drawn and read by code.

::

    --- SOURCE S1 [3f2a9c0d1e4b5a67] BEGINS ---
    {"title": "…", "publisher": "…", "author": "…", "published": "2024-01-31", "url": "…"}
    the text, exactly as in ``Source.text``
    --- SOURCE S1 [3f2a9c0d1e4b5a67] ENDS ---

The sixteen hexadecimal digits are the head of the sha256 over the number, the second line and the text:
a text that wanted to close its own fence would have to hold its own digest. They depend on the content
alone, so caches and cassettes keep matching. Templates never draw a fence, and file names never enter
one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from briefing.source import Source

_BEGINS = re.compile(r"^--- SOURCE (S\d+) \[([0-9a-f]{16})\] BEGINS ---\n", re.MULTILINE)
_HEADER_FIELDS = ("title", "publisher", "author", "published", "url")


def draw_fences(sources: Sequence[Source]) -> str:
    """Every source in its fence, numbered S1, S2, … in order, with an empty line between them."""
    return "\n\n".join(_draw(f"S{number}", source) for number, source in enumerate(sources, 1))


def read_fences(prompt: str) -> dict[str, Source]:
    """The sources fenced in *prompt*, by number; a fence whose digest does not fit is no fence.

    What stands inside one source is never read as the fence of another.
    """
    found: dict[str, Source] = {}
    position = 0
    while begins := _BEGINS.search(prompt, position):
        number, digest = begins.groups()
        ends = prompt.find(f"\n{_closing(number, digest)}", begins.end())
        content = prompt[begins.end() : ends]
        if ends < 0 or _digest(number, content) != digest:
            position = begins.end()
            continue
        header, _, text = content.partition("\n")
        found[number] = Source(text=text, **json.loads(header))
        position = ends
    return found


def _draw(number: str, source: Source) -> str:
    header = {field: value for field in _HEADER_FIELDS if (value := getattr(source, field)) is not None}
    content = f"{json.dumps(header, ensure_ascii=False)}\n{source.text}"
    digest = _digest(number, content)
    return f"--- SOURCE {number} [{digest}] BEGINS ---\n{content}\n{_closing(number, digest)}"


def _closing(number: str, digest: str) -> str:
    return f"--- SOURCE {number} [{digest}] ENDS ---"


def _digest(number: str, content: str) -> str:
    return hashlib.sha256(f"{number}\n{content}".encode()).hexdigest()[:16]
