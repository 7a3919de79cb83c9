"""Numbers in Han numerals."""

from __future__ import annotations

from decimal import Decimal

from briefing.figures.counting import han_scale, read_han
from briefing.figures.fractions import fraction
from briefing.figures.reader import Page, Quantity, Reading, number
from briefing.figures.surroundings import unit_after
from briefing.figures.units import HAN_BOUNDS, Bound

_MEASURE_WORDS = frozenset("个個名人位次年月日天周项項家座艘架辆輛件条條种種倍度级級号號岁歳枚国國省市世成")

_NOT_COUNTED = frozenset({"一", "十分", "千万", "万一", "一一", "百", "千", "万", "亿", "十", "零", "两", "兆"})


def read_numerals(page: Page, at: int) -> Reading | None:
    """The number in the numerals at token *at*; a single one counts only before a measure word."""
    token = page.tokens[at]
    value = read_han(token.text)
    following = page.tokens[at + 1].text[0] if at + 1 < len(page.tokens) else ""
    if token.text == "一" and following == "半":
        return page.reading(number(*fraction(Decimal(1), 2)), at, at + 2)
    if value is None:
        return page.reading(number(name=token.text), at, at + 1)
    unit = unit_after(page, at + 1, False)
    several = page.word(at - 1) in ("数", "數", "几", "幾", "上") and han_scale(token.text) is not None
    if following == "成":
        return page.reading(number(Quantity(value * 10, "%")), at, at + 2)
    counted = len(token.text) > 1 or following in _MEASURE_WORDS or bool(unit.unit)
    tacit = not several and (token.text in _NOT_COUNTED or not counted)
    bound: Bound = "vague" if several else HAN_BOUNDS.get(_before(page, at), "over" if following in "多余" else "exact")
    figure = number(Quantity(value, unit.unit), bound=bound, tacit=tacit)
    return page.reading(figure, at - several, unit.end)


def _before(page: Page, at: int) -> str:
    """The one or two Han characters before token *at* that may say how exact it is."""
    two = "".join(page.between(max(at - 2, 0), at))
    return two if two in HAN_BOUNDS else two[-1:]


def read_share(page: Page, at: int) -> Reading | None:
    """The share at token *at*, as in 百分之四十 and 三分之二."""
    text = page.tokens[at].text
    denominator, _, numerator = text.partition("分之")
    if denominator == "百":
        whole, _, part = numerator.replace("点", ".").replace("點", ".").partition(".")
        value = Decimal(whole) if whole.isdigit() else read_han(whole)
        if value is None:
            return None
        if part:
            digits = part if part.isdigit() else str(read_han(part) if len(part) > 1 else read_han("零" + part) or 0)
            value += Decimal(f"0.{digits}")
        return page.reading(number(Quantity(value, "%")), at, at + 1)
    one, other = read_han(numerator), read_han(denominator)
    return page.reading(number(*fraction(one, int(other))), at, at + 1) if one and other else None
