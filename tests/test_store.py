"""The store: its address, its schema, paid answers, and what a run may spend."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from briefing.draft import wire_schema_digest
from briefing.errors import StoreError, StoreInUse, UsageError
from briefing.ledger import Charge, Paid
from briefing.settings import Settings
from briefing.store import Run, Store, connecting, tables
from briefing.store.connecting import public, read_url
from briefing.store.report import last_runs
from briefing.store.rows import put
from briefing.store.tables import reservations
from briefing.store.works import standing_of
from briefing.work import Work
from tests.issued_brief import full_issued
from tests.small_brief import SOURCE

MIGRATIONS = Path(connecting.__file__).parent / "migrations"
pytest_plugins = ["tests.postgres"]

PAID = Paid(b'{"choices": []}', "json_schema")
CHARGE = Charge(100, 20, 0.25)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = Store.open(str(tmp_path / "runs.db"))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def either(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store in a file, and one on a server."""
    file = str(tmp_path / "runs.db")
    opened = Store.open(file if request.param == "sqlite" else request.getfixturevalue("database"))
    yield opened
    opened.close()


def work(**changes: Any) -> Work:
    """A work over the small report."""
    settings = Settings(**changes.pop("settings", {}))
    asked = {"question": None, "topic": None, "as_of": None, "model": "m", "prompt": "p" * 64, **changes}
    return Work.of([SOURCE], settings, **asked)


async def _run(store: Store, max_cost: float | None = None) -> Run:
    return await store.begin("batch", max_cost, None)


def _revised(path: Path, revision: str) -> sa.Engine:
    """A store's file as the schema's *revision* made it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    _upgraded(engine, revision)
    return engine


def _upgraded(engine: sa.Engine, revision: str) -> None:
    """Bring the schema of *engine*'s database to *revision*."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


# Addresses.


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("runs.db", "runs.db"),
        ("sqlite:///runs.db", "runs.db"),
        ("/srv/a b/runs.db", "/srv/a b/runs.db"),
        ("postgresql://ana:secret@db.example/desk", "postgresql://ana:***@db.example/desk"),
        ("postgres://ana:secret@db.example/desk", "postgresql://ana:***@db.example/desk"),
        ("postgresql+psycopg://ana@db.example/desk", "postgresql://ana@db.example/desk"),
        ("postgresql:///desk?host=/run/postgresql", "postgresql:///desk?host=%2Frun%2Fpostgresql"),
    ],
)
def test_what_a_store_may_be(address: str, shown: str) -> None:
    """A path or a URL; it is shown without its password."""
    assert public(read_url(address)) == shown


@pytest.mark.parametrize("name", ["what? now", "a?b=1", "per%20cent", "100%", "a#b", " lead", "nl\nx", "a:b", "ü  x "])
def test_a_path_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    """What means something in a URL means nothing in a file's name."""
    folder = tmp_path / name
    folder.mkdir()
    Store.open(str(folder / name)).close()
    assert (folder / name).is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "address", ["mysql://root@localhost/x", "sqlite://", "sqlite:///:memory:", "x://y", "a://:b@:c"]
)
def test_what_a_store_may_not_be(address: str) -> None:
    """Another database, or one that does not last, is a mistake in one line."""
    with pytest.raises(UsageError, match=r"^--store: ") as caught:
        read_url(address)
    assert "\n" not in str(caught.value)


# The schema.


