"""Bodies unpacked up to a limit: a few bytes can unpack to gigabytes."""

import zlib

from factcheck.fetching.errors import Refused

#: Each costs a copy of what follows it.
_MOST_MEMBERS = 16


class TooLarge(Exception):
    """It unpacks to more than was agreed."""


def unpack(body: bytes, encoding: str, *, most_bytes: int) -> bytes:
    """``body`` without its Content-Encoding.

    Raises:
        TooLarge: more than ``most_bytes`` came out; no more than that was ever held.
        Refused: packed in a way that we did not ask for, several times over, or broken.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            windows = [zlib.MAX_WBITS | 16]
        case "deflate":  # meant is zlib's format, but some send the bare stream (RFC 9110, 8.4.1.2)
            windows = [zlib.MAX_WBITS, -zlib.MAX_WBITS]
        case other:
            raise Refused("encoding_not_read", other[:40])
    for window in windows:
        try:
            return _inflate(body, window, most_bytes)
        except zlib.error:
            continue
    raise Refused("broken_packing")


def _inflate(body: bytes, window: int, most_bytes: int) -> bytes:
    unpacked = bytearray()
    for _ in range(_MOST_MEMBERS):  # gzip may have several, one after the other
        unpacker = zlib.decompressobj(window)
        unpacked += unpacker.decompress(body, most_bytes - len(unpacked) + 1)
        if len(unpacked) > most_bytes:
            raise TooLarge
        if not unpacker.eof:
            raise zlib.error("cut short")
        body = unpacker.unused_data
        if window <= zlib.MAX_WBITS or body[:2] != b"\x1f\x8b":  # what follows is padding
            return bytes(unpacked)
    raise zlib.error("too many members")
