"""What a person would not see of a text or a page, and taking it out.

A source is only what a reader would see of it: what is hidden could be quoted, and nobody could check the
quote by looking. In a text these are characters without a picture that carry a message or turn the order of
what is shown (:mod:`briefing.hidden.characters`). In a page they are the elements that its markup or its own
style sheets hide (:mod:`briefing.hidden.pages`).
"""