def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    """From nothing through every revision, the file has the tables that the code reads and writes."""
    engine = _revised(tmp_path / "runs.db", "head")
    with engine.connect() as connection:
        options = {"version_table": tables.VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert context.get_current_revision() == tables.REVISION
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


async def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """What a store of the first revision holds is there after it was migrated."""
    path = tmp_path / "runs.db"
    _revised(path, "0001").dispose()
    key, request = "k" * 64, "r" * 64
    with sqlite3.connect(path) as old:
        old.execute(
            "INSERT INTO works VALUES (?, 's', 'm', 'p', 'w', NULL, '2026-03-04', '2026-03-05T00:00:00+00:00',"
            " 'failed', 'the model declined', 1.0, 2.0)",
            (key,),
        )
        old.execute(
            "INSERT INTO answers VALUES (1, ?, ?, 1, 1, 'tools', ?, 1, 2, 0.5, 3.0)",
            (request, key, zlib.compress(b"{}")),
        )
    old.close()
    store = Store.open(f"sqlite:///{path}")
    standing = await store.run(lambda connection: standing_of(connection, key))
    assert (standing.state, standing.as_of, standing.error) == ("failed", "2026-03-04", "the model declined")
    assert await store.find_answers(request) == [Paid(b"{}", "tools")]
    with store.engine.connect() as connection:
        row = connection.execute(sa.text("SELECT input_tokens, output_tokens, cost, received FROM answers")).one()
        assert tuple(row) == (1, 2, 0.5, 3.0)
        indexes = {index["name"] for index in sa.inspect(connection).get_indexes("answers")}
    assert indexes == {"answers_by_request", "ix_answers_work", "ix_answers_run"}
    assert connecting._revision(store.engine) == tables.REVISION
    store.close()


def test_a_store_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    """An older program does not write into a newer schema."""
    path = tmp_path / "runs.db"
    engine = _revised(path, "head")
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {tables.VERSION_TABLE} SET version_num = '0999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="later version of briefing"):
        Store.open(str(path))


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (lambda path: path.write_bytes(b"this is a letter, not a database" * 100), "is no database of ours"),
        (lambda path: path.mkdir(), "cannot be opened"),
    ],
)
def test_what_is_no_store(tmp_path: Path, prepare: Any, told: str) -> None:
    """Another file, or a folder, in the store's place is one line that names it, and stays what it was."""
    path = tmp_path / "runs.db"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=told) as caught:
        Store.open(str(path))
    assert str(path) in str(caught.value)
    assert before is None or path.read_bytes() == before


