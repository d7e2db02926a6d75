"""The API's documentation page, served from this machine under the strict policy."""

from drf_spectacular.views import SpectacularSwaggerSplitView


class ApiDocs(SpectacularSwaggerSplitView):
    """Swagger UI without inline script or style: the policy allows neither."""

    title = "Factcheck API"
    template_name = "factcheck/api_docs.html"
