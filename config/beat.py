"""Celery for the program that keeps the time: it sends the names of tasks, and has no use for their modules.

Without Django's models, the admin and the tasks it takes a third of the memory, and starts in a second.
"""

import logging.config

from celery import Celery
from django.conf import settings

from config.celery import app as desk

logging.config.dictConfig(settings.LOGGING)
app = Celery("factcheck", fixups=[], changes=desk.conf.changes)