def test_a_store_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The missing folder is named."""
    with pytest.raises(StoreError, match="there is no folder"):
        Store.open(str(tmp_path / "gone" / "runs.db"))


# Works and answers.


async def test_a_work_keeps_its_days(store: Store) -> None:
    """Cut-off and day of writing are settled when a work comes in: a brief finished later has them."""
    first = await store.take_in(work(), "2026-03-04", "2026-03-05T00:00:00+00:00")
    again = await store.take_in(work(), "2026-04-01", "2026-04-01T00:00:00+00:00")
    assert (first.state, first.changed) == ("open", None)
    assert (again.as_of, again.prepared) == ("2026-03-04", "2026-03-05T00:00:00+00:00")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"model": "n"}, "model"),
        ({"prompt": "q" * 64}, "prompt"),
        ({"settings": {"language": "fr"}}, "settings"),
        ({"question": "another?"}, None),
    ],
)
async def test_new_work_over_known_reports_says_what_is_new(
    store: Store, changes: dict[str, Any], named: str | None
) -> None:
    """Where the same reports had a brief, what changed is named; another question is other work."""
    brief = full_issued()
    await store.take_in(work(), "2026-03-04", "2026-03-05T00:00:00+00:00")
    await store.finish(work().key, brief, brief.to_json())
    assert work(**changes).key != work().key
    assert (await store.take_in(work(**changes), "2026-03-04", "2026-03-05T00:00:00+00:00")).changed == named


async def test_a_brief_comes_back_as_it_was_stored(store: Store) -> None:
    """Title, hash and every byte of the JSON."""
    brief = full_issued()
    await store.take_in(work(), "2026-03-04", "2026-03-05T00:00:00+00:00")
    await store.finish(work().key, brief, brief.to_json())
    stored = await store.brief(work().key)
    assert stored is not None
    assert (stored.id, stored.title, stored.document) == (brief.id, brief.title, brief.to_json())
    assert await store.title(work().key) == brief.title
    assert await store.brief("0" * 64) is None


def test_a_work_is_known_by_its_content() -> None:
    """Names and order of reports do not matter; text, question, model and settings do."""
    other = type(SOURCE).from_text("Another report, of some length.", published="2026-03-01")
    named = type(SOURCE).from_text(
        SOURCE.text, title=SOURCE.title, publisher=SOURCE.publisher, published=SOURCE.published, name="x"
    )
    asked = {"question": None, "topic": None, "as_of": None, "model": "m", "prompt": "p"}
    assert Work.of([SOURCE, other], Settings(), **asked).key == Work.of([other, named], Settings(), **asked).key
    assert (
        Work.of([SOURCE], Settings(timeout=5, max_cost=1, tries=1), **asked).key
        == Work.of([SOURCE], Settings(), **asked).key
    )
    keys = {
        Work.of([SOURCE], Settings(**settings), **{**asked, **changed}).key
        for settings, changed in [
            ({}, {}),
            ({"scale": "phia"}, {}),
            ({"temperature": 0.5}, {}),
            ({}, {"model": "n"}),
            ({}, {"topic": "t"}),
            ({}, {"as_of": "2026-03-09"}),
        ]
    }
    assert len(keys) == 6


def test_a_packed_work_is_the_same_work() -> None:
    """Whoever unpacks a work needs nothing else, and finds the same key."""
    packed = work(question="¿Qué?", as_of="2026-03-09")
    unpacked = Work.unpack(packed.pack())
    assert unpacked == packed
    assert (unpacked.key, unpacked.schema) == (packed.key, wire_schema_digest())


async def test_answers_are_found_by_what_was_asked(store: Store) -> None:
    """In the order in which they came, and not once they were set aside with a work that failed."""
    run = await _run(store)
    await store.take_in(work(), "2026-03-04", "2026-03-05T00:00:00+00:00")
    second = Paid(b"{}", "tools")
    for paid in (PAID, second):
        await store.keep_answer(run, work().key, "r1", paid, CHARGE, None)
    assert await store.find_answers("r1") == [PAID, second]
    assert await store.find_answers("r2") == []
    await store.fail(work().key, "the model declined")
    assert await store.find_answers("r1") == []


async def test_a_run_adds_up_what_it_took(store: Store) -> None:
    """Calls, tokens and dollars of each answer; one of unknown cost counts at its worst."""
    run = await _run(store)
    await store.keep_answer(run, "w", "r1", PAID, CHARGE, 9.0)
    await store.keep_answer(run, "w", "r2", PAID, Charge(10, 5, None), 9.0)
    told = last_runs(store.engine, 1)[0]
    assert (told["calls"], told["input_tokens"], told["output_tokens"]) == (2, 110, 25)
    assert (told["spent"], told["unpriced"]) == (9.25, 1)


async def test_counts_of_tokens_may_be_of_any_size(either: Store) -> None:
    """What a service says that it counted is no reason not to take an answer that was paid for."""
    run = await _run(either)
    await either.keep_answer(run, "w", "r", PAID, Charge(2**31, 10**12, 0.5), None)
    assert await either.find_answers("r") == [PAID]
    told = last_runs(either.engine, 1)[0]
    assert (told["input_tokens"], told["output_tokens"]) == (2**31, 10**12)


def test_a_store_on_a_server_is_brought_up_to_date(database: str) -> None:
    """Each revision is written in SQL that the server takes too, over the answers that are there."""
    engine = sa.create_engine(read_url(database))
    _upgraded(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO answers VALUES (1, 'r', 'w', 1, true, 'tools', :body, 1, 2, 0.5, 3.0)"),
            {"body": zlib.compress(b"{}")},
        )
    engine.dispose()
    Store.open(database).close()
    engine = sa.create_engine(read_url(database))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": tables.VERSION_TABLE})
        assert compare_metadata(context, tables.metadata) == []
        assert connection.scalar(sa.text("SELECT output_tokens FROM answers")) == 2
    engine.dispose()


async def test_a_run_goes_on_until_it_has_ended(store: Store) -> None:
    """What was interrupted is the same run again; after its end a new one begins."""
    first = await _run(store)
    await store.end(first, "interrupted", "told to stop")
    again = await _run(store)
    assert (again.id, again.resumed) == (first.id, True)
    await store.end(again, "ended")
    assert (await _run(store)).id != first.id


async def test_a_row_is_put_once(either: Store) -> None:
    """Whoever puts it first is told so, and nobody else: a schedule's run is taken by one machine."""
    run = await _run(either)
    row = {"run": run.id, "work": "a", "amount": 1.0}
    assert [await either.run(lambda connection: put(connection, reservations, row)) for _ in range(2)] == [True, False]


