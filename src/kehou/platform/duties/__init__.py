"""Duties: dated tasks that somebody owes, with the evidence that they were done."""
