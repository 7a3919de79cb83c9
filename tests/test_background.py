"""Background tells what was and is; it neither quotes nor reports what somebody said."""

from __future__ import annotations

import pytest

from briefing.grounding.background import laundered


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the port would close.",
        "He told reporters in 2029 that the lease was void.",
        "The union claims that pilots were threatened.",
        "The embassy argued, in 2030, for a longer lease.",
        "“We will stop every crane” became the union's watchword.",
        "According to the president, the lease is void.",
        "According to Morvane, the lease is void.",
        "Selon Morvane, le bail est nul.",
        "Le ministre a déclaré que le port fermerait.",
        "El ministro dijo que el puerto cerraría.",
        "Der Minister sagte, der Hafen schließe.",
        "Министр заявил, что порт закроют.",
        "قال الوزير إن الميناء سيغلق",
        "部长表示，港口将关闭",
    ],
)
def test_speech_and_quotation_are_refused(text: str) -> None:
    """Whoever said something has to be heard in a source."""
    assert list(laundered(text))


@pytest.mark.parametrize(
    "text",
    [
        "Of 27 port leases since 2000, nine were ended early.",
        "In 2030 Kestria announced sanctions and recalled its envoy.",
        "The treaty says that no warship may stay longer than a week.",
        "According to the harbour register, 412 ships called in 2029.",
        "The claims commission met twice.",
        "States that lease ports keep the right to end the lease.",
        "The so-called “grain belt” grows two thirds of the wheat.",
        "The lease is said to have been renewed twice.",
        "The law distinguishes two kinds of lease.",
    ],
)
def test_events_rules_and_rates_are_taken(text: str) -> None:
    """A deed, a rule of law and a rate are what background is for."""
    assert list(laundered(text)) == []
