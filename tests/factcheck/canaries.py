"""Words put into every place that a person writes to or a machine copies to, a different sentence in each."""

from collections import Counter
from typing import Any

from django.db import connection, transaction
from rest_framework.test import APIClient

from factcheck import history
from factcheck.models import Blob, User
from reviews import comments, conflicts, expert_links, handing_over, queue, workflow
from reviews.evidence import EvidenceInput
from reviews.models import Evidence, FactCheck, Review, Verdict
from tests.factories import UserFactory, VerdictFactory, let_undo_pass


class Birds:
    """Sentences that begin with one name, each with its place; the dump is searched for them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sentences: list[str] = []

    def __call__(self, place: str) -> str:
        sentence = f"{self.name} in the {place}"
        self.sentences.append(sentence)
        return sentence

    def address(self, place: str) -> str:
        sentence = f"https://{self.name}.example/{place}".lower().replace(" ", "-")
        self.sentences.append(sentence)
        return sentence

    @property
    def missing(self) -> list[str]:
        """Those that stand in no row."""
        rows = "\n".join(row for _, row in dump())
        return [sentence for sentence in self.sentences if not _spellings(sentence) & _found(sentence, rows)]

    @property
    def left(self) -> set[tuple[str, str]]:
        """(table, row) of every row with the name, in text or in bytes."""
        needles = {self.name.lower(), self.name.encode().hex(), self.name.lower().encode().hex()}
        return {(table, row) for table, row in dump() if any(needle in row.lower() for needle in needles)}


def _spellings(sentence: str) -> set[str]:
    return {sentence, sentence.encode().hex()}


def _found(sentence: str, rows: str) -> set[str]:
    return {spelling for spelling in _spellings(sentence) if spelling in rows}


def dump() -> Counter[tuple[str, str]]:
    """(table, row as text) of everything in the database."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        rows: Counter[tuple[str, str]] = Counter()
        for name in names:
            cursor.execute(f"SELECT row::text FROM {connection.ops.quote_name(name)} AS row")
            rows.update((name, row) for (row,) in cursor.fetchall())
    return rows


def copy(birds: Birds, place: str) -> dict[str, str]:
    """The words of a fact check."""
    parts = ("headline", "claim_reviewed", "summary", "body")
    return {part: birds(f"{part} of the {place}") for part in parts}


def evidence(birds: Birds, place: str) -> EvidenceInput:
    return EvidenceInput(
        kind="document",
        stance="supports",
        url=birds.address(f"evidence of {place}"),
        title=birds(f"evidence title of {place}"),
        quote=birds(f"evidence quote of {place}"),
        archive_url=birds.address(f"archive of {place}"),
        note=birds(f"evidence note of {place}"),
    )


def verdict(review: Review, birds: Birds, place: str, rating: str) -> Verdict:
    return VerdictFactory(
        review=review,
        rating=rating,
        finding=birds(f"finding of {place}"),
        rationale=birds(f"rationale of {place}"),
        evidence=[evidence(birds, place)],
    )


def attach_file(given: Verdict, birds: Birds, place: str) -> None:
    """A file beside a verdict, as an upload would store it."""
    content = birds(f"file of {place}").encode()
    blob = Blob.objects.create(sha256=f"{given.pk:064}", media_type="text/html", content=content)
    with transaction.atomic():
        piece = Evidence.objects.create(
            verdict=given,
            kind="media",
            stance="context",
            attachment=blob,
            payload=history.store_payload({}, article_ids=given.payload.article_ids),
        )
        history.record(given.review, "evidence.attached", actor=given.reviewer, rows=[piece])


def post(user: User, path: str, body: dict[str, Any], *, key: str) -> dict[str, Any]:
    """Over the API, with an ``Idempotency-Key``, so that the answer is kept."""
    client = APIClient()
    client.force_authenticate(user)
    response = client.post(f"/api/v1/{path}", body, format="json", headers={"Idempotency-Key": key})
    assert response.status_code < 300, response.content
    return response.json() if response.content else {}


def discuss(review: Review, birds: Birds, place: str, editor: User) -> None:
    """A thread, worded anew, with one comment taken back."""
    url = f"reviews/{review.pk}/comments/"
    first = post(editor, url, {"text": birds(f"comment on {place}")}, key=birds(f"comment key of {place}"))
    comments.edit(first["id"], author=editor, text=birds(f"edited comment on {place}"))
    reply = {"text": birds(f"reply on {place}"), "reply_to": first["id"]}
    answer = post(editor, url, reply, key=birds(f"reply key of {place}"))
    post(editor, f"comments/{answer['id']}/withdraw/", {}, key=birds(f"withdrawal key of {place}"))
    ask_an_expert(review, birds, place, editor)


