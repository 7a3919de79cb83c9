"""The commands that the README gives, read from it: so that CI, the tests and the page cannot differ.

``python3 tests/readme.py N`` prints the N-th shell block, counted from 1. Needs nothing but Python.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def shell_blocks() -> list[str]:
    """The contents of the README's ``sh`` blocks, in order, without the line break at their end."""
    return [block.rstrip("\n") for block in _BLOCK.findall(README.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    print(shell_blocks()[int(sys.argv[1]) - 1])
