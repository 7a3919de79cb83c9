"""A mail, by the standard library: what it says, what it forwards, and the names of what is attached.

Plain text goes before HTML. Quoted replies stay: they are what the writer answered to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parsedate_to_datetime

from briefing.documents.faults import Fault, Found

MOST_NESTED = 10
"""Messages within messages."""
MOST_PARTS = 500
_MOST_TOLD = 5


def read_mail(data: bytes) -> Found:
    """What is in the mail *data*; HTML where that is all it has.

    Raises:
        Fault: it is none, or nests without an end.
    """
    message = message_from_bytes(data, policy=default)
    if not isinstance(message, EmailMessage) or not (message["from"] or message["date"] or message["subject"]):
        raise Fault("damaged")
    attached: list[str] = []
    parts = list(_bodies(message, 0, attached))
    html = bool(parts) and all(is_html for _, is_html in parts)
    # A page among plain texts would be read as markup.
    texts = [text for text, is_html in parts if is_html == html]
    warnings = []
    if attached:
        more = f" and {len(attached) - _MOST_TOLD} more" if len(attached) > _MOST_TOLD else ""
        warnings.append(f"attachments were not read: {', '.join(attached[:_MOST_TOLD])}{more}")
    if len(texts) < len(parts):
        warnings.append("of the messages in it only those in plain text were read")
    joint = "\n" if html else "\n\n"
    return {"text": joint.join(texts), "pages": [], "fields": _fields(message), "warnings": warnings, "html": html}


def _bodies(message: EmailMessage, depth: int, attached: list[str]) -> Iterator[tuple[str, bool]]:
    """The text of *message* and of those that it forwards, and whether each is HTML."""
    if depth > MOST_NESTED:
        raise Fault("nested")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        yield _content(body), body.get_content_type() == "text/html"
    for count, part in enumerate(message.walk() if message.is_multipart() else ()):
        if count > MOST_PARTS:
            raise Fault("nested")
        if part is message or part is body:
            continue
        if part.get_content_type() == "message/rfc822" and isinstance(part, EmailMessage):
            inner = part.get_content()
            if isinstance(inner, EmailMessage):
                head = " – ".join(str(inner[name]) for name in ("from", "date", "subject") if inner[name])
                texts = list(_bodies(inner, depth + 1, attached))
                yield from ((f"Forwarded: {head}\n\n{text}" if not html else text, html) for text, html in texts)
            return
        if part.get_filename() or part.get_content_disposition() == "attachment":
            attached.append(f"“{(part.get_filename() or part.get_content_type())[:80]}”")


def _content(part: Message) -> str:
    try:
        content = part.get_content()  # type: ignore[attr-defined]
    except (LookupError, UnicodeError):  # a charset that nobody knows
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(payload)
    return str(content).replace("\r\n", "\n").strip()


def _fields(message: EmailMessage) -> dict[str, str]:
    told = (("title", "subject"), ("author", "from"))
    fields = {name: str(message[header]) for name, header in told if message[header]}
    with suppress(ValueError, TypeError):
        fields["created"] = parsedate_to_datetime(str(message["date"])).date().isoformat()
    return fields
