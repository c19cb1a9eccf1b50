# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that a test starts, and their end.

Every child is ended by its own process id, also when the test fails or is killed: the kernel ends
it with its parent, and what a child left behind (a bus of its own, a launcher's helper) becomes
ours as the sub-reaper and is ended too.
"""
import ctypes
import os
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None, use_errno=True)


def adopt_orphans():
    """Makes this process the parent of whatever its children leave behind."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _die_with_parent():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def start(arguments, environment, log, stdin=subprocess.DEVNULL, **more):
    """Starts a program that ends with this one; what it says goes to the file `log`."""
    return subprocess.Popen(arguments, env=environment, stdin=stdin, stdout=log,
                            stderr=subprocess.STDOUT, preexec_fn=_die_with_parent, **more)


def end(process, seconds=5):
    """Asks the program to end, then makes it; returns its exit status."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


def children(pid):
    """Process ids of the direct children of `pid`."""
    try:
        with open(f'/proc/{pid}/task/{pid}/children', encoding='ascii') as listing:
            return [int(word) for word in listing.read().split()]
    except OSError:
        return []


def command_line(pid):
    """Words of the command line of `pid`; empty when it has gone."""
    try:
        with open(f'/proc/{pid}/cmdline', 'rb') as listing:
            return listing.read().decode(errors='replace').split('\0')[:-1]
    except OSError:
        return []


def find_child(pid, program):
    """The process id of the child, or child's child, of `pid` that runs `program`, or None."""
    for child in children(pid):
        words = command_line(child)
        if words and os.path.basename(words[0]) == program:
            return child
        deeper = find_child(child, program)
        if deeper is not None:
            return deeper
    return None


def reap_leftovers(seconds=3):
    """Ends every child that is left; returns the command lines of those that did not go alone."""
    deadline = time.monotonic() + seconds
    stubborn = []
    while True:
        _wait_for_any()
        left = children(os.getpid())
        if not left:
            return stubborn
        late = time.monotonic() > deadline
        if late:
            stubborn += [' '.join(command_line(pid)) for pid in left]
        for pid in left:
            os.kill(pid, signal.SIGKILL if late else signal.SIGTERM)
        time.sleep(0.02)


def _wait_for_any():
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass
