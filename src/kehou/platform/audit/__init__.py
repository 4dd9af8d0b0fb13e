"""The audit trail: what happened, who did it, on what ground."""
