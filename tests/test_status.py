"""``briefing status``: what is told of a store, in text and as JSON, and that nothing is changed by looking."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from briefing.cli.common import without_password
from briefing.ledger import Charge, Paid
from briefing.store import Store
from briefing.store.tables import VERSION_TABLE, firings, schedules
from briefing.unattended.status import as_text, look, needs_attention
from tests.command import run
from tests.small_brief import TEXT

pytest_plugins = ["tests.postgres"]

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
ACTING = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202ebackwards\nrun 9: ended: another\r\x00"
"""What clears a screen, renames a window, turns text around, and looks like a line of ours."""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder with one report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "norvale.txt").write_text(TEXT, encoding="utf-8")
    return folder


def write_batch(report: Path, output: Path) -> None:
    """A batch of one report that can be read, and of one that cannot."""
    (report / "empty.txt").write_text("", encoding="utf-8")
    done = run("batch", report, "-o", output, "-m", "embedded")
    assert done.returncode == 1, done.stderr


def write_manifest(path: Path, head: str = "") -> Path:
    """A manifest with one brief for 02:30 in Berlin."""
    brief = '[briefs.norvale]\nsources = ["reports/*.txt"]\nschedule = "30 2 * * *"\n'
    path.write_text(f'output = "out"\nmodel = "embedded"\ntimezone = "Europe/Berlin"\n{head}{brief}', encoding="utf-8")
    return path


async def put_down(address: str) -> None:
    """A store with a run that made two calls, a hostile item, and a brief that is scheduled and one that was."""
    store = Store.open(address)
    begun = await store.begin(f"a batch{ACTING}", 0.5, 3)
    for cost in (0.03, 0.0125):
        paid = Paid(b'{"choices": []}', "json_schema")
        await store.keep_answer(begun, "w", f"r{cost}", paid, Charge(1000, 200, cost), 0.1)
    await store.note_item(begun, "norvale", "w", "done")
    await store.note_item(begun, f"evil{ACTING}", "v", "failed", f"no answer{ACTING}")
    await store.end(begun, "stopped", f"the ceiling{ACTING}")

    def schedule(connection: sa.Connection) -> None:
        row = {"expression": "30 2 * * *", "timezone": "Europe/Berlin", "since": 0.0}
        connection.execute(
            sa.insert(schedules),
            [{"name": "nightly/norvale", "active": True, **row}, {"name": "nightly/gone", "active": False, **row}],
        )
        row = {"name": "nightly/norvale", "run": begun.id, "began": 0.0}
        connection.execute(
            sa.insert(firings),
            [
                {"wall": "2026-03-27T02:30", "state": "done", **row},
                {"wall": "2026-03-28T02:30", "state": "open", **row},
            ],
        )

    await store.run(schedule)
    store.close()


async def test_what_is_told(tmp_path: Path) -> None:
    """A run tells its items, calls, tokens, spend and what failed; a schedule its last run and the next."""
    address = str(tmp_path / "runs.db")
    await put_down(address)
    overview = look(address, 5, NOW)
    assert overview["store"] == address
    [told] = overview["runs"]
    assert (told["state"], told["items"], told["total"]) == ("stopped", {"done": 1, "failed": 1}, 3)
    assert (told["calls"], told["input_tokens"], told["output_tokens"]) == (2, 2000, 400)
    assert (told["cost_usd"], told["max_cost_usd"], told["cut_off_usd"]) == (0.0425, 0.5, 0.0)
    assert [(each["state"], each["id"][:4]) for each in told["failures"]] == [("failed", "evil")]
    # 02:30 does not come in that night, and is due when the clock before would have shown it.
    assert overview["schedules"] == [
        {
            "name": "nightly/norvale",
            "expression": "30 2 * * *",
            "timezone": "Europe/Berlin",
            "next": "2026-03-29T01:30+00:00",
            "next_local": "2026-03-29T02:30",
            "error": None,
            "last": "2026-03-28T02:30",
            "last_state": "open",
        }
    ]


async def test_as_text(tmp_path: Path) -> None:
    """The same for a person; a name that acts on a terminal, or looks like a line of ours, does neither."""
    address = str(tmp_path / "runs.db")
    await put_down(address)
    done = run("status", address)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert not [letter for letter in done.stdout if letter != "\n" and not letter.isprintable()]
    assert [line for line in lines if line.startswith("run ")] == [lines[2]]
    assert lines[2].startswith("run 1: stopped: a batch")
    assert "  1 done, 1 failed of 3" in lines
    assert "  2 calls, 2,000 tokens sent, 400 received, 0.0425 USD of at most 0.5" in lines
    assert [line[:16] for line in lines if "no answer" in line] == ["  failed: evil[2"]
    assert "  nightly/norvale (30 2 * * *): next 2026-03-29T02:30 Europe/Berlin; last 2026-03-28T02:30: open" in (
        as_text(look(address, 5, NOW)).splitlines()
    )


async def test_as_json(tmp_path: Path) -> None:
    """JSON says exactly what the store holds, and holds nothing that acts on a terminal."""
    address = str(tmp_path / "runs.db")
    await put_down(address)
    done = run("status", address, "--json")
    assert done.returncode == 0, done.stderr
    assert not [letter for letter in done.stdout if letter != "\n" and not letter.isprintable()]
    [told] = json.loads(done.stdout)["runs"]
    assert told["failures"] == [{"id": f"evil{ACTING}", "state": "failed", "error": f"no answer{ACTING}"}]


async def test_a_time_zone_that_this_machine_lacks(tmp_path: Path) -> None:
    """One entry that cannot be read here says so, and does not take the others with it."""
    address = str(tmp_path / "runs.db")
    await put_down(address)
    with sqlite3.connect(address) as connection:
        connection.execute("INSERT INTO schedules VALUES ('nightly/other', '5 4 * * *', 'Mars/Olympus', 0, 1)")
    connection.close()
    other = look(address, 5, NOW)["schedules"][1]
    assert (other["next"], other["last"]) == (None, None)
    assert "no such time zone" in other["error"]
    assert "next 2026-03-29T02:30" in as_text(look(address, 5, NOW))


async def test_the_latest_runs_come_first(tmp_path: Path) -> None:
    """As many runs as are asked for, the latest first; a run whose cost is not known says so."""
    address = str(tmp_path / "runs.db")
    store = Store.open(address)
    for number in range(3):
        begun = await store.begin(f"batch {number}", None, None)
        await store.keep_answer(begun, "w", "r", Paid(b"{}", "json"), Charge(), None)
        await store.end(begun, "ended")
    store.close()
    assert [told["batch"] for told in look(address, 2)["runs"]] == ["batch 2", "batch 1"]
    assert "cost unknown" in run("status", address, "-n", 1).stdout
    assert run("status", address, "-n", 1).stdout.count("run ") == 1


def test_a_batch_by_its_folder(tmp_path: Path, report: Path) -> None:
    """The folder of a batch, its store's file, its URL, --store and BRIEFING_STORE all tell of the same runs."""
    output = tmp_path / "briefs"
    write_batch(report, output)
    file = output / "briefing.db"
    ways = [("status", output), ("status", file), ("status", f"sqlite:///{file}"), ("status", "--store", file)]
    said = {run(*way).stdout for way in ways} | {run("status", environment={"BRIEFING_STORE": str(file)}).stdout}
    [text] = said
    assert "1 done, 1 failed of 2" in text
    assert "failed: empty.txt: " in text


