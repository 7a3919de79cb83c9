"""Whether what we hand out can act: on a page, in a diagram, in JSON, on a terminal; and whether its words are there.

Pages go through every reader with HTML allowed and bare addresses linked, so that only the page itself can keep a
string from acting. What is allowed is listed, tag by tag and attribute by attribute; anything else is a fault.
:class:`Strings` finds every string field of a brief by its model, those added tomorrow among them.
"""

from __future__ import annotations

import copy
import html
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from urllib.parse import unquote

import cmarkgfm
import lxml.html
import mistune
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from pydantic import BaseModel

from briefing.brief import Brief
from briefing.render.escape import link
from tests.fictional_brief import full_brief
from tests.small_brief import strict_json

Path = tuple[str | int, ...]


# Readers of pages.

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_GITHUB_PRE_LANG
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
_mistune = mistune.create_markdown(
    escape=False,
    plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "math", "spoiler"],
)
READERS: dict[str, Callable[[str], str]] = {
    "cmark-gfm": lambda text: str(cmarkgfm.markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS)),
    "markdown-it": MarkdownIt("gfm-like", {"html": True, "linkify": True}).render,
    "markdown-it, CommonMark": MarkdownIt("commonmark", {"html": True}).render,
    "mistune": lambda text: str(_mistune(text)),
}
"""All guards off: GitHub's list of forbidden tags too, which cmark-gfm would apply as an extension."""
WITH_TABLES = [name for name in READERS if "CommonMark" not in name]

_TAG = re.compile(
    r"</?(?:h1|h2|p|ul|li|table|thead|tbody|tr|th|td|strong|em|code|blockquote)>|<hr ?/?>|</?pre>|</a>"
    r'|<pre lang="mermaid">|<code class="language-mermaid">|<code>'
)
"""All that a page of ours becomes, to the letter. Links are looked at one by one."""
_LINK = re.compile(r'<a href="([^"<>]*)">')
_LOADS = ("src", "srcset", "data", "poster", "background", "style", "ping", "action", "formaction", "dynsrc", "lowsrc")
_REMOTE = {
    "img",
    "script",
    "link",
    "object",
    "iframe",
    "embed",
    "video",
    "audio",
    "source",
    "svg",
    "style",
    "base",
    "image",
}
_LINE = re.compile(r'n\d+\["[^"`<>&\n]*"\]|n\d+ (?:-->|-\.->)\|"[^"`<>&\n]*"\| n\d+|flowchart LR')


def page_faults(page: str, reader: str, addresses: Iterable[str] = ()) -> list[str]:
    """What *page* would do when *reader* shows it; *addresses* are where its links may lead."""
    rendered = READERS[reader](page)
    allowed = {unquote(address) for address in addresses}
    faults = [
        f"links to {target}" for target in map(html.unescape, _LINK.findall(rendered)) if unquote(target) not in allowed
    ]
    rest = _TAG.sub("", _LINK.sub("", rendered))
    faults += [f"writes {rest[found.start() : found.start() + 40]!r}" for found in re.finditer("<", rest)]
    faults += _acts(rendered)
    faults += [f"shows {char!a}" for char in sorted(set(re.findall(_UNSHOWN, html.unescape(rendered))))]
    return faults


def _acts(rendered: str) -> Iterator[str]:
    """As a browser's parser sees it, which does not need what is written to be well-formed."""
    for element in lxml.html.fromstring(f"<div>{rendered}</div>").iter():
        if not isinstance(element.tag, str):
            yield f"holds {type(element).__name__}"
            continue
        if element.tag in _REMOTE | {"form", "input", "button", "meta"}:
            yield f"holds <{element.tag}>"
        for name in element.attrib:
            if name.startswith("on") or name in _LOADS:
                yield f"holds {name}= in <{element.tag}>"


def diagram_faults(page: str) -> list[str]:
    """What stands in the diagrams of *page* and is neither a node nor an edge of ours."""
    faults = []
    blocks = re.findall(r"^```mermaid\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    for line in (line for block in blocks for line in block.split("\n")):
        if not _LINE.fullmatch(line.strip()):
            faults.append(f"line {line!r}")
    if page.count("\n```") != 2 * len(blocks):
        faults.append("a fence that is not ours")
    return faults


# Text for people and programs.

_UNSHOWN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]|[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]{3}"
)
"""Controls, what turns the direction of text, and what shows nothing."""


def line_faults(said: str) -> list[str]:
    """What in *said*, lines for a terminal or a log, is none of its text."""
    return sorted({f"{found!a}" for found in re.findall(_UNSHOWN, said)})


def json_faults(brief: Brief) -> list[str]:
    """What is wrong with the JSON of *brief* as a file, on a terminal, or inside a page's script."""
    text = brief.to_json()
    faults = line_faults(text)
    text.encode()
    if strict_json(text) != brief.model_dump(mode="json") or Brief.from_json(text) != brief:
        faults.append("does not say the same")
    if re.search(r"</|<!|<script", text, re.IGNORECASE):
        faults.append("could end a script")
    return faults


