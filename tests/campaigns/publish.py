#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the publishing programs at each of fifteen exact points, hundreds of times.

    tests/campaigns/publish.py BUILD [--times 200] [--a-round 20] [--jobs 2] [--seconds 86400]
                                     [--point NAME ...]

Runs the test of the ordinary run (tests/publish/crash/test-crash-points) again and again, each round on
an office of its own: coordinator, workstation and network are processes, one of them is killed with
SIGKILL at the point, started again, and the network's wall is counted. Says at the end how often each
point was met; a round that failed is printed, and the status is 1.
"""
import argparse
import collections
import concurrent.futures
import os
import subprocess
import sys
import time

PROGRAM = "tests/publish/crash/test-crash-points"
PREFIX = "/publish/crash/"
LONGEST = 60  # seconds a trial may take on a busy machine


def environment(build):
    return dict(
        os.environ,
        GIO_USE_PROXY_RESOLVER="dummy",
        GIO_USE_VFS="local",
        COORDINATOR_PROGRAM=os.path.join(build, "src/coordinator/open-sources-coordinator"),
        SANDBOX_PROGRAM=os.path.join(build, "src/demo/open-sources-sandbox"),
        CRASH_WORKSTATION=os.path.join(build, "tests/publish/crash/crash-workstation"),
        CRASH_POINTS=os.path.join(build, "tests/publish/crash/osr-crash-points.so"),
    )


def list_points(build):
    command = [os.path.join(build, PROGRAM), "-l"]
    listed = subprocess.run(command, env=environment(build), stdout=subprocess.PIPE, text=True,
                            check=True).stdout
    return [line.removeprefix(PREFIX) for line in listed.splitlines() if line.startswith(PREFIX)]


def run_round(build, point, times):
    command = [os.path.join(build, PROGRAM), "--times", str(times), "-p", PREFIX + point]
    try:
        done = subprocess.run(command, env=environment(build), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                              timeout=times * LONGEST)
        return point, times, command, done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        return point, times, command, -1, str(late)


def rounds_of(options, points):
    """One round of each point after another, so that a campaign cut short has met them all."""
    for done in range(0, options.times, options.a_round):
        for point in points:
            yield point, min(options.a_round, options.times - done)


def campaign(options):
    points = options.point or list_points(options.build)
    until = time.monotonic() + options.seconds
    counts = collections.Counter()
    failures = 0
    waiting = rounds_of(options, points)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = set()
        while True:
            while len(running) < options.jobs and time.monotonic() < until:
                one = next(waiting, None)
                if one is None:
                    break
                running.add(pool.submit(run_round, options.build, *one))
            if not running:
                break
            finished, running = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED)
            for one in finished:
                point, times, command, status, output = one.result()
                if status == 0:
                    counts[point] += times
                    continue
                failures += 1
                print("FAILED:", " ".join(command))
                print("\n".join([line for line in output.splitlines() if "GLib" not in line][-20:]))
            print(sum(counts.values()), "publications cut off,", failures, "rounds failed",
                  flush=True)
    for point in points:
        print(f"{point:24} {counts[point]}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=os.path.abspath)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--a-round", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=24 * 3600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--point", action="append")
    sys.exit(1 if campaign(parser.parse_args()) else 0)


if __name__ == "__main__":
    main()
