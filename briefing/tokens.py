"""How many tokens a text has, estimated: no tokenizer is known for most models, and none can be fetched here.

Four ASCII characters are one token, two characters of other alphabets, one of any script from U+0800 on: what the
tokenizers of the last years need for English, Russian or Arabic, and Chinese, rounded up. Two digits are one: some
tokenizers take three, others one. Tabs and line ends are one each, since they seldom join what stands beside them; a
quotation mark and a backslash are two characters, as in JSON. An estimate for planning calls; what was used is what the
endpoint says.
"""

from __future__ import annotations

_ALONE = "\n\t"
"""Each a token of its own."""
_DOUBLE = '0123456789"\\'
"""Each as much as two characters."""


def estimate(text: str) -> int:
    """The tokens in *text*, rather too many than too few; never fewer than a quarter of its bytes in JSON."""
    characters, ascii_only = len(text), len(text.encode("ascii", "ignore"))
    quarters = ascii_only + 3 * sum(map(text.count, _ALONE)) + sum(map(text.count, _DOUBLE))
    other = characters - ascii_only
    if not other:
        return -(-quarters // 4)
    # By the length in UTF-8, where a character of an alphabet has two bytes and others three, or four beyond U+FFFF.
    beyond = len(text.encode("utf-8", "surrogatepass")) - characters
    astral = len(text.encode("utf-16-le", "surrogatepass")) // 2 - characters
    wide = beyond - other - astral
    return -(-(quarters + 2 * (other - wide) + 4 * wide) // 4)
