"""Recording and replaying: what is kept, what never is, and that nothing paid for is lost."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import logging
import os
import stat
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.cassette import CassetteTransport
from briefing.errors import AnswerForeign, BriefingError, CassetteError, UsageError
from tests.reference_server import ReferenceServer
from tests.reference_turns import Turn, answer, transient, unauthorized

KEY = "sk-reference-0123456789abcdef"
DEAD = "http://127.0.0.1:9/v1"
ASKED = {"model": "reference-analyst", "messages": [{"role": "user", "content": "Привет, 🎙\nwho acts?"}]}


class Answers(httpx2.AsyncBaseTransport):
    """An endpoint in memory that gives *responses* in order and counts what it is asked."""

    def __init__(self, *responses: httpx2.Response) -> None:
        self.responses = list(responses)
        self.asked = 0
        self.closed = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:  # noqa: ARG002
        """The next of the responses."""
        self.asked += 1
        return self.responses.pop(0)

    async def aclose(self) -> None:
        """Note it."""
        self.closed = True


async def post(transport: httpx2.AsyncBaseTransport, body: Any = ASKED, url: str = DEAD, **how: Any) -> httpx2.Response:
    """POST *body* to the chat completions of *url* through *transport*."""
    async with httpx2.AsyncClient(transport=transport) as client:
        return await client.post(f"{url}/chat/completions", json=body, **how)


def said(*texts: str) -> Answers:
    """An endpoint that answers with *texts* as plain bodies."""
    return Answers(*(httpx2.Response(200, text=text) for text in texts))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the cassette of a test goes."""
    return tmp_path / "run.yaml"


async def ask(transport: httpx2.AsyncBaseTransport, base_url: str = DEAD, **how: Any) -> Any:
    """Ask through openai's own client."""
    http = httpx2.AsyncClient(transport=transport)
    async with openai.AsyncOpenAI(base_url=base_url, api_key=KEY, max_retries=0, http_client=http) as client:
        return await client.chat.completions.create(**{**ASKED, **how})


async def test_an_answer_recorded_over_http_replays_without_server_or_inner(path: Path) -> None:
    """What openai's client read while recording is what it reads from the file when nothing listens."""
    with ReferenceServer(answer({"title": "Ниамей 🎙\u2028"}, gzip=True)) as server:
        live = await ask(CassetteTransport(path, inner=httpx2.AsyncHTTPTransport()), server.base_url)
    replay = CassetteTransport(path)
    assert replay.replaying
    assert await ask(replay) == live
    assert json.loads(live.choices[0].message.content) == {"title": "Ниамей 🎙\u2028"}


async def test_no_credential_is_written(path: Path) -> None:
    """Keys, cookies, passwords and echoes of them, in headers, address or body, are nowhere in the file."""
    secret = "Zx81-very-secret-word-"
    echo = Turn(
        body={"choices": [], "echo": f"Bearer {secret}1 {secret}3"},
        headers={"Set-Cookie": f"session={secret}5", "X-Session": f"{secret}6"},
    )
    plain = answer("Niger", headers={"Set-Cookie": f"session={secret}5"})
    headers = {"Authorization": f"Bearer {secret}1", "api-key": f"{secret}2", "Cookie": f"a={secret}4"}
    with ReferenceServer([echo, plain]) as server:
        transport = CassetteTransport(path, inner=httpx2.AsyncHTTPTransport())
        query = {"api-key": f"{secret}3", "api-version": "2026-10-01"}
        live = await post(transport, url=server.base_url, params=query, headers=headers)
        url = server.base_url.replace("http://", f"http://somebody:{secret}7@")
        transport.remember(base_url=url)
        await post(transport, {**ASKED, "n": 2}, url)
    written = path.read_text()
    assert secret not in written
    assert "somebody" not in written
    assert "api-version=2026-10-01" in written
    for kept in yaml.safe_load(written)["interactions"]:
        assert set(kept["request"]["headers"]) == {"content-type"} == set(kept["response"]["headers"])
    assert live.json()["echo"] == "Bearer [removed] [removed]"


async def test_a_short_dummy_key_is_no_secret(path: Path) -> None:
    """The word that serves as a key for local servers stays in the answer that happens to hold it."""
    transport = CassetteTransport(path, inner=said("made by ollama"))
    assert (await post(transport, headers={"Authorization": "Bearer ollama"})).text == "made by ollama"


