"""The one place that reads a clock.

Business time (deadlines, periods, records) may be moved in a demo; security time (codes, sign-ins,
sessions) may not, so they are two clocks.
"""
