"""The style page: every piece of the design language, on one address, in debug only."""
