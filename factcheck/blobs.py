"""Django's storage API over the ``Blob`` table: files that every machine of the desk can read."""

import hashlib
import mimetypes
from contextlib import suppress

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.deconstruct import deconstructible

from factcheck.models import Blob


@deconstructible
class BlobStorage(Storage):
    """A file's name is the digest of its bytes; the same bytes are kept once."""

    def _open(self, name: str, mode: str = "rb") -> File:
        try:
            blob = Blob.objects.get(sha256=name)
        except Blob.DoesNotExist:
            raise FileNotFoundError(name) from None
        return ContentFile(bytes(blob.content), name=name)

    def _save(self, name: str, content: File) -> str:
        data = content.read()
        digest = hashlib.sha256(data).hexdigest()
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        Blob.objects.get_or_create(sha256=digest, defaults={"media_type": media_type, "content": data})
        return digest

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def delete(self, name: str) -> None:
        Blob.objects.filter(sha256=name).delete()

    def exists(self, name: str) -> bool:
        return Blob.objects.filter(sha256=name).exists()

    def size(self, name: str) -> int:
        with self._open(name) as blob:
            return blob.size


def keep_bytes(content: bytes, *, media_type: str) -> Blob:
    """The row of these bytes, made where there is none. In a transaction: until its end nobody drops it."""
    digest = hashlib.sha256(content).hexdigest()
    while True:
        known = Blob.objects.select_for_update(no_key=True).defer("content").filter(sha256=digest).first()
        if known:
            return known
        Blob.objects.bulk_create(
            [Blob(sha256=digest, media_type=media_type[:127], content=content)], ignore_conflicts=True
        )


def drop_unused(blob: Blob) -> None:
    """Delete ``blob`` unless somebody else uses it. In a transaction."""
    with suppress(ProtectedError), transaction.atomic():
        # Whoever is about to use it holds the row (``keep_bytes``): they are waited for, and then seen.
        Blob.objects.select_for_update(no_key=False).only("pk").filter(pk=blob.pk).first()
        blob.delete()
