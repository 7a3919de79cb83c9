"""A manifest: named briefs in a TOML file, with what holds for all of them at its top.

::

    name = "nightly"                          # else the file's, without its suffix
    store = "sqlite:///runs.db"
    output = "briefs"
    timezone = "Europe/Berlin"                # else UTC
    max_cost = 5.0                            # US dollars for a run of all briefs
    model = "…"                               # any setting but api_key

    [briefs.niger]
    question = "Will the talks be taken up again?"
    sources = ["reports/niger/*.txt"]         # files, folders, globs (** is any depth of folders), http(s) addresses
    feeds = ["https://norvale.example/rss"]   # what is new in them since the last run
    per = "entry"                             # a brief for each entry; or one for all of a run: "feed"
    most_entries = 20                         # of a run; what is left waits for the next
    outputs = ["md", "json"]
    schedule = "30 2 * * 1-5"
    timezone = "Africa/Niamey"
    max_cost = 0.5                            # US dollars for this brief
    model = "…"                               # any setting but api_key and base_url: a run asks one service

Files and folders are named from the manifest's folder on. A key that is not known is an error: nobody is there to
see, at half past two, that a misspelt one had no effect.
"""

from __future__ import annotations

import difflib
import json
import math
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from briefing.errors import BriefingError, ManifestError, SourceRefused, UsageError
from briefing.feeds import MOST_ENTRIES, Feeds
from briefing.fetching import is_address, parsed
from briefing.orders.globs import matches
from briefing.orders.order import OUTPUTS, Order, cut, day, shown, words
from briefing.settings import Settings, converted

LONGEST_NAME = 100
"""Characters in the name of a manifest or of a brief."""

_SETTINGS = {setting.name for setting in fields(Settings)} - {"api_key", "max_cost"}
_OF_ALL = {"name", "store", "timezone", "output", "max_cost", "briefs"} | _SETTINGS
_FEEDS = {"feeds", "per", "most_entries"}
_OF_ONE = {"question", "topic", "as_of", "sources", "outputs", "schedule", "timezone", "max_cost", *_FEEDS} | (
    _SETTINGS - {"base_url"}
)


@dataclass(frozen=True)
class NamedBrief:
    """One entry of a manifest.

    *sources* are addresses, and files, folders and globs from *folder* on, *schedule* a cron expression, *timezone* its
    own or None for the manifest's, *settings* those of the manifest with its own over them, *max_cost* in US dollars,
    *place* where it stands, for messages.
    """

    name: str
    question: str | None
    topic: str | None
    as_of: str | None
    sources: tuple[str, ...]
    outputs: tuple[str, ...]
    schedule: str | None
    timezone: str | None
    settings: Mapping[str, Any]
    max_cost: float | None
    folder: Path
    place: str
    feeds: Feeds | None = None

    def order(self) -> Order:
        """The order for it: its addresses, and the files that its sources match now, sorted; else with a problem."""
        addresses = tuple(source for source in self.sources if is_address(source))
        patterns = [source for source in self.sources if not is_address(source)]
        found: tuple[Path, ...] = ()
        problem: BriefingError | None = None
        try:
            found = matches(self.folder, patterns, self.place) if patterns else ()
        except BriefingError as error:
            problem = error
        limit = {} if self.max_cost is None else {"max_cost": self.max_cost}
        return Order(
            self.name,
            self.place,
            sources=(*addresses, *found),
            question=self.question,
            topic=self.topic,
            as_of=self.as_of,
            settings={**self.settings, **limit},
            outputs=self.outputs,
            problem=problem,
            feeds=self.feeds,
        )


