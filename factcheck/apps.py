from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FactcheckConfig(AppConfig):
    name = "factcheck"
    verbose_name = "The record"

    def ready(self) -> None:
        from factcheck import roles, triggers

        # After every migration, and after a test's flush: groups are never data of a migration.
        post_migrate.connect(roles.create_groups, sender=self)
        post_migrate.connect(triggers.hold_for_all, sender=self)
