"""Requests made up from the OpenAPI document, by every role: whatever comes in, the answer is one that it names.

Schemathesis goes through what the document says of each operation: values at and beyond their bounds, of a wrong type,
missing, too many; other methods; no credentials. Hypothesis adds some at random. They go through all of Django in this
process, each in a transaction of its own that is taken back. ``HYPOTHESIS_PROFILE=long`` sends each request as every
role, and far more at random.
"""

import contextlib
import functools
import gc
import itertools
import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings

from factcheck.claims import store_claims
from factcheck.models import Article, Claim, Feed
from factcheck.roles import ROLES
from reviews import comments, queue, workflow
from reviews.models import Assignment, Comment, Evidence, Notice, RatingScale, Review, Verdict
from reviews.workflow import State
from tests.factories import (
    ApiTokenFactory,
    ArticleVersionFactory,
    FeedFactory,
    UserFactory,
    bring_to,
    default_desk,
)
from tests.findings import analysis, finding
from tests.undoing import rolled_back, shared_scene

pytestmark = [
    pytest.mark.django_db,
    # Werkzeug's client, which schemathesis asks with, leaves the files of its requests to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DOCUMENT = Path("docs/openapi.yaml")
OPERATIONS = re.findall(r"operationId: (\w+)", DOCUMENT.read_text(encoding="utf-8"))
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


@dataclass
class Newsroom:
    tokens: Mapping[str, str]
    #: What there is, by the word before its number in an address.
    numbers: Mapping[str, list[int]]


@pytest.fixture(scope="module")
def newsroom(django_db_setup: None, django_db_blocker: Any) -> Iterator[Newsroom]:
    """Somebody with each role, and a review in each state."""
    with shared_scene(django_db_blocker), _connection_kept(), _nothing_logged():
        default_desk(required_verdicts=2)
        people = {role: UserFactory(role=role, username=role) for role in ROLES}
        version = ArticleVersionFactory(
            text=" ".join(f"The admiral said {n} ships sank." for n in range(12, 20))
        )
        quotes = version.text.split(". ")
        store_claims(version, analysis(version.text, *(finding(version.text, quote) for quote in quotes)))
        *reviews, other = Review.objects.order_by("pk")
        for state, review in zip(State, reviews, strict=True):
            if state == State.MERGED:  # into one whose claim the engine found
                workflow.merge(review.pk, into=other.pk, actor=people["editor"])
            else:
                bring_to(review, state, editor=None)
        still_open = Review.objects.get(state=State.OPEN)
        for role in ("administrator", "reviewer"):
            queue.lease(still_open.pk, reviewer=people[role])
        comments.write(still_open.pk, author=people["reviewer"], text="@editor @administrator: the log?")
        FeedFactory()
        yield Newsroom(
            {role: ApiTokenFactory(user=person).secret for role, person in people.items()},
            {
                word: list(model.objects.order_by("pk").values_list("pk", flat=True))
                for word, model in {
                    "articles": Article,
                    "assignments": Assignment,
                    "claims": Claim,
                    "comments": Comment,
                    "evidence": Evidence,
                    "feeds": Feed,
                    "notices": Notice,
                    "rating-scales": RatingScale,
                    "reviews": Review,
                    "verdicts": Verdict,
                }.items()
            },
        )
    gc.collect()  # those files: while their warnings are ignored


@contextlib.contextmanager
def _connection_kept() -> Iterator[None]:
    """A request closes a connection that is in a transaction when it begins. Django's own test client prevents it too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextlib.contextmanager
def _nothing_logged() -> Iterator[None]:
    """A line for each of thousands of requests takes as long as some of them do."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def document() -> Any:
    """Read here, not when the tests are collected: that takes seconds."""
    import schemathesis

    @schemathesis.serializer("application/x-ndjson", "text/csv")
    def as_it_is(context, value):
        """A body that is no JSON is sent as it was made up."""
        return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")

    document = schemathesis.openapi.from_path(DOCUMENT)
    document.app = WSGIHandler()
    return document


@functools.cache
def checks() -> list[Any]:
    """All that schemathesis knows, but for these:

    * that every request that fits the document is accepted: rules between fields (a rating or a reason, not both) and of
      states are in no schema;
    * those that follow what one request made into the next: each request is taken back.
    """
    from schemathesis import checks as known
    from schemathesis.specs.openapi import checks as openapi

    return [
        known.not_a_server_error,
        openapi.status_code_conformance,
        openapi.content_type_conformance,
        openapi.response_headers_conformance,
        openapi.response_schema_conformance,
        _bad_data_is_refused,
        openapi.missing_required_header,
        openapi.unsupported_method,
        openapi.allow_header_conformance,
        openapi.ignored_auth,  # the last, since it asks two more times
    ]


def _bad_data_is_refused(ctx: Any, response: Any, case: Any) -> bool | None:
    """But for values of a wrong type, which may read as the right one (12 as “12”, 0 as false), and for many things
    posted at once, of which each has an answer of its own in a 200."""
    from schemathesis.generation.meta import CoverageScenario
    from schemathesis.specs.openapi.checks import negative_data_rejection

    scenario = getattr(case.meta.phase.data, "scenario", None)
    if scenario == CoverageScenario.INCORRECT_TYPE or case.operation.path.endswith("/batch/"):
        return None
    return negative_data_rejection(ctx, response, case)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_any_input_of_any_role_gets_an_answer_that_the_document_names(document, newsroom, operation_id):
    operation = document.find_operation_by_id(operation_id)
    turn = itertools.count()

    def send(case: Any) -> None:
        number = next(turn)
        _use_a_number_there_is(case, newsroom, number)
        for role in asking(number):
            with rolled_back():
                case.call_and_validate(
                    base_url="http://testserver",
                    headers={"Authorization": f"Bearer {newsroom.tokens[role]}"},
                    checks=checks() if LONG or number < 2 else checks()[:-1],
                )

    @given(case=operation.as_strategy())
    @settings(
        max_examples=60 if LONG else 3,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def at_random(case: Any) -> None:
        send(case)

    cases = list(_at_the_bounds(document, operation))
    for case in cases if LONG else cases[:: max(1, len(cases) // 9)]:
        send(case)
    at_random()


def asking(number: int) -> list[str]:
    """Whose turn it is: every other request is an administrator's, so that little hides behind a 403."""
    if LONG:
        return list(ROLES)
    others = [role for role in ROLES if role != "administrator"]
    return ["administrator"] if number % 2 else [others[number // 2 % len(others)]]


def _at_the_bounds(document: Any, operation: Any) -> Iterator[Any]:
    from schemathesis.generation import GenerationMode

    return document.iter_coverage_cases(
        operation,
        generation_modes=list(GenerationMode),
        generation_config=document.config.generation_for(operation=operation),
    )


def _use_a_number_there_is(case: Any, newsroom: Newsroom, number: int) -> None:
    """Where any number would do, one of something that exists, so that not everything ends at a 404."""
    for word, name in re.findall(r"/([\w-]+)/\{(id|review)\}", case.operation.path):
        known = newsroom.numbers.get(word)
        if known and re.fullmatch(r"\d+", str(case.path_parameters.get(name, ""))):
            case.path_parameters[name] = known[number % len(known)]
