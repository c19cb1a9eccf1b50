#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests prove which clause of the five texts.

    tests/clauses/clauses.py write BUILD_DIR    makes data/clauses.json from the tests that were built
    tests/clauses/clauses.py check BUILD_DIR    a test: the map is whole and true
    tests/clauses/clauses.py seeds FOLDER       compares tests/data/clauses with the texts themselves

A test proves a clause by its name, /clauses/REGULATION/CLAUSE/WHAT. "check" runs every named test, and
then takes out of the profile what the clause has put there: with it gone, or another, the clause's
tests must fail, or they have not read it.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / 'tests' / 'mutation'), str(ROOT / 'tests' / 'clauses')]
import profiles  # noqa: E402
import seeds  # noqa: E402
from workplace import Workplace  # noqa: E402

ROWS = ROOT / 'tests' / 'data' / 'clauses'
MAP = ROOT / 'data' / 'clauses.json'
NO_SOFTWARE = 'needs no software'
ROOMS = ('tests/core/', 'tests/report/')
CELLS = re.compile(r'/cell-\d+-[^/]*$')
REACHES = {'body': 'office', 'office': 'all', 'all': 'office'}
JOBS = 2
PATIENCE = 120


def read_rows(regulation):
    """[(clause, kind, summary, more)] in the order of the text."""
    lines = (ROWS / f'{regulation}.tsv').read_text(encoding='utf-8').splitlines()
    rows = [line.split('\t') for line in lines if line and not line.startswith('#')]
    return [tuple(row + [''] * (4 - len(row))) for row in rows]


def programs_of(build):
    """The built test programs that may prove a clause."""
    tests = json.loads((build / 'meson-info' / 'intro-tests.json').read_text(encoding='utf-8'))
    found = {}
    for test in tests:
        path = pathlib.Path(test['cmd'][0])
        where = str(path.relative_to(build)) if path.is_relative_to(build) else ''
        if where.startswith(ROOMS) and '/fuzz-' not in where:
            found[where] = path
    return found


def names_of(path):
    """The tests of a program that name a clause."""
    listed = subprocess.run([path, '-l'], capture_output=True, text=True, check=True,
                            timeout=PATIENCE).stdout
    return [line for line in listed.splitlines() if line.startswith('/clauses/')]


def is_of(name, place):
    """Whether the test NAME stands under the clause PLACE."""
    return name == place or name.startswith(place + '/')


def proofs_of(listed, place):
    """[{program, tests}]; the cells of a clause are run together and named by their clause."""
    proofs = []
    for program, names in sorted(listed.items()):
        tests = sorted({place if CELLS.search(name) else name
                        for name in names if is_of(name, place)})
        if tests:
            proofs.append({'program': program, 'tests': tests})
    return proofs


def place_of(regulation, clause):
    """What the names of the tests of a clause begin with."""
    return f'/clauses/{regulation}/{clause.strip("()")}'


def make_entry(listed, regulation, row):
    """One clause of the map."""
    clause, kind, summary, more = row
    entry = {'clause': clause, 'summary': summary}
    if kind == NO_SOFTWARE:
        return dict(entry, needs_no_software=more)
    return dict(entry, proofs=proofs_of(listed, place_of(regulation, clause)))


def make_map(build):
    """The whole map, from what was built."""
    paths = programs_of(build)
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        listed = dict(zip(paths, pool.map(names_of, paths.values())))
    return {regulation: [make_entry(listed, regulation, row) for row in read_rows(regulation)]
            for regulation in seeds.FILES}


def dump(whole):
    """The map as it stands in the file."""
    return json.dumps(whole, ensure_ascii=False, indent=1) + '\n'


# -- what a clause has put into the profile --


def cited(text):
    """The clauses in "7, 9–11", each with the clause that it is an item of."""
    for part in re.split(r',\s*', text):
        ends = re.match(r'^(\d+)[–-](\d+)$', part)
        numbers = map(str, range(int(ends[1]), int(ends[2]) + 1)) if ends else [part]
        yield from numbers


def citations(value, path, clause):
    """The paths of all objects under VALUE that cite CLAUSE, the readings left out."""
    if isinstance(value, dict):
        if clause in cited(value.get('clause', '')):
            yield path
        for token, entry in value.items():
            if path or token != 'readings':
                yield from citations(entry, path + [token], clause)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from citations(entry, path + [index], clause)


def pointer_path(document, pointer):
    """The path of a JSON pointer."""
    return [token for token in pointer.split('/') if token]


def value_at(document, path):
    """What stands at PATH."""
    for token in path:
        document = document[token]
    return document


def reaches(document, path):
    """A role that reads other cases."""
    value = value_at(document, path)
    if isinstance(value, dict) and value.get('reach') in REACHES:
        yield profiles.with_value(document, path + ['reach'], REACHES[value['reach']])


def places_of(document, row):
    """Where in DOCUMENT the clause of ROW stands; an item's own place may be its clause's."""
    clause = row[0].strip('()')
    places = [pointer_path(document, pointer) for pointer in row[3].split()]
    places += list(citations(document, [], clause))
    if not places and '.' in clause:
        places = list(citations(document, [], clause.split('.')[0]))
    return places


