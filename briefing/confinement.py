"""Work on what others made, done by a child process with little memory and time.

Formats unpack, nest and refer to themselves, and the libraries that read them were not written against that: what a
hostile file makes of it is lost with the child.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from briefing.errors import SourceError, SourceUnreadable

MEMORY = 1536 * 2**20
"""Bytes of a child's address space; a thousand pages of text need a tenth."""

_SECRETS = ("OPENAI_", "AZURE_", "BRIEFING_")
"""Beginnings of names in the environment that no child needs."""

_children: set[subprocess.Popen[bytes]] = set()
"""Those that are at work."""


def ask(module: str, arguments: Sequence[str], data: bytes, seconds: float, name: str) -> dict[str, Any]:
    """The JSON object that ``python -m module arguments…`` prints of *data*, within *seconds*; *name* is what messages
    call it. ``{"fault": "time"}``, or ``"memory"``, where that was not enough.

    Raises:
        SourceError: no process can be started.
        SourceUnreadable: it could not begin.
    """
    # Not through a pipe: a child that dies early would leave us writing into it.
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        try:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
                [sys.executable, "-m", module, *arguments],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)},
            )
        except OSError as error:
            raise SourceError(f"no process can be started to read it: {error.strerror}", name) from error
    with child:
        _children.add(child)
        try:
            told, said = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return {"fault": "time"}
        finally:
            child.kill()  # where it is still at it
            _children.discard(child)
    try:
        return dict(json.loads(told))
    except ValueError:
        return {"fault": _fault(child.returncode, said, name)}


@atexit.register
def _end_children() -> None:
    """Nobody is there any more for what a child would tell: a stopped batch does not wait for its readers."""
    for child in list(_children):
        child.kill()


def confine(seconds: int) -> None:
    """Have this process, a child, end when it takes more than :data:`MEMORY`, or *seconds* of processor time.

    On Windows only the parent's clock holds it.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard < 0 else min(most, hard), hard))


def _fault(code: int, said: bytes, name: str) -> str:
    """What became of a child that ended with *code* and without an answer.

    Raises:
        SourceUnreadable: it could not begin.
    """
    if -code in (signal.SIGKILL, getattr(signal, "SIGXCPU", 0)):
        return "time"
    if code < 0 or b"MemoryError" in said:  # out of memory in the middle of C, or in the middle of telling of it
        return "memory"
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise SourceUnreadable(f"cannot be read: the process that should read it ended with “{last[:200]}”", name)
