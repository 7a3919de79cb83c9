"""The tables of the store. Times are seconds since 1970 (UTC), costs US dollars, digests hexadecimal.

A change here needs a new revision in ``migrations/versions`` and its number in :data:`REVISION`; a test holds the two
against each other.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0005"
"""The schema that this version reads and writes."""

VERSION_TABLE = "briefing_version"

metadata = MetaData()

prompts = Table(
    "prompts",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("texts", Text, nullable=False),  # JSON: the templates by name
)

works = Table(
    "works",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("subject", String(64), nullable=False, index=True),
    Column("model", Text, nullable=False),
    Column("prompt", String(64), nullable=False),
    Column("wire_schema", String(64), nullable=False),
    Column("packed", LargeBinary),  # dropped once the brief is there, which holds the sources itself
    Column("as_of", String(10), nullable=False),  # settled when the work came in: a brief taken up later keeps its day
    Column("prepared", String(32), nullable=False),
    Column("state", String(8), nullable=False),  # open, done, failed
    Column("error", Text),
    Column("created", Float, nullable=False),
    Column("finished", Float),
)

briefs = Table(
    "briefs",
    metadata,
    Column("work", String(64), ForeignKey("works.key"), primary_key=True),
    Column("id", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("withheld", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),  # the JSON, compressed
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Text, nullable=False, index=True),
    Column("state", String(12), nullable=False),  # running, interrupted, stopped, ended
    Column("reason", Text),
    Column("began", Float, nullable=False),
    Column("ended", Float),
    Column("total", Integer),  # items, where they can be counted
    Column("max_cost", Float),
    Column("calls", Integer, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("spent", Float, nullable=False),
    Column("set_aside", Float, nullable=False),  # for calls on the wire: the sum of the run's reservations
    Column("cut_off", Float, nullable=False),  # set aside for calls whose answer nobody was there to take
    Column("unpriced", Integer, nullable=False),  # answers whose cost is not known
)

reservations = Table(
    "reservations",
    metadata,
    Column("run", Integer, ForeignKey("runs.id"), primary_key=True),
    Column("work", String(64), primary_key=True),  # it makes one call at a time
    Column("amount", Float, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request", String(64), nullable=False),
    # No foreign keys: an answer that waited in a file is taken in whatever became of the rest meanwhile.
    Column("work", String(64), nullable=False, index=True),
    Column("run", Integer, nullable=False, index=True),
    Column("usable", Boolean, nullable=False),  # not what ended in a failure: to try again is to ask again
    Column("mode", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),  # as it came, compressed
    Column("input_tokens", BigInteger),
    Column("output_tokens", BigInteger),
    Column("cost", Float),
    Column("received", Float, nullable=False),
    Index("answers_by_request", "request", "id"),
)

items = Table(
    "items",
    metadata,
    Column("run", Integer, ForeignKey("runs.id"), primary_key=True),
    Column("label", Text, primary_key=True),  # what the user calls it
    Column("work", String(64), primary_key=True, index=True),  # empty, or a number, where its sources cannot be read
    Column("state", String(8), nullable=False),  # waiting, written (by a worker), done, known, failed, open
    Column("error", Text),
    Column("told", Boolean, nullable=False),  # whoever asked for it knows of its state
)

pauses = Table(
    "pauses",
    metadata,
    Column("endpoint", Text, primary_key=True),
    Column("until", Float, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    Column("name", Text, primary_key=True),
    Column("expression", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("since", Float, nullable=False),  # what fell due before was nobody's to run
    Column("active", Boolean, nullable=False),
)

firings = Table(
    "firings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("wall", String(16), primary_key=True),  # the local wall time, 2026-10-25T02:30: once for each
    Column("run", Integer, ForeignKey("runs.id")),
    Column("state", String(8), nullable=False),  # running, done, failed, stopped, open, missed
    Column("began", Float, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("brief", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked", Float, nullable=False),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("brief", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("entry", String(64), primary_key=True),  # the hash of what the feed knows it by
    Column("seen", Float, nullable=False),
    Column("failed", String(7)),  # lasting or passing: what came of it; null where it has had its brief
)
