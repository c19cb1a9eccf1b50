# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of a test as TAP, one case a step. After a step that failed the rest of its chapter is
skipped, since it stands on what did not happen."""
import os
import sys
import time
import traceback

import desktop
import processes


class Story:
    """Prints one line a step; `on_failure (name)` is called to show what there is to see."""

    def __init__(self, name):
        self.name = name
        self.count = 0
        self.failed = 0
        self.broken = False
        self.on_failure = None

    def chapter(self):
        """What follows does not stand on the steps before."""
        self.broken = False

    def run(self, what, function, *arguments):
        """Runs one step; returns what it returned, None when it failed or was skipped."""
        name = f'/e2e/{self.name}/{what}'
        self.count += 1
        if self.broken:
            print(f'ok {self.count} - {name} # SKIP a step before it failed', flush=True)
            return None
        started = time.monotonic()
        try:
            result = function(*arguments)
        except Exception:  # whatever went wrong is this step's failure
            self._fail(name, traceback.format_exc())
            return None
        seconds = time.monotonic() - started
        print(f'ok {self.count} - {name}\n# {seconds:.1f} s', flush=True)
        return result

    def _fail(self, name, trace):
        self.failed += 1
        self.broken = True
        print(f'not ok {self.count} - {name}')
        comment(trace)
        if self.on_failure is not None:
            try:
                self.on_failure(name.strip('/').replace('/', '-'))
            except Exception:  # the failure itself is already told
                comment(traceback.format_exc())

    def finish(self):
        """The plan at the end; returns the exit status."""
        print(f'1..{self.count}', flush=True)
        return 1 if self.failed else 0


def comment(text):
    """Words for the reader of the output."""
    for line in text.rstrip().splitlines():
        print(f'# {line}')
    sys.stdout.flush()


def output_folder(name):
    """Where pictures of this run are kept: below the build folder."""
    folder = os.path.join(os.environ.get('OSR_E2E_OUTPUT', os.getcwd()), name)
    os.makedirs(folder, exist_ok=True)
    return folder


def main(tell, size=(1440, 900)):
    """Runs `tell (desktop) -> exit status` on a desktop of its own."""
    processes.adopt_orphans()
    try:
        place = desktop.Desktop(size)
    except desktop.Missing as missing:
        print(f'1..0 # SKIP {missing} is not installed')
        return 0  # the plan of no cases says it
    try:
        return tell(place)
    finally:
        place.end()
        for words in processes.reap_leftovers():
            comment(f'had to be killed: {words}')
