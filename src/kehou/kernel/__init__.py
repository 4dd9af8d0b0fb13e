"""The words every part of the house shares: money, moments, places, verdicts, actors.

Pure: standard library only, no Django, no clock, no input or output, no randomness.
"""
