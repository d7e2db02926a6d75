from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "The desk"

    def ready(self) -> None:
        from factcheck import event_words
        from factcheck.verification import states_follow_events
        from reviews import receivers  # noqa: F401 (connects them)
        from reviews.event_words import WORDS
        from reviews.models import FactCheck, Review

        states_follow_events(Review, FactCheck)
        event_words.add(WORDS)
