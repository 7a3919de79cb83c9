"""A work: all that a brief is made of but the answer, known by its content.

Two orders for the same thing are one work, whatever their inputs are called and in whichever order they come; a
changed prompt, model, schema or setting makes another. The packed form holds everything, so that whoever takes a
work out of a store needs no file of whoever put it in.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefing.draft import wire_schema_digest
from briefing.ledger import fingerprint
from briefing.settings import Settings
from briefing.source import Source

OPTIONS = (
    *("language", "background", "scale", "handling", "mode", "temperature", "max_output_tokens"),
    *("window", "samples"),
)
"""The settings that change an answer, or what is made of it."""

_TOLD = ("title", "publisher", "author", "published", "url", "language")
_GRADED = ("reliability", "reliability_because")
_RECORDED = (*_TOLD, *_GRADED, "published_basis", "retrieved", "warnings", "pages")


@dataclass(frozen=True)
class Work:
    """The *sources* in canonical order, what is asked of them, and the settings that shape the brief.

    *as_of* is the cut-off where one was given. *prompt* and *schema* are the digests of the templates and of the
    wire schema, *options* the values of :data:`OPTIONS`.
    """

    sources: tuple[Source, ...]
    question: str | None
    topic: str | None
    as_of: str | None
    model: str
    prompt: str
    schema: str
    options: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        sources: Sequence[Source],
        settings: Settings,
        *,
        question: str | None,
        topic: str | None,
        as_of: str | None,
        model: str,
        prompt: str,
    ) -> Work:
        """The work of writing about *sources* with *settings*."""
        options = {name: getattr(settings, name) for name in OPTIONS}
        return cls(canonical(sources), question, topic, as_of, model, prompt, wire_schema_digest(), options)

    @cached_property
    def key(self) -> str:
        """The sha256, in hexadecimal, over everything that the brief depends on."""
        return fingerprint(
            subject=self.subject, model=self.model, prompt=self.prompt, schema=self.schema, options=dict(self.options)
        )

    @cached_property
    def subject(self) -> str:
        """The sha256, in hexadecimal, over the sources and the question alone: what stays when a model changes."""
        told = [
            {"text": source.sha256, **{name: getattr(source, name) for name in _TOLD}, **_graded(source)}
            for source in self.sources
        ]
        return fingerprint(sources=told, question=self.question, topic=self.topic, as_of=self.as_of)

    def pack(self) -> bytes:
        """The whole work, compressed."""
        sources = [
            {"text": source.text, **{name: value for name in _RECORDED if (value := getattr(source, name))}}
            for source in self.sources
        ]
        whole = {**vars(self), "options": dict(self.options), "sources": sources}
        whole = {name: value for name, value in whole.items() if name not in ("key", "subject")}  # they are cached
        return zlib.compress(json.dumps(whole, ensure_ascii=False).encode(), level=1)

    @classmethod
    def unpack(cls, packed: bytes) -> Work:
        """The work that :meth:`pack` made *packed* of."""
        whole = json.loads(zlib.decompress(packed))
        # Not from_text: what is packed was cleaned already, and its warnings are told.
        sources = tuple(
            Source(**{**source, **{name: tuple(source.get(name, ())) for name in ("warnings", "pages")}})
            for source in whole.pop("sources")
        )
        return cls(sources=sources, **whole)


def _graded(source: Source) -> dict[str, str]:
    """The desk's grade, where there is one: it shows in the brief, and is no part of what is asked."""
    return {name: value for name in _GRADED if (value := getattr(source, name))}


def canonical(sources: Sequence[Source]) -> tuple[Source, ...]:
    """*sources* in an order that follows from what they are: by day of publication, then by hash."""
    return tuple(sorted(sources, key=lambda source: (source.published or "", source.sha256)))
