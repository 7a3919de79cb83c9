"""A source cut into passages: sentences worth quoting, their words, and what in them is quoted speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.extract.places import WORD, country_names, fold_apostrophes
from briefing.naming.language import language_of as language_of
from briefing.source import Source, Span

LANGUAGES = {
    "en": "everything that the analyst finds",
    "*": "the leading passages, and the countries and unions that CLDR names in that language, where they stand "
    "in their base form",
}
"""What is read of a text in which language; where nothing is listed, nothing is said."""

_MASK = "\x01"
_OPENING = {"“": "”", "«": "»", "„": "“”", '"': '"'}
# What a page says of itself and not of the world: two patterns, since one that only begins a sentence costs little.
_FURNITURE_FIRST = re.compile(
    r"""read\s+(more|next|also)\b | about\s+the\s+(writer|author)s?\b | copyright\b | (sign|log)\s+(up|in)\b |
    follow\s+(us|him|her|@) | share\s+(this|on)\b | advertis | by\s+[A-Z][\w.'’-]+(\s[A-Z][\w.'’-]+){0,3}\W*$ |
    (photo|image|picture|video|file|caption|credit)s?\b.{0,40}[:/] | click\s+here | related\b.*: |
    (updated|published|posted|last\s+(updated|modified))\b | this\s+(article|story)\s+(was|has|is)\b |
    (this|the\s+(following|present))\s+(\w+\s+)?(report|text|summary|brief|briefing|document|paper|publication|transcript|
    translation|note|scenario)\s+(was|were|has\s+been|is)\s+(\w+\s+){0,2}(written|compiled|prepared|published|produced|
    drafted|issued|translated|updated|adapted|invented|fiction|fictional|fictitious|based)\b |
    (\d{4}\s+)?country\s+reports?\s+on\b | (exercise|fiction)\s*[-–—:/|] |
    all\s+(names|persons|people|characters|places|events)\b.*\b(invented|fictional|fictitious)\b |
    \(?(additional\s+)?(reporting|editing|writing)\s+by\b | the\s+views\s+expressed |
    (do\s+you\s+have|got)\s+a\s+(tip|story|question)\b | \d{1,2}/\d{1,2}/\d{2,4}\s |
    (see(\s+also|,\s+e\.g\.)?|id\.|ibid\.?|cf\.)[\s,]""",
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_INSIDE = re.compile(
    r"""AI[- ]generated | inconsistencies\s+may\s+occur | read\s+more\W*$ | © | \(c\)\s*(19|20)\d\d | getty\s+images |
    all\s+rights\s+reserved | cookies?\b.*\b(accept|use|policy|consent|site)\b | newsletters? | https?:// | www\. |
    subscri(be|ption|ber)s?\b.*\b(now|today|to\s+our|here|access)\b | min(ute)?s?\s+read\b | our\s+(privacy|terms)\b |
    contributed\s+to\s+this\s+report | all\s+quotes\s+delayed |
    (has|have)\s+(contacted|reached\s+out\s+to|approached)\b.*\bfor\s+comment |
    did\s+not\s+(immediately\s+)?(respond|reply)\s+to\b.*\bcomment |
    is\s+a\s+(senior\s+)?([\w']+\s+){0,4}(reporter|correspondent)\s+(based|covering|at|for|with)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_FURNITURE = 300  # characters
_LONGEST_QUOTE = 600  # characters; a list without full stops is one sentence, and may be a book long
_SHORTEST_CUT = 200  # characters; before that a comma is too early to stop at
_CLAUSE_BREAK = re.compile(r"[,;:](?=\s)|[，、；：]|(?=\s[–—]\s)")
_ABOUT_WRITER = re.compile(r"^about\s+the\s+(writer|author)s?\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]{2,30}(?:,\s[^()\n—–]{2,30}?)?\s*(?:\((?:AP|Reuters|AFP|UPI|dpa|EFE|ANSA|Xinhua|TASS|[A-Z]"
    r"[\w .]{1,20})\)\s*)?(?:—|–|--| -)\s+(?=\S)"
)
_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*(\[\d+\])*$")
_TURN = re.compile(r"^([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}|[A-Z]):\s+(?=\S)")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a passage; a possessive without its ending, offsets into the passage's text."""

    text: str
    start: int
    end: int
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins in a capital; ``al-Shabab`` counts."""
        return self.text[0].isupper() or (self.text[:3] in {"al-", "el-"} and self.text[3:4].isupper())


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, or the beginning of a very long one.

    ``source.text[start:end] == text``; ``plain`` is as long, with quoted speech blanked out.
    """

    source: str
    order: int
    paragraph: int
    start: int
    end: int
    text: str
    plain: str
    tokens: tuple[Token, ...]
    heading: bool
    furniture: bool
    turn: str | None = None
    """Whose turn it is in an interview printed as turns: *MARTIN: …*."""

    @property
    def words(self) -> frozenset[str]:
        """The words in it that do not begin in a capital."""
        return frozenset(token.text for token in self.tokens if not token.text[0].isupper())

    @property
    def readable(self) -> bool:
        """Whether it is a sentence of the report and not a heading, a byline, a footer or a scrap."""
        if self.heading or self.furniture or self.text.endswith("?"):
            return False
        return len(self.tokens) >= 5 or (spaceless(self.text) and len(self.text) >= 8)

    def quoted(self, position: int) -> bool:
        """Whether *position* lies inside quotation marks."""
        return self.plain[position : position + 1] == _MASK

    @property
    def quoted_share(self) -> float:
        """The part of its characters that is quoted speech."""
        return self.plain.count(_MASK) / max(len(self.plain), 1)


def spaceless(text: str) -> bool:
    """Whether *text* is in a script that sets no spaces between its words."""
    return bool(_SPACELESS.search(text))


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of *text* in order."""
    found = []
    for match in WORD.finditer(fold_apostrophes(text)):
        word, end = match.group(), match.end()
        possessive = len(word) > 2 and word.endswith(("'s", "'S"))
        if possessive:
            word, end = word[:-2], end - 2
        elif word.endswith("s") and text[end : end + 2] in {"' ", "’ "}:
            possessive = True
        found.append(Token(word, match.start(), end, possessive))
    return tuple(found)


def _countries_as_words(text: str) -> tuple[Token, ...]:
    """The only words known of a text without spaces: the names of countries in it."""
    language = language_of(text)
    names = sorted((entry[0][0] for entries in country_names(language).values() for entry in entries), key=len)
    pattern = "|".join(re.escape(name) for name in reversed(names) if spaceless(name))
    return tuple(Token(m.group(), m.start(), m.end()) for m in re.finditer(pattern or r"(?!)", text))


def passages(number: str, source: Source) -> list[Passage]:
    """Every sentence of *source*, furniture and headings marked as such."""
    found: list[Passage] = []
    turns = Counter(match.group(1) for p in source.paragraphs if (match := _TURN.match(source.text[p.start : p.end])))
    speakers = frozenset(name for name, times in turns.items() if times > 1)
    bounds = iter(source.sentences)
    span = next(bounds, None)
    about_writer = 0
    for index, paragraph in enumerate(source.paragraphs):
        whole = source.text[paragraph.start : paragraph.end]
        about_writer = 2 if _ABOUT_WRITER.search(whole) else max(about_writer - 1, 0)
        first = True
        while span is not None and span.start < paragraph.end:
            if passage := _passage(number, source.text, span, len(found), index, speakers if first else None):
                aside = about_writer > 0 or passage.furniture
                found.append(_marked(passage, whole, aside))
                first = False
            span = next(bounds, None)
    return found


def _passage(
    number: str, text: str, span: Span, order: int, paragraph: int, speakers: frozenset[str] | None
) -> Passage | None:
    """The passage at *span*; *speakers* are those whose turns the text prints, where it opens its paragraph.

    Of a sentence that is longer than any quote should be, the passage is the beginning: what follows is neither
    quoted nor read.
    """
    start, end = span
    piece, turn = text[start:end], None
    if speakers is not None:
        if match := _DATELINE.match(piece):
            start += match.end()
        elif (match := _TURN.match(piece)) and match.group(1) in speakers:
            turn = match.group(1)
            start += match.end()
    piece = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    piece = _shortened(piece)
    if not piece:
        return None
    tokens = tokenize(piece) if not spaceless(piece) else _countries_as_words(piece)
    furniture = len(piece) <= _LONGEST_FURNITURE and _is_furniture(piece)
    plain = mask_quotes(piece)
    return Passage(
        source=number,
        order=order,
        paragraph=paragraph,
        start=start,
        end=start + len(piece),
        text=piece,
        plain=plain,
        tokens=tokens,
        heading=False,
        furniture=furniture,
        turn=turn,
    )


def _shortened(sentence: str) -> str:
    """*sentence*, or its beginning up to the last clause or else the last word within the length of a quote."""
    if len(sentence) <= _LONGEST_QUOTE:
        return sentence
    head = sentence[: _LONGEST_QUOTE + 1]
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(head, _SHORTEST_CUT)]
    if breaks:
        return head[: breaks[-1]].rstrip()
    if spaceless(head):
        return head[:_LONGEST_QUOTE].rstrip()
    return head[: max(head.rfind(space) for space in " \n\t\u00a0") + 1].rstrip()


def _is_furniture(text: str) -> bool:
    return bool(_FURNITURE_FIRST.match(text) or _FURNITURE_INSIDE.search(text))


def _marked(passage: Passage, paragraph: str, furniture: bool) -> Passage:
    # A heading is a paragraph of its own that does not end as a sentence does, or is too short to be one.
    alone = len(paragraph) - len(passage.text) < 4
    capitals = sum(token.capital for token in passage.tokens) > 0.6 * len(passage.tokens)
    short = len(passage.tokens) < 6 or (alone and (len(passage.tokens) <= 14 or capitals))
    heading = not _ENDS.search(passage.text) and short
    heading = heading or passage.text.isupper() or passage.text.endswith(":")
    if passage.text.count(". . .") > 2 or passage.text.count("....") or passage.text.count("__") > 1:
        furniture = True
    return replace(passage, heading=heading, furniture=furniture)


def mask_quotes(text: str) -> str:
    """*text* with the inside of double quotation marks blanked out, its length unchanged.

    A mark that never closes runs to the end: a speech that goes on in the next paragraph.
    """
    pieces: list[str] = []
    position = 0
    for start, end in _quotations(text):
        pieces.append(text[position:start])
        pieces.append(_MASK * (end - start))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    closing = ""
    for index, character in enumerate(text):
        if opened is not None:
            if character in closing:
                yield opened, index
                opened = None
        elif character in _OPENING:
            opened, closing = index + 1, _OPENING[character]
        elif character == "”" and index > 0 and not any(c in text[:index] for c in "“”"):
            # Typewriter habits: both marks look like closing ones (”…”), or the speech began a sentence before.
            opened, closing = (index + 1, "”") if "”" in text[index + 1 :] else (None, "")
    if opened is not None:
        yield opened, len(text)
