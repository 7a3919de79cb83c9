"""Delivery: the files of a batch, each whole or not at all, and the table of all items."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief
from briefing.errors import OutputError
from briefing.store import Stored
from briefing.unattended.delivery import COLUMNS, OUTPUTS, Delivery, slug
from tests.issued_brief import full_issued

KEY = "0123456789abcdef" * 4
ROW: dict[str, Any] = dict.fromkeys(COLUMNS) | {"id": "one", "state": "done"}


@pytest.fixture
def brief() -> Brief:
    """Any brief."""
    return full_issued()


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Norvale: tugs seized, grain stopped", "norvale-tugs-seized-grain-stopped"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\CON|<>*?\x00", "c-con"),
        ("Čeští vojáci v Łodzi", "cesti-vojaci-v-lodzi"),
        ("Привет, мир", "privet-mir"),
        ("", "brief"),
        ("…!?", "brief"),
        ("a" * 500, "a" * 60),
        ("word " * 40, "-".join(["word"] * 12)),
        ("\x1b[31mred\u202e", "31mred"),
    ],
)
def test_a_title_as_part_of_a_name(title: str, part: str) -> None:
    """ASCII letters, digits and hyphens, of bounded length, never empty and never a path."""
    assert slug(title) == part


def test_titles_in_any_script_have_a_name() -> None:
    """Whatever the language, a name can be typed."""
    for title in ("停战协议", "وقف إطلاق النار", "휴전", "हड़ताल", "🚢"):
        assert slug(title).replace("-", "").isalnum()
        assert slug(title).isascii()


def test_a_brief_in_each_of_its_forms(tmp_path: Path, brief: Brief) -> None:
    """The JSON is what is in the store, word for word; the page is made of it."""
    delivery = Delivery(tmp_path / "new" / "folder")
    document = brief.to_json()
    assert delivery.put(KEY, brief, document, OUTPUTS) == []
    paths = [delivery.path(KEY, brief.title, form) for form in OUTPUTS]
    assert [path.suffix for path in paths] == [".md", ".json"]
    assert all(path.stem.endswith("-0123456789ab") for path in paths)
    assert paths[1].read_text(encoding="utf-8") == document
    assert paths[0].read_text(encoding="utf-8") == brief.to_markdown()
    assert delivery.missing(KEY, brief.title, OUTPUTS) == []
    paths[0].unlink()
    assert delivery.missing(KEY, brief.title, OUTPUTS) == ["md"]
    delivery.put_stored(Stored(KEY, brief.id, brief.title, 0, document), ["md"])
    assert paths[0].read_text(encoding="utf-8") == brief.to_markdown()


def test_a_file_is_whole_or_not_there(tmp_path: Path, brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is in its place until all of it is on the disk."""
    delivery = Delivery(tmp_path)

    def broken(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OutputError, match=r"No space left on device; the brief is in the store"):
        delivery.put(KEY, brief, "whole", ["json"])
    assert not delivery.path(KEY, brief.title, "json").exists()
    delivery.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left(tmp_path: Path, brief: Brief) -> None:
    """What says something else, also where it is no file that can be read, is named and not touched."""
    delivery = Delivery(tmp_path)
    page, document = (delivery.path(KEY, brief.title, form) for form in OUTPUTS)
    page.mkdir()
    document.write_text("revised")
    assert delivery.put(KEY, brief, brief.to_json(), OUTPUTS) == [page, document]
    assert document.read_text() == "revised"
    document.write_text(brief.to_json(), encoding="utf-8")
    assert delivery.put(KEY, brief, brief.to_json(), ["json"]) == []


@pytest.mark.parametrize("kind", ["a file in its place", "a file on the way", "a folder nobody may write to"])
def test_a_folder_that_cannot_be_used_is_told_at_once(tmp_path: Path, kind: str) -> None:
    """One line that names it, before anything is paid for."""
    folder = tmp_path / "briefs"
    if kind == "a file in its place":
        folder.write_text("")
    elif kind == "a file on the way":
        folder.write_text("")
        folder = folder / "deeper"
    else:
        folder.mkdir(mode=0o500)
        if os.access(folder, os.W_OK):
            pytest.skip("whoever runs the tests may write anywhere")
    with pytest.raises(OutputError, match="cannot be written to"):
        Delivery(folder)


def test_trying_the_folder_disturbs_nobody(tmp_path: Path) -> None:
    """Two runs may try it at the same time; nothing is left of it."""
    (tmp_path / ".trial.part").mkdir()
    Delivery(tmp_path)
    Delivery(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".trial.part"]


def test_the_table_is_one_that_a_spreadsheet_runs_nothing_of(tmp_path: Path) -> None:
    """A formula is text; controls are gone; everything is on its row."""
    rows = [
        {**ROW, "id": "=1+1", "title": '@SUM("a")', "error": "-2+3"},
        {**ROW, "id": "a\nb\r\nc", "title": "\x1b[2J\u202ex", "error": '","x'},
        {**ROW, "id": "\t=cmd|' /C calc'!A0", "title": "＝1", "withheld": 3, "file": "x.md"},
        {**ROW, "id": "\ud800", "title": None},
    ]
    table = _table(Delivery(tmp_path).summarise(rows))
    assert table[0] == list(COLUMNS)
    assert [row[0] for row in table[1:]] == ["'=1+1", "a b c", "'=cmd|' /C calc'!A0", "\ufffd"]
    assert [row[2] for row in table[1:]] == ['\'@SUM("a")', "[2Jx", "'＝1", ""]
    assert (table[1][5], table[2][5], table[3][3:5]) == ("'-2+3", '","x', ["x.md", "3"])


def test_a_table_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """Also when the rows break off."""
    delivery = Delivery(tmp_path)
    path = delivery.summarise([ROW])
    before = path.read_bytes()

    def rows() -> Any:
        yield ROW
        raise OSError(5, "Input/output error")

    with pytest.raises(OutputError, match="Input/output error"):
        delivery.summarise(rows())
    assert path.read_bytes() == before


def test_only_what_a_run_left_half_written_is_cleared_away(tmp_path: Path, brief: Brief) -> None:
    """Somebody else's half-loaded film is no business of ours."""
    delivery = Delivery(tmp_path)
    names = [".norvale-0123456789ab.md-0a1b2c3d.part", ".summary.csv-0a1b2c3d.part", ".trial-0a1b2c3d.part"]
    others = [".film.mkv.part", ".notes.md.part", "norvale.md-0a1b2c3d.part", ".a b.md-0a1b2c3d.part"]
    for name in names + others:
        (tmp_path / name).touch()
    delivery.clear()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)
