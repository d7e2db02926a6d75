"""Values of a row as PostgreSQL is sent them."""

from uuid import UUID

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from factcheck.columns import values_of

FIELDS = [
    field
    for label in ("factcheck", "reviews")
    for model in apps.get_app_config(label).get_models()
    for field in model._meta.local_concrete_fields
    if not field.generated
]


def is_another_key(field: models.Field, value: object) -> bool:
    """Django makes a number of a UUID, and the other way round; PostgreSQL refuses them, which is better."""
    if not isinstance(field, models.ForeignKey) or type(value) not in (int, UUID):
        return False
    return isinstance(value, UUID) != isinstance(field.target_field, models.UUIDField)


@pytest.mark.parametrize("value", [None, 7, "7", "81 missiles", True, UUID(int=7)], ids=repr)
def test_each_field_sends_what_django_would(value):
    asked = 0
    for field in FIELDS:
        try:
            expected = field.get_db_prep_save(value, connection)
        except (TypeError, ValueError, AttributeError, ValidationError):
            continue  # not a value of this field
        if is_another_key(field, value):
            continue
        (sent,) = values_of(field.model(**{field.attname: value}), [field], is_new=False)
        assert sent == expected or repr(sent) == repr(expected), field
        asked += 1

    assert asked > 50
