"""Record and replay: an httpx2 transport between one client and the network, over one vcrpy cassette.

::

    client → CassetteTransport → inner → network
                 │ ↑
              run.yaml

Nothing is patched, so any number of clients replay and record in one event loop, each with its own file.
What the caller sees while recording is what a replay will show it: the decoded body, the status, and the
headers that are kept. Every answer is on disk, whole, before the caller has it.

What is kept, and what is not:

- Of headers ``content-type`` and ``retry-after``; of an address no user, password or fragment, and of its
  query only ``api-version``. A credential of the request that the answer echoes is blotted out.
- No answer that is not the model's: 408, 409, 429 and 5xx (a replay never waits), 401, 403 and 407 (a
  mistyped key must not be replayed to somebody who has since mended it), and no redirection (hosts are not
  compared, so a replay finds the answer without it).

Record modes are vcrpy's. ``none`` replays only; ``once`` records into a new file and replays an existing
one; ``new_episodes`` replays what is there and adds the rest; ``all`` replays nothing and begins the file
afresh with its first answer. An existing file that is empty or cannot be read is refused in every mode
(``all`` takes an empty one), because a recording is worth money and is never overwritten by mistake.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx2
from vcr.cassette import Cassette  # type: ignore[import-untyped, unused-ignore]
from vcr.errors import CannotOverwriteExistingCassetteException  # type: ignore[import-untyped, unused-ignore]
from vcr.matchers import method  # type: ignore[import-untyped, unused-ignore]
from vcr.matchers import path as path_matcher  # type: ignore[import-untyped, unused-ignore]
from vcr.request import Request as VcrRequest  # type: ignore[import-untyped, unused-ignore]
from vcr.stubs.httpx_stubs import vcr_handle_async_request  # type: ignore[import-untyped, unused-ignore]

from briefing.cassette_file import KEPT_HEADERS, CassetteFile, parsed_body
from briefing.errors import AnswerForeign, CassetteError, UsageError
from briefing.settings import LARGEST_ANSWER

RECORD_MODES = ("none", "once", "new_episodes", "all")
KEPT_QUERY = frozenset({"api-version"})
NOT_RECORDED = frozenset({*range(300, 400), 401, 403, 407, 408, 409, 429, *range(500, 600)})
"""Statuses of the way, of the caller's key and of the day, not of the model."""

# A dummy key such as "ollama" may be a word of the answer; no real credential is this short.
_SHORTEST_SECRET = 16

# vcrpy logs whole requests and answers, and matching at debug level the bodies' differences.
_vcr_log = logging.getLogger("vcr")
_vcr_log.addHandler(logging.NullHandler())
_vcr_log.propagate = False


