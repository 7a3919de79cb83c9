"""Briefs, runs and paid answers, in SQLite or PostgreSQL, through SQLAlchemy."""

from briefing.store.records import Run, Standing, Stored
from briefing.store.store import Store

__all__ = ["Run", "Standing", "Store", "Stored"]
