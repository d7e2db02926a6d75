"""Pages of the queue."""

from typing import cast

from django.core.paginator import Page
from django.utils import timezone

from factcheck.admin.paging import CappedPaginator
from reviews.models.review import ReviewQuerySet


class QueuePaginator(CappedPaginator):
    """Of reviews told to be open, in the order in which they are handed out: read off the queue's own index."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        rows = cast(ReviewQuerySet, self.object_list).told_in_queue_order(start, stop, at=timezone.now())
        return Page(rows, number, self)
