"""Benchmarks: ``make bench-...`` prints them. None of them is a test; timings depend on the machine."""
