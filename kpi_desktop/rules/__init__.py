"""The rule catalogue: small pure functions in one ordered registry; knows the domain only."""
