"""Gunicorn's own settings: what a command line cannot say."""

from config.settings import LOGGING

_OURS = {"handlers": ["stderr"], "propagate": False}

#: The lines of master and workers are JSON like everybody else's.
logconfig_dict = LOGGING | {"loggers": {"gunicorn.error": _OURS, "gunicorn.access": _OURS}}
