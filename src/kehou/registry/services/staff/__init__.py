"""Staff of a school: entered, given roles for a time, deputised for, with accounts."""
