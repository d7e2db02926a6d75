"""Files and pages in, words out: bytes of any kind become a ``Document``, or a refusal that says what to do.

Pure Python, no Django, nothing fetched. What comes from outside is read with ``sandbox.read_document``, in a
process of its own under limits; ``read`` is the same without them, for that process and for tests.
"""

from .limits import Limits
from .reading import read
from .refusals import Refused
from .types import Block, Cut, Document, Kind, Notice, Region, Stamp

__all__ = ["Block", "Cut", "Document", "Kind", "Limits", "Notice", "Refused", "Region", "Stamp", "read"]
