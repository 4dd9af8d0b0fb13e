"""The end of a month and of a term: closed, settled, given back, shown, archived (9.13 to 9.19)."""
