"""Acts: what a person may do to a record. Each is one domain function, offered on its page and over lists.

An act changes things, so it is a POST. One that needs a word (a reason, a target) first shows a page that
asks for it and lists what it is about.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import model_ngettext, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.admin.access import signed_in
from factcheck.admin.display import url_of
from factcheck.errors import DomainError
from factcheck.models import User

#: Rows that one request acts on. More is a job of its own, in chunks.
MOST_AT_ONCE = 200

Words = str | Promise


@dataclass(frozen=True)
class Act:
    name: str
    label: Words
    done: Words  #: "accepted", as in "3 accepted"
    scope: str
    #: run(pk, actor=user, **words of the form): one transaction; raises DomainError where a rule says no.
    run: Callable[..., object]
    applies: Callable[[Any], bool]  #: whether the object's page offers it; the domain function decides again
    form: type[Form] | None = None
    explanation: Words = ""
    over_lists: bool = False
    tone: str = "plain"  #: primary, plain or danger
    #: A page for what ``run`` returned (``made``), in the answer itself: a secret goes through no cookie or session.
    shows_once: str = ""


class ActForm(Form):
    """Asks ``user`` for what an act needs; ``subjects`` are the objects it is about."""

    def __init__(
        self, *args: Any, subjects: Sequence[Model] = (), user: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subjects, self.user = subjects, user


class OffersActs:
    """Adds ``acts`` to a ModelAdmin."""

    acts: Sequence[Act] = ()

    def acts_for(self, request: HttpRequest, obj: Model) -> list[dict[str, Any]]:
        """The acts that the state of ``obj`` and the user's scopes allow, with their addresses."""
        return [
            {"act": act, "url": self._act_url(obj, act)}
            for act in self.acts
            if signed_in(request).has_scope(act.scope) and act.applies(obj)
        ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act_view)  # type: ignore[attr-defined]
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"  # type: ignore[attr-defined]
        return [path("<path:object_id>/do/<slug:act_name>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The acts that go over lists. Not ``super()``: the stock "delete selected" is off."""
        return {
            act.name: (_over_list(act), act.name, act.label)
            for act in self.acts
            if act.over_lists and signed_in(request).has_scope(act.scope)
        }

    def act_view(self, request: HttpRequest, object_id: str, act_name: str) -> HttpResponse:
        """Ask for the words (GET), or do it (POST)."""
        act = next((act for act in self.acts if act.name == act_name), None)
        obj = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if act is None or obj is None:
            raise Http404
        if not (self.has_view_permission(request, obj) and signed_in(request).has_scope(act.scope)):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "GET" and act.form and not act.applies(obj):  # what is sent ``run`` refuses
            messages.warning(request, _("%(act)s: not as it stands now.") % {"act": act.label})
            return redirect(url_of(obj))
        form = self._act_form(act, request, [obj], is_sent=request.method == "POST")
        if request.method == "POST" and form.is_valid():
            try:
                made = act.run(obj.pk, actor=signed_in(request), **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, error.detail)
            else:
                if act.shows_once:
                    return self._show_once(request, act, made, back=url_of(obj))
                messages.success(request, f"{obj}: {act.done}.")
                return redirect(url_of(obj))
        if act.form is None and form.errors:
            messages.warning(request, " ".join(map(str, form.non_field_errors())))
            return redirect(url_of(obj))
        return self._ask(request, act, form, [obj], back=url_of(obj), target=self._act_url(obj, act))

    def act_over_list(self, act: Act, request: HttpRequest) -> HttpResponse | None:
        """Ask for the words, or do it to all that are selected."""
        if not signed_in(request).has_scope(act.scope):
            raise PermissionDenied
        # Not ``queryset``: it is filtered as the list is, and what a colleague has moved on since would drop
        # out of it without a word instead of being refused.
        selected = [pk for pk in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME) if pk.isdecimal()]
        rows = self.get_queryset(request).filter(pk__in=selected)  # type: ignore[attr-defined]
        chosen = list(rows.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            messages.error(request, _("Choose at most %(most)d at once.") % {"most": MOST_AT_ONCE})
            return None
        form = self._act_form(act, request, chosen, is_sent="act_words" in request.POST)
        if act.form and not form.is_valid():
            back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")  # type: ignore[attr-defined]
            query = request.GET.urlencode()
            return self._ask(request, act, form, chosen, back=f"{back}?{query}" if query else back, target="")
        self._do(request, act, [obj.pk for obj in chosen], form.cleaned_data if act.form else {})
        return None

    def _do(self, request: HttpRequest, act: Act, pks: list[int], words: Mapping[str, Any]) -> None:
        """Act on one after the other, so that each leaves its own event, and say what came of it."""
        done, refusals = 0, Counter[str]()
        for pk in pks:
            try:
                act.run(pk, actor=signed_in(request), **words)
            except DomainError as error:
                refusals[error.detail] += 1
            except ObjectDoesNotExist:
                refusals[_("It is not there any more.")] += 1
            else:
                done += 1
        if done:
            messages.success(request, f"{done} {act.done}.")
        for detail, count in refusals.items():
            refused = ngettext("%(count)d refused", "%(count)d refused", count) % {"count": count}
            messages.warning(request, f"{refused}: {detail}")

    def _act_form(self, act: Act, request: HttpRequest, subjects: Sequence[Model], *, is_sent: bool) -> Form:
        form_class = act.form or ActForm
        sent = request.POST if is_sent else None
        return form_class(sent, subjects=subjects, user=signed_in(request))  # type: ignore[call-arg]

    def _show_once(self, request: HttpRequest, act: Act, made: object, *, back: str) -> HttpResponse:
        """The admin's pages are never kept by a browser (``never_cache``), this one included."""
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": act.label,
            "opts": self.opts,  # type: ignore[attr-defined]
            "made": made,
            "back": back,
        }
        return TemplateResponse(request, act.shows_once, context)

    def _ask(
        self, request: HttpRequest, act: Act, form: Form, subjects: Sequence[Model], *, back: str, target: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": act.label,
            "opts": self.opts,  # type: ignore[attr-defined]
            "act": act,
            "form": form,
            "subjects": [(subject, url_of(subject)) for subject in subjects],
            "how_many": model_ngettext(self.opts, len(subjects)),  # type: ignore[attr-defined]
            "back": back,
            "target": target,
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "factcheck/admin/act.html", context)

    def _act_url(self, obj: Model, act: Act) -> str:
        return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_act", args=[obj.pk, act.name])


def _over_list(act: Act) -> Callable[..., HttpResponse | None]:
    def do(model_admin: OffersActs, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return model_admin.act_over_list(act, request)

    return do
