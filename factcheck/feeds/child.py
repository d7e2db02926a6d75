"""The process that reads one feed: ``python -m factcheck.feeds.child``, the feed on standard input.

The first line of standard input says what it may cost; the answer is JSON on standard output.
"""

import json
import os
import sys
from dataclasses import asdict
from datetime import datetime

from factcheck.documents.confinement import confine
from factcheck.documents.limits import Limits
from factcheck.feeds.reading import read_feed
from factcheck.feeds.types import NotAFeed


def main() -> None:
    confine(Limits(**json.loads(sys.stdin.buffer.readline())))
    try:
        answer: dict[str, object] = {"contents": asdict(read_feed(sys.stdin.buffer.read()))}
    except NotAFeed as failure:
        answer = {"not_a_feed": failure.code}
    sys.stdout.write(json.dumps(answer, default=datetime.isoformat))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to tidy up


if __name__ == "__main__":
    main()
