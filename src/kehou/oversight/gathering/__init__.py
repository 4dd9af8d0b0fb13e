"""Gathering the inputs of the indicators from the capabilities, each with a fixed number of queries."""
