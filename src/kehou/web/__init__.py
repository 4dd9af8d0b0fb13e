"""Composition: settings, addresses, desks. No rule and no row lives here."""
