"""Words of estimative probability in running text, and what number they claim.

A brief's likelihoods are numbers, and the reader's words for them are computed. Where a drafter writes such
words all the same, they may not say something else than the number: "certainly" beside 55 is two answers.
The bands are those of ICD 203 (*Analytic Standards*), widened by what the PHIA yardstick means with the same
word, so that either scale's own words pass; "certainly" and its like claim 95 or more, "impossible" 5 or less.

English in full; French, Spanish, German, Portuguese, Italian, Russian, Arabic and Chinese by their plainest
words. Words that leave a likelihood open (may, might, could, possibly) claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

_CERTAIN, _ALMOST_CERTAIN, _VERY_LIKELY, _LIKELY = (95, 99), (95, 99), (80, 95), (55, 80)
_EVEN, _REALISTIC, _UNLIKELY, _VERY_UNLIKELY, _REMOTE = (45, 55), (40, 50), (20, 45), (5, 20), (1, 5)

_VERY = r"(?:very|highly|extremely|quite|most|overwhelmingly)"
# In order: the first that fits at a place is taken, so the longer phrase stands before the one inside it.
_PHRASES: tuple[tuple[str, tuple[int, int]], ...] = (
    (r"almost\ certainly\ (?:not|won't)|virtually\ impossible|next\ to\ impossible", _REMOTE),
    (r"(?:almost|nearly|virtually|all\ but|near)[\ -]certain(?:ly)?|almost\ surely", _ALMOST_CERTAIN),
    (r"certainly\ (?:not|won't)|impossible(?=\ that\b)|(?:is|are|seems?|remains?)\ impossible(?!\ (?:to|for)\b)"
     r"|out\ of\ the\ question|(?:almost\ )?no\ chance|remote\ (?:chance|possibility)"
     r"|(?:is|are|seems?|remains?|very|quite)\ remote(?!\w|\ (?:area|region|part|corner))", _REMOTE),
    (rf"{_VERY}\ (?:unlikely|improbable|doubtful)", _VERY_UNLIKELY),
    (rf"{_VERY}\ (?:likely|probabl[ey])", _VERY_LIKELY),
    (r"(?:roughly|about|around)\ (?:an?\ )?even(?=\ (?:chance|odds)|\b)|even\ (?:chances?|odds)|fifty[\ -]fifty"
     r"|50[-–/]50|toss-up|coin\ toss", _EVEN),
    (r"realistic\ possibility", _REALISTIC),
    (r"(?:more\ likely\ than\ not)", (50, 80)),
    (r"in\ all\ (?:likelihood|probability)", (55, 95)),
    (r"unlikely|improbabl[ey]", _UNLIKELY),
    (r"likely|probabl[ey]", _LIKELY),
    (r"(?:for|beyond)\ certain|certain(?=\ (?:to|that)\b)|certainly|definitely|undoubtedly|doubtless(?:ly)?"
     r"|(?:without|beyond|there\ is\ no|no)\ (?:any\ |a\ |reasonable\ )?doubt(?!s)|inevitably"
     r"|(?:is|are|seems?|looks?|remains?)\ inevitable|assuredly|surely|sure(?=\ to\b)"
     r"|bound(?=\ to\b)|guaranteed(?=\ to\b)|is\ (?:a\ )?certain(?:ty)?(?=\W*$|\W*[.;,])", _CERTAIN),
    # French
    (r"(?:presque|quasi(?:ment)?)[\ -]certain(?:e|es|s|ement)?", _ALMOST_CERTAIN),
    (r"très\ (?:improbables?|peu\ probables?)|hautement\ improbables?", _VERY_UNLIKELY),
    (r"très\ (?:probable(?:ment|s)?|vraisemblable(?:ment|s)?)|hautement\ probables?", _VERY_LIKELY),
    (r"peu\ (?:probables?|vraisemblables?)|improbables?|invraisemblables?", _UNLIKELY),
    (r"probable(?:ment|s)|vraisemblable(?:ment|s)?|sans\ doute", (55, 95)),
    (r"certainement|assurément|inévitable(?:ment|s)?|à\ coup\ sûr|sans\ aucun\ doute|indubitablement", _CERTAIN),
    # Spanish, Portuguese, Italian
    (r"(?:casi\ segur|quase\ cert|quasi\ cert)[oa](?:mente)?s?", _ALMOST_CERTAIN),
    (r"(?:muy|muito|molto)\ (?:improbable(?:s|mente)?|improv[aáà]vel|improbabil[ei])", _VERY_UNLIKELY),
    (r"(?:muy|muito|molto)\ (?:probable(?:s|mente)?|prov[aáà]vel(?:mente)?|probabil(?:e|i|mente))", _VERY_LIKELY),
    (r"(?:poco|pouco)\ (?:probables?|prov[aá]vel|probabil[ei])|improv[aá]ve(?:l|is)|improbabil[ei]", _UNLIKELY),
    (r"probablemente|prov[aá]vel(?:mente)?|prov[aá]veis|probabil(?:e|i|mente)", _LIKELY),
    (r"con\ toda\ seguridad|sin\ (?:ninguna\ )?duda|seguramente|ciertamente|certamente|indudablemente"
     r"|com\ certeza|sem\ dúvida|senza\ dubbio|sicuramente", _CERTAIN),
    # German
    (r"(?:fast|nahezu|so\ gut\ wie)\ sicher", _ALMOST_CERTAIN),
    (r"(?:sehr|höchst|äußerst)\ unwahrscheinlich", _VERY_UNLIKELY),
    (r"(?:sehr|höchst)\ ?wahrscheinlich", _VERY_LIKELY),
    (r"unwahrscheinlich", _UNLIKELY),
    (r"wahrscheinlich|voraussichtlich", _LIKELY),
    (r"mit\ Sicherheit|sicherlich|zweifellos|zweifelsohne|unvermeidlich|bestimmt(?=\ \w+(?:en|t)\b)", _CERTAIN),
    # Russian
    (r"почти\ наверняка|почти\ несомненно", _ALMOST_CERTAIN),
    (r"(?:крайне|очень|весьма)\ маловероятн\w+", _VERY_UNLIKELY),
    (r"(?:весьма|очень|крайне|скорее\ всего|высоко)\ ?вероятн\w+", _VERY_LIKELY),
    (r"маловероятн\w+|вряд\ ли|едва\ ли", (5, 45)),
    (r"вероятно|вероятн(?:ый|ая|ое|ые)|скорее\ всего", (55, 95)),
    (r"наверняка|несомненно|безусловно|неизбежно|непременно", _CERTAIN),
    # Arabic, Chinese
    (r"من\ شبه\ المؤكد|شبه\ مؤكد", _ALMOST_CERTAIN),
    (r"من\ غير\ المرجح|من\ المستبعد|غير\ محتمل", (5, 45)),
    (r"من\ المرجح|من\ المحتمل\ جدا", (55, 95)),
    (r"بالتأكيد|لا\ محالة|حتما|بلا\ شك", _CERTAIN),
    (r"几乎(?:可以)?(?:肯定|确定)|幾乎(?:可以)?(?:肯定|確定)", _ALMOST_CERTAIN),
    (r"(?:极|極|非常|很)不(?:可能|太可能)|不大可能|不太可能", (5, 45)),
    (r"极有可能|極有可能|很可能|非常可能|很有可能|大概率", (55, 95)),
    (r"必然|必定|肯定(?=会|會|将|將)|一定(?=会|會)|毫无疑问|毫無疑問|无疑|無疑", _CERTAIN),
)  # fmt: skip
# One of these stands in whatever a phrase above matches: a text without them claims nothing, and is told at a glance.
_STEMS = (
    "likel probab cert sure impossib remote chance doubt even 50 fifty toss realistic question definitely inevitabl"
    " bound guaranteed assur vraisemblabl dout coup indubita segur prov ciert duda dubbio sicur sicher wahrscheinlich"
    " voraussichtlich zweifel unvermeidlich bestimmt"
).split()
_FOREIGN_STEMS = (
    "inévitab dúvida наверняка несомненно вероятн вряд едва скорее безусловно неизбежно непременно"
    " مؤكد المرجح المستبعد محتمل بالتأكيد محالة حتما شك 几乎 幾乎 可能 概率 必然 必定 肯定 一定 疑"
).split()
_UNSPACED = r"\p{Han}\p{Arabic}"
_ANY = regex.compile(
    r"(?:(?<![\w-])|(?<=[" + _UNSPACED + r"]))(?:"
    + "|".join(f"(?P<p{at}>{phrase})" for at, (phrase, _) in enumerate(_PHRASES))
    + r")(?:(?![\w-])|(?=[" + _UNSPACED + r"]))",
    regex.VERBOSE | regex.IGNORECASE,
)  # fmt: skip

# "the likely successor": it tells what sort of successor, and claims nothing of the sentence.
_OF_A_NOUN = regex.compile(
    r"(?<!\w)(?:the|an?|its|his|her|their|our|any|some|no|two|three|several|other|these|those)\s+(?:\w+\s+)?$",
    regex.IGNORECASE,
)
_ADJECTIVES = regex.compile(r"(?:\w+ )?(?:un)?likely|(?:\w+ )?(?:im)?probable|inevitable|impossible", regex.IGNORECASE)
_NEGATED = regex.compile(
    r"(?:\b(?:not|never|cannot|no\ longer|hardly|neither|nor|far\ from)|n['’]t)\s+(?:\w+\s+){0,2}$", regex.IGNORECASE
)
_PLAIN = regex.compile(r"(?:un)?likely|(?:im)?probable", regex.IGNORECASE)

_CONFIDENCE = regex.compile(
    r"""(?<!\w)(?:
        (?:low|moderate|medium|high|great|strong|full|little|limited|some|more|less|greater|our|analytic)\s+confidence
            (?!\s+(?:vote|motion|interval|building))
      | confidence\ (?:is|in\ this|level)
      | with\ confidence | (?:we|analysts?)\ are\ (?:\w+\ )?confident | confident(?=\ that\b)
      | (?:confiance|confianza|confiança|fiducia)\ (?:faible|modérée|élevée|baja|moderada|alta|baixa|bassa|moderata)
      | (?:niedrig|mittler|hoh|gering)\w*\ (?:Konfidenz|Zuversicht|Vertrauensgrad\w*)
      | (?:низк|умеренн|высок)\w+\ (?:степень\w*\ )?(?:уверенност\w+|достоверност\w+)
    )(?!\w) | (?:低|中等|高)(?:度)?(?:置信|信心)""",
    regex.VERBOSE | regex.IGNORECASE,
)  # fmt: skip
_CONFIDENCE_STEMS = "confiden confian fiducia konfidenz zuversicht vertrauens уверенност достоверност 置信 信心".split()
"""The same for words of confidence."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A likelihood claimed in words: the words, and the closed range of whole per cents they stand for."""

    words: str
    low: int
    high: int

    def fits(self, probability: float) -> bool:
        """Whether a probability (per cent) is one that the words could stand for."""
        return self.low <= probability <= self.high


