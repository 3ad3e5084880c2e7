"""Tables to a release that can be checked from its files alone."""
