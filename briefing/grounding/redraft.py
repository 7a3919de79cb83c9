"""A brief as a draft and its terms again: the way back from :mod:`briefing.grounding.settle`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from briefing.brief import BottomLine, Brief, Forecast, Judgment, SourceRecord
from briefing.draft import Draft
from briefing.folding import one_line
from briefing.grounding.calls import parse_day
from briefing.grounding.entries import SECTIONS
from briefing.grounding.settle import Settled
from briefing.grounding.terms import Terms
from briefing.source import Source


def redraft(brief: Brief) -> Draft:
    """What stands in *brief*, as a draft: reviewed and settled again, it is what stands in *brief*.

    What was computed is left out, and so is what was withheld. Hypotheses are numbered by their place, so those of
    the draft are H1, H2, … also where the brief's have holes; and a title that the brief only has for want of
    another is none.
    """
    return as_draft(brief, None if brief.title == untitled(brief) else brief.title)


def as_draft(parts: Brief | Settled, title: str | None) -> Draft:
    """The items of *parts* as those of a draft with this *title*."""
    sections = {section: [_drafted(section, item) for item in getattr(parts, section)] for section in SECTIONS}
    sentences = [_sentence(line) for line in parts.bottom_line]
    return Draft.model_validate({**sections, "title": title, "bottom_line": sentences})


def redrafted_terms(brief: Brief) -> Terms:
    """What *brief* is reviewed against, from the texts that it holds; a day that is none counts as unknown.

    Background counts as allowed: a brief that was to go without holds none, unless a person put it in since.
    """
    sources = {record.id: as_source(record) for record in brief.sources}
    asked = " ".join(filter(None, (brief.question, brief.topic)))
    return Terms(sources, parse_day(brief.as_of) or date.min, asked=asked, language=brief.language)


@lru_cache(maxsize=32)  # a text is folded and cut into sentences once for all that is derived of a brief again
def as_source(record: SourceRecord) -> Source:
    """The report of *record*, cleaned as any is; a report that was read as it should be is not changed by that."""
    source = Source.from_text(
        record.text,
        title=record.title,
        publisher=record.publisher,
        author=record.author,
        published=record.published if record.published and parse_day(record.published) else None,
        published_basis=record.published_basis,
        url=record.url,
        retrieved=record.retrieved,
        language=record.language,
    )
    return replace(source, pages=record.pages or ())


def stand_in_title(question: str | None, topic: str | None, first_source: str | None) -> str:
    """What a brief without a title of its own is called: the first there is of what it was asked, and read."""
    return next(line for name in (question, topic, first_source, "Brief") if (line := one_line(name or "")))


def untitled(brief: Brief) -> str:
    """What *brief* is called when it has no title of its own."""
    return stand_in_title(brief.question, brief.topic, brief.sources[0].title if brief.sources else None)


def _drafted(section: str, item: BaseModel) -> dict[str, Any]:
    (wire,) = get_args(Draft.model_fields[section].annotation)
    values = {
        field.alias or name: getattr(item, name) for name, field in wire.model_fields.items() if hasattr(item, name)
    }
    if isinstance(item, Judgment):
        values["evidence"] = [*item.evidence, *item.assumptions]
    if isinstance(item, Forecast):
        rate = item.base_rate
        values["reference_class"] = rate and rate.reference_class
        values["happened"] = rate and rate.happened
        values["of"] = rate and rate.of
    return values


def _sentence(line: BottomLine) -> str:
    cited = [*line.judgments, *line.evidence]
    return f"{line.text} [{', '.join(cited)}]" if cited else line.text
