"""Nothing that a model, a source or a server says can act: on the page, in its diagram, in JSON, in a spreadsheet.

Every string field of every part of a brief is filled with strings that would act, found by the brief's own model.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path as File

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.brief import Brief
from briefing.render import first_page
from briefing.render.escape import visible
from tests.fictional_brief import full_brief
from tests.harmless import (
    READERS,
    WITH_TABLES,
    blocks_of,
    brief_faults,
    cells_of,
    filled,
    page_faults,
    rows_of,
    same,
    string_fields,
    strings_of,
    with_strings,
)
from tests.hostile_strings import HOSTILE, hostile_strings

PLACES = strings_of(full_brief())
SHORT = 140
"""Characters: a longer claim is cut where it is told of in short."""


def test_every_string_of_a_brief_is_tried() -> None:
    """The full fictional brief has something in each field that takes any string: one added to the model fails here."""
    assert PLACES.fields == string_fields()
    assert len(PLACES.free) > 100


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_string_acts(kind: str) -> None:
    """In all fields at once, with the numbers that tie the parts together and in their place; readers take turns."""
    for number, text in enumerate(HOSTILE[kind]):
        first, second, third = (list(READERS)[(number + step) % len(READERS)] for step in range(3))
        assert list(brief_faults(filled(PLACES.free, text), [first, second])) == [], ascii(text)
        assert list(brief_faults(filled(PLACES.free + PLACES.fixed, text), [third])) == [], ascii(text)


@pytest.mark.parametrize("path", PLACES.free + PLACES.fixed, ids=lambda path: ".".join(map(str, path)))
def test_no_field_acts_alone(path: tuple[str | int, ...]) -> None:
    """What would act does not in any one field, where what stands around it is as it should be."""
    text = "[x](javascript:alert(1)) | ![y](https://spy.example/p) <b onclick=z>\n\n```\n# =\u202e\x1b[31m"
    assert list(brief_faults(filled([path], text), ["cmark-gfm"])) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_word_is_lost(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stands in the cell, heading, paragraph or list item where a plain word would stand, to the letter."""
    monkeypatch.setattr(first_page, "MOST_WORDS", 10**9)  # or what is long would stand behind page one
    monkeypatch.setattr(first_page, "_WARNING_WORDS", 10**9)
    places = [path for path in PLACES.free if path[-1] != "url"]  # which is shown only where it is linked
    plain = {reader: READERS[reader](filled(places, "Qqq").to_markdown()) for reader in WITH_TABLES}
    for number, text in enumerate(HOSTILE[kind]):
        if not 0 < len(meant := visible(text)) <= SHORT:
            continue
        reader = WITH_TABLES[number % len(WITH_TABLES)]
        rendered = READERS[reader](filled(places, text).to_markdown())
        for read in (cells_of, blocks_of):
            shown, expected = read(rendered), [part.replace("Qqq", meant) for part in read(plain[reader])]
            assert len(shown) == len(expected), ascii(text)
            wrong = [pair for pair in zip(shown, expected, strict=True) if not same(*pair)]
            assert wrong == [], ascii(text)
        assert [len(row) for row in rows_of(rendered)] == [len(row) for row in rows_of(plain[reader])]


@pytest.mark.parametrize("reader", WITH_TABLES)
def test_no_cell_is_a_formula(reader: str) -> None:
    """Pasted into a spreadsheet, what would be taken for a formula is text; an amount with its sign stays one."""
    amounts = {"- 5 °C in the shade": False, "-5 degrees, at night": True, "+3.5 %": True, "-1": True}
    for text in HOSTILE["formula"]:
        cells = cells_of(READERS[reader](filled(PLACES.free, text).to_markdown()))
        begin = {cell[0] for cell in cells if cell}
        assert (begin & set("=+-@＝＋－＠") != set()) == amounts.get(text, False), text


def test_no_value_of_another_shape_acts() -> None:
    """Where the contract takes anything at all, keys and values of any depth are text too."""
    text = "[x](javascript:alert(1)) <b onclick=z> | \u202e\x1b[31m\n\n# a"
    content = full_brief()
    content["withheld"][0]["item"] = {text: text, "id": {text: [text, None, 1e300]}, "statement": [text]}
    content["withheld"][1]["item"] = {text: {text: text}}
    content["revisions"][0].update(was={text: [text, 10**400, True]}, now=[[[text]]])
    brief = Brief.model_validate(content)
    assert list(brief_faults(brief, ["cmark-gfm", "markdown-it"])) == []


@settings(max_examples=60)
@given(
    texts=st.lists(hostile_strings, min_size=1, max_size=4),
    start=st.integers(0, len(PLACES.free) - 1),
    reader=st.sampled_from(list(READERS)),
)
@example(texts=["](javascript:alert(1))", "["], start=0, reader="cmark-gfm")
def test_nothing_made_of_such_strings_acts(texts: list[str], start: int, reader: str) -> None:
    """Whatever stands beside whatever else."""
    turned = PLACES.free[start:] + PLACES.free[:start]
    brief = with_strings({path: texts[number % len(texts)] for number, path in enumerate(turned)})
    assert list(brief_faults(brief, [reader])) == []


@pytest.mark.parametrize("kind", ["markdown image", "markdown link", "html", "address"])
def test_what_is_looked_for_would_be_found(kind: str) -> None:
    """The same strings on a page as they are do act, in one reader at least: the checks are no formality."""
    acting = [text for text in HOSTILE[kind] if any(page_faults(f"# Title\n\n{text}\n", reader) for reader in READERS)]
    assert len(acting) > len(HOSTILE[kind]) / 2


def test_hostile_strings_that_nobody_here_wrote(shared: File) -> None:
    """None of the evaluation texts' payloads acts, in all fields at once; readers take turns, the benchmark has all."""
    lines = (shared / "eval" / "payloads-dev.jsonl").read_text(encoding="utf-8").splitlines()
    counts = Counter(
        (row["kind"], where, fault)
        for number, row in enumerate(map(json.loads, lines))
        for where, fault in brief_faults(filled(PLACES.free, row["text"]), [list(READERS)[number % 4], "cmark-gfm"])
    )
    assert not counts
