"""The desk's page. It is one page; what it shows comes from the API."""

from django.urls import re_path

from reviews.views import desk

urlpatterns = [re_path(r"^(?P<place>[\w/-]*)$", desk, name="desk")]
