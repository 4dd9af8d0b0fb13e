"""Reference pages that are generated from the code, so that they cannot grow old."""
