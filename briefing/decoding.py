"""The characters in a file's bytes, or the word that it holds none.

In this order: a byte-order mark; UTF-16 or UTF-32 without one; UTF-8; the charset that a server or a mail says, unless
it is one that they say of what they do not know; the charset a page declares; and detection among the legacy encodings
still met in text files. Several hundred characters are detected right; of a short text that reads as well in two
encodings, cp1252 is taken.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import regex

from briefing.errors import SourceBinary

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_FORMATS = (
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"bplist00", "a property list or Safari web archive"),
    (b"\x7fELF", "a program"),
)
_ZIPPED = (
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"epub+zip", "an EPUB book"),
)
_BOMS = (  # UTF-32's first: in little-endian order it begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HEAD = 65_536  # characters or bytes that decide what kind of file it is
# What stands in any text, or in a Chinese or Japanese one, often enough; and what stands in none.
_COMMON = re.compile(r"[\t\n\r -~\u3001\u3002\uff0c]")
_STRANGE = regex.compile(r"[\p{Cn}\p{Co}[\p{Cc}--[\t\n\r]]]", regex.V1)
_NOISE = re.compile("[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# Servers are set to say these, as they come, of pages that nobody told them anything of.
_SAID_OF_ANYTHING = {"iso-8859-1", "latin1", "us-ascii"}
# The rest of Python's codecs either read escapes as characters or are no encodings of text.
_DECLARABLE = re.compile(r"cp\d+|iso8859-\d+|koi8-[ru]|gb\w+|big5\w*|shift_jis\w*|euc_\w+|iso2022_\w+|mac-\w+|tis-620")
# Of what comes with the bytes, not in them: they could not be read as far as to where they say so.
_SAID = re.compile(rf"utf-16-[lb]e|{_DECLARABLE.pattern}")
# What the web means by a declared name: always the larger set (WHATWG, Encoding Standard, section 4.2).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "utf-16": "utf-16-le",
}
# Where two readings are as good, the earlier wins. DOS and old Macintosh code pages are left out: counting
# them in costs more short Western texts than it gains.
_LEGACY = (
    *("cp1252", "cp1250", "iso8859_2", "cp1251", "cp1254", "cp1256", "cp1253", "cp1255", "cp1257", "gb18030", "big5"),
    *("cp932", "euc_jp", "cp949", "koi8_r", "koi8_u", "iso8859_7", "iso8859_5", "iso8859_6", "iso8859_8", "cp866"),
    *("tis_620", "cp1258"),
)
# Languages whose text reads almost as well in cp1252, letters of theirs being exchanged for Western ones.
_AT_HOME = {
    "Turkish": "cp1254",
    **dict.fromkeys(("Polish", "Czech", "Slovak", "Slovene", "Croatian", "Hungarian", "Romanian"), "cp1250"),
    **dict.fromkeys(("Lithuanian", "Latvian", "Estonian"), "cp1257"),
}


def decode(data: bytes, name: str, *, declared: bool, charset: str | None = None) -> str:
    """The characters in *data*; line ends and a byte-order mark are left as they are.

    *name* is what messages call the input. *declared* says whether a charset named in the text itself
    counts, as it does for a page; *charset* is what a server said.

    Raises:
        SourceBinary: it is not text; the message names the format where that is known.
    """
    if (format_name := _known_format(data)) is not None:
        raise _binary(f"is {format_name}", name)
    said = charset if charset and charset.lower() not in _SAID_OF_ANYTHING else ""
    readings: tuple[Callable[[], str | None], ...] = (
        lambda: _decode_marked(data),
        lambda: _decode_utf8(data),
        lambda: _decode_utf16(data),
        lambda: _decode_named(data, said, _SAID),
        lambda: _decode_named(data, _declared(data) if declared else "", _DECLARABLE),
        lambda: _decode_detected(data),
    )
    for reading in readings:
        if (text := reading()) is not None and not _is_noise(text):
            return text
    raise _binary("is not text", name)


def _is_noise(text: str) -> bool:
    """Whether no writer wrote *text*."""
    # A stray NUL or two is dirt in a text. Random bytes hold a tenth of control characters, and most formats more.
    head = text[:_HEAD]
    return len(_NOISE.findall(head)) > len(head) / 20


def _binary(what: str, name: str) -> SourceBinary:
    return SourceBinary(f"{what}, which cannot be read here: save it as text and give that", name)


def _known_format(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        # The names of a zip archive's members stand in clear text, at its beginning or its end.
        ends = data[:_HEAD] + data[-_HEAD:]
        return next((name for mark, name in _ZIPPED if mark in ends), "a ZIP archive")
    return next((name for mark, name in _FORMATS if data.startswith(mark)), None)


def _decode_marked(data: bytes) -> str | None:
    """By byte-order mark, or by where the NULs of UTF-16 and UTF-32 stand in a text that is mostly Latin."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    head = data[: _HEAD - _HEAD % 4]
    if head.count(0) < len(head) / 5:
        return None
    nuls = [head[at::4].count(0) > len(head) / 10 for at in range(4)]
    layouts = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    layout = layouts.get((nuls[0], nuls[1], nuls[2], nuls[3]))
    return data.decode(layout, "replace") if layout else None


