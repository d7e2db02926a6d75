"""The steps of an article's way: fetch, clean, extract, match. Each is a row that a worker takes and ends."""
