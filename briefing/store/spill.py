"""Where a paid answer goes that the database could not take: a file beside the store, else in the temporary folder.

The next time the store is opened its answers are taken in, and the file is gone once all of them are.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from briefing.ledger import Charge, Paid
from briefing.store.connecting import public


class Spill:
    """The files for the store at *url*."""

    def __init__(self, url: sa.URL) -> None:
        user = os.getuid() if hasattr(os, "getuid") else 0
        temporary = Path(tempfile.gettempdir()) / f"briefing-answers-{user}"
        self._stems: dict[Path, str] = {}
        if url.get_backend_name() == "sqlite":
            # By whatever name the store is called. Beside it the file's own name will do, also when the folder moves.
            path = Path(str(url.database)).resolve()
            self._stems = {path.parent: _stem(path.name), temporary: _stem(str(path))}
        else:
            self._stems = {temporary: _stem(public(url))}

    def put(self, **answer: Any) -> Path | None:
        """Write *answer*, the arguments of :func:`briefing.store.runs.keep_answer`; None where no disk takes it."""
        paid: Paid = answer.pop("paid")
        charge: Charge = answer.pop("charge")
        answer["paid"] = {"body": base64.b64encode(paid.body).decode(), "mode": paid.mode}
        answer["charge"] = [charge.input_tokens, charge.output_tokens, charge.cost]
        # The line before may have been cut off by a full disk: it takes no other with it.
        line = f"\n{json.dumps(answer)}\n".encode()
        for folder, stem in self._stems.items():
            path = folder / f"{stem}-{os.getpid()}.jsonl"
            try:
                folder.mkdir(mode=0o700, exist_ok=True)
                with path.open("ab") as file:
                    file.write(line)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                continue
            return path
        return None

    def files(self) -> list[Path]:
        """The files that are there."""
        return [
            path
            for folder, stem in self._stems.items()
            if folder.is_dir()
            for path in sorted(folder.glob(f"{stem}-*.jsonl"))
        ]


def take_in(path: Path, take: Callable[[dict[str, Any]], bool]) -> bool:
    """Give each answer in *path* to *take*, which says whether it has it now; whether all are taken, and the file gone.

    A line that was cut off is no answer; one that is whole and cannot be read stays, like one that is not taken.
    """
    content = path.read_bytes()
    left = [line for line in content.splitlines() if (answer := _read(line)) is not None and not take(answer)]
    # A process that still runs may have added to it meanwhile: then all of it is looked at the next time.
    if left or path.stat().st_size != len(content):
        return False
    path.unlink()
    return True


def _stem(name: str) -> str:
    return f"answers-{hashlib.sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _read(line: bytes) -> dict[str, Any] | None:
    """The answer in *line*, empty where it is none that we know; None where the line was cut off."""
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    try:
        paid = answer["paid"]
        answer["paid"] = Paid(base64.b64decode(paid["body"]), paid["mode"])
        answer["charge"] = Charge(*answer["charge"])
    except (ValueError, KeyError, TypeError):
        return {}
    return dict(answer)
