"""Tokens of an answer that need more than 32 bits, as some services count them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From a PostgreSQL store that could not take such an answer."""
    with op.batch_alter_table("answers") as answers:
        for column in ("input_tokens", "output_tokens"):
            answers.alter_column(column, existing_type=sa.Integer, type_=sa.BigInteger)
