"""Putting rows into tables of either database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def put(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any], *, replace: Sequence[str] = ()) -> bool:
    """Insert *row*; where its primary key is there already, write the columns of *replace* alone. Whether it was new
    or written."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**row)
    keys = [column.name for column in table.primary_key.columns]
    if replace:
        statement = statement.on_conflict_do_update(index_elements=keys, set_={name: row[name] for name in replace})
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    # Not by counting rows: of an insert psycopg's count does not reach us.
    return connection.execute(statement.returning(*table.primary_key.columns)).first() is not None
