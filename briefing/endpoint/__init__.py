"""Asking a model: any OpenAI-compatible endpoint, through openai, instructor and tenacity.

This package is the only importer of those three, and maps each of their errors to one of
:mod:`briefing.errors`. One owner per retry: the client retries nothing and instructor retries nothing;
tenacity retries what is transient (:mod:`~briefing.endpoint.faults`), :meth:`Endpoint.ask` asks again for
JSON that is off the schema.
"""

from briefing.endpoint.client import ESTIMATED_LOW, LEAST_ROOM, Answer, Endpoint, request_tokens
from briefing.endpoint.connection import Learned, Progress
from briefing.endpoint.tally import Tally, Used

__all__ = [
    "ESTIMATED_LOW",
    "LEAST_ROOM",
    "Answer",
    "Endpoint",
    "Learned",
    "Progress",
    "Tally",
    "Used",
    "request_tokens",
]