@dataclass(frozen=True)
class Manifest:
    """Named briefs, and what holds for all of them.

    *store* is a URL or the path of a database, *output* the folder for briefs, *max_cost* US dollars for a run of
    all; what is relative to the manifest's folder in the file is resolved here. *settings* are converted.
    """

    path: Path
    name: str
    store: str | None = field(repr=False)  # it may hold a password
    timezone: str
    output: Path | None
    max_cost: float | None
    settings: Mapping[str, Any]
    briefs: tuple[NamedBrief, ...]

    @classmethod
    def load(cls, path: Path) -> Self:
        """The manifest in the TOML file *path*.

        Raises:
            ManifestError: it cannot be read, says what it cannot mean, or holds no brief.
        """
        given, place = _read(path), str(path)
        _check_keys(given, _OF_ALL, place)
        settings = _settings(given, path.parent, place)
        entries = given.get("briefs")
        if not isinstance(entries, dict) or not entries:
            raise ManifestError("it holds no brief: add a table [briefs.NAME] with a question and sources", place)
        timezone = _text(given, "timezone", place) or "UTC"
        _check_time("@daily", timezone, place)
        briefs = tuple(_brief(name, entry, path, settings) for name, entry in entries.items())
        for brief in briefs:
            if brief.schedule or brief.timezone:
                _check_time(brief.schedule or "@daily", brief.timezone or timezone, brief.place)
        return cls(
            path=path,
            name=_name(given.get("name", path.stem), "name", place),
            store=_store(_text(given, "store", place), path.parent),
            timezone=timezone,
            output=None if (output := _text(given, "output", place)) is None else path.parent / output,
            max_cost=_dollars(given, place),
            settings=settings,
            briefs=briefs,
        )


def _read(path: Path) -> dict[str, Any]:
    place = str(path)
    try:
        given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ManifestError(f"cannot be read: {error.strerror}", place) from error
    except UnicodeDecodeError as error:
        raise ManifestError("is not UTF-8: save it as UTF-8", place) from error
    except (ValueError, RecursionError) as error:  # a number of five thousand digits is no TOMLDecodeError
        raise ManifestError(cut(f"is not TOML: {error}"), place) from error
    if _holds_key(given):
        raise ManifestError("keep the key out of files: set OPENAI_API_KEY instead of api_key", place)
    return given


