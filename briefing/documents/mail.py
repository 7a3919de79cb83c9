"""A mail, by the standard library: what it says, what it forwards, and the names of what is attached.

Of alternatives plain text goes before HTML, where it says anything. Every other part that a mail program shows is read,
in its order; what is not read is named. Quoted replies stay: they are what the writer answered to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from briefing.decoding import decode
from briefing.documents.faults import Fault, Found
from briefing.errors import SourceBinary
from briefing.folding import strip_controls
from briefing.hidden.characters import has_visible

MOST_NESTED = 10
"""Messages within messages."""
MOST_PARTS = 2000
"""Of a mail and all that it forwards."""
MOST_PAGES = 20
"""Parts in HTML, each of which may take as long as a page from the web."""
_MOST_TOLD = 5
# These are written in ASCII, and would be good UTF-8 too.
_ESCAPED = re.compile(r"iso-2022-\w+|hz(?:-gb-2312)?|utf-7")


class _Piece(NamedTuple):
    """The text of one part, and whether it is a page."""

    text: str
    html: bool = False


@dataclass
class _Met:
    """How many parts there were so far, and what the attachments among them are called."""

    parts: int = 0
    attached: list[str] = field(default_factory=list)


def read_mail(data: bytes) -> Found:
    """What is in the mail *data*, and where in it HTML stands.

    Raises:
        Fault: it is none, or nests without an end.
    """
    message = message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage) or not (message["from"] or message["date"] or message["subject"]):
        raise Fault("damaged")
    met = _Met()
    text, pages, left = "", list[tuple[int, int]](), 0
    for piece in _shown(message, 0, met):
        if piece.html and len(pages) == MOST_PAGES:
            left += 1
            continue
        text += "\n\n" if text else ""
        if piece.html:
            pages.append((len(text), len(text) + len(piece.text)))
        text += piece.text
    warnings = []
    if met.attached:
        more = f" and {len(met.attached) - _MOST_TOLD} more" if len(met.attached) > _MOST_TOLD else ""
        warnings.append(f"attachments were not read: {', '.join(met.attached[:_MOST_TOLD])}{more}")
    if left:
        warnings.append(f"of the parts in HTML only the first {MOST_PAGES} were read, {left:,} were not")
    return {"text": text, "pages": [], "fields": _fields(message), "warnings": warnings, "html": pages}


def _shown(part: Message, depth: int, met: _Met) -> list[_Piece]:
    """What a mail program shows of *part*, which stands *depth* messages deep."""
    met.parts += 1
    if depth > MOST_NESTED or met.parts > MOST_PARTS:
        raise Fault("nested")
    kind, within = part.get_content_type(), _within(part)
    if kind == "message/rfc822" and within:
        return [_Piece(_head(within[0])), *_shown(within[0], depth + 1, met)]
    if kind == "multipart/alternative":
        return _preferred([_shown(each, depth, met) for each in within])
    if kind == "multipart/related" and within:
        start = part.get_param("start")
        root = next((each for each in within if start and each["content-id"] == start), within[0])
        met.attached += [_name(each) for each in within if each is not root]
        return _shown(root, depth, met)
    if within and part.get_content_maintype() == "multipart":
        return [piece for each in within for piece in _shown(each, depth, met)]
    # A multipart whose parts cannot be told apart is the text that it is.
    if kind in ("text/plain", "text/html") or part.get_content_maintype() == "multipart":
        html = kind == "text/html"
        if part.get_content_disposition() != "attachment" and (text := _text(part, html)) is not None:
            return [_Piece(text, html)] if has_visible(text) else []
    met.attached.append(_name(part))
    return []


def _within(part: Message) -> list[Message]:
    """The parts that *part* is made of, or the message that it holds; none of what is one text."""
    content: Any = part.get_payload()
    return list(content) if part.is_multipart() else []


def _preferred(alternatives: Sequence[list[_Piece]]) -> list[_Piece]:
    """Of several versions of one thing the plain one, else the last, which is the writer's own (RFC 2046, 5.1.4)."""
    telling = [pieces for pieces in alternatives if pieces]
    plain = [pieces for pieces in telling if not any(piece.html for piece in pieces)]
    return next(iter(plain or telling[::-1]), [])


def _head(message: Message) -> str:
    told = (_line(message[name]) for name in ("from", "date", "subject") if message[name])
    return f"Forwarded: {' – '.join(told)}"


def _name(part: Message) -> str:
    return f"“{_line(part.get_filename() or part.get_content_type())[:80]}”"


def _line(value: object) -> str:
    """*value* on one line: what is encoded in a header may hold anything."""
    return " ".join(strip_controls(str(value)).split())


def _text(part: Message, html: bool) -> str | None:
    """The characters of *part*, its lines as they were written; None where there are none."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return None
    charset = part.get_content_charset() or ""
    text = None
    if _ESCAPED.fullmatch(charset):
        with suppress(LookupError, ValueError):
            text = data.decode(charset)
    if text is None:
        try:
            # A mail program that says ISO-8859-1 means it, and its larger set as the web does.
            said = "cp1252" if charset == "iso-8859-1" else charset
            text = decode(data, part.get_content_type(), declared=html, charset=said) if data else ""
        except SourceBinary:
            return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not html and _parameter(part, "format") == "flowed":
        text = _unflowed(text, _parameter(part, "delsp") == "yes")
    return text.strip()


def _parameter(part: Message, name: str) -> str:
    return str(part.get_param(name) or "").lower()


def _unflowed(text: str, delsp: bool) -> str:
    """*text* with the lines joined that only the width of a screen parted (RFC 3676).

    A space at a line's end says that it goes on; *delsp* says that this space is none of the text.
    """
    lines: list[str] = []
    open_at = None  # how deep the quotation is in which a line is open
    for line in text.split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words.removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if open_at == depth and words != "-- ":
            lines[-1] += words[:-1] if flows and delsp else words
        else:
            lines.append(f"{'>' * depth}{' ' * bool(depth)}{words[:-1] if flows and delsp else words}")
        open_at = depth if flows else None
    return "\n".join(lines)


def _fields(message: EmailMessage) -> dict[str, str]:
    told = (("title", "subject"), ("author", "from"))
    fields = {name: _line(message[header]) for name, header in told if message[header]}
    with suppress(ValueError, TypeError):
        fields["created"] = parsedate_to_datetime(str(message["date"])).date().isoformat()
    return fields