def test_a_manifest_by_its_file(tmp_path: Path, report: Path) -> None:
    """A manifest stands for the store of its schedule: the one that it names, or the file beside it."""
    assert report.is_dir()
    for folder, head in ((tmp_path, ""), (tmp_path / "own", 'store = "own.db"\n')):
        folder.mkdir(exist_ok=True)
        manifest = write_manifest(folder / "nightly.toml", head)
        before = run("status", manifest)
        assert before.returncode == 1
        assert run("schedule", manifest, "--once").returncode in (0, 1)
        done = run("status", manifest)
        assert "nightly/norvale (30 2 * * *): next " in done.stdout
        assert done.stdout.startswith(f"store: {folder / ('own.db' if head else 'briefing.db')}")
    assert run("status", tmp_path / "nightly.toml", "--store", tmp_path / "own" / "own.db").returncode == 0


def test_without_a_store_to_look_at(tmp_path: Path) -> None:
    """No PATH and no --store, or both, is wrong usage; a store that is not there is a failure, and is not made."""
    assert run("status").returncode == 2
    assert run("status", tmp_path / "a.db", "--store", tmp_path / "b.db").returncode == 2
    for path in (tmp_path / "a.db", tmp_path, tmp_path / "nowhere" / "a.db", f"sqlite:///{tmp_path}/a.db"):
        done = run("status", path)
        assert done.returncode == 1
        assert "there is no such store" in done.stderr
        assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    connection.close()


def _of_schema(revision: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        Store.open(str(path)).close()
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = ?", (revision,))
        connection.close()

    return make


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_foreign, "is no store of briefing"),
        (_of_schema("0001"), "has schema 0001, known is "),
        (_of_schema("9999"), "was written by a later version of briefing"),
        (
            lambda path: path.write_bytes(b"not a database at all, but long enough to have a header" * 9),
            "is no database",
        ),
        (lambda path: path.touch(), "is no store of briefing"),
    ],
)
def test_a_store_that_is_none_of_ours(tmp_path: Path, make: Callable[[Path], None], told: str) -> None:
    """A file that another program wrote, or another version, is told in one line and left as it is."""
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    done = run("status", path)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_beside_a_run(tmp_path: Path, report: Path) -> None:
    """A store can be looked at while a run has it and is writing."""
    write_batch(report, tmp_path / "briefs")
    store = Store.open(str(tmp_path / "briefs" / "briefing.db"))
    with store.alone("a batch"), store.engine.begin() as writing:
        writing.execute(sa.update(schedules).values(active=False))
        done = run("status", tmp_path / "briefs")
    store.close()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ana:secret@127.0.0.1:9/desk",
        "postgresql://127.0.0.1:9/desk?user=ana&password=secret",
        "mysql://ana:secret@127.0.0.1/desk",
        "postgresql://ana:secret@127.0.0.1:port/desk",
    ],
)
@pytest.mark.parametrize("options", [[], ["--store"]])
def test_a_password_is_never_shown(address: str, options: list[str]) -> None:
    """A database that cannot be reached, or an address that cannot be read, is told without its password."""
    pytest.importorskip("psycopg", reason="the extra “postgres” is not installed")
    done = run("status", *options, address, "--debug")
    assert done.returncode in (1, 2)
    assert "error: " in done.stderr
    assert "secret" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        ("postgresql://ana:secret@db/desk", "postgresql://ana:***@db/desk"),
        ("--store=postgresql://db/desk?password=secret&user=a", "--store=postgresql://db/desk?password=***&user=a"),
        ("a:b@c", "a:b@c"),
    ],
)
def test_a_password_is_left_out_of_a_command(argument: str, shown: str) -> None:
    """The command to go on with is shown without the password that the first one was given."""
    assert without_password(argument) == shown


