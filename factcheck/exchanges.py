"""Waiting for another machine's answer while showing that one lives."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

T = TypeVar("T")


def run_exchange(exchange: Coroutine[Any, Any, T], *, while_waiting: Callable[[], None] = lambda: None) -> T:
    """What ``exchange`` returns or raises. It bounds its own time, with ``asyncio.timeout`` over all of it.

    ``while_waiting`` is called about once a second, in the caller's thread; what it raises comes once the
    exchange has ended.
    """
    # In a thread of its own, because the caller's may have a loop, and must go on showing that it lives.
    with ThreadPoolExecutor(1, thread_name_prefix="exchange") as pool:
        running = pool.submit(asyncio.run, exchange)
        while wait([running], timeout=1).not_done:
            while_waiting()
        return running.result()
