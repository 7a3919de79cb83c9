"""Settings: flags and arguments, then the environment, then ``briefing.toml``, then defaults.

``briefing.toml`` in the working folder takes the fields of :class:`Settings` at its top level, all but
``api_key``: a key in a file that gets committed is a key lost.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from briefing.errors import UsageError
from briefing.folding import one_line
from briefing.tradecraft import Scale

EMBEDDED = "embedded"
"""The model's name, and the endpoint's, that needs no network."""

Mode = Literal["json_schema", "tools", "json"]
MODES: tuple[Mode, ...] = get_args(Mode)

LARGEST_ANSWER = 64 * 2**20
"""Bytes, decompressed: a hundred times the longest brief."""

MOST_SAMPLES = 25
"""Drafts of one brief: a spread of more numbers says no more, and each costs as much as a brief."""

_FILE = "briefing.toml"
_ENVIRONMENT = {
    "OPENAI_API_KEY": "api_key",
    "OPENAI_BASE_URL": "base_url",
    "BRIEFING_MODEL": "model",
    "BRIEFING_SCALE": "scale",
    "BRIEFING_LANGUAGE": "language",
    "BRIEFING_HANDLING": "handling",
    "BRIEFING_WINDOW": "window",
    "BRIEFING_SAMPLES": "samples",
    "BRIEFING_REGISTRY": "registry",
    "BRIEFING_PROMPTS": "prompts",
    "BRIEFING_TIMEOUT": "timeout",
    "BRIEFING_MAX_COST": "max_cost",
    "BRIEFING_ALLOW_PRIVATE": "allow_private",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything about a brief but its sources and its question. Immutable; build it with :meth:`load`."""

    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    mode: Mode | None = None
    """How structured output is asked for; ``None`` negotiates, strictest first."""
    temperature: float | None = None
    """Sent only when given: some models take none."""
    max_output_tokens: int = 16_000
    """The cap sent with each call; the first truncated answer is asked for again with twice the room."""
    tries: int = 5
    """How often one call is made at most when the service fails for the moment."""
    reasks: int = 2
    """How often an answer that is not JSON of the schema is asked for again."""
    timeout: float = 900.0
    """Seconds for a whole brief."""
    max_cost: float | None = None
    """US dollars for a whole brief; a call that could pass it is not made."""
    input_price: float | None = None
    """US dollars for a million tokens sent, where no price list has the model."""
    output_price: float | None = None
    """US dollars for a million tokens received, where no price list has the model."""
    scale: Scale = "icd203"
    language: str = "en"
    background: Literal["none", "marked"] = "marked"
    handling: str | None = None
    window: int | None = None
    """Tokens of a request and its answer together, where no list has the model; what is longer is read in parts."""
    samples: int = 1
    """Drafts that a brief is merged of, :data:`MOST_SAMPLES` at most."""
    registry: Path | None = None
    """The desk's grades of sources, see :mod:`briefing.registry`."""
    prompts: Path | None = None
    allow_private: bool = False
    """Whether pages are fetched from intranets too."""

    @classmethod
    def load(cls, given: Mapping[str, Any], *, folder: Path | None = None) -> Settings:
        """Put the settings together; *given* holds flags or arguments, where ``None`` means not given.

        The environment is ``os.environ``; ``briefing.toml`` is looked for in *folder*, by default the
        working folder.

        Raises:
            UsageError: a name is unknown, or a value is not one that the setting takes.
        """
        values: dict[str, Any] = {}
        for name, value in _from_file((folder or Path.cwd()) / _FILE).items():
            values[name] = _placed(name, value, f"{_FILE}: {name}")
        for variable, name in _ENVIRONMENT.items():
            if value := os.environ.get(variable):
                values[name] = _placed(name, value, variable)
        for name, value in given.items():
            if value is not None:
                values[name] = converted(name, value, "arguments")
        return cls(**values)

    @property
    def is_embedded(self) -> bool:
        """Whether the embedded endpoint answers: it is named, or nothing at all is configured."""
        if self.model == EMBEDDED:
            return True
        return self.model is None and self.base_url is None and self.api_key is None

    def price(self) -> tuple[float, float] | None:
        """US dollars for a million tokens sent and received, when both are set by hand."""
        if self.input_price is None or self.output_price is None:
            return None
        return self.input_price, self.output_price


