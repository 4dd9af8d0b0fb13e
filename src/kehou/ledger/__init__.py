"""The book of a school's term: double entry in whole fen, chained, closed in its accounts (A9.22).

Pure: standard library only, no Django, no clock, no input or output, no randomness.
"""
