# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for one test: a display, a session bus without services, the accessibility
bus and empty home folders. Needs no root, no running session, no fixed display number."""
import os
import shutil
import subprocess
import tempfile
import time

import processes

KEYRING_SECONDS = 10
LAUNCHERS = ('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher')

# No service can be started on this bus: nothing of the tester's own desktop answers a test.
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""

# Still pictures, so that what is looked at does not depend on when.
GTK_SETTINGS = """[Settings]
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-font-name=Cantarell 11
"""


class Missing(Exception):
    """A tool that only the tests use is not here."""


def find_launcher():
    """The program that starts the accessibility bus."""
    for path in LAUNCHERS:
        if os.access(path, os.X_OK):
            return path
    raise Missing('at-spi-bus-launcher (at-spi2-core)')


def check_tools():
    """Raises Missing when the desktop cannot be made."""
    for tool in ('Xvfb', 'dbus-daemon', 'gnome-keyring-daemon'):
        if shutil.which(tool) is None:
            raise Missing(tool)
    find_launcher()
    try:
        from gi.repository import Gio  # noqa: F401, pylint: disable=unused-import
    except ImportError:
        raise Missing('python3-gi') from None


class Desktop:
    """Started when made; end() ends all of it and removes its folders."""

    def __init__(self, size):
        check_tools()
        self.folder = tempfile.mkdtemp(prefix='osr-e2e-')
        self.log = open(os.path.join(self.folder, 'desktop.log'), 'wb')
        self.running = []
        self.bus = None
        self.temporary = os.path.join(self.folder, 'tmp')
        os.mkdir(self.temporary, mode=0o700)
        self.environment = self._make_environment()
        try:
            self._start_display(size)
            self._start_bus()
            self._start_accessibility()
            self._start_keyring()
        except Exception:
            self.end()
            raise

    def _make_environment(self):
        keep = ('PATH', 'USER', 'LOGNAME', 'TZDIR', 'LD_LIBRARY_PATH', 'ASAN_OPTIONS',
                'UBSAN_OPTIONS', 'LSAN_OPTIONS', 'G_SLICE', 'GI_TYPELIB_PATH')
        environment = {name: os.environ[name] for name in keep if name in os.environ}
        environment.update({
            'LC_ALL': 'C.UTF-8', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
            'GSETTINGS_BACKEND': 'keyfile', 'ADW_DISABLE_PORTAL': '1', 'GTK_USE_PORTAL': '0',
            'GIO_USE_VFS': 'local', 'GIO_USE_VOLUME_MONITOR': 'unix', 'NO_PROXY': '*',
            'TMPDIR': self.temporary,
        })
        self.set_home(environment, 'home')
        return environment

    def set_home(self, environment, name):
        """Gives `environment` a home below this desktop: the same name, the same home."""
        home = os.path.join(self.folder, name)
        places = {'HOME': '', 'XDG_CONFIG_HOME': 'config', 'XDG_DATA_HOME': 'data',
                  'XDG_CACHE_HOME': 'cache', 'XDG_STATE_HOME': 'state', 'XDG_RUNTIME_DIR': 'run'}
        for variable, place in places.items():
            path = os.path.join(home, place).rstrip('/')
            os.makedirs(path, mode=0o700, exist_ok=True)
            environment[variable] = path
        settings = os.path.join(environment['XDG_CONFIG_HOME'], 'gtk-4.0', 'settings.ini')
        os.makedirs(os.path.dirname(settings), exist_ok=True)
        with open(settings, 'w', encoding='ascii') as file:
            file.write(GTK_SETTINGS)

    def _start(self, arguments, **more):
        process = processes.start(arguments, self.environment, self.log, **more)
        self.running.append(process)
        return process

    def _start_and_read(self, arguments, **more):
        """Starts a program that writes one line to the descriptor `{fd}` of its arguments."""
        reading, writing = os.pipe()
        words = [word.replace('{fd}', str(writing)) for word in arguments]
        self._start(words, pass_fds=(writing,), **more)
        os.close(writing)
        with os.fdopen(reading, encoding='ascii') as answer:
            line = answer.readline().strip()
        if not line:
            raise RuntimeError(f'{arguments[0]} did not start')
        return line

    def _start_display(self, size):
        screen = f'{size[0]}x{size[1]}x24'
        number = self._start_and_read(['Xvfb', '-displayfd', '{fd}', '-screen', '0', screen,
                                       '-nolisten', 'tcp', '-noreset', '-dpi', '96'])
        self.environment['DISPLAY'] = f':{number}'

    def _start_bus(self):
        config = os.path.join(self.folder, 'bus.conf')
        with open(config, 'w', encoding='ascii') as file:
            file.write(BUS_CONFIG.format(folder=self.folder))
        address = self._start_and_read(['dbus-daemon', '--nofork', f'--config-file={config}',
                                        '--print-address={fd}'])
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = address

    def _start_accessibility(self):
        self._start([find_launcher(), '--launch-immediately'])

    def _start_keyring(self):
        """Unlocked, as that of somebody who has just logged in; it ends with the desktop."""
        keyring = self._start(['gnome-keyring-daemon', '--foreground', '--unlock',
                               '--components=secrets'], stdin=subprocess.PIPE)
        keyring.stdin.write(b'of the keyring')
        keyring.stdin.close()
        deadline = time.monotonic() + KEYRING_SECONDS
        while not self._has_owner('org.freedesktop.secrets'):
            if time.monotonic() > deadline or keyring.poll() is not None:
                raise RuntimeError('gnome-keyring-daemon did not start')
            time.sleep(0.02)

    def call(self, destination, path, interface, method, arguments=None):
        """A call over the session bus; the answer as Python values."""
        from gi.repository import Gio  # check_tools() has seen it
        if self.bus is None:
            self.bus = Gio.DBusConnection.new_for_address_sync(
                self.environment['DBUS_SESSION_BUS_ADDRESS'],
                Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        return self.bus.call_sync(destination, path, interface, method, arguments, None,
                                  Gio.DBusCallFlags.NONE, 10000, None).unpack()

    def _has_owner(self, name):
        from gi.repository import GLib
        return self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                         'NameHasOwner', GLib.Variant('(s)', (name,)))[0]

    def take_picture(self, path):
        """Saves the whole screen as PNG; False when there is no tool for it."""
        if shutil.which('import') is None:
            return False
        done = subprocess.run(['import', '-window', 'root', path], env=self.environment,
                              stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20,
                              check=False)
        return done.returncode == 0

    def end(self):
        """Ends all that was started, newest first, and removes the folders."""
        if self.bus is not None:
            self.bus.set_exit_on_close(False)
            self.bus.close_sync(None)
            self.bus = None
        while self.running:
            processes.end(self.running.pop())
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
