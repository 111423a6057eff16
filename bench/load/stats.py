"""Percentiles that count what never came as infinitely late."""

import math


def percentile(values, share):
    """The smallest value that at least ``share`` of all values do not exceed."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def summary(seconds):
    """p50, p95, p99 and the greatest, in ms; and how many never came."""
    ms = [value * 1000 for value in seconds]
    return {
        "n": len(ms),
        "p50": percentile(ms, 0.50),
        "p95": percentile(ms, 0.95),
        "p99": percentile(ms, 0.99),
        "max": max(ms, default=math.nan),
        "lost": sum(math.isinf(value) for value in ms),
    }


def median(values):
    return percentile(values, 0.5)
