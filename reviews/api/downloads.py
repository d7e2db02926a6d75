"""Files out: as downloads, whatever is in them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from factcheck.models import Blob

#: What a browser may be told that it is; all else is bytes.
_TOLD = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})


def download(blob: Blob, *, name: str, media_type: str) -> HttpResponse:
    """The bytes, never as a page of ours: a picture may be shown by an ``img`` of ours, and nothing is run.

    A page's source goes out as plain text, under a name that opens as text: what was kept as evidence may be hostile.
    """
    if media_type == "text/html":
        name, media_type = f"{name}.txt", "text/plain"
    response = HttpResponse(
        bytes(blob.content),
        content_type=media_type if media_type in _TOLD else "application/octet-stream",
    )
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    # It may be confidential, and it may be taken down.
    response["Cache-Control"] = "private, no-store"
    return response
