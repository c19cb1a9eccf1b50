# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail servers on loopback: one of our own that fails as it is told, one that guards a real server
with TLS and sign-in, and OpenSMTPD itself."""
import base64
import glob
import os
import shutil
import socket
import ssl
import subprocess
import threading

import mail_office
import processes


class Hung(Exception):
    """The connection is to be left alone, or cut."""


class Server:
    """Listens, and gives each connection a thread; what is said on it is the subclass's."""

    def __init__(self, certificate=None, implicit=False):
        self.context = None
        if certificate is not None:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
        self.implicit = implicit
        self.lock = threading.Lock()
        self.commands = []
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.connections.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        try:
            if self.implicit:
                connection = self.context.wrap_socket(connection, server_side=True)
            Session(self, connection).run()
        except (OSError, Hung, ValueError):
            pass
        finally:
            connection.close()

    def close(self):
        """Cuts everything."""
        self.listener.close()
        with self.lock:
            for connection in self.connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    # What a subclass decides.
    def greet(self, session):
        session.say('220 localhost ESMTP')

    def recipient(self, session, line):
        session.say('250 ok')

    def message(self, session, data):
        session.say('250 ok')


class Session:
    """One connection, from the greeting to QUIT."""

    def __init__(self, server, connection):
        self.server = server
        self.connection = connection
        self.file = connection.makefile('rb')
        self.secure = server.implicit
        self.signed_in = server.context is None
        self.fault = None

    def say(self, text):
        self.connection.sendall(text.encode() + b'\r\n')

    def read(self):
        line = self.file.readline(4096)
        if not line.endswith(b'\r\n'):
            raise Hung
        return line[:-2].decode('ascii')

    def run(self):
        self.server.greet(self)
        while True:
            line = self.read()
            verb = line.split(' ')[0].upper()
            with self.server.lock:
                self.server.commands.append(verb)
            if verb == 'QUIT':
                self.say('221 bye')
                return
            getattr(self, 'do_' + verb.lower(), self.do_other)(line)

    def do_other(self, line):
        self.say('502 not known')

    def do_ehlo(self, line):
        extensions = ['localhost']
        if self.server.context is not None and not self.secure:
            extensions.append('STARTTLS')
        elif not self.signed_in:
            extensions.append('AUTH PLAIN LOGIN')
        for i, extension in enumerate(extensions):
            self.say(f'250{" " if i == len(extensions) - 1 else "-"}{extension}')

    def do_starttls(self, line):
        if self.server.context is None:
            self.say('502 no TLS')
            return
        self.say('220 go on')
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile('rb')
        self.secure = True

    def do_auth(self, line):
        words = line.split(' ')
        if len(words) == 2:
            self.say('334 ')
            words.append(self.read())
        secret = base64.b64decode(words[2]).split(b'\0')
        self.signed_in = secret[1:] == [b'office', mail_office.PASSWORD.encode()]
        self.say('235 welcome' if self.signed_in else '535 no')

    def do_mail(self, line):
        if not self.signed_in or (self.server.context is not None and not self.secure):
            self.say('530 sign in first')
        else:
            self.sender = line
            self.say('250 ok')

    def do_rcpt(self, line):
        self.recipient = line[line.index('<') + 1:line.index('>')]
        self.server.recipient(self, line)

    def do_data(self, line):
        self.say('354 go on')
        lines = []
        while True:
            text = self.file.readline(4096)
            if not text.endswith(b'\r\n'):
                raise Hung
            if text == b'.\r\n':
                break
            lines.append(text[1:] if text.startswith(b'.') else text)
        self.server.message(self, b''.join(lines))