def _decode_utf8(data: bytes) -> str | None:
    if b"\x1b$" in data:  # ISO-2022 hides Japanese in ASCII, which is good UTF-8
        try:
            return data.decode("iso2022_jp")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A file cut off inside a character, or with one bad byte in it, is still UTF-8: in any other encoding
    # few sequences are valid by chance.
    broken = text.count("\ufffd")
    whole = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return text if whole > 3 * broken else None


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def _decode_named(data: bytes, charset: str, credible: re.Pattern[str]) -> str | None:
    try:
        codec = codecs.lookup(charset).name
        codec = _WIDER.get(codec, codec)
        return data.decode(codec) if credible.fullmatch(codec) else None
    except (LookupError, ValueError):  # ValueError: bytes that are not of it, and names that are none
        return None


def _decode_utf16(data: bytes) -> str | None:
    """By what comes of it: spaces and line ends, or commas and full stops, and nothing that no text has.

    Other text read so is Han without a full stop, or no characters at all.
    """
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        head = text[:_HEAD]
        if len(_COMMON.findall(head)) > len(head) / 50 and len(_STRANGE.findall(head)) < len(head) / 500:
            return text
    return None


def _decode_detected(data: bytes) -> str:
    """By charset-normalizer's two measures, how little mess there is and how well the letters fit a language."""
    from charset_normalizer import from_bytes

    sample = _telling_lines(data)
    # One encoding at a time, because asked for all at once it skips those that resemble one it has refused.
    # And with a high threshold, for it gives up early: Persian in cp1256 measures 0.1 and is refused at 0.2.
    readings = [
        match
        for codec in _LEGACY
        for match in from_bytes(sample, cp_isolation=[codec], threshold=0.5, preemptive_behaviour=False)
        if match.encoding == codec  # of no bytes at all it says UTF-8
    ]
    # A C1 control stands in no text: what is one in ISO 8859 was a letter or a quotation mark in a Windows page.
    readings = [m for m in readings if not re.search("[\x80-\x9f]", str(m))]
    for codec in _by_preference(readings):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _telling_lines(data: bytes) -> bytes:
    """The lines that are not ASCII, some 256 kB of them: the others read the same in every encoding."""
    lines: list[bytes] = []
    room = 1 << 18
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            # A line longer than that is cut at a space, which is half of no character in any encoding.
            lines.append(line[: line.rfind(b" ", 0, room)] if len(line) > room and b" " in line[:room] else line)
            room -= len(line)
            if room < 0:
                break
    return b"".join(lines)


def _by_preference(readings: list[CharsetMatch]) -> list[str]:
    """The codecs of *readings*, best first; the margins were set on sentences in sixteen languages."""
    if not readings:
        return []

    def badness(reading: CharsetMatch) -> float:
        return reading.chaos - reading.coherence / 2

    readings = sorted(readings, key=badness)
    best = readings[0]
    near = [m for m in readings if badness(m) <= badness(best) + 0.06]
    order = list(_LEGACY)
    if len({m.language for m in near}) == 1 and (home := _AT_HOME.get(best.language)):
        order.sort(key=lambda codec: codec != home)
    else:
        near = [m for m in near if m.chaos <= best.chaos + 0.03]
    first = sorted((m.encoding for m in near), key=order.index)
    return first + [m.encoding for m in readings if m.encoding not in first]
