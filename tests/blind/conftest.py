"""The twins are kept out of a run unless they are asked for by name: they have not passed whole since the last new routes.

FACTCHECK_TWINS=1 .venv/bin/python -m pytest -n 0 tests/blind
"""

import os

collect_ignore = [] if os.environ.get("FACTCHECK_TWINS") else ["test_nobody_can_tell.py"]
