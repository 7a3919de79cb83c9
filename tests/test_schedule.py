"""The schedule: what is due when, once for each local wall time, whoever runs it and whatever happens to them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from briefing.errors import StoreInUse
from briefing.orders import Manifest
from briefing.settings import Settings
from briefing.store import Store
from briefing.store.tables import firings, runs
from briefing.store.timetable import take_up
from briefing.unattended.schedule import Desk, Schedule, Timetable, run_due
from briefing.unattended.status import look
from briefing.unattended.totals import Item, Totals
from tests.command import run
from tests.interruptions import command
from tests.reference_server import ReferenceServer, unused_base_url
from tests.reference_turns import MODEL, answer, refused, transient, unauthorized
from tests.small_brief import TEXT, small_draft

pytest_plugins = ["tests.postgres"]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
NIGHT = datetime(2026, 6, 10, tzinfo=UTC)
"""An ordinary one, from Tuesday to Wednesday; 02:30 in Berlin is 00:30."""

NIGHTLY = 'sources = ["reports/*.txt"]\nas_of = "2026-03-04"\nschedule = "30 2 * * *"\n'


class House:
    """A folder with reports and a manifest of briefs about them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = folder / "nightly.toml"
        self.store = str(folder / "briefing.db")
        (folder / "reports").mkdir()
        self.report("norvale", TEXT)
        self.write()

    def report(self, name: str, text: str) -> None:
        """Put a report there, or another text into it."""
        (self.folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")

    def write(self, head: str = "", **briefs: str) -> None:
        """Write the manifest: *head* over what all have in common, and *briefs*, by default one each night."""
        tables = "".join(f"\n[briefs.{name}]\n{told}" for name, told in (briefs or {"norvale": NIGHTLY}).items())
        common = 'output = "briefs"\ntimezone = "Europe/Berlin"\n'
        model = "" if "model =" in head else 'model = "embedded"\n'
        self.manifest.write_text(f"{common}{model}{head}{tables}", encoding="utf-8")

    def titles(self) -> list[str]:
        """The files that were delivered, without what tells one work from another."""
        return sorted(path.stem.rsplit("-", 1)[0] for path in (self.folder / "briefs").glob("*.md"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A manifest with one brief, for 02:30 in Berlin."""
    return House(tmp_path)


@dataclass
class Machine:
    """One that runs the schedule: a store of its own on the common database, and what it said."""

    house: House
    store: Store
    said: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def desk(self, manifest: Manifest) -> Desk:
        """Where its briefs are written."""
        assert manifest.output is not None
        return Desk(self.store, manifest.output, Settings.load({}), jobs=2, max_cost=manifest.max_cost, grace=0.1)

    def tell(self, item: Item, _totals: Totals) -> None:
        """Note what came of an item."""
        self.items.append(item)

    async def look(self, now: datetime) -> Totals | None:
        """Run what is due at *now*."""
        timetable = Timetable.load(self.house.manifest)
        return await run_due(timetable, self.desk(timetable.manifest), now, tell=self.tell, notice=self.said.append)

    def schedule(self, clock: Clock) -> Schedule:
        """The schedule as a service, by *clock*."""
        return Schedule(
            self.house.manifest,
            self.desk,
            tell=self.tell,
            notice=self.said.append,
            now=lambda: clock.at,
            sleep=clock.sleep,
        )

    def firings(self) -> list[tuple[str, str, str]]:
        """The runs that the store knows of: name, wall time, state."""
        with self.store.engine.connect().execution_options(reading=True) as connection:
            rows = connection.execute(
                sa.select(firings.c.name, firings.c.wall, firings.c.state).order_by(firings.c.wall, firings.c.name)
            )
            return [tuple(row) for row in rows]

    def runs(self) -> list[tuple[str, int]]:
        """The runs that were made, with the calls of each."""
        with self.store.engine.connect().execution_options(reading=True) as connection:
            return [tuple(row) for row in connection.execute(sa.select(runs.c.state, runs.c.calls).order_by(runs.c.id))]


class Clock:
    """A clock that goes on by *pace* whenever somebody sleeps, and does what is planned for an instant."""

    def __init__(self, at: datetime, pace: timedelta = 30 * timedelta(seconds=1)) -> None:
        self.at = at
        self._pace = pace
        self._planned: list[tuple[datetime, Callable[[], object]]] = []

    def plan(self, at: datetime, do: Callable[[], object]) -> None:
        """Have *do* called when it is *at*."""
        self._planned.append((at, do))

    def plan_signal(self, at: datetime, number: signal.Signals) -> None:
        """Have this process be sent a signal when it is *at*."""
        self.plan(at, lambda: os.kill(os.getpid(), number))

    async def sleep(self, _seconds: float) -> None:
        """Let time pass."""
        self.at += self._pace
        for planned in [planned for planned in self._planned if planned[0] <= self.at]:
            self._planned.remove(planned)
            planned[1]()
        await asyncio.sleep(0)


@pytest.fixture
def machine_on(house: House) -> Iterator[Callable[[str], Machine]]:
    """Makes machines on a database, and lets go of it in the end."""
    made: list[Machine] = []

    def make(address: str) -> Machine:
        made.append(Machine(house, Store.open(address)))
        return made[-1]

    yield make
    for machine in made:
        machine.store.close()


@pytest.fixture
def machine(house: House, machine_on: Callable[[str], Machine]) -> Machine:
    """A machine on the house's own store."""
    return machine_on(house.store)


async def step(machines: list[Machine], begin: datetime, end: datetime, by: timedelta = 10 * MINUTE) -> list[str]:
    """Have each of *machines* look at what is due at each step; when something was, in UTC."""
    found = []
    while begin <= end:
        for machine in machines:
            if await machine.look(begin) is not None:
                found.append(f"{begin:%m-%d %H:%M}")
        machines.reverse()
        begin += by
    return found


def asking(base_url: str, **settings: object) -> str:
    """The head of a manifest that asks the endpoint at *base_url*."""
    told = "".join(f"{name} = {value}\n" for name, value in {"tries": 1, **settings}.items())
    return f'model = "{MODEL}"\nbase_url = "{base_url}"\n{told}'


# Wall times.


@pytest.mark.parametrize(
    ("night", "instant"),
    # 02:30 does not come in spring, and is 01:30 UTC by the clock before; it comes twice in autumn, first at 00:30.
    [(SPRING, "03-29 01:30"), (AUTUMN, "10-25 00:30"), (NIGHT, "06-10 00:30")],
)
async def test_a_night_has_one_run(machine: Machine, night: datetime, instant: str) -> None:
    """A brief for 02:30 is written once in each night, those in which the clocks change included, and on time."""
    assert await step([machine], night - 2 * HOUR, night + 4 * HOUR, MINUTE) == [instant]
    assert machine.firings() == [("nightly/norvale", f"{night:%Y-%m-%d}T02:30", "done")]


async def test_weekdays_are_those_of_cron(house: House, machine: Machine) -> None:
    """Day 1 is Monday, and not the Tuesday that the library behind it would take."""
    house.write(norvale='sources = ["reports/*.txt"]\nschedule = "30 2 * * 1"\n')
    found = await step([machine], NIGHT, NIGHT + 14 * DAY, HOUR / 2)
    assert found == ["06-15 00:30", "06-22 00:30"]
    assert [datetime.fromisoformat(wall).strftime("%A") for _, wall, _ in machine.firings()] == ["Monday", "Monday"]


@pytest.mark.parametrize(
    ("night", "instants"),
    [(SPRING, ["03-28 01:30", "03-29 01:30", "03-30 00:30"]), (AUTUMN, ["10-24 00:30", "10-25 00:30", "10-26 01:30"])],
)
async def test_two_machines_make_one_run(
    machine: Machine, machine_on: Callable[[str], Machine], night: datetime, instants: list[str]
) -> None:
    """Two that look at the same minutes around the nights in which the clocks change run each wall time once."""
    machines = [machine, machine_on(machine.house.store)]
    assert await step(machines, night - DAY, night + DAY + 2 * HOUR) == instants
    assert {state for _, _, state in machine.firings()} == {"done"}


async def test_two_machines_on_postgresql(database: str, machine_on: Callable[[str], Machine]) -> None:
    """With PostgreSQL one that looks while another writes is told so, and the wall time is run once."""
    machines = [machine_on(database), machine_on(database)]
    due = SPRING + 90 * MINUTE
    first, second = await asyncio.gather(*(each.look(due) for each in machines), return_exceptions=True)
    assert isinstance(first, Totals)
    assert isinstance(second, StoreInUse)
    assert "schedule nightly" in str(second)
    assert await step(machines, due, SPRING + 4 * HOUR) == []
    assert machines[0].firings() == [("nightly/norvale", "2026-03-29T02:30", "done")]


async def test_what_a_dead_machine_had_is_taken_up(database: str, machine_on: Callable[[str], Machine]) -> None:
    """A run whose machine died is gone on with by the next that looks, and not by any after it."""
    dead, other = machine_on(database), machine_on(database)
    due, entries = NIGHT + HOUR / 2, Timetable.load(dead.house.manifest).entries
    with dead.store.alone("schedule nightly"):
        await dead.store.run(lambda connection: take_up(connection, entries.items(), due))
        with pytest.raises(StoreInUse):
            await other.look(due + MINUTE)
    assert await other.look(due + 2 * MINUTE) is not None
    assert other.said == ["nightly/norvale: taken up again for 2026-06-10T02:30"]
    assert await other.look(due + 3 * MINUTE) is None
    assert other.firings() == [("nightly/norvale", "2026-06-10T02:30", "done")]


# Runs that were missed, and changes.


@pytest.mark.parametrize(
    ("nights", "told"), [(0, ""), (1, ", with 1 that was missed"), (3, ", with 3 that were missed")]
)
async def test_missed_runs_fall_to_one(machine: Machine, nights: int, told: str) -> None:
    """However many wall times passed while no machine was on, one run stands for them, and says so."""
    assert await machine.look(NIGHT) is None
    on = NIGHT + nights * DAY + 9 * HOUR
    assert await machine.look(on) is not None
    wall = f"{on:%Y-%m-%d}T02:30"
    assert machine.said == [f"nightly/norvale: due at {wall}{told}"]
    assert await machine.look(on + MINUTE) is None
    assert machine.firings() == [("nightly/norvale", wall, "done")]


async def test_the_first_look_goes_back_one_hour(machine: Machine, machine_on: Callable[[str], Machine]) -> None:
    """A brief that nobody ran before is made up for if it was due in the last hour, and no longer."""
    due = NIGHT + HOUR / 2
    assert await machine.look(due + HOUR + MINUTE) is None
    other = machine_on(f"{machine.house.store}2")
    assert await other.look(due + HOUR - MINUTE) is not None
    assert other.said == ["nightly/norvale: due at 2026-06-10T02:30"]


async def test_a_changed_expression_runs_nothing_twice(house: House, machine: Machine) -> None:
    """Another expression, or time zone, holds from the last run on: none is made up for that was due before it."""
    due = NIGHT + HOUR / 2
    assert await machine.look(due) is not None
    house.write(norvale=NIGHTLY.replace("30 2", "0 2"))
    assert await machine.look(due + 10 * MINUTE) is None
    house.write(norvale=NIGHTLY.replace("30 2", "35 1") + 'timezone = "Africa/Niamey"\n')
    assert await machine.look(due + 10 * MINUTE) is not None
    assert machine.said[1:] == ["nightly/norvale: due at 2026-06-10T01:35"]


@pytest.mark.parametrize("ending", ["written", "left open", "stopped"])
async def test_a_wall_time_of_another_zone_is_another_one(house: House, machine: Machine, ending: str) -> None:
    """06:00 in Berlin is not 06:00 in New York, whatever became of it; and with neither is anything run twice."""
    berlin, new_york = NIGHT + 4 * HOUR, NIGHT + 10 * HOUR
    morning = NIGHTLY.replace("30 2", "0 6")
    with ReferenceServer([transient(503), answer(small_draft())]) as server:
        house.write(asking(server.base_url) if ending == "left open" else "", norvale=morning)
        if ending == "stopped":
            await machine.look(berlin - HOUR)
            with machine.store.alone("schedule nightly"):  # its process dies
                entries = Timetable.load(house.manifest).entries.items()
                await machine.store.run(lambda connection: take_up(connection, entries, berlin))
        else:
            await machine.look(berlin)
        house.write(norvale=morning + 'timezone = "America/New_York"\n')
        found = await step([machine], berlin + MINUTE, new_york + DAY + HOUR, 10 * MINUTE)
    again = {"written": [], "left open": ["06-10 04:11"], "stopped": ["06-10 04:01"]}[ending]
    assert found == [*again, "06-10 10:01", "06-11 10:01"]
    assert [line for line in machine.said if "again" not in line] == [
        "nightly/norvale: due at 2026-06-10T06:00",
        "nightly/norvale: due at 2026-06-10T06:00",
        "nightly/norvale: due at 2026-06-11T06:00",
    ][ending == "stopped" :]
    house.write(norvale=morning)
    assert await step([machine], new_york + DAY + HOUR, berlin + 2 * DAY) == ["06-12 04:00"]


async def test_a_changed_expression_looks_back_one_hour(house: House, machine: Machine) -> None:
    """What the new one would have had due before it was there is nobody's to run, unless it was just now."""
    await machine.look(NIGHT - 10 * DAY)
    house.write(norvale=NIGHTLY.replace("30 2", "30 1"))
    assert await machine.look(NIGHT + HOUR) is None
    house.write(norvale=NIGHTLY.replace("30 2", "0 3"))
    assert await machine.look(NIGHT + HOUR + 5 * MINUTE) is not None
    assert machine.said == ["nightly/norvale: due at 2026-06-10T03:00"]


async def test_a_brief_that_comes_back_is_a_new_one(house: House, machine: Machine) -> None:
    """A brief that was out of the manifest for days has no runs of these days to make up for."""
    house.write(norvale=NIGHTLY, other=NIGHTLY.replace("30 2", "0 5"))
    await machine.look(NIGHT)
    house.write(other=NIGHTLY.replace("30 2", "0 5"))
    await machine.look(NIGHT + HOUR)
    house.write(norvale=NIGHTLY, other=NIGHTLY.replace("30 2", "0 5"))
    machine.said.clear()
    await machine.look(NIGHT + 3 * DAY + 12 * HOUR)
    assert machine.said == ["nightly/other: due at 2026-06-13T05:00, with 3 that were missed"]


async def test_a_clock_that_went_ahead(machine: Machine) -> None:
    """A clock that was wrong by years for a moment does not silence the schedule for as long."""
    assert await machine.look(NIGHT + 3653 * DAY + HOUR / 2) is not None
    assert await step([machine], NIGHT, NIGHT + HOUR) == ["06-10 00:30"]


# What is paid for.


async def test_sources_that_have_not_changed_cost_nothing(house: House, machine: Machine) -> None:
    """The second night asks nobody while the reports are the same; other reports are another brief."""
    with ReferenceServer([answer(small_draft()), answer(small_draft(title="Norvale sails again"))]) as server:
        house.write(asking(server.base_url))
        assert await step([machine], NIGHT, NIGHT + DAY + HOUR, HOUR / 2) == ["06-10 00:30", "06-11 00:30"]
        assert len(server.asked) == 1
        house.report("second", TEXT.replace("two tugs", "two more tugs"))
        assert await machine.look(NIGHT + 3 * DAY) is not None
        assert len(server.asked) == 2
    assert [item.state for item in machine.items] == ["done", "known", "done"]
    assert house.titles() == ["norvale-sails-again", "norvale-tugs-seized-grain-stopped"]


async def test_a_failed_endpoint_is_asked_again_after_five_minutes(house: House, machine: Machine) -> None:
    """What found no answer is tried again after five minutes, not before, until it is there."""
    due = NIGHT + HOUR / 2
    with ReferenceServer([transient(503), unauthorized(), answer(small_draft())]) as server:
        house.write(asking(server.base_url))
        found = await step([machine], due, due + HOUR, MINUTE)
        assert found == ["06-10 00:30", "06-10 00:36", "06-10 00:42"]
        assert len(server.asked) == 3
    assert [item.state for item in machine.items] == ["open", "open", "done"]
    assert machine.firings() == [("nightly/norvale", "2026-06-10T02:30", "done")]
    assert machine.runs() == [("ended", 1)]


async def test_the_rest_begins_when_the_writing_ends(
    house: House, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What took ten minutes to find no answer is tried again five minutes after that, and not at once."""
    house.write(asking(unused_base_url()))
    monkeypatch.setattr("briefing.unattended.schedule.time", SimpleNamespace(monotonic=iter((0.0, 600.0)).__next__))
    await machine.look(NIGHT + HOUR / 2)
    monkeypatch.undo()
    assert await step([machine], NIGHT + 40 * MINUTE, NIGHT + 46 * MINUTE, MINUTE) == ["06-10 00:45"]


async def test_a_later_wall_time_takes_the_place_of_what_was_left_open(house: House, machine: Machine) -> None:
    """What could not be written all day falls to the next night, which is told as its own."""
    house.write(asking(unused_base_url()))
    await machine.look(NIGHT + HOUR / 2)
    house.write()
    await machine.look(NIGHT + DAY + HOUR / 2)
    assert machine.said[-1] == "nightly/norvale: due at 2026-06-11T02:30"
    assert [state for _, _, state in machine.firings()] == ["missed", "done"]


async def test_what_failed_for_good_is_not_tried_again(house: House, machine: Machine) -> None:
    """A model that declined is told once, and the brief waits for the next night."""
    with ReferenceServer([refused()]) as server:
        house.write(asking(server.base_url), norvale=NIGHTLY)
        assert await step([machine], NIGHT, NIGHT + 3 * HOUR, 5 * MINUTE) == ["06-10 00:30"]
        assert len(server.asked) == 1
    assert {item.id: item.state for item in machine.items} == {"nightly/norvale": "failed"}
    assert [state for _, _, state in machine.firings()] == ["failed"]


async def test_reports_that_come_late_are_waited_for(house: House, machine: Machine) -> None:
    """A brief whose reports are not there when it is due is tried again, and written once they are."""
    with ReferenceServer(answer(small_draft())) as server:
        house.write(asking(server.base_url), late=NIGHTLY.replace("*.txt", "late*.txt"))
        assert await machine.look(NIGHT + HOUR / 2)
        assert [state for _, _, state in machine.firings()] == ["open"]
        house.report("late", TEXT)
        assert await machine.look(NIGHT + HOUR / 2 + 6 * MINUTE)
        assert len(server.asked) == 1
    assert [state for _, _, state in machine.firings()] == ["done"]


async def test_the_ceiling_holds_for_one_night(house: House, machine: Machine) -> None:
    """A night that reached its ceiling stays at it however often it is tried again; the next one has its own."""
    prices = {"input_price": 1.0, "output_price": 1.0, "max_output_tokens": 1000}
    house.report("second", f"{TEXT}\nThe tugs lie at the northern quay.\n")
    with ReferenceServer(answer(small_draft(), usage=(90_000, 1000))) as server:
        house.write(
            asking(server.base_url, max_cost=0.1, **prices),
            first=NIGHTLY.replace("*.txt", "norvale.txt"),
            second=NIGHTLY.replace("*.txt", "second.txt"),
        )
        # It is given up each time, and tried again after five minutes and more.
        times = [f"06-10 {time}" for time in ("00:30", "00:40", "00:50", "01:00")]
        assert await step([machine], NIGHT, NIGHT + HOUR) == times
        assert len(server.asked) == 1
        assert machine.runs() == [("stopped", 1)]
        await machine.look(NIGHT + DAY + HOUR / 2)
        assert len(server.asked) == 2
    assert machine.runs() == [("stopped", 1), ("ended", 1)]
    assert sorted(state for _, _, state in machine.firings()) == ["done", "done", "done", "missed"]


# The service.


async def test_the_service_runs_through_a_night(machine: Machine) -> None:
    """It waits, writes what is due, says when it goes on, and ends when it is told to; nothing was interrupted."""
    clock = Clock(NIGHT)
    clock.plan_signal(NIGHT + HOUR, signal.SIGTERM)
    assert await machine.schedule(clock).run() is False
    assert machine.said == [
        "next at 2026-06-10 00:30 UTC",
        "nightly/norvale: due at 2026-06-10T02:30",
        "next at 2026-06-11 00:30 UTC",
    ]
    assert [item.state for item in machine.items] == ["done"]


async def test_a_lock_that_another_holds_is_told_once(machine: Machine, machine_on: Callable[[str], Machine]) -> None:
    """While another run has the store one line says so, not one a minute; then what is due is written."""
    clock, other = Clock(NIGHT + 20 * MINUTE), machine_on(machine.house.store)
    held = other.store.alone("a batch")
    held.__enter__()
    clock.plan(NIGHT + HOUR, lambda: held.__exit__(None, None, None))
    clock.plan_signal(NIGHT + HOUR + 5 * MINUTE, signal.SIGINT)
    await machine.schedule(clock).run()
    waiting = [line for line in machine.said if line.startswith("waiting: ")]
    assert len(waiting) == 1
    assert "in use by another run" in waiting[0]
    assert [item.state for item in machine.items] == ["done"]


async def test_a_clock_that_is_set_back(machine: Machine) -> None:
    """A clock that is set back by hours does not have the service wait for what it showed before."""
    clock = Clock(NIGHT + 3 * HOUR)
    clock.plan(NIGHT + 4 * HOUR, lambda: setattr(clock, "at", NIGHT))
    clock.plan(NIGHT + 4 * HOUR, lambda: clock.plan_signal(NIGHT + 40 * MINUTE, signal.SIGTERM))
    await machine.schedule(clock).run()
    assert machine.firings() == [("nightly/norvale", "2026-06-10T02:30", "done")]


async def test_a_changed_file_is_read_again(house: House, machine: Machine) -> None:
    """A manifest that was changed holds from then on; what is no longer in it is no longer scheduled."""
    clock = Clock(NIGHT)
    clock.plan(NIGHT + 5 * MINUTE, lambda: house.write(other=NIGHTLY.replace("30 2", "10 2")))
    clock.plan_signal(NIGHT + HOUR, signal.SIGTERM)
    await machine.schedule(clock).run()
    assert machine.said[1:3] == [
        f"read {house.manifest} again: 1 brief is scheduled",
        "nightly/other: due at 2026-06-10T02:10",
    ]
    assert [entry["name"] for entry in look(house.store, 5, clock.at)["schedules"]] == ["nightly/other"]


async def test_a_broken_file_leaves_the_old_in_force(house: House, machine: Machine) -> None:
    """A manifest that cannot be read is told in one line, and the one before holds until it is mended."""
    clock = Clock(NIGHT)
    clock.plan(NIGHT + 5 * MINUTE, lambda: house.manifest.write_text("[briefs.norvale\n"))
    clock.plan(NIGHT + 10 * MINUTE, house.manifest.unlink)
    clock.plan(NIGHT + HOUR, lambda: house.write(norvale=NIGHTLY.replace("30 2", "15 3")))
    clock.plan_signal(NIGHT + 80 * MINUTE, signal.SIGTERM)
    await machine.schedule(clock).run()
    kept = "error: the manifest that was read before stays in force: "
    assert [line.removeprefix(kept).split(" (at")[0] for line in machine.said[1:]] == [
        f"{house.manifest}: is not TOML: Expected ']' at the end of a table declaration",
        f"{house.manifest}: cannot be read: No such file or directory",
        "nightly/norvale: due at 2026-06-10T02:30",
        "next at 2026-06-11 00:30 UTC",
        f"read {house.manifest} again: 1 brief is scheduled",
        "nightly/norvale: due at 2026-06-10T03:15",
        "next at 2026-06-11 01:15 UTC",
    ]


async def test_a_hangup_has_the_manifest_read_again(house: House, machine: Machine) -> None:
    """SIGHUP reads the manifest though the file looks unchanged, and does not end the service."""
    clock = Clock(NIGHT)
    clock.plan_signal(NIGHT + 5 * MINUTE, signal.SIGHUP)
    clock.plan_signal(NIGHT + HOUR, signal.SIGTERM)
    await machine.schedule(clock).run()
    assert machine.said[1:3] == [
        f"read {house.manifest} again: 1 brief is scheduled",
        "nightly/norvale: due at 2026-06-10T02:30",
    ]


async def test_a_store_that_is_gone_is_opened_anew(house: House, machine: Machine) -> None:
    """A deleted store is told in one line and replaced, and so is one that was put in its place; nights go on."""
    clock, briefs = Clock(NIGHT), house.folder / "briefs"

    def desk(manifest: Manifest) -> Desk:
        if not machine.store.is_there:
            machine.store.close()
            machine.store = Store.open(house.store)
        return machine.desk(manifest)

    def lose() -> None:
        for path in house.folder.glob("briefing.db*"):
            path.unlink()
        for path in briefs.glob("*"):
            path.unlink()

    clock.plan(NIGHT + HOUR, lose)
    clock.plan(NIGHT + 2 * HOUR, lambda: house.write(norvale=NIGHTLY))
    clock.plan(NIGHT + DAY, lose)
    clock.plan(NIGHT + DAY + 5 * MINUTE, lambda: house.write(norvale=NIGHTLY, other=NIGHTLY))
    clock.plan_signal(NIGHT + DAY + HOUR, signal.SIGTERM)
    service = Schedule(
        house.manifest, desk, tell=machine.tell, notice=machine.said.append, now=lambda: clock.at, sleep=clock.sleep
    )
    assert await service.run() is False
    assert not service.has_left_over
    gone = f"error: {house.store}: was deleted or replaced while it was in use: a new one is opened"
    assert machine.said.count(gone) == 2
    assert house.titles()
    assert [entry["last_state"] for entry in look(house.store, 5, clock.at)["schedules"]] == ["done", "done"]


async def test_what_was_left_over_is_remembered(house: House, machine: Machine) -> None:
    """A service that is told to stop knows whether it could not write what was due last."""
    clock = Clock(NIGHT)
    service = machine.schedule(clock)
    house.write(asking(unused_base_url()))
    clock.plan_signal(NIGHT + HOUR, signal.SIGTERM)
    assert await service.run() is False
    assert service.has_left_over


async def test_told_to_stop_before_anything_is_begun(machine: Machine) -> None:
    """A signal that comes while the store is being asked begins no brief, and the next start goes on at once."""
    stop = asyncio.Event()
    stop.set()
    timetable, due = Timetable.load(machine.house.manifest), NIGHT + HOUR / 2
    desk = machine.desk(timetable.manifest)
    totals = await run_due(timetable, desk, due, tell=machine.tell, notice=machine.said.append, stop=stop)
    assert totals is not None
    assert (totals.ending, machine.items) == ("interrupted", [])
    assert await machine.look(due + MINUTE) is not None
    assert machine.said[-1] == "nightly/norvale: taken up again for 2026-06-10T02:30"
    assert [item.state for item in machine.items] == ["done"]


# The command.


def due_now(minutes: int = 2) -> str:
    """An entry that was due so many minutes ago; with fewer than none, one that is due only then."""
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    return NIGHTLY.replace("30 2", f"{at.minute} {at.hour}") + 'timezone = "UTC"\n'


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the command as a process; whatever still runs ends with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: object, log: Path) -> subprocess.Popen[bytes]:
        started.append(command(*arguments, log=log))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def wait_for(happened: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait until it has, or *process* has ended; the test's own time-out ends what never happens."""
    while not happened() and process.poll() is None:
        time.sleep(0.02)


def test_once_writes_what_is_due(house: House) -> None:
    """It exits with 0 when the brief is there, and when nothing is due."""
    house.write(norvale=due_now())
    first, second = run("schedule", house.manifest, "--once"), run("schedule", house.manifest, "--once")
    assert first.returncode == 0, first.stderr
    assert "nightly/norvale: due at " in first.stderr
    assert len(house.titles()) == 1
    assert (second.returncode, second.stderr) == (0, "briefing: nothing is due\n")


def test_once_says_what_failed(house: House) -> None:
    """A brief without its reports, or without an answer, is exit code 1."""
    house.write(norvale=due_now().replace("*.txt", "*.pdf"))
    assert run("schedule", house.manifest, "--once").returncode == 1
    house.write(asking(unused_base_url()), other=due_now())
    done = run("schedule", house.manifest, "--once")
    assert done.returncode == 1
    assert "unfinished: nightly/other: " in done.stderr


def test_once_beside_another_run(house: House) -> None:
    """While another run has the store, it exits with 1 and one line."""
    house.write(norvale=due_now())
    store = Store.open(house.store)
    with store.alone("a batch"):
        done = run("schedule", house.manifest, "--once")
    store.close()
    assert done.returncode == 1
    assert done.stderr.startswith(f"briefing: error: {house.store}: is in use by another run")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[briefs.x", "is not TOML"),
        (f'[briefs.x]\n{NIGHTLY}scedule = "1 * * * *"\n', "did you mean “schedule”?"),
        (f"[briefs.x]\n{NIGHTLY.replace('30 2', '30 25')}", "hour"),
        (f'timezone = "Europe/Berlim"\n[briefs.x]\n{NIGHTLY}', "Europe/Berlin"),
        ('output = "briefs"\nmodel = "embedded"\n[briefs.x]\nsources = ["reports/*.txt"]\n', "no brief in it has"),
        (f'output = "briefs"\nmodel = "embedded"\nname = "a/b"\n[briefs.x]\n{NIGHTLY}', "has no “/” in it"),
        (f'model = "embedded"\n[briefs.x]\n{NIGHTLY}', "name a folder for the briefs"),
        (f'output = "briefs"\n[briefs.x]\n{NIGHTLY}', "name a model"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--once"]])
def test_a_wrong_manifest_makes_nothing(house: House, text: str, told: str, options: list[str]) -> None:
    """A mistake in the manifest is one line and exit code 2, before a store or a folder is made."""
    house.manifest.write_text(text)
    done = run("schedule", house.manifest, *options)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in house.folder.iterdir()) == ["nightly.toml", "reports"]


@pytest.mark.slow
def test_an_idle_service_ends_well(house: House, start: Start, tmp_path: Path) -> None:
    """SIGTERM ends a service that is waiting, with exit code 0."""
    log = tmp_path / "log"
    house.write(norvale=due_now(minutes=-720))
    process = start("schedule", house.manifest, log=log)
    wait_for(lambda: "next at " in log.read_text(), process)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 0, log.read_text()
    assert "Traceback" not in log.read_text()


@pytest.mark.slow
def test_an_interrupted_service_is_gone_on_with(house: House, start: Start, tmp_path: Path) -> None:
    """SIGTERM in the middle of a brief is exit code 130, and the next start goes on at once, with the same run."""
    log, turns = tmp_path / "log", iter([answer(small_draft(), delay=60)])
    with ReferenceServer(lambda _body, _number: next(turns, answer(small_draft()))) as server:
        house.write(asking(server.base_url), norvale=due_now())
        process = start("schedule", house.manifest, "--grace", 0.1, log=log)
        wait_for(lambda: server.asked, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 130, log.read_text()
        done = run("schedule", house.manifest, "--once")
    assert done.returncode == 0, done.stderr
    assert "nightly/norvale: taken up again for " in done.stderr
    assert [run["state"] for run in look(house.store, 5)["runs"]] == ["ended"]
    assert "Traceback" not in log.read_text()


@pytest.mark.slow
def test_a_killed_service_is_gone_on_with(house: House, start: Start, tmp_path: Path) -> None:
    """After SIGKILL in the middle of a brief the next start writes it, and buys again what was on the wire."""
    log, turns = tmp_path / "log", iter([answer(small_draft(), delay=60)])
    with ReferenceServer(lambda _body, _number: next(turns, answer(small_draft()))) as server:
        house.write(asking(server.base_url), norvale=due_now())
        process = start("schedule", house.manifest, log=log)
        wait_for(lambda: server.asked, process)
        process.kill()
        process.wait()
        done = run("schedule", house.manifest, "--once")
        assert len(server.asked) == 2
    assert done.returncode == 0, done.stderr
    assert "nightly/norvale: taken up again for " in done.stderr
    assert house.titles() == ["norvale-tugs-seized-grain-stopped"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_services_on_one_store(
    house: House, start: Start, tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    """Of two that are started at once one writes what is due, and the other waits for the lock and has nothing left."""
    address = house.store if kind == "sqlite" else request.getfixturevalue("database")
    logs = [tmp_path / "log1", tmp_path / "log2"]
    with ReferenceServer(answer(small_draft(), delay=2)) as server:
        house.write(asking(server.base_url), norvale=due_now())
        services = [start("schedule", house.manifest, "--store", address, log=log) for log in logs]
        for log, service in zip(logs, services, strict=True):
            wait_for(lambda log=log: "next at " in log.read_text(), service)
        wait_for(lambda: house.titles(), services[0])
        for service in services:
            service.send_signal(signal.SIGTERM)
        assert [service.wait() for service in services] == [0, 0], [log.read_text() for log in logs]
        assert len(server.asked) == 1
    assert len(look(address, 5)["runs"]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["stays", "goes"])
def test_a_service_whose_store_is_deleted(house: House, start: Start, tmp_path: Path, folder: str) -> None:
    """It goes on with a new store, and writes what is due next; where none can be made, its exit code is not 0."""
    log, place = tmp_path / "log", tmp_path / "data"
    place.mkdir()
    house.write(norvale=due_now(minutes=-720))
    process = start("schedule", house.manifest, "--store", place / "desk.db", log=log)
    wait_for(lambda: "next at " in log.read_text(), process)
    for path in place.iterdir():
        path.unlink()
    if folder == "goes":
        place.rmdir()
    house.write(norvale=due_now())
    wait_for(lambda: house.titles() if folder == "stays" else "there is no folder" in log.read_text(), process)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == (0 if folder == "stays" else 1), log.read_text()
    assert log.read_text().count("was deleted or replaced while it was in use") == 1
    assert "Traceback" not in log.read_text()


@pytest.mark.slow
def test_another_store_needs_another_start(house: House, start: Start, tmp_path: Path) -> None:
    """A service whose manifest names another store keeps to the one it has, and says so."""
    log, later = tmp_path / "log", due_now(minutes=-720)
    house.write(norvale=later)
    process = start("schedule", house.manifest, log=log)
    wait_for(lambda: "next at " in log.read_text(), process)
    house.write('store = "other.db"\n', norvale=later)
    wait_for(lambda: "its store has changed" in log.read_text(), process)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 0, log.read_text()
    assert not (house.folder / "other.db").exists()
