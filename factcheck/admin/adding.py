"""The page on which people add articles: an address, pasted words, a page's source, a file, or a list of many."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from factcheck import ingest
from factcheck.admin.access import signed_in
from factcheck.api.batches import COLUMNS, MOST_ITEMS, Result, receive_batch
from factcheck.errors import DomainError, TooLong
from factcheck.models import Article, Publisher, User

#: What an article may come as; one of them is enough, and no two go together.
_WAYS = ("text", "html", "file", "many")


class AddForm(Form):
    """Shape only; what may be taken in is decided where it is taken in."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2000,
        strip=True,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=gettext_lazy("Alone it is fetched; beside words it says where they stand."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        max_length=settings.ARTICLE_MAX_CHARS,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12}),
        help_text=gettext_lazy("Pasted as it is, its headline in the first line or below."),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"), required=False, max_length=1000, widget=UnfoldAdminTextInputWidget
    )
    author = forms.CharField(
        label=gettext_lazy("Author"), required=False, max_length=300, widget=UnfoldAdminTextInputWidget
    )
    publisher = forms.ModelChoiceField(
        Publisher.objects.order_by("name"),
        label=gettext_lazy("Publisher"),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    genre = forms.ChoiceField(
        label=gettext_lazy("Genre"),
        required=False,
        choices=[("", gettext_lazy("as the page says, or news")), *Article.Genre.choices],
        widget=UnfoldAdminSelectWidget,
        help_text=gettext_lazy("A transcript is read by turns; a transcript and a live blog can grow."),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[(value, label) for value, label in reversed(Article.Stage.choices)],
        widget=UnfoldAdminSelectWidget,
        help_text=gettext_lazy("A draft is shown to nobody outside, and never fetched."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=UnfoldAdminFileFieldWidget,
        help_text=gettext_lazy("Text, web page, Word, PDF, e-mail or subtitles, up to 20 MB."),
    )
    html = forms.CharField(
        label=gettext_lazy("Page source"),
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy("For a page that only you can open: view its source, copy all of it."),
    )
    many = forms.FileField(
        label=gettext_lazy("A list of articles"),
        required=False,
        allow_empty_file=True,
        widget=UnfoldAdminFileFieldWidget,
        help_text=gettext_lazy("CSV or JSON Lines, up to %(most)d. Columns: %(columns)s.")
        % {"most": MOST_ITEMS, "columns": ", ".join(COLUMNS)},
    )

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        given = [way for way in _WAYS if words.get(way)]
        if len(given) > 1:
            labels = [str(self.fields[way].label) for way in given]
            self.add_error(given[1], _("Send one of these at a time: %s.") % ", ".join(labels))
        elif not given and not words.get("url") and not self.errors:
            self.add_error("url", _("Give an address, or the article's words."))
        return words

    def delivery(self) -> ingest.Delivery:
        words = self.cleaned_data
        submission = ingest.Submission(
            text=words["text"],
            url=words["url"],
            title=words["title"],
            author=words["author"],
            publisher=words["publisher"],
            genre=words["genre"],
            stage=words["stage"],
        )
        return ingest.Delivery(submission, html=words["html"] or None, upload=_upload(words["file"]))


def _upload(file: UploadedFile | None) -> ingest.Upload | None:
    if not file:
        return None
    content = file.read(settings.INGEST_MAX_FILE_BYTES + 1)
    return ingest.Upload(content, filename=file.name or "", media_type=file.content_type or "")


class AddsArticles:
    """Gives a ModelAdmin its page for adding."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        self._check_may_add(request)
        form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
        results: list[Result] = []
        if request.method == "POST" and form.is_valid():
            try:
                if many := form.cleaned_data["many"]:
                    results = _receive_list(many, owner=signed_in(request))
                else:
                    return self._added(request, *ingest.receive(form.delivery(), owner=signed_in(request)))
            except DomainError as error:
                form.add_error(None, error.detail)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Add articles"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "form": form,
            "results": [(result, _url(result.article)) for result in results],
            "accepted": sum(1 for result in results if result.article),
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "factcheck/admin/add_articles.html", context)

    def _check_may_add(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied

    def _added(self, request: HttpRequest, article_id: int, is_new: bool) -> HttpResponse:
        said = _("Taken in; a worker is on it.") if is_new else _("It is here already; this is it.")
        messages.success(request, said)
        return redirect(_url(article_id))


def _receive_list(many: UploadedFile, *, owner: User) -> list[Result]:
    raw = many.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLong(f"The list is over {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes. Send it in parts.")
    is_csv = not raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return receive_batch(raw, is_csv=is_csv, owner=owner)


def _url(article_id: int | None) -> str:
    return reverse("admin:factcheck_article_change", args=[article_id]) if article_id else ""
