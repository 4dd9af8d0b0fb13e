"""Who may stand before children: staff and outside people, third-party bodies, lists and contracts."""
