"""The queue of works for many machines: Procrastinate's, in the PostgreSQL database that holds the store.

It carries a work's key and the run that asked for it; what a key means, and whether it is done, the store knows. A key
waits or is worked on once, whoever defers it. Importing this without the extra ``postgres`` is a UsageError.
"""

import logging

from briefing.errors import UsageError

try:
    import procrastinate
    import psycopg
except ImportError as error:
    raise UsageError(
        "a PostgreSQL store needs the extra: pip install 'grounded-briefing[postgres]'", "--store"
    ) from error

# Their lines carry keys, tracebacks and what the database said; what a person has to know is said here.
for _library in (procrastinate, psycopg):
    logging.getLogger(_library.__name__).addHandler(logging.NullHandler())
    logging.getLogger(_library.__name__).propagate = False

from briefing.queue.handing import HandBack  # noqa: E402 - what it needs has to be there
from briefing.queue.queue import Queue  # noqa: E402

__all__ = ["HandBack", "Queue"]
