"""Text where it is displayed or read by programs: nothing in it acts on a terminal, a viewer of logs, or a page.

What is written here is encoded for its destination, whoever wrote it: a model, a source, a server, a file's name.
Pages have an encoding of their own, :mod:`briefing.render.escape`.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterable

# Controls but for tab and line break, what turns the direction of text around, and what shows nothing; of joiners and
# signs that choose a variant, which writing and emoji need, three in a row.
_UNSHOWN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
_UNPRINTABLE = re.compile(f"(?:[\u200c\u200d\ufe00-\ufe0f][{_UNSHOWN}]*){{3,}}|[{_UNSHOWN}]")
_BEGINS_TAG = re.compile("<(?=[!/?A-Za-z])")
# Where any of the above can be. A pattern that begins with a class of characters is searched for many times faster.
_BEYOND_ASCII = re.compile(r"[^\n -~][^\n -~]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_PLAIN = re.compile(rb"[^A-Za-z0-9_./:=,@+ -]")


def line_for_terminal(text: str) -> str:
    """*text* as one line that a terminal shows and does not act on: nobody's words can look like a line of ours."""
    return for_terminal(" ".join(text.split()))


def for_terminal(text: str) -> str:
    """*text* without what a terminal would act on or not show; lone surrogates, as names of files have, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))


def for_shell(arguments: Iterable[str]) -> str:
    """*arguments* as one line that a terminal shows as it is, and of which any POSIX shell makes them again.

    What cannot be shown is written in octal, for ``printf``: not every shell knows ``$'…'``. A line break at the very
    end of an argument is lost, as at the end of whatever a shell substitutes.
    """
    return " ".join(map(_for_shell, arguments))


def _for_shell(argument: str) -> str:
    if argument == for_terminal(argument) and not {"\t", "\n"} & set(argument):
        return shlex.quote(argument)
    octal = _NOT_PLAIN.sub(lambda byte: b"\\%03o" % ord(byte[0]), os.fsencode(argument))
    return f"\"$(printf '{octal.decode()}')\""


def for_json(text: str) -> str:
    """*text*, JSON with its characters as they are, with those that would act written as ``\\u`` escapes.

    It says the same as before, since only strings hold such characters; a lone surrogate, which says nothing, becomes
    U+FFFD. Escaped is what a terminal would act on or not show, and a ``<`` that could begin a tag or a comment, so
    that JSON put into a page's script as it stands cannot end it (HTML, section 4.12.1.3).
    """
    return _BEYOND_ASCII.sub(_escaped_in_json, _BEGINS_TAG.sub(r"\\u003c", text))


def _escaped_in_json(found: re.Match[str]) -> str:
    shown = _SURROGATE.sub("\ufffd", found[0])
    return _UNPRINTABLE.sub(lambda acting: json.dumps(acting[0])[1:-1], shown)