# Money.


async def test_the_ceiling_counts_what_is_on_the_wire(either: Store) -> None:
    """What could pass the ceiling is refused until something is given back or turns out cheaper."""
    run = await _run(either, max_cost=1.0)
    assert await either.reserve(run, "a", 0.6)
    assert await either.reserve(run, "b", 0.6) is None
    await either.keep_answer(run, "a", "r", PAID, Charge(1, 1, 0.3), 0.6)
    assert await either.reserve(run, "b", 0.6)
    await either.release(run, "b", 0.6, billed=False)
    assert await either.reserve(run, "b", 0.7)
    await either.release(run, "b", 0.7, billed=True)
    assert await either.reserve(run, "c", 0.1) is False


async def test_calls_beside_each_other_share_a_reservation(either: Store) -> None:
    """Each gives its own part back; what is left when their brief is cut off counts as spent."""
    run = await _run(either, max_cost=1.0)
    assert await either.reserve(run, "a", 0.3)
    assert await either.reserve(run, "a", 0.3)
    assert await either.reserve(run, "a", 0.3)
    assert await either.reserve(run, "b", 0.2) is None
    await either.keep_answer(run, "a", "r", PAID, Charge(1, 1, 0.1), 0.3)
    assert await either.reserve(run, "b", 0.2)
    await either.release(run, "a", 0.3, billed=False)
    await either.cut_off(run, "a")
    await either.release(run, "b", 0.2, billed=False)
    # 0.1 was paid, and 0.3 may have been.
    assert await either.reserve(run, "c", 0.61) is False
    assert await either.reserve(run, "c", 0.6)


async def test_what_was_on_the_wire_when_a_run_died_counts_as_spent(tmp_path: Path) -> None:
    """Nobody knows whether it was billed."""
    path = str(tmp_path / "runs.db")
    store = Store.open(path)
    run = await _run(store, max_cost=1.0)
    assert await store.reserve(run, "a", 0.6)
    store.close()
    store = Store.open(path)
    run = await _run(store, max_cost=1.0)
    assert await store.reserve(run, "a", 0.5) is False
    assert await store.reserve(run, "a", 0.4)
    store.close()


# What goes wrong.


async def test_one_change_that_fails_spoils_no_other(store: Store) -> None:
    """Changes are committed together, and each has its own error."""
    run = await _run(store)

    def broken(_connection: sa.Connection) -> None:
        raise ValueError("broken")

    done = await asyncio.gather(
        *(store.keep_answer(run, "w", f"r{number}", PAID, CHARGE, None) for number in range(5)),
        store.run(broken),
        *(store.keep_answer(run, "w", f"s{number}", PAID, CHARGE, None) for number in range(5)),
        return_exceptions=True,
    )
    assert [type(result) for result in done] == [type(None)] * 5 + [ValueError] + [type(None)] * 5
    assert last_runs(store.engine, 1)[0]["calls"] == 10


