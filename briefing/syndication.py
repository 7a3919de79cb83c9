"""Which reports tell one story over again: an agency's text in several papers counts once.

Near-copies are found by shingling: a report is the set of its runs of five words (of eight characters in scripts
without spaces), and repeats another when most of the shorter one's runs are in the longer. What stands in quotation
marks, or after the dash of a dialogue, is left aside: two reporters at one press conference quote the same words, and
are two. A mark without its other one, such as an inch, opens nothing. Each report is held
against the first that tells its story and against no other, so that no chain of neighbours joins what is not alike.

Whose report it is, its publisher says, and where it names none, its address: what the registrable domain is (that of
the Public Suffix List, so ``bbc.co.uk`` of ``news.bbc.co.uk``), or the publisher that all others from there name. Of a
platform that gives its users no domain of their own, all users are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Protocol

import regex

from briefing.fetching import host_of
from briefing.folding import fold, lowered
from briefing.passages import paragraphs
from briefing.source import Source

REPEATED = 0.5
"""Of the shorter report's runs: so many in the longer make it a copy. Reports on one event share a tenth; a copy whose
every twelfth word was changed keeps two thirds."""
_WORDS = 5
_CHARACTERS = 8
_FEWEST = 12
"""Runs that tell anything: a few sentences have as many."""
# A mark of one shape for both opens after a space or a bracket, and closes before what is no part of a word.
_OPENS, _CLOSES = r"(?<![^\s(\[—–:：])", r"(?![\p{L}\p{N}])"
_APOSTROPHE = r"(?<=\p{L})['’](?=\p{L})"
_QUOTED = regex.compile(
    "|".join(
        (
            rf'{_OPENS}"(?=\S)[^"]*+(?<=\S)"{_CLOSES}',
            r"“[^“”]*+”",
            r'„[^„“”"]*+[“”"]',
            rf"{_OPENS}”(?=\S)[^”]*+(?<=\S)”{_CLOSES}",
            r"«[^«»]*+»",
            rf"{_OPENS}»(?=\S)[^«»]*+[«»]",
            r"‹[^‹›]*+›",
            rf"{_OPENS}›(?=\S)[^‹›]*+[‹›]",
            rf"{_OPENS}‘(?:[^‘’]|{_APOSTROPHE})*+’{_CLOSES}",
            rf"{_OPENS}'(?=\p{{L}})(?:[^']|{_APOSTROPHE})*+'{_CLOSES}",
            rf"‚(?:[^‚‘’]|{_APOSTROPHE})*+[‘’]",
            r"「[^「」]*+」",
            r"『[^『』]*+』",
            r"(?:^|(?<=[.!?…]\s))[—–―]\s*+(?=[\p{Lu}\p{Lo}]).*",
        )
    ),
    regex.DOTALL,
)
"""Of one paragraph."""
_GOES_ON = regex.compile(r'["“„«][^"“”„«»]*+$')
"""A quotation of several paragraphs: each opens it again, and only the last closes it."""
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def repeats(sources: Mapping[str, Source]) -> dict[str, str]:
    """The number of each of *sources* that tells another's story over again → the number of the first to tell it.

    The first is the earliest dated, the longest of several of one day; one without a date comes last.
    """
    runs = {number: _runs(source.text) for number, source in sources.items()} if len(sources) > 1 else {}
    order = sorted(runs, key=lambda number: (sources[number].published or "9999", -len(runs[number])))
    first: list[str] = []
    found: dict[str, str] = {}
    for number in order:
        likest = max(first, key=lambda other: _shared(runs[number], runs[other]), default=None)
        if likest is not None and _shared(runs[number], runs[likest]) >= REPEATED:
            found[number] = likest
        else:
            first.append(number)
    return found


class Described(Protocol):
    """A source, or a brief's record of one."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def url(self) -> str | None:
        """Where it appeared."""


def publishers(sources: Mapping[str, Described]) -> dict[str, str | None]:
    """The publisher of each of *sources*, by number, folded; None where neither a name nor an address tells it."""
    domains = {number: _domain(source.url) for number, source in sources.items() if source.url}
    named = {number: lowered(fold(source.publisher).text) for number, source in sources.items() if source.publisher}
    at: dict[str, set[str]] = {}
    for number, name in named.items():
        at.setdefault(domains.get(number, ""), set()).add(name)

    def publisher(number: str) -> str | None:
        domain = domains.get(number) or None
        names = at.get(domain, ()) if domain else ()
        return named.get(number) or (next(iter(names)) if len(names) == 1 else domain)

    return {number: publisher(number) for number in sources}


def _domain(url: str) -> str:
    """The registrable domain of *url*, or its host where that is an IP address; empty where it has none."""
    from tld import get_fld  # a list of all suffixes, which one report needs none of

    host = host_of(url)
    if ":" in host or host.rpartition(".")[2].isdecimal():
        return host
    # A suffix that is not in the list is one label, as the list has it.
    known = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    return known or ".".join(host.split(".")[-2:])


def _runs(text: str) -> frozenset[int]:
    runs = _runs_of(_unquoted(text))
    # A report that is nothing but quotations is known by them.
    return runs if len(runs) >= _FEWEST else _runs_of(text)


def _unquoted(text: str) -> str:
    """*text* without its quotations, none of which goes beyond its paragraph unless the next opens it again."""
    parts = [text[start:end] for start, end in paragraphs(text)]
    told = []
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        left = _QUOTED.sub(" ", part)
        opened = _GOES_ON.search(left)
        told.append(left[: opened.start()] if opened and following.startswith(opened[0][0]) else left)
    return "\n\n".join(told)


def _runs_of(text: str) -> frozenset[int]:
    text = lowered(fold(text).text)
    words = _WORD.findall(text)
    if sum(map(len, _SPACELESS.findall(text))) > len(text) / 3:
        joined = "".join(words)
        return frozenset(hash(joined[at : at + _CHARACTERS]) for at in range(len(joined) - _CHARACTERS + 1))
    return frozenset(hash(tuple(words[at : at + _WORDS])) for at in range(len(words) - _WORDS + 1))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The part of the smaller set that the other has too."""
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _FEWEST else float(one == other and least > 0)
