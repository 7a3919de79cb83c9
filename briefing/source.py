"""A source: the text of a report as a reader would see it, and where a quote stands in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from briefing.cuts import Cut, governing_cuts, weightiest
from briefing.folding import Folded, fold, strip_controls
from briefing.hidden.characters import drop_invisible, left_out
from briefing.injection import addressed_to_model, warnings_of
from briefing.passages import index_at, paragraphs, sentences
from briefing.quoting import Match, match_quote, mentions


class Span(NamedTuple):
    """A half-open range of code points in a source's text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """One report. Build it with :meth:`from_text`, which cleans what no reader would see.

    ``published`` and ``retrieved`` are ISO dates, ``published_basis`` says how the date is known,
    ``language`` is a code such as ``en``. ``name`` is what the user called the input; it serves messages
    alone, never a prompt or a brief. What is not known is ``None``. ``warnings`` says what was left out of
    the text because nobody would have seen it, and what in it speaks to a language model, a sentence each.
    ``pages`` is where each page begins in the text, the first at 0; empty where there are no pages. ``reliability`` is
    the Admiralty's letter that the desk's registry gives it, with its reason.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: str | None = None
    url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    name: str | None = None
    warnings: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    reliability_because: str | None = None

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        published: str | None = None,
        published_basis: str | None = None,
        url: str | None = None,
        retrieved: str | None = None,
        language: str | None = None,
        name: str | None = None,
        warnings: Sequence[str] = (),
    ) -> Source:
        """A source whose text is *text* as a reader would see it.

        A byte-order mark and control characters (NUL among them) are dropped, line ends become ``\\n``,
        each lone surrogate becomes U+FFFD, and of more than thirty combining marks on one character the rest
        is dropped. Characters that hide a message or turn the order of what is shown go too, by the rules of
        :func:`briefing.hidden.characters.drop_invisible`; how many they were is added to *warnings*. Nothing
        else changes, so offsets into a text that holds none of these stay what they were.
        """
        first = drop_invisible(text.removeprefix("\ufeff"))
        # Again, for what only comes together once the controls between are gone.
        shown = drop_invisible(strip_controls(first.text))

        def line(value: str | None) -> str | None:
            return " ".join(drop_invisible(strip_controls(value)).text.split()) or None if value is not None else None

        source = cls(
            text=shown.text,
            title=line(title),
            publisher=line(publisher),
            author=line(author),
            published=published,
            published_basis=published_basis,
            url=line(url),
            retrieved=retrieved,
            language=line(language),
            name=name,
        )
        return replace(source, warnings=(*warnings, *left_out(first, shown), *_addressed(source)))

    @cached_property
    def sha256(self) -> str:
        """The sha256 of the text's UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs, without white space at their edges."""
        return tuple(Span(*found) for found in paragraphs(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, none of them across two paragraphs."""
        return tuple(Span(*found) for found in sentences(self.text, self.paragraphs, self.language))

    def page(self, start: int) -> int | None:
        """The page, from 1 on, on which the character at *start* stands; None where there are no pages."""
        return bisect_right(self.pages, start) or None

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _matches(self) -> dict[str, Match]:
        # A brief looks each quote up twice: when it is reviewed, and when it is settled.
        return {}

    def match(self, quote: str) -> Match:
        """Look *quote* up: the ranges where it stands, or why it is refused.

        Exact up to the foldings of :mod:`briefing.folding`; the rules are those of
        :mod:`briefing.quoting`.
        """
        if (known := self._matches.get(quote)) is None:
            known = self._matches[quote] = match_quote(quote, self.text, self._folded, lambda: self.paragraphs)
        return known

    def mentions(self, words: str) -> bool:
        """Whether *words*, of any length, stand in the text as whole words, up to the same foldings."""
        return mentions(words, self.text, self._folded)

    def locate(self, quote: str) -> list[Span]:
        """Where *quote* stands: a span for each of its segments, or an empty list when it is not there."""
        return [Span(*found) for found in self.match(quote).ranges]

    def sentence(self, spans: Sequence[Span]) -> Span:
        """The sentence around *spans*; from the first one's to the last one's when they span several."""
        first = self.sentences[index_at(self.sentences, spans[0].start)]
        last = self.sentences[index_at(self.sentences, spans[-1].end - 1)]
        return Span(min(first.start, spans[0].start), max(last.end, spans[-1].end))

    def cuts(self, spans: Sequence[Span]) -> list[Cut]:
        """The words that a quote at *spans* leaves out of its sentence and that govern it, in the order of the text.

        Empty when it leaves out none. The rules, and the languages, are those of :mod:`briefing.cuts`.
        """
        return governing_cuts(self.text, self.sentences, spans, self.language) if spans else []

    def cut_short(self, spans: Sequence[Span]) -> str | None:
        """The words left out that turn the sense of a quote at *spans*, such as "did not"; ``None`` without any.

        Of several the first that naming the speaker would not mend; an attribution only when it is all.
        """
        cut = weightiest(self.cuts(spans))
        return cut.words if cut is not None else None


def _addressed(source: Source) -> list[str]:
    """What a reader of the brief is told of words that speak to the model: they are seen, and stay quotable."""
    told = [
        f"has a {field} that seems to address a language model ({passages[0].why}); it is reported on, not obeyed"
        for field in ("title", "publisher", "author")
        if (passages := addressed_to_model(getattr(source, field) or ""))
    ]
    if addressed_to_model(source.text):  # most texts hold none, and are not cut into sentences here
        told += warnings_of(source.text, addressed_to_model(source.text, source.sentences), source.paragraphs)
    return told
