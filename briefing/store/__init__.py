"""Briefs, runs and paid answers, in SQLite or PostgreSQL, through SQLAlchemy."""

from briefing.store.runs import Run
from briefing.store.store import Store
from briefing.store.works import Standing, Stored

__all__ = ["Run", "Standing", "Store", "Stored"]
