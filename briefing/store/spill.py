"""Where a paid answer goes that the database could not take: a file beside the store, else in the temporary folder.

The next time the store is opened its answers are taken in, and the file is gone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from briefing.ledger import Charge, Paid
from briefing.store.connecting import public


class Spill:
    """The files for the store at *url*."""

    def __init__(self, url: sa.URL) -> None:
        name = hashlib.sha256(public(url).encode()).hexdigest()[:16]
        self._temporary = (
            Path(tempfile.gettempdir()) / f"briefing-answers-{os.getuid() if hasattr(os, 'getuid') else 0}"
        )
        self._stem = f"answers-{name}"
        self._folders = [self._temporary]
        if url.get_backend_name() == "sqlite":
            self._folders.insert(0, Path(str(url.database)).absolute().parent)

    def put(self, **answer: Any) -> Path | None:
        """Write *answer*, the arguments of :func:`briefing.store.runs.keep_answer`; None where no disk takes it."""
        paid: Paid = answer.pop("paid")
        charge: Charge = answer.pop("charge")
        answer["paid"] = {"body": base64.b64encode(paid.body).decode(), "mode": paid.mode}
        answer["charge"] = [charge.input_tokens, charge.output_tokens, charge.cost]
        line = f"{json.dumps(answer)}\n".encode()
        for folder in self._folders:
            path = folder / f"{self._stem}-{os.getpid()}.jsonl"
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
        found: list[Path] = []
        for folder in self._folders:
            if folder.is_dir():
                found += sorted(folder.glob(f"{self._stem}-*.jsonl"))
        return found

    @staticmethod
    def read(path: Path) -> Iterator[dict[str, Any]]:
        """The answers in *path*; a last line that was cut off is none."""
        for line in path.read_bytes().splitlines():
            try:
                answer = json.loads(line)
                paid = answer["paid"]
                answer["paid"] = Paid(base64.b64decode(paid["body"]), paid["mode"])
                answer["charge"] = Charge(*answer["charge"])
            except (ValueError, KeyError, TypeError):
                continue
            yield answer
