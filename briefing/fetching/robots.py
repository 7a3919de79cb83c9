"""What a site asks of programs that come by themselves, in its robots.txt, by RFC 9309.

A page that a person names is not a crawl: this is for what a program finds, such as the entries of a feed.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from briefing.errors import RobotsUnreachable, SourceError, SourceRefused
from briefing.fetching.fetch import answer_of
from briefing.fetching.places import Place
from briefing.fetching.policy import Policy

if TYPE_CHECKING:
    from protego import Protego

AGENT = "briefing"
"""What we are called in a robots.txt."""

_MOST_READ = 500 * 2**10
"""Bytes of a robots.txt, as many as have to be read by section 2.5."""

Robots = MutableMapping[str, "Protego | str | None"]
"""What was read of each origin: its rules, why they cannot be had, or None where there are none."""


def heed(place: Place, policy: Policy, cache: Robots) -> None:
    """Make sure that the site of *place* lets programs have it; *cache* keeps what was read, and is the caller's for
    one run.

    Without a robots.txt (4xx) all is allowed; where it cannot be had (5xx, no answer, a redirect that *policy* does not
    allow) nothing is.

    Raises:
        SourceRefused: it does not.
        RobotsUnreachable: nobody knows.
    """
    if place.origin not in cache:
        cache[place.origin] = _read(f"{place.origin}/robots.txt", policy)
    rules = cache[place.origin]
    if isinstance(rules, str):
        raise RobotsUnreachable(f"is not asked for, since its site's robots.txt {rules}", place.shown)
    if rules is not None and not rules.can_fetch(place.url, AGENT):
        raise SourceRefused("its robots.txt asks programs to stay away", place.shown)


def _read(url: str, policy: Policy) -> Protego | str | None:
    from protego import Protego

    text = b""
    try:
        with answer_of(url, policy, [("Accept", "text/plain")]) as answer:
            if answer.status >= 500:
                return f"answered {answer.status}"
            if not 200 <= answer.status < 300:
                return None
            for block in answer.body():
                text += block
                if len(text) >= _MOST_READ:
                    text = text[:_MOST_READ].rpartition(b"\n")[0]  # half a rule is another rule
                    break
    except SourceError as error:
        return error.message
    return Protego.parse(text.decode("utf-8-sig", "replace"))
