"""The contract of names: template, field names, identity, our own marks."""