@pytest.mark.parametrize("fault", [transient(code) for code in (408, 409, 429, 500, 503)] + [unauthorized()])
async def test_faults_of_the_day_are_not_recorded(path: Path, fault: Turn) -> None:
    """The caller sees the fault, with its Retry-After; the file holds only the answer that came after it."""
    fault = Turn(status=fault.status, body=fault.body, headers={"Retry-After": "7"})
    with ReferenceServer([fault, answer("Niger")]) as server:
        transport = CassetteTransport(path, inner=httpx2.AsyncHTTPTransport())
        first = await post(transport, url=server.base_url)
        assert (first.status_code, first.headers["retry-after"]) == (fault.status, "7")
        assert not path.exists()
        await post(transport, url=server.base_url)
    assert len(yaml.safe_load(path.read_text())["interactions"]) == 1
    assert (await post(CassetteTransport(path))).status_code == 200


@pytest.mark.parametrize("drop", ["before", "mid"])
async def test_a_broken_connection_is_not_recorded(path: Path, drop: Any) -> None:
    """An answer of which only a part came is an error to the caller and nothing to the file."""
    with ReferenceServer(answer("Niger", drop=drop)) as server:
        transport = CassetteTransport(path, inner=httpx2.AsyncHTTPTransport())
        with pytest.raises(httpx2.TransportError):
            await post(transport, url=server.base_url)
    assert not path.exists()


async def test_a_final_refusal_is_recorded(path: Path) -> None:
    """A 400 is an answer: a replay of a negotiation goes the way the recording went."""
    await post(CassetteTransport(path, inner=Answers(httpx2.Response(400, json={"error": {}}))))
    assert (await post(CassetteTransport(path))).status_code == 400


async def test_a_redirection_is_followed_and_not_recorded(path: Path) -> None:
    """The client can follow it; the file holds the answer, which a replay finds without going round."""
    away = httpx2.Response(307, headers={"Location": "http://127.0.0.1:10/v1/chat/completions"})
    transport = CassetteTransport(path, inner=Answers(away, httpx2.Response(200, text="Niger")))
    client = httpx2.AsyncClient(transport=transport, follow_redirects=True)
    assert (await client.post(f"{DEAD}/chat/completions", json=ASKED)).text == "Niger"
    assert (await post(CassetteTransport(path))).text == "Niger"


async def test_matching_is_by_method_path_and_parsed_json(path: Path) -> None:
    """Another host, port, key and order of the JSON's members are the same request."""
    await post(CassetteTransport(path, inner=said("Niger")), url="http://recorded.example:8000/v1")
    text = json.dumps(dict(reversed(ASKED.items())), indent=3)
    client = httpx2.AsyncClient(transport=CassetteTransport(path))
    again = await client.post("https://other.example/v1/chat/completions?api-key=x", content=text)
    assert again.text == "Niger"


async def test_identical_requests_replay_in_order_and_once_each(path: Path) -> None:
    """Three samples of one prompt are three answers; a fourth was never recorded, and the message says so."""
    transport = CassetteTransport(path, inner=said("one", "two", "three", "other"))
    assert [(await post(transport)).text for _ in range(3)] == ["one", "two", "three"]
    await post(transport, {**ASKED, "n": 2})
    replay = CassetteTransport(path)
    assert [(await post(replay)).text for _ in range(3)] == ["one", "two", "three"]
    with pytest.raises(CassetteError, match=r"every answer to this request has been replayed \(3 recorded\)"):
        await post(replay)


async def test_new_episodes_adds_and_repeats_go_to_the_endpoint(path: Path) -> None:
    """What is there replays, what is not is bought each time it is asked, and all of it replays later."""
    other = {**ASKED, "n": 2}
    third = {**ASKED, "n": 3}
    before = CassetteTransport(path, inner=said("one", "three"))
    await post(before)
    await post(before, third)
    inner = said("two", "two again")
    transport = CassetteTransport(path, record_mode="new_episodes", inner=inner)
    assert not transport.replaying
    bodies = [ASKED, other, other, third]
    expected = ["one", "two", "two again", "three"]
    assert [(await post(transport, body)).text for body in bodies] == expected
    assert inner.asked == 2
    replay = CassetteTransport(path)
    assert [(await post(replay, body)).text for body in bodies] == expected


