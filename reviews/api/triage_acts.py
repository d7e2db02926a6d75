"""What editors do to a review: let it in, leave it, join it, set it aside, open it again."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.input import Input
from factcheck.api.moments import Moment
from factcheck.api.permissions import caller
from factcheck.models import User
from reviews import handing_over, workflow
from reviews.api.acts import ReviewActs, act
from reviews.models import Review


class AcceptInput(Input):
    priority = serializers.IntegerField(required=False, min_value=-100, max_value=100)
    due_at = Moment(required=False)


class DismissInput(Input):
    reason = serializers.ChoiceField(Review.DismissReason.choices)
    note = serializers.CharField(required=False, max_length=400)


class MergeInput(Input):
    into = serializers.IntegerField(min_value=1)


class InheritInput(Input):
    fact_check = serializers.IntegerField(min_value=1)


class ReasonInput(Input):
    reason = serializers.CharField(max_length=500)


class HoldInput(ReasonInput):
    wake_at = Moment(required=False)


class ReopenInput(ReasonInput):
    to = serializers.ChoiceField([workflow.State.OPEN, workflow.State.TRIAGE], required=False)


class AssignInput(Input):
    reviewer: "serializers.SlugRelatedField[User]" = serializers.SlugRelatedField(
        slug_field="username", queryset=User.objects.filter(is_active=True), help_text="A user name."
    )
    reason = serializers.CharField(
        required=False,
        max_length=500,
        help_text="Why a rule that keeps them out is set aside this time. The outcome discloses it.",
    )


class SplitInput(Input):
    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=200
    )


class TriageActs(ReviewActs):
    act_scopes = dict.fromkeys(
        (
            "accept",
            "assign",
            "dismiss",
            "merge",
            "unmerge",
            "inherit",
            "hold",
            "wake",
            "reopen",
            "correct_span",
            "join_duplicate",
            "confirm_sightings",
            "split",
        ),
        "reviews:triage",
    )

    @act(AcceptInput)
    def accept(self, request: Request, pk: str) -> Response:
        """Let the claim into the queue."""
        body = self.read(AcceptInput)
        return self.answer(workflow.accept(self.get_object().pk, actor=caller(request), **body))

    @act(AssignInput)
    def assign(self, request: Request, pk: str) -> Response:
        """Lease it to a reviewer, for a working day, until they open it."""
        body = self.read(AssignInput)
        review = self.get_object()
        handing_over.assign(review.pk, actor=caller(request), **body)
        return self.answer(review)

    @act(DismissInput)
    def dismiss(self, request: Request, pk: str) -> Response:
        """Leave the claim unchecked, for a reason."""
        body = self.read(DismissInput)
        return self.answer(workflow.dismiss(self.get_object().pk, actor=caller(request), **body))

    @act(MergeInput)
    def merge(self, request: Request, pk: str) -> Response:
        """Put its sightings under another review of the same proposition."""
        body = self.read(MergeInput)
        return self.answer(workflow.merge(self.get_object().pk, actor=caller(request), **body))

    @act(ReasonInput)
    def unmerge(self, request: Request, pk: str) -> Response:
        """Take a merge back."""
        body = self.read(ReasonInput)
        return self.answer(workflow.unmerge(self.get_object().pk, actor=caller(request), **body))

    @act(InheritInput)
    def inherit(self, request: Request, pk: str) -> Response:
        """Decide it by a published fact check of the same claim."""
        body = self.read(InheritInput)
        return self.answer(
            workflow.inherit(self.get_object().pk, actor=caller(request), fact_check_id=body["fact_check"])
        )

    @act(HoldInput)
    def hold(self, request: Request, pk: str) -> Response:
        """Set it aside, until a time or until it is woken."""
        body = self.read(HoldInput)
        return self.answer(workflow.hold(self.get_object().pk, actor=caller(request), **body))

    @act(None)
    def wake(self, request: Request, pk: str) -> Response:
        """Put a held review back into the queue."""
        return self.answer(workflow.wake(self.get_object().pk, actor=caller(request)))

    @act(ReopenInput)
    def reopen(self, request: Request, pk: str) -> Response:
        """Take it from rest, in a new round."""
        body = self.read(ReopenInput)
        return self.answer(workflow.reopen(self.get_object().pk, actor=caller(request), **body))

    @act(None, url_path="correct-span")
    def correct_span(self, request: Request, pk: str) -> Response:
        """Put the claim where the reviewers say that it stands, and go on in a new round."""
        return self.answer(workflow.correct_span(self.get_object().pk, actor=caller(request)))

    @act(None, url_path="join-duplicate")
    def join_duplicate(self, request: Request, pk: str) -> Response:
        """Merge it into the review that the reviewers say it repeats."""
        return self.answer(workflow.join_duplicate(self.get_object().pk, actor=caller(request)))

    @act(None, url_path="confirm-sightings")
    def confirm_sightings(self, request: Request, pk: str) -> Response:
        """Confirm all its suggested sightings."""
        return self.answer(workflow.confirm_sightings(self.get_object().pk, actor=caller(request)))

    @act(SplitInput)
    def split(self, request: Request, pk: str) -> Response:
        """Put some of its sightings under a review of their own; the answer is that one."""
        body = self.read(SplitInput)
        return self.answer(workflow.split(self.get_object().pk, actor=caller(request), **body))
