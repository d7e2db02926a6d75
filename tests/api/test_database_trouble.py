"""What a sender reads when the database cannot take the request now."""

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from rest_framework.views import APIView

from config.problems import problem_response


def caused(error, cause=None):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (caused(OperationalError(), psycopg.errors.DiskFull()), 507, "storage_full"),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), 503, "database_unavailable"),
        (OperationalError(), 503, "database_unavailable"),
        (InterfaceError(), 503, "database_unavailable"),
    ],
    ids=["disk full", "shut down", "connection lost", "connection closed"],
)
def test_a_database_that_cannot_take_it_now_asks_the_sender_to_keep_the_request(error, status, code):
    answer = problem_response(error, {"view": APIView()})

    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert ("Retry-After" in answer.headers) is (status == 503)
