"""The extractive analyst: sources by number → a draft that says nothing the sources do not say.

Evidence is whole sentences, copied; actors are names in the text; motives, risks and outlooks are the
sources' own words. Whatever has to be assessed stays ``None``, and judgments, hypotheses, assumptions,
implications, background, contradictions, gaps and indicators stay empty: they would be conclusions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from briefing.extract import cues
from briefing.extract.actors import Cast, role_of
from briefing.extract.contradictions import contradicting
from briefing.extract.names import NameIndex
from briefing.extract.reading import Passage, language_of, passages, spaceless
from briefing.extract.relations import relations_in
from briefing.extract.voices import Voice, Voices
from briefing.source import Source

MAX_EVIDENCE = 40
MAX_ACTORS = 15
MAX_ITEMS = 8
"""At most so many motives, risks, outlooks and relations each: more, and nobody reads the brief."""

_BOTTOM_LINE_WORDS = 70
_REPORTING_WORDS = 5  # "The report says:" or "Report S2 says:", and the number at the end
_HEADLINE_WORDS = 20
_HANGING = frozenset({"He", "She", "It", "They", "This", "That", "These", "Those", "If", "But", "And", "His", "Her"})
_FOR_ITEMS = MAX_EVIDENCE - 8  # the rest is for the parts that actors play
_SAME_OPENING = 60  # characters; a report that says a thing twice changes the end first
_LEADING = 6  # sentences of a report that can be called its leading ones
_LONG_SENTENCE = 60  # words; beyond, a sentence is a list more often than a statement


def extract(sources: Mapping[str, Source]) -> dict[str, Any]:
    """A draft of *sources* (by number, ``S1``, …) as a dictionary that fits the wire schema.

    Deterministic. Empty only when no source has a sentence that could be quoted.
    """
    return _Desk(sources).draft()


class _Desk:
    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._languages = {number: language_of(source.text) for number, source in sources.items()}
        self._passages = [passage for number, source in sources.items() for passage in passages(number, source)]
        self._titles = {number: self._title_of(number) for number in sources}
        self._names = NameIndex(self._passages, self._languages, self._titles)
        self._voices = Voices(self._passages, self._names)
        self._cited: dict[tuple[str, int], Passage] = {}
        self._good = [passage for passage in self._passages if passage.readable and self._quotable(passage)]

    def draft(self) -> dict[str, Any]:
        """The whole draft; evidence is numbered last, in the order of the sources."""
        leading = self._leading()
        for passage in leading:
            self._cite(passage)
        english = [passage for passage in self._good if self._languages[passage.source] == "en"]
        sections: dict[str, list[dict[str, Any]]] = {
            "motives": self._motives(english),
            "risks": self._risks(english),
            "forecasts": self._outlooks(english),
            "relations": self._relations(english),
        }
        wanted = {item["actor"] for item in sections["motives"]}
        wanted |= {item[side] for item in sections["relations"] for side in ("subject", "object")}
        sections["actors"] = self._actors(wanted)
        contradictions = self._contradictions(english)
        evidence, voices = self._evidence(sections)
        empty = "background hypotheses assumptions gaps judgments implications indicators".split()
        bottom_line = [
            f"{self._opening(p)} {_in_marks(_first_words(p.text))} [{self._number[p.source, p.order]}]" for p in leading
        ]
        return {
            **{section: [] for section in empty},
            **sections,
            "contradictions": [self._contradiction(one, other) for one, other in contradictions],
            "voices": voices,
            "evidence": evidence,
            "title": self._title(sections["actors"]),
            "bottom_line": bottom_line,
        }

    # Passages

    def _quotable(self, passage: Passage) -> bool:
        """Whether the quote is long enough to mean anything (section 4 of the grounding rules)."""
        if len(passage.text) > 60 and len(passage.tokens) >= 3:
            return True  # most of them, without counting
        letters = sum(character.isalpha() for character in passage.text)
        return letters >= 6 if spaceless(passage.text) else len(passage.tokens) >= 3 and letters >= 12

    def _cite(self, passage: Passage, most: int = MAX_EVIDENCE) -> tuple[str, int] | None:
        """Take *passage* into the evidence; ``None`` where there are *most* or the quote would not be found."""
        place = (passage.source, passage.order)
        if place in self._cited:
            return place
        if len(self._cited) >= most or not self._sources[passage.source].locate(passage.text):
            return None
        self._cited[place] = passage
        return place

    def _salience(self, passage: Passage, strength: float) -> float:
        """Stronger words, an earlier place and more or more prominent actors weigh more; sentences that are very long,
        very short, or hang on the one before, less."""
        length = len(passage.text.split())
        found = {m.key: self._names.entity(m) for m in self._names.mentions(passage) if self._names.entity(m).acts}
        actors = len(found)
        strength += 0.3 * math.log(1 + max((len(entity.mentions) for entity in found.values()), default=0))
        early = 1.5 / (1 + passage.order / 12) + 1 - passage.order / len(self._passages)
        hanging = 0.7 if passage.tokens and passage.tokens[0].text in _HANGING else 0
        return strength - hanging + early + 0.3 * min(actors, 4) - (1.5 if length > _LONG_SENTENCE or length < 8 else 0)

    def _leading(self) -> list[Passage]:
        """The leading sentences of each source, as many as a bottom line holds."""
        chosen: list[Passage] = []
        words = 0
        share = max(_BOTTOM_LINE_WORDS // max(len(self._sources), 1), 20)
        for number in self._sources:
            here, budget = 0, share if len(self._sources) > 1 else _BOTTOM_LINE_WORDS
            own = [passage for passage in self._good if passage.source == number]
            # A quotation whose speaker is named in the next sentence does not stand alone.
            telling = [passage for passage in own if passage.quoted_share < 0.9] or own
            for passage in telling[:_LEADING]:
                size = len(passage.text.split()) + _REPORTING_WORDS
                size += len(passage.text) // 2 if spaceless(passage.text) else 0
                fits = here + size <= budget and words + size <= _BOTTOM_LINE_WORDS
                if fits and len(chosen) < 4 and self._sources[number].locate(passage.text):
                    chosen.append(passage)
                    here, words = here + size, words + size
        if not chosen:
            chosen = sorted(self._good or self._fallback(), key=lambda p: len(p.text))[:1]
        return chosen

    def _fallback(self) -> list[Passage]:
        """Anything that can be quoted at all, for a text without one whole sentence."""
        found = [passage for passage in self._passages if self._quotable(passage)]
        return [passage for passage in found if self._sources[passage.source].locate(passage.text)]

    def _opening(self, passage: Passage) -> str:
        return "The report says:" if len(self._sources) == 1 else f"Report {passage.source} says:"

    # Sections

    def _pick(self, found: list[tuple[float, Passage, dict[str, Any]]]) -> list[dict[str, Any]]:
        """The most salient items, in the order of the sources, each with its evidence taken in."""
        ranked = sorted(found, key=lambda item: (-item[0], item[1].source, item[1].order))
        kept: list[tuple[Passage, dict[str, Any]]] = []
        texts: set[str] = set()
        for _, passage, item in ranked:
            same = passage.text[:_SAME_OPENING].lower()
            if len(kept) < MAX_ITEMS and same not in texts and (place := self._cite(passage, _FOR_ITEMS)):
                texts.add(same)
                kept.append((passage, {**item, "evidence": [place]}))
        order = list(self._sources)
        kept.sort(key=lambda pair: (order.index(pair[0].source), pair[0].order))
        return [item for _, item in kept]

    def _motives(self, readable: list[Passage]) -> list[dict[str, Any]]:
        found = []
        for passage in readable:
            mentions = [m for m in self._names.mentions(passage) if self._names.entity(m).acts]
            purpose = cues.purpose(passage, mentions)
            if purpose is None:
                continue
            actor = self._names.entity(purpose.actor)
            voice = self._voices.of(passage)
            item: dict[str, Any] = {
                "actor": actor.name,
                "motive": _clause(passage.text[purpose.start : purpose.end]),
                "basis": "stated" if voice is not None and voice.key == actor.key else "attributed",
                "confidence": None,
                "alternative": None,
            }
            found.append((self._salience(passage, purpose.strength), passage, item))
        return self._pick(found)

    def _risks(self, readable: list[Passage]) -> list[dict[str, Any]]:
        found = []
        for passage in readable:
            strength = cues.danger(passage)
            if strength >= cues.RISK_ENOUGH:
                item = {
                    "risk": self._statement(passage),
                    "exposed": self._exposed(passage),
                    **dict.fromkeys(("given", "probability", "impact", "consequence", "horizon", "confidence")),
                    "forecast": None,
                }
                found.append((self._salience(passage, strength), passage, item))
        return self._pick(found)

    def _exposed(self, passage: Passage) -> list[str]:
        """The actors named in it, but for its speaker, its subject and those who threaten; where a danger is said to be
        *for* or *to* somebody, those alone."""
        voice = self._voices.of(passage)
        mentions = [m for m in self._names.mentions(passage) if self._names.entity(m).acts]
        mentions = [m for m in mentions if not cues.threatens(m) and (voice is None or m.key != voice.key)]
        mentions = [m for m in mentions if voice is None or m.text not in voice.as_written]
        subjects = {m.key for m in mentions if cues.does_it(m)}
        faced = [m for m in mentions if cues.is_faced_by(m)]
        mentions = [m for m in mentions if m.key not in subjects]
        return list(dict.fromkeys(self._names.entity(m).name for m in faced or mentions))[:4]

    def _outlooks(self, readable: list[Passage]) -> list[dict[str, Any]]:
        found: list[tuple[float, Passage, dict[str, Any]]] = []
        for passage in readable:
            voice, strength = self._voices.of(passage), cues.future(passage)
            if voice is None or strength < cues.FUTURE_ENOUGH:
                continue
            hedge = cues.hedge(passage)
            item: dict[str, Any] = {
                "id": "",
                "statement": self._statement(passage),
                "whose": voice,
                "hedge": hedge,
                **dict.fromkeys(("reference_class", "happened", "of", "rationale", "probability", "by", "resolution")),
                "implies": [],
            }
            found.append((self._salience(passage, strength + (0.5 if hedge else 0)), passage, item))
        items = self._pick(found)
        for number, item in enumerate(items, 1):
            item["id"] = f"F{number}"
        return items

    def _relations(self, readable: list[Passage]) -> list[dict[str, Any]]:
        found = []
        seen: set[tuple[str, str, str]] = set()
        for passage in readable:
            for relation in relations_in(passage, self._names):
                key = (relation.subject, relation.object, relation.kind)
                if key in seen:
                    continue
                seen.add(key)
                status = relation.status
                if status == "in_force" and passage.quoted_share > 0.5:
                    status = "alleged"
                item = {
                    "subject": relation.subject,
                    "object": relation.object,
                    "kind": relation.kind,
                    "status": status,
                    "summary": relation.summary,
                }
                found.append((self._salience(passage, 2.0), passage, item))
        return self._pick(found)

    def _contradictions(self, readable: list[Passage]) -> list[tuple[Passage, Passage]]:
        """Pairs that tell the same with another number, both in the evidence."""
        if len(self._sources) < 2:
            return []
        return [pair for pair in contradicting(readable) if self._cite(pair[0]) and self._cite(pair[1])]

    def _contradiction(self, one: Passage, other: Passage) -> dict[str, Any]:
        summary = f"{_in_marks(one.text)} – {_in_marks(other.text)}"
        return {"summary": summary, "between": [self._number[p.source, p.order] for p in (one, other)]}

    def _actors(self, wanted: set[str]) -> list[dict[str, Any]]:
        cast = Cast(self._names, self._voices, self._sources, self._good)
        chosen: list[tuple[float, dict[str, Any]]] = []
        for weight, entity in cast.ranked(wanted):
            if len(chosen) == MAX_ACTORS:
                break
            full = len(self._cited) >= MAX_EVIDENCE
            role = role_of(entity, self._cited.values() if full else self._good, set(self._cited))
            if role is None or not (place := self._cite(role.mention.passage)):
                continue
            item = {
                "name": entity.name,
                "as_written": role.mention.text,
                "kind": entity.kind,
                "role": _clause(role.text),
                "evidence": [place],
            }
            chosen.append((weight, item))
        return [item for _, item in sorted(chosen, key=lambda pair: -pair[0])]

    def _title(self, actors: list[dict[str, Any]]) -> str | None:
        if title := next((title for title in self._titles.values() if title), None):
            return title
        states = [actor["name"] for actor in actors if actor["kind"] == "state"]
        names = [_with_article(name) for name in (states if len(states) > 1 else [a["name"] for a in actors])[:3]]
        if not names:
            return None
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    def _title_of(self, number: str) -> str:
        """A source's title, or its first line when that stands alone as a headline does; else nothing."""
        if title := self._sources[number].title:
            return title
        opening = next((passage for passage in self._passages if passage.source == number), None)
        if opening is None or not opening.heading or opening.furniture or opening.paragraph > 0:
            return ""
        return _clause(opening.text) if 3 <= len(opening.text.split()) <= _HEADLINE_WORDS else ""

    # Words

    def _statement(self, passage: Passage) -> str:
        """The sentence's words; of a sentence that is mostly one quotation, what is quoted."""
        if passage.quoted_share > 0.35:
            spans = [m.span() for m in re.finditer("\x01+", passage.plain)]
            opens = bool(spans) and spans[0][0] <= 1
            if opens and len(spans) == 1 and len(passage.text[spans[0][0] : spans[0][1]].split()) >= 6:
                return _clause(passage.text[spans[0][0] : spans[0][1]])
        return _clause(passage.text)

    def _evidence(self, sections: dict[str, list[dict[str, Any]]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Number the cited passages and their voices, and put the numbers where places and voices stood."""
        order = list(self._sources)
        places = sorted(self._cited, key=lambda place: (order.index(place[0]), place[1]))
        self._number = {place: f"E{number}" for number, place in enumerate(places, 1)}
        speakers: dict[int, tuple[str, Voice]] = {}
        evidence = []
        for place in places:
            passage = self._cited[place]
            voice = self._voices.of(passage)
            if voice is not None:
                speakers.setdefault(id(voice), (f"V{len(speakers) + 1}", voice))
            evidence.append(
                {
                    "id": self._number[place],
                    "source": passage.source,
                    "quote": passage.text,
                    "voice": [speakers[id(voice)][0]] if voice is not None else [],
                    "kind": self._kind(passage, voice),
                    "credibility": None,
                    "translation": None,
                }
            )
        for items in sections.values():
            for item in items:
                item["evidence"] = [self._number[place] for place in item["evidence"]]
        for forecast in sections["forecasts"]:
            forecast["whose"] = speakers[id(forecast["whose"])][0]
        voices = [
            {"id": number, "name": voice.name, "as_written": voice.as_written, "role": voice.role, "interest": None}
            for number, voice in speakers.values()
        ]
        return evidence, voices

    def _kind(self, passage: Passage, voice: Voice | None) -> str:
        if self._languages[passage.source] != "en":
            return "fact"
        future = cues.future(passage)
        if future >= cues.FUTURE_ENOUGH and (voice is not None or (future > 3 and cues.hedge(passage))):
            return "prediction"
        if cues.is_opinion(passage, spoken=voice is not None) and (voice is None or voice.expert):
            return "opinion"
        return "statement" if voice is not None else "fact"


def _clause(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:")


def _first_words(text: str) -> str:
    """As much of a leading sentence as a bottom line has room for; only where no shorter sentence led."""
    words = text.split()
    most = _BOTTOM_LINE_WORDS - _REPORTING_WORDS
    return text if len(words) <= most else f"{' '.join(words[:most]).rstrip(' ,;:')} …"


def _with_article(name: str) -> str:
    takes = re.match(r"United |Democratic Republic|Republic|Netherlands|European Union|Philippines", name)
    return f"the {name}" if takes or re.search(r" (?:Islands|Emirates|Republic|Territories)$", name) else name


def _in_marks(text: str) -> str:
    """*text* in quotation marks of a kind that it does not hold itself, where there is one."""
    text = " ".join(text.split())
    for opening, closing in ("“”", '""', "«»"):
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return f"“{text}”"
