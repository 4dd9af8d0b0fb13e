"""The money of a term: book, bills, receipts, refunds, allowances, expenses, closing (process 9)."""
