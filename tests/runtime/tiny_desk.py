"""``make up`` with real servers and tiny programs, so that starting it costs a second."""

import sys
from pathlib import Path

from config import up
from config.supervisor import StopRequests


class TinyDesk(up.Desk):
    def __init__(self, requests: StopRequests) -> None:
        super().__init__(requests, procfile=Path(__file__).with_name("Procfile"))

    def prepare(self) -> None:
        """The tiny programs have no tables."""


if __name__ == "__main__":
    sys.exit(up.main(make_desk=TinyDesk))