def estimates(text: str) -> Iterator[Estimate]:
    """The likelihoods that *text* claims in words, in order; quotations in it are the caller's to leave out.

    A plain negation turns one round ("not likely" claims 20 to 45); another negated one claims nothing, and
    neither does one that only describes a noun ("the likely successor").
    """
    folded = _folded(text)
    stems = _STEMS if folded.isascii() else [*_STEMS, *_FOREIGN_STEMS]
    if not any(stem in folded for stem in stems):
        return
    for found in _ANY.finditer(text):
        words, before = found[0], text[max(0, found.start() - 40) : found.start()]
        if _ADJECTIVES.fullmatch(words) and _OF_A_NOUN.search(before):
            continue
        low, high = _PHRASES[int((found.lastgroup or "p0")[1:])][1]
        if _NEGATED.search(before):
            if not _PLAIN.fullmatch(words):
                continue
            words, low, high = f"not {words}", 100 - high, 100 - low
        yield Estimate(words, low, high)


def confidence_words(text: str) -> str | None:
    """The words in *text* that say how good the grounds are ("moderate confidence"), or None."""
    found = _CONFIDENCE.search(text) if may_tell_confidence(text) else None
    return found[0] if found else None


def may_tell_confidence(text: str) -> bool:
    """Whether some part of *text* could have words for :func:`confidence_words`; most have not, told at a glance."""
    folded = _folded(text)
    return any(stem in folded for stem in _CONFIDENCE_STEMS)


def _folded(text: str) -> str:
    """*text* in small letters as a pattern that knows no capitals sees them: for it İ is an i."""
    return text.lower() if text.isascii() else text.replace("İ", "i").casefold()
