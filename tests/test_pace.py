"""The pace: who may call, and when."""

from __future__ import annotations

import asyncio
import time

import pytest

from briefing.errors import Halted
from briefing.unattended.pace import Pace


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Caller:
    """A brief that makes one call, and holds its leave until it is let go."""

    def __init__(self, pace: Pace, name: str) -> None:
        self.called = False
        self._over = asyncio.Event()
        self.task = asyncio.ensure_future(self._call(pace, name))

    async def _call(self, pace: Pace, name: str) -> None:
        async with pace.leave(name):
            self.called = True
            await self._over.wait()

    async def end(self) -> None:
        """Let the call come to its end."""
        self._over.set()
        await self.task


def _answered(most: int) -> Pace:
    pace = Pace(most)
    pace.answered()
    return pace


async def test_the_first_brief_calls_alone() -> None:
    """Until an answer has come, one brief makes calls, several of them if it has to; then all the others may."""
    pace = Pace(8)
    first, second = Caller(pace, "first"), Caller(pace, "second")
    await _settle()
    assert (first.called, second.called) == (True, False)
    await first.end()
    again = Caller(pace, "first")
    await _settle()
    assert (again.called, second.called) == (True, False)
    pace.answered()
    await _settle()
    assert second.called
    await asyncio.gather(again.end(), second.end())


async def test_where_the_first_gets_no_answer_the_next_goes_first() -> None:
    """A first brief that fails does not hold up the rest, and the next one is alone again."""
    pace = Pace(8)
    first, second, third = (Caller(pace, name) for name in ("first", "second", "third"))
    await _settle()
    await first.end()
    pace.over("first")
    await _settle()
    assert (second.called, third.called) == (True, False)
    pace.answered()
    await asyncio.gather(second.end(), third.end())


async def test_no_more_than_so_many_call_at_a_time() -> None:
    """Leave is given up to the number of calls, and to whoever asked first."""
    pace = _answered(2)
    callers = [Caller(pace, str(number)) for number in range(4)]
    await _settle()
    assert [caller.called for caller in callers] == [True, True, False, False]
    await callers[1].end()
    await _settle()
    assert [caller.called for caller in callers] == [True, True, True, False]
    await asyncio.gather(*(caller.end() for caller in callers))
    assert pace.on_the_wire == 0


async def test_a_pause_holds_everybody() -> None:
    """After the service asked for fewer calls nobody makes one before the time it named."""
    pace = _answered(4)
    pace.pause(0.2)
    began = time.monotonic()
    callers = [Caller(pace, str(number)) for number in range(2)]
    await _settle()
    assert not any(caller.called for caller in callers)
    await asyncio.gather(*(caller.end() for caller in callers))
    assert time.monotonic() - began >= 0.19


async def test_a_burst_of_refusals_halves_the_calls_once() -> None:
    """Of eight calls that are refused together one sign is taken: four go at once next, and more as answers come."""
    pace = _answered(8)
    refused = [Caller(pace, str(number)) for number in range(8)]
    await _settle()
    for _ in refused:
        pace.pause(0.05)
    await asyncio.gather(*(caller.end() for caller in refused))
    await asyncio.sleep(0.06)
    callers = [Caller(pace, str(number)) for number in range(8)]
    await asyncio.sleep(0.05)
    assert sum(caller.called for caller in callers) == 4
    for _ in range(5):  # 4 + 1/4 + 1/4.25 + … passes 5
        pace.answered()
    await _settle()
    assert sum(caller.called for caller in callers) == 5
    await asyncio.gather(*(caller.end() for caller in callers))


async def test_a_halt_reaches_those_who_wait_and_those_who_come() -> None:
    """Nobody is left waiting for leave that will not come; what is on the wire is not touched."""
    pace = _answered(1)
    on_the_wire, waiting = Caller(pace, "a"), Caller(pace, "b")
    await _settle()
    pace.halt("told to stop")
    pace.halt("another reason")
    with pytest.raises(Halted, match="told to stop"):
        await waiting.task
    with pytest.raises(Halted, match="told to stop"):
        await Caller(pace, "c").task
    assert not on_the_wire.task.done()
    await on_the_wire.end()
    assert pace.halted == "told to stop"


async def test_who_is_called_off_gives_its_place_back() -> None:
    """A brief that ends while it waits, or at the moment in which it is given leave, keeps nobody out."""
    pace = _answered(1)
    first = Caller(pace, "first")
    await _settle()
    waiting, third = Caller(pace, "waiting"), Caller(pace, "third")
    await _settle()
    waiting.task.cancel()
    await first.end()
    await _settle()
    assert third.called
    fourth = Caller(pace, "fourth")
    await _settle()
    third._over.set()
    await third.task  # its leave goes to the fourth, which is called off before it runs again
    fourth.task.cancel()
    await asyncio.gather(fourth.task, return_exceptions=True)
    fifth = Caller(pace, "fifth")
    await _settle()
    assert fifth.called
    assert pace.on_the_wire == 1
    await fifth.end()


async def test_who_waits_to_call_again_is_woken_when_no_calls_are_made() -> None:
    """There is nothing to wait for any more."""
    pace = Pace(8)
    waiting = asyncio.ensure_future(pace.sleep(1000))
    await _settle()
    assert not waiting.done()
    pace.halt("stopped")
    await asyncio.wait_for(waiting, 10)
    await pace.sleep(0)