async def test_all_begins_afresh_with_its_first_answer(path: Path) -> None:
    """Neither old answers nor old metadata outlive it, and until the first new answer the old file stands."""
    old = CassetteTransport(path, inner=said("old", "old too"))
    old.remember(as_of="2024-01-31")
    await post(old)
    await post(old, {**ASKED, "n": 2})
    before = path.read_bytes()
    anew = CassetteTransport(path, record_mode="all", inner=said("new"))
    assert anew.recall("as_of") is None
    assert not anew.replaying
    assert path.read_bytes() == before
    assert (await post(anew)).text == "new"
    assert "old" not in path.read_text()


async def test_a_miss_names_the_fields_and_not_their_contents(path: Path) -> None:
    """A replay that lacks a request says how it differs from the nearest one, without repeating prompts."""
    far = {"model": "other", "messages": [], "n": 7}
    recorder = CassetteTransport(path, inner=said("one", "two"))
    await post(recorder, far)
    await post(recorder)
    changed = {**ASKED, "model": "gpt", "messages": [{"role": "user", "content": "confidential"}], "seed": 1}
    with pytest.raises(CassetteError) as caught:
        await post(CassetteTransport(path), changed)
    message = str(caught.value)
    assert (
        "differs in model, messages[0].content, seed (asked, not recorded); were the sources, the question" in message
    )
    assert str(path) in message
    assert "\n" not in message
    assert "confidential" not in message
    assert "Привет" not in message
    with pytest.raises(CassetteError, match=r"differs in model; the record mode"):
        await post(CassetteTransport(path), {**ASKED, "model": "gpt"})
    with pytest.raises(CassetteError, match="no answer to GET /v1/models, only to POST /v1/chat/completions"):
        await httpx2.AsyncClient(transport=CassetteTransport(path)).get(f"{DEAD}/models")


async def test_a_miss_reaches_the_callers_of_openai(path: Path) -> None:
    """The client wraps it; it is the cause, so that it can be unwrapped."""
    await post(CassetteTransport(path, inner=said("one")))
    with pytest.raises(openai.APIConnectionError) as caught:
        await ask(CassetteTransport(path), model="gpt")
    assert isinstance(caught.value.__cause__, CassetteError)


async def test_the_answer_is_on_disk_before_the_caller_has_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends at the moment of the answer has it; one that ends while it is written has the file before."""
    transport = CassetteTransport(path, inner=said("one", "two", "three"))
    await post(transport)
    first = path.read_bytes()

    def die(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        await post(transport, {**ASKED, "n": 2})
    assert path.read_bytes() == first
    assert list(path.parent.iterdir()) == [path]
    monkeypatch.undo()
    await post(transport, {**ASKED, "n": 3})
    replay = CassetteTransport(path)
    texts = [(await post(replay, body)).text for body in (ASKED, {**ASKED, "n": 2}, {**ASKED, "n": 3})]
    assert texts == ["one", "two", "three"]


async def test_a_full_disk_is_one_line_and_the_answer_is_put_elsewhere(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names where the recording went, and it replays from there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))

    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CassetteError) as caught:
        await post(CassetteTransport(path, inner=said("paid for")))
    monkeypatch.undo()
    (rescued,) = elsewhere.iterdir()
    fate = f"cannot be written (No space left on device); what was recorded so far is in {rescued}"
    assert str(caught.value) == f"{path}: {fate}"
    assert (await post(CassetteTransport(rescued))).text == "paid for"
    assert not path.exists()


async def test_a_folder_that_cannot_be_written_costs_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is found before anything is bought."""

    def read_only(*args: Any) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    inner = said("never")
    transport = CassetteTransport(path, record_mode="new_episodes", inner=inner)
    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(CassetteError, match=r"cannot be written \(Read-only file system\), so nothing was asked"):
        await post(transport)
    assert inner.asked == 0


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """The user named a place for the recording; it is made when there is something to put there."""
    path = tmp_path / "a" / "b" / "run.yaml"
    transport = CassetteTransport(path, inner=said("one"))
    assert not path.parent.exists()
    await post(transport)
    assert path.exists()


async def test_permissions_and_links_are_kept(path: Path, tmp_path: Path) -> None:
    """A file closed to others stays so when it is replaced; a link still points where it did."""
    real = tmp_path / "real.yaml"
    path.symlink_to(real)
    await post(CassetteTransport(path, inner=said("one")))
    real.chmod(0o640)
    await post(CassetteTransport(path, record_mode="all", inner=said("two")))
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert (await post(CassetteTransport(real))).text == "two"


