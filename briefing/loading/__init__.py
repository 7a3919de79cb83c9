"""Reports as they lie on a disk, come down a pipe or stand on the web, read into :class:`~briefing.source.Source`.

::

    name → bytes → characters → text and metadata → Source

Text and Markdown are taken as written, less their front matter (``reading``); characters are told by
:mod:`briefing.decoding`, a page is read by ``pages``, what a report says of itself by ``metadata``, a PDF, Word or mail
file by :mod:`briefing.documents`; :mod:`briefing.fetching` goes to the web.
"""

from briefing.loading.reading import PassedBy, load_sources, passed_by, refusal, reports_below, source_of

__all__ = ["PassedBy", "load_sources", "passed_by", "refusal", "reports_below", "source_of"]
