"""``read`` in a process of its own, under limits: what a worker calls on anything that came from outside."""

import contextlib
import json
import sys
from dataclasses import asdict

from . import wire
from .limits import Limits
from .processes import TookTooLong, run_reader
from .refusals import Refused
from .types import Document

_COMMAND = (sys.executable, "-s", "-m", "factcheck.documents.child")
_PASTE = "Paste the text; the address is kept."


def read_document(
    content: bytes, *, media_type: str = "", filename: str = "", url: str = "", limits: Limits | None = None
) -> Document:
    """What ``content`` says, read by a child that ends with this call. Safe to repeat; needs no main thread.

    ``media_type`` and ``filename`` are what the file was said to be, ``url`` where it was found.

    Raises:
        Refused: the file is not read. Besides the reasons of ``read``: ``took_too_long``, ``too_complex`` (memory),
            ``parser_failed`` (its process died).
    """
    limits = limits or Limits()
    if len(content) > limits.input_bytes:  # before it is copied
        raise Refused(
            "too_large",
            f"The file has {len(content):,} bytes; up to {limits.input_bytes:,} are read. Send it in parts.",
        )
    order = {"media_type": media_type, "filename": filename, "url": url, "limits": asdict(limits)}
    try:
        answer = run_reader(_COMMAND, [json.dumps(order).encode(), b"\n", content], limits=limits)
    except TookTooLong:
        raise Refused(
            "took_too_long",
            f"Reading the file took more than {limits.cpu_seconds} seconds. Send it in parts, or paste the text.",
        ) from None
    if answer is not None:
        with contextlib.suppress(ValueError):
            return wire.load(answer, limits)
    raise Refused("parser_failed", f"The file made its reader fail. {_PASTE}")