def changes_of(document, row):
    """DOCUMENT with what the clause says left out, or said otherwise: the coarsest change first."""
    places = places_of(document, row)
    for path in places:
        yield profiles.without(document, path)
        yield from reaches(document, path)
    for path in places:
        for name, changed in profiles.walk(document, path, value_at(document, path)):
            if not name.endswith(('/clause', "clause = '99'")):
                yield changed


def chosen(tests):
    """The words that make a program run TESTS. What is named runs with the tests right below it, which
    must not be named again: nothing can be run twice."""
    named = set(tests)
    return [word for test in tests if test.rpartition('/')[0] not in named for word in ('-p', test)]


def run(build, program, tests, data=None):
    """Whether the program ended well, and which tests passed, over DATA where it is given."""
    environment = dict(os.environ, OSR_TEST_DATA=str(data)) if data else None
    result = subprocess.run([build / program, *chosen(tests)], env=environment, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                            timeout=PATIENCE)
    return result.returncode == 0, re.findall(r'^ok \d+ (\S+)', result.stdout, re.MULTILINE)


def passes(build, program, tests, data=None):
    """Whether each of TESTS was run and passed."""
    good, passed = run(build, program, tests, data)
    ran = set(passed) | {name.rpartition('/')[0] for name in passed}
    return good and ran.issuperset(tests)


def is_profile(build, path):
    """Whether the program takes the file for a profile: what it does not take proves nothing."""
    return subprocess.run([build / 'src' / 'ctl' / 'open-sources-ctl', 'regulation', 'validate', path],
                          check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          timeout=PATIENCE).returncode == 0


def has_read(build, regulation, row, proofs):
    """Whether the tests of a clause fail once its words have gone from the profile."""
    source = ROOT / 'data' / 'regulations' / f'{regulation}.json'
    document = json.loads(source.read_text(encoding='utf-8'))
    with Workplace(regulation) as work:
        for changed in changes_of(document, row):
            work.write(changed)
            if is_profile(build, work.profile) and \
                    not all(passes(build, proof['program'], proof['tests'], work.place)
                            for proof in proofs):
                return True
    return False


# -- the checks --


class Tap:
    """Says each check's result as a test program does."""

    def __init__(self):
        self.count, self.failed = 0, 0

    def say(self, good, name, why=''):
        """One result."""
        self.count += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.count} {name}', flush=True)
        if why and not good:
            print(f'# {why}', flush=True)


def check_entry(tap, regulation, entry):
    """A clause has proofs, or a reason why it has none."""
    name = f'/clauses-map/{regulation}/{entry["clause"]}/mapped'
    if 'needs_no_software' in entry:
        tap.say(bool(entry['needs_no_software']), name, 'it is not said why')
    else:
        tap.say(bool(entry['proofs']), name, 'no test has its name')


def check_runs(tap, build, whole):
    """Every named test exists and passes."""
    named = {}
    for entry in (entry for entries in whole.values() for entry in entries):
        for proof in entry.get('proofs', []):
            named.setdefault(proof['program'], []).extend(proof['tests'])
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        results = pool.map(lambda one: passes(build, *one), named.items())
        for program, good in zip(named, results):
            tap.say(good, f'/clauses-map/runs/{program}', 'a named test fails')


def check_reading(tap, build, whole):
    """The tests of every clause have read it from the profile."""
    asked = []
    for regulation, entries in whole.items():
        rows = {row[0]: row for row in read_rows(regulation)}
        asked += [(regulation, rows[entry['clause']], entry['proofs'])
                  for entry in entries if entry.get('proofs')]
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        results = pool.map(lambda one: has_read(build, *one), asked)
        for (regulation, row, _), good in zip(asked, results):
            tap.say(good, f'/clauses-map/{regulation}/{row[0]}/read',
                    'its tests pass without what it has put into the profile')


def check(build):
    """All of it; the exit status."""
    tap, whole = Tap(), make_map(build)
    stored = MAP.read_text(encoding='utf-8') if MAP.exists() else ''
    tap.say(stored == dump(whole), '/clauses-map/is-new', 'run tests/clauses/clauses.py write BUILD_DIR')
    for regulation, entries in whole.items():
        for entry in entries:
            check_entry(tap, regulation, entry)
    check_runs(tap, build, whole)
    check_reading(tap, build, whole)
    print(f'1..{tap.count}')
    return 1 if tap.failed else 0


def compare(folder):
    """Whether the rows have the clauses of the texts in FOLDER, all and in order."""
    wrong = [regulation for regulation in seeds.FILES
             if [row[0] for row in read_rows(regulation)] != seeds.read(folder, regulation)]
    for regulation in wrong:
        print(f'{regulation}: tests/data/clauses differs from the text')
    return 1 if wrong else 0


def main():
    """Does what the first word says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('what', choices=['write', 'check', 'seeds'])
    parser.add_argument('folder', type=pathlib.Path)
    options = parser.parse_args()
    folder = options.folder.resolve()
    if options.what == 'seeds':
        sys.exit(compare(folder))
    if options.what == 'check':
        sys.exit(check(folder))
    MAP.write_text(dump(make_map(folder)), encoding='utf-8')


if __name__ == '__main__':
    main()
