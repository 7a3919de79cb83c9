"""Passages of a report that speak to a language model, and not to its reader."""

from briefing.injection.passages import Passage, addressed_to_model, warnings_of

__all__ = ["Passage", "addressed_to_model", "warnings_of"]
