"""Files that reviewers attach: what is taken, whose they are, how they come out, and how long they wait."""

import hashlib
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from factcheck import takedown
from factcheck.errors import InvalidInput
from factcheck.models import Arrival, Blob
from reviews import attachments, tasks, verdicts, workflow
from reviews.evidence import EvidenceInput
from reviews.models import Evidence, EvidenceFile
from tests.factories import (
    ArticleFactory,
    AssignmentFactory,
    ReviewFactory,
    UserFactory,
    let_undo_pass,
    ruling,
)
from tests.races import while_uncommitted

pytestmark = pytest.mark.django_db

URL = "/api/v1/evidence/attachments/"
PNG = b"\x89PNG\r\n\x1a\n" + b"the picture"
PDF = b"%PDF-1.7 the paper"


@pytest.fixture
def assignment(desk, reviewer):
    return AssignmentFactory(reviewer=reviewer)


@pytest.fixture
def as_reviewer(api, reviewer):
    api.force_authenticate(reviewer)
    return api


def post(api, content: bytes, *, name="shot.png", declared="image/png", review=None, **headers):
    file = SimpleUploadedFile(name, content, content_type=declared)
    return api.post(URL, {"file": file, "review": review}, format="multipart", headers=headers)


def upload(assignment, content: bytes = PNG, name: str = "shot.png") -> EvidenceFile:
    return attachments.receive(
        content, name=name, declared="", review_id=assignment.review_id, owner=assignment.reviewer
    )


def piece(file: EvidenceFile, **more) -> EvidenceInput:
    return EvidenceInput(**{"kind": "media", "stance": "supports", "attachment": file.pk, **more})


def rule(assignment, *pieces: EvidenceInput):
    return verdicts.submit(
        assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review, evidence=pieces)
    )


# --- In ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "declared", "media_type"),
    [
        (PNG, "text/html", "image/png"),
        (b"\xff\xd8\xff\xe0 jpeg", "image/png", "image/jpeg"),
        (b"GIF89a gif", "text/html", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", "image/webp"),
        (PDF, "text/plain", "application/pdf"),
        (b"port,lost\nOdesa,84\n", "text/csv", "text/plain"),
        (b'{"lost": 84}', "application/json", "text/plain"),
        ("84 втрачено".encode(), "text/plain", "text/plain"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_is_what_its_bytes_say(as_reviewer, assignment, content, declared, media_type):
    response = post(as_reviewer, content, declared=declared, review=assignment.review_id)

    body = response.json()
    assert (response.status_code, body["media_type"], body["size"]) == (201, media_type, len(content))
    assert body["sha256"] == hashlib.sha256(content).hexdigest()
    assert len(body["id"]) == 36
    assert bytes(Blob.objects.get(sha256=body["sha256"]).content) == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"<!doctype html><script>alert(1)</script>", "not_attachable", id="a page"),
        pytest.param(
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "not_attachable", id="SVG"
        ),
        pytest.param(b'<?xml version="1.0"?><svg/>', "not_attachable", id="SVG with a prologue"),
        pytest.param(b"PK\x03\x04word/", "not_attachable", id="docx"),
        pytest.param(b"MZ\x90\0", "not_attachable", id="a program"),
        pytest.param(b"BM\x00\x00", "not_attachable", id="a picture that not all browsers show"),
        pytest.param(b"\0\0\0\x20ftypmp42", "not_attachable", id="a film"),
        pytest.param(b"RIFF\0\0\0\0WAVEfmt ", "not_attachable", id="sound"),
        pytest.param(b"", "blank", id="empty"),
        pytest.param(b" \n", "blank", id="blank"),
    ],
)
def test_what_it_is_called_does_not_help_it_in(as_reviewer, assignment, content, code):
    response = post(as_reviewer, content, review=assignment.review_id)

    assert response.status_code == 400, response.content
    assert [(error["field"], error["code"]) for error in response.json()["errors"]] == [("file", code)]
    assert not EvidenceFile.objects.exists()


def test_one_that_is_too_large_is_refused(as_reviewer, assignment, settings):
    settings.EVIDENCE_MAX_FILE_BYTES = len(PNG) - 1

    response = post(as_reviewer, PNG, review=assignment.review_id)

    assert (response.status_code, response.json()["code"]) == (413, "too_long")


