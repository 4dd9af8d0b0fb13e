"""What authorities lay down: the city's tariff, the county's policy, waiver rule and parameters."""