async def test_a_postgresql_store(database: str) -> None:
    """A store in PostgreSQL is told as any other; one that was never used is no store yet, and stays as it is."""
    assert "is no store of briefing" in run("status", "--store", database).stderr
    assert "is no store of briefing" in run("status", database).stderr
    store = Store.open(database)
    begun = await store.begin("batch", None, None)
    await store.note_item(begun, "norvale", "w", "failed", "no answer")
    store.close()
    told = json.loads(run("status", database, "--json").stdout)
    assert [each["failures"] for each in told["runs"]] == [[{"id": "norvale", "state": "failed", "error": "no answer"}]]


def test_a_run_whose_process_is_gone_is_told(tmp_path: Path) -> None:
    """A run that was killed had no time to say so: it does not stand there as running for ever."""
    program = (
        "import asyncio, os, sys\n"
        "from briefing.store import Store\n"
        "store = Store.open(sys.argv[1])\n"
        "with store.alone('batch'):\n"
        "    asyncio.run(store.begin('batch', None, 1))\n"
        "    print('begun', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    os._exit(9)\n"
    )
    store = tmp_path / "briefing.db"
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    assert look(str(store), 1)["runs"][0]["state"] == "running"
    process.communicate("\n")
    assert look(str(store), 1)["runs"][0]["state"] == "cut off"
    assert run("status", store).returncode == 0
    assert run("status", store, "--check").returncode == 1


def test_a_check_of_what_went_well_is_quiet(tmp_path: Path) -> None:
    """With every last run ended and nothing failed the exit code is 0."""
    report = tmp_path / "report.txt"
    report.write_text("The Norvale harbour authority seized two tugs on 3 March 2026.", encoding="utf-8")
    assert run("batch", report, "-o", tmp_path / "briefs", "-m", "embedded").returncode == 0
    assert run("status", tmp_path / "briefs", "--check").returncode == 0


async def test_a_night_that_went_well_ends_the_alarm(tmp_path: Path) -> None:
    """A scheduled brief that failed raises it until one is written; each night's run has a name of its own."""
    address, nights = str(tmp_path / "runs.db"), [("failed", "ended"), ("done", "ended"), ("open", "stopped")]
    store = Store.open(address)
    row = {"name": "nightly/norvale", "expression": "30 2 * * *", "timezone": "UTC", "since": 0.0, "active": True}
    await store.run(lambda connection: connection.execute(sa.insert(schedules), row))
    alarms = []
    for number, (state, ending) in enumerate(nights):
        at = NOW + number * timedelta(days=1)
        begun = await store.begin(f"schedule nightly {at:%Y-%m-%d}T02:30Z", None, 1)
        await store.note_item(begun, "nightly/norvale", f"w{number}", state)
        await store.end(begun, ending)
        wall = f"{at:%Y-%m-%d}T02:30"
        fired = {"name": "nightly/norvale", "run": begun.id, "wall": wall, "state": state, "began": at.timestamp()}
        await store.run(lambda connection, fired=fired: connection.execute(sa.insert(firings), fired))
        alarms.append(needs_attention(look(address, 5, at)))
    store.close()
    assert alarms == [True, False, True]
    assert "  nightly/norvale: open: was due at 2026-03-30T02:30" in as_text(look(address, 1)).splitlines()


async def test_an_alarm_does_not_depend_on_what_is_shown(tmp_path: Path) -> None:
    """The last run of each batch counts, however many of others came after it, and no earlier one of its own."""
    address = str(tmp_path / "runs.db")
    store = Store.open(address)
    for batch, ending in (("first", "stopped"), ("second", "ended"), ("third", "ended")):
        begun = await store.begin(batch, None, 1)
        await store.end(begun, ending, "the ceiling" if ending == "stopped" else None)
    assert run("status", address, "--check", "-n", 1).returncode == 1
    assert look(address, 1)["attention"] == ["first: stopped: the ceiling"]
    begun = await store.begin("first", None, 1)
    await store.end(begun, "ended")
    await store.note_item(await store.begin("third", None, 1), "norvale", "w", "failed")
    store.close()
    assert look(address, 1)["attention"] == ["third: cut off"]
