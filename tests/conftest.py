"""What every test shares: no key, no address and no model of the developer's machine, and an own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair.
settings.register_profile("briefing", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefing")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "BRIEFING_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _nothing_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test taught the process about a port is not held against a later one."""
    if connection := sys.modules.get("briefing.endpoint.connection"):  # costly to import, and few tests do
        monkeypatch.setattr(connection, "_LEARNED", {})


@pytest.fixture
def shared() -> Path:
    """The folder of evaluation texts that nobody here wrote; it is not part of the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "eval").is_dir():
        pytest.skip("the evaluation texts are not beside this checkout")
    return folder
