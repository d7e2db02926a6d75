"""Dates, times, ranges, durations and repetitions in a text, resolved against the day it came out. No clock."""

from .finder import figures_are_dates, find_times, is_placed_in_time

__all__ = ["figures_are_dates", "find_times", "is_placed_in_time"]
