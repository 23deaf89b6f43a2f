"""Simulates blocks of a large volume on many cores, with stragglers and lost workers; prints the table of docs/scale.md.

Each block takes the mean time, times a log-normal factor (sigma .2); one worker of twenty is slower by half; each worker is lost once in
24 hours and is back after a minute, and its block begins again. Storage is a queue of a given rate that all blocks pass through.
"""
import heapq
import math
import random

VOXELS = 10e12
BLOCK = 256 ** 3
PER_CORE = 0.027e6  # voxels of the image, each seen by 8 windows, and by 11.4 with those at the border of a block
OVERHEAD = 0.05
START = 60
READ, WRITTEN = 2 * 1.4, 0.05


def simulate(cores, rate, scale=1, seed=1):
    """Returns hours, and the share of the time that cores have worked; of every scale-th block and core."""
    rng = random.Random(seed)
    blocks = int(VOXELS / BLOCK / scale)
    workers = max(1, cores // scale)
    speed = [0.67 if rng.random() < 0.05 else 1 for _ in range(workers)]
    free = [(START, w) for w in range(workers)]
    heapq.heapify(free)
    storage = 0
    size = BLOCK * (READ + WRITTEN)
    busy = 0
    end = 0
    for _ in range(blocks):
        now, w = heapq.heappop(free)
        storage = max(storage, now) + size / (rate / scale)
        work = BLOCK / PER_CORE * math.exp(rng.gauss(-0.02, 0.2)) / speed[w]
        lost = rng.expovariate(1 / 86400)
        done = max(storage, now) + OVERHEAD + work
        if lost < work:
            done += lost + 60
        busy += work
        end = max(end, done)
        heapq.heappush(free, (done, w))
    return end / 3600, busy / (workers * end)


if __name__ == "__main__":
    for rate in (1e9, 10e9):
        for cores in (16, 256, 4096):
            hours, share = simulate(cores, rate, 16)
            ideal = VOXELS / PER_CORE / cores / 3600
            print(f"{rate / 1e9:.0f} GB/s, {cores} cores: {hours:.1f} h, without anything lost {ideal:.1f} h, cores work {share:.0%}")