class CassetteTransport(httpx2.AsyncBaseTransport):
    """Answer requests from the recording at *path*, and record what *inner* answers to the others.

    A request is known by its method, its path and its parsed JSON body; host and port are not compared.
    Requests that are the same replay in the order in which they were recorded, each answer once.

    *inner* is used only when an answer has to be bought, so a replay needs none; it may be given later,
    with :meth:`record_from`. It is closed with this transport, as a client closes its own.

    Raises:
        UsageError: *record_mode* is none of :data:`RECORD_MODES`.
        CassetteError: the file cannot be read as a cassette, or is missing with ``none``.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        record_mode: str = "once",
        inner: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        if record_mode not in RECORD_MODES:
            raise UsageError(f"the record mode is one of {', '.join(RECORD_MODES)}, not {record_mode!r}")
        self._inner = inner
        self._file = CassetteFile(Path(path), afresh=record_mode == "all")
        self._cassette = _SavedCassette.load(
            path=str(path),
            record_mode=record_mode,
            serializer=self._file,
            persister=self._file,
            match_on=(method, path_matcher, _same_body),
            before_record_request=_public_request,
            before_record_response=_worth_keeping,
        )
        if record_mode == "none" and not self._cassette.rewound:
            raise CassetteError("there is no such recording to replay", str(path))
        self._handle = vcr_handle_async_request(self._cassette, CassetteTransport._ask, httpx2)

    @property
    def replaying(self) -> bool:
        """Whether every answer comes from the file, so that neither a key nor a network is needed."""
        return bool(self._cassette.write_protected)

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the recording says about itself, such as ``as_of`` and ``model``; empty for a new one."""
        return MappingProxyType(self._cassette._metadata)

    @property
    def found(self) -> Mapping[str, str]:
        """What the file said about itself when it was opened, also where it is to be begun afresh."""
        return MappingProxyType(self._file.found)

    @property
    def path(self) -> str:
        """Where the recording is, for messages."""
        return str(self._cassette.path)

    def recall(self, key: str) -> str | None:
        """The value remembered under *key*, or ``None``."""
        return self.metadata.get(key)

    def remember(self, **values: str | None) -> None:
        """Keep *values* in the recording: written with the next answer, at once when there is one already.

        ``None`` is not kept. A replay changes nothing: the call then does nothing at all.

        Raises:
            CassetteError: the file cannot be written.
        """
        new = {key: value for key, value in values.items() if value is not None and self.recall(key) != value}
        if self.replaying or not new:
            return
        if "base_url" in new:
            new["base_url"] = _public_url(new["base_url"])
        self._cassette._metadata.update(new)
        if len(self._cassette):
            self._cassette.dirty = True
            self._cassette._save()

    def record_from(self, inner: httpx2.AsyncBaseTransport) -> None:
        """Ask *inner* for the answers that have to be bought."""
        self._inner = inner

    async def aclose(self) -> None:
        """Close the transport that was recorded from; the file is complete at any time."""
        if self._inner is not None:
            await self._inner.aclose()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer from the recording, or ask *inner* and record.

        Raises:
            CassetteError: the recording is not to be added to and lacks this request (the message names the
                fields in which it differs from the nearest one), or an answer could not be written.
            AnswerForeign: the answer is larger than :data:`LARGEST_ANSWER`.
            httpx2.TransportError: as *inner* raises it; nothing is recorded then.
        """
        try:
            answer: httpx2.Response = await self._handle(self, request)
        except CannotOverwriteExistingCassetteException as error:
            # From None: vcrpy's own text quotes the prompt and advises on settings nobody has here.
            raise CassetteError(self._explain_miss(error.failed_request), str(self._cassette.path)) from None
        return answer

    async def _ask(self, request: httpx2.Request) -> httpx2.Response:
        """Ask *inner*, and reduce its answer to what a replay of it will be."""
        if self._inner is None:
            raise CassetteError("lacks this answer, and there is no endpoint to ask", str(self._cassette.path))
        self._file.prepare()
        request.headers["accept-encoding"] = "gzip"  # every Python undoes it; br and zstd need extra packages
        answer = await self._inner.handle_async_request(request)
        answer.request = request
        try:
            body = await _read_capped(answer)
        finally:
            await answer.aclose()
        for secret in _secrets(request):
            body = body.replace(secret.encode(), b"[removed]")
        kept = KEPT_HEADERS | {"location"} if answer.has_redirect_location else KEPT_HEADERS
        reason = answer.reason_phrase
        return httpx2.Response(
            answer.status_code,
            headers=[(name, value) for name, value in answer.headers.multi_items() if name.lower() in kept],
            stream=httpx2.ByteStream(body),
            request=request,
            extensions={"reason_phrase": reason.encode("ascii", "ignore")} if reason else {},
        )

    def _explain_miss(self, asked: VcrRequest) -> str:
        """Why *asked* cannot be replayed, naming fields and never their contents."""
        asked = _public_request(asked)
        hint = "; the record mode new_episodes adds to it, all records anew"
        kin = (asked.method, asked.path)
        rivals = [known for known in self._cassette.requests if (known.method, known.path) == kin]
        if not rivals:
            known = sorted({f"{known.method} {known.path}" for known in self._cassette.requests})
            return f"holds no answer to {asked.method} {asked.path}, only to {', '.join(known) or 'nothing'}{hint}"
        body = parsed_body(asked.body)
        differences = [list(_differences(parsed_body(known.body), body)) for known in rivals]
        nearest = min(differences, key=len)
        if not nearest:
            return f"every answer to this request has been replayed ({differences.count([])} recorded){hint}"
        named = ", ".join(nearest[:5]) + (f" and {len(nearest) - 5} more" if len(nearest) > 5 else "")
        # The messages carry the work itself, everything else how it is asked for.
        work = any("messages" in difference for difference in nearest)
        asks = "; were the sources, the question or the templates changed?" if work else ""
        return f"holds no answer to this request: from the nearest one recorded it differs in {named}{asks}{hint}"


class _SavedCassette(Cassette):  # type: ignore[misc, unused-ignore]  # vcrpy is untyped
    """A vcrpy cassette that is on disk again after each answer."""

    _loading = False

    def _load(self) -> None:
        self._loading = True
        super()._load()
        self._loading = False

    def append(self, request: VcrRequest, response: dict[str, Any]) -> None:
        known = len(self)
        super().append(request, response)
        if self._loading or len(self) == known:
            return
        # Spent already: the same request once more, in this run, is a new one and not a replay.
        self.play_counts[known] = 1
        self._save()


def _public_request(request: VcrRequest) -> VcrRequest:
    """*request* with nothing in it but what may be written down."""
    headers = {name.lower(): value for name, value in request.headers.items() if name.lower() in KEPT_HEADERS}
    return VcrRequest(request.method, _public_url(request.uri), request.body, headers)


def _public_url(address: str) -> str:
    url = httpx2.URL(address)
    kept = [(name, value) for name, value in url.params.multi_items() if name.lower() in KEPT_QUERY]
    return str(url.copy_with(userinfo=b"", fragment=None, params=kept or None))


def _worth_keeping(response: dict[str, Any]) -> dict[str, Any] | None:
    return None if response["status"]["code"] in NOT_RECORDED else response


def _secrets(request: httpx2.Request) -> set[str]:
    """The credentials in *request*: long words of its headers that are not kept, of its query, its password."""
    words = [request.url.password]
    words += [value for name, value in request.url.params.multi_items() if name.lower() not in KEPT_QUERY]
    credential = re.compile("auth|key|token|secret|cookie", re.IGNORECASE)
    for name, value in request.headers.multi_items():
        if credential.search(name):
            words += value.split()
    return {word for word in words if len(word) >= _SHORTEST_SECRET}


async def _read_capped(answer: httpx2.Response) -> bytes:
    """The decoded body."""
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise AnswerForeign(f"the answer is larger than {LARGEST_ANSWER // 2**20} MiB")
    return bytes(body)


def _same_body(asked: VcrRequest, known: VcrRequest) -> bool:
    return bool(parsed_body(asked.body) == parsed_body(known.body))


def _differences(known: Any, asked: Any, where: str = "") -> Iterator[str]:
    """The places in which two JSON values differ, such as ``messages[1].content``; never the values."""
    if isinstance(known, dict) and isinstance(asked, dict):
        for key in {**known, **asked}:
            inner = f"{where}.{key}" if where else str(key)
            if key not in asked:
                yield f"{inner} (recorded, not asked)"
            elif key not in known:
                yield f"{inner} (asked, not recorded)"
            else:
                yield from _differences(known[key], asked[key], inner)
    elif isinstance(known, list) and isinstance(asked, list) and len(known) == len(asked):
        for number, (one, other) in enumerate(zip(known, asked, strict=True)):
            yield from _differences(one, other, f"{where}[{number}]")
    elif isinstance(known, list) and isinstance(asked, list):
        yield f"the length of {where or 'the list'}"
    elif known != asked:
        yield where or "the body"
