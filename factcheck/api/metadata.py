"""What ``OPTIONS`` answers: name, methods and types of an address. Its fields stand in the OpenAPI document."""

from typing import Any

from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request


class NoForms(SimpleMetadata):
    """Without the fields, for which DRF would look an object up that not every address names."""

    def determine_actions(self, request: Request, view: Any) -> dict[str, Any]:
        return {}
