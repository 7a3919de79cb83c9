"""Draft + sources → what stands, and a reason for everything that does not. Pure: nothing here asks a model.

Three steps, so that one repair call can come between them: :func:`review` finds what is wrong with each
item by itself, :func:`mend` puts the repaired items in, and :func:`settle_to_the_end` takes out what still does
not stand, with whatever stood on that alone.
"""

from briefing.grounding.entries import Finding
from briefing.grounding.mend import mend
from briefing.grounding.reground import settle_to_the_end
from briefing.grounding.review import review
from briefing.grounding.settle import Settled, settle, sift
from briefing.grounding.speakers import Speakers
from briefing.grounding.terms import Terms

__all__ = ["Finding", "Settled", "Speakers", "Terms", "mend", "review", "settle", "settle_to_the_end", "sift"]
