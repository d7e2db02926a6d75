"""What a running desk costs: seconds of CPU by program, and memory, from /proc."""

import os
from collections import Counter

from tests.stack import Stack, children_of

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(desk: Stack) -> Counter[str]:
    """By program, of processes that have ended and were waited for too."""
    spent: Counter[str] = Counter()
    for name, pid in desk.pids().items():
        spent[name] += sum(_seconds(each) for each in tree(pid))
    return spent


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    return [pid, *(each for child in children_of(pid) for each in tree(child))]


def resident_mb(pid: int) -> float:
    """Own and shared pages."""
    with open(f"/proc/{pid}/statm") as sizes:
        return int(sizes.read().split()[1]) * _PAGE / 2**20


def proportional_mb(pid: int) -> float:
    """Own pages, and of shared ones this process's part."""
    with open(f"/proc/{pid}/smaps_rollup") as sizes:
        return next(int(line.split()[1]) for line in sizes if line.startswith("Pss:")) / 1024


def _seconds(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            columns = stat.read().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return sum(int(ticks) for ticks in columns[11:15]) / _TICKS
