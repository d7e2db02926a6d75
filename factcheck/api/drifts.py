"""How a claim's words changed, over the API: the old ones beside the new ones."""

from rest_framework import serializers

from factcheck.anchoring import What

#: The choices of ``changed`` and ``what``.
WHATS = [(what.value, what.name) for what in What]


class OldWordsSerializer(serializers.Serializer):
    version = serializers.IntegerField()
    quote = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    claimant = serializers.CharField()
    figure = serializers.CharField()


class NewWordsSerializer(serializers.Serializer):
    version = serializers.IntegerField()
    quote = serializers.CharField(help_text="Empty where the words are gone.")


class ChangeSerializer(serializers.Serializer):
    what = serializers.ChoiceField(WHATS)
    old = serializers.CharField()
    new = serializers.CharField()


class DriftSerializer(serializers.Serializer):
    """What a version did to the claim, most lately: its words drifted, or they are gone."""

    is_gone = serializers.BooleanField(help_text="The words are gone; else they changed.")
    old = OldWordsSerializer()
    new = NewWordsSerializer()
    changed = serializers.ListField(child=serializers.ChoiceField(WHATS))
    changes = ChangeSerializer(many=True)
