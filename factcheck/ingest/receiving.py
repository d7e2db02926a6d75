"""One door for everything that comes in: API, admin, batch and command line."""

from dataclasses import dataclass

from factcheck.ingest.arrivals import Upload, receive_file, receive_html, receive_url
from factcheck.ingest.storing import store
from factcheck.ingest.submission import Submission
from factcheck.models import User


@dataclass(frozen=True)
class Delivery:
    """What is known of an article, with its words, a page's source, a file, or nothing but its address."""

    submission: Submission
    html: str | None = None
    upload: Upload | None = None


def receive(delivery: Delivery, *, owner: User) -> tuple[int, bool]:
    """Take it in: the article's id, and whether anything is new and was queued.

    Raises what ``store``, ``receive_url``, ``receive_html`` and ``receive_file`` raise.
    """
    submission = delivery.submission
    if delivery.upload is not None:
        article, is_new = receive_file(submission, upload=delivery.upload, owner=owner)
    elif delivery.html is not None:
        article, is_new = receive_html(submission, html=delivery.html, owner=owner)
    elif submission.text or submission.blocks or not submission.url:
        version, is_new = store(submission, owner=owner)
        return version.article_id, is_new
    else:
        article, is_new = receive_url(submission, owner=owner)
    return article.pk, is_new
