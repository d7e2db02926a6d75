"""What people send who make a claim by hand."""

from rest_framework import serializers

from factcheck.api.input import Input, Text
from factcheck.api.moments import Moment
from factcheck.editing import WORDS, Correction
from factcheck.errors import FieldError, InvalidInput
from factcheck.extraction.foreign.wording import LONGEST
from factcheck.marking import LONGEST_QUOTE, Mark
from factcheck.models import ClaimAnchor
from factcheck.statements import Statement


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


class CorrectionInput(Input):
    """What is left out stays. Offsets are code points, half-open, into the part in which the claim stands."""

    start = serializers.IntegerField(min_value=0, required=False)
    end = serializers.IntegerField(min_value=1, required=False)
    text_sha256 = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="Of the text you looked at: 409 if it is another by now."
    )
    figure = Text(max_length=80, required=False, help_text="As people write it: “≥ 40”.")
    label = Text(max_length=75, required=False)  # type: ignore[assignment]  # a field, not a label of one
    proposition = Text(
        max_length=LONGEST_QUOTE, required=False, help_text="What is claimed, without the speaker."
    )
    statement = Text(max_length=LONGEST_QUOTE, required=False, help_text="It stands alone, with the speaker.")
    claimant = Text(max_length=200, required=False)
    reason = Text(max_length=500, required=False, help_text="Why; the history keeps it.")

    def to_correction(self) -> Correction:
        given = self.validated_data
        if ("start" in given) != ("end" in given):
            detail = "Give start and end, or neither."
            raise InvalidInput(
                detail, errors=[FieldError("end" if "start" in given else "start", "required", detail)]
            )
        return Correction(
            words={name: given[name] for name in WORDS if name in given},
            span=(given["start"], given["end"]) if "start" in given else None,
            text_sha256=given.get("text_sha256", ""),
            reason=given.get("reason", ""),
        )


class StatementInput(Input):
    quote = Text(max_length=LONGEST_QUOTE, allow_blank=False, help_text="What was said, in these words.")
    claimant = Text(max_length=200, allow_blank=False, help_text="Who said it.")
    said_at = Moment()
    source_url = serializers.URLField(
        required=False, allow_blank=True, max_length=2000, help_text="Where it can be heard again."
    )
    note = Text(required=False, max_length=2000, help_text="How you know: the programme, the call.")
    label = Text(max_length=LONGEST, required=False)  # type: ignore[assignment]  # a field, not a label of one

    def to_statement(self) -> Statement:
        return Statement(**self.validated_data)
