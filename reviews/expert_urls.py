"""Addresses that an expert from outside is given. The secret in them is all that lets in."""

from django.urls import re_path

from reviews.expert_views import answer, look, open_link

_WHICH = r"^(?P<secret>[\w-]{20,80})/"

urlpatterns = [
    re_path(_WHICH + "$", look, name="expert_link"),
    re_path(_WHICH + "open/$", open_link, name="expert_link_open"),
    re_path(_WHICH + "answer/$", answer, name="expert_link_answer"),
]
