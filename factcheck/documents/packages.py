"""Zip packages that cannot grow beyond what they may: sizes are counted while unpacking, never believed."""

import io
import zipfile
import zlib

from .limits import Limits
from .refusals import Refused
from .sniffing import READABLE

_ENCRYPTED = 0x1
_CHUNK = 1 << 16
_DAMAGED = "The file is damaged: it cannot be unpacked. Save it anew, or paste the text."


class Package:
    """The entries of a zip file by name. Nothing is ever written to disk, and no entry is unpacked in turn."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise Refused("damaged", _DAMAGED) from error
        self._left = limits.unpacked_bytes
        self._limit = limits.unpacked_bytes
        self.names = self._zip.namelist()
        if len(self.names) > limits.parts:
            raise Refused(
                "too_many_parts",
                f"The file is a package of {len(self.names):,} files; up to {limits.parts:,} are opened. "
                "Save it anew without what is embedded, or paste the text.",
            )
        if len(set(self.names)) < len(self.names):  # which of two is read would depend on the reader
            raise Refused("damaged", _DAMAGED)
        if any(entry.flag_bits & _ENCRYPTED for entry in self._zip.infolist()):
            raise Refused("encrypted", "The file has a password. Save it without one, or paste the text.")

    def read(self, name: str) -> bytes | None:
        """What ``name`` holds; None where there is no such entry. All entries together stay below the limit."""
        if name not in self.names:
            return None
        unpacked = bytearray()
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused(
                            "unpacks_too_large",
                            f"The file unpacks to more than {self._limit:,} bytes. Save its text alone, or paste it.",
                        )
                    unpacked += chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise Refused("damaged", _DAMAGED) from error
        return bytes(unpacked)


def refuse_other_package(package: Package) -> Refused:
    """What to say of a zip file that is no Word document."""
    names = set(package.names)
    kind = next(
        (
            name
            for entry, name in (
                ("xl/workbook.xml", "a spreadsheet"),
                ("ppt/presentation.xml", "a presentation"),
                ("META-INF/MANIFEST.MF", "a program"),
                ("META-INF/container.xml", "an e-book"),
                ("content.xml", "an OpenDocument file"),
            )
            if entry in names
        ),
        "an archive",
    )
    return Refused("unsupported_type", f"This is {kind}. {READABLE}")