async def test_twenty_clients_record_and_replay_at_once(tmp_path: Path) -> None:
    """Each has its own file in one event loop, and none sees another's answers."""

    def echo(body: dict[str, Any], number: int) -> Turn:
        return answer(body["messages"][0]["content"], delay=0.02)

    async def run(number: int, base_url: str, inner: httpx2.AsyncBaseTransport | None) -> list[str]:
        texts = []
        async with httpx2.AsyncClient(transport=CassetteTransport(tmp_path / f"{number}.yaml", inner=inner)) as client:
            for turn in range(3):
                body = {**ASKED, "messages": [{"role": "user", "content": f"{number} {turn}"}]}
                answered = await client.post(f"{base_url}/chat/completions", json=body)
                texts.append(answered.json()["choices"][0]["message"]["content"])
        return texts

    expected = [[f"{number} {turn}" for turn in range(3)] for number in range(20)]
    with ReferenceServer(echo) as server:
        recorded = (run(number, server.base_url, httpx2.AsyncHTTPTransport()) for number in range(20))
        assert await asyncio.gather(*recorded) == expected
    assert await asyncio.gather(*(run(number, DEAD, None) for number in range(20))) == expected


async def test_of_two_writers_the_last_wins_whole(path: Path) -> None:
    """Two recordings of one file never mix."""
    one = CassetteTransport(path, inner=said("one", "one more"))
    two = CassetteTransport(path, inner=said("two"))
    await post(one)
    await post(two)
    assert (await post(CassetteTransport(path))).text == "two"
    await post(one, {**ASKED, "n": 2})
    assert len(yaml.safe_load(path.read_text())["interactions"]) == 2
    assert (await post(CassetteTransport(path))).text == "one"


async def test_metadata_goes_with_the_answers(path: Path) -> None:
    """It is written with the next answer, at once when there is one, and never by a replay."""
    transport = CassetteTransport(path, inner=said("one"))
    transport.remember(as_of="2024-01-31", model=None)
    assert transport.recall("as_of") == "2024-01-31"
    assert not path.exists()
    await post(transport)
    transport.remember(mode="tools", base_url="https://me:word@host.example/v1?api-key=1")
    replay = CassetteTransport(path)
    assert dict(replay.metadata) == {"as_of": "2024-01-31", "mode": "tools", "base_url": "https://host.example/v1"}
    before = path.read_bytes()
    replay.remember(mode="json")
    assert (replay.recall("mode"), replay.recall("model"), path.read_bytes()) == ("tools", None, before)


def test_a_date_typed_by_hand_is_text(path: Path) -> None:
    """YAML reads an unquoted date as a date; whoever recalls it gets the text."""
    path.write_text("metadata: {as_of: 2024-01-31, n: 3}\ninteractions: []\n")
    assert CassetteTransport(path).recall("as_of") == "2024-01-31"


REFUSED = {
    "not UTF-8 text": b"\xff\xfe\x00interactions",
    "empty": b"",
    "it is empty": b" \n\n",
    "not a mapping": b"- interactions\n",
    "no list of interactions": b"version: 1\n",
    "holds a !!python/ tag": b"interactions: !!python/object/apply:os.system ['true']\n",
    "holds a !!python/ tag, which": b"interactions: [!!python/tuple [1]]\n",
    "cannot be parsed as YAML, line 2": b"interactions:\n  - {a: ]\n",
    "cannot be parsed as YAML": b"interactions: [2024-99-99]\n",
    "nested too deeply": b"[" * 100_000,
    "interaction 1 is not one": b"interactions: [{request: {method: GET, uri: /}, response: {}}]\n",
    "interaction 1 is": b"interactions: [7]\n",
    "metadata is not": b"interactions: []\nmetadata: {a: [1]}\n",
}


