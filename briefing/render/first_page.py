"""Page one: what was asked, what it rests on, the answer, the judgments, what they mean and what to watch."""

from __future__ import annotations

from briefing.brief import BottomLine, Brief, Implication, Judgment
from briefing.render.escape import encode
from briefing.render.tables import NOT_ASSESSED, Column, table
from briefing.render.wording import chance, claim, count, date, human, is_background, listed, optional, refs

EMBEDDED = "embedded"
"""The model's name in a brief that no language model made."""

_MOST_UNHEARD = 6


def first_page(brief: Brief) -> list[str]:
    """The blocks of page one, from the title to the signs to watch."""
    return [
        f"# {encode(brief.title) or 'Untitled brief'}",
        *_head(brief),
        *_warnings(brief),
        *_bottom_line(brief),
        *_judgments(brief),
        *_implications(brief),
        *_indicators(brief),
    ]


def _head(brief: Brief) -> list[str]:
    lines = [f"**Question asked:** {encode(brief.question) if brief.question else 'none; the brief is an overview'}"]
    about = [("Topic", brief.topic), ("Handling", brief.handling)]
    if given := [f"**{label}:** {encode(value)}" for label, value in about if value]:
        lines.append(" · ".join(given))
    lines.append(f"**Information cut-off:** {date(brief.as_of)} · **Prepared:** {date(brief.prepared)}")
    lines.append(f"**Rests on:** {_rests_on(brief)}")
    if brief.provenance.model == EMBEDDED:
        lines.append(
            "**Made without a language model.** The embedded extractive endpoint picked names and sentences out of "
            "the text by rule. Nothing here is a judgment, and nothing was weighed or assessed."
        )
    return lines


def _rests_on(brief: Brief) -> str:
    speaking = count(len(brief.voices), "voice") if brief.voices else "no voice but the publication's own"
    sentences = [f"{count(len(brief.sources), 'report')}; {speaking}."]
    if unheard := [encode(actor.name) for actor in brief.actors if not actor.heard]:
        sentences.append(f"Not heard: {listed(unheard, _MOST_UNHEARD).removesuffix('.')}.")
    if brief.background:
        facts = count(len(brief.background), "background fact")
        sentences.append(f"{facts} from outside, unverified, marked [K].")
    if brief.withheld:
        sentences.append(f"{count(len(brief.withheld), 'drafted item')} withheld.")
    return " ".join(sentences)


def _warnings(brief: Brief) -> list[str]:
    lines = [f"> ⚠ {encode(warning)}" for warning in brief.warnings]
    # An empty line of the quote between two, or they would run together into one paragraph.
    return ["\n>\n".join(lines)] if lines else []


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


def _judgments(brief: Brief) -> list[str]:
    blocks = ["## Key judgments"]
    if brief.judgments:
        blocks += _judgment_table(brief)
    elif brief.provenance.model == EMBEDDED:
        blocks.append("None: the embedded endpoint makes none.")
    else:
        blocks.append("None stands in this brief.")
    return blocks + [
        f"**Withheld:** {claim(item)} *Reason:* {encode(item.reason)}"
        for item in brief.withheld
        if item.section == "judgments"
    ]


def _judgment_table(brief: Brief) -> list[str]:
    items = brief.judgments
    now = any(item.by is None for item in items)
    return table(
        Column("No.", [encode(item.id) for item in items]),
        Column("We judge that", [encode(item.statement) for item in items]),
        Column("Likelihood", [_likelihood(item, brief) for item in items], assessed=True),
        Column("By (now: at the cut-off)" if now else "By", [date(item.by) if item.by else "now" for item in items]),
        Column("Confidence, and why", [_confidence(item) for item in items], assessed=True),
        Column("Rests on", [_grounds(item) for item in items]),
    )


def _likelihood(item: Judgment, brief: Brief) -> str | None:
    return None if item.probability is None else chance(item.probability, brief.provenance.scale)


def _confidence(item: Judgment) -> str | None:
    because = optional(item.confidence_because)
    if item.confidence is None:
        return f"{NOT_ASSESSED}. {because}" if because else None
    return f"**{human(item.confidence).capitalize()}.**" + (f" {because}" if because else "")


def _grounds(item: Judgment) -> str:
    return " · ".join(filter(None, [refs(item.evidence), refs(item.assumptions)]))


def _implications(brief: Brief) -> list[str]:
    lines = [_implication(item) for item in brief.implications]
    return ["## What it means", "\n".join(lines)] if lines else []


def _implication(item: Implication) -> str:
    audience = encode(item.audience)
    cited = f" ({refs(item.judgments)})" if item.judgments else ""
    return f"- **For {audience[4:] if audience.lower().startswith('for ') else audience}:** {encode(item.text)}{cited}"


def _indicators(brief: Brief) -> list[str]:
    items = brief.indicators
    rows = table(
        Column("Watch for", [encode(item.sign) for item in items]),
        Column("Moves", [refs(item.moves) for item in items]),
        Column("Direction", [human(item.direction) for item in items]),
    )
    return ["## Signs to watch", *rows] if rows else []
