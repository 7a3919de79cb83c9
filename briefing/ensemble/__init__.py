"""Several drafts of one brief, put together: numbers as medians with their spread, everything else once.

::

    drafts ─ one numbering ─ what claims the same, together ─ medians ─ what is over the caps, left out
"""

from briefing.ensemble.merging import Ensemble, merge

__all__ = ["Ensemble", "merge"]
