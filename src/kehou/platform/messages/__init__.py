"""Messages to people, and the carriers that take them."""
