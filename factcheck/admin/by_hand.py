"""Claims by hand: words of an article, or what somebody heard."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from factcheck import marking
from factcheck.admin.acts import Act, ActForm
from factcheck.errors import NoWordsYet
from factcheck.extraction.foreign.wording import LONGEST
from factcheck.marking import LONGEST_QUOTE
from factcheck.models import Article, ClaimAnchor, User
from factcheck.moments import check_in_calendar
from factcheck.statements import Statement

WRITE = "claims:write"


class MarkForm(ActForm):
    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_QUOTE,
        strip=True,
        widget=UnfoldAdminTextareaWidget(attrs={"dir": "auto", "rows": 4}),
        help_text=_("Exactly as they stand in the text; enough of them that they stand there once."),
    )
    claimant = forms.CharField(
        label=_("Claimant"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Who says it. Empty: not resolved."),
    )
    label = forms.CharField(
        label=_("Label"),
        max_length=LONGEST,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("One line for lists. Empty: made of the words."),
    )


class StatementForm(ActForm):
    quote = forms.CharField(
        label=_("Quote"),
        max_length=LONGEST_QUOTE,
        widget=UnfoldAdminTextareaWidget(attrs={"dir": "auto", "rows": 4}),
        help_text=_("What was said, in these words."),
    )
    claimant = forms.CharField(label=_("Claimant"), max_length=200, widget=UnfoldAdminTextInputWidget)
    said_at = forms.SplitDateTimeField(
        label=_("Said at"), widget=UnfoldAdminSplitDateTimeWidget, validators=[check_in_calendar]
    )
    source_url = forms.URLField(
        label=_("Address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Where it can be heard again."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("How you know: the programme, the call."),
    )

    def statement(self) -> Statement:
        return Statement(**self.cleaned_data)


def mark_words(article_id: int, *, actor: User, words: str, claimant: str, label: str) -> ClaimAnchor:
    """As ``marking.mark``, of words that stand in the text of the latest version once."""
    version = Article.objects.get(pk=article_id).versions.order_by("-number").first()
    if version is None:
        raise NoWordsYet("The article has no words yet. Mark it when it has been read.")
    place = marking.find_words(version, words)
    found = marking.Mark(
        place.start, place.end, label=label, claimant=claimant, text_sha256=version.text_sha256
    )
    return marking.mark(article_id, found, actor=actor)


MARK = Act(
    name="mark",
    label=_("Add a claim"),
    done=_("has another claim"),
    scope=WRITE,
    run=mark_words,
    applies=lambda article: not article.redacted_at and article.versions.exists(),
    form=MarkForm,
    explanation=_("What the engine passed over. Its figures are read, and it goes to triage like any other."),
)
