"""The operating system: files, evidence, locks, clock, logs, isolated worker processes."""
