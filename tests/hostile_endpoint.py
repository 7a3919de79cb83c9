"""An endpoint that is fully compromised: each string field of its answers holds a payload, the quotes are real.

:class:`HostileEndpoint` answers the reference server's requests. It knows no more of the schema than the request
says, in whichever of the three ways it says it, so that a field added tomorrow is filled as well; it quotes whole
sentences of the sources fenced in the prompt, so that its items rest on something. Every second item says what its
sentence says and holds payloads only where the contract leaves a drafter free, or nothing but those would be seen
to be withheld. Around the draft, the protocol's own fields hold payloads and nonsense too.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from briefing.fence import read_fences
from briefing.source import Source
from tests.reference_turns import Turn, answer, finished

Repair = Literal["same", "others", "intruding"]

SECTIONS = {"voices": "V", "evidence": "E", "background": "K", "assumptions": "A", "forecasts": "F", "judgments": "J"}
CITED = {
    "voice": "", "between": "EK", "supports": "E", "contradicts": "K", "affects": "JF", "implies": "",
    "judgments": "J", "moves": "JF", "evidence": "E",
}  # fmt: skip
"""The letters that a list of references gets; what is no list of references is a list of payloads."""
FREE = {"interest", "alternative", "would_show", "who_could", "resolution", "check_at", "for", "sign", "exposed"}
"""Fields of the honest-looking items that hold a payload all the same."""
ITEMS = 4
_FIXED = {"whose": "brief", "by": "2039-06-30", "horizon": "2039-06-30", "forecast": None, "hedge": None}
"""What an item cannot stand without; the first of a section holds payloads even there."""
_NUMBERS = {"probability": 60, "credibility": 3, "happened": 2, "of": 5}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")


class HostileEndpoint:
    """Answers with drafts of *payloads*; *repair* is what the call that should mend the draft gets.

    The same draft again; another one, the same items with other payloads under each other's numbers; or one that
    intrudes, with more items than there were and numbers given twice.
    """

    def __init__(self, payloads: Sequence[str], *, repair: Repair = "same", compromised: bool = True) -> None:
        self._payloads = itertools.cycle(payloads)
        self._repair = repair
        self._compromised = compromised
        self._first: dict[str, Any] = {}
        self.asked = 0

    def __call__(self, body: dict[str, Any], _number: int) -> Turn:
        """The turn for the request *body*."""
        self.asked += 1
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        repairing = any(message["role"] == "assistant" for message in body["messages"])
        if not (repairing and self._repair == "same"):
            items = ITEMS + (3 if repairing and self._repair == "intruding" else 0)
            drafted = self._draft(schema_in(body), read_fences(prompt), items)
            if repairing and self._repair == "intruding":
                _give_twice(drafted)
            self._first = drafted if not repairing else self._first
        else:
            drafted = self._first
        turn = answer(drafted)
        return self._compromise(turn, body) if self._compromised else turn

    def _draft(self, schema: dict[str, Any], sources: dict[str, Source], items: int) -> dict[str, Any]:
        passages = [
            (number, source.text[start:end])
            for number, source in sources.items()
            for start, end in source.sentences
            if 40 < end - start < 200 and source.text[start:end].endswith(".")
        ]
        draft: dict[str, Any] = {}
        for section, kind in schema["properties"].items():
            item = _resolved(kind, schema)
            if item.get("type") != "array":
                draft[section] = next(self._payloads)
                continue
            draft[section] = [
                self._item(section, place, _resolved(item["items"], schema), schema, passages[place % len(passages)])
                for place in range(items)
            ]
        draft["bottom_line"] = [f"{next(self._payloads)} [J1, E1]", "Things stay as they are [J2]."]
        return draft

    def _item(
        self, section: str, place: int, kind: dict[str, Any], schema: dict[str, Any], passage: tuple[str, str]
    ) -> Any:
        if "properties" not in kind:
            return next(self._payloads)
        source, said = passage
        made: dict[str, Any] = {}
        for name, of in kind["properties"].items():
            if name == "id":
                made[name] = f"{SECTIONS.get(section, 'X')}{place + 1}"
            elif section == "evidence" and name in ("source", "quote"):
                made[name] = source if name == "source" else said
            elif name in CITED:
                made[name] = [f"{letter}{place + 1}" for letter in CITED[name]]
            elif name == "as_written" or (place % 2 and name in ("name", "actor", "subject", "object")):
                found = _NAME.search(said)
                made[name] = found[0] if found else said.split()[0]
            else:
                honest = said if place % 2 else None
                made[name] = (
                    _FIXED[name]
                    if place and name in _FIXED
                    else self._value(name, _resolved(of, schema), schema, honest)
                )
        return made

    def _value(self, name: str, kind: dict[str, Any], schema: dict[str, Any], said: str | None) -> Any:
        if "enum" in kind:
            return kind["enum"][0]
        if kind.get("type") == "array":
            return [self._value(name, _resolved(kind["items"], schema), schema, said) for _ in range(2)]
        if kind.get("type") in ("number", "integer"):
            return _NUMBERS.get(name, 1)
        if kind.get("type") == "boolean":
            return True
        return next(self._payloads) if said is None or name in FREE else said

    def _compromise(self, turn: Turn, body: dict[str, Any]) -> Turn:
        """*turn* with payloads and nonsense in the fields of the protocol."""
        sent: dict[str, Any] = json.loads(finished(turn, body))
        sent.update(
            id=next(self._payloads),
            model=next(self._payloads),
            object=next(self._payloads),
            created=-1 if self.asked % 2 else 10**30,
            system_fingerprint=next(self._payloads),
            service_tier=[next(self._payloads)],
            usage={"prompt_tokens": next(self._payloads), "completion_tokens": -5, "total_tokens": 10**400},
        )
        sent["choices"][0]["message"]["name"] = next(self._payloads)
        sent["choices"][0]["logprobs"] = {"content": next(self._payloads)}
        return Turn(
            body=json.dumps(sent, ensure_ascii=False), headers={"X-Request-Id": in_header(next(self._payloads))}
        )


def in_header(text: str) -> str:
    """*text* as far as a header can carry it: no line breaks, nothing beyond Latin-1."""
    return re.sub("[\r\n\x00]", " ", text.encode("latin-1", "replace").decode("latin-1")).strip()[:500]


def schema_in(body: dict[str, Any]) -> dict[str, Any]:
    """The schema that the request *body* asks for: beside the messages, as a tool, or in words.

    Raises:
        ValueError: there is none.
    """
    wanted = (body.get("response_format") or {}).get("json_schema")
    if wanted:
        return dict(wanted["schema"])
    if body.get("tools"):
        return dict(body["tools"][0]["function"]["parameters"])
    for message in body["messages"]:
        for found in re.finditer(r"^\{", str(message["content"]), re.MULTILINE):
            schema, _ = json.JSONDecoder().raw_decode(message["content"][found.start() :])
            if "properties" in schema:
                return dict(schema)
    raise ValueError("the request asks for no schema")


def _resolved(kind: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """*kind* without references, and what it may be besides null."""
    if "$ref" in kind:
        return _resolved(schema["$defs"][kind["$ref"].rpartition("/")[2]], schema)
    choices: Iterator[dict[str, Any]] = (one for one in kind.get("anyOf", []) if one.get("type") != "null")
    return _resolved(next(choices), schema) if "anyOf" in kind else kind


def _give_twice(draft: dict[str, Any]) -> None:
    for section in SECTIONS:
        draft[section][-1]["id"] = draft[section][0]["id"]
