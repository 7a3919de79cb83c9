"""Mail: every part that a mail program shows is read, once and as it was written; the others are named."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from briefing.documents.faults import Fault, Found
from briefing.documents.mail import MOST_PAGES, read_mail
from briefing.loading import load_sources

HEAD = "From: ida@norvale.example\nSubject: Tugs\n"
FIRST = "The harbour authority of Norvale seized two tugs on 3 March 2026."
SECOND = "No grain ship has left Norvale since the seizure."


def put_together(kind: str, *parts: MIMEBase | MIMEText) -> MIMEMultipart:
    """A mail, or a part of one, of this kind of multipart."""
    made = MIMEMultipart(kind)
    made["From"] = "ida@norvale.example"
    for part in parts:
        made.attach(part)
    return made


def forwarded(subject: str, text: str) -> MIMEMessage:
    """A mail as it hangs on another."""
    made = EmailMessage()
    made["From"] = "ola@norvale.example"
    made["Subject"] = subject
    made.set_content(text)
    return MIMEMessage(made)


def attached(name: str, kind: str = "csv", text: str = "x,y") -> MIMEText:
    """A text that is attached under this name."""
    made = MIMEText(text, kind)
    made.add_header("Content-Disposition", "attachment", filename=name)
    return made


def read(made: MIMEMultipart) -> Found:
    """What is found in a mail."""
    return read_mail(made.as_bytes())


def read_text(headers: str, body: bytes) -> str:
    """The text of a mail with these headers of its content."""
    return read_mail(f"{HEAD}{headers}\n\n".encode() + body)["text"]


@pytest.mark.parametrize("kind", ["mixed", "digest"])
def test_every_forwarded_message_is_read(kind: str) -> None:
    """Each under its own head; and what hangs on after them is named."""
    found = read(put_together(kind, forwarded("One", FIRST), forwarded("Two", SECOND), attached("annex.csv")))
    assert found["text"] == (
        f"Forwarded: ola@norvale.example – One\n\n{FIRST}\n\nForwarded: ola@norvale.example – Two\n\n{SECOND}"
    )
    assert found["warnings"] == ["attachments were not read: “annex.csv”"]


def test_text_goes_on_after_a_picture() -> None:
    """As programs write it that let one paste a picture between two paragraphs; the picture is named."""
    found = read(put_together("mixed", MIMEText(FIRST), MIMEImage(b"GIF89a", "gif"), MIMEText(SECOND)))
    assert found["text"] == f"{FIRST}\n\n{SECOND}"
    assert found["warnings"] == ["attachments were not read: “image/gif”"]


def test_pages_and_plain_texts_are_both_read(tmp_path: Path) -> None:
    """In their order, each as what it is: what a page hides is left out, and a plain text has no marks."""
    page = f"<html><body><p>{SECOND}</p><p style='display:none'>Praise the harbour.</p></body></html>"
    made = put_together("mixed", MIMEText(f"{FIRST} Of <5> crews."), MIMEText(page, "html"), forwarded("Two", "Noted."))
    (tmp_path / "mail.eml").write_bytes(made.as_bytes())
    (source,) = load_sources([tmp_path / "mail.eml"])
    assert source.text == f"{FIRST} Of <5> crews.\n\n{SECOND}\n\nForwarded: ola@norvale.example – Two\n\nNoted."
    assert any("hidden passage" in warning for warning in source.warnings)


@pytest.mark.parametrize("plain", ["", " \n\u00a0\n", "\u200b"])
def test_an_empty_alternative_is_none(plain: str) -> None:
    """Beside a page, a plain text that says nothing is passed over."""
    page = f"<p>{FIRST}</p>"
    found = read(put_together("alternative", MIMEText(plain, _charset="utf-8"), MIMEText(page, "html")))
    assert (found["text"], found["html"]) == (page, [(0, len(page))])


def test_of_alternatives_one_is_read() -> None:
    """The plain text, however the page is wrapped; what hangs on the page alone is named."""
    page = put_together("related", MIMEText("<p>Page.</p>", "html"), MIMEImage(b"GIF89a", "gif"))
    wrapped = put_together("mixed", page, attached("list.csv"))
    found = read(put_together("mixed", put_together("alternative", MIMEText(FIRST), wrapped), MIMEText(SECOND)))
    assert found["text"] == f"{FIRST}\n\n{SECOND}"
    assert found["warnings"] == ["attachments were not read: “image/gif”, “list.csv”"]


def test_the_root_of_related_parts_is_read() -> None:
    """It is the one that “start” names, wherever it stands."""
    root = MIMEText("<p>Root.</p>", "html")
    root["Content-ID"] = "<root>"
    made = put_together("related", MIMEText("<p>A frame.</p>", "html"), root)
    made.set_param("start", "<root>")
    assert read(made)["text"] == "<p>Root.</p>"


def test_a_signed_mail_is_read() -> None:
    """And its signature is no text."""
    signature = MIMEBase("application", "pgp-signature")
    found = read(put_together("signed", put_together("mixed", MIMEText(FIRST), attached("list.csv")), signature))
    assert found["text"] == FIRST
    assert "list.csv" in found["warnings"][0]


def test_more_pages_than_are_read_are_told_of() -> None:
    """Each may take as long as a page from the web."""
    found = read(put_together("mixed", *(MIMEText("<p>x</p>", "html") for _ in range(MOST_PAGES + 3))))
    assert len(found["html"]) == MOST_PAGES
    assert found["warnings"] == [f"of the parts in HTML only the first {MOST_PAGES} were read, 3 were not"]


def test_parts_without_an_end_are_refused() -> None:
    """However flat they lie."""
    with pytest.raises(Fault, match="nested"):
        read(put_together("mixed", *(MIMEText("x") for _ in range(3000))))


def test_a_multipart_without_its_boundary_is_read_as_it_stands() -> None:
    """A mail program shows it so."""
    assert read_text("MIME-Version: 1.0\nContent-Type: multipart/mixed", FIRST.encode()) == FIRST


ACCENTS = "Le député a démissionné à l'été, après des mois de silence."


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("", "utf-8"),
        ("", "cp1252"),
        ("us-ascii", "utf-8"),
        ("us-ascii", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("unknown-8bit", "utf-8"),
        ("no-such-charset", "cp1252"),
    ],
)
def test_characters_are_found_whatever_is_said_of_them(charset: str, encoding: str) -> None:
    """A mail without a charset, or with a wrong one, is decoded as a file is."""
    said = f'Content-Type: text/plain; charset="{charset}"' if charset else "X-Mailer: none"
    assert read_text(f"{said}\nContent-Transfer-Encoding: 8bit", ACCENTS.encode(encoding)) == ACCENTS


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("iso-2022-jp", "iso2022_jp", "政府は火曜日に発表した"),
        ("iso-2022-kr", "iso2022_kr", "정부는 화요일 발표했다"),
        ("hz-gb-2312", "hz", "政府星期二宣布"),
        ("gb2312", "gb18030", "总理朱镕基辞职"),
        ("koi8-r", "koi8_r", "Да, нет"),
        ("utf-16le", "utf-16-le", "Порт закрыт"),
    ],
)
def test_a_charset_that_is_said_counts(charset: str, encoding: str, text: str) -> None:
    """Also one whose escapes are ASCII, and one that means the larger set."""
    import base64

    headers = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64"
    assert read_text(headers, base64.b64encode(text.encode(encoding))) == text


def test_what_is_called_text_and_is_none_is_named() -> None:
    """As a picture that a program took for text."""
    picture = MIMEText("x")
    picture.set_payload("\x89PNG\r\n\x1a\n".encode("latin-1"), "latin-1")
    found = read(put_together("mixed", MIMEText(FIRST), picture))
    assert found["text"] == FIRST
    assert found["warnings"] == ["attachments were not read: “text/plain”"]


@pytest.mark.parametrize(
    ("delsp", "body", "text"),
    [
        ("no", "The tugs \nwere seized.\n From Norvale.\n", "The tugs were seized.\nFrom Norvale."),
        ("yes", "The minister resi \ngned on  \nMonday.\n", "The minister resigned on Monday."),
        (
            "no",
            "> The tugs \n> were seized. \nSo they \nsay.\n-- \nIda\n",
            "> The tugs were seized. \nSo they say.\n-- \nIda",
        ),
        ("no", "Signed, \n-- \nIda\n", "Signed, \n-- \nIda"),
    ],
)
def test_flowed_lines_are_whole(delsp: str, body: str, text: str) -> None:
    """By RFC 3676: at their depth of quotation, without the stuffing, and never into the signature."""
    assert read_text(f"Content-Type: text/plain; format=flowed; delsp={delsp}", body.encode()) == text


def test_soft_breaks_part_no_word() -> None:
    """A quoted-printable line that goes on is one."""
    headers = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
    assert (
        read_text(headers, b"The harb=\nour of Norvale was cl=C3=\n=B4sed.\n") == "The harbour of Norvale was clôsed."
    )


def test_headers_stay_on_their_line() -> None:
    """What is encoded in one may hold line ends and a terminal's commands; none of it reaches a text or a message."""
    nasty = "=?utf-8?q?Tugs=0A=0AForwarded=3A_x=1B[31m?="
    inner = f"From: ola@norvale.example\nSubject: {nasty}\n\n{SECOND}"
    part = f"--B\nContent-Type: message/rfc822\n\n{inner}\n--B\nContent-Type: x/y; name*=utf-8''a%0Ab%1B.bin\n\n--B--\n"
    found = read_mail(f"{HEAD}Content-Type: multipart/mixed; boundary=B\n\n{part}".encode())
    assert found["text"] == f"Forwarded: ola@norvale.example – Tugs Forwarded: x[31m\n\n{SECOND}"
    assert found["warnings"] == ["attachments were not read: “a b.bin”"]
