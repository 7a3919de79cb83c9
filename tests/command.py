"""Running the command line in this process: the whole of it, ``main()`` included, without a second's imports."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from briefing.cli import main


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    returncode: int
    stdout: str
    stderr: str


def run(
    *arguments: object, stdin: str = "", environment: dict[str, str] | None = None, cwd: Path | None = None
) -> Done:
    """Run ``briefing`` with *arguments*; the fixture in conftest has cleared the machine's settings."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
    status: object = 0
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "argv", ["briefing", *map(str, arguments)]))
        stack.enter_context(mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))))
        stack.enter_context(mock.patch.dict(os.environ, environment or {}))
        stack.enter_context(contextlib.chdir(cwd or Path.cwd()))
        for name, stream in streams.items():
            stack.enter_context(mock.patch.object(sys, name, stream))
        try:
            main()
        except SystemExit as end:
            status = end.code
    for stream in streams.values():
        stream.flush()
    said = {name: stream.buffer.getvalue().decode() for name, stream in streams.items()}  # type: ignore[attr-defined]
    return Done(status if isinstance(status, int) else 0 if status is None else 1, said["stdout"], said["stderr"])
