"""In which language a text is, told by its script or its function words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_WORDS = {
    "en": "the of and to in that is was for with on by from has have are said it not",
    "fr": "le la les des et en du une est dans que pour qui sur par pas au aux avec selon",
    "es": "el la los las de y en que una del por con para se su es al como más según",
    "pt": "o a os as de e em que uma do da para com não se por dos no na",
    "de": "der die das und in den von zu mit ist auf für nicht ein eine dem des sich im laut",
    "it": "il la le di e che in un una del della per con non si sono al da nel secondo",
    "nl": "de het een en van in is dat op te voor zijn niet aan er om",
    "sv": "och i att en som det är på av för med den till inte har de ett",
    "pl": "i w na z do nie się że jest to o jak po od przez dla oraz",
    "tr": "ve bir bu da de için ile olarak çok olan daha gibi en",
    "id": "yang dan di untuk dengan dari ini pada tidak dalam akan itu oleh",
    "fi": "ja on ei että se hän oli ovat mukaan joka kun myös sekä",
    "cs": "se na je že do od ve jsou byl který aby jako podle",
    "hu": "az és hogy nem egy volt szerint csak még meg",
    "ro": "și în la cu nu din care este pentru către",
    "da": "og er det på til af ikke der har som blev",
    "hr": "je da se na za su od koji nije što",
    "lt": "ir kad su iš bet yra buvo apie dėl",
    "lv": "un ir ka no ar par bija kas",
    "et": "ja on ei et see oli ning kui",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo cha huo",
}
FUNCTION_WORDS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_LANGUAGES_OF = {
    word: tuple(code for code, known in FUNCTION_WORDS.items() if word in known)
    for word in frozenset().union(*FUNCTION_WORDS.values())
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("uk", re.compile(r"[іїєґ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_SCRIPT_SHARE = {"uk": 0.02, "ja": 0.05, "fa": 0.02}


def language_of(text: str) -> str:
    """The language of *text* as a code, from its script or its function words; ``en`` when neither shows."""
    return _told(text[:6000])


@lru_cache(maxsize=256)  # whoever reads a report asks, each for itself
def _told(sample: str) -> str:
    if not sample.isascii():
        letters = max(sum(character.isalpha() for character in sample), 1)
        for code, pattern in _SCRIPTS:
            if len(pattern.findall(sample)) / letters > _SCRIPT_SHARE.get(code, 0.3):
                return code
    counts: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(sample)).items():
        for code in _LANGUAGES_OF.get(word.lower(), ()):
            counts[code] += count
    return max(FUNCTION_WORDS, key=lambda code: (counts[code], code == "en")) if counts else "en"
