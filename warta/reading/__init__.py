"""Raw files to pages: text, JSON Lines, HTML and WARC."""
