"""From news reports to a finished, checked intelligence brief.

>>> from briefing import write_brief
>>> brief = write_brief(["report.txt"], question="Will Russia gain a base in Niger?")
>>> print(brief.to_markdown())

What ``__all__`` names is the promise to users; everything else may change. Each name is imported when it
is first asked for, since asking a model takes seconds to import and reading a brief does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from briefing.brief import Brief
    from briefing.errors import BriefingError
    from briefing.source import Source, Span
    from briefing.verification import verify
    from briefing.write import awrite_brief, write_brief

__all__ = ["Brief", "BriefingError", "Source", "Span", "awrite_brief", "verify", "write_brief"]

_HOMES = {
    "Brief": "brief",
    "BriefingError": "errors",
    "Source": "source",
    "Span": "source",
    "verify": "verification",
    "awrite_brief": "write",
    "write_brief": "write",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