def brief_faults(brief: Brief, readers: Iterable[str] = READERS) -> Iterator[tuple[str, str]]:
    """What *brief* would do in all that it is handed out as, and where."""
    page = brief.to_markdown()
    own = [linked[1:-1] for source in brief.sources if source.url and (linked := link(source.url))]
    for reader in readers:
        yield from ((reader, fault) for fault in page_faults(page, reader, own))
    yield from (("page as text", fault) for fault in line_faults(page))
    yield from (("diagram", fault) for fault in diagram_faults(page))
    yield from (("JSON", fault) for fault in json_faults(brief))


@contextmanager
def logged() -> Iterator[list[str]]:
    """All that any library logs meanwhile, at any level, as a handler at the root is given it."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


# The strings of a brief.


class Strings(NamedTuple):
    """Where the strings of a brief stand: ``free`` ones say something, ``fixed`` ones number or cite."""

    free: list[Path]
    fixed: list[Path]
    fields: set[tuple[str, str]]


_NUMBER = re.compile(r"[A-Z]\d+|brief")


def strings_of(content: dict[str, Any]) -> Strings:
    """Every place in the *content* of a brief where its model takes any string at all."""
    found = Strings([], [], set())
    _walk(Brief, content, (), found)
    return found


def string_fields(model: type[BaseModel] = Brief) -> set[tuple[str, str]]:
    """The fields that take any string, of *model* and of the models within."""
    fields = set()
    for name, field in model.model_fields.items():
        for kind in _kinds(field.annotation):
            if kind in (str, Any):
                fields.add((model.__name__, name))
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                fields |= string_fields(kind)
    return fields


def _kinds(annotation: Any) -> Iterator[Any]:
    """The types that *annotation* is made of; the words of a closed list are none."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif origin is Literal:
        return
    elif origin is not None:
        for part in get_args(annotation)[origin is dict :]:
            yield from _kinds(part)
    else:
        yield annotation


def _walk(annotation: Any, value: Any, path: Path, found: Strings) -> None:
    origin = get_origin(annotation)
    if origin is Annotated:
        _walk(get_args(annotation)[0], value, path, found)
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            if part is str or (value is not None and part is not type(None)):
                _walk(part, value, path, found)
    elif origin is list:
        for place, item in enumerate(value):
            _walk(get_args(annotation)[0], item, (*path, place), found)
    elif origin is dict:
        for key, item in value.items():
            _walk(get_args(annotation)[1], item, (*path, key), found)
    elif annotation in (str, Any):
        numbers = isinstance(value, str) and _NUMBER.fullmatch(value)
        (found.fixed if numbers else found.free).append(path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            before = len(found.free) + len(found.fixed)
            key = field.alias or name
            _walk(field.annotation, value.get(key), (*path, key), found)  # one with a default may be absent
            if len(found.free) + len(found.fixed) > before and {str, Any} & set(_kinds(field.annotation)):
                found.fields.add((annotation.__name__, name))


def filled(paths: Iterable[Path], text: str) -> Brief:
    """The full fictional brief with *text* in each of *paths*."""
    return with_strings(dict.fromkeys(paths, text))


def with_strings(texts: Mapping[Path, str]) -> Brief:
    """The full fictional brief with each text in its place; quotes keep to what is then their source."""
    content = copy.deepcopy(full_brief())
    for path, text in texts.items():
        holder: Any = content
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = text
    written = {source["id"]: source["text"] for source in full_brief()["sources"]}
    changed = {
        source["id"]: len(source["text"])
        for source in content["sources"]
        if source["text"] != written.get(source["id"])
    }
    for item in content["evidence"]:
        if length := changed.get(item["source"]):
            third = length // 3
            item["spans"] = [{"start": third, "end": max(length - third, third + 1)}]
            item["sentence"] = {"start": 0, "end": length}
    return Brief.model_validate(content)


def rows_of(rendered: str) -> list[list[str]]:
    """The cells of all body rows of a rendered page, as one would read them."""
    body = lxml.html.fromstring(f"<div>{rendered}</div>").iter("tbody")
    return [[_read(cell) for cell in row.iter("td")] for part in body for row in part.iter("tr")]


def cells_of(rendered: str) -> list[str]:
    """The cells of all tables of a rendered page."""
    return [cell for row in rows_of(rendered) for cell in row]


def blocks_of(rendered: str) -> list[str]:
    """The headings, paragraphs and list items of a rendered page, as one would read them."""
    page = lxml.html.fromstring(f"<div>{rendered}</div>")
    return [_read(block) for block in page.iter("h1", "h2", "p", "li")]


def _read(element: Any) -> str:
    return " ".join(element.text_content().split())


def same(shown: str, meant: str) -> bool:
    """Whether *shown* is *meant*, but for a spreadsheet's apostrophe, a full stop that is not doubled, and underscores.

    Those of the contract's own words are shown as spaces.
    """
    shown, meant = (text.replace("_", "").replace(" ", "").replace(".", "") for text in (shown, meant))
    return shown in (meant, f"'{meant}")
