"""The API's documentation page, served from this machine under the strict policy."""

from drf_spectacular.views import SpectacularSwaggerSplitView


class ApiDocs(SpectacularSwaggerSplitView):
    """Swagger UI with its start script at an address of its own: the policy allows no inline script."""

    title = "Factcheck API"
