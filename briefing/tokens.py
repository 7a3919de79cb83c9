"""How many tokens a text has, estimated: no tokenizer is known for most models, and none can be fetched here.

Four ASCII characters are one token, two characters of other alphabets, one of any script from U+0800 on: what the
tokenizers of the last years need for English, Russian or Arabic, and Chinese, rounded up. An estimate for planning
calls; what was used is what the endpoint says.
"""

from __future__ import annotations


def estimate(text: str) -> int:
    """The tokens in *text*, rather too many than too few."""
    characters, ascii_only = len(text), len(text.encode("ascii", "ignore"))
    other = characters - ascii_only
    if not other:
        return -(-ascii_only // 4)
    # By the length in UTF-8, where a character of an alphabet has two bytes and others three, or four beyond U+FFFF.
    beyond = len(text.encode("utf-8", "surrogatepass")) - characters
    astral = len(text.encode("utf-16-le", "surrogatepass")) // 2 - characters
    wide = beyond - other - astral
    return -(-(ascii_only + 2 * (other - wide) + 4 * wide) // 4)
