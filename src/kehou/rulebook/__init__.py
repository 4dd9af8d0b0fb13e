"""The Measures as data and functions: statements, rules, dated parameters in layers, and their trace.

Pure: no Django, no clock, no input or output but the packaged data files.
"""
