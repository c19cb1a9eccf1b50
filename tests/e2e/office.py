# SPDX-License-Identifier: GPL-3.0-or-later
"""An office that outlives the window: sandbox network and coordinator as processes of the test, so
that the window can be killed, and the coordinator too, without either taking the other along."""
import glob
import hashlib
import json
import os
import re
import socket
import struct
import subprocess
import time
import urllib.error
import urllib.request
import uuid

import processes
import program
import wall

# Where the sandbox speaks a network's language, below its own address.
INTERFACES = {'max': '/max', 'ok': '/ok', 'youtube': '/youtube/v3'}
DEMO_DOCUMENT = 'data/demo/office-amur.json'

SETTINGS = """[monitor]
interval_seconds=1
[publisher]
read_back_seconds=2
lease_seconds=30
"""


def write_clock(path, shown, speed=1.0):
    """A clock file as the demonstration's programs share it; `shown` in µs since the epoch."""
    now = time.time_ns() // 1000
    with open(path, 'wb') as file:
        file.write(struct.pack('=8sIIqqq', b'OSRDEMO1', 40, int(speed * 1000), now, shown, 0))


def free_port():
    """A port that was free a moment ago: a coordinator that is started again needs its old one."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def text_digest(*parts):
    """What an approval is bound to: each part with its length before it."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode()
        total.update(struct.pack('>Q', len(data)) + data)
    return total.hexdigest()


class Refused(Exception):
    """The coordinator's answer was no."""


