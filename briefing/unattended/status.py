"""What runs have done, what failed, what was spent, and what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from briefing.cron import Cron
from briefing.display import line_for_terminal
from briefing.errors import UsageError
from briefing.store.connecting import look_into, public, read_url
from briefing.store.locking import is_free
from briefing.store.report import failures_of, feeds_followed, last_runs, latest_of_batches, scheduled

_MOST_FAILURES = 10


def look(address: str, most: int, now: datetime | None = None) -> dict[str, Any]:
    """What the store at *address* holds: ``runs``, the latest first and *most* of them, ``schedules`` and ``feeds``.

    ``attention`` has a line for each batch whose last run, however long ago, did not end well, and for each scheduled
    brief that was not written when it was due last, or cannot be due. Times are ISO 8601 in UTC, costs US dollars. The
    store is not changed, not even made.

    Raises:
        UsageError: *address* is no address of a store.
        StoreError: there is none, or it cannot be read.
    """
    url = read_url(address)
    engine = look_into(url)
    try:
        # Killed outright, a run had no time to say so. In PostgreSQL its works may well be under way at workers.
        dead = engine.dialect.name == "sqlite" and is_free(engine)
        entries = [_entry(row, now or datetime.now(UTC), dead=dead) for row in scheduled(engine)]
        return {
            "store": public(url),
            "runs": [_run(engine, row, dead=dead) for row in last_runs(engine, most)],
            "schedules": entries,
            "attention": [*_of_batches(engine, dead=dead), *_of_schedules(entries)],
            "feeds": [{**row, "checked": _iso(row["checked"])} for row in feeds_followed(engine)],
        }
    finally:
        engine.dispose()


def needs_attention(overview: Mapping[str, Any]) -> bool:
    """Whether the last run of a batch did not end well, or a scheduled brief has failed or cannot be due."""
    return bool(overview["attention"])


def _of_batches(engine: sa.Engine, *, dead: bool) -> Iterator[str]:
    for row in latest_of_batches(engine):
        state = _state(row["state"], dead=dead)
        if state not in ("ended", "running"):
            yield f"{row['batch']}: {state}" + (f": {row['reason']}" if row["reason"] else "")
        elif row["failed"]:
            yield f"{row['batch']}: {row['failed']:,} failed"


def _of_schedules(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for entry in entries:
        if entry["error"]:
            yield f"{entry['name']}: {entry['error']}"
        elif entry["last_state"] in ("failed", "open", "stopped", "cut off"):
            yield f"{entry['name']}: {entry['last_state']}: was due at {entry['last']}"


def _state(state: str | None, *, dead: bool) -> str | None:
    return "cut off" if dead and state == "running" else state


def _run(engine: sa.Engine, row: Mapping[str, Any], *, dead: bool) -> dict[str, Any]:
    return {
        "id": row["id"],
        "batch": row["batch"],
        "state": _state(row["state"], dead=dead),
        "reason": row["reason"],
        "began": _iso(row["began"]),
        "ended": _iso(row["ended"]),
        "items": row["items"],
        "total": row["total"],
        "calls": row["calls"],
        "input_tokens": row["input_tokens"],
        "output_tokens": row["output_tokens"],
        "cost_usd": None if row["unpriced"] else round(row["spent"], 6),
        "cut_off_usd": round(row["cut_off"], 6),
        "max_cost_usd": row["max_cost"],
        "failures": failures_of(engine, row["id"], _MOST_FAILURES),
    }


def _entry(row: Mapping[str, Any], now: datetime, *, dead: bool) -> dict[str, Any]:
    due, error = None, None
    try:
        due = Cron.parse(row["expression"], row["timezone"]).next(now)
    except UsageError as caught:  # it was valid where it was put down; another machine may lack its time zone
        error = str(caught)
    return {
        "name": row["name"],
        "expression": row["expression"],
        "timezone": row["timezone"],
        "next": due and due.instant.isoformat(timespec="minutes"),
        "next_local": due and due.wall.isoformat(timespec="minutes"),
        "error": error,
        "last": row["wall"],
        "last_state": _state(row["state"], dead=dead),
    }


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def as_text(overview: Mapping[str, Any]) -> str:
    """*overview* as lines for a person; nothing that came from a store makes a line of its own."""
    lines = [f"store: {overview['store']}"]
    for run in overview["runs"]:
        counts = ", ".join(f"{count:,} {state}" for state, count in sorted(run["items"].items())) or "no items"
        of = f" of {run['total']:,}" if run["total"] else ""
        lines += [
            "",
            f"run {run['id']}: {run['state']}: {run['batch']}",
            f"  began {run['began']}" + (f", ended {run['ended']}" if run["ended"] else ""),
            f"  {counts}{of}",
            f"  {run['calls']:,} calls, {run['input_tokens']:,} tokens sent, {run['output_tokens']:,} received, "
            + _money(run),
        ]
        lines += [f"  {run['reason']}"] if run["reason"] else []
        lines += [f"  {failure['state']}: {failure['id']}: {failure['error']}" for failure in run["failures"]]
    if overview["schedules"]:
        lines += ["", "scheduled:"]
    for entry in overview["schedules"]:
        last = f"; last {entry['last']}: {entry['last_state']}" if entry["last"] else ""
        due = f"next {entry['next_local']} {entry['timezone']}" if entry["next"] else entry["error"] or "never due"
        lines.append(f"  {entry['name']} ({entry['expression']}): {due}{last}")
    if overview["feeds"]:
        lines += ["", "feeds:"]
    for feed in overview["feeds"]:
        lines.append(f"  {feed['brief']}: {feed['url']}: asked {feed['checked']}; {feed['entries']:,} entries seen to")
    if overview["attention"]:
        lines += ["", "needs attention:", *(f"  {line}" for line in overview["attention"])]
    if not overview["runs"] and not overview["schedules"]:
        lines.append("nothing has been run")
    return "\n".join(f"{_indent(line)}{line_for_terminal(line)}" for line in lines)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _money(run: Mapping[str, Any]) -> str:
    spent = "cost unknown" if run["cost_usd"] is None else f"{run['cost_usd']:.4f} USD"
    ceiling = f" of at most {run['max_cost_usd']:g}" if run["max_cost_usd"] else ""
    lost = f" ({run['cut_off_usd']:.4f} USD more may have been billed for calls cut off)" if run["cut_off_usd"] else ""
    return f"{spent}{ceiling}{lost}"
