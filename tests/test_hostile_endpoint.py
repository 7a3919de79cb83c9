"""Against an endpoint that is fully compromised: the whole flow, in every mode, hands out nothing that acts.

What the reports really say is quoted, so that items stand and hold payloads; see :mod:`tests.hostile_endpoint`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.brief import Brief
from briefing.errors import BriefingError
from briefing.folding import strip_controls
from briefing.settings import MODES, Mode
from briefing.source import Source
from briefing.verification import verify
from briefing.write import awrite_brief
from tests.command import run
from tests.harmless import brief_faults, line_faults, logged
from tests.hostile_endpoint import HostileEndpoint, Repair, in_header
from tests.hostile_strings import HOSTILE
from tests.lying_reports import REPORTS
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer, empty_draft, error, html_page
from tests.small_brief import SOURCE, TEXT, plain_http, small_draft, write

PAYLOADS = [text for strings in HOSTILE.values() for text in strings]
LOUD = [" ".join(HOSTILE[kind]) for kind in ("terminal", "direction", "unseen", "html", "template")]
KEY = "sk-a-key-that-nobody-may-see-0123456789"


def held(value: object) -> str:
    """All strings in *value*, one after the other."""
    if isinstance(value, dict):
        return "\n".join(map(held, value.values()))
    return "\n".join(map(held, value)) if isinstance(value, list) else str(value)


async def attacked(endpoint: HostileEndpoint, mode: Mode) -> Brief:
    """A brief of an invented report, from *endpoint*."""
    with ReferenceServer(endpoint) as server:
        return await awrite_brief(
            REPORTS[0],
            question="What of it? <b onclick=x> ](javascript:alert(1)) \x1b[31m",
            topic=PAYLOADS[0],
            handling=PAYLOADS[1],
            model=MODEL,
            base_url=server.base_url,
            mode=mode,
            timeout=20,
            api_key=KEY,
            transport=plain_http(),
        )


@pytest.mark.parametrize("repair", ["same", "others", "intruding"])
@pytest.mark.parametrize("mode", MODES)
async def test_nothing_that_it_says_acts(mode: Mode, repair: Repair) -> None:
    """Neither the page nor its diagram nor the JSON, nor what verify says of them, nor any log."""
    endpoint = HostileEndpoint(PAYLOADS, repair=repair)
    with logged() as lines:
        brief = await attacked(endpoint, mode)
    assert endpoint.asked == 2, "a draft, and one repair"
    assert list(brief_faults(brief)) == []
    assert verify(brief) == []
    assert [line_faults(line) for line in lines if line_faults(line)] == []
    log = "\n".join(lines)
    assert lines
    assert KEY not in log
    assert REPORTS[0][0].text[:40] not in log, "no prompt in a log"


async def test_it_gets_its_payloads_into_the_brief() -> None:
    """Each of them, a good share in items that stand: what is measured above is no empty brief."""
    said, standing = "", ""
    for mode, turned in zip(MODES, (0, 50, 100), strict=True):
        brief = await attacked(HostileEndpoint(PAYLOADS[turned:] + PAYLOADS[:turned]), mode)
        content = brief.model_dump(mode="json", by_alias=True)
        assert all(content[section] for section in ("voices", "evidence", "actors", "relations", "hypotheses", "gaps"))
        said += held(content)
        standing += held({section: value for section, value in content.items() if section not in ("withheld", "topic")})
    words = " ".join(said.split())
    assert [text for text in PAYLOADS if " ".join(strip_controls(text).split()) not in words] == []
    assert sum(strip_controls(text) in standing for text in PAYLOADS) > len(PAYLOADS) / 4


async def test_a_repair_gives_nothing_that_was_not_asked_for() -> None:
    """More items than there were, and numbers given twice, do not come in by it."""
    honest = await attacked(HostileEndpoint(["word"], repair="same"), "json_schema")
    intruded = await attacked(HostileEndpoint(["word"], repair="intruding"), "json_schema")
    for section in ("voices", "evidence", "actors", "judgments", "forecasts", "risks"):
        assert len(getattr(intruded, section)) <= len(getattr(honest, section)) + sum(
            item.section == section for item in honest.withheld
        )
    assert verify(intruded) == []


FAULTS: dict[str, Callable[[str], Turn]] = {
    "refused request": lambda text: error(400, text, code=text, kind=text),
    "server error": lambda text: error(500, text, code=text),
    "quota": lambda text: error(429, text, code="insufficient_quota"),
    "unknown model": lambda text: error(404, f"model not found {text}", code="model_not_found"),
    "refused key": lambda text: error(401, f"{text} {KEY}"),
    "bare body": lambda text: Turn(status=400, body=text.encode("utf-8", "replace")),
    "foreign shape": lambda text: Turn(status=422, body={"detail": [{"loc": [text], "msg": text, "input": KEY}]}),
    "error in 200": lambda text: Turn(body={"error": {"message": f"{text} {KEY}", "code": text}}),
    "refusal": lambda text: Turn(refusal=f"{text} {KEY}"),
    "off schema": lambda text: answer({**empty_draft(), text: text, "voices": [{text: text}]}),
    "key given twice": lambda text: answer(f'{{"title": "a", {json.dumps(text)}: 1, {json.dumps(text)}: 2}}'),
    "broken off": lambda text: answer(json.dumps({"title": text})[:-3]),
    "no JSON": lambda text: answer(f"I say: {text}"),
    "redirect": lambda text: Turn(status=302, headers={"Location": in_header(f"https://spy.example/{text}")}, body="x"),
    "waits": lambda text: error(503, text, headers={"Retry-After": in_header(text)}),
    "headers": lambda text: Turn(
        status=400, body="{}", headers={"X-Request-Id": in_header(text), "X-Should-Retry": in_header(text)}
    ),
    "content type": lambda text: Turn(body=html_page().body, headers={"Content-Type": in_header(text)}),
}
"""Answers that end in an error, each with a text of the server's own making in it."""


