"""Page one: what was asked, what it rests on, the answer, the judgments, what they mean and what to watch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from briefing.brief import BottomLine, Brief, Implication, Indicator, Judgment
from briefing.checks import independent_reports
from briefing.history import SIGNED
from briefing.render.escape import encode
from briefing.render.tables import NOT_ASSESSED, Column, table
from briefing.render.wording import agreed, chance, claim, count, date, human, is_background, listed, optional, refs

Item = TypeVar("Item")

EMBEDDED = "embedded"
"""The model's name in a brief that no language model made."""

MOST_WORDS = 450
"""Words of page one, as a reader counts them: reference numbers are none."""

_MOST_UNHEARD = 6
_WARNING_WORDS = 100
"""Words of warnings on page one; the first is there whatever its length."""

_HEADER_WORDS = 4
"""Words above a table of signs: the headers of its columns."""

# A word has a letter; what only refers ("E4", "[K1]") is read over, and so is what draws the table.
_WORD = re.compile(r"(?!\[?[A-Z][0-9]{1,4}\b)[^\s|]*[^\W\d_][^\s|]*")


@dataclass(frozen=True)
class _Part(Generic[Item]):
    """A part of page one that may end behind it: its title, its items, how they are drawn, and what one says."""

    title: str
    items: Sequence[Item]
    draw: Callable[[Sequence[Item]], list[str]]
    say: Callable[[Item], str]

    def fitting(self, room: int) -> int:
        """How many of the items, from the first on, fit into *room* words."""
        return _fitting(self.items, room, self.say)

    def blocks(self, which: slice, addition: str) -> list[str]:
        """The blocks of *which* items under the title and its *addition*; none when there are none."""
        items = self.items[which]
        return [f"## {self.title}{addition}", *self.draw(items)] if items else []


def first_page(brief: Brief) -> tuple[list[str], list[str]]:
    """The blocks of page one, from the title to the signs to watch, and those of what found no room on it.

    The answer and the judgments are always there. If they alone pass the page's words, the reasons for the
    confidence go behind it; warnings, implications and signs to watch fill what is left, in their order.
    """
    top = [f"# {encode(brief.title) or 'Untitled brief'}", *_head(brief)]
    warned = _fitting(brief.warnings, _WARNING_WORDS, encode) or min(1, len(brief.warnings))
    told = [*_warnings(brief.warnings[:warned], len(brief.warnings) - warned)]
    answer = [*_bottom_line(brief), *_judgments(brief, reasons=True)]
    behind = _more_warnings(brief.warnings[warned:])
    taken = count_words([*top, *told, *answer])
    if taken > MOST_WORDS:
        answer = [*_bottom_line(brief), *_judgments(brief, reasons=False)]
        behind += _reasons(brief)
        taken = count_words([*top, *told, *answer])
    page = [*top, *told, *answer]
    for part in (
        _Part("What it means", brief.implications, _implications, _implication),
        _Part("Signs to watch", brief.indicators, _indicators, _sign),
    ):
        shown = part.fitting(MOST_WORDS - taken - count_words([part.title]) - _HEADER_WORDS)
        blocks = part.blocks(slice(shown), "")
        page += blocks
        taken += count_words(blocks)
        behind += part.blocks(slice(shown, None), ", continued" if shown else "")
    return page, behind


def count_words(blocks: Iterable[str]) -> int:
    """The words of *blocks* of Markdown as a reader counts them."""
    return sum(len(_WORD.findall(block)) for block in blocks)


def _fitting(items: Sequence[Item], room: int, say: Callable[[Item], str]) -> int:
    """How many of *items*, from the first on, fit into *room* words."""
    taken = accumulate(count_words([say(item)]) for item in items)
    return sum(1 for words in taken if words <= room)


def _head(brief: Brief) -> list[str]:
    lines = [f"**Question asked:** {encode(brief.question) if brief.question else 'none; the brief is an overview'}"]
    about = [("Topic", brief.topic), ("Handling", brief.handling)]
    if given := [f"**{label}:** {encode(value)}" for label, value in about if value]:
        lines.append(" · ".join(given))
    lines.append(f"**Information cut-off:** {date(brief.as_of)} · **Prepared:** {date(brief.prepared)}")
    if brief.reviewed_by:
        made = sum((revision.item, revision.field) != SIGNED for revision in brief.revisions)
        changes = f"{count(made, 'change')} since it was issued" if made else "unchanged since it was issued"
        lines.append(f"**Reviewed by:** {encode(brief.reviewed_by)} · {changes}")
    lines.append(f"**Rests on:** {_rests_on(brief)}")
    if brief.provenance.model == EMBEDDED:
        lines.append(
            "**Made without a language model.** The embedded extractive endpoint picked names and sentences out of "
            "the text by rule. Nothing here is a judgment, and nothing was weighed or assessed."
        )
    return lines


def _rests_on(brief: Brief) -> str:
    speaking = count(len(brief.voices), "voice") if brief.voices else "no voice but the publication's own"
    independent = independent_reports(brief)
    alone = "" if independent == len(brief.sources) else f", {independent} independent"
    sentences = [f"{count(len(brief.sources), 'report')}{alone}; {speaking}."]
    if unheard := [encode(actor.name) for actor in brief.actors if not actor.heard]:
        sentences.append(f"Not heard: {listed(unheard, _MOST_UNHEARD).removesuffix('.')}.")
    if brief.background:
        facts = count(len(brief.background), "background fact")
        sentences.append(f"{facts} from outside, unverified, marked [K].")
    if brief.withheld:
        sentences.append(f"{count(len(brief.withheld), 'drafted item')} withheld.")
    return " ".join(sentences)


