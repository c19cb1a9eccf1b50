# SPDX-License-Identifier: GPL-3.0-or-later
"""An office that sends notices: sandbox network and coordinator as processes of the test, people with
addresses, and a curator who works over HTTP."""
import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'e2e'))
import processes  # noqa: E402

SOURCE = os.environ['OSR_SOURCE_ROOT']
BUILD = os.environ['OSR_BUILD_ROOT']
DOMAIN = 'office.example'
PASSWORD = 'a secret of the office'
# 2026-03-06 10:12 in Barnaul, a Friday
START = 1772766720 * 1000000
TEXT = 'У нас в подъезде третий день нет воды'

SETTINGS = """[server]
listen=127.0.0.1:{port}
[monitor]
interval_seconds=1
"""

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def tool(folder, name):
    """A program of the build folder."""
    return os.path.join(BUILD, 'src', folder, name)


def wait_until(question, what, seconds=20):
    """Asks until the answer is true; returns it."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f'{what}: not within {seconds} s')
        time.sleep(0.02)


def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    """A certificate for localhost that nobody vouches for; its own path is its CA."""
    path, key = os.path.join(folder, 'cert.pem'), os.path.join(folder, 'key.pem')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', path,
                    '-days', '2', '-subj', '/CN=localhost', '-addext',
                    'subjectAltName=DNS:localhost'], check=True, capture_output=True)
    return path, key


class Curator:
    """Takes messages into work and routes them."""

    def __init__(self, server, login='kurator'):
        self.server = server
        self.token = None
        self.token = self.ask('POST', '/v1/session', {'login': login, 'password': f'demo-{login}',
                                                      'device': 'test'})['token']

    def ask(self, method, path, body=None):
        headers = {'Content-Type': 'application/json'}
        if self.token:
            headers['Authorization'] = f'Bearer {self.token}'
        request = urllib.request.Request(self.server + path, method=method, headers=headers,
                                         data=json.dumps(body).encode() if body else None)
        with _opener.open(request, timeout=20) as answer:
            return json.load(answer)

    def cases(self):
        """{id: [(meta, payload), …]}."""
        cases, since = {}, ''
        while True:
            page = self.ask('GET', f'/v1/changes?since={since}&wait=0')
            for entry in page['entries']:
                if entry['kind'] == 'forget' or entry['case'] == 'office':
                    continue
                whole = entry['kind'] == 'case'
                known = [] if whole else cases.get(entry['case'], [])
                cases[entry['case']] = known + [
                    (json.loads(event['meta']), json.loads(event['payload'] or 'null'))
                    for event in (entry['events'] if whole else [entry])]
            since = page['next']
            if not page['more']:
                return cases

    def events(self, kind):
        """All events of a type, of all cases."""
        return [meta for events in self.cases().values() for meta, _ in events
                if meta['type'] == kind]

    def act(self, case, kind, members=None):
        """One command after all that there is."""
        return self.ask('PUT', f'/v1/commands/{uuid.uuid4()}', {
            'case': case, 'type': kind, 'after': {'version': len(self.cases()[case])},
            'claimed_at': time.time_ns() // 1000, 'device': 'test', 'members': members or {}})

    def sort(self, case):
        """Up to the routing, which is what people are told of."""
        self.act(case, 'detected')
        self.act(case, 'triaged', {'topics': ['zhkh'], 'locality': '', 'importance': 'normal'})

    def route(self, case, body='gkh'):
        """The routing; returns its version."""
        return self.act(case, 'routed', {'body': body})['version']


class Office:
    """Founded from a region of the demonstration, with addresses for its people."""

    def __init__(self, region='pervomaysky'):
        self.region = region
        self.temporary = tempfile.TemporaryDirectory(prefix='osr-mail-')
        self.place = self.temporary.name
        os.chmod(self.place, 0o711)  # the mailboxes below are another user's
        self.folder = os.path.join(self.place, 'office')
        os.mkdir(self.folder, 0o700)
        self.output = os.path.join(self.place, 'output.log')
        self.log = open(self.output, 'wb')
        self.environment = dict(os.environ, LC_ALL='C.UTF-8', HOME=self.place)
        self.clock = os.path.join(self.place, 'clock')
        with open(self.clock, 'wb') as file:
            file.write(struct.pack('=8sIIqqq', b'OSRDEMO1', 40, 1000, time.time_ns() // 1000,
                                   START, 0))
        self.wall_port, self.port = free_port(), free_port()
        self.wall = f'http://127.0.0.1:{self.wall_port}'
        self.server = f'http://127.0.0.1:{self.port}'
        self.coordinator = None
        self.sandbox = self._start('demo', 'open-sources-sandbox', '--port', str(self.wall_port),
                                   '--office', f'{SOURCE}/data/demo/wall-{region}.json',
                                   '--clock', self.clock, '--silent', '--with-parent')
        self._found()
        self._wait_for(self.wall + '/')

    def _start(self, folder, name, *arguments):
        return processes.start([tool(folder, name), *arguments], self.environment, self.log)

    def _grant(self, person):
        """The roles that take the steps which the demonstration's document names."""
        with open(f'{SOURCE}/data/regulations/{self.region}.json', encoding='utf-8') as file:
            steps = json.load(file)['steps']
        roles = dict.fromkeys(steps[step]['roles'][0] for step in person.pop('takes', []))
        body = {'body': person.pop('body')} if 'body' in person else {}
        person['roles'] = person.get('roles', []) + [{'role': role, **body} for role in roles]

    def _found(self):
        with open(f'{SOURCE}/data/demo/office-{self.region}.json', encoding='utf-8') as file:
            document = json.load(file)
        for account in document['accounts']:
            account['api_base'] = account['link_base'] = self.wall
        for person in document['persons']:
            person['mail'] = f'{person["person"]}@{DOMAIN}'
            self._grant(person)
            if person['person'] != 'kurator':  # hashing takes long
                person.pop('password', None)
        path = os.path.join(self.place, 'office.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file)
        subprocess.run([tool('ctl', 'open-sources-ctl'), 'admin', 'init', '--office', self.folder,
                        '--regulation', document['regulation'], '--from', path, '--demo-clock',
                        self.clock], env=self.environment, stdin=subprocess.DEVNULL,
                       stdout=self.log, stderr=self.log, timeout=60, check=True)

    def configure(self, **mail):
        """Writes [mail]; `password` goes to the file of its own."""
        with open(os.path.join(self.folder, 'password'), 'w', encoding='ascii') as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(mail.pop('password', PASSWORD) + '\n')
        given = {'host': 'localhost', 'from': f'notices@{DOMAIN}', 'retry_seconds': 1,
                 'timeout_seconds': 2, 'user': 'office', 'password_file': 'password', **mail}
        lines = [f'{key}={value}' for key, value in given.items() if value is not None]
        with open(os.path.join(self.folder, 'office.conf'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS.format(port=self.port) + '[mail]\n' + '\n'.join(lines) + '\n')

    def start(self):
        """The coordinator, at the same address each time."""
        self.coordinator = self._start('coordinator', 'open-sources-coordinator', '--office',
                                       self.folder, '--demo-clock', self.clock, '--with-parent')
        self._wait_for(self.server + '/v1/status')

    def kill(self):
        """As a power cut does."""
        self.coordinator.kill()
        self.coordinator.wait()

    def stop(self):
        """SIGTERM; returns exit status and seconds."""
        started = time.monotonic()
        self.coordinator.terminate()
        status = self.coordinator.wait(20)
        return status, time.monotonic() - started

    def ctl(self, *arguments):
        """`open-sources-ctl admin mail …`: (status, output and errors)."""
        done = subprocess.run([tool('ctl', 'open-sources-ctl'), 'admin', 'mail', *arguments,
                               '--office', self.folder], env=self.environment, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def queue(self, *arguments):
        """The lines of `admin mail queue`."""
        return self.ctl('queue', *arguments)[1].splitlines()

    def write(self, text, post=None):
        """A citizen's comment."""
        post = post or {'pervomaysky': '-200000021_1', 'buryatia': '-200000031_1'}[self.region]
        with _opener.open(f'{self.wall}/wall{post}', timeout=10) as page:
            token = re.search(r'name="token" value="([^"]+)"', page.read().decode())[1]
        form = urllib.parse.urlencode({'name': 'Мария К.', 'text': text, 'token': token})
        with _opener.open(f'{self.wall}/wall{post}/write', form.encode(), timeout=10):
            pass

    def take_in(self, curator, texts):
        """Comments become sorted cases; returns their ids in order."""
        for text in texts:
            self.write(text)

        def found():
            known = {(payload or {}).get('text'): case
                     for case, events in curator.cases().items()
                     for meta, payload in events if meta['type'] == 'found'}
            return all(text in known for text in texts) and [known[text] for text in texts]
        cases = wait_until(found, 'the monitoring finds the comments')
        for case in cases:
            curator.sort(case)
        return cases

    def _wait_for(self, address):
        def ask():
            try:
                with _opener.open(address, timeout=5) as answer:
                    return answer.status == 200
            except OSError:
                return False
        wait_until(ask, f'{address} answers')

    def said(self):
        """What the programs wrote."""
        with open(self.output, encoding='utf-8', errors='replace') as file:
            return file.read()

    def end(self):
        for process in (self.coordinator, self.sandbox):
            if process is not None:
                processes.end(process)
        self.log.close()
        self.temporary.cleanup()
