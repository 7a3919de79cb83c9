"""Works, briefs, runs, their items, and paid answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "prompts",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("texts", sa.Text, nullable=False),
    )
    op.create_table(
        "works",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False, index=True),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("prompt", sa.String(64), nullable=False),
        sa.Column("wire_schema", sa.String(64), nullable=False),
        sa.Column("packed", sa.LargeBinary),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("prepared", sa.String(32), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("finished", sa.Float),
    )
    op.create_table(
        "briefs",
        sa.Column("work", sa.String(64), sa.ForeignKey("works.key"), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("withheld", sa.Integer, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("batch", sa.Text, nullable=False, index=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("began", sa.Float, nullable=False),
        sa.Column("ended", sa.Float),
        sa.Column("total", sa.Integer),
        sa.Column("max_cost", sa.Float),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("input_tokens", sa.BigInteger, nullable=False),
        sa.Column("output_tokens", sa.BigInteger, nullable=False),
        sa.Column("spent", sa.Float, nullable=False),
        sa.Column("set_aside", sa.Float, nullable=False),
        sa.Column("cut_off", sa.Float, nullable=False),
        sa.Column("unpriced", sa.Integer, nullable=False),
    )
    op.create_table(
        "reservations",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("work", sa.String(64), primary_key=True),
        sa.Column("amount", sa.Float, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("work", sa.String(64), nullable=False, index=True),
        sa.Column("run", sa.Integer, nullable=False, index=True),
        sa.Column("usable", sa.Boolean, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("input_tokens", sa.Integer),
        sa.Column("output_tokens", sa.Integer),
        sa.Column("cost", sa.Float),
        sa.Column("received", sa.Float, nullable=False),
    )
    op.create_index("answers_by_request", "answers", ["request", "id"])
    op.create_table(
        "items",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
        sa.Column("work", sa.String(64), primary_key=True, index=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("told", sa.Boolean, nullable=False),
    )
