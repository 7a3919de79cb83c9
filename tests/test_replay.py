"""A replay as a caller sees it: the same brief, whatever has changed around it, and nothing lost or taken on trust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml  # type: ignore[import-untyped, unused-ignore]

from briefing.brief import Brief
from briefing.errors import BriefingError, CassetteError, UsageError
from briefing.source import Source
from briefing.write import awrite_brief
from tests import reference_turns as turns
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer, transient
from tests.small_brief import SOURCE, TEXT, small_draft, with_quotes

NO_SUCH_QUOTE = "The strike is certain to spread to the grain terminal"


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    """Where the recording of a test goes."""
    return tmp_path / "run.yaml"


async def record(tape: Path, script: Any = None, **options: Any) -> Brief:
    """A brief of the small report, recorded."""
    with ReferenceServer(script or answer(small_draft())) as server:
        given: dict[str, Any] = {"model": MODEL, "base_url": server.base_url, "tries": 1, "timeout": 10, **options}
        return await awrite_brief([SOURCE], cassette=tape, **given)


def change(tape: Path, **metadata: Any) -> None:
    """Put other *metadata* into the recording."""
    recording = yaml.safe_load(tape.read_text(encoding="utf-8"))
    recording["metadata"].update(metadata)
    tape.write_text(yaml.safe_dump(recording), encoding="utf-8")


# The same bytes.


@pytest.mark.parametrize(
    "recorded",
    [
        {},
        {"scale": "phia", "language": "fr-CA", "handling": "for the desk", "background": "none"},
        {"temperature": 0.5, "max_output_tokens": 3000, "input_price": 1.0, "output_price": 2.0},
    ],
)
async def test_no_setting_of_the_machine_changes_a_replay(
    tape: Path, recorded: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever shows in a brief or in a request comes from the recording, also where nothing was set then."""
    brief = await record(tape, **recorded)
    monkeypatch.setenv("BRIEFING_SCALE", "phia" if not recorded else "icd203")
    monkeypatch.setenv("BRIEFING_LANGUAGE", "de")
    monkeypatch.setenv("BRIEFING_HANDLING", "of another desk")
    monkeypatch.setenv("BRIEFING_MODEL", "another")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    (tmp_path / "briefing.toml").write_text(
        'background = "marked"\ntemperature = 1\nmax_output_tokens = 5\nmode = "json"\ninput_price = 7\n'
        "output_price = 7\n"
    )
    with time_machine.travel("2031-01-01T00:00:00Z", tick=False):
        assert (await awrite_brief([SOURCE], cassette=tape)).to_json() == brief.to_json()


async def test_what_is_given_goes_before_the_recording(tape: Path) -> None:
    """A scale or a marking for this very page needs no other answer."""
    await record(tape, scale="icd203", handling="for the desk")
    brief = await awrite_brief([SOURCE], cassette=tape, scale="phia", handling="for all")
    assert (brief.provenance.scale, brief.handling) == ("phia", "for all")


