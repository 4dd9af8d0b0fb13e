"""What is done with orders at the payment channel."""
