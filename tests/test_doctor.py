"""The examination: one line for each thing, and what to choose from where the choice was wrong."""

from __future__ import annotations

import sys

import pytest

from briefing.doctor import Finding, examine
from briefing.progress import drawn
from tests import reference_turns as turns
from tests.reference_server import ReferenceServer
from tests.reference_turns import answer
from tests.small_brief import small_draft


def findings(server: ReferenceServer, **options: object) -> dict[str, Finding]:
    """What is found at *server*, by name; each name once."""
    found = list(examine({"base_url": server.base_url, "timeout": 10, **options}))
    assert len({finding.name for finding in found}) == len(found)
    assert not any("\n" in finding.text for finding in found)
    return {finding.name: finding for finding in found}


def test_the_embedded_endpoint_is_named_once() -> None:
    """It has no address that anybody could use."""
    found = list(examine({}))
    assert [finding.name for finding in found].count("endpoint") == 1
    assert all(finding.good for finding in found)


def test_an_unknown_model_comes_with_those_there_are() -> None:
    """The endpoint's own list, its first ten, before the problem."""
    names = tuple(f"model-{number}" for number in range(12))
    with ReferenceServer(answer(small_draft()), models=names) as server:
        found = findings(server, model="gpt-none")
    assert found["models"].text == f"{', '.join(names[:10])} and 2 more"
    assert "does not serve this model" in found["problem"].text
    assert not found["problem"].good


@pytest.mark.parametrize(
    ("models", "text"), [((), "none"), (("one", "two"), "one, two"), (("bad\x1b", "a", "b"), "a, b")]
)
def test_a_model_that_is_not_named_can_be_chosen(models: tuple[str, ...], text: str) -> None:
    """With none or several listed there is no default, and the names are told."""
    with ReferenceServer(answer(small_draft()), models=models) as server:
        found = findings(server)
    assert found["models"].text == text
    assert "name a model with -m" in found["problem"].text


def test_an_endpoint_that_lists_nothing_says_so() -> None:
    """No list is no second problem."""
    refusal = turns.error(404, "Not found.")
    with ReferenceServer(turns.model_unknown(), models_turn=refusal) as server:
        found = findings(server, model="reference-analyst")
    assert found["models"].text == "the endpoint does not list them"


def test_an_endpoint_that_takes_no_probe_says_so_in_one_line() -> None:
    """A 400 to the one small question is the last line, in the server's words."""
    with ReferenceServer(turns.error(400, "Not\nfor you.")) as server:
        found = findings(server, model="reference-analyst")
    assert found["problem"].text.endswith("the request was refused: HTTP 400: Not for you.")
    assert "models" not in found


def test_a_closed_stderr_has_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python has None in its place then."""
    monkeypatch.setattr(sys, "stderr", None)
    with drawn() as progress:
        assert progress is None
