"""Strings of a brief, encoded for a Markdown page: they show as the text they are, whatever they hold.

One encoding serves every place on the page (paragraph, heading, list, quote block, table cell), since all of
them are inline text in GitHub-flavoured Markdown (GFM 0.29, CommonMark 0.31). Two means are used, chosen so
that the raw page stays readable: a backslash, or an entity for ``<`` and ``&``, before what would be markup
where it stands; and a code span around a word that something downstream would turn into a link by itself
(an address, ``@name``, ``#12``), because several of them link after Markdown is done, when a backslash is
long gone, but none of them links inside code. Characters that would show nothing or reorder the line are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html.entities import html5
from urllib.parse import unquote

# Controls, soft hyphens, zero-width characters, bidi controls and tags. The two joiners stay: Persian and emoji need
# them. White space among the controls stays too, to become a space.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A joiner has nothing to join in ASCII, a row of them joins nothing, and of signs that choose a variant one is enough;
# those of the second block have a use behind Han characters alone. All else of the kind carries a message.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DROPPED = "\u200b"
_CARRIER = re.compile(
    f"(?<=[\x00-\x7f])[\u200c\u200d{_DROPPED}]+|(?:[\u200c\u200d\ufe00-\ufe0f]{_DROPPED}*){{3,}}"
    f"|(?<=[{_SELECTORS}])[{_SELECTORS}{_DROPPED}]+"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]+"
)
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")

# Pipes end a table cell even inside code, a backtick would end the code, and a dollar sign ends mathematics there too
# for some readers, which another part of the page may have begun: a word is split at each.
_WORD = re.compile(r"[^\s`|$]+")
_LINKS_ITSELF = re.compile(
    r"""  //                                    # an address, also one without its scheme
        | www\.
        | \S@ | @\S                             # mail, and a mention on a forge
        | (?:\#|\bgh-)\d                        # an issue on a forge
        | (?<![\w:]):(?:[a-z][\w+-]*|[+-]1):    # an emoji's short name
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT_NAME = re.compile(r":[\w+-]+:")
_EDGES = ("([{<\"'“‘«*_~", ".,;:!?…)]}>\"'”’»*_~")

# Some readers take HTML's oldest entities without their semicolon too, as browsers do: "&copy2".
_BARE_ENTITIES = "|".join(sorted(name for name in html5 if not name.endswith(";")))
# The first look is at the character itself, and most are none of these: it takes a tenth of the time.
_MARKUP = re.compile(
    rf"""(?=[\\`*|_$~\[\]\#+>.<&-])(?:
          [\\`*|]
        | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])      # inside a word it is no emphasis
        | (?<=\S)[$~] | [$~](?!\d)                  # "$5", "~5" may open mathematics, deletion: none closes
        | ^\[                                       # a box to tick, a definition
        | (?<=[!^\]])\[                             # an image, a note, a reference
        | \[(?![\w…][^\[\]]*\](?:[\s\w.,:;!?'"”’)]|$))   # "[2024]" and "[T]he" are no links: nothing defines them
        | \](?=[(\[])                               # the end of a link whose beginning is the page's own bracket
        | (?<!\S)\#(?=\#*(?:\s|$))                  # a heading's beginning and its closing
        | ^[-+](?=[\s+-]|$) | ^>
        | (?<=[^\s.])\.(?=[^\W\d_]{{2}})              # "example.com" is linked by some
        | <(?![\d\s=])
        | &(?=\#|\w+(?:;|$)|(?:{_BARE_ENTITIES}))
    )""",
    re.VERBOSE,
)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_ORDINAL = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")

_WEB = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#:@\\\[\]]+|\[[0-9a-f:.]+\])(?P<port>:[0-9]{1,5})?(?P<rest>(?:[/?#].*)?)",
    re.IGNORECASE,
)
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")
# Some readers decode entities in an address and others do not, so none is left in it: what follows "&" has no ";", nor
# is it "#", before which it adds nothing.
_NO_ADDRESS = re.compile(r'[^!-~]|[<>|`"\\{}\[\]^]')
_MISLEADS = re.compile(f"{_UNSEEN.pattern}|[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_EMPTY_LAST = re.compile(r"&+#")

# Mermaid has its own entities, "#" and a code; anything that is not plainly text is written as one. It takes "1." and
# "-" for a list, which it then refuses to draw.
_NOT_PLAIN = re.compile(r"[^\w ,.()'’–-]|_|(?<=\d)\.|^-")


def encode(text: str) -> str:
    """*text* as one line of Markdown that renders as *text*, with white space runs as one space."""
    if text.isascii() and text.isalnum():
        return text  # a number of the brief, mostly: no sign in it could be markup
    return _escape(visible(text))


def visible(text: str) -> str:
    """*text* on one line, without the characters that show nothing; not encoded for any format."""
    return _flatten(_without_unseen(text)).strip()


def embolden(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """*text* encoded, with each of *spans* (half-open ranges of code points in *text*) in bold.

    White space at the edges of a span stays outside the bold, and so do punctuation marks where Markdown
    would not take the asterisks otherwise (CommonMark 0.31, section 6.2, *flanking*).
    """
    text = _without_unseen(text)  # first: of what goes, a part may lie on either side of an edge
    parts = [""]
    position = 0
    for start, end in sorted(spans):
        plain, bold = _flatten(text[position : max(start, position)]), _flatten(text[max(start, position) : end])
        position = max(end, position)
        if not plain and len(parts) > 1:
            parts[-2] += bold
        else:
            parts[-1] += plain
            parts += [bold, ""]
    parts[-1] += _flatten(text[position:])
    for at in range(1, len(parts), 2):
        _settle(parts, at)
    shown = []
    pending = parts[0]
    for bold, plain in zip(parts[1::2], parts[2::2], strict=True):
        encoded = _escape(bold)
        if _holds(pending[-1:], encoded, plain[:1]):
            shown += [_escape(pending), f"**{encoded}**"]
            pending = plain
        else:
            pending += bold + plain
    return "".join([*shown, _escape(pending)]).strip()


def clip(text: str, limit: int = 140) -> str:
    """*text* on one line, cut at a word to at most *limit* characters and an ellipsis; not encoded."""
    line = visible(text)
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def link(url: str) -> str | None:
    """A link that shows its own address, when *url* is plainly one of http or https; otherwise ``None``.

    Plainly: a host written as hosts are, so that every reader takes the same part of the address for it, neither
    user nor password, which only ever make it look like another, and no controls, which some readers decode. What
    is shown is what is linked: a host in other letters than ASCII stands in its ASCII form (Punycode), and the rest
    percent-encoded, since letters that look alike or run from right to left show another address than the one that
    is opened. Other schemes are of no use to a reader elsewhere, and a ``file:`` would tell of the machine it was
    read on.
    """
    found = _WEB.fullmatch(visible(url))
    host = _ascii_host(found["host"]) if found else None
    if found is None or host is None or _MISLEADS.search(unquote(found["rest"])):
        return None
    return f"<{found['scheme'].lower()}://{host}{found['port'] or ''}{_percent_encoded(found['rest'])}>"


def digest(text: str) -> str:
    """A hexadecimal digest or another plain identifier as code; anything else as text."""
    return f"`{text}`" if re.fullmatch(r"[0-9A-Za-z_-]+", text) else encode(text)


def diagram_label(text: str) -> str:
    """*text* as a quoted Mermaid label, at most 60 characters long; it can end neither label nor block."""
    label = _NOT_PLAIN.sub(lambda match: f"#{ord(match[0])};", clip(text, 60))
    return f'"{label or "–"}"'


def _flatten(text: str) -> str:
    # Of what is replaced, only the space counts as printable: no other white space, no surrogate, nothing dropped.
    if text.isprintable() and "  " not in text:
        return text
    return _SPACE.sub(" ", _SURROGATE.sub("\ufffd", text.replace(_DROPPED, "")))


def _without_unseen(text: str) -> str:
    """*text*, as long as before, with :data:`_DROPPED` for each character that shows nothing."""
    # Of what shows nothing, only the selectors count as printable.
    if text.isprintable() and (text.isascii() or not _SELECTOR.search(text)):
        return text
    return _CARRIER.sub(lambda match: _DROPPED * len(match[0]), _UNSEEN.sub(_DROPPED, text))


def _escape(line: str) -> str:
    """Encode *line*, already flattened; its outer spaces stay."""
    encoded = _escape_words(line) if _may_link(line) else _escape_markup(line)
    # Behind a bracket of the page's own, "^" begins a note for cmark-gfm, also with a backslash.
    return f"`^`{encoded[1:]}" if encoded.startswith("^") else encoded


def _may_link(line: str) -> bool:
    """Whether a word of *line* may be one of :data:`_LINKS_ITSELF`, each of which holds one of these."""
    if "//" in line or "@" in line or "#" in line or (":" in line and _SHORT_NAME.search(line)):
        return True
    lower = line.lower()
    return "www." in lower or "gh-" in lower


def _escape_words(line: str) -> str:
    encoded: list[str] = []
    position = 0
    for word in _WORD.finditer(line):
        if not _LINKS_ITSELF.search(word[0]):
            continue
        leading, trailing = _EDGES
        start = word.end() - len(word[0].lstrip(leading))
        end = max(start, word.start() + len(word[0].rstrip(trailing)))
        if not _LINKS_ITSELF.search(line, start, end):
            start, end = word.span()
        encoded += [_escape_markup(line[position:start]), f"`{line[start:end]}`"]
        position = end
    return "".join([*encoded, _escape_markup(line[position:])])


def _escape_markup(text: str) -> str:
    escaped = _MARKUP.sub(lambda match: _ENTITIES.get(match[0]) or f"\\{match[0]}", text)
    return _ORDINAL.sub(r"\1\\\2", escaped) if escaped[:1].isdecimal() else escaped


def _ascii_host(host: str) -> str | None:
    """*host* in lower case and in ASCII; ``None`` when it cannot be the name or number of one."""
    try:
        plain = host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return plain if _HOST.fullmatch(plain) else None


def _percent_encoded(rest: str) -> str:
    """What follows the host of an address, with all that could end a link, or mislead, percent-encoded."""
    sent, mark, fragment = _EMPTY_LAST.sub("#", rest).partition("#")
    before, ampersand, behind = f"{sent}{mark}{fragment.replace('#', '%23')}".partition("&")
    plain = f"{before}{ampersand}{behind.replace(';', '%3B')}"
    return _NO_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), plain)


