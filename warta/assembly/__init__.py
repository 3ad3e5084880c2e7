"""Shards of pages to records, and the records of all shards to the tables of a release."""
