"""Bills: from signed agreements and planned periods to what a family is asked for."""
