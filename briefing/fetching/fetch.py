"""One page, with all the hops to it."""

from __future__ import annotations

import http
import re
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.errors import SourceRefused, SourceUnreachable
from briefing.fetching.places import Place, onward, parsed
from briefing.fetching.policy import PAGES, Accept, Policy

if TYPE_CHECKING:
    import httpcore2

Leave = Callable[[Place, Policy], None]
"""Raises a :class:`briefing.errors.SourceError` where a hop is not to be asked for, by the policy that holds there."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GOOD = frozenset({200, 203})
_ADVICE = {
    **dict.fromkeys((401, 402, 403, 406, 451), "save the page in a browser, and give the file"),
    **dict.fromkeys((404, 410), "check the address"),
    **dict.fromkeys((429, 500, 502, 503, 504), "try again later"),
}
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_BLOCK = 2**16
_LONGEST_SHOWN = 80
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Fetched:
    """What came of an address: *url* is where it was in the end, *data* the bytes as they were before compression.

    *content_type* is in small letters and empty where none was said, *charset* what the header says, *retrieved* the
    moment in UTC, to the second. *etag* and *last_modified* are to be handed in the next time; with *not_modified*
    there are no data, since they are what they were.
    """

    url: str
    content_type: str
    charset: str | None
    data: bytes
    retrieved: str
    etag: str | None
    last_modified: str | None
    not_modified: bool


def fetch(
    url: str,
    policy: Policy,
    *,
    accept: Accept = PAGES,
    etag: str | None = None,
    last_modified: str | None = None,
    leave: Leave | None = None,
) -> Fetched:
    """The page at *url*, asked for once; with *etag* or *last_modified* only if it is another by now.

    *leave* is asked before each hop, once its address is allowed.

    What has no content type is taken, and is what its content shows. Sent are what is accepted, the name and version
    of this program, and the conditions; no cookie, no referrer, nothing from the environment.

    Raises:
        SourceRefused: *policy* does not allow the address, one that it leads on to, or what is there: of a type that is
            not in *accept*, or too large.
        SourceUnreachable: nothing came, or an error did.
        SourceError: what *leave* raises.
    """
    conditions = [("If-None-Match", etag), ("If-Modified-Since", last_modified)]
    headers = [("Accept", ", ".join(sorted(accept))), *((name, value) for name, value in conditions if value)]
    with answer_of(url, policy, headers, leave) as answer:
        not_modified = answer.status == 304 and (etag or last_modified) is not None
        if not not_modified:
            answer.require_page(accept)
        return Fetched(
            url=answer.place.url,
            content_type=answer.content_type,
            charset=answer.charset,
            data=b"" if not_modified else b"".join(_capped(answer, policy)),
            retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
            not_modified=not_modified,
        )


class Answer:
    """What a server answered at *place*, its body still to be read."""

    def __init__(self, place: Place, response: httpcore2.Response) -> None:
        self.place = place
        self.status = response.status
        self._response = response
        self._headers: dict[str, str] = {}
        for raw, told in response.headers:
            name, value = raw.decode("latin-1").lower(), told.decode("latin-1").strip()
            if name == "content-encoding" and name in self._headers:  # the one list among them that matters
                value = f"{self._headers.pop(name)}, {value}"
            self._headers.setdefault(name, value)

    def header(self, name: str) -> str | None:
        """The first header that is called *name*, in small letters."""
        return self._headers.get(name) or None

    @property
    def content_type(self) -> str:
        """The type, in small letters; empty where none is said."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the header says."""
        found = _CHARSET.search(self.header("content-type") or "")
        return found[1] if found else None

    def require_page(self, accept: Accept) -> None:
        """Make sure that this is a page of a type in *accept*, or of none that is said.

        Raises:
            SourceUnreachable: it is an error.
            SourceRefused: it is something else.
        """
        if self.status not in _GOOD:
            phrases = {each.value: f" ({each.phrase})" for each in http.HTTPStatus}
            advice = _ADVICE.get(self.status)
            told = f"answered {self.status}{phrases.get(self.status, '')}" + (f": {advice}" if advice else "")
            raise SourceUnreachable(told, self.place.shown, self.status)
        if (kind := self.content_type) and kind not in accept:
            raise SourceRefused(f"is of type {kind[:_LONGEST_SHOWN]}, which is not read here", self.place.shown)

    def body(self) -> Iterator[bytes]:
        """The body, unpacked, in blocks that are never large.

        Raises:
            SourceUnreachable: it is packed otherwise than was asked for, or damaged.
        """
        packed = (self.header("content-encoding") or "identity").lower()
        if packed == "identity":
            return self._response.iter_stream()
        if packed not in ("gzip", "x-gzip"):
            raise SourceUnreachable(
                f"came packed as {packed[:_LONGEST_SHOWN]}, which was not asked for", self.place.shown
            )
        return self._unpacked(self._response.iter_stream())

    def _unpacked(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        try:
            yield from _gunzipped(blocks)
        except zlib.error:
            raise SourceUnreachable("came damaged, or was cut off: try again later", self.place.shown) from None


@contextmanager
def answer_of(
    url: str, policy: Policy, headers: Sequence[tuple[str, str]], leave: Leave | None = None
) -> Generator[Answer]:
    """The first answer on the way from *url* that does not lead on, each hop allowed by *policy*, and by *leave*.

    Raises:
        SourceRefused: a hop is not allowed.
        SourceUnreachable: there is no answer, or no end of redirects; also while the body is read.
        SourceError: what *leave* raises.
    """
    from briefing import __version__
    from briefing.fetching.network import Deadline, answering, understood, vetted  # with the client behind it

    deadline = Deadline(policy.timeout)
    headers = [("User-Agent", f"briefing/{__version__}"), ("Accept-Encoding", "gzip"), *headers]
    place, private = parsed(url), policy.allow_private
    for _ in range(policy.most_redirects + 1):
        with understood(place, deadline):
            addresses, public = vetted(place, policy, deadline, private=private)
            private = private and not public
            if leave is not None:
                leave(place, replace(policy, allow_private=private))
            with answering(place, addresses, headers, deadline) as response:
                answer = Answer(place, response)
                location = answer.header("location")
                if answer.status not in _REDIRECTS or location is None:
                    yield answer
                    return
        place = onward(place, location)
    raise SourceUnreachable(f"leads on more than {policy.most_redirects} times", parsed(url).shown)


def _capped(answer: Answer, policy: Policy) -> Iterator[bytes]:
    room = policy.most_bytes
    for block in answer.body():
        room -= len(block)
        if room < 0:
            raise SourceRefused(f"is larger than {policy.most_bytes / 2**20:g} MiB", answer.place.shown)
        yield block


def _gunzipped(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """*blocks* unpacked, never more than a block at a time: a few bytes may stand for gigabytes.

    Raises:
        zlib.error: they are no gzip, or end in the middle of it.
    """
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    for block in blocks:
        left = block
        while left:
            if reader.eof:
                if not left.startswith(_GZIP):
                    return  # padding
                reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
            yield reader.decompress(left, _BLOCK)
            left = reader.unused_data if reader.eof else reader.unconsumed_tail
    yield reader.flush()
    if not reader.eof:
        raise zlib.error
