"""Entries of feeds that failed: for good, or in passing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From a store whose entries have all had their briefs."""
    op.add_column("feed_entries", sa.Column("failed", sa.String(7)))
