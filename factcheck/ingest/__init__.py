"""Articles in, by whatever way they come."""

from factcheck.ingest.storing import store
from factcheck.ingest.submission import Submission

__all__ = ["Submission", "store"]
