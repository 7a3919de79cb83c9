"""Reports as they lie on a disk or come down a pipe, read into :class:`~briefing.source.Source`.

::

    name → bytes → characters → text and metadata → Source

Text and Markdown are taken as written, less their front matter. Of a saved page the main text is taken,
by trafilatura, and the page's own metadata; its lines end where a block or a ``<br>`` ended, the form of
a text whose paragraphs are single lines; what the page hides from its readers is left out, and said in the
source's warnings. The libraries are imported when the first input needs them: a
command that reads no report pays for none.
"""

from __future__ import annotations

import logging
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any, BinaryIO

from briefing.decoding import decode
from briefing.errors import SourceEmpty, SourceError, SourceNotFound, SourceUnreadable, UsageError
from briefing.hidden.characters import has_visible, left_out
from briefing.injection import addressed_to_model
from briefing.source import Source

_MARKDOWN = {".md", ".markdown"}
_TEXT = {".txt", ".text"} | _MARKDOWN
_PAGES = {".html", ".htm", ".xhtml"}
_STDIN = "standard input"


def load_sources(
    inputs: Iterable[str | Path | Source] | Path | Source, *, stdin: BinaryIO | None = None
) -> list[Source]:
    """Read every input, in the order given.

    An input is a file, a folder, ``-`` for standard input (*stdin*, or the process's own), or a
    :class:`Source`, which is passed through; one input alone need not stand in a list. ``.txt`` and
    ``.md`` files are text, ``.html``, ``.htm`` and ``.xhtml`` files are pages, and what any other is
    shows in its content. A folder stands for the text, Markdown and HTML files anywhere below it, sorted,
    without hidden ones and without the ``NAME_files`` folder a browser saves beside a page. A file that
    is named twice, by whatever name, counts once.

    ``published`` is always ``YYYY-MM-DD`` or ``None``: a date that lacks its day is not made up, nor is
    one that can be read as two.

    Raises:
        UsageError: no input, an empty name, or the address of a page on the web.
        SourceNotFound: there is no such file.
        SourceUnreadable: it may not be read, or is a pipe or a device.
        SourceEmpty: nothing, or only white space, is in it; or no report is below the folder.
        briefing.errors.SourceBinary: it is not text.
    """
    given = [inputs] if isinstance(inputs, str | Path | Source) else list(inputs)
    if not given:
        raise UsageError("no report given: name a file or a folder, or - for standard input")
    sources: list[Source] = []
    seen: set[tuple[int, int] | None] = set()
    for item in given:
        if isinstance(item, Source):
            sources.append(item)
            continue
        for found in _find(item):
            if found.identity not in seen:
                seen.add(found.identity)
                sources.append(_build(found, _read(found, stdin)))
    return sources


# Names to bytes.


@dataclass(frozen=True)
class _Input:
    """A file, or standard input when *path* and *identity* (device and inode) are ``None``."""

    name: str
    path: Path | None = None
    identity: tuple[int, int] | None = None

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower() if self.path else ""


def _find(item: str | Path) -> Iterator[_Input]:
    typed = str(item)
    name = _printable(typed)
    if typed == "-":
        yield _Input(_STDIN)
    elif not typed.strip():
        raise UsageError("an empty name was given for a report: name a file or a folder, or - for standard input")
    elif re.match(r"https?://", typed, re.IGNORECASE):
        raise UsageError("pages are not read from the web yet: save the page and give the file", name)
    elif stat.S_ISDIR(_status(name, Path(typed)).st_mode):
        for path in reports_below(Path(typed)):
            yield _file(_printable(str(path)), path)
    else:
        yield _file(name, Path(typed))


def reports_below(folder: Path) -> Iterator[Path]:
    """The text, Markdown and HTML files anywhere below *folder*, sorted by the parts of their paths.

    Without hidden ones and the folders that browsers save beside pages. No more is held at a time than the names in
    one folder and beside the folders above it; links to folders are not followed.

    Raises:
        SourceEmpty: there is none.
        SourceError: a folder cannot be read.
    """
    left = _listed(folder)
    found = False
    while left:
        entry = left.pop()
        if entry.is_dir(follow_symlinks=False):
            left += _listed(Path(entry.path))
        elif not os.path.isdir(entry.path):  # noqa: PTH112 - a link whose end cannot be seen is told when it is read
            found = True
            yield Path(entry.path)
    if not found:
        suffixes = ", ".join(sorted(_TEXT | _PAGES))
        raise SourceEmpty(f"no report is in this folder: it needs files in {suffixes}", _printable(str(folder)))


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """The folders and reports in *folder*, the last first."""
    try:
        with os.scandir(str(folder)) as entries:
            seen = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        raise refusal(error, _printable(str(folder))) from error
    stems = {Path(entry.name).stem for entry in seen if Path(entry.name).suffix.lower() in _PAGES}
    kept = [
        entry
        for entry in seen
        if (not _belongs_to_page(entry.name, stems) if entry.is_dir(follow_symlinks=False) else _is_report(entry.name))
    ]
    return sorted(kept, key=lambda entry: entry.name, reverse=True)