def test_what_waits_has_an_end_and_a_verdict_makes_room(as_reviewer, assignment, settings):
    settings.EVIDENCE_MAX_WAITING_BYTES = len(PNG) + len(PDF) - 1
    file = upload(assignment)

    full = post(as_reviewer, PDF, review=assignment.review_id)
    rule(assignment, piece(file))
    after = post(as_reviewer, PDF, review=assignment.review_id)

    assert (full.status_code, full.json()["code"]) == (429, "too_much_waiting")
    assert after.status_code == 201


@pytest.mark.parametrize("whose", ["colleague", "nobody"])
def test_a_review_that_was_never_ones_own_takes_no_file(as_reviewer, assignment, whose):
    review = AssignmentFactory().review if whose == "colleague" else ReviewFactory()

    response = post(as_reviewer, PNG, review=review.pk)

    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "not_yours"


def test_a_repeat_with_its_key_is_the_same_file(as_reviewer, assignment):
    ids = {
        post(as_reviewer, PNG, review=assignment.review_id, **{"Idempotency-Key": "one"}).json()["id"]
        for _ in range(2)
    }

    assert len(ids) == EvidenceFile.objects.count() == 1


@pytest.mark.parametrize(
    "name", ['"><img src=x>.png', "..\\..\\shot.png", "a\r\nSet-Cookie: b=1.png", "é" * 400]
)
def test_any_name_comes_back_as_a_download(as_reviewer, assignment, name):
    file = upload(assignment, name=name)

    response = as_reviewer.get(f"{URL}{file.pk}/")

    assert response.content == PNG
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "Set-Cookie" not in response.headers


# --- Whose -------------------------------------------------------------------------------------------


def test_nobody_else_has_an_upload_and_an_editor_neither(api, assignment, editor):
    file = upload(assignment)

    for user in (UserFactory(role="reviewer"), UserFactory(role="administrator")):
        api.force_authenticate(user)
        assert api.get(f"{URL}{file.pk}/").status_code == 404
        assert api.delete(f"{URL}{file.pk}/").status_code == 404
    api.force_authenticate(editor)
    assert api.get(f"{URL}{file.pk}/").status_code == 403


@pytest.mark.parametrize("whose", ["colleague", "other review", "gone"])
def test_a_verdict_names_its_authors_files_of_its_review_and_no_others(desk, assignment, whose):
    other = AssignmentFactory(**({"reviewer": assignment.reviewer} if whose == "other review" else {}))
    file = upload(assignment if whose == "gone" else other)
    if whose == "gone":
        attachments.drop([file])

    with pytest.raises(InvalidInput) as caught:
        rule(assignment, piece(file))

    assert [(error.field, error.code) for error in caught.value.errors] == [
        ("evidence[0].attachment", "gone")
    ]
    assert not Evidence.objects.exists()


def test_a_file_alone_says_what_a_document_is(assignment):
    file = upload(assignment, PDF, "register.pdf")

    (given,) = rule(assignment, piece(file, kind="document")).evidence.all()

    assert given.words["attachment"] == {
        "name": "register.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }


def test_a_verdict_that_is_taken_back_and_given_again_keeps_its_file(assignment):
    file = upload(assignment)
    slip = rule(assignment, piece(file))
    workflow.retract_verdict(slip.pk, reviewer=assignment.reviewer)
    again = AssignmentFactory(review=assignment.review, reviewer=assignment.reviewer)

    (given,) = rule(again, piece(file)).evidence.all()

    assert given.attachment_id == file.blob_id


@pytest.mark.parametrize(
    ("role", "is_confidential", "is_revealed", "status"),
    [
        ("author", False, False, 200),
        ("author", True, False, 200),
        ("reviewer", False, False, 404),
        ("reviewer", False, True, 200),
        ("reviewer", True, True, 404),
        ("editor", True, True, 404),
        ("adjudicator", True, False, 404),
        ("adjudicator", True, True, 200),
        ("publishing_editor", True, True, 200),
    ],
)
def test_an_attachment_is_seen_by_whoever_sees_its_evidence(
    api, assignment, role, is_confidential, is_revealed, status
):
    given = rule(assignment, piece(upload(assignment), confidential=is_confidential)).evidence.get()
    if is_revealed:
        let_undo_pass(assignment.review)
    api.force_authenticate(assignment.reviewer if role == "author" else UserFactory(role=role))

    response = api.get(f"/api/v1/evidence/{given.pk}/attachment/")

    assert response.status_code == status
    assert (response.content == PNG) == (status == 200)


def test_evidence_without_a_file_has_none(as_reviewer, assignment):
    given = rule(assignment, EvidenceInput(kind="call", stance="context", note="The pilot.")).evidence.get()

    assert as_reviewer.get(f"/api/v1/evidence/{given.pk}/attachment/").status_code == 404
    assert as_reviewer.get(f"/api/v1/evidence/{given.pk}/").json()["attachment"] is None


# --- Out ---------------------------------------------------------------------------------------------


def test_a_file_goes_out_as_a_download_that_nothing_runs_in(as_reviewer, assignment):
    given = rule(assignment, piece(upload(assignment, name="Réni.png"))).evidence.get()

    response = as_reviewer.get(f"/api/v1/evidence/{given.pk}/attachment/")

    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''R%C3%A9ni.png"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("media_type", "sent_as", "called"),
    [
        ("text/html", "text/plain", "page.html.txt"),
        ("application/octet-stream", "application/octet-stream", "page.html"),
    ],
)
def test_a_page_that_was_kept_goes_out_as_text(as_reviewer, assignment, media_type, sent_as, called):
    file = attachments.keep(
        b"<script>alert(1)</script>",
        name="page.html",
        media_type=media_type,
        review_id=assignment.review_id,
        owner=assignment.reviewer,
    )

    response = as_reviewer.get(f"{URL}{file.pk}/")

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        sent_as,
        f'attachment; filename="{called}"',
    )


