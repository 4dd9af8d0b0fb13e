"""The outbox: what an earlier step tells later ones, in the transaction in which it happened."""
