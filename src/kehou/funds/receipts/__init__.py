"""Receipts: counter, bank and wallet, into registered accounts only (A9.17)."""
