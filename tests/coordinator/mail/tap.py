# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of a test as TAP; each stands by itself."""
import os
import sys
import traceback

import mail_office
import processes


def run(prefix, cases):
    """`cases`: (name, function, why it is skipped or None); returns the exit status."""
    processes.adopt_orphans()
    failed = 0
    print(f'1..{len(cases)}', flush=True)
    for number, (name, function, why) in enumerate(cases, 1):
        if why is not None:
            print(f'ok {number} - {prefix}/{name} # SKIP {why}', flush=True)
            continue
        try:
            function()
            print(f'ok {number} - {prefix}/{name}', flush=True)
        except Exception:  # whatever went wrong is this case's failure
            failed += 1
            print(f'not ok {number} - {prefix}/{name}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}', flush=True)
    processes.reap_leftovers()
    return 1 if failed else 0


class Opened:
    """An office, its mail servers and a curator; all of it ends with the block."""

    def __init__(self, region='pervomaysky', **mail):
        self.region, self.mail = region, mail
        self.servers = []

    def __enter__(self):
        self.office = mail_office.Office(self.region)
        self.office.opened = self
        return self

    def start(self, server, **mail):
        """Configures the office for the server, and serves it."""
        self.servers.append(server)
        self.office.configure(**{'port': server.port, **mail})
        self.office.start()
        self.curator = mail_office.Curator(self.office.server)
        return server

    def told(self, n):
        """Waits until the log says that n were told."""
        mail_office.wait_until(lambda: len(self.curator.events('notified')) >= n,
                               f'{n} are told')
        assert len(self.curator.events('notified')) == n, self.curator.events('notified')

    def __exit__(self, kind, *_):
        if kind is not None:
            for line in self.office.said().splitlines()[-40:]:
                print(f'# {line}')
            sys.stdout.flush()
        for server in self.servers:
            server.close()
        self.office.end()


def has(name):
    """Whether a tool is there."""
    return any(os.access(os.path.join(folder, name), os.X_OK)
               for folder in os.environ.get('PATH', '').split(':'))
