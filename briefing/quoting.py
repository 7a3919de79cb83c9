"""Whether a quote really stands in a text: fuzzy to suggest, exact to accept.

A quote is accepted when it equals a passage after the foldings of :mod:`briefing.folding`, the case of
the first letter of the quote or of a segment, and punctuation at the outer edges. An ellipsis splits it
into segments that must follow one another, without overlap, in one paragraph or the next. It is still
refused when it begins or ends inside a word or a number, when it or a segment is too short to mean
anything, or when the words left out begin with a negation. However similar, everything else is refused:
no threshold of similarity tells altered quotes from faithful ones (``tests/bench/bench_quotes.py`` has figures).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import regex

from briefing.edges import UNSPACED, joined, splits_after, splits_before
from briefing.folding import ELLIPSIS, READINGS, Folded, Skeleton, fold
from briefing.negation import begins_with_negation
from briefing.passages import Range, index_at

MIN_WORDS = 3
MIN_LETTERS = 12
MIN_CHARACTERS_UNSPACED = 6

# Signs that belong to what they stand beside: a quote may not gain or lose one at its edge.
_MEANINGFUL_SIGNS = frozenset("%‰‱٪؉؊％#＃&＆@＠*＊/／\\＼§¶†‡•_")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]+(?:'[\p{L}\p{M}]+)*")
_VOWELS = regex.compile(r"[\p{InSC=Vowel_Dependent}\p{Ethiopic}]")
_HANGUL = regex.compile(r"\p{Hangul}")
_SEPARATORS = frozenset(" -").union(READINGS)
_OTHER_CASE = {"i": "İ", "ı": "I", "I": "ı", "İ": "i"}  # Turkish, where swapping knows English only
_MOST_COMPARED = 4_000_000
"""Characters compared for one look-up at most, so that a text of repetitions cannot hold it up."""
_MOST_SHOWN = 80
"""Characters of a quote that a reason repeats."""
_MOST_PLACES = 20_000
"""Places considered for all segments of one quote together, for the same reason."""


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome of a look-up: ``ranges`` of the text, one for each segment, or ``refusal`` says why not."""

    ranges: tuple[Range, ...]
    refusal: str | None = None


def match_quote(quote: str, text: str, folded: Folded, paragraphs: Callable[[], Sequence[Range]]) -> Match:
    """Look *quote* up in *text*, whose folding is *folded*.

    *paragraphs* gives the ranges of the paragraphs; it is asked only for a quote with an ellipsis.
    """
    wanted = fold(quote)
    whole = _Segment.cut(wanted, 0, len(wanted.text))
    enough = whole is not None and whole.is_long_enough()
    if whole is None or not (enough or ELLIPSIS in whole.text):
        return Match((), _too_short(quote))
    passage = _Passage(text, folded)
    found, refusal = passage.look_up(whole) if enough else (None, "")
    if found is not None:
        return Match((passage.original(whole, found),))
    if ELLIPSIS not in whole.text:
        return Match((), refusal)
    return _match_segments(wanted, passage, paragraphs())


def mentions(words: str, text: str, folded: Folded) -> bool:
    """Whether *words* stand in *text*, whose folding is *folded*, as whole words, however short they are.

    Here "Russia" is mentioned by "Russia's" and "Russia-backed", and a Korean noun by itself with its
    particle: the words are a name and carry no claim that their surroundings could turn.
    """
    wanted = fold(words)
    segment = _Segment.cut(wanted, 0, len(wanted.text))
    return segment is not None and _Passage(text, folded).names(segment)


def _match_segments(wanted: Folded, passage: _Passage, paragraphs: Sequence[Range]) -> Match:
    segments: list[_Segment] = []
    position = 0
    for part in wanted.text.split(ELLIPSIS):
        segment = _Segment.cut(wanted, position, position + len(part))
        position += len(part) + len(ELLIPSIS)
        if segment is None:
            continue
        if not segment.is_long_enough():
            return Match((), _too_short(segment.text))
        segments.append(segment)
    if not segments:
        return Match((), _too_short(wanted.text))
    segments_in_order = _Chain(segments, passage, paragraphs)
    found = segments_in_order.follow()
    if found is None:
        return Match((), segments_in_order.refusal)
    return Match(tuple(passage.original(segment, place) for segment, place in zip(segments, found, strict=True)))


