"""The written agreement with each family: offered, signed or declined, withdrawn with one tap."""
