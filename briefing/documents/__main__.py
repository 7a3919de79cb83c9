"""The child: ``python -m briefing.documents KIND`` reads a document from standard input and prints what is in it.

It gives itself little memory and time first.
"""

from __future__ import annotations

import json
import sys

from briefing.confinement import confine

SECONDS = 55
"""Of processor time."""
MOST_CHARACTERS = 20_000_000
"""Twenty long novels."""


def main() -> None:
    """Read, and print JSON: the document, or its fault."""
    confine(SECONDS)
    print(json.dumps(_read(sys.argv[1], sys.stdin.buffer.read())))  # noqa: T201 - that is what it is for


def _read(kind: str, data: bytes) -> dict[str, object]:
    from briefing.documents.faults import Fault

    try:
        if kind == "pdf":
            from briefing.documents.pdf import read_pdf as read
        elif kind == "docx":
            from briefing.documents.word import read_word as read
        else:
            from briefing.documents.mail import read_mail as read
        found = read(data)
    except Fault as fault:
        return {"fault": fault.name}
    except MemoryError:
        return {"fault": "memory"}
    except RecursionError:
        return {"fault": "nested" if kind == "eml" else "damaged"}
    except Exception:  # noqa: BLE001 - whatever a library trips over in a hostile file, the file is damaged
        return {"fault": "damaged"}
    if len(found["text"]) > MOST_CHARACTERS:
        return {"fault": "characters"}
    return dict(found)


if __name__ == "__main__":
    main()