def _too_short(quote: str) -> str:
    # The quote of a megabyte of blanks or signs is too short as well.
    shown = quote[:_MOST_SHOWN].strip() + ("…" if len(quote) > _MOST_SHOWN else "")
    return (
        f"too short to mean anything: “{shown}” (a quote, and each part between ellipses, needs at least "
        f"{MIN_WORDS} words and {MIN_LETTERS} letters)"
    )


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of a folded quote; ``lead`` and ``tail`` are the punctuation taken off its edges."""

    text: str
    free: frozenset[int]
    lead: str
    tail: str

    @classmethod
    def cut(cls, wanted: Folded, start: int, end: int) -> _Segment | None:
        text = wanted.text
        first, last = start, end
        while start < end and _can_go(text[start]) and not _opens_number(text, start, end):
            start += 1
        while end > start and _can_go(text[end - 1]):
            end -= 1
        if start == end:
            return None
        free = frozenset(at - start for at in wanted.free if start <= at < end)
        return cls(text[start:end], free, lead=text[first:start].strip(), tail=text[end:last].strip())

    def is_long_enough(self) -> bool:
        # A beginning that is long enough says it of the whole, and most are.
        return _is_long_enough(self.text[:40]) or _is_long_enough(self.text)

    def is_open(self, passage: Folded) -> bool:
        """Whether the segment can equal a passage of *passage* that is not the same characters."""
        return passage.has_breaks or bool(self.free) or any(sign in self.text for sign in READINGS)

    def other_cases(self) -> Iterator[str]:
        """The segment with the other case of its first letter; none where there is no other."""
        at = self._first_letter()
        if at is None:
            return
        letter = self.text[at]
        for other in sorted({letter.swapcase(), _OTHER_CASE.get(letter, letter)} - {letter}):
            yield unicodedata.normalize("NFC", self.text[:at] + other + self.text[at + 1 :])

    def equals(self, passage: str) -> bool:
        """Whether *passage* reads as the segment: case where it is free, and all readings of a line's end."""
        text, first = self.text, self._first_letter()
        at = here = 0
        while at < len(text) and here < len(passage):
            one, other = text[at], passage[here]
            if one == other and one not in READINGS:
                at, here = at + 1, here + 1
            elif one in _SEPARATORS or other in _SEPARATORS:
                after, beyond = _past_separators(text, at), _past_separators(passage, here)
                if _readings(text[at:after]).isdisjoint(_readings(passage[here:beyond])):
                    return False
                at, here = after, beyond
            elif (at in self.free or at == first) and one.swapcase() == other:
                at, here = at + 1, here + 1
            else:
                return False
        return at == len(text) and here == len(passage)

    def _first_letter(self) -> int | None:
        return next((at for at, char in enumerate(self.text[:3]) if char.isalpha()), None)


