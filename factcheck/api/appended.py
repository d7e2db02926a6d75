"""Adding to a transcript over the API."""

from rest_framework import serializers

from factcheck.api.input import Input, Text
from factcheck.api.moments import Moment
from factcheck.ingest import Piece


class AppendInput(Input):
    text = Text(allow_blank=False)
    speaker = Text(
        required=False, max_length=100, help_text="Whose turn it is; empty: whoever spoke last goes on."
    )
    at = Moment(required=False, allow_null=True, help_text="When it was said.")
    text_sha256 = serializers.RegexField(
        r"^[0-9a-f]{64}$",
        required=False,
        help_text="Of the text it is to stand behind: 409 if something else was added meanwhile, 200 if this was.",
    )

    def to_piece(self) -> Piece:
        return Piece(**self.validated_data)
