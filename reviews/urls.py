"""The desk's pages. What they show comes from the API."""

from django.urls import path, re_path

from reviews.views import add_article, desk

urlpatterns = [
    path("add/", add_article, name="add_article"),
    re_path(r"^(?P<place>[\w/-]*)$", desk, name="desk"),
]
