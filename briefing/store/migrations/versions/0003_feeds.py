"""Feeds that are followed, and their entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From a store that followed no feeds."""
    op.create_table(
        "feeds",
        sa.Column("brief", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("checked", sa.Float, nullable=False),
    )
    op.create_table(
        "feed_entries",
        sa.Column("brief", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("entry", sa.String(64), primary_key=True),
        sa.Column("seen", sa.Float, nullable=False),
    )
