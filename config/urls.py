"""Every route of the desk."""

from allauth.account import views as account_views
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from config import health
from config.docs import ApiDocs
from reviews.views import unsubscribe

urlpatterns = [
    # First, for it is asked most, and patterns are tried one after the other.
    path("api/v1/", include("reviews.api.urls")),
    path("api/v1/", include("factcheck.api.urls")),
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    # The admin's own login form would pass by whatever the site's login asks for.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", admin.site.urls),
    # Of allauth's pages those that this desk has made its own. Its others would make accounts and change
    # addresses without an event, and, where no mail server is set, print the links of a reset into a log.
    path("accounts/login/", account_views.login, name="account_login"),
    path("accounts/logout/", account_views.logout, name="account_logout"),
    path("accounts/inactive/", account_views.account_inactive, name="account_inactive"),
    path("desk/", include("reviews.urls")),
    path("expert/", include("reviews.expert_urls")),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", ApiDocs.as_view(url_name="schema"), name="docs"),
]

handler400 = "config.problems.bad_request"
handler403 = "config.problems.forbidden"
handler404 = "config.problems.not_found"
handler500 = "config.problems.server_error"
