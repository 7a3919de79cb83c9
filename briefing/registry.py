"""The desk's registry of sources: how reliable a domain or a publisher is, by the Admiralty's letters.

::

    [domains]
    "norvale.example" = "B"
    "party.example" = { grade = "D", because = "the governing party's paper" }

    [publishers]
    "Coast Gazette" = "C"

A domain stands for its subdomains too; the longest that fits counts. Where a report has an address, its domain decides,
whatever publisher the report names. What is in neither table is graded F: with a registry, a source that the desk has
not looked at is one whose reliability cannot be judged.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self, get_args
from urllib.parse import urlsplit

from briefing.brief import Reliability
from briefing.errors import UsageError
from briefing.folding import fold, lowered, one_line
from briefing.source import Source

GRADES: tuple[Reliability, ...] = get_args(Reliability)
_TABLES = ("domains", "publishers")
_LONGEST_REASON = 200


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
        return cls(
            {_domain(name): grade for name, grade in domains.items()},
            {_folded(name): grade for name, grade in publishers.items()},
        )

    def grade(self, source: Source) -> Grade:
        """How reliable *source* is."""
        if source.url:
            host = _host(source.url)
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


def _host(url: str) -> str:
    """The domain of *url*, as domains are compared; nothing where it has none."""
    try:
        return _domain(urlsplit(url).hostname or "")
    except ValueError:  # a bracket that opens no IPv6 address
        return ""


def _domain(name: str) -> str:
    """*name* as domains are compared: in its ASCII form, without a dot at its end or a “www.” before it."""
    name = name.strip().rstrip(".").lower()
    with suppress(UnicodeError):
        name = name.encode("idna").decode("ascii")
    return name.removeprefix("www.")


def _folded(name: str) -> str:
    return " ".join(lowered(fold(name).text).split())
