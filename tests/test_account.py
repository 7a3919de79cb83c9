"""The account of one brief: the money that is set aside, given back, or spent; answers that are found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from briefing.errors import Halted, StoreError
from briefing.ledger import Charge, Paid
from briefing.store import Run, Store
from briefing.store.report import last_runs
from briefing.unattended.account import Account
from briefing.unattended.pace import Pace

pytest_plugins = ["tests.postgres"]

PAID = Paid(b"{}", "tools")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    store = Store.open(str(tmp_path / "briefing.db"))
    yield store
    store.close()


@pytest.fixture
async def run(store: Store) -> Run:
    """A run with a ceiling of one dollar."""
    return await store.begin("batch", 1.0, None)


@pytest.fixture
def pace() -> Pace:
    """A pace at which the first answer has come."""
    pace = Pace(8)
    pace.answered()
    return pace


def _books(store: Store) -> tuple[float, float, float]:
    """What is spent, set aside, and lost on its way."""
    run = last_runs(store.engine, 1)[0]
    return run["spent"], run["set_aside"], run["cut_off"]


async def test_money_is_set_aside_until_the_answer_is_kept(store: Store, run: Run, pace: Pace) -> None:
    """Then the answer's own cost is spent, and the rest is there for others."""
    account = Account(store, pace, run, "a")
    async with account.clearance(0.6):
        assert _books(store) == (0, 0.6, 0)
    assert _books(store) == (0, 0.6, 0)
    await account.keep("r", PAID, Charge(10, 10, 0.1))
    assert _books(store) == (0.1, 0, 0)
    await account.close()
    assert _books(store) == (0.1, 0, 0)
    assert (account.bought, account.spent) == (1, 0.1)


async def test_what_was_refused_is_given_back(store: Store, run: Run, pace: Pace) -> None:
    """A call that failed for the moment costs nothing, and neither does the next try."""
    account = Account(store, pace, run, "a")
    for _ in range(3):
        with pytest.raises(ValueError, match="refused"):
            async with account.clearance(0.6):
                raise ValueError("refused")
        assert _books(store) == (0, 0, 0)
    await account.close()
    assert (account.bought, account.spent) == (0, 0)


async def test_what_was_cut_off_counts_as_spent(store: Store, run: Run, pace: Pace) -> None:
    """The service may have answered, though nobody waited for it."""
    account, under_way = Account(store, pace, run, "a"), asyncio.Event()

    async def call() -> None:
        try:
            async with account.clearance(0.6):
                under_way.set()
                await asyncio.Event().wait()
        finally:
            await account.close()

    task = asyncio.ensure_future(call())
    await under_way.wait()
    task.cancel()
    await asyncio.wait([task])
    assert _books(store) == (0, 0, 0.6)
    assert await store.reserve(run, "b", 0.5) is False


async def test_what_was_lost_on_its_way_counts_as_spent(store: Store, run: Run, pace: Pace) -> None:
    """But for the next try, which is refused, only once."""
    account = Account(store, pace, run, "a")

    async def call(*, lost: bool) -> None:
        async with account.clearance(0.3):
            if lost:
                account.lose()
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await call(lost=True)
    with pytest.raises(ConnectionError):
        await call(lost=False)
    assert _books(store) == (0, 0, 0.3)


async def test_what_is_no_answer_was_not_bought(store: Store, run: Run, pace: Pace) -> None:
    """A call that came to its end without anything to keep has its money back when the brief is over."""
    account = Account(store, pace, run, "a")
    async with account.clearance(0.6):
        pass
    await account.close()
    assert _books(store) == (0, 0, 0)
    assert account.bought == 0


async def test_an_answer_of_unknown_cost_counts_as_the_dearest(store: Store, run: Run, pace: Pace) -> None:
    """In the books; what the brief cost is not known, and stays so."""
    account = Account(store, pace, run, "a")
    async with account.clearance(0.2):
        pass
    await account.keep("r", PAID, Charge())
    assert _books(store) == (0.2, 0, 0)
    async with account.clearance(0.2):
        pass
    await account.keep("s", PAID, Charge(1, 1, 0.1))
    assert (account.bought, account.spent) == (2, None)


