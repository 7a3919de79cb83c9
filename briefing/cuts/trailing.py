"""Negations that stand behind what they negate, in languages that have no table of their own.

A quote that ends before one says the opposite of its sentence: "Der Minister unterstützt den Streik", of "… nicht".
Counted is what stands beside the quote, in its own clause: a sign, a conjunction or a relative word before the negation
begins another. Where a language negates before the verb alone, what stands behind a quote is the next clause's.
"""

from __future__ import annotations

import regex

_SIGNS = " \n\"'”’»“‘」』"
_CLOSING = rf"[{_SIGNS}]*"


def _germanic(negations: str, others: str, where: str, but: str) -> regex.Pattern[str]:
    """*negations* beside the quote or one word behind, but for *others* that begin a clause or a phrase of their own.

    Nor counts "not in the north, but …", a phrase with one of *where* up to a comma and *but*: the verb holds.
    """
    between = rf"(?:(?!(?:{'|'.join(others.split())})\b)[\p{{L}}\p{{M}}-]+\s+)?"
    elsewhere = rf"\s+(?:{where})\s[^.;:,]+,\s*{but}\b"
    return regex.compile(rf"{_CLOSING}{between}(?P<negation>{negations})\b(?!{elsewhere})", regex.I)


_NORDIC = "aldrig|aldri|ikke|ikkje|inte|ej"
_NORDIC_OTHERS = """och og men eller som der at att hvis om när når da då fordi eftersom medan mens selv samt for för så
    utan uten trots tross den det de en ett et ei av af fra från"""
_NORDIC_WHERE = "i|på|av|af|for|för|med|mot|mod|til|till|fra|från|etter|efter"
_PATTERNS = {
    "de": _germanic(
        r"nicht(?!\s+(?:nur|allein|bloß|zuletzt|minder|weniger)\b)|nie(?!\s+zuvor)|niemals|keineswegs|keinesfalls"
        r"|mitnichten|kein(?:e[nmrs]?)?(?!\s+(?:\p{L}+\s+){1,2}(?:nach|später|vor|zuvor)\b)",
        """und oder aber sondern doch jedoch denn wie als wenn weil dass ob obwohl während falls der die das den dem des
        ein eine einen einem einer eines von vom trotz wegen mit bei für durch in im an am auf aus zu zur zum""",
        "wegen|aus|in|im|an|am|auf|durch|mit|für|gegen|um|bei|nach|vor|seit|von|zu|zur|zum",
        "sondern",
    ),
    "nl": _germanic(
        r"niet(?!\s+(?:alleen|slechts|enkel|in\s+de\s+laatste|minder)\b)|nooit|geenszins"
        r"|geen(?!\s+\p{L}+\s+(?:later|na)\b)",
        """en of maar want als dan toen omdat terwijl hoewel dat die wie wat waar om de het een van voor met bij door in
        op te""",
        "in|door|om|wegens|vanwege|uit|op|met|voor|tegen|bij|na|naar",
        "maar",
    ),
    "sv": _germanic(
        rf"(?:{_NORDIC})(?!\s+(?:bara|endast|enbart|minst|mindre)\b)", _NORDIC_OTHERS, _NORDIC_WHERE, "utan"
    ),
    "da": _germanic(
        rf"(?:{_NORDIC})(?!\s+(?:bare|kun|blot|alene|minst|mindst|mindre)\b)", _NORDIC_OTHERS, _NORDIC_WHERE, "men"
    ),
    "tr": regex.compile(
        _CLOSING + r"(?:(?!(?:ve|veya|ama|fakat|ancak|çünkü|ki|ile|için)\b)\p{L}+\s+)?"
        r"(?P<negation>değil\p{L}*|yok(?:tu|tur|sa)?\b"
        # The suffix, in a verb that ends its clause.
        r"|\p{L}{2,}m(?:[ae]d[ıi](?:ğ\p{L}+|[mnk]|l[ae]r)?|[ae]m[ıi]ş\p{L}{0,4}|[ae]y[ae]c[ae][kğ]\p{L}*"
        r"|[ıiuü]yor\p{L}{0,4}|[ae]z(?:l[ae]r|d[ıi])?|[ae]mal[ıi]\p{L}{0,4})"
        r"(?=\s*(?:[.!?;,:]|$)|\s+(?:söyle|belirt|açıkla)))",
        regex.I,
    ),
}
_PATTERNS["no"] = _PATTERNS["nb"] = _PATTERNS["nn"] = _PATTERNS["da"]
_PATTERNS["other"] = regex.compile(
    rf"""{_CLOSING}(?:
        # Hindi, Urdu, Bengali
        (?:(?!(?:और|या|लेकिन|मगर|पर|जो|कि|क्योंकि|जबकि|اور|یا|لیکن|مگر|جو|کہ|এবং|কিন্তু|বা|যে)\b)[\p{{L}}\p{{M}}]+\s+)?
            (?P<negation>नहीं|نہیں|(?:না|নয়|নেই|নি)(?![\p{{L}}\p{{M}}])|[\p{{Bengali}}]+নি(?![\p{{L}}\p{{M}}]))
        # Korean: what describes a noun that follows, "without" and "not only" are none
      | (?:(?!(?:그러나|하지만|그리고|또는)\s)\p{{Hangul}}+\s+)?
            (?P<negation>(?:않|없(?!이)|아니(?!면)|아닌|아닙|못하|못했|못한)(?![은는을]\s+(?!것|거|셈|듯|바\b))\p{{Hangul}}*)
        # Japanese: the end of the verb itself
      | (?!\p{{Hiragana}}*?(?:まもな|だけでな|ばかりでな|かもしれ|なければな|なくてはな|しかな|ではないか))
            (?P<negation>\p{{Hiragana}}{{0,6}}?(?:ない|なかっ|ません|なく|なけれ|せず|ずに))
        # Thai: that it could not be done
      | (?P<negation>ไม่(?:ได้|สำเร็จ|ไหว|ทัน)(?!\p{{Thai}}))
    )""",
    regex.VERBOSE,
)
_NOT_ONLY = regex.compile(r"(?:뿐만?|\b(?:sadece|yalnız|yalnızca)\b[^,.;]*)\s*$", regex.I)
"""With a negation behind the quote, "not only"."""
_ENDED = regex.compile(
    r"(?:지만|으나|면서|는데|은데|하며|되며|다|[하되]고(?!\|\s*(?:있|싶|하))|[했됐였있]고|[たるいすんだ]が|ので|けれども?|けど)\|"
)
"""An ending of a quote that closes its clause, before the bar; what is behind it is another."""


def negation_behind(left: str, right: str, language: str) -> tuple[int, int] | None:
    """Where in *right*, what follows a quote, a word stands that negates it; *left* ends with the quote."""
    pattern = _PATTERNS.get(language)
    found = pattern.match(right) if pattern is not None else None
    if found is None or _NOT_ONLY.search(left) or _ENDED.search(f"{left.rstrip(_SIGNS)}|{right}"):
        return None
    return found.span("negation")