def _holds_key(value: object) -> bool:
    """Whether ``api_key`` stands anywhere in *value*."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if "api_key" in each:
                return True
            left += each.values()
        elif isinstance(each, list):
            left += each
    return False


def _check_keys(given: Mapping[str, Any], known: Collection[str], place: str) -> None:
    for key in given:
        if key in known:
            continue
        if key in _OF_ONE:
            advice = "it belongs into a table [briefs.NAME]"
        elif key in _OF_ALL:
            advice = "it belongs to the top of the file, before the first table"
        elif near := difflib.get_close_matches(key, known, 1):
            advice = f"did you mean “{near[0]}”?"
        else:
            advice = f"there are {', '.join(sorted(known))}"
        raise ManifestError(f"there is no key {shown(key)} here; {advice}", place)


def _brief(name: str, given: object, path: Path, settings: Mapping[str, Any]) -> NamedBrief:
    place = f"{path}: [briefs.{name if re.fullmatch(r'[A-Za-z0-9_-]+', name) else json.dumps(name)[:LONGEST_NAME]}]"
    if not isinstance(given, dict):
        raise ManifestError(f"is a table of its own, not {shown(given)}", place)
    _check_keys(given, _OF_ONE, place)
    feeds = _feeds(given, place)
    try:
        return NamedBrief(
            name=_name(name, "the name of a brief", place),
            question=words(given.get("question"), "question", place),
            topic=words(given.get("topic"), "topic", place),
            as_of=day(given.get("as_of"), place),
            sources=()
            if feeds is not None and given.get("sources") is None
            else _patterns(given.get("sources"), place),
            outputs=_outputs(given.get("outputs"), place),
            schedule=_text(given, "schedule", place),
            timezone=_text(given, "timezone", place),
            settings={**settings, **_settings(given, path.parent, place)},
            max_cost=_dollars(given, place),
            folder=path.parent,
            place=place,
            feeds=feeds,
        )
    except ManifestError:
        raise
    except UsageError as error:
        raise ManifestError(error.message, error.subject) from None


def _check_time(schedule: str, timezone: str, place: str) -> None:
    from briefing.cron import Cron  # with the library behind it, which nothing but a manifest needs

    try:
        Cron.parse(schedule, timezone)
    except UsageError as error:
        raise ManifestError(cut(str(error)), place) from None


def _settings(given: Mapping[str, Any], folder: Path, place: str) -> dict[str, Any]:
    settings = {}
    for name in sorted(_SETTINGS & given.keys()):
        try:
            settings[name] = converted(name, given[name], place)
        except UsageError as error:
            raise ManifestError(cut(f"{error.subject} {error.message}"), place) from None
    for name in ("prompts", "registry"):
        if name in settings:
            settings[name] = folder / settings[name]
    return settings


def _name(value: object, what: str, place: str) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > LONGEST_NAME:
        raise ManifestError(f"{what} is one line of at most {LONGEST_NAME} characters, not {shown(value)}", place)
    return value.strip()


def _text(given: Mapping[str, Any], name: str, place: str) -> str | None:
    value = given.get(name)
    if value is not None and (not isinstance(value, str) or not value.strip() or not value.isprintable()):
        raise ManifestError(f"{name} is text on one line, not {shown(value)}", place)
    return value and value.strip()


def _dollars(given: Mapping[str, Any], place: str) -> float | None:
    value = given.get("max_cost")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_positive(value):
        raise ManifestError(f"max_cost is a number of US dollars, more than 0, not {shown(value)}", place)
    return float(value)


def _is_positive(value: float) -> bool:
    try:
        return math.isfinite(value) and value > 0
    except OverflowError:  # a whole number larger than any float
        return False


def _patterns(value: object, place: str) -> tuple[str, ...]:
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not patterns:
        raise ManifestError(
            "sources is missing: name files, folders or globs, such as “reports/*.txt”, or addresses", place
        )
    for pattern in patterns:
        if not isinstance(pattern, str) or not pattern.strip() or not pattern.isprintable():
            raise ManifestError(
                f"sources are names of files, folders or globs, or addresses, not {shown(pattern)}", place
            )
        if is_address(pattern):
            _check_address(pattern, place)
    return tuple(dict.fromkeys(patterns))


def _feeds(given: Mapping[str, Any], place: str) -> Feeds | None:
    """The feeds that a brief follows, and how."""
    if "feeds" not in given:
        if spare := sorted(_FEEDS & given.keys()):
            raise ManifestError(f"{spare[0]} is for feeds, and there are none", place)
        return None
    urls = [given["feeds"]] if isinstance(given["feeds"], str) else given["feeds"]
    if not isinstance(urls, list) or not urls or not all(isinstance(url, str) and is_address(url) for url in urls):
        raise ManifestError(f"feeds are http or https addresses, not {shown(given['feeds'])}", place)
    for url in urls:
        _check_address(url, place)
    per, most = given.get("per", "entry"), given.get("most_entries", MOST_ENTRIES)
    if per not in ("entry", "feed"):
        raise ManifestError(f"per is entry or feed, not {shown(per)}", place)
    if type(most) is not int or not 1 <= most <= 1000:
        raise ManifestError(f"most_entries is a whole number from 1 to 1000, not {shown(most)}", place)
    return Feeds(tuple(dict.fromkeys(parsed(url).url for url in urls)), per, most)


def _check_address(address: str, place: str) -> None:
    """Make sure that *address* can be asked for; what it leads to shows when it is."""
    try:
        parsed(address)
    except SourceRefused as error:
        raise ManifestError(cut(f"{error.subject}: {error.message}"), place) from None


def _outputs(value: object, place: str) -> tuple[str, ...]:
    forms = OUTPUTS if value is None else [value] if isinstance(value, str) else value
    if not isinstance(forms, list | tuple) or not forms:
        raise ManifestError(f"outputs are some of {', '.join(OUTPUTS)}, not {shown(value)}", place)
    if unknown := [form for form in forms if form not in OUTPUTS]:
        raise ManifestError(f"outputs are some of {', '.join(OUTPUTS)}, not {shown(unknown[0])}", place)
    return tuple(dict.fromkeys(forms))


def _store(value: str | None, folder: Path) -> str | None:
    """*value* with the path of its database from the root on; any other address as it is."""
    if value is None:
        return None
    scheme, colon, rest = value.partition(":///")
    if not colon and "://" not in value:
        return str((folder / value).absolute())
    if scheme.startswith("sqlite") and rest and not rest.startswith((":", "file:")):
        # What the folder is called is no part of a URL yet.
        root = "" if Path(rest).is_absolute() else quote(f"{folder.absolute()}/")
        return f"{scheme}:///{root}{rest}"
    return value
