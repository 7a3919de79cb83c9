"""The cassettes of this repository: they replay alone, byte for byte, and hold no secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import pytest_socket
import time_machine

from briefing import verify
from tests.record import CASSETTES, RECORDINGS, Recording

SECRETS = re.compile(
    r"authorization|api[-_]key|bearer|cookie|sk-[A-Za-z0-9]|x-request-id|openai-organization",
    re.IGNORECASE,
)


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_a_replay_is_the_same_bytes(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year later, with no key and no network, two replays give the same Markdown and JSON."""
    pytest_socket.disable_socket(allow_unix_socket=True)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with time_machine.travel("2027-11-30T12:00:00Z", tick=False):
        first = recording.replay()
    with time_machine.travel("2031-01-01T00:00:00Z", tick=False):
        second = recording.replay()
    assert first.to_json() == second.to_json()
    assert first.to_markdown() == second.to_markdown()


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_a_replay_does_not_touch_the_file(recording: Recording) -> None:
    """Replaying leaves the cassette as it was."""
    before = recording.cassette.read_bytes()
    recording.replay()
    assert recording.cassette.read_bytes() == before


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_what_the_recording_says(recording: Recording) -> None:
    """The reference briefs stand whole, are consistent, and say that no model wrote them."""
    brief = recording.replay()
    assert brief.provenance.model == "reference-analyst"
    assert brief.withheld == []
    assert verify(brief) == []
    assert len(brief.evidence) >= 12
    assert brief.judgments
    assert brief.forecasts


def test_every_cassette_is_tested() -> None:
    """No cassette lies around that nothing replays."""
    assert {path.name for path in CASSETTES.iterdir()} == {recording.cassette.name for recording in RECORDINGS}


@pytest.mark.parametrize("path", sorted(CASSETTES.iterdir()), ids=lambda path: path.name)
def test_no_secret_in_a_cassette(path: Path) -> None:
    """No header but the two that are kept, no key, no path of anybody's machine."""
    recorded = path.read_text(encoding="utf-8")
    assert not SECRETS.search(recorded)
    assert str(CASSETTES.parent) not in recorded
    assert str(Path.home()) not in recorded.replace("/v1/", "")
