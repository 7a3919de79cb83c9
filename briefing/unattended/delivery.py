"""Where the briefs of a batch go: files in one folder, each written whole or not at all, and a table of all items."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyascii

from briefing.brief import Brief
from briefing.display import line_for_terminal
from briefing.errors import OutputError
from briefing.output import write_whole
from briefing.store import Stored

SUMMARY = "summary.csv"
COLUMNS = ("id", "state", "title", "file", "withheld", "error")
OUTPUTS = ("md", "json")

_PART = ".part"
_LONGEST_SLUG = 60
_OURS = re.compile(rf"\.(?:[a-z0-9-]+\.(?:md|json)|summary\.csv|trial)-[0-9a-f]{{8}}{re.escape(_PART)}")
_ACTING = tuple("=+-@＝＋－＠")
"""What a cell begins with that a spreadsheet would run as a formula."""


class Delivery:
    """Puts briefs into *folder*, which it makes, as ``<slug of the title>-<12 of the work's key>.md`` and ``.json``.

    Raises:
        OutputError: nothing can be written there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            trial = self._part(folder / "trial")
            trial.touch()
            trial.unlink()
        except OSError as error:
            raise OutputError(f"cannot be written to: {error.strerror}", str(folder)) from error

    def clear(self) -> None:
        """Clear away what an interrupted run left half written; be the only run when you do."""
        for left in self.folder.glob(f".*{_PART}"):
            if _OURS.fullmatch(left.name):
                left.unlink(missing_ok=True)

    def missing(self, key: str, title: str, outputs: Iterable[str]) -> list[str]:
        """Which of *outputs* are not there of the brief that is called *title*."""
        return [form for form in outputs if not self.path(key, title, form).exists()]

    def path(self, key: str, title: str, form: str) -> Path:
        """The file of one form of a brief."""
        return self.folder / f"{slug(title)}-{key[:12]}.{form}"

    def put(self, key: str, brief: Brief, document: str, outputs: Iterable[str]) -> list[Path]:
        """Write *brief*, whose JSON is *document*, in each form of *outputs* that is not there.

        A file that is there may be somebody's revision, and is left as it is; those that say something else.

        Raises:
            OutputError: a file cannot be written. The brief is in the store.
        """
        others = []
        for form in outputs:
            path = self.path(key, brief.title, form)
            text = document if form == "json" else brief.to_markdown()
            if not path.exists():
                self._write(path, text)
            elif not _says(path, text):
                others.append(path)
        return others

    def put_stored(self, stored: Stored, outputs: Iterable[str]) -> list[Path]:
        """Write a brief that the store has; see :meth:`put`."""
        return self.put(stored.work, Brief.from_json(stored.document), stored.document, outputs)

    def summarise(self, rows: Iterable[Mapping[str, Any]]) -> Path:
        """Write the table of *rows*, each with :data:`COLUMNS`, one at a time; the file.

        Raises:
            OutputError: it cannot be written.
        """
        path = self.folder / SUMMARY
        part = self._part(path)
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file)
                table.writerow(COLUMNS)
                for row in rows:
                    table.writerow([_cell(row[column]) for column in COLUMNS])
            part.replace(path)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", str(path)) from error
        return path

    def _write(self, path: Path, text: str) -> None:
        try:
            write_whole(path, text, self._part(path))
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}; the brief is in the store", str(path)) from error

    @staticmethod
    def _part(path: Path) -> Path:
        # Each has a name of its own: two items over the same content are written at the same time.
        return path.with_name(f".{path.name}-{uuid4().hex[:8]}{_PART}")


def slug(title: str) -> str:
    """*title* as part of a file's name: ASCII letters and digits, with hyphens between."""
    words = re.findall(r"[a-z0-9]+", anyascii.anyascii(title[: 4 * _LONGEST_SLUG]).lower())
    return "-".join(words)[:_LONGEST_SLUG].rstrip("-") or "brief"


def _says(path: Path, text: str) -> bool:
    """Whether *path* is a file of *text*."""
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


def _cell(value: object) -> str:
    text = "" if value is None else line_for_terminal(str(value))
    return f"'{text}" if text.startswith(_ACTING) else text
