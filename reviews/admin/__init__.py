"""The desk in the admin. One module a thing; importing it registers it."""

from reviews.admin import beside, desks, editor_tasks, events, fact_checks, reviews, scales

__all__ = ["beside", "desks", "editor_tasks", "events", "fact_checks", "reviews", "scales"]
