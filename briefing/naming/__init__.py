"""Names in claims, and whether texts hold them: pure, no model, no network.

:func:`names` finds the proper names that a text states; :class:`HeldNames` says whether grounds hold one, in any
spelling, inflection, transliteration or closed reference form; :func:`same_name` whether two strings can name the
same thing.
"""

from __future__ import annotations

from briefing.naming.held import HeldNames
from briefing.naming.names import Kind, Name, names
from briefing.naming.same import same_name

__all__ = ["HeldNames", "Kind", "Name", "names", "same_name"]
