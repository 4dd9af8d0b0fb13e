"""Guardians and entrusted carers: confirmed, added, limited, ended, merged. No link is rewritten."""
