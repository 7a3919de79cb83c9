"""The desk's registry of sources: how reliable a domain or a publisher is, by the Admiralty's letters.

::

    [domains]
    "norvale.example" = "B"
    "party.example" = { grade = "D", because = "the governing party's paper" }

    [publishers]
    "Coast Gazette" = "C"

A domain has two labels at least, or is an IP address; it is compared as the host that a page is asked of, without a
“www.”. It stands for its subdomains too; the longest that fits counts. Where a report has an address, its domain
decides, whatever publisher the report names. What is in neither table is graded F: with a registry, a source
that the desk has not looked at is one whose reliability cannot be judged.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self, get_args

from briefing.brief import Reliability
from briefing.errors import UsageError
from briefing.fetching import host_of
from briefing.folding import fold, lowered, one_line
from briefing.source import Source

GRADES: tuple[Reliability, ...] = get_args(Reliability)
_TABLES = ("domains", "publishers")
_LONGEST_REASON = 200
_MORE = re.compile(r"[:/?#@*\\]")
"""What stands in addresses and patterns, and in no domain."""


class Grade(NamedTuple):
    """A letter from A to F, and why."""

    reliability: Reliability
    because: str


@dataclass(frozen=True)
class Registry:
    """Grades by domain and by publisher, both folded."""

    domains: Mapping[str, Grade]
    publishers: Mapping[str, Grade]

    @classmethod
    def load(cls, path: Path) -> Self:
        """The registry in the TOML file *path*.

        Raises:
            UsageError: it cannot be read, or says what it cannot mean.
        """
        try:
            given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except OSError as error:
            raise UsageError(f"cannot be read: {error.strerror}", str(path)) from error
        except (ValueError, RecursionError) as error:
            raise UsageError(f"is not TOML: {str(error)[:200]}", str(path)) from error
        if unknown := sorted(given.keys() - set(_TABLES)):
            raise UsageError(f"there is no table “{unknown[0][:60]}”: there are [domains] and [publishers]", str(path))
        domains, publishers = (_table(given.get(name, {}), name, path) for name in _TABLES)
        return cls(_by(_domain, domains, f"{path}: [domains]"), _by(_folded, publishers, f"{path}: [publishers]"))

    def grade(self, source: Source) -> Grade:
        """How reliable *source* is."""
        if source.url:
            host = _without_www(host_of(source.url))
            parts = host.split(".")
            for at in range(len(parts)):
                if (found := self.domains.get(".".join(parts[at:]))) is not None:
                    return found
            return Grade("F", f"{host} is not in the registry" if host else "its address is none")
        if source.publisher and (found := self.publishers.get(_folded(source.publisher))) is not None:
            return found
        return Grade("F", "not in the registry")


def graded(sources: Sequence[Source], registry: Path | None) -> list[Source]:
    """*sources* with the grades of the *registry* at that path, where there is one.

    Raises:
        UsageError: the registry cannot be used.
    """
    if registry is None:
        return list(sources)
    try:
        changed = registry.stat().st_mtime_ns
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", str(registry)) from error
    known = _loaded(registry, changed)
    return [
        replace(source, reliability=grade.reliability, reliability_because=grade.because)
        for source in sources
        for grade in [known.grade(source)]
    ]


@lru_cache(maxsize=8)
def _loaded(path: Path, _changed: int) -> Registry:
    return Registry.load(path)


def _table(given: Any, name: str, path: Path) -> dict[str, Grade]:
    if not isinstance(given, dict):
        raise UsageError(f"[{name}] is a table", str(path))
    return {key: _grade(value, f"{path}: [{name}] “{key[:60]}”") for key, value in given.items()}


def _grade(value: Any, place: str) -> Grade:
    letter, because = (value.get("grade"), value.get("because")) if isinstance(value, dict) else (value, None)
    if isinstance(value, dict) and (unknown := sorted(value.keys() - {"grade", "because"})):
        raise UsageError(f"there is no key “{unknown[0][:60]}”: there are grade and because", place)
    if letter not in GRADES:
        raise UsageError(f"is one of {', '.join(GRADES)}, not “{str(letter)[:20]}”", place)
    if because is not None and not isinstance(because, str):
        raise UsageError("because is text", place)
    return Grade(letter, one_line(because or "")[:_LONGEST_REASON] or "by the desk's registry")


def _by(key: Callable[[str], str], table: Mapping[str, Grade], place: str) -> dict[str, Grade]:
    """*table* by its names as *key* compares them; *place* is where it stands, for messages.

    Raises:
        UsageError: a name cannot be compared, or two are the same.
    """
    names: dict[str, str] = {}
    for name in table:
        shown = f"{place} “{name[:60]}”"
        try:
            known = names.setdefault(key(name), name)
        except ValueError as error:
            raise UsageError(str(error), shown) from None
        if known != name:
            raise UsageError(f"is the same as “{known[:60]}”: keep one of them", shown)
    return {folded: table[name] for folded, name in names.items()}


def _domain(name: str) -> str:
    """*name* as domains are compared.

    Raises:
        ValueError: it is no domain of two labels, and no IP address.
    """
    bare = name.strip()
    with suppress(ValueError):
        return str(ipaddress.ip_address(bare.strip("[]")))
    host = "" if _MORE.search(bare) else host_of(f"https://{bare}/")
    if "." not in host:
        raise ValueError(
            "is no domain: write it like “norvale.example”, without https://, port, path or *. (it stands for its "
            "subdomains too)"
        )
    return _without_www(host)


def _without_www(host: str) -> str:
    """*host* without the label that most sites have beside none; “www.example” is a domain of its own."""
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _folded(name: str) -> str:
    return " ".join(lowered(fold(name).text).split())
