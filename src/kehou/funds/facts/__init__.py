"""Facts of the money that others hand in or are fed with, without names."""