async def test_an_answer_that_the_store_cannot_take_waits_in_a_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies beside the store, and is taken in, once, the next time the store is opened."""
    run = await _run(store)
    with monkeypatch.context() as patch:
        patch.setattr("briefing.store.store._kept_once", _full)
        with pytest.raises(StoreError, match=r"the disk is full.*is in .*answers-") as caught:
            await store.keep_answer(run, "w", "r", PAID, CHARGE, None)
    assert "\n" not in str(caught.value)
    spilt = list(tmp_path.glob("answers-*.jsonl"))
    kept = spilt[0].read_bytes()
    again = Store.open(str(tmp_path / "runs.db"))
    assert await again.find_answers("r") == [PAID]
    assert last_runs(again.engine, 1)[0]["spent"] == 0.25
    assert not list(tmp_path.glob("answers-*.jsonl"))
    again.close()
    spilt[0].write_bytes(kept + b'{"torn')  # as if the file had not been cleared away
    again = Store.open(str(tmp_path / "runs.db"))
    assert await again.find_answers("r") == [PAID]
    again.close()


async def test_an_answer_that_is_never_taken_holds_up_no_other(
    either: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the database refuses for good, and what another version wrote, stays in its file, and that is told."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    store = Store(_address(either))
    run = await _run(store)
    with monkeypatch.context() as patch:
        patch.setattr("briefing.store.store._kept_once", _full)
        patch.setattr("briefing.store.store._COMING_BACK", ())
        for request, sent in (("r", 1), ("s", 2**63), ("t", 1)):
            with pytest.raises(StoreError):
                await store.keep_answer(run, "w", request, PAID, Charge(sent, 1, 0.1), None)
    store.close()
    (spilt,) = tmp_path.rglob("answers-*.jsonl")
    kept = spilt.read_bytes() + b'{"later": "version"}\n'
    spilt.write_bytes(kept)
    for _ in range(2):
        again = Store.open(_address(either))
        assert again.left == f"answers that were paid for, and that the store does not take, are in {spilt}"
        assert [await again.find_answers(request) for request in "rst"] == [[PAID], [], [PAID]]
        again.close()
    assert spilt.read_bytes() == kept


def _address(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


async def test_a_line_that_was_cut_off_takes_no_other_with_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up in the middle of an answer, and has room again for the next."""
    run = await _run(store)
    monkeypatch.setattr("briefing.store.store._kept_once", _full)
    for request in "rst":
        with pytest.raises(StoreError):
            await store.keep_answer(run, "w", request, PAID, CHARGE, None)
        (spilt,) = tmp_path.glob("answers-*.jsonl")
        if request == "s":
            spilt.write_bytes(spilt.read_bytes()[:-40])
    monkeypatch.undo()
    again = Store.open(str(tmp_path / "runs.db"))
    assert [await again.find_answers(request) for request in "rst"] == [[PAID], [], [PAID]]
    assert (again.left, list(tmp_path.glob("answers-*.jsonl"))) == (None, [])
    again.close()


async def test_an_answer_is_taken_in_by_its_own_store_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two folders may hold stores of one name; and one store has several names."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path / "a")
    store = Store.open("runs.db")
    run = await _run(store)
    with monkeypatch.context() as patch:
        patch.setattr("briefing.store.store._kept_once", _full)
        known = Path.open

        def elsewhere(path: Path, *arguments: Any, **options: Any) -> Any:
            if path.parent == tmp_path / "a":
                raise OSError("the disk is full")
            return known(path, *arguments, **options)

        patch.setattr(Path, "open", elsewhere)
        with pytest.raises(StoreError, match=r"is in .*/tmp/"):
            await store.keep_answer(run, "w", "r", PAID, CHARGE, None)
    store.close()
    monkeypatch.chdir(tmp_path / "b")
    Store.open("runs.db").close()
    again = Store.open(str(tmp_path / "a" / "runs.db"))
    assert await again.find_answers("r") == [PAID]
    again.close()


def _full(_answer: object, _connection: object) -> None:
    raise StoreError("the disk is full", "runs.db")


async def test_no_call_is_paid_for_without_room_for_its_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is looked at before a call, not after."""
    store.require_room()
    monkeypatch.setattr("briefing.store.store.ROOM", 1 << 60)
    with pytest.raises(StoreError, match="are free on its disk"):
        store.require_room()


async def test_a_locked_database_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that holds the file is named as what to end."""
    store.close()
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(tmp_path / "runs.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    again = Store.open(str(tmp_path / "runs.db"))
    with pytest.raises(StoreError, match="is locked by another program"):
        await _run(again)
    holder.execute("ROLLBACK")
    holder.close()
    assert (await _run(again)).id
    again.close()


async def test_two_runs_at_once_are_refused(store: Store, tmp_path: Path) -> None:
    """The second of two processes is told so; the lock goes with its holder, however it ends."""
    program = (
        "import sys, time\n"
        "from briefing.store import Store\n"
        "store = Store.open(sys.argv[1])\n"
        "with store.alone('batch'):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "runs.db")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreInUse, match="another run"), store.alone("batch"):
            pass
        (tmp_path / "link.db").symlink_to(tmp_path / "runs.db")
        linked = Store.open(str(tmp_path / "link.db"))
        with pytest.raises(StoreInUse, match="another run"), linked.alone("batch"):
            pass
        linked.close()
    finally:
        holder.kill()
        holder.communicate()
    with store.alone("batch"):
        pass
