"""What stands between two named actors, where a verb says it plainly; the summary is the sentence's clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.names import Mention, NameIndex
from briefing.extract.reading import Passage

_FORCES = (
    r"(?:\w+ ){0,4}(?:troops|soldiers|forces|fighters|mercenaries|trainers|instructors|personnel|warships|police|"
    r"guards|officers|advisers|advisors|peacekeepers)"
)
# The words between two names, what they mean, and how the matter stands when the verb is in the indicative.
_BETWEEN: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind, status)
    for pattern, kind, status in (
        (r"^threaten(?:s|ed)?(?: to \w+(?: \w+)?)?(?: against| with)?$", "threat", "threatened"),
        (r"^(?:expel(?:s|led)|ejected|kicked out)$", "expulsion", "ended"),
        (
            r"^(?:cut|cuts|severed|suspended|ended|broke off|froze|halted|withdrew)\b.*\b(?:aid|ties|relations|"
            r"cooperation|"
            r"assistance|support|troops|forces|pacts?|agreements?|talks|funding)\b.*\b(?:to|with|from|for|in|between)$",
            "cooperation or aid cut",
            "ended",
        ),
        (
            rf"^(?:deploy(?:s|ed)|sent|sends|stationed|has deployed|have deployed|has sent|have sent)\b {_FORCES}.*"
            r"\b(?:in|to|into|across)(?: \w+)?$",
            "forces deployed",
            "in_force",
        ),
        (
            r"^(?:said (?:it|they) )?(?:will|would|plans? to) (?:suspend|end|halt|cut|sever|freeze|cancel|break off)\b"
            r".*\b(?:to|with|from|in)$",
            "cooperation or aid cut",
            "announced",
        ),
        (r"^(?:has|have|had)? ?(?:signed|concluded|sealed)\b.*\bwith$", "agreement", "in_force"),
        (r"^(?:agreed|reached|struck)\b.*\bwith$", "agreement", "announced"),
        (
            r"^(?:imposed|imposes|has imposed|have imposed|announced)\b.*\bsanctions\b.*\b(?:on|against)$",
            "sanctions",
            "in_force",
        ),
        (r"^sanctioned$", "sanctions", "in_force"),
        (
            r"^(?:invaded|attacked|bombed|struck|shelled|annexed|has invaded|has attacked|launched)\b(?:.*\b(?:on|"
            r"against|into|"
            r"at))?$",
            "armed attack",
            "in_force",
        ),
        (r"^(?:accused|accuses|has accused|have accused|blamed|blames|alleged)$", "accusation", "alleged"),
        (
            r"^(?:backs|backed|supports|supported|arms|armed|supplies|supplied|funds|funded|finances|has backed|has "
            r"supported|back|support)$",
            "support",
            "in_force",
        ),
        (
            r"^(?:cooperat\w+|worked|works|partnered|coordinated|has cooperated) (?:closely )?with$",
            "cooperation",
            "in_force",
        ),
        (r"^(?:met|held talks|holds talks|negotiated|spoke|is negotiating|discussed)\b.*\bwith$", "talks", "in_force"),
        (r"^(?:condemned|criticized|criticised|denounced|has condemned)$", "condemnation", "in_force"),
        (r"^(?:ousted|overthrew|toppled|deposed|removed)$", "overthrow", "ended"),
        (r"^(?:arrested|detained|jailed|sued|indicted|charged|convicted)$", "legal action", "in_force"),
        (r"^(?:welcomed|hosts|hosted)$", "welcome", "in_force"),
        (r"^(?:acquired|bought|acquires|is buying|took over)$", "acquisition", "in_force"),
        (r"^(?:,? an?|is an?|remains an?|was an?) (?:\w+ )?(?:ally|partner|rival|member) of$", "alignment", "in_force"),
        (r"^(?:has |have )?(?:also )?inserted itself into$", "presence", "in_force"),
        (
            r"^(?:said (?:\w+ )?)?(?:it |they )?(?:will|would|plans? to|agreed to|intends? to|"
            r"announced plans? to)\b.*\b(?:"
            r"cooperat\w+|agreement|aid|partnership|support|ties|talks)\b.*\b(?:with|to)$",
            "planned cooperation",
            "announced",
        ),
    )
)
_NEGATED = re.compile(r"\b(?:not|never|no|n't|denied|refused|declined|without)\b|n't\b", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"[;:“”\"]|, (?:but|and|which)")
_NO_SUBJECT_AFTER = (w.PREPOSITIONS - {"since", "after", "as"}) | {"if", "that", "whether", "unless"}
_ADVERB = re.compile(rf"^(?:{'|'.join(sorted(w.ADVERBS))})\s+")
_LONGEST = 14  # words between two names; beyond, the second is seldom the object of the verb


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as the sentence gives it."""

    subject: str
    object: str
    kind: str
    status: str
    summary: str
    passage: Passage


def relations_in(passage: Passage, names: NameIndex) -> list[Relation]:
    """The plain relations that *passage* tells, in its order; none from a negated or a merely supposed one."""
    mentions = [mention for mention in names.mentions(passage) if names.entity(mention).acts]
    found: list[Relation] = []
    for at, subject in enumerate(mentions):
        if subject.possessive or subject.governor in _NO_SUBJECT_AFTER or not subject.asserted:
            continue
        for other in mentions[at + 1 :]:
            if other.key != subject.key and (relation := _between(passage, subject, other, names)):
                found.append(relation)
                break
    return found


def _between(passage: Passage, subject: Mention, other: Mention, names: NameIndex) -> Relation | None:
    text = passage.text
    between = " ".join(text[subject.end : other.start].split())
    between = re.sub(r" (?:the|its|his|their|neighbou?ring)$", "", between)
    if other.title:
        between = between.removesuffix(other.title).rstrip()
    # "called it … and cut aid to": the second verb has the same subject, and stands outside the quotation.
    second = re.search(r"[\"”,] and (?!\w+ said)([^\"“”,]+)$", between)
    between = second.group(1) if second else between
    if not between or len(between.split()) > _LONGEST or _NEGATED.search(between):
        return None
    if passage.quoted(subject.start) != passage.quoted(other.start) or _OTHER_CLAUSE.search(between):
        return None
    bare = _ADVERB.sub("", between)
    for pattern, kind, status in _BETWEEN:
        if pattern.search(bare):
            if re.search(r"\b(?:could|might|may|would|if)\b", bare) and status != "announced":
                return None
            end = _summary_end(passage, other.end)
            return Relation(
                names.entity(subject).name, names.entity(other).name, kind, status, text[subject.start : end], passage
            )
    return None


# Not the point or the comma inside a number.
_SUMMARY_STOP = re.compile(r"[,;:](?!\d)|[\"“”]|\.\s|\.$|(?<=\w) (?:but|while|sparking|after which)\b")


def _summary_end(passage: Passage, position: int) -> int:
    stop = _SUMMARY_STOP.search(passage.text[position:])
    end = position + stop.start() if stop else len(passage.text)
    words = passage.text[:end].split(" ")
    while words and words[-1].lower() in w.PREPOSITIONS | {""}:
        words.pop()
    return len(" ".join(words).rstrip())
