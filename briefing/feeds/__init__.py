"""RSS and Atom feeds, read into entries by a process of their own.

::

    bytes → a child process with little memory and time ─ characters, judged, then feedparser ─ entries, newest first

A feed that declares entities is refused before anything parses it: no feed needs them, and a few lines of them unpack
to gigabytes, or name a file of this machine. What the library takes hours for ends with the child.
"""

from briefing.feeds.reading import LONGEST_OF_ITS_OWN, MOST_ENTRIES, FeedEntry, Feeds, Per, read_feed

__all__ = ["LONGEST_OF_ITS_OWN", "MOST_ENTRIES", "FeedEntry", "Feeds", "Per", "read_feed"]
