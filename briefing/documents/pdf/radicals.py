"""The parts of Chinese characters that some producers of PDFs name where the whole character is meant.

A font has one glyph for a character and for the radical that looks like it, and the producer takes whichever comes
first. A reader sees the character. Source: Unicode's ``EquivalentUnifiedIdeograph.txt``, the radicals that stand for a
whole character; those of Kangxi (U+2F00–2FD5) are compatibility equivalents of theirs.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = (
    "⺁厂⺄乙⺅亻⺋卩⺌小⺍小⺎尢⺏尣⺒巳⺓幺⺗心⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺦丬⺧牛⺨犭⺪疋"
    "⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶"
    "⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾"
    "⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_WHOLE = {ord(part): whole for part, whole in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
_WHOLE |= {part: unicodedata.normalize("NFKC", chr(part)) for part in range(0x2F00, 0x2FD6)}


def without_radicals(text: str) -> str:
    """*text* with whole characters for the radicals that look like them."""
    return text if text.isascii() else text.translate(_WHOLE)
