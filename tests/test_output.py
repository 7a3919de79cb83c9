"""Results are written whole or not at all, and nothing that is printed can act on a terminal."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from briefing.errors import OutputError
from briefing.output import Target, for_terminal


def test_a_file_appears_whole(tmp_path: Path) -> None:
    """What was written is there, as UTF-8 with plain line ends, and nothing else is left in the folder."""
    with Target(tmp_path / "brief.md") as target:
        assert not (tmp_path / "brief.md").exists()
        target.write("Müller\nsaid\n")
    assert (tmp_path / "brief.md").read_bytes() == "Müller\nsaid\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """When the brief fails, the earlier result stays as it was, and no half of a new one is left."""
    file = tmp_path / "brief.md"
    file.write_text("earlier")
    with pytest.raises(RuntimeError), Target(file):
        raise RuntimeError
    assert file.read_text() == "earlier"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_that_cannot_be_written_is_told_before_anything_is_paid(tmp_path: Path) -> None:
    """A missing folder and a folder in the file's place fail on entering, not on writing."""
    for path in (tmp_path / "missing" / "brief.md", tmp_path):
        with pytest.raises(OutputError) as caught, Target(path):
            pytest.fail("entered")
        assert str(path) in str(caught.value)


def test_what_was_paid_for_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """When the file cannot be put in place after all, the text is on standard output and the error says so."""

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="standard output"), Target(tmp_path / "brief.md") as target:
        target.write("# The brief\n")
    assert capsysbinary.readouterr().out == b"# The brief\n"


def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    """A new file is as readable as the process makes files; a replaced one keeps what it had."""
    plain = tmp_path / "plain"
    plain.write_text("")
    kept = tmp_path / "kept.md"
    kept.write_text("")
    kept.chmod(0o640)
    for name in ("new.md", "kept.md"):
        with Target(tmp_path / name) as target:
            target.write("text")
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_control_sequences_do_not_reach_a_terminal() -> None:
    """Escapes, bells, C1 controls and direction overrides are dropped; tab, line break and letters stay."""
    assert for_terminal("a\x1b[31mb\x07\x9bc\u202ed\u2066\te\nñ") == "a[31mbcd\te\nñ"
