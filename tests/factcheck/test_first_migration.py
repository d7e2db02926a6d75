"""A new desk begins with one migration an app, an older one came by many: both have the same tables."""

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState
from django.db.migrations.writer import MigrationWriter

OURS = ["factcheck", "reviews"]


@pytest.mark.parametrize("app", OURS)
def test_a_new_desk_has_the_tables_of_one_that_was_migrated_step_by_step(app: str) -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    (first,) = (migration for migration in loader.disk_migrations.values() if _begins(migration, app))

    at_once, step_by_step = (
        {
            name: _promises(model)
            for (label, name), model in loader.project_state(node).models.items()
            if label == app
        }
        for node in ((app, first.name), first.replaces[-1])
    )

    assert at_once == step_by_step


@pytest.mark.parametrize("app", OURS)
def test_a_new_desk_begins_with_that_migration(app: str) -> None:
    loader = MigrationLoader(None)

    assert [_begins(loader.disk_migrations[root], app) for root in loader.graph.root_nodes(app)] == [True]


def _begins(migration: Migration, app: str) -> bool:
    return migration.app_label == app and bool(migration.replaces)


def _promises(model: ModelState) -> tuple[object, ...]:
    """Columns, indexes, constraints and triggers by name, each as it is written down: their order promises nothing."""
    fields = {name: MigrationWriter.serialize(field)[0] for name, field in model.fields.items()}
    options = {
        option: {part.name: MigrationWriter.serialize(part)[0] for part in value}
        if option in ("indexes", "constraints", "triggers")
        else value
        for option, value in model.options.items()
        if value
    }
    return fields, options, model.bases
