"""The authorities' pages."""
