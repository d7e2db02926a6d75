"""Scenes in which a colleague did something that others must not know of, each with twins in which they did not.

Twins are alike up to the colleague's last act. To hide something new (a comment, a draft, an attachment), give it to
``_rule`` with one of ``CANARIES`` in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import time_machine
from django.utils import timezone

from factcheck import editing, takedown
from factcheck.editing import Correction
from factcheck.models import Event, User
from factcheck.roles import ROLES
from reviews import attachments, comments, expert_links, presence, queue, verdicts, workflow
from reviews.evidence import EvidenceInput
from reviews.models import Assignment, Evidence, EvidenceFile, Review, Verdict
from tests.factories import (
    ArticleVersionFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    default_desk,
    let_undo_pass,
    revise,
    ruling,
)

#: Words of the colleague's, which nobody but them may read before the reveal.
CANARIES = {
    "rationale": "canary-pelican",
    "finding": "canary-heron",
    "evidence": "canary-osprey",
    "address": "https://canary-gannet.example/",
    "note": "canary-puffin",
    "reason": "canary-cormorant",
    "file name": "canary-shearwater.txt",
    "file": "canary-skua",
    "comment": "canary-tern",
}
#: Readable to the colleague, an adjudicator, a publishing editor and an administrator alone, for ever.
CONFIDENTIAL = "canary-nightjar"


@dataclass
class Newsroom:
    """The people, a review, what else is there, and the numbers that addresses are made with."""

    people: dict[str, User]
    colleague: User
    review: Review
    numbers: dict[str, object] = field(default_factory=dict)
    assignment: Assignment | None = None


def newsroom(clock: time_machine.Traveller) -> Newsroom:
    """What all scenes begin with: an open review that wants three verdicts, of which one is given and two are leased.

    The colleague's lease is the last that was taken.
    """
    desk = default_desk(required_verdicts=3, show_pair_agreement=True)
    names = {
        "reviewer who ruled": "reviewer",
        "reviewer who holds another slot": "reviewer",
        "reviewer who did not take it": "reviewer",
        **{role: role for role in ROLES if role != "reviewer"},
    }
    people = {
        name: UserFactory(role=role, username=name.replace(" ", "-"), is_staff=True)
        for name, role in names.items()
    }
    people["editor who triaged"] = UserFactory(role="editor", username="triager", is_staff=True)
    people["stranger"] = UserFactory(username="stranger", is_staff=True)
    desk.head = people["editor"]
    desk.save(update_fields=["head"])
    colleague = UserFactory(role="reviewer", username="colleague")
    published = FactCheckFactory(state="published")
    triage, other, merged = ReviewFactory(), ReviewFactory(state="open"), ReviewFactory(state="open")
    review = ReviewFactory(state="open", editor=people["editor who triaged"])
    clock.shift(timedelta(hours=1))
    ruler, holder = people["reviewer who ruled"], people["reviewer who holds another slot"]
    own = queue.lease(review.pk, reviewer=ruler)
    verdict = verdicts.submit(own.pk, reviewer=ruler, ruling=ruling(review, "confirmed"))
    held = queue.lease(review.pk, reviewer=holder)
    assignment = queue.lease(review.pk, reviewer=colleague)
    file = _upload(review, colleague)
    link, secret = expert_links.create(
        review.pk, actor=people["editor"], name="Dr. Vale", question="Can that be?", days=3
    )
    return Newsroom(
        people=people,
        colleague=colleague,
        review=review,
        assignment=assignment,
        numbers={
            "review": review.pk,
            "claim": review.claim_id,
            "article": review.claim.article_id,
            "other": other.pk,
            "merged": merged.pk,
            "triage": triage.pk,
            "published": published.pk,
            "scale": review.scale_id,
            "desk": review.desk_id,
            "now": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "link": link.pk,
            "secret of expert": secret,
            "verdict of reviewer who ruled": verdict.pk,
            "assignment of reviewer who ruled": own.pk,
            "assignment of reviewer who holds another slot": held.pk,
            "assignment of colleague": assignment.pk,
            # The next ones: the colleague's, where they do something.
            "verdict of colleague": Verdict.objects.latest("pk").pk + 1,
            "evidence of colleague": (
                Evidence.objects.order_by("pk").values_list("pk", flat=True).last() or 0
            )
            + 1,
            "file of colleague": file.pk,
            "comment of colleague": 123_456_789_012_345,  # drawn, where there is one
            "event of colleague": Event.objects.latest("pk").pk + 1,
        },
    )


def _upload(review: Review, owner: User) -> EvidenceFile:
    """What the colleague will give as evidence."""
    return attachments.keep(
        CANARIES["file"].encode(),
        name=CANARIES["file name"],
        media_type="text/plain",
        review_id=review.pk,
        owner=owner,
    )


def _rule(room: Newsroom, rating: str = "wrong", *, confidential: str = "") -> Verdict:
    presence.note(room.colleague, room.review)
    words = f"@reviewer-who-ruled @editor: {CANARIES['comment']}"
    room.numbers["comment of colleague"] = comments.write(
        room.review.pk, author=room.colleague, text=words
    ).pk
    evidence = [
        EvidenceInput(
            kind="document",
            stance="refutes",
            title=CANARIES["evidence"],
            url=CANARIES["address"],
            note=CANARIES["note"],
            attachment=room.numbers["file of colleague"],
        )
    ]
    if confidential:
        evidence.append(EvidenceInput(kind="call", stance="refutes", note=confidential, confidential=True))
    given = ruling(
        room.review, rating, finding=CANARIES["finding"], rationale=CANARIES["rationale"], evidence=evidence
    )
    return verdicts.submit(room.assignment.pk, reviewer=room.colleague, ruling=given)


def _holder_rules(room: Newsroom) -> None:
    held = room.numbers["assignment of reviewer who holds another slot"]
    verdicts.submit(
        held, reviewer=room.people["reviewer who holds another slot"], ruling=ruling(room.review, "confirmed")
    )


def _release(room: Newsroom) -> None:
    queue.release(room.assignment.pk, reviewer=room.colleague)


def _skips_wait_for_editors(room: Newsroom) -> None:
    default_desk(skip_means="for_nobody")


def _skip(room: Newsroom, reason: str = CANARIES["reason"]) -> None:
    queue.skip(room.assignment.pk, reviewer=room.colleague, reason=reason)


def _take_back(room: Newsroom) -> None:
    workflow.retract_verdict(_rule(room).pk, reviewer=room.colleague, reason=CANARIES["reason"])


def _nothing(room: Newsroom) -> None:
    """The colleague holds the lease still."""


def _held(room: Newsroom) -> None:
    workflow.hold(room.review.pk, actor=room.people["administrator"], reason="waits for the ministry")


def _merged(room: Newsroom) -> None:
    workflow.merge(room.review.pk, into=room.numbers["merged"], actor=room.people["administrator"])


def _drifted(room: Newsroom) -> None:
    revise(room.review.claim.article, "lost", "lost some")
    revise(room.review.claim.article, "containers", "tankers")


def _edited(room: Newsroom) -> None:
    figure = Correction({"figure": "fewer than 12"})
    editing.correct(room.review.claim_id, figure, actor=room.people["administrator"])


def _taken_down(room: Newsroom) -> None:
    takedown.take_down(room.review.claim.article_id, actor=room.people["administrator"], reason="court order")


def _second_round(room: Newsroom) -> None:
    """Round one was disputed, and is told; round two is blind again."""
    _rule_in_round_one(room)
    workflow.send_back(room.review.pk, actor=room.people["adjudicator"], comment="again")
    room.review.refresh_from_db()
    room.assignment = queue.lease(room.review.pk, reviewer=room.colleague)
    room.numbers["verdict of colleague"] = Verdict.objects.latest("pk").pk + 1
    room.numbers["event of colleague"] = Event.objects.latest("pk").pk + 1


def _two_are_wanted(room: Newsroom, *, given: Sequence[str] = (), third_verdict: bool = False) -> None:
    """Another review, of which ``given`` were given before the colleague took it."""
    default_desk(required_verdicts=2, third_verdict=third_verdict)
    version = ArticleVersionFactory(  # a factory would count on from twin to twin
        text="The quay lost 12 containers, the harbour master said.", article__owner=room.people["editor"]
    )
    room.review = review = ReviewFactory(
        state="open", claim=ClaimFactory(version=version), editor=room.people["editor who triaged"]
    )
    for rating in given:
        ruler = room.people["reviewer who ruled"]
        own = queue.lease(review.pk, reviewer=ruler)
        verdict = verdicts.submit(own.pk, reviewer=ruler, ruling=ruling(review, rating))
        room.numbers["verdict of reviewer who ruled"] = verdict.pk
        room.numbers["assignment of reviewer who ruled"] = own.pk
    room.assignment = queue.lease(review.pk, reviewer=room.colleague)
    room.numbers |= {
        "review": review.pk,
        "claim": review.claim_id,
        "article": review.claim.article_id,
        "assignment of colleague": room.assignment.pk,
        "file of colleague": _upload(review, room.colleague).pk,
        "verdict of colleague": (Verdict.objects.order_by("pk").values_list("pk", flat=True).last() or 0) + 1,
        "event of colleague": Event.objects.latest("pk").pk + 1,
    }


def _rule_in_round_one(room: Newsroom) -> None:
    _holder_rules(room)
    verdicts.submit(room.assignment.pk, reviewer=room.colleague, ruling=ruling(room.review, "wrong"))
    let_undo_pass(room.review)


def _revealed(room: Newsroom) -> None:
    let_undo_pass(room.review)


Do = Callable[[Newsroom], object]


@dataclass(frozen=True)
class Scene:
    """What came before, what the colleague does in each twin, and what happened then to all of them alike."""

    twins: Mapping[str, Do]
    before: Do = _nothing
    after: Do = _nothing
    #: Everybody sees the verdict; what stays hidden is a confidential piece of evidence.
    is_revealed: bool = False
    #: People who are told, and rule on nothing.
    told: frozenset[str] = frozenset()


_RULES: dict[str, Do] = {"rules": _rule}
_OTHERWISE: dict[str, Do] = {"rules otherwise": lambda room: _rule(room, "confirmed")}
#: These may read a confidential piece of evidence.
_TRUSTED = frozenset({"adjudicator", "publishing_editor", "administrator"})
_HAD_A_SOURCE: dict[str, Do] = {
    "has no source": _rule,
    "has a source": lambda room: _rule(room, confidential=CONFIDENTIAL),
}

SCENES = {
    "open": Scene({"holds it": _nothing} | _RULES),
    "settling": Scene({"holds it": _nothing} | _RULES | _OTHERWISE, before=_holder_rules),
    "first of two": Scene({"holds it": _nothing} | _RULES, before=_two_are_wanted),
    # A slot is free again either way. That they agree, with no third wanted, is as in "settling".
    "third wanted": Scene(
        {"gave it back": _release} | _RULES,
        before=partial(_two_are_wanted, given=["confirmed"], third_verdict=True),
    ),
    "on hold": Scene({"gave it back": _release} | _RULES, after=_held),
    "merged": Scene({"gave it back": _release} | _RULES, after=_merged),
    "words changed": Scene({"gave it back": _release} | _RULES, after=_drifted),
    "words changed while it settles": Scene(
        {"gave it back": _release} | _RULES | _OTHERWISE, before=_holder_rules, after=_drifted
    ),
    "claim edited while it settles": Scene(
        {"gave it back": _release} | _RULES | _OTHERWISE, before=_holder_rules, after=_edited
    ),
    "taken down while it settles": Scene(
        {"gave it back": _release} | _RULES | _OTHERWISE, before=_holder_rules, after=_taken_down
    ),
    "skipped for nobody": Scene(
        {"for one reason": _skip, "for another": partial(_skip, reason="It is far from my beat.")},
        before=_skips_wait_for_editors,
        told=frozenset({"editor", "editor who triaged"}),
    ),
    "taken back": Scene({"gave it back": _release, "took it back": _take_back}),
    "second round": Scene({"holds it": _nothing} | _RULES, before=_second_round),
    "disputed": Scene(_HAD_A_SOURCE, before=_holder_rules, after=_revealed, is_revealed=True, told=_TRUSTED),
    "decided": Scene(
        {
            "has no source": lambda room: _rule(room, "confirmed"),
            "has a source": lambda room: _rule(room, "confirmed", confidential=CONFIDENTIAL),
        },
        before=_holder_rules,
        after=_revealed,
        is_revealed=True,
        told=_TRUSTED,
    ),
}


def play(scene: Scene, twin: str, room: Newsroom) -> None:
    scene.before(room)
    scene.twins[twin](room)
    scene.after(room)


def now_is(moment: str) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)
