# SPDX-License-Identifier: GPL-3.0-or-later
"""The office of a story: the real coordinator and sandbox network with a clock that stands still
until it is moved, a mail server that keeps what it gets, and the people of one regulation.

A story is a list of scenes. Each is one case of TAP, named by the regulation and the clauses it
goes through. OSR_STORY_PROFILE names another file of the regulation to play by, OSR_STORY_BRIEF ends
with the first scene that fails.
"""
import datetime
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import uuid
import zoneinfo

HERE = os.path.dirname(os.path.abspath(__file__))
for folder in ('..', os.path.join('..', '..', 'coordinator', 'mail')):
    sys.path.insert(0, os.path.join(HERE, folder))
import clerk  # noqa: E402
import mail_office  # noqa: E402
import mail_servers  # noqa: E402
import processes  # noqa: E402
import wall  # noqa: E402

SOURCE = os.environ['OSR_SOURCE_ROOT']
DOMAIN = 'office.example'
EDIT_TOKEN = 'demo-user-token'
WAIT_SECONDS = 15 if os.environ.get('OSR_STORY_BRIEF') else 40
SETTINGS = """[server]
listen=127.0.0.1:{port}
[monitor]
interval_seconds=1
[publisher]
read_back_seconds=2
lease_seconds=30
[mail]
host=localhost
security=none
port={mail}
from=notices@{domain}
timeout_seconds=10
retry_seconds=1
"""


