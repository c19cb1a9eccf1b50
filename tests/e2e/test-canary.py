#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of work with tokens and passwords that are known by sight, and then a search for them through
everything that is left: databases, logs, state, backups, the keyring, and meanwhile the command
lines of the whole machine. They may stand in the credentials of the office alone."""
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import clerk
import desk
import office
import program
import story
from accessible import GLib

AT = 1772758800000000  # Friday, 6 March 2026, 10:00 in Yakutsk
LOGIN = 'gkh'
MESSAGE = 'Во дворе на Ленина 5 не горит ни один фонарь'
REPLY = 'Здравствуйте! Фонари во дворе починят до 10 марта.'
SECRETS = 'org.freedesktop.secrets'
LOOK_SECONDS = 0.02


class Watch(threading.Thread):
    """Looks at the command lines of the machine until it is told to stop."""

    def __init__(self, mark):
        super().__init__(daemon=True)
        self.mark = mark.encode()
        self.seen = set()
        self.looks = 0
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(LOOK_SECONDS):
            for pid in filter(str.isdigit, os.listdir('/proc')):
                try:
                    with open(f'/proc/{pid}/cmdline', 'rb') as line:
                        words = line.read()
                except OSError:
                    continue
                if self.mark in words:
                    self.seen.add(words)
            self.looks += 1

    def stop(self):
        """What was seen."""
        self.over.set()
        self.join()
        return self.seen


class CanaryOffice(office.Office):
    """Founded with the canaries; what the network and the test know of them is not searched."""

    def __init__(self, place, at, outside, canaries):
        self.outside = outside
        self.canaries = canaries
        self.sources = {name: self._rewrite(name) for name in ('office-amur', 'wall-amur')}
        super().__init__(place, at)

    def _rewrite(self, name):
        with open(os.path.join(os.environ['OSR_SOURCE_ROOT'], 'data/demo', name + '.json'),
                  encoding='utf-8') as file:
            text = file.read()
        for known, canary in self.canaries.items():
            text = text.replace(f'"{known}"', f'"{canary}"')
        path = os.path.join(self.outside, name + '.json')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def start_sandbox(self):
        self.sandbox = self._start([
            program.program_path('demo', 'open-sources-sandbox'), '--port',
            str(self.sandbox_port), '--office', self.sources['wall-amur'], '--state',
            os.path.join(self.outside, 'wall.json'), '--clock', self.clock, '--silent',
            '--with-parent'])
        self._wait_for(self.wall.url + '/')

    def document(self):
        """The founding document and where to write it."""
        return self.sources['office-amur'], os.path.join(self.outside, 'office.json')


def files_with(folder, secrets):
    """{path: secrets in it} of the files below `folder`."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if not os.path.isfile(path):
                continue
            with open(path, 'rb') as file:
                data = file.read()
            inside = {what for what, secret in secrets.items() if secret.encode() in data}
            if inside:
                found[os.path.relpath(path, folder)] = inside
    return found


