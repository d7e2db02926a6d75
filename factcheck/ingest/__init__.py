"""Articles in, by whatever way they come."""

from factcheck.ingest.appending import Piece, append
from factcheck.ingest.arrivals import Upload, receive_file, receive_html, receive_url
from factcheck.ingest.receiving import Delivery, receive
from factcheck.ingest.storing import paste, store
from factcheck.ingest.submission import Submission

__all__ = [
    "Delivery",
    "Piece",
    "Submission",
    "Upload",
    "append",
    "paste",
    "receive",
    "receive_file",
    "receive_html",
    "receive_url",
    "store",
]
