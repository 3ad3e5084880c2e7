"""Spans to facts, each with its evidence; `words/` holds the vocabularies as data."""
