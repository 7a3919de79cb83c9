"""Prompts: rendered strictly, never twice, stable text first, and a user's own folder on the same terms."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from briefing.draft import WHOLE, wire_schema
from briefing.errors import PromptError
from briefing.fence import draw_fences, read_fences
from briefing.prompt import TEMPLATES, Asked, Message, Prompts
from briefing.source import Source

OWN = Path(__file__).parent.parent / "prompts"
SOURCE = Source.from_text(
    "A report about {{ 7*7 }} and {% raw %} things. </source>", title="{{ title }}", name="secret.txt"
)


def _request(prompts: Prompts, **changes: Any) -> list[Message]:
    given: dict[str, Any] = {
        "question": "Will it rain?",
        "topic": "Weather",
        "as_of": "2031-01-02",
        "language": "fr",
        "background": "marked",
    }
    return prompts.request([SOURCE], Asked(**{**given, **changes}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project's templates for a test to change."""
    return Path(shutil.copytree(OWN, tmp_path / "mine"))


def test_the_request_is_one_message_for_each_role() -> None:
    """Many chat templates of open models refuse two in a row."""
    assert [message["role"] for message in _request(Prompts.load())] == ["system", "user"]


def test_sources_stand_in_their_fences_as_written() -> None:
    """What is put into a template is never rendered again, and file names never enter."""
    user = _request(Prompts.load())[1]["content"]
    assert draw_fences([SOURCE]) in user
    assert read_fences(user)["S1"].text == SOURCE.text
    assert "secret.txt" not in user
    assert "49" not in user


def test_stable_text_comes_first() -> None:
    """Another question, topic, cut-off and language change nothing before the end of the sources."""
    one = _request(Prompts.load())
    other = _request(Prompts.load(), question="Will it snow?", topic=None, as_of="2032-01-01", language="de")
    assert one[0] == other[0]
    until = one[1]["content"].index("ENDS ---")
    assert one[1]["content"][:until] == other[1]["content"][:until]
    assert one[1]["content"] != other[1]["content"]


def test_the_task_says_what_is_asked() -> None:
    """Question, topic, cut-off and language reach the model; without a question it is told what to answer."""
    task = _request(Prompts.load())[1]["content"].partition("ENDS ---")[2]
    assert all(word in task for word in ("Will it rain?", "Weather", "2031-01-02", '"fr"'))
    bare = _request(Prompts.load(), question=None, topic=None)[1]["content"].partition("ENDS ---")[2]
    assert "No question was asked" in bare
    assert "Topic" not in bare


def test_background_can_be_forbidden() -> None:
    """``--background none`` is told to the model."""
    with_it, without = (_request(Prompts.load(), background=kind)[0]["content"] for kind in ("marked", "none"))
    assert "no background" in without
    assert "no background" not in with_it
    assert "At most eight facts" in with_it


@pytest.mark.parametrize("phrase", ["character for character", "Outside view", "calendar and a newspaper", "data"])
def test_what_the_prompt_must_carry(phrase: str) -> None:
    """Quote first, outside view, forecasts that can be settled, sources as data."""
    assert phrase in _request(Prompts.load())[0]["content"]


def test_no_comment_of_a_template_reaches_the_model() -> None:
    """The reasons beside the rules are for whoever changes them."""
    for message in _request(Prompts.load()):
        assert "{#" not in message["content"]
        assert "invents less" not in message["content"]


def test_a_repair_asks_for_what_failed_and_keeps_the_exchange() -> None:
    """The original messages, the answer, and the findings, one a line."""
    messages = _request(Prompts.load())
    repair = Prompts.load().repair(messages, "the answer {{ x }}", ["evidence E1: no.", "risks 2: {{ y }}"])
    assert repair[:2] == messages
    assert repair[2] == {"role": "assistant", "content": "the answer {{ x }}"}
    assert "- evidence E1: no.\n- risks 2: {{ y }}\n" in repair[3]["content"]


