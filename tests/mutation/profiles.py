#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a profile could be wrong without a core test finding it.

Changes one thing at a time in a copy of the shipped profiles (leaves a timer out, makes it a minute
longer, takes a role from a step …) and runs the tests over the copy. A change that every test passes is
a survivor: either a test is missing, or what was changed means nothing.

    tests/mutation/profiles.py BUILD_DIR [--regulation ID]… [--behaviour] [--only TEXT] [--jobs N]

--behaviour leaves the tables of facts out, which restate steps and rules word for word.
Not part of the ordinary run: it takes minutes.
"""

import argparse
import collections
import concurrent.futures
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import threading

from workplace import Workplace

PART = re.compile(r'^(without |[\w-]+=[\w-]+: )+')
ROOT = pathlib.Path(__file__).resolve().parents[2]
REGULATIONS = ROOT / 'data' / 'regulations'
TEXTS = {'ru', 'en'}
# What people read, what only explains, and what nothing is counted by.
UNTOUCHED = {'id', 'name', 'text', 'until', 'title', 'readings', 'question', 'clauses',
             'number', 'version'}
OTHER_WORD = {
    'working-minutes': 'clock-minutes', 'clock-minutes': 'working-minutes',
    'working-days': 'clock-minutes', 'at-once': 'clock-minutes',
    'curator': 'body', 'body': 'curator', 'case': 'body', 'office': 'account', 'account': 'office',
    'working': 'calendar', 'calendar': 'working', 'minutes': 'mark', 'importance': 'mark',
    'mark': 'importance', 'month': 'quarter', 'quarter': 'month', 'week': 'month', 'any': 'format',
    'format': 'any', 'named': 'last', 'last': 'named', 'last-or-curator': 'last',
    'responsible': 'last', 'itself': 'curator',
}
# What a timer may have and lacks by default.
TIMER_DEFAULTS = {'optional': True, 'first_start': True, 'edge': 'working', 'day_start': 'working',
                  'standard_only': True}
SUBJECTS = {'case': 'body', 'body': 'case'}


def is_text(value):
    """Whether VALUE is a sentence in two languages."""
    return isinstance(value, dict) and set(value) == TEXTS


def holder(document, path):
    """The object or list that the last token of PATH is in."""
    for token in path[:-1]:
        document = document[token]
    return document


def without(document, path):
    """DOCUMENT without what is at PATH."""
    changed = copy.deepcopy(document)
    del holder(changed, path)[path[-1]]
    return changed


def with_value(document, path, value):
    """DOCUMENT with VALUE at PATH."""
    changed = copy.deepcopy(document)
    holder(changed, path)[path[-1]] = value
    return changed


def altered(path, value):
    """Other values that could stand at PATH by mistake."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, max(1, value // 2)] if value > 1 else [value + 1]
    if isinstance(value, str):
        if path[-1] == 'clause':
            return ['99']
        if path[-1] == 'subject' and path[0] == 'timers':
            return [SUBJECTS[value]]
        return [OTHER_WORD.get(value, 'noted')]
    return []


