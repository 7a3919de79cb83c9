"""Schedules and the local wall times they ran for; pauses that all machines keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From a store that only knew batches on one machine."""
    op.create_table(
        "pauses",
        sa.Column("endpoint", sa.Text, primary_key=True),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_table(
        "schedules",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("expression", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("since", sa.Float, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "firings",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("wall", sa.String(16), primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id")),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("began", sa.Float, nullable=False),
    )