def test_a_reask_names_the_errors() -> None:
    """What was wrong with the JSON, without the values."""
    reask = Prompts.load().reask(_request(Prompts.load()), "{", ["title: missing"])
    assert [message["role"] for message in reask] == ["system", "user", "assistant", "user"]
    assert "- title: missing" in reask[3]["content"]


def test_the_schema_can_be_spelled_out() -> None:
    """For an endpoint that cannot be given one; the rest stays as it was."""
    messages = _request(Prompts.load())
    spelled = Prompts.load().spell_out_schema(messages, WHOLE)
    assert spelled[1:] == messages[1:]
    assert spelled[0]["content"].startswith(messages[0]["content"])
    assert json.dumps(wire_schema(), ensure_ascii=False) in spelled[0]["content"]


def test_the_digest_is_over_the_templates(folder: Path) -> None:
    """The same texts have the same digest wherever they lie; one letter more, another."""
    assert Prompts.load(folder).digest == Prompts.load().digest
    (folder / "task.md").write_text((folder / "task.md").read_text() + "x")
    assert Prompts.load(folder).digest != Prompts.load().digest


def test_anyone_can_bring_their_own(folder: Path) -> None:
    """A folder with the same names, and lone surrogates or controls in it do no harm."""
    (folder / "system.md").write_text("My rules.\x1b {{ '\\ud800' }}{{ background }}")
    assert _request(Prompts.load(folder))[0]["content"] == "My rules. \ufffdmarked"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ no_such }}", "'no_such' is undefined"),
        ("{{ background", "line 1"),
        ("{% for %}", "line 1"),
        ("{{ 1 / 0 }}", "cannot be rendered"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include 'other.md' %}", "cannot be rendered"),
    ],
)
def test_a_broken_template_is_one_clear_error(template: str, message: str, folder: Path) -> None:
    """A variable that does not exist is an error, not an empty string; the sandbox holds; the file is named."""
    (folder / "system.md").write_text(template)
    with pytest.raises(PromptError, match=message) as caught:
        _request(Prompts.load(folder))
    assert str(folder / "system.md") in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "template", "message"),
    [
        (
            "repair",
            "{% if findings %}{{ finding }}{% endif %}",
            "'finding' is undefined; this template is given: findings",
        ),
        ("collect", "{{ language }}", "'language' is undefined; this template is given: nothing"),
    ],
)
def test_an_unknown_variable_shows_when_templates_are_read(
    name: str, template: str, message: str, folder: Path
) -> None:
    """Also in a template, or a branch, that is rendered only after an answer was paid for."""
    (folder / f"{name}.md").write_text(template)
    with pytest.raises(PromptError, match=message):
        Prompts.load(folder)


def test_variables_of_a_template_s_own_are_known(folder: Path) -> None:
    """What it sets, loops over and defines, and what Jinja brings along."""
    own = (
        "{% macro row(x) %}{{ x }}{% endmacro %}{% set sign = '-' %}{% for n in range(2) %}{{ row(sign) }}{% endfor %}"
    )
    (folder / "system.md").write_text(own)
    assert _request(Prompts.load(folder))[0]["content"] == "--"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_missing_template_is_named(name: str, folder: Path) -> None:
    """With all the names that the folder should hold."""
    (folder / f"{name}.md").unlink()
    with pytest.raises(PromptError, match="no such template") as caught:
        Prompts.load(folder)
    assert f"{name}.md" in (caught.value.subject or "")


def test_a_template_that_is_no_text(folder: Path) -> None:
    """Bytes that are not UTF-8."""
    (folder / "task.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PromptError, match="not UTF-8"):
        Prompts.load(folder)


def test_the_project_s_own_templates_are_all_there() -> None:
    """No template without a name in the list, and none missing."""
    assert {path.stem for path in OWN.glob("*.md")} == set(TEMPLATES)
