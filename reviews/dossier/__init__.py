"""Everything that the desk knows of one review, in one file: to read, to compute with, and to check."""

from reviews.dossier.archive import Options, export

__all__ = ["Options", "export"]