def entries_of(value):
    """(token, entry) of what VALUE holds."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def walk(document, path, value):
    """Yields (name, document) for every change at PATH and below it."""
    if is_text(value) or path[-1] in UNTOUCHED:
        return
    where = '/'.join(str(token) for token in path)
    yield f'without {where}', without(document, path)
    for other in altered(path, value):
        yield f'{where} = {other!r}', with_value(document, path, other)
    for token, entry in entries_of(value):
        yield from walk(document, path + [token], entry)


def may_lack(timer, member, shortened):
    """Whether MEMBER would mean something in TIMER, which does without."""
    unit = timer['unit']
    if member == 'edge':
        return unit == 'working-minutes'
    if member == 'day_start':
        return unit == 'working-days' and 'before' not in timer
    if member == 'standard_only':
        return bool({timer.get('before'), timer.get('within')} & shortened)
    return True


def added(document):
    """Yields what could stand there too many."""
    shortened = {timer['id'] for timer in document['timers'] if 'shortened' in timer}
    for index, timer in enumerate(document['timers']):
        for member, value in TIMER_DEFAULTS.items():
            if member not in timer and may_lack(timer, member, shortened):
                yield (f'timers/{timer["id"]}/{member} added',
                       with_value(document, ['timers', index, member], value))
    roles = [role['id'] for role in document['roles']]
    for step, entry in document['steps'].items():
        for role in roles:
            if role not in entry['roles']:
                yield (f'steps/{step} by {role} too',
                       with_value(document, ['steps', step, 'roles'], entry['roles'] + [role]))
        if 'reason' not in entry:
            yield f'steps/{step} with reason', with_value(document, ['steps', step, 'reason'], True)


def settings(document):
    """Yields a reading less, and each patch with something less or other in it."""
    for index, reading in enumerate(document['readings']):
        yield f'without readings/{reading["id"]}', without(document, ['readings', index])
        for number, setting in enumerate(reading['settings']):
            if 'patch' in setting:
                path = ['readings', index, 'settings', number, 'patch']
                for name, changed in walk(document, path, setting['patch']):
                    yield f'{reading["id"]}={setting["id"]}: {name}', changed


def mutants(document):
    """Yields (name, document) for all changes of a profile."""
    for member in ('steps', 'timers', 'rules', 'reply_style', 'warnings', 'rating', 'duties',
                   'watches', 'networks', 'draft_kinds', 'roles'):
        if member in document:
            for token, entry in entries_of(document[member]):
                yield from walk(document, [member, token], entry)
    yield from added(document)
    yield from settings(document)


class Tests:
    """The test programs that read a profile; for each part of it those come first that have found
    most of the changes there."""

    def __init__(self, options, regulation):
        rooms = pathlib.Path(options.build) / 'tests' / 'core'
        names = [f'clauses/test-clauses-{regulation}', f'clauses/test-readings-{regulation}']
        if not options.behaviour:
            names.insert(0, f'clauses/test-facts-{regulation}')
        names += ['test-rules-cells', 'clauses/test-clauses-standing', 'test-rules',
                  'test-clauses-process', 'test-duties', 'test-notices', 'test-rating',
                  'reply/test-reply-clauses', 'test-regulation', 'test-regulation-readings']
        self.programs = [rooms / name for name in names]
        self.regulation = regulation
        self.found = collections.Counter()
        self.threads = threading.local()
        self.places = []

    def workplace(self):
        """The copy of the data of this thread."""
        if not hasattr(self.threads, 'place'):
            self.threads.place = Workplace(self.regulation)
            self.places.append(self.threads.place)
        return self.threads.place

    def ordered(self, part):
        """The programs, the likeliest to find a change in PART first."""
        return sorted(self.programs, key=lambda program: -self.found[part, program])

    def find(self, change):
        """Whether some test fails over a copy of the data with the changed document in it."""
        name, document = change
        part, work = PART.sub('', name).partition('/')[0], self.workplace()
        work.write(document)
        for program in self.ordered(part):
            if fails(program, work.place):
                self.found[part, program] += 1
                return True
        return False

    def close(self):
        """Removes the copies."""
        for place in self.places:
            place.folder.cleanup()


def fails(program, place):
    """Whether PROGRAM fails over the data at PLACE."""
    return subprocess.run([program], env=dict(os.environ, OSR_TEST_DATA=str(place)), cwd=place,
                          timeout=120, check=False, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode != 0


def check(options, regulation):
    """Prints the survivors of one profile; returns (how many changes, how many survivors)."""
    document = json.loads((REGULATIONS / f'{regulation}.json').read_text(encoding='utf-8'))
    tests = Tests(options, regulation)
    if tests.find(('as it is', document)):
        sys.exit(f'{regulation}: the tests fail over the profile as it is')
    changes = [change for change in mutants(document) if options.only in change[0]]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        found = list(pool.map(tests.find, changes))
    tests.close()
    survivors = [name for (name, _), dead in zip(changes, found) if not dead]
    for name in survivors:
        print(f'{regulation}: survives: {name}')
    print(f'{regulation}: {len(changes)} changes, {len(survivors)} survivors', flush=True)
    return len(changes), len(survivors)


def main():
    """Runs all profiles or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('build')
    parser.add_argument('--regulation', action='append')
    parser.add_argument('--behaviour', action='store_true')
    parser.add_argument('--only', default='', help='changes with this in their name')
    parser.add_argument('--jobs', type=int, default=2)
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    every = sorted(path.stem for path in REGULATIONS.glob('*.json') if path.stem != 'schema')
    results = [check(options, regulation) for regulation in options.regulation or every]
    sys.exit(1 if any(survivors for _, survivors in results) else 0)


if __name__ == '__main__':
    main()
