"""What is shipped: a wheel works from any folder, with its templates inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from briefing.prompt import TEMPLATES
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_templates_and_the_types(wheel: Path) -> None:
    """Templates, type marker and licence are inside; tests and recordings are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for template in TEMPLATES:
        assert f"briefing/prompts/{template}.md" in names
    assert "briefing/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"briefing", "grounded_briefing"}


@pytest.mark.slow
def test_the_wheel_writes_a_brief_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Imported from the wheel alone, in a folder that knows nothing of the checkout, the command runs."""
    (tmp_path / "report.txt").write_text("France and Niger signed an accord on Monday, officials said.\n")
    program = (
        "import briefing, sys; from briefing.cli import main; print(briefing.__file__, file=sys.stderr); "
        "sys.argv = ['briefing', 'write', 'report.txt']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert str(wheel) in done.stderr
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")
