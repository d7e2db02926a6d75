"""Files in the database, named by what is in them."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from factcheck.blobs import BlobStorage
from factcheck.models import Blob

pytestmark = pytest.mark.django_db

BYTES = b"%PDF\x00\xff"


def test_a_file_is_named_by_its_digest_and_read_back():
    name = default_storage.save("log.pdf", ContentFile(BYTES))

    assert name == hashlib.sha256(BYTES).hexdigest()
    assert default_storage.open(name).read() == BYTES
    assert default_storage.size(name) == len(BYTES)
    assert Blob.objects.get().media_type == "application/pdf"


def test_the_same_bytes_are_kept_once():
    names = {default_storage.save(name, ContentFile(BYTES)) for name in ("a.pdf", "b.pdf")}

    assert len(names) == Blob.objects.count() == 1


def test_what_is_not_there_is_not_found():
    assert isinstance(default_storage._wrapped, BlobStorage) or isinstance(default_storage, BlobStorage)
    assert not default_storage.exists("0" * 64)
    with pytest.raises(FileNotFoundError):
        default_storage.open("0" * 64)
