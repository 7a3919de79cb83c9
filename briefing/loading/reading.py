"""Every input, by its name, to a source: files, folders, addresses, standard input.

The libraries are imported when the first input needs them: a command that reads no report pays for none.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from briefing.decoding import decode
from briefing.documents import Document, Kind, kind_of, read_document
from briefing.errors import SourceEmpty, SourceError, SourceNotFound, SourceUnreadable, UsageError
from briefing.fetching import DOCUMENTS, PAGES, Fetched, Policy, fetch, is_address, parsed
from briefing.hidden.characters import has_visible
from briefing.loading.metadata import LONGEST_VALUE, METADATA, described, short
from briefing.loading.pages import looks_like_page, read_page
from briefing.source import Source

_MARKDOWN = {".md", ".markdown"}
_TEXT = {".txt", ".text"} | _MARKDOWN
_PAGES = {".html", ".htm", ".xhtml"}
_DOCUMENTS = {".pdf", ".docx", ".eml"}
_STDIN = "standard input"
# Hidden, an office program's lock on an open file, what desktops keep in a folder; and our own settings and store.
_UNSEEN = re.compile(
    r"\..*|~\$.*|thumbs\.db|desktop\.ini|briefing\.(?:toml|db(?:-wal|-shm|-journal|\.lock)?)", re.IGNORECASE | re.DOTALL
)
_MOST_NAMED = 10
"""Files that a line names at most."""
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "message/rfc822": ".eml",
}


def load_sources(
    inputs: Iterable[str | Path | Source] | Path | Source,
    *,
    stdin: BinaryIO | None = None,
    policy: Policy | None = None,
) -> list[Source]:
    """Read every input, in the order given.

    An input is a file, a folder, an http or https address, ``-`` for standard input (*stdin*, or the process's own),
    or a :class:`Source`, which is passed through; one input alone need not stand in a list. A page is fetched as
    *policy* allows, by default from public addresses alone; it is asked for once and counts once, by whatever address,
    and its source has the address where it was in the end, and the moment. ``.txt`` and
    ``.md`` files are text, ``.html``, ``.htm`` and ``.xhtml`` files are pages, ``.eml`` files are mails, and what any
    other is, such as PDF or Word, shows in its content. A folder stands for the files of these kinds anywhere below it,
    sorted,
    without hidden ones and without the ``NAME_files`` folder a browser saves beside a page; how many others were passed
    by stands in the warnings of its first source. A file that is named twice, by whatever name, counts once.

    ``published`` is always ``YYYY-MM-DD`` or ``None``: a date that lacks its day is not made up, nor is
    one that can be read as two.

    Raises:
        UsageError: no input, or an empty name.
        briefing.errors.SourceRefused: an address, what it leads to, or what is there is not fetched.
        briefing.errors.SourceUnreachable: nothing came of an address, or an error.
        SourceNotFound: there is no such file.
        SourceUnreadable: it may not be read, or is a pipe or a device.
        SourceEmpty: nothing, or only white space, is in it; or no report is below the folder.
        briefing.errors.SourceBinary: it is not text.
    """
    given = [inputs] if isinstance(inputs, str | Path | Source) else list(inputs)
    if not given:
        raise UsageError("no report given: name a file or a folder, or - for standard input")
    sources: list[Source] = []
    seen: set[tuple[int, int] | str | None] = set()
    for item in given:
        if isinstance(item, Source):
            sources.append(item)
            continue
        if isinstance(item, str) and is_address(item):
            if (address := parsed(item).url) not in seen:
                fetched = fetch(address, policy or Policy(), accept=PAGES | DOCUMENTS)
                if fetched.url not in seen:
                    sources.append(source_of(fetched))
                seen |= {address, fetched.url}
            continue
        passed, first = PassedBy(Path(item)), len(sources)
        for found in _find(item, passed):
            if found.identity not in seen:
                seen.add(found.identity)
                sources.append(_build(found, _read(found, stdin)))
        if passed.count and first < len(sources):
            sources[first] = replace(sources[first], warnings=(*sources[first].warnings, passed.warning()))
    return sources


def source_of(fetched: Fetched) -> Source:
    """The report that a page on the web is; its type says what it is read as, or where there is none its content.

    Raises:
        SourceEmpty: nothing is in it.
        briefing.errors.SourceBinary: it is not text.
    """
    place = parsed(fetched.url)
    suffix = _SUFFIXES.get(fetched.content_type, "")
    if suffix == ".txt" and place.target.partition("?")[0].lower().endswith(tuple(_MARKDOWN)):
        suffix = ".md"  # most servers know no other type for it
    source = _build(_Input(place.shown, suffix), fetched.data, fetched.charset)
    return replace(source, url=fetched.url, retrieved=fetched.retrieved)


# Names to bytes.


@dataclass(frozen=True)
class _Input:
    """What is read, and what its *suffix* says of it; a file has a *path* and an *identity* (device and inode)."""

    name: str
    suffix: str = ""
    path: Path | None = None
    identity: tuple[int, int] | None = None


class PassedBy:
    """What lies below *folder* and is of no kind that is read: how many files, and the first few names.

    Nothing is to be said of the files that are *known* to whoever asks.
    """

    def __init__(self, folder: Path, known: Callable[[Path], bool] = lambda _: False) -> None:
        self._folder = folder
        self._known = known
        self._names: list[str] = []
        self.count = 0

    def add(self, path: Path) -> None:
        """*path* was passed by."""
        if self._known(path):
            return
        self.count += 1
        if self.count <= _MOST_NAMED:
            self._names.append(_printable(str(path.relative_to(self._folder))))

    def told(self) -> str | None:
        """A line with the first names, for whoever has the folder; None where nothing was passed by."""
        if not self.count:
            return None
        more = f" and {self.count - _MOST_NAMED:,} more" if self.count > _MOST_NAMED else ""
        folder = _printable(str(self._folder))
        return f"{folder}: passed by, being of no kind that is read in a folder: {', '.join(self._names)}{more}"

    def warning(self) -> str:
        """A sentence for readers of the brief, in which no names of files stand."""
        files = "1 other file was" if self.count == 1 else f"{self.count:,} other files were"
        return f"{files} passed by in the folder that it came from: no kind that is read."


def passed_by(folder: Path) -> str | None:
    """A line on what :func:`reports_below` passes by; None where that is nothing. Raises as it does."""
    passed = PassedBy(folder)
    for _ in reports_below(folder, passed):
        pass
    return passed.told()


def _find(item: str | Path, passed: PassedBy) -> Iterator[_Input]:
    typed = str(item)
    name = _printable(typed)
    if typed == "-":
        yield _Input(_STDIN)
    elif not typed.strip():
        raise UsageError("an empty name was given for a report: name a file or a folder, or - for standard input")
    elif stat.S_ISDIR(_status(name, Path(typed)).st_mode):
        for path in reports_below(Path(typed), passed):
            yield _file(_printable(str(path)), path)
    else:
        yield _file(name, Path(typed))


def reports_below(folder: Path, passed: PassedBy) -> Iterator[Path]:
    """The text, Markdown, HTML, PDF, Word and mail files anywhere below *folder*, sorted by the parts of their paths.

    Without hidden ones and the folders that browsers save beside pages; *passed* is told of the others, links to
    folders among them, which are not followed. No more is held at a time than the names in one folder and beside the
    folders above it.

    Raises:
        SourceEmpty: there is none.
        SourceError: a folder cannot be read.
    """
    left = _listed(folder, passed)
    found = False
    while left:
        entry = left.pop()
        if entry.is_dir(follow_symlinks=False):
            left += _listed(Path(entry.path), passed)
        elif os.path.isdir(entry.path):  # noqa: PTH112 - a link whose end cannot be seen is told when it is read
            passed.add(Path(entry.path))
        else:
            found = True
            yield Path(entry.path)
    if not found:
        suffixes = ", ".join(sorted(_TEXT | _PAGES | _DOCUMENTS))
        raise SourceEmpty(f"no report is in this folder: it needs files in {suffixes}", _printable(str(folder)))


def _listed(folder: Path, passed: PassedBy) -> list[os.DirEntry[str]]:
    """The folders and reports in *folder*, the last first; *passed* is told of its other files."""
    try:
        with os.scandir(str(folder)) as entries:
            seen = [entry for entry in entries if not _UNSEEN.fullmatch(entry.name)]
    except OSError as error:
        raise refusal(error, _printable(str(folder))) from error
    stems = {Path(entry.name).stem for entry in seen if Path(entry.name).suffix.lower() in _PAGES}
    kept = []
    for entry in sorted(seen, key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if not _belongs_to_page(entry.name, stems):
                kept.append(entry)
        elif _is_report(entry.name):
            kept.append(entry)
        else:
            passed.add(Path(entry.path))
    return kept[::-1]


def _is_report(name: str) -> bool:
    return Path(name).suffix.lower() in _TEXT | _PAGES | _DOCUMENTS


def _belongs_to_page(folder: str, stems: set[str]) -> bool:
    return folder.endswith("_files") and folder.removesuffix("_files") in stems


def _file(name: str, path: Path) -> _Input:
    status = _status(name, path)
    # Checked before anything is opened: opening a pipe that nobody writes to would wait for ever.
    if not stat.S_ISREG(status.st_mode):
        raise SourceUnreadable("is a pipe or a device, not a file: send it to standard input and give -", name)
    return _Input(name, path.suffix.lower(), path, (status.st_dev, status.st_ino))


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

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(?:(?P<fence>```|~~~).*?^(?P=fence)|# +(?P<title>[^\n]*)$)", re.MULTILINE | re.DOTALL)


def _build(found: _Input, data: bytes, charset: str | None = None) -> Source:
    if not data:
        raise SourceEmpty("is empty (0 bytes): give a file that holds the report", found.name)
    if (kind := kind_of(found.suffix, data)) is not None:
        return _from_document(read_document(data, kind, found.name), kind, found.name)
    text = decode(data, found.name, declared=found.suffix not in _TEXT, charset=charset)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not has_visible(text):
        what = "invisible characters" if text.strip() else "white space"
        raise SourceEmpty(f"holds nothing but {what}: give a file that holds the report", found.name)
    if found.suffix in _PAGES or (found.suffix not in _TEXT and looks_like_page(text)):
        fields, text, warnings = read_page(text, found.name)
        missing = "is a page without any text: open it in a browser, copy the text and give that"
    else:
        fields, text = _read_text(text, markdown=found.suffix in _MARKDOWN)
        warnings = []
        missing = "holds front matter and no text below it: give a file that holds the report"
    source = Source.from_text(text, name=found.name, warnings=warnings, **fields)
    if not has_visible(source.text):
        raise SourceEmpty(missing, found.name)
    return source


def _from_document(document: Document, kind: Kind, name: str) -> Source:
    fields: dict[str, str | None] = {key: short(document.fields.get(key)) for key in ("title", "author")}
    fields["published"] = document.fields.get("created")
    fields["published_basis"] = fields["published"] and ("e-mail header" if kind == "eml" else "document properties")
    text, warnings = document.text, list(document.warnings)
    for start, end in reversed(document.html):
        _, page, left_out = read_page(text[start:end], name)
        text = f"{text[:start]}{page}{text[end:]}"
        warnings += left_out
    source = Source.from_text(text, name=name, warnings=warnings, **fields)
    if not has_visible(source.text):
        raise SourceEmpty("holds no text: give a file that holds the report", name)
    return replace(source, pages=_cleaned(document.pages, text, source.text))


def _cleaned(pages: Sequence[int], text: str, shown: str) -> tuple[int, ...]:
    """Where *pages* of *text* begin in what is *shown* of it."""
    if shown == text:
        return tuple(pages)
    starts, at = list[int](), 0
    for start, end in pairwise([*pages, len(text)]):
        starts.append(min(at, len(shown)))
        at += len(Source.from_text(text[start:end]).text)
    return tuple(starts)


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


def _first_heading(text: str) -> str | None:
    """The first heading of the first level outside a code block, without its own markup."""
    for found in _HEADING.finditer(text):
        if title := (found["title"] or "").rstrip(" #"):
            return re.sub(r"[*`]|!?\[([^\]]*)\]\([^)]*\)", r"\1", title[:LONGEST_VALUE])
    return None