def _settle(parts: list[str], at: int) -> None:
    """Move from the edges of the bold ``parts[at]`` to its neighbours what would keep it from being bold."""
    bold, before, after = parts[at], parts[at - 1][-1:], parts[at + 1][:1]
    start, end = 0, len(bold)
    while start < end and (bold[start] == " " or not (_solid(bold[start]) or _open(before))):
        before, start = bold[start], start + 1
    while start < end and (bold[end - 1] == " " or not (_solid(bold[end - 1]) or _open(after))):
        after, end = bold[end - 1], end - 1
    parts[at - 1] += bold[:start]
    parts[at + 1] = bold[end:] + parts[at + 1]
    parts[at] = bold[start:end]


def _holds(before: str, encoded: str, after: str) -> bool:
    """Whether asterisks would make *encoded* bold: not when it is empty, nor with code right beside a letter."""
    return bool(encoded) and (_solid(encoded[0]) or _open(before)) and (_solid(encoded[-1]) or _open(after))


def _solid(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _open(char: str) -> bool:
    """Whether a delimiter may follow or precede *char*: an edge, white space, or what all readers call punctuation.

    Readers that strike through between tildes look past a tilde, to what stands behind it.
    """
    if char == "~":
        return False
    return not char or char == " " or unicodedata.category(char)[0] == "P" or (char.isascii() and not char.isalnum())
