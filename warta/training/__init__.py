"""Generated pages and the recipe of the cleaning model; nothing at run time imports it."""