class Day:
    """One office, one window, five secrets."""

    def __init__(self, place):
        self.place = place
        self.mark = 'canary-' + uuid.uuid4().hex[:16]
        self.secrets = {what: f'{self.mark}-{what}'
                        for what in ('service', 'group', 'password')}
        self.outside = tempfile.mkdtemp(prefix='osr-e2e-outside-')
        self.watch = Watch(self.mark)
        self.office = self.desk = self.curator = None

    def begins(self):
        # Whoever does not forbid it leaves a core file.
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))
        self.watch.start()
        self.office = CanaryOffice(self.place, AT, self.outside, {
            'demo-service-token': self.secrets['service'],
            'demo-group-token-200000002': self.secrets['group'],
            'demo-gkh': self.secrets['password']})
        self.office.wall.write('Лидия М.', MESSAGE)
        self.curator = office.Person(self.office.server, 'kurator', 'demo-kurator')
        self.secrets['session of another program'] = self.curator.token
        self.curator.route(self.curator.find_case(MESSAGE), LOGIN)

    def _start_window(self):
        self.desk = desk.Desk(self.place, ['--server', self.office.server, '--login', LOGIN])

    def signs_in(self):
        self._start_window()
        self.desk.sign_in(self.office.server, LOGIN, self.secrets['password'])
        self.desk.wait_open()

    def keeps_the_session(self):
        """The window is killed and goes on without a password: the token was in the keyring."""
        self.secrets['session'] = program.wait_until(self._kept_token, 'a token in the keyring')
        self.desk.kill()
        self._start_window()
        self.desk.wait_open()

    def _kept_token(self):
        root = '/org/freedesktop/secrets'
        service = 'org.freedesktop.Secret.Service'
        session = self.place.call(SECRETS, root, service, 'OpenSession',
                                  GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))))[1]
        items = self.place.call(SECRETS, root, service, 'SearchItems',
                                GLib.Variant('(a{ss})', ({'login': LOGIN},)))[0]
        if not items:
            return None
        secrets = self.place.call(SECRETS, root, service, 'GetSecrets',
                                  GLib.Variant('(aoo)', (items, session)))[0]
        return bytes(secrets[items[0]][2]).decode()

    def publishes(self):
        case = self.curator.find_case(MESSAGE)
        self.curator = clerk.Clerk(self.office.server, 'kurator', 'demo-kurator')
        self.desk.open(MESSAGE)
        self.desk.write(REPLY)
        self.desk.submit()
        program.wait_until(lambda: self._is_submitted(case), 'the draft')
        self.curator.approve(case)
        worker = clerk.Clerk(self.office.server, LOGIN, self.secrets['password'])
        worker.sync()
        worker.publish(case)
        program.wait_until(self._is_public, 'the reply on the wall', 30)

    def _is_submitted(self, case):
        self.curator.sync()
        return self.curator.events(case, 'submitted')

    def _is_public(self):
        return any(REPLY in comment.text and comment.official
                   for comment in self.office.wall.comments())

    def _ctl(self, *arguments, given=None):
        done = subprocess.run(
            [program.program_path('ctl', 'open-sources-ctl'), *arguments, '--office',
             self.office.folder], env=self.place.environment, input=given, capture_output=True,
            timeout=60, check=False)
        self.office.log.write(done.stdout + done.stderr)
        self.office.log.flush()
        return done

    def _check_account(self, writer):
        """Tokens are tried before there is an account for them."""
        return subprocess.run(
            [program.program_path('ctl', 'open-sources-ctl'), 'social', 'check-account',
             '--network', 'vk', '--owner', '200000002', '--api-base', self.office.wall.url],
            env=self.place.environment, input=f'{self.secrets["service"]}\n{writer}\n'.encode(),
            capture_output=True, timeout=60, check=False)

    def administrates(self):
        """What an administrator does with tokens, and what goes wrong with them, is told in words."""
        fourth = self.secrets['fourth'] = f'{self.mark}-fourth'
        wrong = self.secrets['wrong'] = f'{self.mark}-wrong'
        added = self._ctl('admin', 'account', 'add', 'vk-fourth', '--network', 'vk', '--owner',
                          '200000001', '--api-base', self.office.wall.url, '--signs', '--watched',
                          given=f'{wrong}\n\n{fourth}\n'.encode())
        assert added.returncode == 0, added.stderr
        listed = self._ctl('admin', 'account', 'list').stdout.decode()
        assert re.search(r'^vk-fourth\tvk\t200000001\tread secret$', listed, re.M), listed
        tested = self._ctl('admin', 'account', 'test', 'vk-fourth')
        assert tested.returncode == 1, tested
        good = self._check_account(self.secrets['group'])
        assert good.returncode == 0 and b'Missing' not in good.stdout, good
        lacking = self._check_account('')
        assert lacking.returncode == 1, lacking
        assert b'Missing: A token for publishing is missing' in lacking.stdout, lacking
        backup = os.path.join(self.place.folder, 'backup')
        assert self._ctl('backup', backup).returncode == 0
        time.sleep(2)  # the monitor reads with the wrong token and complains

    def crashes(self):
        """Whatever handles crashes on this machine gets nothing of the coordinator."""
        with open(f'/proc/{self.office.coordinator.pid}/limits', encoding='ascii') as limits:
            assert re.search(r'^Max core file size +0 +0 ', limits.read(), re.M)
        self.office.coordinator.send_signal(signal.SIGSEGV)
        status = self.office.coordinator.wait(10)
        assert status == -signal.SIGSEGV, status

    def leaves_nothing(self):
        self.desk.end()
        self.desk = None
        seen = self.watch.stop()
        assert self.watch.looks > 10, self.watch.looks
        assert not seen, seen
        found = files_with(self.place.folder, self.secrets)
        for path, inside in sorted(found.items()):
            story.comment(f'{path}: {", ".join(sorted(inside))}')
        allowed = {path: found.pop(path) for path in list(found)
                   if os.path.dirname(path) == os.path.join('office', 'credentials')}
        assert not found, found
        assert set().union(*allowed.values()) == {'service', 'group', 'wrong', 'fourth'}, allowed

    def end(self):
        if self.desk is not None:
            self.desk.end()
        if self.office is not None:
            self.office.end()
        shutil.rmtree(self.outside, ignore_errors=True)


def tell(place):
    """All of it."""
    day = Day(place)
    told = story.Story('canary')
    told.on_failure = lambda name: day.desk.show_failure(name)
    try:
        for step in (day.begins, day.signs_in, day.keeps_the_session, day.publishes,
                     day.administrates, day.crashes, day.leaves_nothing):
            told.run(step.__name__.replace('_', '-'), step)
    finally:
        day.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