_NAMES = {setting.name for setting in fields(Settings)}
_CHOICES = {
    "mode": MODES,
    "scale": get_args(Scale),
    "background": ("none", "marked"),
}
_POSITIVE_NUMBERS = {"timeout", "max_cost"}
_NUMBERS = {"temperature", "input_price", "output_price"} | _POSITIVE_NUMBERS
_SWITCHES = {"allow_private"}
_ON_OR_OFF = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
_WHOLE_NUMBERS = {"max_output_tokens": 1, "tries": 1, "reasks": 0, "window": 1000, "samples": 1}
_MOST = {"samples": MOST_SAMPLES}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", str(path)) from error
    try:
        values = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # a number of five thousand digits is no TOMLDecodeError
        raise UsageError(f"is not TOML: {error}", str(path)) from error
    if "api_key" in values:
        raise UsageError("keep the key out of files: set OPENAI_API_KEY instead of api_key", str(path))
    if "store" in values:
        raise UsageError("a store is named with --store, BRIEFING_STORE or in a manifest, not here", str(path))
    return values


def _placed(name: str, value: Any, place: str) -> Any:
    """*value* as the setting *name* has it; what is wrong with it is told of *place*, where the user wrote it.

    Raises:
        UsageError: as :func:`converted`.
    """
    try:
        return converted(name, value, _FILE)
    except UsageError as error:
        raise UsageError(error.message, place if error.subject == name else error.subject) from None


def converted(name: str, value: Any, origin: str) -> Any:
    """*value* as the setting *name* has it; *origin* is where it was found, for messages.

    Raises:
        UsageError: there is no such setting, or it does not take the value.
    """
    if name not in _NAMES:
        raise UsageError(f"there is no setting named “{name}”", origin)
    if name in _CHOICES:
        return _check(value in _CHOICES[name], name, f"is one of {', '.join(_CHOICES[name])}", value)
    if name in _NUMBERS:
        number = _number(name, value)
        rule = "is more than 0" if name in _POSITIVE_NUMBERS else "is 0 or more"
        ok = math.isfinite(number) and (number > 0 if name in _POSITIVE_NUMBERS else number >= 0)
        return _check(ok, name, rule, number)
    if name in _WHOLE_NUMBERS:
        number = _number(name, value)
        least, most = _WHOLE_NUMBERS[name], _MOST.get(name, math.inf)
        whole = math.isfinite(number) and number == int(number) and least <= number <= most
        rule = f"from {least} to {most}" if name in _MOST else f"of at least {least}"
        return int(_check(whole, name, f"is a whole number {rule}", value))
    if name in _SWITCHES:
        is_on = value if isinstance(value, bool) else _ON_OR_OFF.get(str(value).strip().lower())
        return _check(is_on is not None, name, "is true or false", value) and is_on
    if name in ("prompts", "registry"):
        kind = "is a folder" if name == "prompts" else "is a file"
        return Path(_check(isinstance(value, str | Path) and str(value).strip() != "", name, kind, value))
    text = _check(isinstance(value, str), name, "is text", value).strip()
    if name == "language":
        return _check(_is_language(text), name, "is a code such as en or fr-CA", value)
    if name == "base_url":
        shown = text.rpartition("@")[2]  # what stands before may be a password
        _check(_is_address(text), name, "is an http or https address such as http://127.0.0.1:8000/v1", shown)
        return text
    if name == "api_key":
        return text or None
    return one_line(text) or None


# The shape of BCP 47: a language, then a script, a region, variants.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _is_language(text: str) -> bool:
    """Whether *text* is a code of which CLDR or ISO 639 knows the language, and CLDR what else it names."""
    if _LANGUAGE.fullmatch(text) is None:
        return False
    from babel import Locale  # its tables take some tens of milliseconds, and most commands name no language

    known = Locale("en")
    language, *rest = text.split("-")
    kinds: tuple[Mapping[str, str], ...] = (known.scripts, known.territories, known.variants)
    if not all(any(form in kind for kind in kinds for form in (part.title(), part.upper())) for part in rest):
        return False
    if language.lower() in known.languages:
        return True
    import pycountry  # eight thousand languages, of which CLDR names some hundreds

    return pycountry.languages.get(**{f"alpha_{len(language)}": language.lower()}) is not None


def _is_address(text: str) -> bool:
    import httpx2  # what will ask has the last word on what it takes; nothing else here needs it

    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError):  # ValueError: a lone surrogate
        return False
    return url.scheme in ("http", "https") and bool(url.host) and text.isprintable() and " " not in text


def _number(name: str, value: Any) -> float:
    try:
        if isinstance(value, bool):
            raise TypeError
        return float(value)
    except OverflowError:
        raise UsageError("is a number of a size that something can have", name) from None
    except (TypeError, ValueError):
        raise UsageError(f"is a number, not {value!r}", name) from None


def _check(ok: bool, name: str, rule: str, value: Any) -> Any:
    if not ok:
        raise UsageError(f"{rule}, not {value!r}", name)
    return value
