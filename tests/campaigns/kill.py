#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills workstation and coordinator with SIGKILL under load, thousands of times.

    tests/campaigns/kill.py BUILD [--kills 10000] [--seconds 3600] [--jobs 2]

Runs the tests of the ordinary run with another seed again and again: half of the kills meet the
workstation (tests/sync/test-kill), half the coordinator (tests/ctl/test-kill). Each round proves that
nothing acknowledged is lost and nothing is there twice. Says at the end how many there were; a round
that failed is printed with its seed, and the status is 1.
"""
import argparse
import concurrent.futures
import os
import random
import subprocess
import sys
import time

# Program, how many kills a round, and how many kinds of each.
KINDS = {
    "workstation": ("tests/sync/test-kill", 50, 3),
    "coordinator": ("tests/ctl/test-ctl-kill", 60, 1),
}


def environment(build):
    return dict(
        os.environ,
        GIO_USE_PROXY_RESOLVER="dummy",
        GIO_USE_VFS="local",
        CTL_PROGRAM=os.path.join(build, "src/ctl/open-sources-ctl"),
        COORDINATOR_PROGRAM=os.path.join(build, "src/coordinator/open-sources-coordinator"),
    )


def run_round(build, kind, seed):
    program, kills, kinds = KINDS[kind]
    command = [os.path.join(build, program), "--seed", seed, "--kills", str(kills)]
    done = subprocess.run(command, env=environment(build), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    return kind, kills * kinds, command, done


def make_seed(source):
    return "R02S" + "".join(f"{source.getrandbits(32):08x}" for _ in range(4))


def tell_failure(command, output):
    print("FAILED:", " ".join(command))
    print("\n".join(line for line in output.splitlines()[-40:] if "GLib-GIO" not in line))
    sys.stdout.flush()


def campaign(options):
    source = random.Random(options.first_seed)
    until = time.monotonic() + options.seconds
    counts = dict.fromkeys(KINDS, 0)
    planned = dict.fromkeys(KINDS, 0)
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = set()
        while running or (min(planned.values()) * 2 < options.kills and time.monotonic() < until):
            while (len(running) < options.jobs and min(planned.values()) * 2 < options.kills
                   and time.monotonic() < until):
                kind = min(planned, key=planned.get)
                planned[kind] += KINDS[kind][1] * KINDS[kind][2]
                running.add(pool.submit(run_round, options.build, kind, make_seed(source)))
            finished, running = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED)
            for one in finished:
                kind, kills, command, done = one.result()
                counts[kind] += kills
                if done.returncode != 0:
                    failures += 1
                    tell_failure(command, done.stdout)
            print(f"{sum(counts.values())} kills:", counts, f"{failures} rounds failed", flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=os.path.abspath)
    parser.add_argument("--kills", type=int, default=10000)
    parser.add_argument("--seconds", type=int, default=24 * 3600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=1)
    sys.exit(1 if campaign(parser.parse_args()) else 0)


if __name__ == "__main__":
    main()