async def test_who_finds_no_money_waits_for_what_others_give_back(store: Store, run: Run, pace: Pace) -> None:
    """What others have set aside may turn out to be more than they need."""
    first, second = Account(store, pace, run, "a"), Account(store, pace, run, "b")
    called = asyncio.Event()

    async def call() -> None:
        async with second.clearance(0.6):
            called.set()

    async with first.clearance(0.6):
        task = asyncio.ensure_future(call())
        await asyncio.sleep(0.05)
        assert not called.is_set()
    await first.keep("r", PAID, Charge(1, 1, 0.3))
    await task
    assert called.is_set()
    assert pace.halted is None


async def test_a_ceiling_that_is_reached_halts_the_run(store: Store, run: Run, pace: Pace) -> None:
    """Where nobody has anything set aside, nothing more comes back."""
    account = Account(store, pace, run, "a")
    async with account.clearance(0.9):
        pass
    await account.keep("r", PAID, Charge(1, 1, 0.9))
    with pytest.raises(Halted, match=r"could cost 0\.2000 USD, more than is left of the ceiling of 1 USD"):
        async with account.clearance(0.2):
            raise AssertionError("it was not paid for")
    assert pace.halted is not None
    assert pace.on_the_wire == 0


async def test_what_comes_back_in_the_moment_of_asking_is_not_missed(store: Store, run: Run, pace: Pace) -> None:
    """Whether there is money, and whether more may come, is one question: many that ask at once all get theirs."""

    async def brief(name: str) -> None:
        account = Account(store, pace, run, name)
        async with account.clearance(0.9):
            await asyncio.sleep(0)
        await account.keep(name, PAID, Charge(1, 1, 0.001))
        await account.close()

    await asyncio.gather(*(brief(str(number)) for number in range(6)))
    assert pace.halted is None
    assert _books(store) == (pytest.approx(0.006), pytest.approx(0), 0)


async def test_patience_ends(store: Store, run: Run, pace: Pace) -> None:
    """Who has little of it lets others go first, and stops nobody."""
    first, second = Account(store, pace, run, "a"), Account(store, pace, run, "b", patience=0)
    async with first.clearance(0.6):
        with pytest.raises(Halted, match="set aside for others"):
            async with second.clearance(0.6):
                raise AssertionError("it was not paid for")
    assert pace.halted is None


async def test_without_a_ceiling_nothing_is_set_aside(store: Store, pace: Pace) -> None:
    """Calls go as fast as the pace allows."""
    account = Account(store, pace, await store.begin("free", None, None), "a")
    assert not account.limited
    async with account.clearance(None):
        assert _books(store) == (0, 0, 0)


async def test_answers_are_given_out_once_each(store: Store, run: Run, pace: Pace) -> None:
    """A request that was asked twice has two answers, oldest first; what a brief buys itself it does not find."""
    buyer = Account(store, pace, run, "a")
    for body in (b"1", b"2"):
        assert await buyer.find("r") is None
        await buyer.keep("r", Paid(body, "json"), Charge(1, 1, 0.0))
    assert await buyer.find("r") is None
    finder = Account(store, pace, run, "b")
    assert [await finder.find("r") for _ in range(3)] == [Paid(b"1", "json"), Paid(b"2", "json"), None]


async def test_who_asks_the_same_meanwhile_waits_and_finds_it(store: Store, run: Run, pace: Pace) -> None:
    """Of several briefs that ask for one thing one pays; where it gets nothing, the next one asks."""
    calls: list[str] = []

    async def brief(name: str) -> None:
        account = Account(store, pace, run, name)
        async with account.claim("r"):
            if await account.find("r") is None:
                calls.append(name)
                await asyncio.sleep(0.05)
                if len(calls) > 1:
                    await account.keep("r", PAID, Charge(1, 1, 0.1))
        await account.close()

    await asyncio.gather(*map(brief, "abcd"))
    assert calls == ["a", "b"]
    assert _books(store)[0] == pytest.approx(0.1)


