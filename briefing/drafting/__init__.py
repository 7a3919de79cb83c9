"""Drafting: from what is asked to a draft whose every item was checked, and sent back once where it did not stand.

::

    planning ── one call over the sources ───────────────────────┐
      └── collecting, from each passage ── one call over that ──┴─ mend ── settle

``splitting`` cuts passages, ``planning`` tells how many calls and tokens it takes, ``collecting`` merges the quotes of
many calls, ``drafter`` makes the calls.
"""

from briefing.drafting.drafter import Drafter, within

__all__ = ["Drafter", "within"]
