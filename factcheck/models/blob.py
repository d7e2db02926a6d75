from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.fields import Sha256Field


class Blob(models.Model):
    """Bytes kept in the database, found by their digest, so that every machine of the desk can read them."""

    sha256 = Sha256Field(unique=True)
    media_type = models.CharField(_("media type"), max_length=127)
    content = models.BinaryField(_("bytes"), db_column="bytes")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256