async def test_who_goes_first_holds_up_nobody_while_it_waits_for_another(store: Store, run: Run) -> None:
    """The one that settles how the endpoint is asked may come to need an answer that one behind it is asking for."""
    pace = Pace(8)
    first, second = Account(store, pace, run, "a"), Account(store, pace, run, "b")
    with pytest.raises(ConnectionError):
        async with first.clearance(None):
            raise ConnectionError
    waiting = asyncio.Event()

    async def buy() -> None:
        async with second.claim("r"):
            waiting.set()
            async with second.clearance(None):
                pass
            await second.keep("r", PAID, Charge(1, 1, 0.1))
        second.yield_turn()

    buying = asyncio.ensure_future(buy())
    await waiting.wait()
    async with first.claim("r"):
        assert await first.find("r") == PAID
    await buying


async def test_another_machine_that_asks_the_same_is_waited_for(database: str, pace: Pace) -> None:
    """Until it has the answer, or is gone; who has no patience lets others go first."""
    here, there = Store.open(database), Store.open(database)
    run = await here.begin("batch", None, None)
    other = Account(there, pace, run, "a")
    waiting, hasty = Account(here, pace, run, "b"), Account(here, pace, run, "c", patience=0)

    async def find(request: str) -> Paid | None:
        async with waiting.claim(request):
            return await waiting.find(request)

    async with other.claim("r"):
        with pytest.raises(Halted, match="another worker asks for the same answer"):
            async with hasty.claim("r"):
                raise AssertionError("it is being bought")
        found = asyncio.ensure_future(find("r"))
        await asyncio.sleep(0.1)
        assert not found.done()
        await other.keep("r", PAID, Charge(1, 1, 0.1))
        other.yield_turn()
    assert await found == PAID
    assert await there.claim("s")
    found = asyncio.ensure_future(find("s"))
    await asyncio.sleep(0.1)
    assert not found.done()
    there.close()
    assert await found is None
    here.close()


async def test_a_claim_outlives_a_server_that_was_away(database: str) -> None:
    """The session it was held in is gone; the next one is asked for at once."""
    store = Store.open(database)
    assert await store.claim("r")
    ours = "pid <> pg_backend_pid() AND datname = current_database()"
    await store.run(
        lambda each: each.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")
    )
    assert await store.claim("s")
    store.close()


async def test_a_store_that_takes_nothing_is_told_once(
    store: Store, run: Run, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told is where the answer lies, not that the books could not be put right either."""

    async def broken(*_arguments: object, **_options: object) -> None:
        raise StoreError("broken")

    account = Account(store, pace, run, "a")
    monkeypatch.setattr(store, "run", broken)
    with pytest.raises(StoreError, match=r"broken; the answer that was paid for is in "):
        await account.keep("r", PAID, Charge(1, 1, 0.1))
    await account.close()
    assert account.bought == 0


async def test_briefs_are_checked_one_at_a_time_and_calls_go_out_between(store: Store, run: Run, pace: Pace) -> None:
    """Of two answers that come at once the second waits to be worked on until the first brief waits for something."""
    first, second = Account(store, pace, run, "a"), Account(store, pace, run, "b")
    await first.keep("r", PAID, Charge(1, 1, 0.1))
    waiting = asyncio.ensure_future(second.keep("s", PAID, Charge(1, 1, 0.1)))
    while not second.bought:
        await asyncio.sleep(0.01)
    assert not waiting.done()
    async with first.clearance(None):  # its repair: it has nothing to check until the answer is there
        await waiting
    await second.close()
    await first.keep("t", PAID, Charge(1, 1, 0.1))
    await first.close()
    assert not pace.turn.locked()
