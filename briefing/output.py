"""Where a result goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.display import for_terminal, line_for_terminal
from briefing.errors import OutputError


def print_line(text: str) -> None:
    """Put a line of the product on standard output, as UTF-8: one line, without what a terminal would act on.

    Raises:
        OutputError: it cannot be written.
    """
    _to_stdout(f"{line_for_terminal(text)}\n")


def print_text(text: str) -> None:
    """Put *text* of our own on standard output, as UTF-8, with its line breaks and one at the end.

    Raises:
        OutputError: it cannot be written.
    """
    _to_stdout(f"{for_terminal(text)}\n")


class Target:
    """The place for one result. Entering it proves that a file can be written, before anything is paid for.

    *path* is a file, or None for standard output. The file appears, whole, on :meth:`write`.

    Raises:
        OutputError: the folder is missing, or nothing can be written there.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._temporary: Path | None = None

    def __enter__(self) -> Self:
        if self._path is None:
            if sys.stdout is None:
                raise OutputError("is closed; name a file with -o", "standard output")
        else:
            if self._path.is_dir():
                raise OutputError("is a folder", str(self._path))
            try:
                handle, name = tempfile.mkstemp(prefix=f".{self._path.name[:40]}-", dir=self._path.parent)
            except OSError as error:
                advice = "" if self._path.parent.is_dir() else f"; there is no folder {self._path.parent}"
                raise OutputError(f"cannot be written: {error.strerror}{advice}", str(self._path)) from error
            os.close(handle)
            self._temporary = Path(name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)

    def write(self, text: str) -> None:
        """Write *text*, as UTF-8.

        Raises:
            OutputError: it could not be written. The text is then on standard output, since it was paid for.
        """
        if self._path is None or self._temporary is None:
            _to_stdout(text)
            return
        try:
            write_whole(self._path, text, self._temporary)
        except OSError as error:
            _to_stdout(text)
            raise OutputError(
                f"cannot be written: {error.strerror}; the brief is on standard output instead", str(self._path)
            ) from error


def write_whole(path: Path, text: str, temporary: Path) -> None:
    """Have *path* be *text* as UTF-8, whole or not at all; *temporary* is where it is written first, in its folder.

    Raises:
        OSError: it cannot be written; *temporary* may be left behind.
    """
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(_permissions(path))
    temporary.replace(path)


def _permissions(path: Path) -> int:
    """Those of the file that is replaced, else what the process gives any new file."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _to_stdout(text: str) -> None:
    # Bytes, so that the brief is the same wherever it is written: a Windows console and a C locale differ.
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except OSError as error:
        _abandon_stdout()
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputError(f"cannot be written: {error.strerror}", "standard output") from error


def _abandon_stdout() -> None:
    """Let what is still in the buffer go nowhere: flushing it when the process ends would fail once more."""
    with contextlib.suppress(OSError):  # a stream that is no file has nothing to flush to
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
