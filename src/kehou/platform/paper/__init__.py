"""Paper: everything that leaves the house as a document, a seal, a code or a spreadsheet.

Django-free. Frozen content goes in, bytes come out; dates are handed in, no clock is read.
"""
