"""The CLAIM object in the OpenAPI document, read off the engine's own types, so that they cannot part."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from drf_spectacular.extensions import OpenApiSerializerExtension

from factcheck.api.drifts import DriftSerializer
from factcheck.extraction.types import Claim as Finding
from factcheck.models import Claim, ClaimAnchor

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
_UTF16 = {
    "type": "object",
    "description": "The same span in UTF-16 units, for browsers.",
    "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
    "required": ["start", "end"],
}


def schema_of(hint: Any) -> dict[str, Any]:
    """The JSON Schema of what ``to_json`` makes of a value of this type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return _schema_of_union(
            [argument for argument in arguments if argument is not types.NoneType], arguments
        )
    if origin is tuple:
        return {"type": "array", "items": schema_of(arguments[0])}
    if origin is Mapping or hint is Any:
        return {"type": "object", "additionalProperties": True}
    if is_dataclass(hint):
        return _schema_of_dataclass(hint)
    raise TypeError(f"The OpenAPI document has no rule for {hint!r}.")


def _schema_of_union(some: list[Any], arguments: tuple[Any, ...]) -> dict[str, Any]:
    schemas = [schema_of(argument) for argument in some]
    if types.NoneType not in arguments:
        return {"anyOf": schemas}
    if len(schemas) == 1 and isinstance(schemas[0].get("type"), str) and "enum" not in schemas[0]:
        return {**schemas[0], "type": [schemas[0]["type"], "null"]}
    return {"anyOf": [*schemas, {"type": "null"}]}


def _schema_of_dataclass(hint: Any) -> dict[str, Any]:
    hints = get_type_hints(hint)
    properties = {
        field.metadata.get("json", field.name): schema_of(hints[field.name]) for field in fields(hint)
    }
    if properties.get("start") == properties.get("end") == {"type": "integer"}:
        properties["utf16"] = _UTF16
    return {"type": "object", "properties": properties, "required": list(properties)}


class ClaimSchema(OpenApiSerializerExtension):
    target_class = "factcheck.api.claims.ClaimSerializer"

    def get_name(self, auto_schema: Any, direction: str) -> str:
        return "Claim"

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        engine = _schema_of_dataclass(Finding)
        whole, text, moment = (
            {"type": "integer"},
            {"type": "string"},
            {"type": "string", "format": "date-time"},
        )
        ours = {
            "id": whole,
            "article": whole,
            "version": whole,
            "origin": {"type": "string", "enum": Claim.Origin.values},
            "created_at": moment,
            "redacted_at": {"type": ["string", "null"], "format": "date-time"},
            "engine_version": text,
            "text_sha256": text,
            "status": {"type": "string", "enum": ClaimAnchor.Status.values},
            "context_changed": {"type": "boolean"},
            "drift": {
                "description": "How its words changed, most lately; null where they never did.",
                "anyOf": [auto_schema.resolve_serializer(DriftSerializer, direction).ref, {"type": "null"}],
            },
            "figure": {**text, "description": "The first quantity as a list shows it: “≥ 10”."},
            "figure_noun": {
                **text,
                "description": "What the first quantity counts, as it stands beside the figure: “cruise missiles”.",
            },
            "source": {
                "description": "Of a statement that somebody wrote down: where it can be heard, and what they noted.",
                "anyOf": [
                    {
                        "type": "object",
                        "properties": {"url": text, "note": text},
                        "required": ["url", "note"],
                    },
                    {"type": "null"},
                ],
            },
            "block": {
                "anyOf": [
                    {
                        "type": "object",
                        "properties": {"id": text, "start": whole, "end": whole},
                        "required": ["id", "start", "end"],
                    },
                    {"type": "null"},
                ]
            },
        }
        properties = {**ours, **engine["properties"]}
        stood = {
            "type": "object",
            "additionalProperties": True,
            "description": "With ?at= alone: {at, review, verdicts, fact_checks} as they stood.",
        }
        return {
            "type": "object",
            "properties": {**properties, "stood": stood},
            "required": list(properties),
        }