def _warnings(warnings: Sequence[str], more: int) -> list[str]:
    lines = [f"> ⚠ {encode(warning)}" for warning in warnings]
    if more:
        lines.append(f"> ⚠ {count(more, 'more warning')} behind this page.")
    # An empty line of the quote between two, or they would run together into one paragraph.
    return ["\n>\n".join(lines)] if lines else []


def _more_warnings(warnings: Sequence[str]) -> list[str]:
    return ["## More warnings", "\n".join(f"- {encode(warning)}" for warning in warnings)] if warnings else []


def _bottom_line(brief: Brief) -> list[str]:
    title = "## Bottom line"
    if not brief.bottom_line:
        return [title, "None: no sentence of the draft could be rested on the sources."]
    judgments = {judgment.id: judgment for judgment in brief.judgments}
    return [title, " ".join(_sentence(line, judgments, brief) for line in brief.bottom_line)]


def _sentence(line: BottomLine, judgments: dict[str, Judgment], brief: Brief) -> str:
    """A sentence that tells one judgment opens with its likelihood: "**Likely (55–80 %):** … [J1] [E4 E6] [K1]".

    A reader takes what stands in a bottom line for certain, whatever the brackets behind it say. One that
    tells several judgments carries each likelihood in its brackets.
    """
    scale = brief.provenance.scale
    told = [judgments[number] for number in line.judgments if number in judgments]
    alone = told[0].probability if len(told) == len(line.judgments) == 1 else None
    opening = None
    if alone is not None:
        words = chance(alone, scale)
        opening = f"**{words[0].upper()}{words[1:]}:**"
    calls = "; ".join(
        f"{encode(number)}: {chance(judgments[number].probability, scale)}"
        if number in judgments and opening is None
        else encode(number)
        for number in line.judgments
    )
    reported = refs(each for each in line.evidence if not is_background(each))
    background = refs(each for each in line.evidence if is_background(each))
    marks = [f"[{mark}]" for mark in (calls, reported) if mark]
    return " ".join(filter(None, [opening, encode(line.text), *marks, background]))


def _judgments(brief: Brief, *, reasons: bool) -> list[str]:
    blocks = ["## Key judgments"]
    if brief.judgments:
        blocks += _judgment_table(brief, _confidence if reasons else _bare_confidence)
    elif brief.provenance.model == EMBEDDED:
        blocks.append("None: the embedded endpoint makes none.")
    else:
        blocks.append("None stands in this brief.")
    return blocks + [
        f"**Withheld:** {claim(item)} *Reason:* {encode(item.reason)}"
        for item in brief.withheld
        if item.section == "judgments"
    ]


def _judgment_table(brief: Brief, confidence: Callable[[Judgment], str | None]) -> list[str]:
    items = brief.judgments
    now = any(item.by is None for item in items)
    return table(
        Column("No.", [encode(item.id) for item in items]),
        Column("We judge that", [encode(item.statement) for item in items]),
        Column("Likelihood", [_likelihood(item, brief) for item in items], assessed=True),
        Column("By (now: at the cut-off)" if now else "By", [date(item.by) if item.by else "now" for item in items]),
        Column("Confidence, and why", [confidence(item) for item in items], assessed=True),
        Column("Rests on", [_grounds(item) for item in items]),
    )


def _likelihood(item: Judgment, brief: Brief) -> str | None:
    if item.probability is None:
        return None
    return chance(item.probability, brief.provenance.scale) + agreed(item.spread, brief)


def _confidence(item: Judgment) -> str | None:
    because = optional(item.confidence_because)
    if item.confidence is None:
        return f"{NOT_ASSESSED}. {because}" if because else None
    return f"**{human(item.confidence).capitalize()}.**" + (f" {because}" if because else "")


def _bare_confidence(item: Judgment) -> str | None:
    return f"**{human(item.confidence).capitalize()}.**" if item.confidence else None


def _reasons(brief: Brief) -> list[str]:
    lines = [f"- {encode(item.id)}: {_confidence(item)}" for item in brief.judgments if item.confidence_because]
    return ["## Why this confidence", "\n".join(lines)] if lines else []


def _grounds(item: Judgment) -> str:
    alone = ", one source" if item.origins == 1 else ""
    return (" · ".join(filter(None, [refs(item.evidence), refs(item.assumptions)]))) + alone


def _implications(items: Sequence[Implication]) -> list[str]:
    return ["\n".join(map(_implication, items))]


def _implication(item: Implication) -> str:
    audience = encode(item.audience)
    cited = f" ({refs(item.judgments)})" if item.judgments else ""
    return f"- **For {audience[4:] if audience.lower().startswith('for ') else audience}:** {encode(item.text)}{cited}"


def _indicators(items: Sequence[Indicator]) -> list[str]:
    return table(
        Column("Watch for", [encode(item.sign) for item in items]),
        Column("Moves", [refs(item.moves) for item in items]),
        Column("Direction", [human(item.direction) for item in items]),
    )


def _sign(item: Indicator) -> str:
    return f"{encode(item.sign)} {human(item.direction)}"
