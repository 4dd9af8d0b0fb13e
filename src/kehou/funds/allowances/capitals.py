"""Amounts in Chinese capitals, as a signed sheet needs them (壹仟贰佰元整). Pure."""

from __future__ import annotations

from kehou.kernel.fen import Fen

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
GROUP = 10_000


def in_capitals(amount: Fen) -> str:
    """An amount of at least nothing in capitals; a whole number of yuan ends in 整.

    Raises ValueError for a negative amount or one of ten thousand billion yuan and more.
    """
    yuan, fen = divmod(amount.amount, 100)
    if amount < Fen(0) or yuan >= GROUP ** len(_GROUPS):
        raise ValueError(amount)
    said = f"{_whole(yuan)}元" if yuan else ""
    jiao, last = divmod(fen, 10)
    if not fen:
        return f"{said or '零元'}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return said + (f"{_DIGITS[last]}分" if last else "整")


def _whole(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, GROUP)
        groups.append(group)
    said = ""
    gap = False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if group == 0:
            gap = True
            continue
        if said and (gap or group < GROUP // 10):
            said += _DIGITS[0]
        said += _four(group) + _GROUPS[place]
        gap = False
    return said


def _four(group: int) -> str:
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            said += (_DIGITS[0] if zero and said else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return said
