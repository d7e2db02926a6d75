"""Pictures of every page, to be looked at, and what axe says of each: ``make screenshots``.

A desk of its own is started, one of everything is made in it, and each page of the review desk, of the admin and of
what people outside see is stored as ``.cache/screenshots/PAGE-light|dark-1280|360.png``.
``python -m tests.screenshots WORD...`` takes only the pages whose names hold one of the words.
"""