def _past_separators(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SEPARATORS:
        at += 1
    return at


def _readings(separators: str) -> frozenset[str]:
    return frozenset(READINGS.get(separators, (separators,)))


def _is_long_enough(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    if letters < MIN_LETTERS and not text.isascii():
        # A sign of a syllable counts as what it is put together of, and vowels count where they are written as marks.
        letters = sum(map(str.isalpha, unicodedata.normalize("NFD", text))) + len(_VOWELS.findall(text))
    if letters >= MIN_LETTERS and len(_WORD.findall(text)) >= MIN_WORDS:
        return True
    return len(UNSPACED.findall(text)) >= MIN_CHARACTERS_UNSPACED


def _can_go(char: str) -> bool:
    """Whether *char* may be dropped at a quote's edge: white space, and punctuation without a meaning."""
    return char.isspace() or (
        char not in _MEANINGFUL_SIGNS and (unicodedata.category(char)[0] == "P" or char in "`´|<>")
    )


def _opens_number(text: str, start: int, end: int) -> bool:
    return text[start] in "-.," and start + 1 < end and text[start + 1].isdigit()


class _Passage:
    """The folded text that a segment is looked up in."""

    def __init__(self, text: str, folded: Folded) -> None:
        self.text = text
        self.folded = folded

    def occurrences(self, segment: _Segment) -> Iterator[Range]:
        """The folded ranges where *segment* stands on the edges of words and numbers."""
        for start, end in self._candidates(segment):
            if not splits_before(self.text, self.folded, start) and not splits_after(self.text, self.folded, end):
                yield start, end

    def names(self, segment: _Segment) -> bool:
        """Whether *segment* stands somewhere as whole words, with whatever is set to them by a sign."""
        text = self.folded.text
        for start, end in self._candidates(segment):
            suffixed = _HANGUL.match(text[end - 1]) and _HANGUL.match(text, end)
            if not joined(text[start - 1 : start], text[start]) and (
                suffixed or not joined(text[end - 1], text[end : end + 1])
            ):
                return True
        return False

    def original(self, segment: _Segment, place: Range) -> Range:
        """The range of the original behind *place*, with the punctuation around it that the quote has too."""
        start, end = place
        text = self.folded.text
        for sign in reversed(segment.lead):
            if start == 0 or text[start - 1] != sign:
                break
            start -= 1
        for sign in segment.tail:
            if text[end : end + 1] != sign:
                break
            end += 1
        return self.folded.original(start, end)

    def look_up(self, segment: _Segment) -> tuple[Range | None, str]:
        """The first place where *segment* stands, or None and why not."""
        refusal = "it does not stand in the source"
        for start, end in self._candidates(segment):
            if not splits_before(self.text, self.folded, start) and not splits_after(self.text, self.folded, end):
                return (start, end), ""
            refusal = "it begins or ends inside a word or a number of the source"
        return None, refusal

    def _candidates(self, segment: _Segment) -> Iterator[Range]:
        ranges = _found(segment.text, self.folded.text)
        others = (_found(wanted, self.folded.text) for wanted in segment.other_cases())
        ranges = chain(ranges, chain.from_iterable(others))
        if segment.is_open(self.folded):
            ranges = chain(ranges, self._open_candidates(segment))
        return islice(ranges, max(_MOST_COMPARED // len(segment.text), 100))

    def _open_candidates(self, segment: _Segment) -> Iterator[Range]:
        text, skeleton = self.folded.text, self.folded.skeleton
        wanted = Skeleton.of(segment.text).text
        tried = max(_MOST_COMPARED // len(segment.text) // 10, 100)
        for first, last in islice(_found(wanted, skeleton.text), tried):
            start, end = skeleton.origin(first), skeleton.origin(last - 1) + 1
            if segment.text[0] == "-" and text[start - 1 : start] == "-":
                start -= 1  # of -5, which is no skeleton's
            if segment.equals(text[start:end]):
                yield start, end


def _found(wanted: str, text: str) -> Iterator[Range]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)


class _Chain:
    """Segments that must follow one another; ``refusal`` says why they do not."""

    def __init__(self, segments: Sequence[_Segment], passage: _Passage, paragraphs: Sequence[Range]) -> None:
        self._segments = segments
        self._passage = passage
        self._paragraphs = paragraphs
        self.refusal = "its parts do not follow one another in that order"

    def follow(self) -> list[Range] | None:
        """The place of each segment, the earliest first and each next one the nearest, or None."""
        places = self._places()
        if places is None:
            return None
        # From the last segment back: of the places after one, the nearest lies in the nearest paragraph and
        # leaves out the fewest words, so it is allowed if any of them is.
        for index in range(len(places) - 2, -1, -1):
            places[index] = [place for place in places[index] if self._next(place, places[index + 1])]
            if not places[index]:
                return None
        followed = places[0][:1]
        for candidates in places[1:]:
            followed.append(candidates[bisect_left(candidates, (followed[-1][1], 0))])
        return followed

    def _places(self) -> list[list[Range]] | None:
        known: dict[str, list[Range]] = {}
        considered = max(_MOST_PLACES // len(self._segments), 10)
        for segment in self._segments:
            if segment.text not in known:
                known[segment.text] = sorted(set(islice(self._passage.occurrences(segment), considered)))
            if not known[segment.text]:
                reason = self._passage.look_up(segment)[1].removeprefix("it ")
                self.refusal = f"the part “{segment.text[:80]}” of it {reason}"
                return None
        return [known[segment.text] for segment in self._segments]

    def _next(self, place: Range, candidates: Sequence[Range]) -> bool:
        """Whether one of *candidates* can follow *place*; sets the reason when the nearest may not."""
        end = place[1]
        at = bisect_left(candidates, (end, 0))
        if at == len(candidates):
            return False
        start = candidates[at][0]
        if self._paragraph_of(start) > self._paragraph_of(end - 1) + 1:
            self.refusal = "its parts do not follow one another within a paragraph or the next"
            return False
        if begins_with_negation(self._passage.folded.text[end : min(start, end + 300)]):
            self.refusal = "the words its ellipsis leaves out begin with a negation"
            return False
        return True

    def _paragraph_of(self, position: int) -> int:
        return index_at(self._paragraphs, self._passage.folded.original(position, position + 1)[0])
