"""Allowances of a month: from recorded sessions to the signed sheet (process 9.7 to 9.9)."""
