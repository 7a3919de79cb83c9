"""A page as its readers see it: its main text, by trafilatura, and what it says of itself.

Its lines end where a block or a ``<br>`` ended, the form of a text whose paragraphs are single lines; what the page
hides from its readers is left out, and said in warnings. The libraries are imported when the first page needs them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from briefing.errors import SourceUnreadable
from briefing.hidden.characters import left_out
from briefing.injection import addressed_to_model
from briefing.loading.metadata import iso_date, short, web_address

# Possessive and atomic: else every comment doubles the ways in which the next ones could be read.
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TITLED = "//title | //h1 | //meta[contains(@property, 'title') or contains(@name, 'title')] | //script[@type]"
_BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 tr blockquote pre section article ul ol table dt dd hr".split())


_TAG = re.compile(r"<[a-zA-Z]([^>]*+)")
_WORD = re.compile(r"[\w-]+")
# A page of a hundred thousand words has some thirty thousand. What is built of as many as this is read in ten seconds.
_MOST_TAGS = 300_000
# The parser compares each attribute of a tag with each: as many comparisons take it as long.
_MOST_COMPARISONS = 10**10
_LONG_TAG = 2000  # characters; what is shorter makes no difference


def looks_like_page(text: str) -> bool:
    """Whether *text* begins as HTML does."""
    return _LOOKS_LIKE_PAGE.match(text) is not None


def read_page(html: str, name: str) -> tuple[dict[str, str | None], str, list[str]]:
    """What the page says of itself, as :meth:`Source.from_text` takes it; its text; and what was left out of it.

    Raises:
        SourceUnreadable: it is built so that reading it would take minutes, or gigabytes; *name* is what it is called.
    """
    if _is_endless(html):
        raise SourceUnreadable("is built of more than any page to be read: copy its text, and give that", name)
    try:
        return _read(html)
    except RecursionError as error:
        raise SourceUnreadable("is nested too deeply: copy its text, and give that", name) from error


def _is_endless(html: str) -> bool:
    if html.count("<") > _MOST_TAGS:
        return True
    long = (tag for tag in _TAG.findall(html) if len(tag) > _LONG_TAG)
    return sum(len(_WORD.findall(tag)) ** 2 for tag in long) > _MOST_COMPARISONS


def _read(html: str) -> tuple[dict[str, str | None], str, list[str]]:
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
    published = iso_date(page.date)
    return {
        "title": short(page.title),
        "publisher": short(page.sitename),
        "author": short(page.author),
        "published": published,
        "published_basis": published and "page metadata",
        "url": web_address(page.url),
        "language": language if language and re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", language) else None,
    }
