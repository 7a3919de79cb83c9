"""Strings that would be something else on a Markdown page, and three readers of such pages, all left unguarded."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import cmarkgfm
import mistune
from cmarkgfm.cmark import Options
from hypothesis import strategies as st
from markdown_it import MarkdownIt

PIECES = [
    *"http://a.bc https:// //a.bc //localhost www.a.bc a@b.cd @nn #12 GH-1 a/b#3 :tada: mailto: ftp://".split(),
    *"[x](http://a.bc) ![x](//a.bc) [x] [^1] [[ ]] ] [ ( ) ! ^ [2024] [T]he <http://a.bc> javascript:".split(),
    *"<script> <!-- --> <? <![CDATA[ </p> <a &lt; &#60; &amp &copy2 < > & ; a.com x.рф".split(),
    *"* ** _ __ _a_ ~~ ~ ` `` | \\ $ $$ $` $5 ~5 # ## === --- ``` - + 1. 1) = . , : “ ” ' \" { } %".split(),
    *["# ", "- ", "+ ", "1. ", "> ", "    ", "- [ ] ", "[ ] ", "[^1]: ", "[x]: http://a.bc", "b c", " ", "a", "5", "é"],
    *["\t", "\n", "\n\n", "\r\n", "\x00", "\x1c", "\x85", "\xa0", "\u2028", "\u202e", "\u200b", "\ud800", "中文", "🇬🇧"],
]
hostile_text = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=9).map("".join)
"""What an attacker would write, broken up and joined with any other text."""


def _cmark(markdown: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown, options=options))


_mistune = mistune.create_markdown(
    escape=False, plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "math"]
)

READERS: dict[str, Callable[[str], str]] = {
    "cmark-gfm": _cmark,
    "markdown-it": MarkdownIt("gfm-like", {"html": True, "linkify": True}).render,
    "mistune": lambda markdown: str(_mistune(markdown)),
}
"""HTML allowed and bare addresses linked, so that only the page itself can keep a string from acting."""


class Seen(HTMLParser):
    """The tags, addresses and texts of some HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str | None] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, and any attribute that loads or links."""
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src", "srcset", "action")]

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment is HTML that the renderer did not write."""
        self.tags.add(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        """So is a declaration."""
        self.tags.add(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        """So is a processing instruction."""
        self.tags.add(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        """So is a CDATA section."""
        self.tags.add(f"<![{data}")
