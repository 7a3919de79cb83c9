"""What a quote leaves out of its sentence that turns its sense: the rules of a cut edge.

An exact quote can still say what its source does not: "back the coup", cut from "did not back the coup". A quote is
widened to its sentence, and of the words left out those that govern it are named: a negation, a denial, a condition,
a possibility, a threat or plan, an exception, an attribution. Words inside the quote are no cut.

- **English** is read clause by clause (:mod:`briefing.cuts.english`): what a negated auxiliary shares with verbs joined
  to it, where a new subject, a relative clause, a comma or a contrast ends its reach, negated subjects, conditions at
  the head and behind, inverted ones too, speakers before, behind and between commas, charges denied behind.
- **French, Spanish, Russian, Arabic, Chinese** are read by signs and conjunctions (:mod:`briefing.cuts.plain`): plain
  negations, denials, conditions, threats and attributions in the quote's own clause, conditions at the head of the
  sentence and behind the quote.
- **Any other language**: a negation among the two words before the quote (:mod:`briefing.negation`), or, where the
  language puts it there, beside the quote behind it (:mod:`briefing.cuts.trailing`).

Decided: the last noun of a list that an active verb negates ("did not enforce wage, overtime, and safety laws") is not
held to be negated, nor is a clause under "because", "after" or "who"; a quote that begins with "that" shows by itself
that somebody says it. Not seen: a negation in another sentence, irony, a headline's "Minister: …", "under the plan, …",
"the claim is that …", and a participle that looks like a past tense ("the men denied entry were …").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from briefing.cuts.cut import Cut, CutKind, has_words
from briefing.cuts.english import english_cuts
from briefing.cuts.plain import plain_cuts
from briefing.passages import Range, index_at

__all__ = ["Cut", "CutKind", "governing_cuts", "weightiest"]

_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_NOT_ARABIC = regex.compile(r"[پچژگکیہھےںٹڈڑ]")  # of Persian and Urdu
_SCRIPTS = (
    ("ru", regex.compile(r"\p{Cyrillic}")),
    ("ar", regex.compile(r"\p{Arabic}")),
    ("zh", regex.compile(r"\p{Han}")),
)
_OTHER_LETTERS = regex.compile(
    r"[\p{Hiragana}\p{Katakana}\p{Hangul}\p{Greek}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Thai}]"
)
_COMMON_WORDS = {
    code: words.split("|")
    for code, words in {
        "en": "the|of|and|to|in|that|was|for|with|on|by|from|is|are|were|had|has|have|it|its|as|at|if|not|they|he",
        "fr": "le|la|les|des|du|et|que|une|dans|est|au|aux|pour|par|sur|qui|l|d|a",
        "es": "el|la|los|las|del|y|que|una|en|por|con|su|se|al|un|es",
        "pt": "o|os|as|do|da|dos|das|e|que|uma|um|em|no|na|por|com|não|ao",
        "it": "il|lo|la|gli|del|della|dei|e|che|una|un|di|in|per|con|non|è",
        "de": "der|die|das|den|dem|des|und|von|mit|ist|nicht|ein|eine|im|zu|auf|für",
        "nl": "de|het|een|en|van|dat|in|op|te|niet|met|voor|zijn",
        "sv": "och|att|det|som|är|av|till|inte|har|ett|på|från|efter|hade|om",
        "da": "og|at|det|som|er|af|av|til|ikke|har|et|på|fra|etter|efter|havde|hadde|om",
        "tr": "ve|bir|bu|için|ile|olarak|olan|daha|gibi|kadar|değil|üç|çok|sonra|yeni|dedi",
    }.items()
}
_FOREIGN_LETTER = regex.compile(r"[^\P{L}a-zA-Z]")
_WORD = regex.compile(r"\w+")
_LANGUAGES_OF = {
    word: [code for code, words in _COMMON_WORDS.items() if word in words]
    for word in frozenset().union(*_COMMON_WORDS.values())
}
_SAMPLE = 400  # characters around a quote that tell its language


def governing_cuts(text: str, sentences: Sequence[Range], spans: Sequence[Range], language: str | None) -> list[Cut]:
    """The words of *text* that the quote at *spans* leaves out and that govern it, in the order of the text.

    *sentences* are the ranges of the text's sentences in order, *spans* those of the quote's segments. *language* is a
    code such as ``en``; where it is ``None``, or the script says otherwise, the words around the quote tell it.
    """
    found: set[Cut] = set()
    for index, (start, end) in enumerate(spans):
        sentence = _around(sentences, start, end)
        until = min(sentence[1], spans[index + 1][0]) if index + 1 < len(spans) else sentence[1]
        if not has_words(text, sentence[0], start) and not has_words(text, end, until):
            continue
        code = _language(text, start, end, language)
        if code == "en":
            found.update(english_cuts(text, sentence, (start, end), until))
        else:
            found.update(plain_cuts(text, sentence, (start, end), until, code))
    left_out = (cut for cut in found if not any(start < cut.end and cut.start < end for start, end in spans))
    return sorted(left_out, key=lambda cut: (cut.start, cut.end))


def weightiest(cuts: Sequence[Cut]) -> Cut | None:
    """The first of *cuts* that naming the speaker does not mend, else the first attribution; ``None`` of none."""
    return next((cut for cut in cuts if cut.kind != "attribution"), cuts[0] if cuts else None)


def _around(sentences: Sequence[Range], start: int, end: int) -> Range:
    first, last = sentences[index_at(sentences, start)], sentences[index_at(sentences, end - 1)]
    return min(first[0], start), max(last[1], end)


def _language(text: str, start: int, end: int, language: str | None) -> str:
    """The language to read a quote by; its script is believed before *language*."""
    quote = text[start:end][:_SAMPLE]
    if not quote.isascii():
        if 6 * len(_KANA.findall(quote)) > len(quote) or 20 * len(_NOT_ARABIC.findall(quote)) > len(quote):
            return "other"
        for code, script in _SCRIPTS:
            if 3 * len(script.findall(quote)) > len(quote):
                return code
        if _OTHER_LETTERS.search(quote):
            return "other"
    if language is not None:
        return language.lower().replace("_", "-").split("-")[0]
    around = text[max(0, start - _SAMPLE) : end + _SAMPLE][: 3 * _SAMPLE]
    around = around.replace("İ", "i").replace("ſ", "s").lower()  # capitals and long letters that lower() leaves apart
    counts = Counter(code for word in _WORD.findall(around) for code in _LANGUAGES_OF.get(word, ()))
    if not counts and _FOREIGN_LETTER.search(around):
        return "other"
    return max(_COMMON_WORDS, key=lambda code: counts[code])
