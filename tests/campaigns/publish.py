#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the publishing programs at each of their exact points, hundreds of times.

    tests/campaigns/publish.py BUILD [--times 200] [--a-round 20] [--jobs 2] [--seconds 86400]
                                     [--point NAME ...]

Runs the tests of the ordinary run (tests/publish/crash: the coordinator's points, and those of a
workstation that holds the account) again and again, each round on an office of its own: coordinator,
workstation and network are processes, one of them is killed with SIGKILL at the point, started again,
and the network's wall is counted. Says at the end how often each point was met; a round that failed is
printed, and the status is 1.
"""
import argparse
import collections
import concurrent.futures
import os
import subprocess
import sys
import time

FOLDER = "tests/publish/crash"
PROGRAMS = {"/publish/crash/": "test-crash-points",
            "/publish/workstation/": "test-workstation-points"}
ONCE = ("lease-expired", "two-holders", "woken")  # of a workstation: met once a round
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


def program_of(build, point):
    prefix = next(prefix for prefix in PROGRAMS if point.startswith(prefix))
    return os.path.join(build, FOLDER, PROGRAMS[prefix])


def list_points(build):
    points = []
    for prefix, program in PROGRAMS.items():
        listed = subprocess.run([os.path.join(build, FOLDER, program), "-l"], text=True, check=True,
                                env=environment(build), stdout=subprocess.PIPE).stdout
        points += [line for line in listed.splitlines() if line.startswith(prefix)]
    return points


def trials_of(point, times):
    once = point.startswith("/publish/workstation/") and point.endswith(ONCE)
    return 1 if once else times


def run_round(build, point, times):
    command = [program_of(build, point), "--times", str(times), "-p", point]
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
                    counts[point] += trials_of(point, times)
                    continue
                failures += 1
                print("FAILED:", " ".join(command))
                print("\n".join([line for line in output.splitlines() if "GLib" not in line][-20:]))
            print(sum(counts.values()), "publications cut off,", failures, "rounds failed",
                  flush=True)
    for point in points:
        print(f"{point:48} {counts[point]}")
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
