# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices in a real mailbox: OpenSMTPD of the distribution takes them, Python's own parser reads them.

Debian 12's OpenSMTPD cannot do TLS itself (its keys stand in a process of their own, which OpenSSL 3
does not bear), so TLS and sign-in are those of a gate before it."""
import email
import email.policy
import os
import re
import sys

import mail_office
import mail_servers
import tap
from mail_office import DOMAIN, TEXT, make_certificate, wait_until

MISSING = mail_servers.OpenSmtpd.missing() or (None if tap.has('openssl') else 'no openssl')


def open_gate(opened, implicit=False, **mail):
    """OpenSMTPD behind TLS and sign-in, and the office that knows it."""
    place = opened.office.place
    certificate = make_certificate(place)
    real = mail_servers.OpenSmtpd(place, opened.office.log)
    opened.servers.append(real)
    gate = mail_servers.Gate(real.port, certificate=certificate, implicit=implicit)
    opened.start(gate, ca=certificate[0], security='tls' if implicit else 'starttls', **mail)
    return real


def parse(data):
    """A message, without a defect anywhere."""
    head = data.split(b'\n\n', 1)[0]
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert not message.defects, message.defects
    for name, value in message.items():
        assert not value.defects, (name, value.defects)
    assert head.isascii(), head
    return message


def one(real, user):
    """The only message of a mailbox."""
    found = wait_until(lambda: real.read(user), f'the mailbox of {user}')
    assert len(found) == 1, found
    return found[0]


def notice(implicit=False, **mail):
    with tap.Opened() as opened:
        real = open_gate(opened, implicit, **mail)
        case, = opened.office.take_in(opened.curator, [TEXT])
        version = opened.curator.route(case)
        opened.told(1)
        told, = opened.curator.events('notified')
        assert told['channel'] == 'mail' and told['to'] == 'gkh', told
        assert told['about'] == 'routed' and told['event'] == version, told
        assert told['by'] == 'mailer', told
        number = opened.curator.events('detected')[0]['number']
        data = one(real, 'gkh')
        assert opened.office.queue() == [], opened.office.queue()
        assert opened.office.queue('--all')[0].startswith('sent  '), opened.office.queue('--all')
        return number, data


def russian():
    number, data = notice()
    message = parse(data)
    body = message.get_content()
    # 9 working hours from 10:12, Monday off, less the 4 before the reply; the minute is the machine's
    assert re.fullmatch(f'№ {number}: Поступило в работу сообщение, до 06.03.2026 16:1[2-9]',
                        message['subject']), message['subject']
    assert message['from'].addresses[0].addr_spec == f'notices@{DOMAIN}', message['from']
    assert message['from'].addresses[0].display_name == 'Открытые источники', message['from']
    assert message['to'] == f'<gkh@{DOMAIN}>' or message['to'] == f'gkh@{DOMAIN}', message['to']
    assert message['auto-submitted'] == 'auto-generated'
    assert message['message-id'].endswith(f'@{DOMAIN}>'), message['message-id']
    assert message['date'].datetime.isoformat().startswith('2026-03-06T03:'), message['date']
    assert message.get_content_type() == 'text/plain' and message.get_content_charset() == 'utf-8'
    assert f'Карточка № {number}' in body, body
    assert re.search(r'до 06\.03\.2026 16:1\d \(UTC\+7\)', body), body
    assert 'верните его куратору' in body, body
    assert 'пункт 9 регламента' in body, body
    assert 'воды' not in body and 'Мария' not in body, body
    assert b'\r' not in data or data.count(b'\r\n') == data.count(b'\n')


def english_with_words():
    number, data = notice(implicit=True, language='en', citizens_words='yes')
    message = parse(data)
    body = message.get_content()
    assert re.fullmatch(f'No. {number}: A message has come to be worked on, '
                        'until 2026-03-06 16:1[2-9]', message['subject']), message['subject']
    assert f'> {TEXT}' in body.splitlines(), body
    assert 'Мария' not in body, body


def buryatia():
    """6: the executor and nobody of another body; 7: the coordinators."""
    with tap.Opened('buryatia') as opened:
        real = open_gate(opened)
        case, = opened.office.take_in(opened.curator, [TEXT])
        opened.curator.route(case)
        opened.told(1)
        subject = parse(one(real, 'gkh'))['subject']
        assert 'Направлено сообщение' in subject, subject
        assert sorted(os.listdir(real.box)) == ['gkh'], os.listdir(real.box)


def test_message():
    with tap.Opened() as opened:
        real = open_gate(opened)
        status, said = opened.office.ctl('test', '--to', f'anna@{DOMAIN}')
        assert status == 0 and f'anna@{DOMAIN}' in said, said
        message = parse(one(real, 'anna'))
        assert message['subject'] == 'Проверка почты', message['subject']
        status, said = opened.office.ctl('test', '--to', 'anna@elsewhere.example')
        assert status == 1 and 'the recipient: the server answered 550' in said, said
        status, said = opened.office.ctl('test', '--to', 'anna')
        assert status == 2, said


if __name__ == '__main__':
    sys.exit(tap.run('/coordinator/mail', [
        ('smtp/russian', russian, MISSING),
        ('smtp/english-with-words', english_with_words, MISSING),
        ('smtp/buryatia', buryatia, MISSING),
        ('smtp/test-message', test_message, MISSING)]))