# --- How long ----------------------------------------------------------------------------------------


def test_what_no_verdict_named_in_a_day_is_dropped_with_its_bytes(assignment):
    now = timezone.now()
    with time_machine.travel(now - attachments.KEPT - timedelta(seconds=1), tick=False):
        upload(assignment, PDF)
        used, shared, other = (upload(assignment, PDF + name) for name in (b"1", b"2", b"2"))
        rule(assignment, piece(used))
    EvidenceFile.objects.filter(pk=other.pk).update(created_at=now)

    tasks.drop_unused_evidence()

    assert list(EvidenceFile.objects.all()) == [other]
    kept = set(Blob.objects.values_list("pk", flat=True))
    assert kept == {used.blob_id, shared.blob_id}


@pytest.mark.django_db(transaction=True)
def test_bytes_that_come_again_while_they_are_dropped_are_not_lost():
    from tests.factories import default_desk

    default_desk()
    assignment = AssignmentFactory()
    file = upload(assignment)

    dropped, again = while_uncommitted(partial(attachments.drop, [file]), partial(upload, assignment))

    assert dropped == 1
    again.blob.refresh_from_db()
    assert bytes(again.blob.content) == PNG


# --- Take-down ---------------------------------------------------------------------------------------


def test_a_take_down_takes_files_of_verdicts_and_files_that_wait(api, assignment, editor):
    used, waiting = upload(assignment, PNG), upload(assignment, PDF)
    given = rule(assignment, piece(used)).evidence.get()
    let_undo_pass(assignment.review)

    takedown.take_down(assignment.review.claim.article_id, actor=editor, reason="court order")

    assert not EvidenceFile.objects.exists()
    assert not Blob.objects.filter(pk=waiting.blob_id).exists()
    blob = Blob.objects.get(pk=used.blob_id)
    assert (bytes(blob.content), blob.sha256 == hashlib.sha256(PNG).hexdigest()) == (b"", False)
    api.force_authenticate(assignment.reviewer)
    response = api.get(f"/api/v1/evidence/{given.pk}/attachment/")
    assert (response.status_code, response.json()["code"]) == (409, "redacted")
    assert api.get(f"/api/v1/evidence/{given.pk}/").json()["attachment"] is None
    late = post(api, PNG, review=assignment.review_id)
    assert (late.status_code, late.json()["code"]) == (409, "redacted")


def test_bytes_that_another_article_came_as_stay_there(api, assignment, editor):
    file = upload(assignment, PDF)
    arrival = Arrival.objects.create(article=ArticleFactory(), kind="file", raw=file.blob)
    given = rule(assignment, piece(file)).evidence.get()

    takedown.take_down(assignment.review.claim.article_id, actor=editor, reason="court order")

    arrival.raw.refresh_from_db()
    assert bytes(arrival.raw.content) == PDF
    api.force_authenticate(assignment.reviewer)
    assert api.get(f"/api/v1/evidence/{given.pk}/attachment/").status_code == 409
