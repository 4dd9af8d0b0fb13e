"""Small whole numbers in Chinese characters."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A whole number from 0 to 99 in characters: 七, 十二, 三十. Raises ValueError beyond."""
    if not 0 <= number <= 99:
        raise ValueError(f"{number} is not within 0 to 99")
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "" if tens == 1 else _DIGITS[tens]
    return f"{head}十{_DIGITS[ones] if ones else ''}"
