"""The multipliers of the check-worthiness reasons, as a form asks for them: a number for each reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.extraction.checkworthiness import WEIGHTS
from reviews.models.policy import MOST_MULTIPLIER

#: Reason code -> words. "base" is none that a claim could lack.
REASONS: Mapping[str, str] = {
    **{code: text for code, (_weight, text) in WEIGHTS.items()},
    "sentence_words": "the words of its sentence",
    "sentence_grammar": "the grammar of its sentence",
}


class FactorWeightsWidget(forms.Widget):
    template_name = "reviews/admin/factor_weights.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, dict) else {}
        context["rows"] = [
            {"name": f"{name}_{code}", "code": code, "text": text, "value": given.get(code, 1)}
            for code, text in REASONS.items()
        ]
        context["most"] = MOST_MULTIPLIER
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        """What differs from 1, as it was typed; the field makes numbers of it."""
        typed = {code: str(data.get(f"{name}_{code}", "")).strip() for code in REASONS}
        return {code: text for code, text in typed.items() if text not in {"", "1", "1.0"}}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{code}" in data for code in REASONS)

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class FactorWeightsField(forms.Field):
    widget = FactorWeightsWidget

    def to_python(self, value: Any) -> dict[str, float]:
        numbers = {}
        for code, text in (value or {}).items():
            try:
                numbers[code] = float(str(text).replace(",", "."))
            except ValueError:
                raise forms.ValidationError(
                    _("“%(reason)s”: give a number."), params={"reason": REASONS[code]}
                ) from None
            if not 0 <= numbers[code] <= MOST_MULTIPLIER:
                raise forms.ValidationError(
                    _("“%(reason)s”: from 0 to %(most)d."),
                    params={"reason": REASONS[code], "most": MOST_MULTIPLIER},
                )
        return numbers

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != {code: float(number) for code, number in (initial or {}).items()}
        except forms.ValidationError:
            return True
