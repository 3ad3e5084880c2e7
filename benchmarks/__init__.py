"""What the work costs, measured side by side with others' tools on the same invented pages."""
