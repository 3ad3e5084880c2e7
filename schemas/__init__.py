"""One model a published table, and the projections from that one declaration."""