async def test_a_replay_needs_neither_key_nor_price(tape: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that no header could carry and a budget that could not be kept are no obstacle: nobody is asked."""
    brief = await record(tape)
    monkeypatch.setenv("OPENAI_API_KEY", "sk–typographic")
    monkeypatch.setenv("BRIEFING_MAX_COST", "0.001")
    assert (await awrite_brief([SOURCE], cassette=tape)).to_json() == brief.to_json()


@pytest.mark.parametrize(
    "repair",
    [transient(503), turns.unauthorized(), Turn(drop="before"), turns.refused(), turns.truncated(), turns.off_schema()],
    ids=["503", "401", "dropped", "refused", "truncated", "off schema"],
)
async def test_a_repair_that_failed_fails_on_replay_too(tape: Path, repair: Turn) -> None:
    """A fault for the moment is not in the recording, and the brief that came of it is."""
    first = answer(with_quotes(E2=NO_SUCH_QUOTE))
    brief = await record(tape, lambda _body, number: repair if number else first)
    assert any("should have mended" in warning for warning in brief.warnings)
    assert (await awrite_brief([SOURCE], cassette=tape)).to_json() == brief.to_json()


async def test_a_repair_that_was_never_asked_for_is_a_miss(tape: Path) -> None:
    """A recording that knows of no failure and lacks the answer is not whole, and the replay says so."""
    first = answer(with_quotes(E2=NO_SUCH_QUOTE))
    await record(tape, lambda _body, number: answer(small_draft()) if number else first)
    recording = yaml.safe_load(tape.read_text(encoding="utf-8"))
    del recording["interactions"][1:]
    tape.write_text(yaml.safe_dump(recording), encoding="utf-8")
    with pytest.raises(CassetteError, match="holds no answer"):
        await awrite_brief([SOURCE], cassette=tape)


# Adding to a recording.


async def test_a_brief_that_is_recorded_has_its_own_days(tape: Path) -> None:
    """Adding to an old recording is writing now: neither cut-off nor moment of writing come from then."""
    undated = [Source.from_text(TEXT)]
    with ReferenceServer(answer(small_draft())) as server:
        given: dict[str, Any] = {"model": MODEL, "base_url": server.base_url, "cassette": tape}
        with time_machine.travel("2026-05-01T00:00:00Z", tick=False):
            await awrite_brief(undated, **given)
        with time_machine.travel("2026-09-09T00:00:00Z", tick=False):
            brief = await awrite_brief(undated, record_mode="new_episodes", **given)
    assert (brief.as_of, brief.prepared) == ("2026-09-09", "2026-09-09T00:00:00Z")


@pytest.mark.parametrize("mode", ["all", "new_episodes"])
async def test_a_recording_that_was_paid_for_is_not_lost_to_the_embedded_endpoint(tape: Path, mode: Any) -> None:
    """With nothing configured it is wrong usage, and the file stays as it was; named, the embedded one may have it."""
    await record(tape)
    before = tape.read_bytes()
    with pytest.raises(UsageError, match=rf"was recorded from {MODEL}.*-m embedded"):
        await awrite_brief([SOURCE], cassette=tape, record_mode=mode)
    assert tape.read_bytes() == before
    brief = await awrite_brief([SOURCE], cassette=tape, record_mode=mode, model="embedded")
    assert brief.provenance.model == "embedded"
    await awrite_brief([SOURCE], cassette=tape, record_mode=mode)


# Not taken on trust.


@pytest.mark.parametrize(
    "metadata",
    [
        {"prepared": "yesterday"},
        {"prepared": 7},
        {"as_of": "soon"},
        {"as_of": ""},
        {"base_url": "http://[::1"},
        {"base_url": "file:///etc"},
        {"scale": "kent"},
        {"scale": ""},
        {"language": "\x1b"},
        {"max_output_tokens": "many"},
        {"background": "all"},
        {"mode": "yaml"},
        {"adaptation": "{"},
        {"adaptation": "[]"},
        {"adaptation": "[" * 100_000},
        {"adaptation": json.dumps({"dropped": 7})},
        {"adaptation": json.dumps({"dropped": ["messages"]})},
        {"adaptation": json.dumps({"dropped": [[]]})},
        {"adaptation": json.dumps({"cap_limit": "x"})},
        {"adaptation": json.dumps({"cap_limit": -1})},
        {"adaptation": json.dumps({"cap_limit": True})},
        {"adaptation": json.dumps({"cap_name": "model"})},
        {"adaptation": json.dumps({"cap_name": {}})},
    ],
    ids=lambda metadata: str(metadata)[:50],
)
async def test_metadata_that_cannot_be_is_one_line(tape: Path, metadata: dict[str, Any]) -> None:
    """A recording may come from anyone: what it says of itself is checked, and the file is named."""
    await record(tape)
    change(tape, **metadata)
    with pytest.raises(CassetteError) as caught:
        await awrite_brief([SOURCE], cassette=tape)
    assert str(tape) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("prepared", ["0001-01-01", "9999-12-31T23:59:59-12:00", "2026-03-05"])
async def test_an_odd_moment_of_writing_is_no_crash(tape: Path, prepared: str) -> None:
    """Any moment is a moment, or one line."""
    await record(tape)
    change(tape, prepared=prepared)
    try:
        brief = await awrite_brief([SOURCE], cassette=tape)
    except BriefingError:
        return
    assert Brief.from_json(brief.to_json()) == brief
