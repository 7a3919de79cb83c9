"""The brief as pages: one module per format, each a pure function of a :class:`~briefing.brief.Brief`.

``markdown`` puts the Markdown page together from ``first_page``, ``analysis`` and ``annex``, which lean on
``tables``, ``wording`` and ``escape``. Everything in a brief was written by a model or by a source, so every
string passes through ``escape`` on its way to the page: the modules here write markup, the data never does.
"""
