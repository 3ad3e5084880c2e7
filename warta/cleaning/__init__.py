"""Pages to spans: segments, evidence and decision; `rules/` holds the rules as data."""
