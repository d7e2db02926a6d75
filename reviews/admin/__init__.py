"""The desk in the admin. One module a thing; importing it registers it."""

from reviews.admin import (
    beside,
    conflicts,
    desks,
    editor_tasks,
    events,
    fact_checks,
    people,
    reviews,
    scales,
)

__all__ = [
    "beside",
    "conflicts",
    "desks",
    "editor_tasks",
    "events",
    "fact_checks",
    "people",
    "reviews",
    "scales",
]
