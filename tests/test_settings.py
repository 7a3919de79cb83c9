"""Settings: which layer wins, what each one takes, and one line for what it does not."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import UsageError
from briefing.settings import EMBEDDED, Settings


def _toml(folder: Path, content: str) -> None:
    (folder / "briefing.toml").write_text(content, encoding="utf-8")


def test_with_nothing_given_there_are_defaults() -> None:
    """The bare machine: embedded endpoint, English, ICD 203, fifteen minutes."""
    settings = Settings.load({})
    assert settings == Settings()
    assert settings.is_embedded
    assert (settings.scale, settings.language, settings.timeout, settings.reasks) == ("icd203", "en", 900.0, 2)


def test_arguments_go_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each layer in turn, for one setting that all of them can give."""
    _toml(tmp_path, 'model = "from-file"\nlanguage = "fr"\n')
    assert Settings.load({}, folder=tmp_path).model == "from-file"
    monkeypatch.setenv("BRIEFING_MODEL", "from-environment")
    assert Settings.load({}, folder=tmp_path).model == "from-environment"
    assert Settings.load({"model": "given"}, folder=tmp_path).model == "given"
    assert Settings.load({"model": None}, folder=tmp_path).model == "from-environment"
    assert Settings.load({"model": "given"}, folder=tmp_path).language == "fr"


