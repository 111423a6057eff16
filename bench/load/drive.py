"""Open loop: people act at random moments (Poisson) whether or not the server keeps up."""

import asyncio
import random
import time

from bench.load.process import own_cpu_seconds
from bench.load.stats import summary


async def at_rate(people, server, rate, seconds, seed, drain=3.0):
    """Let ``people`` act ``rate`` times a second for ``seconds``; figures of the run."""
    chance = random.Random(seed)
    begin, cpu, own = time.perf_counter(), server.cpu_seconds(), own_cpu_seconds()
    updates = people.updates
    tasks, moment, lag = [], begin, []
    while moment < begin + seconds:
        moment += chance.expovariate(rate)
        await asyncio.sleep(max(0, moment - time.perf_counter()))
        lag.append(time.perf_counter() - moment)
        tasks.append(asyncio.create_task(people.act(moment)))
    acted = len(tasks)
    _done, late = await asyncio.wait(tasks, timeout=max(drain, 0.1)) if tasks else (set(), set())
    for task in late:
        task.cancel()
    result = await people.finish()
    wall = time.perf_counter() - begin
    spent = server.cpu_seconds() - cpu
    delays = result.pop("delays", None)
    if delays is None:
        delays = [
            task.result() if task.done() and not task.cancelled() else float("inf")
            for task in tasks
        ]
    else:
        delays += [float("inf")] * (acted - len(delays))
    arrived = people.updates - updates
    return {
        **summary(delays),
        **result,
        "rate": rate,
        "updates": arrived,
        "cpu_us_per_decision": 1e6 * spent / max(1, acted),
        "server_cpu": spent / wall,
        "client_cpu": (own_cpu_seconds() - own) / wall,
        "client_lag_ms": 1000 * sorted(lag)[int(len(lag) * 0.95)] if lag else 0.0,
    }
