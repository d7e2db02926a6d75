"""What the API shows and what it is sent, by serializers that are made once."""

from collections.abc import Callable
from threading import local
from typing import Any, TypeVar

from rest_framework.serializers import BaseSerializer, Serializer

Made = TypeVar("Made", bound=BaseSerializer[Any])
_of_thread = local()


def shown(row: object, *, by: Callable[[], BaseSerializer[Any]]) -> Any:
    """``by(row).data`` for a serializer that asks nothing of the request.

    Making one costs more than its answer: a model serializer asks every column what it is like, each time.
    """
    return _made(by).to_representation(row)


def read(body: Any, *, by: Callable[[], Serializer]) -> dict[str, Any]:
    """What ``by`` says that a request's body holds; for one that asks nothing of the request.

    Raises:
        ValidationError: as ``is_valid(raise_exception=True)`` does.
    """
    return _made(by).run_validation(body)


def _made(serializer: Callable[[], Made]) -> Made:
    """One a thread: nobody promises that two may ask one at once."""
    made: Any = _of_thread.__dict__
    if serializer not in made:
        made[serializer] = serializer()
    return made[serializer]
