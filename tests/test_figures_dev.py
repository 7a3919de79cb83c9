"""Figures of texts that nobody here wrote: a report holds each figure of its own sentences."""

from __future__ import annotations

from pathlib import Path

from briefing.figures import Held, figures
from briefing.source import Source


def test_a_report_holds_every_figure_of_its_sentences(shared: Path) -> None:
    """Read sentence by sentence or whole, a figure is the same one."""
    missing = []
    for path in sorted((shared / "eval" / "articles").glob("*.txt")):
        source = Source(text=path.read_bytes().decode())
        held = Held([source.text])
        for start, end in source.sentences:
            missing += [
                (path.name, figure.text) for figure in figures(source.text[start:end]) if not held.holds(figure)
            ]
    assert not missing
