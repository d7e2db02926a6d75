"""What people send who make a claim by hand."""

from rest_framework import serializers

from factcheck.api.input import Input, Text
from factcheck.extraction.foreign.wording import LONGEST
from factcheck.marking import Mark
from factcheck.models import ClaimAnchor


class MarkInput(Input):
    start = serializers.IntegerField(
        min_value=0, help_text="Code points, half-open, into the latest version."
    )
    end = serializers.IntegerField(min_value=1)
    part = serializers.ChoiceField(ClaimAnchor.Part.choices, default="text")
    label = Text(  # type: ignore[assignment]  # a field of a serializer, not a label of one
        max_length=LONGEST, required=False, help_text="One line for lists; made of the words if empty."
    )
    claimant = Text(max_length=200, required=False, help_text="Who says it, if you know.")
    text_sha256 = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="Of the text you looked at: 409 if it is another by now."
    )

    def to_mark(self) -> Mark:
        return Mark(**self.validated_data)
