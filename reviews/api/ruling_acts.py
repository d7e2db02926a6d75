"""What an adjudicator does where reviewers differ."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.input import Input
from factcheck.api.permissions import caller
from reviews import workflow
from reviews.api.acts import ReviewActs, act
from reviews.api.ratings import rating_of
from reviews.api.verdicts import FindingField


class AdjudicateInput(Input):
    rating = serializers.SlugField()
    summary = serializers.CharField(max_length=20_000)
    finding = FindingField(required=False)


class SendBackInput(Input):
    comment = serializers.CharField(max_length=500)


class PickInput(Input):
    rating = serializers.SlugField(help_text="One of those that the reviewers gave.")
    summary = serializers.CharField(max_length=20_000, required=False)


class RulingActs(ReviewActs):
    act_scopes = {
        **dict.fromkeys(("adjudicate", "send_back"), "reviews:adjudicate"),
        "pick": ("reviews:triage", "reviews:adjudicate"),
    }

    @act(PickInput)
    def pick(self, request: Request, pk: str) -> Response:
        """Decide between ratings one step apart, by one of them."""
        review, body = self.get_object(), self.read(PickInput)
        rating = rating_of(review.scale_id, body.pop("rating"))
        return self.answer(workflow.pick(review.pk, actor=caller(request), rating=rating, **body))

    @act(AdjudicateInput)
    def adjudicate(self, request: Request, pk: str) -> Response:
        """Rule where reviewers differ."""
        review, body = self.get_object(), self.read(AdjudicateInput)
        rating = rating_of(review.scale_id, body["rating"])
        return self.answer(
            workflow.rule(
                review.pk,
                actor=caller(request),
                rating=rating,
                summary=body["summary"],
                finding=body.get("finding"),
            )
        )

    @act(SendBackInput, url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        """Have a disputed review done again, told why."""
        body = self.read(SendBackInput)
        return self.answer(workflow.send_back(self.get_object().pk, actor=caller(request), **body))
