"""The process that reads one file: ``python -m factcheck.documents.child``, the file on standard input.

The first line of standard input says what to read and how; the answer is JSON on standard output.
"""

import json
import os
import sys

from factcheck.documents.confinement import confine
from factcheck.documents.limits import Limits
from factcheck.documents.reading import read
from factcheck.documents.refusals import Refused
from factcheck.documents.wire import dump_document, dump_refusal


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**order["limits"])
    confine(limits)
    sys.setrecursionlimit(600)
    try:
        content = sys.stdin.buffer.read()
        document = read(
            content,
            media_type=order["media_type"],
            filename=order["filename"],
            url=order["url"],
            limits=limits,
        )
        answer = dump_document(document)
    except Refused as refusal:
        answer = dump_refusal(refusal)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing is left to tidy up, and tidying up a huge tree takes time


if __name__ == "__main__":
    # Not needed to read files, and slow to load: a model that tells languages apart, with its linear algebra.
    sys.modules["py3langid"] = None  # type: ignore[assignment]
    main()
