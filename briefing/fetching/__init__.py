"""Pages from the web, fetched by one policy that holds on every hop; nothing else in the house asks for reports there.

::

    address → host → its addresses, each of them judged → a connection to one of those → at most five redirects, each
    through the same → bytes, capped after decompression and in time
"""

from briefing.fetching.addresses import Judge, Standing, Verdict, judged
from briefing.fetching.fetch import Fetched, Leave, fetch
from briefing.fetching.places import Place, host_of, is_address, parsed
from briefing.fetching.policy import DOCUMENTS, FEEDS, PAGES, Accept, Policy, Resolve
from briefing.fetching.robots import Robots, heed

__all__ = [
    "DOCUMENTS",
    "FEEDS",
    "PAGES",
    "Accept",
    "Fetched",
    "Judge",
    "Leave",
    "Place",
    "Policy",
    "Resolve",
    "Robots",
    "Standing",
    "Verdict",
    "fetch",
    "heed",
    "host_of",
    "is_address",
    "judged",
    "parsed",
]
