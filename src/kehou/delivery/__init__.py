"""The afternoon itself: sessions, roll call, custody of every child to the gate, the service log."""
