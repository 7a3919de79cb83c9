"""The files that the sources of a named brief stand for, when they are asked for."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import SourceNotFound
from briefing.loading import refusal
from briefing.orders.folders import is_ours
from briefing.orders.order import cut, located


def matches(folder: Path, patterns: Sequence[str], place: str) -> tuple[Path, ...]:
    """The paths that *patterns* match from *folder* on, each once, sorted.

    A name without a wildcard, or of something that is there as it is written, stands for itself, a folder included;
    whether it is there shows when it is read. A wildcard matches files, but for hidden ones and our own briefs, and
    may match none where another pattern does.

    Raises:
        SourceNotFound: nothing matches.
        SourceError: it cannot be seen what does.
    """
    found: list[Path] = []
    for pattern in patterns:
        try:
            found += _matching(folder, pattern)
        except OSError as error:
            raise refusal(error, f"{place}: {cut(pattern)}") from error
    if not found:
        tried = ", ".join(patterns)
        raise SourceNotFound(cut(f"no file matches {tried}: check the pattern and the folder {folder}"), place)
    once: dict[str, Path] = {}
    for path in sorted(found, key=lambda path: path.parts):
        once.setdefault(os.path.realpath(path), path)
    return tuple(once.values())


def _matching(folder: Path, pattern: str) -> list[Path]:
    literal = located(folder, pattern)
    if not glob.has_magic(pattern) or literal.exists():
        return [literal]
    # Not Path.glob, which takes no pattern from the root on and matches hidden files.
    whole = os.path.join(glob.escape(str(folder)), pattern)  # noqa: PTH118 - a pattern is no path
    paths = (Path(name) for name in glob.iglob(whole, recursive=True))  # noqa: PTH207
    return [path for path in paths if path.is_file() and not is_ours(path)]
