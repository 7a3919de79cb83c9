"""Which words are ordinary ones: simplemma's dictionaries of English, French, Spanish, Italian and Portuguese."""

from __future__ import annotations

from functools import lru_cache

import regex

from briefing.naming.spelling import latin


@lru_cache(maxsize=8)
def _dictionary(language: str) -> frozenset[str] | None:
    if language not in {"en", "fr", "es", "it", "pt"}:
        return None
    from simplemma.strategies import DefaultDictionaryFactory  # a tenth of a second and thirty megabytes for English

    return DefaultDictionaryFactory().get_dictionary(language)  # type: ignore[return-value]


def has_dictionary(language: str) -> bool:
    """Whether :func:`is_ordinary` knows the words of *language*."""
    return _dictionary(language) is not None


_CONTRACTED = regex.compile(r"(?:n't|'(?:s|re|ll|ve|d|m))$")
_PREFIX = regex.compile(
    r"^(?:anti|counter|non|pre|post|pro|re|de|un|inter|in|mis|dis|multi|over|under|co|semi|sub|trans|neo|cyber|geo|micro"
    r"|macro|hyper|crypto|para|extra|ultra)-?"
)
_NO_NAME_ENDS_SO = regex.compile(r"(?:isms?|ists?|ness|hood|i[sz]ations?|ities|lateral)$")
_COMPOUND_ENDS_SO = regex.compile(r"(?:ing|s)$")
_AMERICAN = tuple(
    (regex.compile(pattern), put)
    for pattern, put in (
        (r"is(e[ds]?|ing|ations?|ers?)$", r"iz\1"),
        (r"our", "or"),
        (r"tre$", "ter"),
        (r"lled$", "led"),
    )
)


@lru_cache(maxsize=20_000)
def is_ordinary(word: str, language: str = "en") -> bool:
    """Whether *word* is also written small in *language*: an ordinary word, and no name by itself."""
    known = _dictionary(language)
    if known is None:
        return False
    small = _CONTRACTED.sub("", word.lower().replace("’", "'"))
    parts = [part for part in small.split("-") if part]
    if len(parts) > 1:
        return all(part.isdigit() or is_ordinary(part, language) or _PREFIX.fullmatch(part) for part in parts)
    if small in known:
        return True
    if language != "en":
        return False
    plain = latin(small)
    american = {pattern.sub(put, small) for pattern, put in _AMERICAN}
    stem = _PREFIX.sub("", small)
    return (
        plain in known
        or any(form in known for form in american)
        or (len(stem) > 4 and stem != small and is_ordinary(stem))
    )


def is_name_too(word: str) -> bool:
    """Whether an ordinary *word* is a name as well, by the dictionary: *Mark*, *Brown*."""
    known = _dictionary("en")
    return word in _NAMES_TOO or (known is not None and word in known)


def is_only_name(word: str) -> bool:
    """Whether the dictionary has *word* with its capital only: *Roger*, *Thomas*."""
    known = _dictionary("en")
    return known is not None and word in known and word.lower() not in known


_NAMES_TOO = frozenset("Xi Li Wang Sunak Macron Trump Rubio Meloni Modi Rice Powell Gates Bush Blair Brown".split())


def opens_plainly(word: str, language: str = "en") -> bool:
    """Whether *word*, at the beginning of a sentence, owes its capital to that: ordinary, or made as no name is."""
    if is_ordinary(word, language):
        return True
    small = word.lower()
    if language != "en" or len(small) < 6:
        return False
    if _NO_NAME_ENDS_SO.search(small) or ("-" in small and is_ordinary(small.removesuffix("s"))):
        return True
    stem = small.removesuffix("s")
    return bool(_COMPOUND_ENDS_SO.search(small)) and any(
        is_ordinary(stem[:at]) and is_ordinary(stem[at:]) for at in range(3, len(stem) - 3)
    )
