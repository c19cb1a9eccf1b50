# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody of an office who works without a window: signs in, keeps up with the changes, sends
commands upon the version that was seen last, and binds texts as the programs do."""
import hashlib
import json
import struct
import time
import urllib.error
import urllib.request
import uuid

SECONDS = 60


class Refused(Exception):
    """The coordinator's answer was no; `code` is its nick."""

    def __init__(self, status, code, message):
        super().__init__(f'{status} {code}: {message}')
        self.status, self.code = status, code


def text_digest(*parts):
    """What an approval is bound to: kind, text, account, target, attachments."""
    total = hashlib.sha256()
    for part in parts:
        data = (part or '').encode()
        total.update(struct.pack('>Q', len(data)) + data)
    return total.hexdigest()


class Clerk:
    """One account. `cases` holds the events that this person may see: {id: [event, …]}, each the
    stored members with what was said under "payload"; `office` those of the office itself."""

    def __init__(self, server, login, password):
        self.server, self.login, self.password = server, login, password
        self.token = None
        self.cases, self.office, self.since = {}, [], ''
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    # --- the protocol ---

    def _send(self, method, path, body):
        headers = {'Content-Type': 'application/json'}
        if self.token:
            headers['Authorization'] = f'Bearer {self.token}'
        request = urllib.request.Request(self.server + path, method=method, headers=headers,
                                         data=json.dumps(body).encode() if body else None)
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            told = json.loads(error.read() or b'{}').get('error', {})
            raise Refused(error.code, told.get('code'), told.get('message')) from None

    def sign_in(self):
        """Anew: a session ends when the clock of the office has gone far enough."""
        self.token = None
        self.token = self._send('POST', '/v1/session', {
            'login': self.login, 'password': self.password, 'device': 'story'})['token']

    def ask(self, method, path, body=None):
        """Signs in first where that is needed."""
        if self.token is None:
            self.sign_in()
        try:
            return self._send(method, path, body)
        except Refused as refused:
            if refused.status != 401:
                raise
        self.sign_in()
        return self._send(method, path, body)

    def sync(self, wait=0):
        """Takes in what is new; waits up to `wait` seconds for something."""
        more = True
        while more:
            page = self.ask('GET', f'/v1/changes?since={self.since}&wait={wait}')
            for entry in page['entries']:
                self._take(entry)
            self.since, more, wait = page['next'], page['more'], 0
        return self

    def _take(self, entry):
        stream = entry['case']
        if entry['kind'] == 'forget':
            self.cases.pop(stream, None)
            return
        events = []
        for one in entry['events'] if entry['kind'] == 'case' else [entry]:
            event = json.loads(one['meta'])
            event['payload'] = json.loads(one['payload'] or 'null') or {}
            events.append(event)
        if stream == 'office':
            self.office += events
        elif entry['kind'] == 'case':
            self.cases[stream] = events
        else:
            known = self.cases.setdefault(stream, [])
            known += [event for event in events if event['version'] > len(known)]

    # --- what is there ---

    def events(self, case, kind=None):
        """Events of a case, of one type, as they are now."""
        self.sync()
        return [event for event in self.cases.get(case, []) if kind in (None, event['type'])]

    def last(self, case, kind):
        """The newest event of that type."""
        return self.events(case, kind)[-1]

    def sees(self, case):
        """Whether the case is among those of this person."""
        return bool(self.sync().cases.get(case))

    def find(self, text):
        """The case whose message has these words, or None."""
        for case, events in self.cases.items():
            if text in events[0]['payload'].get('text', ''):
                return case
        return None

    # --- what is done ---

    def command(self, case, kind, members, said=None, acting_for=None):
        """One command upon what was seen last; the version that the case has then."""
        body = {'case': case, 'type': kind, 'after': {'version': len(self.cases.get(case, []))},
                'claimed_at': time.time_ns() // 1000, 'device': 'story', 'members': members}
        if case == 'office':
            del body['after']
        if said is not None:
            body['payload'] = said
        if acting_for is not None:
            body['for'] = acting_for
        return self.ask('PUT', f'/v1/commands/{uuid.uuid4()}', body)['version']

    def act(self, case, step, said=None, acting_for=None, /, **members):
        """As a person who sees that something was added meanwhile, and does it all the same."""
        for _ in range(5):
            self.sync()
            try:
                return self.command(case, step, members, said, acting_for)
            except Refused as refused:
                if refused.code != 'stale':
                    raise
        return self.command(case, step, members, said, acting_for)

    def refused(self, code, case, step, said=None, acting_for=None, /, **members):
        """The same must be refused with that code."""
        try:
            self.act(case, step, said, acting_for, **members)
        except Refused as refused:
            assert refused.code == code, f'{step} by {self.login}: {refused}, not {code}'
            return
        raise AssertionError(f'{step} by {self.login} was accepted, not refused as {code}')

    def draft_members(self, case, text, account, kind='final', **more):
        """What a draft says of itself; its digest binds the text to account and message."""
        self.sync()
        target = self.cases[case][0].get('native_id') if case in self.cases else ''
        return dict(more, kind=kind, account=account,
                    digest=text_digest(kind, text, account, target, ''))

    def write(self, case, text, account, kind='final', step='submitted', acting_for=None, **more):
        """Submits a draft, or shares it inside the body; returns its version."""
        members = self.draft_members(case, text, account, kind, **more)
        return self.act(case, step, {'text': text}, acting_for, **members)

    def newest(self, case, step='submitted'):
        """Version and digest of the newest draft."""
        event = self.last(case, step)
        return {'draft': event['version'], 'digest': event['digest']}

    def approve(self, case, acting_for=None):
        """Approves the draft that came last."""
        return self.act(case, 'approved', None, acting_for, **self.newest(case))

    def rework(self, case, remarks, **more):
        """Sends the draft that came last back."""
        return self.act(case, 'reworked', {'remarks': remarks}, draft=self.newest(case)['draft'],
                        **more)

    def publish(self, case, **more):
        """Lets the newest draft go out."""
        account = self.last(case, 'submitted')['account']
        return self.act(case, 'publish-intended', **dict(
            self.newest(case), account=account, guid=str(uuid.uuid4()), **more))