@pytest.mark.parametrize("reason", REFUSED)
@pytest.mark.parametrize("record_mode", ["none", "once", "new_episodes", "all"])
def test_what_is_no_cassette_is_refused_and_never_overwritten(path: Path, reason: str, record_mode: str) -> None:
    """One line with the path and the reason, in every mode; "all" alone takes an empty file."""
    path.write_bytes(REFUSED[reason])
    if record_mode == "all" and "empty" in reason:
        CassetteTransport(path, record_mode=record_mode)
    else:
        with pytest.raises(CassetteError, match=reason) as caught:
            CassetteTransport(path, record_mode=record_mode)
        assert str(caught.value).startswith(f"{path}: is not a cassette: ")
        assert "\n" not in str(caught.value)
    assert path.read_bytes() == REFUSED[reason]


def test_missing_folder_and_unknown_mode(path: Path) -> None:
    """Replay needs a file; a folder is none; a mode that does not exist is wrong usage."""
    with pytest.raises(CassetteError, match="no such recording"):
        CassetteTransport(path, record_mode="none")
    with pytest.raises(CassetteError, match="is not a file"):
        CassetteTransport(path.parent)
    with pytest.raises(UsageError, match="none, once, new_episodes, all"):
        CassetteTransport(path, record_mode="any")


async def test_the_endpoint_may_come_later_and_is_closed_with_the_recording(path: Path) -> None:
    """Until it is there, recording is an error of ours; a client that is closed closes it, as any transport."""
    transport = CassetteTransport(path)
    with pytest.raises(CassetteError, match="no endpoint to ask"):
        await post(transport)
    inner = said("Niger")
    transport.record_from(inner)
    async with httpx2.AsyncClient(transport=transport) as client:
        assert (await client.post(f"{DEAD}/chat/completions", json=ASKED)).text == "Niger"
        assert not inner.closed
    assert inner.closed


async def test_an_answer_that_unpacks_to_gigabytes_is_cut_short(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small compressed body that unpacks beyond the limit is an error, and is not recorded."""
    monkeypatch.setattr("briefing.cassette.LARGEST_ANSWER", 2**20)
    with ReferenceServer(answer("x" * 2**22, gzip=True)) as server, pytest.raises(AnswerForeign):
        await post(CassetteTransport(path, inner=httpx2.AsyncHTTPTransport()), url=server.base_url)
    assert not path.exists()


async def test_an_unknown_encoding_is_not_recorded_as_noise(path: Path) -> None:
    """A server that says gzip and sends something else is an error, as it is without a cassette."""
    wrong = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx2.ByteStream(b"plain"))
    with pytest.raises(httpx2.DecodingError):
        await post(CassetteTransport(path, inner=Answers(wrong)))
    assert not path.exists()


async def test_only_gzip_is_asked_for(path: Path) -> None:
    """Whatever the caller's client would take, a recording asks for what every Python can undo."""
    with ReferenceServer(answer("Niger")) as server:
        transport = CassetteTransport(path, inner=httpx2.AsyncHTTPTransport())
        await post(transport, url=server.base_url, headers={"Accept-Encoding": "br, zstd"})
    assert server.requests[0].headers["accept-encoding"] == "gzip"


async def test_the_prompt_can_be_read_in_the_file(path: Path) -> None:
    """The request stands there as indented JSON over several lines, in its own script."""
    await post(CassetteTransport(path, inner=said("one")))
    assert '          "content": "Привет, \\ud83c\\udf99\\nwho acts?"\n' in path.read_text(encoding="utf-8")


@settings(max_examples=60)
@given(body=st.one_of(st.text(), st.binary()), text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_body_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, body: str | bytes, text: str
) -> None:
    """No break, control character or binary rubbish in request or answer is changed on its way through YAML."""
    path = tmp_path_factory.mktemp("any") / "run.yaml"
    content = body.encode("utf-8", "replace") if isinstance(body, str) else body
    asked = {**ASKED, "text": text}
    inner = Answers(httpx2.Response(200, content=content))
    asyncio.run(post(CassetteTransport(path, inner=inner), asked))
    assert asyncio.run(post(CassetteTransport(path), asked)).content == content


async def test_vcrpys_log_does_not_carry_the_prompt(path: Path) -> None:
    """With logging turned all the way up, neither the prompt nor the answer reaches the root's handlers."""
    root, log = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(log), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        await post(CassetteTransport(path, inner=said("the answer")))
        with pytest.raises(BriefingError):
            await post(CassetteTransport(path), {**ASKED, "n": 1})
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert "HTTP Request" in log.getvalue()  # httpx2's, so the handler does listen
    assert "Привет" not in log.getvalue()
    assert "the answer" not in log.getvalue()
