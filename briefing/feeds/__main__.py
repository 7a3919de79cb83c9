"""The child: ``python -m briefing.feeds URL CHARSET`` reads a feed from standard input and prints its entries."""

from __future__ import annotations

import json
import sys

from briefing.confinement import confine

SECONDS = 30
"""Of processor time."""


def main() -> None:
    """Read, and print JSON: the entries, or a fault."""
    confine(SECONDS)
    from briefing.feeds.parsing import parse

    url, charset = sys.argv[1:]
    print(json.dumps(parse(sys.stdin.buffer.read(), url, charset or None)))  # noqa: T201 - that is what it is for


if __name__ == "__main__":
    main()
