"""Prompts: templates of a folder → the messages of one request.

The templates are Jinja2 files in ``prompts/``, or in a folder of the user's with the same names. They
are rendered strictly: a variable that does not exist is an error, not an empty string. What is put into
a template is never rendered again, so ``{{ 7*7 }}`` in a report reaches the model as written; the fence
around the sources is drawn by :mod:`briefing.fence`, not by a template.

Stable text comes first and what changes last, so that providers' prompt caches hit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.draft import wire_schema
from briefing.errors import PromptError
from briefing.fence import draw_fences
from briefing.folding import strip_controls
from briefing.source import Source

Message = dict[str, str]
Background = Literal["none", "marked"]
TEMPLATES = ("system", "sources", "task", "repair", "reask", "schema")


class Prompts:
    """The templates of one folder. ``digest`` is the sha256 over their names and texts."""

    def __init__(self, texts: dict[str, str], folder: str) -> None:
        self._folder = folder
        self._texts = texts
        environment = ImmutableSandboxedEnvironment(
            undefined=jinja2.StrictUndefined, keep_trailing_newline=False, autoescape=False
        )
        self._templates = {name: self._compile(environment, name, text) for name, text in texts.items()}

    @classmethod
    def load(cls, folder: Path | None = None) -> Prompts:
        """The templates in *folder*, or the project's own.

        Raises:
            PromptError: the folder or one of the templates is missing, is not UTF-8, or does not parse.
        """
        return _own() if folder is None else _read(folder)

    @classmethod
    def from_json(cls, text: str, origin: str) -> Prompts:
        """What :meth:`to_json` wrote; *origin* stands for the folder in messages."""
        return cls(json.loads(text), origin)

    def to_json(self) -> str:
        """The templates' texts by name."""
        return json.dumps(self._texts, sort_keys=True)

    @cached_property
    def digest(self) -> str:
        """The sha256 over the templates' names and texts, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def request(
        self,
        sources: Sequence[Source],
        *,
        question: str | None,
        topic: str | None,
        as_of: str,
        language: str,
        background: Background,
    ) -> list[Message]:
        """The messages that ask for a draft over *sources*; *as_of* is an ISO date."""
        instructions = self._render("system", background=background)
        material = self._render("sources", sources=draw_fences(sources))
        task = self._render("task", question=question, topic=topic, as_of=as_of, language=language)
        # One message for each role: many chat templates of open models refuse two in a row.
        return [_message("system", instructions), _message("user", f"{material}\n\n{task}")]

    def repair(self, messages: Sequence[Message], answer: str, findings: Sequence[str]) -> list[Message]:
        """*messages*, the *answer* they got, and the request to mend what *findings* name."""
        return self._continue(messages, answer, self._render("repair", findings=findings))

    def reask(self, messages: Sequence[Message], answer: str, errors: Sequence[str]) -> list[Message]:
        """*messages*, the last *answer* they got, and the request to answer again without its *errors*."""
        return self._continue(messages, answer, self._render("reask", errors=errors))

    def spell_out_schema(self, messages: Sequence[Message]) -> list[Message]:
        """*messages* with the wire schema in words, for an endpoint that cannot be given one."""
        system, *rest = messages
        schema = self._render("schema", schema=json.dumps(wire_schema(), ensure_ascii=False))
        return [_message("system", f"{system['content']}\n\n{schema}"), *rest]

    @staticmethod
    def _continue(messages: Sequence[Message], answer: str, request: str) -> list[Message]:
        return [*messages, _message("assistant", answer), _message("user", request)]

    def _compile(self, environment: jinja2.Environment, name: str, text: str) -> jinja2.Template:
        try:
            return environment.from_string(text)
        except jinja2.TemplateSyntaxError as error:
            raise PromptError(f"line {error.lineno}: {error.message}", self._path(name)) from error

    def _render(self, name: str, **variables: object) -> str:
        try:
            # A template of the user's may hold what a request cannot carry.
            return strip_controls(self._templates[name].render(**variables)).strip()
        except jinja2.UndefinedError as error:
            known = ", ".join(variables)
            raise PromptError(f"{error.message}; this template is given: {known}", self._path(name)) from error
        except Exception as error:  # a template can raise anything, and is the user's own
            raise PromptError(f"cannot be rendered: {error}", self._path(name)) from error

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}.md"


@cache
def _own() -> Prompts:
    packaged = resources.files("briefing") / "prompts"
    # An editable install and a checkout have the folder beside the package, a wheel inside it.
    return _read(packaged if packaged.is_dir() else Path(__file__).parent.parent / "prompts")


def _read(folder: Traversable) -> Prompts:
    texts: dict[str, str] = {}
    for name in TEMPLATES:
        path = folder / f"{name}.md"
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except OSError as error:
            names = ", ".join(f"{name}.md" for name in TEMPLATES)
            raise PromptError(f"no such template; a prompts folder holds {names}", str(path)) from error
        except UnicodeDecodeError as error:
            raise PromptError("is not UTF-8 text", str(path)) from error
    return Prompts(texts, str(folder))


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}
