"""People's names in the order in which a Chinese reader looks them up."""

from __future__ import annotations


def name_order(name: str) -> bytes:
    """The key to sort names by: the national code holds the common characters by their sound, so that
    names stand from A to Z of Pinyin; rare characters follow by their radicals.
    """
    return name.encode("gb18030", errors="replace")
