# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases of a `meson test` run and prints them as one last line.

A test that speaks TAP counts as its cases, any other as one. A test that failed as a whole
without a failing case (it crashed, hung, or ended before its plan) counts one failure more.
Running the tests is left to tests/run.

Usage: count-cases.py TESTLOG.json EXIT-STATUS-OF-MESON-TEST
"""

import json
import re
import sys

BAD = {'FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'}
TAIL_LINES = 40

PLAN = re.compile(r'^1\.\.(\d+)(\s*#\s*skip\b.*)?', re.IGNORECASE)
CASE = re.compile(r'^(not )?ok\b([^#]*)(?:#\s*(skip|todo)\b.*)?', re.IGNORECASE)


def count_tap(output):
    """Returns (passed, failed, skipped), or None if OUTPUT is not TAP."""
    lines = output.splitlines()
    plans = [match for match in map(PLAN.match, lines) if match]
    if not plans:
        return None
    passed = failed = skipped = 0
    for match in filter(None, map(CASE.match, lines)):
        if match.group(3):
            skipped += 1
        elif match.group(1):
            failed += 1
        else:
            passed += 1
    if plans[0].group(1) == '0':
        skipped += 1
    return passed, failed, skipped


def count_test(entry):
    """Returns (passed, failed, skipped) of one line of the log."""
    result = entry['result']
    counts = count_tap(entry.get('stdout') or '')
    if result == 'SKIP' and counts is None:
        return 0, 0, 1
    if counts is None:
        return (0, 1, 0) if result in BAD else (1, 0, 0)
    passed, failed, skipped = counts
    if result in BAD and failed == 0:
        failed = 1
    if passed + failed + skipped == 0:
        failed = 1
    return passed, failed, skipped


def print_failure(entry):
    print(f"\n--- {entry['name']}: {entry['result']} "
          f"(exit status {entry.get('returncode')})")
    for name in ('stdout', 'stderr'):
        lines = (entry.get(name) or '').splitlines()
        for line in lines[:-TAIL_LINES]:
            if line.startswith('not ok'):
                print(line)
        if len(lines) > TAIL_LINES:
            print(f'... {len(lines) - TAIL_LINES} lines of {name} left out')
        for line in lines[-TAIL_LINES:]:
            print(line)


def main(path, status):
    total = [0, 0, 0]
    seen = 0
    try:
        with open(path, encoding='utf-8', errors='replace') as log:
            for line in log:
                entry = json.loads(line)
                seen += 1
                counts = count_test(entry)
                total = [a + b for a, b in zip(total, counts)]
                if counts[1]:
                    print_failure(entry)
    except (OSError, ValueError, KeyError) as error:
        print(f'The log of the test run cannot be read: {error}', file=sys.stderr)
        total[1] += 1
    if (status != 0 or seen == 0) and total[1] == 0:
        print(f'meson test ended with {status} after {seen} tests', file=sys.stderr)
        total[1] = 1
    sys.stderr.flush()
    print('{} passed, {} failed, {} skipped'.format(*total), flush=True)
    return 1 if total[1] else 0


if __name__ == '__main__':
    sys.stdout.reconfigure(encoding='utf-8', errors='replace')
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
