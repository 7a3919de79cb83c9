"""What a reader in the child gives back."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Fault(Exception):
    """The document cannot be read; *name* is that of the advice to give."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Found(TypedDict):
    """A document as JSON; *html* is where in its text a page stands, from and to."""

    text: str
    pages: list[int]
    fields: dict[str, str]
    warnings: list[str]
    html: NotRequired[list[tuple[int, int]]]
