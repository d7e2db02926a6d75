"""Stands for web, worker or beat: starts in no time, has a child of its own, and ends as stubbornly as told."""

import http.server
import os
import signal
import subprocess
import sys
import time


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    name = sys.argv[1]
    subprocess.Popen(["sleep", "1000"])
    if name in os.environ.get("STUBBORN", "").split(","):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    if name == "web":
        http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answers).serve_forever()
    while True:
        time.sleep(1)


if __name__ == "__main__":
    main()
