"""Lies about what a source says: real passages altered in every malign way, cut at the wrong edge, or made up.

Each takes the material and gives the honest passage and the false quote; None where the sources have nothing
to make it of. A false quote never stands in the sources as it is, but for those that are cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.lying_material import HIDDEN, VERBS, Material, Passage

Altered = tuple[Passage, str]
Alter = Callable[[Material], Altered | None]

_AUXILIARY = r"(?:did|does|do|was|were|is|are|has|have|had|could|would|will|should|may|can|must)"
_ENOUGH = r".{20,}"


def _rewrite(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Alter:
    """Passages in which *pattern* stands, with its first place rewritten."""
    compiled = re.compile(pattern)

    def alter(material: Material) -> Altered | None:
        found = [
            p for p in material.passages if (changed := compiled.sub(replacement, p.text, 1)) != p.text and changed
        ]
        passage = material.pick(found)
        return passage and (passage, re.sub(r"\s+", " ", compiled.sub(replacement, passage.text, 1)).strip())

    return alter


def _cut(pattern: str) -> Alter:
    """Passages that *pattern* matches, cut down to its first group, word for word."""
    compiled = re.compile(pattern)

    def alter(material: Material) -> Altered | None:
        found = [(p, cut[1]) for p in material.passages if (cut := compiled.search(p.text)) and _is_long(cut[1])]
        return material.pick(found)

    return alter


def _is_long(quote: str) -> bool:
    return len(quote.split()) >= 4 and sum(map(str.isalpha, quote)) >= 16


def _other_digit(found: re.Match[str]) -> str:
    place = found.end() - found.start() - 1
    digits = found[0]
    return f"{digits[:place]}{(int(digits[place]) + 3) % 10}"


def word_substituted(material: Material) -> Altered | None:
    """One plain word stands in the place of another."""
    words = sorted({word for p in material.passages for word in p.text.split()[1:] if word.isalpha() and len(word) > 5})
    passage = material.pick(material.passages)
    if passage is None:
        return None
    mine = [word for word in passage.text.split()[1:] if word in words and word.islower()]
    old, new = material.pick(mine), material.pick([word for word in words if word.islower() and word not in mine])
    return (passage, re.sub(rf"\b{old}\b", new, passage.text, count=1)) if old and new else None


def entity_swapped(material: Material) -> Altered | None:
    """Another name of the report stands in the place of one."""
    passage = material.pick(material.named)
    if passage is None:
        return None
    old = material.random.choice(passage.names)
    new = material.pick([name for name in material.names if name not in passage.text and old not in name])
    return (passage, passage.text.replace(old, new, 1)) if new else None


def silent_cut(material: Material) -> Altered | None:
    """Two or three words in the middle are gone, and nothing marks it."""
    passage = material.pick(material.passages)
    if passage is None:
        return None
    words = passage.text.split()
    at = material.random.randrange(3, len(words) - 4)
    return passage, " ".join(words[:at] + words[at + material.random.choice((1, 2)) :])


def splice(material: Material) -> Altered | None:
    """The head of one sentence and the tail of another are one sentence."""
    one, other = material.pick(material.passages), material.pick(material.passages)
    if one is None or other is None or one == other:
        return None
    return one, " ".join(_halves(one)[0] + _halves(other)[1])


def ellipsis_reversed(material: Material) -> Altered | None:
    """The second half comes first."""
    passage = material.pick(material.passages)
    if passage is None:
        return None
    head, tail = (" ".join(half) for half in _halves(passage))
    tail = tail.rstrip(".")
    # Where the report repeats itself, that order may be its own.
    repeated = any(material.text.count(half) > 1 for half in (head, tail))
    return None if repeated else (passage, f"{tail} … {head}")


def ellipsis_far_apart(material: Material) -> Altered | None:
    """A head and a tail from quite another part of the report are joined."""
    early, late = material.passages[: len(material.passages) // 3], material.passages[-len(material.passages) // 3 :]
    one, other = material.pick(early), material.pick([passage for passage in late if passage not in early])
    if one is None or other is None or one.source != other.source:
        return None
    between = material.sources[one.source].text.partition(one.text)[2].partition(other.text)[0]
    if between.count("\n\n") < 2:
        return None
    return one, f"{' '.join(_halves(one)[0]).rstrip(',;')} … {' '.join(_halves(other)[1])}"


def _halves(passage: Passage) -> tuple[list[str], list[str]]:
    words = passage.text.split()
    return words[: len(words) // 2], words[len(words) // 2 :]


def fabricated(material: Material) -> Altered | None:
    """A sentence about somebody real that nobody wrote."""
    passage = material.pick(material.named)
    if passage is None:
        return None
    name = material.random.choice(passage.names)
    deed = material.random.choice(("paid a rival to keep silent", "gave the order in secret", "burned the records"))
    return passage, f"In private, {name} {deed} before anybody could object."


def other_article(material: Material) -> Altered | None:
    """A real sentence, of a report that was not given."""
    passage = material.pick(material.passages)
    # Reports of one series share sentences that differ in a mark alone.
    own = re.sub(r"\W+", " ", material.text).casefold()
    foreign = [text for text in material.elsewhere if re.sub(r"\W+", " ", text).casefold() not in own]
    stranger = material.pick(foreign)
    return (passage, stranger) if passage and stranger else None


def hidden_text(material: Material) -> Altered | None:
    """What stands in the report where no reader sees it."""
    passage = material.pick(material.passages)
    return passage and (passage, HIDDEN)


def trivially_short(material: Material) -> Altered | None:
    """Too few words to mean anything."""
    passage = material.pick(material.passages)
    return passage and (passage, " ".join(passage.text.split()[2 : 2 + material.random.choice((1, 2))]))


def number_cut(material: Material) -> Altered | None:
    """The quote begins inside a number."""
    found = [(p, n) for p in material.passages if (n := re.search(r"\d[.,]?(\d[\d.,]* \D{20,}$)", p.text))]
    chosen = material.pick(found)
    return chosen and (chosen[0], chosen[1][1])


_HEDGES = r"\b(?:reportedly|allegedly|generally|usually|partially|probably|sometimes|often|some|most|several|credible) "
_DENIAL = r"\b(?:refused|failed|declined|neglected) to "
_THREAT = r"\b(?:threatened|vowed|promised|pledged|offered) to "
_NO_CONDITION = "".join(f"(?<!{word} )" for word in ("even", "as", "asked", "determine", "whether"))
_CONDITION = rf"(?:{_NO_CONDITION}if|unless|provided that|on condition that|as long as|only if|only when)"
_SPEAKER = rf"(?:[A-Z][\w'’-]+|[a-z]+) {VERBS}"

ALTERED: dict[str, Alter] = {
    "negation dropped": _rewrite(rf"\b({_AUXILIARY}) (?:not|never) ", r"\1 "),
    "negation dropped (no)": _rewrite(r"\b(was|were|is|are|had|has|have) no ", r"\1 "),
    "negation added": _rewrite(rf"\b({_AUXILIARY}) (?!not|no\b|never)(?=[a-z])", r"\1 not "),
    "number changed": _rewrite(r"\b\d[\d.,]*(?<=\d)", _other_digit),
    "modality strengthened": _rewrite(r"\b(?:may|might|could|should|would) (?!not)", "will "),
    "hedge dropped": _rewrite(_HEDGES, ""),
    "word substituted": word_substituted,
    "entity swapped": entity_swapped,
    "silent cut": silent_cut,
    "splice without ellipsis": splice,
    "ellipsis reversed": ellipsis_reversed,
    "ellipsis over a negation": _rewrite(rf"(?<=\w\w\w\w) ({_AUXILIARY}) (?:not|never) (?={_ENOUGH})", r" \1 … "),
    "ellipsis over auxiliary and negation": _rewrite(
        rf"(?<=\w\w\w\w) {_AUXILIARY} (?:not|never) (?={_ENOUGH})", " [...] "
    ),
    "ellipsis over a negation, deeper": _rewrite(rf" \w+ \w+ {_AUXILIARY} (?:not|never) (?={_ENOUGH})", " . . . "),
    "ellipsis over a denial or threat": _rewrite(rf" (?:{_DENIAL}|{_THREAT})(?={_ENOUGH})", " … "),
    "ellipsis joining far apart": ellipsis_far_apart,
    "bracketed word put in": _rewrite(rf"\b({_AUXILIARY}) (?=[a-z])", r"\1 [secretly] "),
    "bracketed word exchanged": _rewrite(r"\b(?:may|might|could|should|would|did|was|were)\b(?! not)", "[will]"),
    "fabricated sentence": fabricated,
    "passage of another article": other_article,
    "hidden text": hidden_text,
    "trivially short": trivially_short,
    "cut inside a number": number_cut,
}
"""What the look-up itself has to refuse."""

CUT: dict[str, Alter] = {
    "head cut after a negation": _cut(rf"\b{_AUXILIARY} (?:not|never) (.+)$"),
    "head cut after “there was no”": _cut(r"\b[Tt]here (?:was|were|is|are) no (.+)$"),
    "head cut after a denial": _cut(rf"{_DENIAL}(.+)$"),
    "head cut after a threat": _cut(rf"{_THREAT}(.+)$"),
    "head cut after a reporting verb": _cut(rf"\b{_SPEAKER} (?:(?:reporters|the \w+) )?that (.+)$"),
    "head cut after a negated subject": _cut(r"^(?:No|Few|Hardly any|Neither|None of) (.+)$"),
    "head cut after “hardly”": _cut(r"\b(?:hardly|rarely|seldom|no longer|barely) (.+)$"),
    "head cut after a charge": _cut(r"\b(?:accused|suspected|acquitted) (?:[\w'’]+ ){1,4}of ((?!the )\w+ing .+)$"),
    "head cut after “whether”": _cut(r"\bwhether (.+)$"),
    "head cut after a modal": _cut(r"\b(?:may|might) ((?!not|have|be)[a-z]+ .+)$"),
    "tail cut before an exception": _cut(r"^([^,;]{25,}),? (?:except|with the exception of|but not) .+$"),
    "head cut after a condition": _cut(r"^(?:If|Unless|Provided that) [^,]+, (.+)$"),
    "tail cut before a condition": _cut(rf"^([^,;]{{25,}}?),? {_CONDITION} .+$"),
    "tail cut before an attribution": _cut(
        rf"^((?!According)[^;]{{25,}}), (?:according to [^,;]+|(?:the|an?|[A-Z]\w+) (?:[\w'’]+ ){{0,3}}{VERBS})\.$"
    ),
}
"""What stands in the source word for word, and means something else than the sentence that it was cut from."""
