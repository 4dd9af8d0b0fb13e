"""The plans of a whole province, and the peer that the rules are measured beside."""
