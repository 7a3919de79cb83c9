"""The tree of exceptions: its shape is the one drawn, and an error's text is one line for a person."""

from __future__ import annotations

import re

import pytest

from briefing import errors
from briefing.errors import BriefingError, EndpointError, SourceNotFound, UsageError


def _classes() -> dict[str, type[BriefingError]]:
    return {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, BriefingError)
    }


def _drawn() -> dict[str, str | None]:
    """Each name of the tree in the module's docstring, with the name it hangs from."""
    parents: dict[str, str | None] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ((?:[│ ] {3}| {4})*(?:[├└]── )?)([A-Z]\w+)", line):
            depth = len(match[1]) // 4
            path[depth:] = [match[2]]
            parents[match[2]] = path[depth - 1] if depth else None
    return parents


def test_the_tree_drawn_is_the_tree_there_is() -> None:
    """Every class is in the drawing, under its parent, and the drawing has no other."""
    parents = {name: cls.__mro__[1].__name__ for name, cls in _classes().items()}
    parents["BriefingError"] = None  # type: ignore[assignment]
    assert _drawn() == parents


def test_every_exception_says_what_it_is_for() -> None:
    """No class stands without its one line."""
    assert all((cls.__doc__ or "").strip() for cls in _classes().values())


def test_exit_codes() -> None:
    """Wrong usage and settings, templates among them, are 2, everything else that failed is 1."""
    codes = {name: cls.exit_code for name, cls in _classes().items()}
    assert {name for name, code in codes.items() if code == 2} == {"UsageError", "ManifestError", "PromptError"}
    assert set(codes.values()) == {1, 2}


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (SourceNotFound("there is no such file", "a report.txt"), "a report.txt: there is no such file"),
        (UsageError("give at least one source"), "give at least one source"),
        (EndpointError("two\nlines\r\n  and\ttabs", "the\nmodel"), "the model: two lines and tabs"),
    ],
)
def test_the_text_is_one_line_with_its_subject_first(error: BriefingError, text: str) -> None:
    """A message is never broken over lines, whatever went into it."""
    assert str(error) == text


def test_message_and_subject_stay_apart() -> None:
    """Who catches an error can say it again about another subject."""
    error = SourceNotFound("there is no such file", "x.txt")
    assert (error.message, error.subject) == ("there is no such file", "x.txt")