@pytest.mark.parametrize(
    ("variable", "name", "value", "expected"),
    [
        ("OPENAI_API_KEY", "api_key", "sk-1", "sk-1"),
        ("OPENAI_BASE_URL", "base_url", "http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("BRIEFING_MODEL", "model", "m", "m"),
        ("BRIEFING_SCALE", "scale", "phia", "phia"),
        ("BRIEFING_LANGUAGE", "language", "de", "de"),
        ("BRIEFING_HANDLING", "handling", "internal", "internal"),
        ("BRIEFING_PROMPTS", "prompts", "mine", Path("mine")),
        ("BRIEFING_TIMEOUT", "timeout", "30", 30.0),
        ("BRIEFING_MAX_COST", "max_cost", "0.5", 0.5),
    ],
)
def test_the_environment(variable: str, name: str, value: str, expected: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each variable sets its setting, converted; an empty one is not set."""
    monkeypatch.setenv(variable, value)
    assert getattr(Settings.load({}), name) == expected
    monkeypatch.setenv(variable, "")
    assert Settings.load({}) == Settings()


def test_the_file_of_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``briefing.toml`` where the command is run."""
    _toml(tmp_path, 'tries = 3\nbackground = "none"\ninput_price = 1\noutput_price = 2.5\n')
    monkeypatch.chdir(tmp_path)
    settings = Settings.load({})
    assert (settings.tries, settings.background, settings.price()) == (3, "none", (1.0, 2.5))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('api_key = "sk-1"', "keep the key out of files"),
        ("colour = 1", "no setting named “colour”"),
        ("model = ", "is not TOML"),
        ('mode = "xml"', "is one of json_schema, tools, json"),
        ('store = "runs.db"', "a store is named with --store, BRIEFING_STORE or in a manifest"),
        ("timeout = -1", "is more than 0"),
        ("tries = 0", "^briefing.toml: tries: is a whole number of at least 1, not 0"),
        ("prompts = 5", "prompts: is a folder"),
        (f"timeout = 1{'0' * 400}", "timeout: is a number of a size"),
        (f"timeout = 1{'0' * 5000}", "is not TOML"),
        ("timeout = true", "timeout: is a number, not True"),
        ('model = ["a"]', "model: is text"),
        ("language = []", "language: is text"),
        ('language = ""', "language: is a code such as en or fr-CA"),
        ("handling = 1", "handling: is text"),
        ("scale = []", "scale: is one of"),
        (f"model = {'[' * 5000}", "is not TOML"),
    ],
)
def test_a_wrong_file_is_one_line(content: str, message: str, tmp_path: Path) -> None:
    """What is wrong and where, exit code 2, and never the key."""
    _toml(tmp_path, content)
    with pytest.raises(UsageError, match=message) as caught:
        Settings.load({}, folder=tmp_path)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    assert "sk-1" not in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder of that name, or bytes that are no UTF-8."""
    (tmp_path / "briefing.toml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        Settings.load({}, folder=tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "briefing.toml").write_bytes(b"model = '\xff'")
    with pytest.raises(UsageError, match="is not TOML"):
        Settings.load({}, folder=other)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeout", 0),
        ("timeout", "soon"),
        ("timeout", "nan"),
        ("timeout", "inf"),
        ("max_cost", -1),
        ("max_cost", 0),
        ("temperature", -0.1),
        ("input_price", "free"),
        ("tries", 0),
        ("tries", 1.5),
        ("tries", "inf"),
        ("reasks", -1),
        ("max_output_tokens", 0),
        ("samples", 0),
        ("samples", 26),
        ("samples", 1_000_000_000),
        ("samples", "1e300"),
        ("scale", "kent"),
        ("mode", "yaml"),
        ("background", "all"),
        ("base_url", "127.0.0.1:8000"),
        ("base_url", "ftp://example.org"),
        ("base_url", "http://"),
        ("base_url", "http://[::1"),
        ("base_url", "http://h:abc/v1"),
        ("base_url", "http://h/v1\nx"),
        ("base_url", "http://h /v1"),
        ("base_url", "http://é.☃/"),
        ("base_url", "http://h/\udcff"),
        ("language", ""),
        ("language", " "),
        ("language", "english"),
        ("language", "xx"),
        ("language", "xx-bogus"),
        ("language", "fr-bogus"),
        ("language", "de-QY"),
        ("language", "\nen fr"),
        ("language", "e\udcff"),
        ("prompts", ""),
        ("no_such_setting", 1),
    ],
)
def test_a_wrong_value_is_refused(name: str, value: Any) -> None:
    """Each setting says in one line what it takes."""
    with pytest.raises(UsageError) as caught:
        Settings.load({name: value})
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("BRIEFING_SAMPLES", "abc", "BRIEFING_SAMPLES: is a number, not 'abc'"),
        ("BRIEFING_ALLOW_PRIVATE", "perhaps", "BRIEFING_ALLOW_PRIVATE: is true or false, not 'perhaps'"),
        ("OPENAI_BASE_URL", "localhost", "OPENAI_BASE_URL: is an http or https address .*, not 'localhost'"),
    ],
)
def test_a_wrong_value_of_the_environment_is_told_by_its_variable(
    variable: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever set it finds it where it stands, and not under a name that no environment has."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError, match=f"^{message}"):
        Settings.load({})


def test_a_wrong_address_is_refused_without_its_password() -> None:
    """An address may hold credentials, and a message ends in logs and tickets."""
    with pytest.raises(UsageError) as caught:
        Settings.load({"base_url": "http://desk:hunter2@h:abc/v1"})
    assert "h:abc" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("temperature", 0, 0.0),
        ("reasks", 0, 0),
        ("tries", "2", 2),
        ("samples", "25", 25),
        ("max_output_tokens", 4000.0, 4000),
        ("input_price", 0, 0.0),
        ("model", "  padded ", "padded"),
        ("handling", "   ", None),
        ("handling", "for\n\x1b[31mthe\udcff desk", "for [31mthe\ufffd desk"),
        ("model", "a\x00b\udcff", "ab\ufffd"),
        ("language", "fr-CA", "fr-CA"),
        ("language", "zh-Hant-TW", "zh-Hant-TW"),
        ("language", "es-419", "es-419"),
        ("language", "sl-rozaj", "sl-rozaj"),
        ("language", "quy", "quy"),
        ("base_url", "http://bücher.example/v1", "http://bücher.example/v1"),
        ("base_url", "http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("base_url", " https://example.org/v1 ", "https://example.org/v1"),
    ],
)
def test_values_are_converted(name: str, value: Any, expected: Any) -> None:
    """Numbers from flags and files, text without its edges; what is blank is not set."""
    assert getattr(Settings.load({name: value}), name) == expected


@pytest.mark.parametrize(
    ("given", "embedded"),
    [
        ({}, True),
        ({"model": EMBEDDED}, True),
        ({"model": EMBEDDED, "base_url": "http://127.0.0.1:1/v1"}, True),
        ({"model": "gpt-4o"}, False),
        ({"base_url": "http://127.0.0.1:1/v1"}, False),
        ({"api_key": "sk-1"}, False),
    ],
)
def test_when_the_embedded_endpoint_answers(given: dict[str, Any], embedded: bool) -> None:
    """When it is named, or nothing is configured: a named model is never answered by it."""
    assert Settings.load(given).is_embedded is embedded


def test_one_price_alone_is_no_price() -> None:
    """A cost needs both."""
    assert Settings.load({"input_price": 1}).price() is None
    assert Settings.load({"output_price": 1}).price() is None


def test_settings_are_frozen_and_do_not_show_the_key() -> None:
    """No log line of them holds a secret."""
    settings = Settings.load({"api_key": "sk-secret"})
    assert "sk-secret" not in repr(settings)
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.model = "other"  # type: ignore[misc]


def test_settings_alone_import_no_client() -> None:
    """Reading the settings is cheap where no address is given."""
    program = "import sys; from briefing.settings import Settings; Settings.load({}); sys.exit('httpx2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
