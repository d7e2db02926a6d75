"""Requests made up from the OpenAPI document: whatever comes in, the answer is one that the document names."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.stack

#: Whether the document names every bound of every field is not asked here.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_path("docs/openapi.yaml")


@pytest.fixture(scope="module")
def authorization(stack):
    """Of somebody who may do everything, so that nothing hides behind a 403."""
    return {"Authorization": f"Bearer {stack.manage('create_token', 'admin').strip()}"}


@schemathesis.serializer("application/x-ndjson", "text/csv")
def as_it_is(context, value):
    """A body that is no JSON is sent as it was made up."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


@schema.parametrize()
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_input_gets_an_answer_that_the_document_names(case, stack, authorization):
    case.call_and_validate(base_url=stack.base_url, headers=authorization, checks=CHECKS)
