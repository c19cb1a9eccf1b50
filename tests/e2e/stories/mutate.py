#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether each story notices when something of its regulation is missing.

Leaves out one timer, rule, report, letter, ground, role, step, duty or kind of draft at a time, and
with it whatever speaks of it, so that the profile is whole again without it; plays the story by that
profile. A story that is told to its end all the same has a survivor.

    tests/e2e/stories/mutate.py BUILD_DIR [--regulation ID]… [--only TEXT] [--jobs N] [--keep FILE]
        [--report FILE]

--keep remembers what noticed each change: those that something noticed are not played again, so that
after a story was mended only the survivors are. --report writes it down for people.
Not part of the ordinary run: it takes half an hour.
"""
import argparse
import concurrent.futures
import copy
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
HERE = pathlib.Path(__file__).resolve().parent

# Why nothing in a story changes without it: of one regulation, or of any.
EXPLAINED = {
    **{('buryatia', f'step author-replied{by}'): 'without clarifications nothing waits for an author'
       for by in ('', ' by curator', ' by executor')},
    ('buryatia', 'step notified'): 'only the coordinator says who was told',
    ('buryatia', 'step notified by curator'): 'only the coordinator says who was told',
    ('buryatia', 'step notified by executor'): 'only the coordinator says who was told',
}


def without_readings(document):
    """The profile without what it says of open places: patches would name what is left out."""
    whole = copy.deepcopy(document)
    whole['readings'] = []
    for part in (*whole['timers'], *whole.get('duties', []), *whole.get('watches', [])):
        part.pop('readings', None)
    return whole


def drop(value, words):
    """VALUE without the strings WORDS in its lists, and without triggers on those events."""
    if isinstance(value, dict):
        return {name: drop(entry, words) for name, entry in value.items()}
    if not isinstance(value, list):
        return value
    kept = [drop(entry, words) for entry in value
            if isinstance(entry, (dict, list)) or entry not in words]
    return [entry for entry in kept
            if not (isinstance(entry, dict) and entry.get('event') in words)]


def without_timer(document, timer):
    """Also without the timers that are counted back from it."""
    document['timers'] = [entry for entry in document['timers']
                          if entry['id'] != timer and timer not in (entry.get('before'),
                                                                    entry.get('within'))]
    left = {entry['id'] for entry in document['timers']}
    for entry in document['timers']:
        if 'reserve' in entry:
            entry['reserve'] = [name for name in entry['reserve'] if name in left]
    repeat = document['rules'].get('repeat', {})
    if 'timers' in repeat:
        repeat['timers'] = [name for name in repeat['timers'] if name in left]
    for count in document.get('rating', {}).get('counts', {}).values():
        if isinstance(count, dict) and 'timers' in count:
            count['timers'] = [name for name in count['timers'] if name in left] or ['final']
    return document


def without_role(document, role):
    """Whoever held it takes no step."""
    document['roles'] = [entry for entry in document['roles'] if entry['id'] != role]
    document['steps'] = drop(document['steps'], {role})
    document['rules'] = drop(document['rules'], {role})
    return prune(document)


def prune(document):
    """Without steps that nobody takes, rules that bind nobody, letters that reach nobody."""
    document['steps'] = {name: step for name, step in document['steps'].items() if step['roles']}
    rules = {}
    for name, rule in document['rules'].items():
        if isinstance(rule, dict) and any(rule.get(member) == [] for member in (
                'by', 'ordered_by', 'sent_to', 'sent_by', 'routed_by', 'roles')):
            continue
        rules[name] = rule
    if rules.get('reply_voice', {}).get('role') not in {role['id'] for role in document['roles']}:
        rules.pop('reply_voice', None)
    for report in rules.get('reports', []):
        if 'mail' in report:
            report['mail'] = [letter for letter in report['mail'] if letter['to']]
            if not report['mail']:
                del report['mail']
    document['rules'] = rules
    return document


def without_step(document, step):
    """Nobody takes it, and nothing waits for it but what is otherwise met."""
    del document['steps'][step]
    return document


def without_report(document, index, letter=None):
    """A report that is not asked for, or one of its letters that is not sent."""
    reports = document['rules']['reports']
    if letter is None:
        del reports[index]
        if not reports:
            del document['rules']['reports']
    else:
        del reports[index]['mail'][letter]
        if not reports[index]['mail']:
            del reports[index]['mail']
    return document


def mutants(document):
    """Yields (name, profile)."""
    def fresh():
        return copy.deepcopy(document)
    for timer in document['timers']:
        yield f'timer {timer["id"]}', without_timer(fresh(), timer['id'])
    for role in document['roles']:
        yield f'role {role["id"]}', without_role(fresh(), role['id'])
    for step, entry in document['steps'].items():
        yield f'step {step}', without_step(fresh(), step)
        for role in entry['roles'] if len(entry['roles']) > 1 else []:
            changed = fresh()
            changed['steps'][step]['roles'].remove(role)
            yield f'step {step} by {role}', changed
        if entry.get('reason'):
            changed = fresh()
            del changed['steps'][step]['reason']
            yield f'reason of {step}', changed
    for rule in document['rules']:
        if rule != 'reports':
            changed = fresh()
            del changed['rules'][rule]
            yield f'rule {rule}', changed
    for index, report in enumerate(document['rules'].get('reports', [])):
        yield f'report {report["id"]}', without_report(fresh(), index)
        for number, letter in enumerate(report.get('mail', [])):
            to = '+'.join(letter['to'])
            yield f'letter {number} of {report["id"]} to {to}', without_report(
                fresh(), index, number)
            for role in letter['to'] if len(letter['to']) > 1 else []:
                changed = fresh()
                changed['rules']['reports'][index]['mail'][number]['to'].remove(role)
                yield f'letter {number} of {report["id"]} to {role}', changed
    yield from lists(document)


def lists(document):
    """Yields what is left out of duties, watches, kinds of drafts and grounds."""
    for member in ('duties', 'watches', 'draft_kinds', 'networks'):
        for index, entry in enumerate(document.get(member, [])):
            name = entry['id'] if isinstance(entry, dict) else entry
            changed = copy.deepcopy(document)
            del changed[member][index]
            if member == 'duties':
                changed[member] = [duty for duty in changed[member] if duty.get('before') != name]
            yield f'{member} {name}', changed


def plays(story, build, document):
    """Whether the story comes to its end by DOCUMENT; and what it said."""
    with tempfile.TemporaryDirectory(prefix='osr-mutant-') as place:
        path = os.path.join(place, story.name.replace('.py', '.json'))
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file, ensure_ascii=False)
        environment = dict(os.environ, OSR_STORY_PROFILE=path, OSR_STORY_BRIEF='1',
                           OSR_BUILD_ROOT=build, OSR_SOURCE_ROOT=str(ROOT),
                           PYTHONDONTWRITEBYTECODE='1')
        done = subprocess.run([sys.executable, str(story)], env=environment, capture_output=True,
                              text=True, timeout=300, check=False)
        return done.returncode == 0, done.stdout + done.stderr


def reason(output):
    """In which scene it failed and why, on one line."""
    lines = output.splitlines()
    scene = next((line.split(' - ')[1] for line in lines if line.startswith('not ok')), 'before it began')
    fault = [line.lstrip('# ') for line in lines if 'Error' in line or 'Refused:' in line]
    return f'{scene}: {fault[-1][:150] if fault else lines[-1][:150] if lines else "nothing said"}'


def judge(regulation, name, survives, output):
    """What is said of one change, and whether something must be done about it."""
    why = EXPLAINED.get((regulation, name)) or EXPLAINED.get(name)
    if survives:
        return (f'survives, {why}', False) if why else ('SURVIVES', True)
    if 'not ok' not in output:
        return f'NOT PLAYED, {reason(output)}', True
    return reason(output), False


def profile_of(regulation):
    """The shipped profile, as it is changed here."""
    with open(ROOT / 'data' / 'regulations' / f'{regulation}.json', encoding='utf-8') as file:
        return without_readings(json.load(file))


def check(options, regulation):
    """Prints what each change is noticed by; returns the survivors that nobody explained."""
    story = HERE / f'{regulation}.py'
    known = options.known.setdefault(regulation, {})
    document = profile_of(regulation)
    good, output = plays(story, options.build, document)
    if not good:
        sys.exit(f'{regulation}: the story fails by the profile as it is:\n{output}')
    changes = [change for change in mutants(document) if options.only in change[0]]
    total = len(changes)
    changes = [change for change in changes if change[0] not in known]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        ends = pool.map(lambda change: plays(story, options.build, change[1]), changes)
        for (name, _), (survives, output) in zip(changes, ends):
            said, counts = judge(regulation, name, survives, output)
            bad += counts
            if not counts:
                known[name] = said
                options.remember()
            if counts or survives or options.verbose:
                print(f'{regulation}: without {name}: {said}', flush=True)
    print(f'{regulation}: {total} changes, {bad} survivors', flush=True)
    return bad


class Memory:
    """What noticed each change: {regulation: {change: scene and reason}}."""

    def __init__(self, path):
        self.path, self.known = path, {}
        if path and os.path.exists(path):
            with open(path, encoding='utf-8') as file:
                self.known = json.load(file)

    def remember(self):
        """Keeps it, where there is a file to keep it in."""
        if self.path:
            with open(self.path, 'w', encoding='utf-8') as file:
                json.dump(self.known, file, ensure_ascii=False, indent=1)


def write_report(path, known, command):
    """A table of counts, then each change with what noticed it."""
    known = {path.stem: known.get(path.stem, {})
             for path in sorted((ROOT / 'data' / 'regulations').glob('*.json'))
             if (HERE / f'{path.stem}.py').exists()}
    lines = ['# What the stories notice', '',
             'Each line is one thing left out of a profile, and the first scene of that regulation\'s '
             'story that failed without it.', '',
             f'Made on {datetime.date.today().isoformat()} by `{command}`.', '',
             '| regulation | changes | noticed | explained | survive or not played yet |',
             '| --- | --- | --- | --- | --- |']
    for regulation, changes in sorted(known.items()):
        explained = sum(said.startswith('survives') for said in changes.values())
        total = len(list(mutants(profile_of(regulation))))
        lines.append(f'| {regulation} | {total} | {len(changes) - explained} | {explained} | '
                     f'{total - len(changes)} |')
    for regulation, changes in sorted(known.items()):
        lines += ['', f'## {regulation}', '', '| without | noticed by |', '| --- | --- |']
        for name, said in changes.items():
            scene = said.split(': ')[0].replace(f'/story/{regulation}/', '')
            lines.append(f'| {name} | {said if said.startswith("survives") else scene} |')
        for name, _ in mutants(profile_of(regulation)):
            if name not in changes:
                lines.append(f'| {name} | – |')
    pathlib.Path(path).write_text('\n'.join(lines) + '\n', encoding='utf-8')


def main():
    """Plays all stories or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('build')
    parser.add_argument('--regulation', action='append')
    parser.add_argument('--only', default='', help='changes with this in their name')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--verbose', action='store_true', help='say which scene noticed each')
    parser.add_argument('--keep', help='where to remember what noticed each change')
    parser.add_argument('--report', help='where to write it down')
    parser.add_argument('--report-only', action='store_true', help='play nothing')
    options = parser.parse_args()
    memory = Memory(options.keep)
    options.known, options.remember = memory.known, memory.remember
    options.build = os.path.abspath(options.build)
    every = [path.stem for path in sorted((ROOT / 'data' / 'regulations').glob('*.json'))
             if (HERE / f'{path.stem}.py').exists()]
    bad = 0
    if not options.report_only:
        bad = sum(check(options, one) for one in options.regulation or every)
    if options.report:
        write_report(options.report, memory.known, 'tests/e2e/stories/mutate.py BUILD_DIR')
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