@pytest.mark.parametrize("fault", FAULTS)
async def test_its_errors_say_nothing_that_acts(fault: str) -> None:
    """One line each, whatever the server put into its words, without the key that it repeats."""
    for text in LOUD:
        with (
            ReferenceServer(FAULTS[fault](text)) as server,
            logged() as lines,
            pytest.raises(BriefingError) as caught,
        ):
            await write(server, api_key=KEY, reasks=0)
        told = str(caught.value)
        assert line_faults(told) == [], (text, told)
        assert "\n" not in told
        assert KEY not in told
        assert [line for line in lines if KEY in line or line_faults(line)] == []


@pytest.mark.parametrize(
    "fault", ["refused request", "refused key", "bare body", "error in 200", "refusal", "off schema", "redirect"]
)
@pytest.mark.parametrize("debug", [[], ["--debug"]], ids=["plain", "debug"])
def test_no_error_acts_on_the_terminal(fault: str, debug: list[str], tmp_path: Path) -> None:
    """On stderr it is one line of ours; a traceback that was asked for holds neither controls nor the key."""
    (tmp_path / "report.txt").write_text(TEXT)
    (tmp_path / "briefing.toml").write_text("tries = 1")
    text = " ".join(HOSTILE["terminal"] + HOSTILE["direction"])
    with ReferenceServer(FAULTS[fault](text)) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "BRIEFING_MODEL": MODEL}
        done = run("write", "report.txt", *debug, environment=environment, cwd=tmp_path)
    assert done.returncode == 1
    assert line_faults(done.stderr + done.stdout) == []
    assert KEY not in done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("briefing:")]
    assert len(told) == 1
    assert debug or done.stderr.splitlines() == told


async def test_no_log_holds_the_credentials_of_an_address() -> None:
    """Libraries log each address they ask; user and password in it are nobody's business, the host may be."""
    with ReferenceServer(answer(small_draft())) as server, logged() as lines:
        await write(server, base_url=server.base_url.replace("//", "//desk:hunter2@"))
    assert [line for line in lines if "hunter2" in line] == []
    assert [line for line in lines if server.base_url in line]


def test_the_models_that_it_lists_say_nothing_that_acts(tmp_path: Path) -> None:
    """Their names are shown where one has to be chosen, in doctor's findings and in an error."""
    names = tuple(text for text in PAYLOADS if text.strip())
    with ReferenceServer(answer({}), models=names) as server:
        for command in (["doctor"], ["write", "report.txt"]):
            (tmp_path / "report.txt").write_text(TEXT)
            done = run(*command, environment={"OPENAI_BASE_URL": server.base_url}, cwd=tmp_path)
            assert line_faults(done.stdout + done.stderr) == []
            assert not [
                line
                for line in done.stdout.splitlines()
                if not line.startswith(("prompts", "key", "endp", "model", "prob"))
            ]


def test_a_brief_goes_where_the_user_said_and_nowhere_else(tmp_path: Path) -> None:
    """Whatever titles, topics and names say, the new files are those that were named; stderr holds our lines only."""
    desk = tmp_path / "desk"
    (desk / "out").mkdir(parents=True)
    paths = HOSTILE["path"] + HOSTILE["terminal"]
    name = "re\x1b[31m\u202eport\n.txt"
    (desk / name).write_text(TEXT)
    before = set(tmp_path.rglob("*"))
    command = ["write", name, "-t", paths[0], "-q", paths[1], "--cassette", "out/tape.yaml", "-o"]
    with ReferenceServer(HostileEndpoint(paths)) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "BRIEFING_MODEL": MODEL, "TMPDIR": str(tmp_path)}
        done = run(*command, "out/brief.md", environment=environment, cwd=desk)
    again = run(*command, "out/brief.json", cwd=desk)
    assert (done.returncode, again.returncode) == (0, 0), done.stderr + again.stderr
    new = {str(path.relative_to(desk / "out")) for path in set(tmp_path.rglob("*")) - before}
    assert new == {"brief.md", "brief.json", "tape.yaml"}
    for said in (done, again):
        assert line_faults(said.stderr) == []
        assert all(line.startswith("briefing: ") for line in said.stderr.splitlines())
    checked = run("verify", "out/brief.json", cwd=desk)
    assert (checked.stdout, checked.stderr) == ("out/brief.json: consistent\n", "")


async def test_the_report_is_hostile_too() -> None:
    """Quoted from a report that is made of payloads, and told with payloads, the brief does nothing either."""
    spoken = [" ".join(f"The minister said {text} to the press".split()) for text in PAYLOADS if len(text) < 150]
    address, *_ = HOSTILE["address"]
    source = Source.from_text(f"{'. '.join(spoken)}.", title=PAYLOADS[0], publisher=PAYLOADS[4], url=address)
    with ReferenceServer(HostileEndpoint(PAYLOADS)) as server:
        brief = await awrite_brief(
            [source, SOURCE], model=MODEL, base_url=server.base_url, timeout=20, transport=plain_http()
        )
    assert brief.evidence
    assert list(brief_faults(brief)) == []
