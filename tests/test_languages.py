"""Reports in any language: quotes with exact offsets, translations marked as the model's, and what embedded reads."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from briefing import Brief, awrite_brief, verify, write_brief
from briefing.source import Source
from tests.command import run
from tests.many_languages import REPORTS
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, answer, empty_draft
from tests.small_brief import TEXT, plain_http

FIVE = ("fr", "es", "ru", "ar", "zh")


def report(language: str) -> Source:
    """The invented report in that language."""
    return Source.from_text(REPORTS[language], published="2026-03-04")


@pytest.mark.parametrize("language", FIVE)
def test_every_sentence_is_found_where_it_stands(language: str) -> None:
    """With exact offsets, also as another program would have copied it."""
    source = report(language)
    assert len(source.sentences) >= 6
    for span in source.sentences:
        quote = source.text[span.start : span.end]
        for copied in (
            quote,
            unicodedata.normalize("NFD", quote),
            quote.replace(" ", "\u00a0"),
            quote.replace("-", "‑"),
        ):
            (found,) = source.locate(copied)
            assert source.text[found.start : found.end].strip("«»“”\"'.。؟?! ") == quote.strip("«»“”\"'.。؟?! ")


@pytest.mark.parametrize("language", FIVE)
def test_a_changed_sentence_is_not_found(language: str) -> None:
    """Another number, a letter more or less in a word, two words exchanged."""
    source = report(language)
    for span in source.sentences:
        quote = source.text[span.start : span.end]
        for at, character in enumerate(quote):
            if character.isdigit():
                other = chr(ord(character) + (1 if unicodedata.digit(character) < 9 else -1))
                assert not source.locate(quote[:at] + other + quote[at + 1 :])
        middle = len(quote) // 2
        at = next(at for at in range(middle, len(quote)) if quote[at].isalpha() and quote[at + 1].isalpha())
        assert not source.locate(quote[:at] + quote[at + 1 :])
        assert not source.locate(quote[: at + 1] + quote[at] + quote[at + 1 :])


NEGATED = {
    "fr": ("n'est pas encore signé", "est encore signé"),
    "es": ("no renovará el contrato", "renovará el contrato"),
    "ru": None,
    "ar": ("لم توقع على الاتفاق", "توقع على الاتفاق"),
    "zh": None,
}


@pytest.mark.parametrize("language", [code for code, pair in NEGATED.items() if pair])
def test_a_negation_that_is_left_out_is_not_found(language: str) -> None:
    """In the middle of a sentence; before its words, the cut is told."""
    source = report(language)
    as_written, without = NEGATED[language]  # type: ignore[misc]
    span = next(span for span in source.sentences if as_written in source.text[span.start : span.end])
    quote = source.text[span.start : span.end]
    assert source.locate(quote)
    assert not source.locate(quote.replace(as_written, without))


def drafted(quotes: dict[str, tuple[str, str | None]]) -> dict[str, Any]:
    """A draft with a quote, and a translation, from each source."""
    item = {"voice": [], "kind": "fact", "credibility": None}
    evidence = [
        {**item, "id": f"E{at}", "source": source, "quote": quote, "translation": translation}
        for at, (source, (quote, translation)) in enumerate(quotes.items(), 1)
    ]
    return {
        **empty_draft(),
        "title": "Ports",
        "evidence": evidence,
        "bottom_line": ["The reports speak of ports [E1]."],
    }


async def brief_of(draft: dict[str, Any], sources: list[Source], **options: Any) -> Brief:
    """The brief that comes of *draft*."""
    with ReferenceServer(answer(draft)) as server:
        return await awrite_brief(
            sources, model=MODEL, base_url=server.base_url, transport=plain_http(), reasks=0, **options
        )


async def test_quotes_of_five_languages_in_one_brief() -> None:
    """Each in its own words, with its offsets; a translation stands beside it and is called the model's."""
    sources = [report(language) for language in FIVE]
    firsts = [source.text[source.sentences[0].start : source.sentences[0].end] for source in sources]
    translation = "A ministry said that an agreement is not signed."
    brief = await brief_of(drafted({f"S{at}": (quote, translation) for at, quote in enumerate(firsts, 1)}), sources)
    assert brief.withheld == []
    for item, source, quote in zip(brief.evidence, brief.sources, firsts, strict=True):
        assert "".join(source.text[span.start : span.end] for span in item.spans).strip("。. ") == quote.strip("。. ")
        assert item.translation == translation
    assert brief.to_markdown().count("Translation by the model, not checked:") == len(FIVE)
    assert verify(brief) == []


async def test_a_translation_into_the_language_of_the_quote_is_none() -> None:
    """It would be a paraphrase under the quote's name."""
    quote = "No grain ship has left Norvale since the seizure."
    brief = await brief_of(drafted({"S1": (quote, "Ships do not leave.")}), [Source.from_text(TEXT)])
    assert brief.evidence[0].translation is None
    brief = await brief_of(
        drafted({"S1": (quote, "Aucun navire n'est parti.")}), [Source.from_text(TEXT)], language="fr"
    )
    assert brief.evidence[0].translation == "Aucun navire n'est parti."


@pytest.mark.parametrize(
    ("translation", "stands"),
    [
        ("Exports fell by 13.5 % in the first quarter, the lowest figure since 2009.", True),
        ("Exports fell by 31.5 % in the first quarter, the lowest figure since 2009.", False),
        ("Exports fell by 13.5 % in the first quarter, the lowest figure since 2019.", False),
    ],
)
async def test_a_number_in_a_translation_stands_in_the_quote(translation: str, stands: bool) -> None:
    """With another it is no translation, and goes back with its quote; unmended, both are withheld."""
    quote = "Según el último informe, las exportaciones cayeron un 13,5 % durante el primer trimestre, la cifra más "
    quote += "baja desde 2009"
    brief = await brief_of(drafted({"S1": (quote, translation)}), [report("es")])
    assert [item.translation for item in brief.evidence] == [translation] * stands
    assert ["evidence" in item.section for item in brief.withheld][:1] == [True] * (not stands)


@pytest.mark.parametrize("language", FIVE)
def test_the_embedded_endpoint_says_what_it_cannot_read(language: str) -> None:
    """In the brief, of each report in another language than English."""
    brief = write_brief([report(language), Source.from_text(TEXT)], model="embedded")
    (warning,) = (warning for warning in brief.warnings if "reads English" in warning)
    number = next(source.id for source in brief.sources if source.text == report(language).text)
    assert warning.startswith(f"{number}: ")
    assert f"({language})" in warning
    assert verify(brief) == []


def test_the_embedded_endpoint_translates_nothing() -> None:
    """Asked for another language, it says so; asked for English, there is nothing to say."""
    brief = write_brief([Source.from_text(TEXT)], model="embedded", language="fr")
    assert any("nothing was put into “fr”" in warning for warning in brief.warnings)
    assert not any("embedded endpoint" in warning for warning in write_brief([Source.from_text(TEXT)]).warnings)


def test_doctor_tells_the_languages() -> None:
    """Before anybody writes a brief."""
    done = run("doctor", "-m", "embedded")
    assert "reads English" in done.stdout
