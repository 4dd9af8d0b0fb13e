"""Who may do what: accounts, dated roles, actions, and the door of every page."""
