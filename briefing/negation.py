"""Whether words begin with a negation, in the languages that reports are most often written in.

The tables hold particles, pronouns and adverbs that negate by themselves; verbs of denial are not among
them. No language is asked for: a word is listed only where it is rare as a word of something else.
"""

from __future__ import annotations

from itertools import islice

import regex

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]+(?:'[\p{L}\p{M}]+)*")
_MARKS = regex.compile(r"\p{M}+")
_VOWELS_ARE_MARKS = regex.compile(r"[\p{Arabic}\p{Hebrew}]")
_LOOKED_AT = 200  # characters; two words are never longer

_NEGATIONS = frozenset(
    # English, and the contractions whose apostrophe a text may lack
    "not no never none nobody nothing nowhere neither nor cannot without hardly scarcely barely rarely seldom "
    "dont doesnt didnt wont wouldnt cant couldnt shouldnt isnt arent wasnt werent hasnt havent hadnt "
    # French, Spanish, Portuguese, Italian, German, Dutch
    "ne pas jamais aucun aucune ni non rien sans personne nul nulle nunca jamás tampoco ningún ninguno ninguna "
    "ningunos ningunas nadie nada sin não sem nem nenhum nenhuma ninguém né mai nessuno nessuna nulla senza nicht "
    "kein keine keinen keiner keinem keines nie niemals ohne weder niemand nichts niet geen nooit zonder niets "
    # Swedish, Norwegian, Danish, Finnish, Estonian, Hungarian, Romanian, Turkish
    "inte aldrig ingen inget inga utan ikke aldri uten uden ei eivät ilman nem soha nincs nélkül niciodată fără "
    "nimeni değil yok olmadan "
    # Polish, Czech, Slovak, Croatian, Serbian
    "nigdy nikt żaden żadna żadne bez nikdy nikdo žádný žádná žádné není nije nisu nikad nikada nema ništa "
    # Russian, Ukrainian, Bulgarian, Serbian
    "не ни нет никогда без никто ничего нельзя никакой никакая никакие никаких немає жоден ні ніколи няма нито није "
    # Greek
    "δεν δε μη μην όχι χωρίς ποτέ κανείς κανένας καμία κανένα ούτε δίχως τίποτα "
    # Arabic, Persian, Urdu, Hebrew
    "لا لم لن ليس ليست ليسوا لسنا غير دون بدون عدم نه نیست بدون نہیں نہ بغیر לא אין בלי אינו אינה אינם אינן מעולם "
    # Hindi, Bengali; Vietnamese, Indonesian and Malay
    "नहीं मत न बिना না নয় নেই không chưa chẳng đừng tidak bukan belum tanpa jangan "
    # Korean
    "안 못 결코 전혀".split()
)
# Arabic and Hebrew write "and", "so", "that" or "with" as one word with what follows.
_PROCLITICS = frozenset("وفبאושהכלב")
_KOREAN = ("않", "없", "아니", "아닌", "아닙", "못하", "못했", "말라", "말아")
# Where no spaces part the words, a negation among the first characters counts.
_UNSPACED = regex.compile(
    r"""[\W_]*(?:
        \p{Han}{0,2}?(?:没|沒|毋|勿|無|无(?!线|人机)|未(?!来|來|必)|非(?!洲|常|裔)|莫(?!斯科|桑比克|迪)|(?<!是|能|可)否
                       |(?<![特分区级性类])[别別](?![国國的人处處墅])|不(?!过|過|久|断|斷|仅|僅|只|但|丹))
      | \p{Han}{0,3}\p{Hiragana}{0,3}?(?:(?<![少危])ない|なかっ|なく|なけれ|ません|せず|ずに)
      | \p{Thai}{0,6}?(?:ไม่|มิได้|ไร้|ปราศจาก|อย่า)
      | \p{Lao}{0,6}?ບໍ່ | \p{Khmer}{0,6}?(?:មិន|គ្មាន|ពុំ)
    )""",
    regex.VERBOSE,
)


def begins_with_negation(words: str) -> bool:
    """Whether one of the first two of *words* (folded text) negates.

    The first two words, since a negation further on belongs to the words left out: refusing any in the gap
    would cost honest quotes. ``tests/test_quotes_dev.py`` holds both against quotes that nobody here wrote.
    """
    words = words[:_LOOKED_AT]
    head = [match[0].lower() for match in islice(_WORD.finditer(words), 2)]
    return any(map(_negates, head)) or _UNSPACED.match(words) is not None


def _negates(word: str) -> bool:
    if word.startswith("n'") or word.endswith("n't") or word.startswith(_KOREAN):
        return True
    # The vowel signs of Arabic and Hebrew are optional; elsewhere marks belong to the letter.
    bare = _MARKS.sub("", word) if _VOWELS_ARE_MARKS.match(word) else word
    if bare in _NEGATIONS or (bare[:1] in _PROCLITICS and bare[1:] in _NEGATIONS):
        return True
    return "'" in bare and any(part in _NEGATIONS for part in bare.split("'"))
