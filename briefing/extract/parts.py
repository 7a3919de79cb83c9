"""A brief in parts: evidence alone from one passage, and the rest of a draft over evidence that was collected.

Both are cut from whole drafts. A passage is drafted like a report, and the quotes that its motives, risks, outlooks and
relations rest on are the weightiest. Evidence is drafted like reports that hold nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.extract.analyst import extract
from briefing.source import Source

_WEIGH = ("risks", "forecasts", "motives", "relations")
_CITED = re.compile(r"\[(E\d+)\]")


def collect(sources: Mapping[str, Source], most: int) -> dict[str, Any]:
    """The evidence in *sources* and its voices, the weightiest first, *most* pieces of it."""
    draft = extract(sources)
    weight = Counter(number for section in _WEIGH for item in draft[section] for number in item["evidence"])
    evidence = sorted(draft["evidence"], key=lambda item: -weight[item["id"]])[:most]
    heard = {number for item in evidence for number in item["voice"]}
    return {"voices": [voice for voice in draft["voices"] if voice["id"] in heard], "evidence": evidence}


def assess(lines: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """What follows from evidence: each of *lines* holds a number, a source, a chain of voices, a kind and a quote.

    Without evidence and voices of its own; it cites the numbers given.
    """
    texts: dict[str, list[str]] = {}
    for _, source, _, _, quote in lines:
        texts.setdefault(source, []).append(quote)
    draft = extract({number: Source(text="\n\n".join(quotes)) for number, quotes in texts.items()})
    given = {item["id"]: line for item in draft["evidence"] if (line := _line_of(item, lines)) is not None}
    for section, items in draft.items():
        if isinstance(items, list) and items and isinstance(items[0], dict) and "evidence" in items[0]:
            draft[section] = [moved for item in items if (moved := _moved(item, given))["evidence"]]
    # Who says a thing was settled with the evidence; without what stood around it, it may be read otherwise here.
    for forecast in draft["forecasts"]:
        forecast["whose"] = _speaker(forecast, lines)
    draft["forecasts"] = [forecast for forecast in draft["forecasts"] if forecast["whose"]]
    for motive in draft["motives"]:
        if _speaker(motive, lines) is None:
            motive["basis"] = "attributed"
    draft["bottom_line"] = [
        _CITED.sub(lambda found: f"[{given[found[1]][0]}]", sentence)
        for sentence in draft["bottom_line"]
        if all(number in given for number in _CITED.findall(sentence))
    ]
    return draft


def _speaker(item: Mapping[str, Any], lines: Sequence[Sequence[Any]]) -> str | None:
    """The innermost voice of the evidence that *item* cites, by number; ``None`` where the publication speaks."""
    return next((line[2][-1] for line in lines if line[0] in item["evidence"] and line[2]), None)


def _line_of(item: Mapping[str, Any], lines: Sequence[Sequence[Any]]) -> Sequence[Any] | None:
    """The line that the quote of *item* comes from."""
    return next((line for line in lines if line[1] == item["source"] and item["quote"] in line[4]), None)


def _moved(item: dict[str, Any], given: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """*item*, citing what was given in the place of its own evidence."""
    numbers = [given[number][0] for number in item["evidence"] if number in given]
    return {**item, "evidence": list(dict.fromkeys(numbers))}
