"""What the first brief of a process would have to wait for, done while its answer is on the way.

Word lists, names of states, patterns and the classes of libraries are read at first use, a second and a half in all.
A command that writes one brief never needs most of them sooner; a batch has nothing else to do until its first answer.
"""

from __future__ import annotations

import gc
from datetime import date

from briefing.draft import Draft
from briefing.grounding import Terms, review, settle_to_the_end
from briefing.source import Source

_TEXT = (
    "On 3 March 2026 Ida Holm of the Norvale harbour authority said: “Two of five tugs will probably not sail to Mali.”"
)
_QUOTE = "Two of five tugs will probably not sail to Mali."


def warm_up() -> None:
    """Ground a sentence of ours: whatever grounding reads at first use is read, and stays."""
    source = Source.from_text(_TEXT, published="2026-03-04")
    terms = Terms({"S1": source}, date(2026, 3, 4), asked="Will tugs sail?", language="en")
    draft = Draft.model_validate(
        {
            **{name: [] for name in Draft.model_fields},
            "title": "Norvale: two of five tugs stay in harbour",
            "voices": [{"id": "V1", "name": "Ida Holm", "as_written": "Ida Holm", "role": None, "interest": None}],
            "evidence": [
                {
                    "id": "E1",
                    "source": "S1",
                    "quote": _QUOTE,
                    "voice": ["V1"],
                    "kind": "prediction",
                    "credibility": None,
                    "translation": None,
                }
            ],
            "gaps": [],
            "bottom_line": ["In March 2026 two tugs of the Port of Norvale stay out of Malian waters. [E1]"],
        }
    )
    settle_to_the_end(draft, terms, review(draft, terms))
    # Half a million objects that live as long as the process: else the collector walks them again and again.
    gc.freeze()