def _is_report(name: str) -> bool:
    return Path(name).suffix.lower() in _TEXT | _PAGES


def _belongs_to_page(folder: str, stems: set[str]) -> bool:
    return folder.endswith("_files") and folder.removesuffix("_files") in stems


def _file(name: str, path: Path) -> _Input:
    status = _status(name, path)
    # Checked before anything is opened: opening a pipe that nobody writes to would wait for ever.
    if not stat.S_ISREG(status.st_mode):
        raise SourceUnreadable("is a pipe or a device, not a file: send it to standard input and give -", name)
    return _Input(name, path, (status.st_dev, status.st_ino))


def _status(name: str, path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError) as error:
        raise refusal(error, name) from error


def _read(found: _Input, stdin: BinaryIO | None) -> bytes:
    try:
        if found.path is not None:
            return found.path.read_bytes()
        if stdin is None and sys.stdin is None:  # a process started without one
            raise SourceUnreadable("is closed: send a report to it, or name a file", found.name)
        stream: BinaryIO = stdin or sys.stdin.buffer
        return stream.read()
    except (OSError, ValueError) as error:
        raise refusal(error, found.name) from error


def refusal(error: OSError | ValueError, name: str) -> SourceError:
    """What a user is told of *error*, which came of opening the file or folder *name*."""
    # A ValueError is a name that no file can have, with a NUL in it.
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError) and name != _STDIN:
        return SourceNotFound("there is no such file or folder: check the name", name)
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return SourceUnreadable(f"cannot be read ({reason}): check who may read it, or give a copy", name)