class FaultServer(Server):
    """Takes its faults from a list, one for each message, or connection where the fault is of the
    greeting; what it accepted stands in `accepted`."""

    def __init__(self, faults=(), **more):
        self.faults = list(faults)
        self.accepted = []
        self.seen = 0
        self.reached = threading.Event()
        super().__init__(**more)

    def _take(self, *kinds):
        with self.lock:
            if self.faults and self.faults[0].split('-')[-1] in kinds:
                return self.faults.pop(0)
        return ''

    def hang(self, session):
        """Says nothing more until the other side goes."""
        self.reached.set()
        session.connection.settimeout(30)
        while session.connection.recv(4096):
            pass
        raise Hung

    def greet(self, session):
        fault = self._take('greeting')
        if fault == '421-greeting':
            session.say('421 later')
            raise Hung
        if fault == 'hang-greeting':
            self.hang(session)
        if fault == 'close-greeting':
            raise Hung
        super().greet(session)

    def recipient(self, session, line):
        fault = self._take('rcpt')
        if fault == 'close-rcpt':
            raise Hung
        session.say(f'{fault[:3]} so it is' if fault else '250 ok')

    def message(self, session, data):
        with self.lock:
            self.seen += 1
        fault = self._take('data')
        if fault == 'hang-data':
            self.hang(session)
        if fault == 'close-data':
            raise Hung
        if fault:
            session.say(f'{fault[:3]} so it is')
            return
        with self.lock:
            self.accepted.append((session.recipient, data))
        session.say('250 taken')


class Gate(Server):
    """TLS and sign-in in front of a server that has neither; every message goes through to it."""

    def __init__(self, upstream, **more):
        self.upstream = upstream
        super().__init__(**more)

    def _talk(self, session, *lines):
        """Says the lines upstream, each after its answer; returns the last answer."""
        if not hasattr(session, 'up'):
            session.up = socket.create_connection(('127.0.0.1', self.upstream), 10)
            session.up_file = session.up.makefile('rb')
            self._answer(session)
            self._talk(session, b'EHLO gate.example')
        answer = b''
        for line in lines:
            session.up.sendall(line + b'\r\n')
            answer = self._answer(session)
        return answer

    def _answer(self, session):
        while True:
            line = session.up_file.readline(4096)
            if line[3:4] != b'-':
                return line.rstrip()

    def recipient(self, session, line):
        session.say(self._talk(session, session.sender.encode(), line.encode()).decode())

    def message(self, session, data):
        lines = [b'.' + line if line.startswith(b'.') else line
                 for line in data.split(b'\r\n')]
        self._talk(session, b'DATA')
        session.say(self._talk(session, b'\r\n'.join(lines) + b'.').decode())


class OpenSmtpd:
    """The real server, with its spool and its socket in a namespace of its own, and a mailbox for
    each recipient."""

    SCRIPT = ('mount -t tmpfs tmpfs /var/spool && mount -t tmpfs tmpfs /run && '
              'mkdir -p -m 711 /var/spool/smtpd && exec "$0" -d -f "$1"')

    @staticmethod
    def missing():
        """Why it cannot be had here, or None."""
        if shutil.which('smtpd', path='/usr/sbin:/usr/bin') is None:
            return 'OpenSMTPD is not installed'
        if os.geteuid() != 0:
            return 'OpenSMTPD is started by root alone'
        if subprocess.run(['unshare', '-m', 'true'], capture_output=True).returncode != 0:
            return 'no namespace of its own for OpenSMTPD'
        return None

    def __init__(self, folder, log):
        self.box = os.path.join(folder, 'mailboxes')
        os.mkdir(self.box)
        shutil.chown(self.box, 'nobody')
        self.port = mail_office.free_port()
        users, settings = os.path.join(folder, 'users'), os.path.join(folder, 'smtpd.conf')
        with open(users, 'w', encoding='ascii') as file:
            file.write('@ nobody\n')
        with open(settings, 'w', encoding='ascii') as file:
            file.write(f'table users file:{users}\n'
                       f'listen on 127.0.0.1 port {self.port} hostname localhost\n'
                       f'action "keep" maildir "{self.box}/%{{rcpt.user}}" virtual <users>\n'
                       f'match from any for domain "{mail_office.DOMAIN}" action "keep"\n')
        self.process = processes.start(
            ['unshare', '-m', 'sh', '-c', self.SCRIPT, '/usr/sbin/smtpd', settings],
            dict(os.environ), log)
        mail_office.wait_until(self._answers, 'OpenSMTPD answers')

    def _answers(self):
        try:
            with socket.create_connection(('127.0.0.1', self.port), 1) as probe:
                return probe.recv(3) == b'220'
        except OSError:
            return False

    def read(self, user):
        """The messages in a mailbox."""
        found = []
        for path in sorted(glob.glob(os.path.join(self.box, user, 'new', '*'))):
            with open(path, 'rb') as file:
                found.append(file.read())
        return found

    def close(self):
        processes.end(self.process)