class Clock:
    """The clock of the demonstration's programs: it stands still, and is moved on by what is written
    into its last word."""

    def __init__(self, path, zone, at):
        self.path, self.zone = path, zoneinfo.ZoneInfo(zone)
        self.start = self.now = self.read(at)
        with open(path, 'wb') as file:
            file.write(struct.pack('=8sIIqqq', b'OSRDEMO1', 40, 0, time.time_ns() // 1000,
                                   self.start, 0))

    def read(self, text):
        """µs of "2026-04-29 09:30" in the zone of the office."""
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=self.zone)
        return int(moment.timestamp()) * 1000000

    def show(self, text):
        """"29.04 09:30" of an instant as the programs print it."""
        return datetime.datetime.fromisoformat(text).astimezone(self.zone).strftime('%d.%m %H:%M')

    def to(self, text):
        """Moves on; "14:30" is of the day that it is."""
        if len(text) == 5:
            day = datetime.datetime.fromtimestamp(self.now // 1000000, self.zone)
            text = f'{day:%Y-%m-%d} {text}'
        now = self.read(text)
        assert now >= self.now, f'the clock cannot go back to {text}'
        self.now = now
        with open(self.path, 'r+b') as file:
            file.seek(32)
            file.write(struct.pack('=q', now - self.start))

    def iso(self, instant=None):
        """With its offset, as the programs read it."""
        seconds = (self.now if instant is None else instant) // 1000000
        return datetime.datetime.fromtimestamp(seconds, self.zone).isoformat()


class Stage:
    """Founded from the demonstration's document of the regulation, and what the story adds."""

    def __init__(self, story):
        self.story = story
        self.temporary = tempfile.TemporaryDirectory(prefix='osr-story-')
        self.place = self.temporary.name
        self.folder = os.path.join(self.place, 'office')
        os.mkdir(self.folder, 0o700)
        self.output = os.path.join(self.place, 'output.log')
        self.log = open(self.output, 'wb')
        self.environment = dict(os.environ, LC_ALL='C.UTF-8', HOME=self.place)
        self.profile = os.environ.get('OSR_STORY_PROFILE') or os.path.join(
            SOURCE, 'data', 'regulations', f'{story.regulation}.json')
        with open(self.profile, encoding='utf-8') as file:
            self.regulation = json.load(file)
        self.clock = Clock(os.path.join(self.place, 'clock'), self.regulation['zone'], story.at)
        self.clerks = {}
        self.mail = mail_servers.FaultServer()
        port, wall_port = mail_office.free_port(), mail_office.free_port()
        self.server = f'http://127.0.0.1:{port}'
        self.wall = wall.Wall(f'http://127.0.0.1:{wall_port}', story.post)
        self._start('demo', 'open-sources-sandbox', '--port', str(wall_port), '--office',
                    self._wall_document(), '--clock', self.clock.path, '--silent', '--with-parent')
        self._found()
        with open(os.path.join(self.folder, 'office.conf'), 'w', encoding='ascii') as file:
            file.write(SETTINGS.format(port=port, mail=self.mail.port, domain=DOMAIN))
        self._await(self.wall.url + '/')
        self._start('coordinator', 'open-sources-coordinator', '--office', self.folder,
                    '--demo-clock', self.clock.path, '--with-parent')
        self._await(self.server + '/v1/status')

    # --- the programs ---

    def _start(self, folder, name, *arguments):
        return processes.start([mail_office.tool(folder, name), *arguments], self.environment,
                               self.log)

    def _wall_document(self):
        """The demonstration's, where a person looks after the communities and may edit, and what
        the story adds."""
        path = f'{SOURCE}/data/demo/wall-{self.story.regulation}.json'
        with open(path, encoding='utf-8') as file:
            document = json.load(file)
        document['tokens'].append({'token': EDIT_TOKEN, 'kind': 'user',
                                   'user_id': document['citizens'][0]['id']})
        for part, entries in self.story.wall.items():
            document[part] += entries
        for community in document['communities']:
            community['manager'] = document['citizens'][0]['id']
        path = os.path.join(self.place, 'wall.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file)
        return path

    def _await(self, address):
        def ask():
            try:
                with self.wall.opener.open(address, timeout=5) as answer:
                    return answer.status == 200
            except OSError:
                return False
        mail_office.wait_until(ask, f'{address} answers', WAIT_SECONDS)

    def _people(self, document):
        """Everybody with an address and the roles that the regulation has."""
        known = {role['id'] for role in self.regulation['roles']} | {'admin'}
        persons = {person['person']: person for person in document['persons']}
        for person in self.story.people:
            persons[person['person']] = dict(persons.get(person['person'], {}), **person)
        for person in persons.values():
            person.setdefault('login', person['person'])
            person['mail'] = f'{person["person"]}@{DOMAIN}'
            person['roles'] = [role for role in person.get('roles', []) if role['role'] in known]
            for member in ('takes', 'body', 'password'):
                person.pop(member, None)
            if person['person'] in self.story.cast:
                person['password'] = self.password(person['person'])
        return list(persons.values())

    @staticmethod
    def password(person):
        """With which that person signs in."""
        return f'the password of {person}'

    def _found(self):
        path = f'{SOURCE}/data/demo/office-{self.story.regulation}.json'
        with open(path, encoding='utf-8') as file:
            document = json.load(file)
        document['persons'] = self._people(document)
        document['accounts'] += self.story.accounts
        for account in document['accounts']:
            account['api_base'] = account['link_base'] = self.wall.url
            if account['account'] in self.story.edited:
                account['edit_token'] = EDIT_TOKEN
        path = os.path.join(self.place, 'office.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file)
        self.ctl('admin', 'init', '--office', self.folder, '--regulation', self.profile, '--from',
                 path, '--demo-clock', self.clock.path)

    def ctl(self, *arguments, said=''):
        """What `open-sources-ctl` prints; it must succeed."""
        done = subprocess.run([mail_office.tool('ctl', 'open-sources-ctl'), *arguments],
                              env=self.environment, input=said, capture_output=True,
                              text=True, timeout=60, check=False)
        assert done.returncode == 0, f'{arguments[0]}: {done.returncode} {done.stderr}'
        return done.stdout

    def write_lines(self, name, entries):
        """A file with one object a line; returns its path."""
        path = os.path.join(self.place, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + '\n' for entry in entries)
        return path

    def end(self):
        """Ends everything and removes it."""
        self.mail.close()
        processes.reap_leftovers()
        self.log.close()
        self.temporary.cleanup()

    def said(self):
        """What the programs wrote."""
        with open(self.output, encoding='utf-8', errors='replace') as file:
            return file.read()[-3000:]

    # --- people ---

    def __getattr__(self, person):
        """stage.kurator: that person, signed in once something is asked."""
        if person.startswith('_') or person not in self.story.cast:
            raise AttributeError(person)
        return self.person(person)

    def person(self, name):
        """Whoever is in the story's cast."""
        if name not in self.clerks:
            self.clerks[name] = clerk.Clerk(self.server, name, self.password(name))
        return self.clerks[name]

    @property
    def witness(self):
        """Whoever sees every case."""
        return self.person(self.story.witness)

    def citizens(self, *words, post=None, name='Ольга К.'):
        """Comments on the wall; returns the cases that the monitoring makes of them."""
        page = wall.Wall(self.wall.url, post) if post else self.wall
        for text in words:
            page.write(name, text)

        def ask():
            self.witness.sync()
            found = [self.witness.find(text) for text in words]
            return all(found) and found
        return mail_office.wait_until(ask, 'the monitoring finds the comments', WAIT_SECONDS)

    def await_event(self, case, kind, count=1):
        """Waits until the coordinator has appended it."""
        def ask():
            events = self.witness.events(case, kind)
            return events[count - 1] if len(events) >= count else None
        try:
            return mail_office.wait_until(ask, f'{kind} in the case', WAIT_SECONDS)
        except AssertionError as failure:
            last = self.witness.events(case)[-1]
            raise AssertionError(f'{failure}; the last is {last}') from None

    def await_all(self, case, kind):
        """Waits for the first and returns all of that type."""
        self.await_event(case, kind)
        return self.witness.events(case, kind)

    # --- what is done again and again ---

    def triage(self, person, case, *topics, importance='normal', **more):
        """Topics, place and importance."""
        person.act(case, 'triaged', topics=list(topics), locality=self.story.locality,
                   importance=importance, **more)

    def send(self, case, body, *topics, **more):
        """The witness takes it up, triages it and sends it at once."""
        self.witness.act(case, 'detected')
        self.triage(self.witness, case, *topics, **more)
        self.witness.act(case, 'routed', body=body)

    def register(self, person, network, permalink, text, **more):
        """A message that is registered by hand; returns its case."""
        case = str(uuid.uuid4())
        person.act(case, 'found', {'text': text, 'author_name': 'Житель'}, network=network,
                   permalink=permalink, by_hand=True, **more)
        return case

    def go_round(self, network, rounds):
        """A message that each body in turn returns; returns its case."""
        case = self.register(self.witness, network, f'https://{network}.example.org/9',
                             'Чей это столб у дороги?')
        self.witness.act(case, 'detected')
        self.triage(self.witness, case, 'roads')
        for who, body in rounds:
            self.witness.act(case, 'routed', body=body)
            who.act(case, 'returned', {'reason': 'Столб не наш.'}, body=body)
        return case

    def register_on(self, person, *networks):
        """One message on each of the networks; no reply is needed."""
        for network in networks:
            case = self.register(person, network, f'https://{network}.example.org/1', 'Спасибо!')
            person.act(case, 'dismissed', reason='no-reply')

    def days(self, first, last):
        """Members of a substitution."""
        return {'from': self.clock.read(first), 'to': self.clock.read(last)}

    # --- what came of it ---

    def publish(self, person, case, **more):
        """Lets the reply go out and waits until the network has it."""
        before = len(self.witness.events(case, 'published'))
        person.publish(case, **more)
        return self.await_event(case, 'published', before + 1)

    def correct(self, person, case):
        """Lets an approved correction go out and waits until the network has it."""
        before = len(self.witness.events(case, 'reply-corrected'))
        person.publish(case)
        return self.await_event(case, 'reply-corrected', before + 1)

    def author_replies(self, case, text, name='Ольга К.'):
        """The author writes under our question; the monitoring notices."""
        before = len(self.witness.events(case, 'author-replied'))
        number = int(self.witness.cases[case][0]['native_id'].split('_')[-1])
        self.wall.write(name, text, reply_to=str(number))
        event = self.await_event(case, 'author-replied', before + 1)
        same((event['by'], event['payload']['text']), ('monitor', text))

    def post(self, owner, text):
        """A post of a community, by whoever looks after it; returns its number."""
        answer = self.wall.call('wall.post', EDIT_TOKEN, owner_id=f'-{owner}', from_group=1,
                                message=text, guid=str(uuid.uuid4()))
        return str(answer['post_id'])

    @staticmethod
    def report():
        """The stream of a report that is still to be made."""
        return f'report/{uuid.uuid4()}'

    def answer(self, who, case, text, account, body, curator, kind='final'):
        """Draft, approval and publication in one go, where the story is about something else."""
        who.write(case, text, account, kind, body=body)
        curator.approve(case)
        return self.publish(who, case)

    def replies(self, case, page=None):
        """What stands under the citizen's comment: [(community, text), …]."""
        number = int(self.witness.cases[case][0]['native_id'].split('_')[-1])
        page = page or self.wall
        return [(reply.author.strip(), reply.text.strip())
                for reply in page.official_replies(number)]

    def timeline(self, case):
        """The case's events as `open-sources-ctl` reads them from a file."""
        return [dict({name: value for name, value in event.items() if name != 'payload'},
                     at=self.clock.iso(event['at'])) for event in self.witness.events(case)]

    def limits(self, case):
        """{"answer": "30.04 09:30 open", "return gkh": …}: every limit that there is, its verdict
        open, overdue, kept or late."""
        events = self.timeline(case)
        path = os.path.join(self.place, 'timeline.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(events, file)
        answer = json.loads(self.ctl('deadlines', '--regulation', self.profile, '--events', path,
                                     '--now', self.clock.iso(), '--json'))
        return {self._limit_name(limit): self._verdict(limit) for limit in answer['limits']}

    def _limit_name(self, limit):
        return ' '.join(filter(None, [limit['timer'], limit.get('body')]))

    def _verdict(self, limit):
        words = {('open', False): 'open', ('open', True): 'overdue', ('met', False): 'kept',
                 ('met', True): 'late'}
        due = self.clock.show(limit['due']) if limit.get('due') else 'at once'
        return f'{due} {words[limit["state"], limit["late"]]}'

    def told(self, case, about):
        """Whom the office has told by mail of the events of that type: persons, sorted."""
        versions = {event['version'] for event in self.witness.events(case, about)}
        return sorted(event['to'] for event in self.witness.events(case, 'notified')
                      if event.get('about') in versions or event.get('about') == about)

    def letters(self, person):
        """Raw messages in the person's mailbox."""
        with self.mail.lock:
            return [data for to, data in self.mail.accepted if to == f'{person}@{DOMAIN}']

    def await_told(self, case, about, persons):
        """Waits until these were told of it, and nobody else was."""
        mail_office.wait_until(lambda: len(self.told(case, about)) >= len(persons),
                               f'{persons} are told of {about}', WAIT_SECONDS)
        same(self.told(case, about), sorted(persons))

    def duties(self):
        """What is owed besides the steps of cases, as `open-sources-ctl duties` counts it."""
        return json.loads(self.ctl('duties', '--office', self.folder, '--now', self.clock.iso(),
                                   '--json'))

    def owed(self, period):
        """(duty, clause, state) of what is owed for that month, quarter or week."""
        return [(duty['id'], duty['clause'], duty['state']) for duty in self.duties()
                if duty.get('period', {}).get('id') == period]

    def complaints(self, text, *options):
        """What speaks against a reply by the demands of the text: (check, clause, stops it)."""
        answer = json.loads(self.ctl('text', 'check-reply', '--regulation', self.profile,
                                     '--asked-only', *options, said=text))
        return [(one['check'], one['clause'], one['blocks']) for one in answer['findings']]

    def duties_of(self, events):
        """The same of a list of events and nothing else."""
        path = os.path.join(self.place, 'duties.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(events, file)
        return json.loads(self.ctl('duties', '--regulation', self.profile, '--events', path,
                                   '--now', self.clock.iso(), '--json'))

    def text(self):
        """The regulation that the office has adopted, as every workstation gets it."""
        self.witness.sync()
        return next(event for event in self.witness.office
                    if event['type'] == 'regulation-adopted')['document']


class Story:
    """Scenes of one regulation, told in their order. The first of the `cast`, those who sign in, sees
    every case."""

    def __init__(self, regulation, at, post, locality, cast, people=(), accounts=(), wall=None,
                 edited=('vk-gkh', 'vk-office')):
        self.regulation, self.at, self.post, self.locality = regulation, at, post, locality
        self.witness = cast[0]
        self.cast, self.people, self.accounts = list(cast), list(people), list(accounts)
        self.wall, self.edited = wall or {}, edited
        self.scenes = []

    def scene(self, clauses, what):
        """Decorates a function of the stage."""
        def keep(function):
            self.scenes.append((f'/story/{self.regulation}/{clauses}/{what}', function))
            return function
        return keep

    def tell(self):
        """Prints TAP; returns the exit status."""
        processes.adopt_orphans()
        begun, failed = time.monotonic(), 0
        stage = Stage(self)
        print(f'1..{len(self.scenes)}', flush=True)
        try:
            for number, (name, scene) in enumerate(self.scenes, 1):
                started = time.monotonic()
                try:
                    scene(stage)
                    print(f'ok {number} - {name}\n# {time.monotonic() - started:.1f} s', flush=True)
                except Exception:  # whatever went wrong is this scene's failure
                    failed += 1
                    print(f'not ok {number} - {name}')
                    comment(traceback.format_exc())
                    if os.environ.get('OSR_STORY_BRIEF'):
                        break
            if failed:
                comment(stage.said())
        finally:
            stage.end()
        print(f'# {time.monotonic() - begun:.1f} s in all', flush=True)
        return 1 if failed else 0


def comment(text):
    """Words for the reader of the output."""
    for line in text.rstrip().splitlines():
        print(f'# {line}')
    sys.stdout.flush()


def same(found, expected):
    """With both in the message, member by member where they are dictionaries."""
    if found == expected:
        return
    if isinstance(found, dict) and isinstance(expected, dict):
        lines = [f'{name}: {found.get(name)}, not {expected.get(name)}'
                 for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)]
        raise AssertionError('; '.join(lines))
    raise AssertionError(f'{found!r}, not {expected!r}')
