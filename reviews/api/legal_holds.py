"""Keeping a review, and all that it may quote, from being taken down."""

from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.articles import LegalHoldInput
from factcheck.api.permissions import caller
from reviews import legal_holds
from reviews.api.acts import ReviewActs, act


class LegalHoldActs(ReviewActs):
    act_scopes = dict.fromkeys(("place_legal_hold", "lift_legal_hold"), "articles:takedown")

    @act(LegalHoldInput, url_path="legal-hold")
    def place_legal_hold(self, request: Request, pk: str) -> Response:
        """Keep it: no article that it may quote is taken down until the hold is lifted."""
        body = self.read(LegalHoldInput)
        return self.answer(legal_holds.place(self.get_object().pk, actor=caller(request), **body))

    @act(LegalHoldInput, url_path="lift-legal-hold")
    def lift_legal_hold(self, request: Request, pk: str) -> Response:
        """Let it go again."""
        body = self.read(LegalHoldInput)
        return self.answer(legal_holds.lift(self.get_object().pk, actor=caller(request), **body))
