"""Rows as the API shows them, by serializers that are made once."""

from collections.abc import Callable
from functools import cache
from typing import Any

from rest_framework.serializers import BaseSerializer


def shown(row: object, *, by: Callable[[], BaseSerializer[Any]]) -> Any:
    """``by(row).data`` for a serializer that asks nothing of the request.

    Making one costs more than its answer: a model serializer asks every column what it is like, each time.
    """
    return _made(by).to_representation(row)


@cache
def _made(serializer: Callable[[], BaseSerializer[Any]]) -> BaseSerializer[Any]:
    return serializer()