def _printable(name: str) -> str:
    """*name* with control characters, line breaks and undecodable bytes escaped: it goes into one-line messages."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


# Characters to a source.

# Possessive and atomic: else every comment doubles the ways in which the next ones could be read.
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(?:(?P<fence>```|~~~).*?^(?P=fence)|# +(?P<title>[^\n]*)$)", re.MULTILINE | re.DOTALL)
_LONGEST_VALUE = 300  # characters; what is longer is no title and no name
_LONGEST_ADDRESS = 2000  # characters; browsers of old took no more
_LONGEST_DATE = 40  # characters; the library that reads dates in words takes seconds for a page of them
_MOST_AUTHORS = 50
_TITLED = "//title | //h1 | //meta[contains(@property, 'title') or contains(@name, 'title')] | //script[@type]"
_BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 tr blockquote pre section article ul ol table dt dd hr".split())
_KEYS = {
    "title": ("title",),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "authors"),
    "published": ("published", "date"),
    "url": ("url",),
    "language": ("language", "lang"),
}
METADATA = frozenset(name for names in _KEYS.values() for name in names)
"""The names under which people write down what a report is."""


def _build(found: _Input, data: bytes) -> Source:
    if not data:
        raise SourceEmpty("is empty (0 bytes): give a file that holds the report", found.name)
    text = decode(data, found.name, declared=found.suffix not in _TEXT)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not has_visible(text):
        what = "invisible characters" if text.strip() else "white space"
        raise SourceEmpty(f"holds nothing but {what}: give a file that holds the report", found.name)
    if found.suffix in _PAGES or (found.suffix not in _TEXT and _LOOKS_LIKE_PAGE.match(text)):
        fields, text, warnings = _read_page(text)
        missing = "is a page without any text: open it in a browser, copy the text and give that"
    else:
        fields, text = _read_text(text, markdown=found.suffix in _MARKDOWN)
        warnings = []
        missing = "holds front matter and no text below it: give a file that holds the report"
    source = Source.from_text(text, name=found.name, warnings=warnings, **fields)
    if not has_visible(source.text):
        raise SourceEmpty(missing, found.name)
    return source


def _read_text(text: str, markdown: bool) -> tuple[dict[str, str | None], str]:
    fields, text = _read_front_matter(text)
    if markdown and not fields.get("title") and (title := _first_heading(text)):
        fields["title"] = title
    return fields, text


def _read_front_matter(text: str) -> tuple[dict[str, str | None], str]:
    """The metadata above *text* and the text below it; *text* alone when what stands there is not metadata."""
    if (block := _FRONT_MATTER.match(text)) is None:
        return {}, text
    import yaml

    try:
        # The safest of YAML's loaders: it knows only strings, so that Norwegian is not ``False`` (``no``) and
        # 30 February is no error.
        content = yaml.BaseLoader(block[1]).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(content, dict):
        return {}, text
    given = {str(key).strip().lower(): value for key, value in content.items()}
    if given.keys().isdisjoint(METADATA):
        return {}, text  # two rules across a page with something like "Note: …" between them
    return described(given, "front matter"), text[block.end() :].lstrip("\n")


def described(given: Mapping[str, object], basis: str) -> dict[str, str | None]:
    """What *given* says of a report under any of :data:`METADATA`, as :meth:`Source.from_text` takes it.

    *basis* says how the date of publication is known. What is of no use, as a date without its day, is None.
    """
    fields = {
        field: next(filter(None, (_plain(given.get(key)) for key in keys)), None) for field, keys in _KEYS.items()
    }
    return {
        **{field: _short(value) for field, value in fields.items()},
        "published": (published := _iso_date(fields["published"])),
        "published_basis": published and basis,
        "url": _web_address(fields["url"]),
    }


def _plain(value: object) -> str | None:
    if isinstance(value, list):
        # Cut before they are joined: a list may hold one long text many times over, by an alias.
        value = ", ".join(part[:_LONGEST_VALUE] for part in value[:_MOST_AUTHORS] if isinstance(part, str))
    return value if isinstance(value, str) and value not in ("", "~", "null") else None


def _short(value: str | None) -> str | None:
    return value and value[:_LONGEST_VALUE]


def _iso_date(value: str | None) -> str | None:
    if value is None or len(value) > _LONGEST_DATE:
        return None
    try:
        return datetime.fromisoformat(value.strip().replace("/", "-")).date().isoformat()
    except ValueError:
        pass
    if not any(c.isalpha() for c in value):
        return None  # 3/5/2024 is a day in March or in May
    import dateparser

    # Only a whole date, and none that counts from today, such as "yesterday".
    found = dateparser.parse(value, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})
    return found.date().isoformat() if found else None


def _web_address(value: str | None) -> str | None:
    value = value.strip() if value else ""
    return value if len(value) <= _LONGEST_ADDRESS and re.fullmatch(r"https?://\S+", value, re.IGNORECASE) else None


def _first_heading(text: str) -> str | None:
    """The first heading of the first level outside a code block, without its own markup."""
    for found in _HEADING.finditer(text):
        if title := (found["title"] or "").rstrip(" #"):
            return re.sub(r"[*`]|!?\[([^\]]*)\]\([^)]*\)", r"\1", title[:_LONGEST_VALUE])
    return None


def _read_page(html: str) -> tuple[dict[str, str | None], str, list[str]]:
    import lxml.html
    import trafilatura

    from briefing.hidden.pages import drop_unseen, remove_hidden, restore

    for library in ("trafilatura", "htmldate"):  # else their notes on a hard page would go to stderr
        logging.getLogger(library).addHandler(logging.NullHandler())
    # Parsed here and not by trafilatura, which takes neither fragments nor pages over 20 MB. Bytes, because
    # lxml refuses a string that declares an encoding.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    hidden = remove_hidden(tree)
    warnings = [*_hidden_passages(hidden.passages, hidden.whole), *left_out(*drop_unseen(tree))]
    page = trafilatura.extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    if not tree.xpath(_TITLED):  # else it would take the first heading of a section for the page's
        page.title = None
    fields = _page_fields(page, tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    found = trafilatura.bare_extraction(tree, favor_recall=True, include_comments=False)
    fields = {name: restore(value) if value else value for name, value in fields.items()}
    return fields, restore(getattr(found, "text", None) or _lines(tree)), warnings


def _lines(tree: Any) -> str:
    """All the text of *tree*, a line for each block."""
    for element in tree.xpath("//script | //style | //head"):
        element.drop_tree()
    for element in tree.iter():
        edge = "\n" if element.tag in _BLOCKS else ""
        # A line that only the page's own source breaks is no line to a reader.
        element.text = edge + re.sub(r"\s+", " ", element.text or "")
        element.tail = edge + re.sub(r"\s+", " ", element.tail or "")
    return "\n".join(line.strip() for line in tree.text_content().split("\n") if line.strip())


def _hidden_passages(passages: Sequence[str], whole: bool) -> list[str]:
    warnings = []
    if passages:
        characters = sum(map(len, passages))
        count = f"{len(passages):,} hidden passage{' of the page was' if len(passages) == 1 else 's of the page were'}"
        warning = f"{count} left out ({characters:,} character{'' if characters == 1 else 's'})"
        # Hidden and speaking to a model: this is no menu, and says something of who published it.
        if speaking := [passage for passage in passages if addressed_to_model(passage)]:
            said = shorten(speaking[0], 100, placeholder=" …")
            warning += f"; {len(speaking):,} of them speak{'s' * (len(speaking) == 1)} to a language model: “{said}”"
        warnings.append(warning)
    if not whole:
        warnings.append("the page has more style rules than are applied: text that it hides may stand in the source")
    return warnings


def _page_fields(page: Any, language: str | None) -> dict[str, str | None]:
    published = _iso_date(page.date)
    return {
        "title": _short(page.title),
        "publisher": _short(page.sitename),
        "author": _short(page.author),
        "published": published,
        "published_basis": published and "page metadata",
        "url": _web_address(page.url),
        "language": language if language and re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", language) else None,
    }