class Person:
    """Somebody who works over HTTP and not in the window."""

    def __init__(self, server, login, password):
        self.server = server
        self.token = None
        self.token = self._ask('POST', '/v1/session', {'login': login, 'password': password,
                                                       'device': 'e2e'})['token']

    def _ask(self, method, path, body=None):
        headers = {'Content-Type': 'application/json'}
        if self.token:
            headers['Authorization'] = f'Bearer {self.token}'
        request = urllib.request.Request(self.server + path, method=method, headers=headers,
                                         data=json.dumps(body).encode() if body else None)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(f'{method} {path}: {error.code} {error.read().decode()}') from None

    def cases(self):
        """Every case this person may see: {id: [(meta, payload), …]}."""
        cases, since = {}, ''
        while True:
            page = self._ask('GET', f'/v1/changes?since={since}&wait=0')
            for entry in page['entries']:
                if entry['kind'] == 'forget' or entry['case'] == 'office':
                    continue
                events = entry['events'] if entry['kind'] == 'case' else [entry]
                known = [] if entry['kind'] == 'case' else cases.get(entry['case'], [])
                cases[entry['case']] = known + [
                    (json.loads(event['meta']), json.loads(event['payload'] or 'null'))
                    for event in events]
            since = page['next']
            if not page['more']:
                return cases

    def find_case(self, text):
        """Waits for the case whose message has `text`; returns its id."""
        def ask():
            for case, events in self.cases().items():
                if any(payload and text in (payload.get('text') or '') for _, payload in events):
                    return case
            return None
        return program.wait_until(ask, f'a case with “{text}”')

    def act(self, case, kind, members=None, payload=None):
        """One command after all that this person has seen of the case."""
        version = len(self.cases()[case])
        body = {'case': case, 'type': kind, 'after': {'version': version},
                'claimed_at': time.time_ns() // 1000, 'device': 'e2e', 'members': members or {}}
        if payload is not None:
            body['payload'] = payload
        return self._ask('PUT', f'/v1/commands/{uuid.uuid4()}', body)

    def route(self, case, body, topic='zhkh'):
        """Takes the case into work and sends it to the body."""
        self.act(case, 'detected')
        self.act(case, 'triaged', {'topics': [topic], 'locality': '', 'importance': 'normal'})
        self.act(case, 'routed', {'body': body})

    def submit(self, case, body, account, text):
        """Sends a final reply for approval."""
        target = self.cases()[case][0][0]['native_id']
        digest = text_digest('final', text, account, target, '')
        self.act(case, 'submitted', {'body': body, 'kind': 'final', 'account': account,
                                     'digest': digest}, {'text': text})

    def newest_draft(self, case):
        """Version and digest of the draft that was sent last."""
        return next({'draft': meta['version'], 'digest': meta['digest']}
                    for meta, _ in reversed(self.cases()[case]) if meta['type'] == 'submitted')

    def rework(self, case, remarks):
        """Sends the newest draft back."""
        draft = self.newest_draft(case)['draft']
        self.act(case, 'reworked', {'draft': draft}, {'remarks': remarks})

    def approve(self, case):
        """Approves the newest draft."""
        self.act(case, 'approved', self.newest_draft(case))


class Office:
    """Founded anew for each test from the demonstration's people."""

    def __init__(self, place, at):
        self.folder = os.path.join(place.folder, 'office')
        os.makedirs(self.folder, mode=0o700)
        self.place = place
        self.log = open(os.path.join(place.folder, 'office.log'), 'wb')
        self.clock = os.path.join(place.folder, 'clock')
        write_clock(self.clock, at)
        self.sandbox = self.coordinator = None
        self.sandbox_port = free_port()
        self.port = free_port()
        self.server = f'http://127.0.0.1:{self.port}'
        self.wall = wall.Wall(f'http://127.0.0.1:{self.sandbox_port}')
        self.start_sandbox()
        self._found()
        self.start_coordinator()

    def _start(self, arguments):
        return processes.start(arguments, self.place.environment, self.log)

    def start_sandbox(self):
        """The network; its wall survives a restart."""
        state = os.path.join(self.place.folder, 'wall.json')
        self.sandbox = self._start([program.program_path('demo', 'open-sources-sandbox'),
                                    '--port', str(self.sandbox_port), '--state', state,
                                    '--clock', self.clock, '--silent', '--with-parent'])
        self._wait_for(self.wall.url + '/')

    def document(self):
        """What the office is founded from, and where that is written for it."""
        return (os.path.join(os.environ['OSR_SOURCE_ROOT'], DEMO_DOCUMENT),
                os.path.join(self.place.folder, 'office.json'))

    def _found(self):
        source, path = self.document()
        with open(source, encoding='utf-8') as file:
            document = json.load(file)
        for account in document['accounts']:
            account['link_base'] = self.wall.url
            account['api_base'] = self.wall.url + INTERFACES.get(account['network'], '')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file)
        subprocess.run([program.program_path('ctl', 'open-sources-ctl'), 'admin', 'init',
                        '--office', self.folder, '--regulation', document['regulation'],
                        '--from', path, '--demo-clock', self.clock],
                       env=self.place.environment, stdin=subprocess.DEVNULL, stdout=self.log,
                       stderr=self.log, timeout=60, check=True)
        with open(os.path.join(self.folder, 'office.conf'), 'w', encoding='ascii') as file:
            file.write(SETTINGS)

    def start_coordinator(self):
        """At the same address each time."""
        self.coordinator = self._start([
            program.program_path('coordinator', 'open-sources-coordinator'), '--office',
            self.folder, '--listen', f'127.0.0.1:{self.port}', '--demo-clock', self.clock,
            '--with-parent'])
        self._wait_for(self.server + '/v1/status')

    def kill_coordinator(self):
        """As a power cut does."""
        self.coordinator.kill()
        self.coordinator.wait()

    def _wait_for(self, address):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

        def ask():
            try:
                with opener.open(address, timeout=5) as answer:
                    return answer.status == 200
            except OSError:
                return False
        program.wait_until(ask, f'{address} answers', 20)

    def end(self):
        """Ends both programs."""
        for process in (self.coordinator, self.sandbox):
            if process is not None:
                processes.end(process)
        self.log.close()


class DemonstrationOffice:
    """What the window's own office left on this machine to be found by: addresses, process ids."""

    def __init__(self, place, window):
        self.folder_pattern = os.path.join(place.temporary, 'open-sources-demo-*')
        self.window = window

    def _read(self, name):
        for path in glob.glob(os.path.join(self.folder_pattern, name)):
            with open(path, encoding='ascii') as file:
                match = re.search(r'(\d+)', file.read())
                if match:
                    return int(match.group(1))
        return None

    def wall(self, post='-200000001_1'):
        """The wall once it is up."""
        port = program.wait_until(lambda: self._read('wall.port'), 'the wall of the office', 30)
        return wall.Wall(f'http://127.0.0.1:{port}', post)

    def coordinator(self):
        """Process id of the coordinator now, or None."""
        return processes.find_child(self.window.process.pid, 'open-sources-coordinator')

    def server(self):
        """Address of the coordinator once it is up."""
        port = program.wait_until(lambda: self._read('coordinator.port'), 'the coordinator', 30)
        return f'http://127.0.0.1:{port}'

    def folders(self):
        """Folders of demonstration offices that are there."""
        return glob.glob(self.folder_pattern)
