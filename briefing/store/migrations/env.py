"""What Alembic runs to migrate a store: on the connection that it is given, in one transaction."""

from __future__ import annotations

from alembic import context

from briefing.store.tables import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
