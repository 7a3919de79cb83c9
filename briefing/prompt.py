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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import jinja2
import jinja2.meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.draft import Collection, Form
from briefing.errors import PromptError
from briefing.fence import draw_evidence, draw_fences
from briefing.folding import strip_controls
from briefing.source import Source

Message = dict[str, str]
Background = Literal["none", "marked"]
TEMPLATES: Mapping[str, Sequence[str]] = {
    "system": ("background",),
    "sources": ("sources",),
    "task": ("as_of", "question", "topic", "language", "sample", "samples"),
    "repair": ("findings",),
    "reask": ("errors",),
    "schema": ("schema",),
    "collect": (),
    "passage": ("question", "topic", "language", "quotes"),
    "evidence": ("evidence",),
}
"""The templates by name, with the variables that each is given."""


@dataclass(frozen=True)
class Asked:
    """What the requests of one brief say of what is wanted.

    *as_of* is an ISO date. *sample* is the number of the draft, where there are several *samples*.
    """

    as_of: str
    question: str | None = None
    topic: str | None = None
    language: str = "en"
    background: Background = "marked"
    sample: int = 1
    samples: int = 1


class Prompts:
    """The templates of one folder. ``digest`` is the sha256 over their names and texts."""

    def __init__(self, texts: dict[str, str], folder: str) -> None:
        self._folder = folder
        self._texts = texts
        self._environment = ImmutableSandboxedEnvironment(
            undefined=jinja2.StrictUndefined, keep_trailing_newline=False, autoescape=False
        )
        self._templates = {name: self._compile(name, text) for name, text in texts.items()}

    @classmethod
    def load(cls, folder: Path | None = None) -> Prompts:
        """The templates in *folder*, or the project's own.

        Raises:
            PromptError: the folder or one of the templates is missing, is not UTF-8, does not parse, or names a
                variable that it is not given.
        """
        return _own() if folder is None else _read(folder)

    @classmethod
    def from_json(cls, text: str, origin: str) -> Prompts:
        """What :meth:`to_json` wrote; *origin* stands for the folder in messages."""
        return cls(json.loads(text), origin)

    def to_json(self) -> str:
        """The templates' texts by name."""
        return json.dumps(self._texts, sort_keys=True)

    def require_known(self) -> None:
        """Make sure, before anything is paid for, that no template names a variable that it is not given.

        Raises:
            PromptError: one does, in whichever branch.
        """
        for name, given in TEMPLATES.items():
            named = jinja2.meta.find_undeclared_variables(self._environment.parse(self._texts[name]))
            if unknown := sorted(named - {*given, *self._environment.globals}):
                raise self._undefined(name, f"'{unknown[0]}' is undefined")

    @cached_property
    def digest(self) -> str:
        """The sha256 over the templates' names and texts, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def request(self, sources: Sequence[Source], asked: Asked) -> list[Message]:
        """The messages that ask for a draft over *sources*."""
        return self._drafting(self._render("sources", sources=draw_fences(sources)), asked)

    def collect(self, passage: str, asked: Asked, quotes: int) -> list[Message]:
        """The messages that ask for the evidence in one fenced *passage*, at most so many *quotes*."""
        task = self._render(
            "passage", question=asked.question, topic=asked.topic, language=asked.language, quotes=quotes
        )
        return self._of_two("collect", self._render("sources", sources=passage), task)

    def assess(self, sources: Mapping[str, Source], collected: Collection, asked: Asked) -> list[Message]:
        """The messages that ask for a draft over evidence that was *collected* from *sources*, by their numbers."""
        return self._drafting(self._render("evidence", evidence=draw_evidence(sources, collected)), asked)

    def _drafting(self, material: str, asked: Asked) -> list[Message]:
        told = {name: value for name, value in vars(asked).items() if name != "background"}
        return self._of_two("system", material, self._render("task", **told), background=asked.background)

    def _of_two(self, instructions: str, material: str, task: str, **variables: object) -> list[Message]:
        # One message for each role: many chat templates of open models refuse two in a row.
        return [
            _message("system", self._render(instructions, **variables)),
            _message("user", f"{material}\n\n{task}"),
        ]

    def repair(self, messages: Sequence[Message], answer: str, findings: Sequence[str]) -> list[Message]:
        """*messages*, the *answer* they got, and the request to mend what *findings* name."""
        return self._continue(messages, answer, self._render("repair", findings=findings))

    def reask(self, messages: Sequence[Message], answer: str, errors: Sequence[str]) -> list[Message]:
        """*messages*, the last *answer* they got, and the request to answer again without its *errors*."""
        return self._continue(messages, answer, self._render("reask", errors=errors))

    def spell_out_schema(self, messages: Sequence[Message], form: Form) -> list[Message]:
        """*messages* with the schema of *form* in words, for an endpoint that cannot be given one."""
        system, *rest = messages
        schema = self._render("schema", schema=form.text)
        return [_message("system", f"{system['content']}\n\n{schema}"), *rest]

    @staticmethod
    def _continue(messages: Sequence[Message], answer: str, request: str) -> list[Message]:
        return [*messages, _message("assistant", answer), _message("user", request)]

    def _compile(self, name: str, text: str) -> jinja2.Template:
        try:
            return self._environment.from_string(text)
        except jinja2.TemplateSyntaxError as error:
            raise PromptError(f"line {error.lineno}: {error.message}", self._path(name)) from error

    def _render(self, name: str, **variables: object) -> str:
        try:
            # A template of the user's may hold what a request cannot carry.
            return strip_controls(self._templates[name].render(**variables)).strip()
        except jinja2.UndefinedError as error:
            raise self._undefined(name, str(error.message)) from error
        except Exception as error:  # a template can raise anything, and is the user's own
            raise PromptError(f"cannot be rendered: {error}", self._path(name)) from error

    def _undefined(self, name: str, what: str) -> PromptError:
        return PromptError(
            f"{what}; this template is given: {', '.join(TEMPLATES[name]) or 'nothing'}", self._path(name)
        )

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
    prompts = Prompts(texts, str(folder))
    prompts.require_known()
    return prompts


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}
