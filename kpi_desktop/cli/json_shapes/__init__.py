"""The document that ``--json`` prints, by the module of its command; docs/json.schema.json describes each."""