def ask_an_expert(review: Review, birds: Birds, place: str, editor: User) -> None:
    """One who answers, and one who does not."""
    words = {"name": birds(f"expert of {place}"), "question": birds(f"question on {place}")}
    expert_links.create(review.pk, actor=editor, days=3, **words)
    link, _ = expert_links.create(review.pk, actor=editor, name="Dr. Vale", question="Why?", days=3)
    browser = expert_links.open_once(link.pk)
    expert_links.answer(
        link.pk,
        browser=browser,
        name=birds(f"expert's name on {place}"),
        affiliation=birds(f"expert's house on {place}"),
        text=birds(f"expert's answer on {place}"),
    )


def set_a_rule_aside(review: Review, birds: Birds, place: str) -> None:
    """An editor gives a slot to whoever let the claim in, who gives it back."""
    triager = UserFactory(role="reviewer")
    Review.objects.filter(pk=review.pk).update(triaged_by=triager)
    given = handing_over.assign(
        review.pk,
        reviewer=triager,
        actor=UserFactory(role="editor"),
        reason=birds(f"override on {place}"),
    )
    queue.release(given.pk, reviewer=triager)


def declare_an_interest(claimant: str, birds: Birds, place: str) -> None:
    """Two people in one claimant, one of whom has it no more."""
    reviewer, former = UserFactory(role="reviewer"), UserFactory(role="reviewer")
    words = {"claimant": claimant, "reason": birds(f"interest in the claimant of {place}")}
    post(reviewer, "me/conflicts/", words, key=birds(f"conflict key of {place}"))
    ended = conflicts.declare(
        former, by=former, claimant=claimant.upper(), reason=birds(f"old interest of {place}")
    )
    conflicts.end(ended.pk, actor=former)


def write_about(review: Review, birds: Birds, place: str) -> FactCheck:
    """Everything that people can write on a review in triage; it ends decided, its fact check published."""
    editor, adjudicator, publisher = (
        UserFactory(role=role) for role in ("editor", "adjudicator", "publishing_editor")
    )
    url = f"reviews/{review.pk}/"
    if review.state == Review.State.TRIAGE:
        post(editor, f"{url}dismiss/", {"reason": "opinion", "note": birds(f"note of {place}")}, key="1")
        post(
            editor, f"{url}reopen/", {"reason": birds(f"reopening of {place}")}, key=birds(f"key of {place}")
        )
        workflow.accept(review.pk, actor=editor)
    post(editor, f"{url}hold/", {"reason": birds(f"hold of {place}")}, key=birds(f"other key of {place}"))
    workflow.wake(review.pk, actor=editor, reason=birds(f"waking of {place}"))
    skipped = queue.lease(review.pk, reviewer=UserFactory(role="reviewer"))
    discuss(review, birds, place, editor)
    post(
        skipped.reviewer,
        f"assignments/{skipped.pk}/skip/",
        {"reason": birds(f"skip of {place}")},
        key=birds(f"skip key of {place}"),
    )
    set_a_rule_aside(review, birds, place)
    slip = verdict(review, birds, f"slip of {place}", "confirmed")
    workflow.retract_verdict(slip.pk, reviewer=slip.reviewer, reason=birds(f"retraction of {place}"))
    Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)
    verdict(review, birds, f"first verdict of {place}", "confirmed")
    verdict(review, birds, f"second verdict of {place}", "wrong")
    let_undo_pass(review)
    workflow.send_back(review.pk, actor=adjudicator, comment=birds(f"comment of {place}"))
    verdict(review, birds, f"third verdict of {place}", "confirmed")
    attach_file(verdict(review, birds, f"fourth verdict of {place}", "wrong"), birds, place)
    let_undo_pass(review)
    Review.objects.filter(pk=review.pk).update(dispute_kind="neighbours")
    workflow.pick(
        review.pk,
        actor=UserFactory(role="editor"),
        rating=review.scale.ratings.get(key="wrong"),
        summary=birds(f"pick of {place}"),
    )
    workflow.reopen(review.pk, actor=editor, reason=birds(f"second reopening of {place}"))
    verdict(review, birds, f"fifth verdict of {place}", "confirmed")
    verdict(review, birds, f"sixth verdict of {place}", "wrong")
    let_undo_pass(review)
    workflow.rule(
        review.pk,
        actor=adjudicator,
        rating=review.scale.ratings.get(key="wrong"),
        summary=birds(f"summary of {place}"),
        finding={"text": birds(f"adjudicated finding of {place}")},
    )
    fact_check = workflow.draft(review.pk, author=editor, words=copy(birds, f"first draft of {place}"))
    workflow.save_draft(fact_check.pk, author=editor, words=copy(birds, f"draft of {place}"))
    workflow.submit(fact_check.pk, actor=editor)
    workflow.send_back_fact_check(
        fact_check.pk, actor=publisher, comment=birds(f"comment on the copy of {place}")
    )
    workflow.submit(fact_check.pk, actor=editor)
    workflow.approve(fact_check.pk, actor=publisher)
    return workflow.correct(
        fact_check.pk,
        actor=publisher,
        kind="correction",
        words=copy(birds, f"correction of {place}"),
        public_line=birds(f"public line of {place}"),
    )


def tables_with(*needles: str) -> set[str]:
    """Every table that has a row with one of them in it."""
    return {table for table, row in dump() if any(needle in row for needle in needles)}
