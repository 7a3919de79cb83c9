"""The commands that the README gives, read from it: so that CI, the tests and the page cannot differ.

``python3 tests/readme.py N`` prints the N-th shell block, counted from 1. Needs nothing but Python.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def blocks(language: str) -> list[str]:
    """The contents of the README's code blocks in *language*, in order, without the line break at their end."""
    block = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [found.rstrip("\n") for found in block.findall(README.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    print(blocks("sh")[int(sys.argv[1]) - 1])
