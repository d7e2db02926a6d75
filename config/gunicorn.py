"""Gunicorn's own settings: what a command line cannot say."""

import gc
from typing import Any

from config.settings import LOGGING

_OURS = {"handlers": ["stderr"], "propagate": False}

#: The lines of master and workers are JSON like everybody else's.
logconfig_dict = LOGGING | {"loggers": {"gunicorn.error": _OURS, "gunicorn.access": _OURS}}


def pre_fork(server: Any, worker: Any) -> None:
    """Set what was loaded apart from what requests make: a collection would touch every page that the workers share,
    and look at all of it each time."""
    gc.collect()
    gc.freeze()
