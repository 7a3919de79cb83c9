"""The page people read: GitHub-flavoured Markdown that also reads well as plain text.

Page one ends at a rule: the question, what the brief rests on, the answer, the judgments, what they mean and what
to watch, in at most 450 words; what found no room there opens the next. Behind it stand the analysis and the
annex. What a brief does not have takes no room, but for what a reader would miss: judgments, a bottom line,
evidence. The same brief always makes the same bytes.
"""

from __future__ import annotations

from briefing.brief import Brief
from briefing.render.analysis import analysis
from briefing.render.annex import annex
from briefing.render.first_page import first_page


def render_markdown(brief: Brief) -> str:
    """*brief* as a Markdown page, ending in a line break.

    Nothing in it acts: the only links are the sources' own http and https addresses, and every string of the
    brief shows as the text it is.
    """
    page, behind = first_page(brief)
    blocks = [*page, "---", *behind, *analysis(brief), *annex(brief)]
    return "\n\n".join(blocks) + "\n"
