# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail servers that refuse, break off and hang, and a coordinator that is killed −9 meanwhile: every
notice arrives, and none arrives twice where the server did not lose its own answer."""
import email
import random
import sys
import time

import tap
from mail_office import PASSWORD, TEXT, make_certificate, wait_until
from mail_servers import FaultServer

NO_OPENSSL = None if tap.has('openssl') else 'no openssl'
PLAIN = {'security': 'none', 'user': None, 'password_file': None}


def identities(server):
    """The Message-IDs of what was accepted."""
    with server.lock:
        return [email.message_from_bytes(data)['message-id'] for _, data in server.accepted]


def routed(opened, n=1):
    """Sorts n cases and routes them."""
    cases = opened.office.take_in(opened.curator, [f'{TEXT}, {i}' for i in range(n)])
    for case in cases:
        opened.curator.route(case)
    return cases


def recovers(*faults):
    def check():
        with tap.Opened() as opened:
            server = opened.start(FaultServer(faults), **PLAIN)
            routed(opened)
            opened.told(1)
            assert not server.faults, server.faults
            assert len(identities(server)) == 1, identities(server)
    return check


def refused_for_good():
    for fault in ('550-rcpt', '554-data'):
        with tap.Opened() as opened:
            server = opened.start(FaultServer([fault]), **PLAIN)
            routed(opened)
            line, = wait_until(lambda: [one for one in opened.office.queue()
                                        if one.startswith('given-up')], 'given up')
            assert f'answered {fault[:3]}' in line, line
            assert not server.accepted and not opened.curator.events('notified')
            status, said = opened.office.ctl('retry')
            assert status == 0 and said.startswith('1 '), said
            opened.told(1)


def given_up_in_the_end():
    with tap.Opened() as opened:
        server = opened.start(FaultServer(['451-rcpt'] * 9), attempts=3, **PLAIN)
        routed(opened)
        line, = wait_until(lambda: [one for one in opened.office.queue()
                                    if one.startswith('given-up')], 'given up')
        assert '  3  ' in line, line
        assert len(server.faults) == 6, server.faults
        assert 'given up at attempt 3' in opened.office.said()


def wrong_password():
    with tap.Opened() as opened:
        certificate = make_certificate(opened.office.place)
        server = opened.start(FaultServer(certificate=certificate), ca=certificate[0],
                              password='wrong')
        routed(opened)
        line = wait_until(lambda: [one for one in opened.office.queue() if '535' in one
                                   or 'denied' in one.lower()], 'a fault is told')[0]
        assert line.startswith(('waiting', 'sending')) and 'wrong' not in line, line
        assert not server.accepted
        opened.office.configure(port=server.port, ca=certificate[0], password=PASSWORD)
        opened.told(1)
        assert 'wrong' not in opened.office.said()


def certificate_checked():
    with tap.Opened() as opened:
        certificate = make_certificate(opened.office.place)
        server = opened.start(FaultServer(certificate=certificate), attempts=2)
        routed(opened)
        wait_until(lambda: [one for one in opened.office.queue()
                            if one.startswith('given-up') and 'certificate' in one], 'given up')
        assert 'MAIL' not in server.commands and 'AUTH' not in server.commands, server.commands


def nothing_in_clear():
    """A server that offers no TLS gets neither the password nor the message."""
    with tap.Opened() as opened:
        server = opened.start(FaultServer(), attempts=2)
        routed(opened)
        wait_until(lambda: [one for one in opened.office.queue() if one.startswith('given-up')],
                   'given up')
        assert 'EHLO' in server.commands
        assert 'MAIL' not in server.commands and 'AUTH' not in server.commands, server.commands


def ended_while_hanging():
    for fault in ('hang-greeting', 'hang-data'):
        with tap.Opened() as opened:
            server = opened.start(FaultServer([fault]), timeout_seconds=600, **PLAIN)
            routed(opened)
            server.reached.wait(20)
            status, seconds = opened.office.stop()
            print(f'# {fault}: SIGTERM ends it in {seconds * 1000:.0f} ms')
            assert status == 0 and seconds < 2, (status, seconds)
            assert opened.office.queue()[0].startswith('waiting'), opened.office.queue()
            opened.office.start()
            opened.told(1)
            assert len(identities(server)) == 1, identities(server)


def killed_while_hanging():
    with tap.Opened() as opened:
        server = opened.start(FaultServer(['hang-data']), timeout_seconds=600, **PLAIN)
        routed(opened)
        server.reached.wait(20)
        assert opened.office.queue()[0].startswith('sending'), opened.office.queue()
        opened.office.kill()
        opened.office.start()
        opened.told(1)
        assert server.seen == 2 and len(identities(server)) == 1, identities(server)


def killed_again_and_again(seed=20260306, n=8, kills=8):
    """Faults and kills at moments that nobody chose."""
    chance = random.Random(seed)
    faults = ['451-rcpt', 'close-data', '421-greeting', 'close-rcpt', '450-data', 'close-greeting']
    chance.shuffle(faults)
    with tap.Opened() as opened:
        server = opened.start(FaultServer(faults), **PLAIN)
        cases = opened.office.take_in(opened.curator, [f'{TEXT}, {i}' for i in range(n)])
        for i, case in enumerate(cases):
            opened.curator.route(case)
            if i < kills:
                time.sleep(chance.uniform(0, 0.05))
                opened.office.kill()
                opened.office.start()
        opened.told(n)
        opened.office.stop()
        opened.office.start()
        found = identities(server)
        told = [(event['case'], event['to'], event['event'])
                for event in opened.curator.events('notified')]
        print(f'# {len(found)} accepted, {len(set(found))} different, {kills} kills')
        assert len(set(told)) == len(told) == n, told
        assert len(set(found)) == n, found
        # a double is one whose answer the killed program did not live to write down
        assert len(found) - n <= kills, found
        assert opened.office.queue() == [], opened.office.queue()


def answer_lost():
    """The server took it and its answer was lost: again, under the same Message-ID, told once."""
    class Forgetful(FaultServer):
        def message(self, session, data):
            first = not self.accepted
            self.accepted.append((session.recipient, data))
            if first:
                session.connection.close()
                raise OSError
            session.say('250 taken')

    with tap.Opened() as opened:
        server = opened.start(Forgetful(), **PLAIN)
        routed(opened)
        opened.told(1)
        found = identities(server)
        assert len(found) == 2 and len(set(found)) == 1, found
        assert server.accepted[0][1] == server.accepted[1][1]


if __name__ == '__main__':
    sys.exit(tap.run('/coordinator/mail/faults', [
        ('4xx', recovers('421-greeting', '450-rcpt', '451-data'), None),
        ('closes', recovers('close-greeting', 'close-rcpt', 'close-data'), None),
        ('hangs', recovers('hang-greeting', 'hang-data'), None),
        ('refused-for-good', refused_for_good, None),
        ('given-up', given_up_in_the_end, None),
        ('wrong-password', wrong_password, NO_OPENSSL),
        ('certificate-checked', certificate_checked, NO_OPENSSL),
        ('nothing-in-clear', nothing_in_clear, None),
        ('ended-while-hanging', ended_while_hanging, None),
        ('killed-while-hanging', killed_while_hanging, None),
        ('killed-again-and-again', killed_again_and_again, None),
        ('answer-lost', answer_lost, None)]))
