"""JSON as its standard has it: what a lenient reader would guess at is refused.

Of a name given twice most readers keep the last, others the first; ``NaN`` and numbers past every float are no JSON
(RFC 8259, sections 4 and 6). A file that two programs read differently proves nothing.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from briefing.errors import BriefFileError

_SHOWN = 80


def read(path: Path) -> str:
    """The text of the file at *path*; a byte-order mark, which editors put before it, is none of it.

    Raises:
        BriefFileError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise BriefFileError(f"cannot be read: {reason}", str(path)) from error


def parse(text: str) -> Any:
    """The value that *text* is the JSON of.

    Raises:
        ValueError: it is no JSON, names a field of an object twice, holds a number that is none, or is nested deeper
            than anything of ours.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=_number, parse_int=_whole, parse_constant=_constant
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"“{name[:_SHOWN]}” is given twice in one object")
        found[name] = value
    return found


def _number(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise ValueError(f"{digits[:_SHOWN]} is larger than any number here")
    return number


def _whole(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:  # Python reads no more than some thousand digits
        raise ValueError(f"{digits[:_SHOWN]}… is larger than any number here") from None


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
