# SPDX-License-Identifier: GPL-3.0-or-later
"""The program under test: starts it on a desktop, waits for what it shows, does what a person does.

Nothing here sleeps for a guessed time: every wait looks again until what is asked for is there, or
a deadline has passed and says what was missing.
"""
import contextlib
import os
import re
import signal
import time

import accessible
import processes
from accessible import Gio, GLib

APP_ID = 'org.region.OpenSources'
APP_PATH = '/org/region/OpenSources'
WAIT_SECONDS = 15
LOOK_AGAIN = 0.1

CONTROLLER = '/org/a11y/atspi/registry/deviceeventcontroller'


class NotShown(Exception):
    """What was waited for did not come."""


def build_folder():
    """Where the programs under test are."""
    return os.environ['OSR_BUILD_ROOT']


def program_path(folder, name):
    """A program of the build folder."""
    return os.path.join(build_folder(), 'src', folder, name)


def wait_until(question, what, seconds=WAIT_SECONDS):
    """Asks `question ()` until it answers something true, and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotShown(f'{what}: not within {seconds} s')
        time.sleep(LOOK_AGAIN)


def matches(pattern, text):
    """A pattern is None, the whole text, a compiled expression, or a function."""
    if pattern is None:
        return True
    if isinstance(pattern, re.Pattern):
        return pattern.search(text) is not None
    return text == pattern if isinstance(pattern, str) else pattern(text)


class Program:
    """One run of open-sources."""

    def __init__(self, place, arguments, home='home', **environment):
        self.place = place
        self.environment = dict(place.environment, **environment)
        place.set_home(self.environment, home)
        self.log_path = os.path.join(place.folder, f'{home}.log')
        self.bus = accessible.Bus(place.environment['DBUS_SESSION_BUS_ADDRESS'])
        self.application = None
        self.tree = None
        command = [program_path('app', 'open-sources')] + arguments
        with open(self.log_path, 'ab') as log:
            self.process = processes.start(command, self.environment, log)

    # --- looking ---

    def look(self, hidden=False):
        """Reads the tree anew; with `hidden` also the panes that are not on show."""
        if self.process.poll() is not None:
            raise NotShown(f'the program has ended with {self.process.returncode}:\n{self.said()}')
        if self.application is None:
            self.application = wait_until(self._find_application, 'the program on the bus', 30)
        self.tree = accessible.Tree(self.bus, self.application, hidden)
        return self.tree

    def _find_application(self):
        if self.process.poll() is not None:
            raise NotShown(f'the program has ended with {self.process.returncode}:\n{self.said()}')
        for ref in self.bus.applications():
            if self.bus.process_id(ref) == self.process.pid:
                return tuple(ref)
        return None

    def find_all(self, role=None, name=None, within=None):
        """All that is shown now with this role (or one of several) and name."""
        tree = self.look()
        roles = (role,) if isinstance(role, str) else role
        start = tree.root if within is None else next(
            (node for node in tree.walk() if node.ref == within.ref), None)
        if start is None:
            return []
        return [node for node in start.walk()
                if (roles is None or node.role in roles) and matches(name, node.name)
                and node.showing and not tree.is_covered(node)]

    def find(self, role=None, name=None, within=None, seconds=WAIT_SECONDS, sensitive=False):
        """Waits for one; the first when there are several."""
        def ask():
            for node in self.find_all(role, name, within):
                if node.sensitive or not sensitive:
                    return node
            return None
        wanted = name.pattern if isinstance(name, re.Pattern) else name
        return wait_until(ask, f'{role or "anything"} "{wanted}"', seconds)

    def find_text(self, pattern, seconds=WAIT_SECONDS, within=None):
        """Waits for words anywhere: a label, the name of a widget."""
        expression = pattern if isinstance(pattern, re.Pattern) else re.compile(re.escape(pattern))
        return self.find(None, expression, within, seconds)

    def wait_gone(self, role=None, name=None, seconds=WAIT_SECONDS):
        """Waits until nothing such is shown any more."""
        wait_until(lambda: not self.find_all(role, name), f'no {role} "{name}" any more', seconds)

    def said(self):
        """What the program wrote to its standard streams."""
        with open(self.log_path, encoding='utf-8', errors='replace') as log:
            return log.read()[-4000:]

    # --- doing ---

    def click(self, name, role='button', within=None, seconds=WAIT_SECONDS):
        """Waits for a button that can be used, and clicks it."""
        node = self.find(role, name, within, seconds, sensitive=True)
        if not node.act('click', 'activate', 'toggle'):
            raise NotShown(f'{node}: refused the click')
        return node

    def unfold(self, words, inside):
        """Opens the expander with these words unless the label `inside` it is on show already."""
        if self.find_all('label', inside):
            return
        label = self.find('label', words)
        button = next(node for node in label.ancestors() if node.role == 'button')
        if not button.act('activate'):
            raise NotShown(f'{words}: could not be unfolded')

    def act(self, action, seconds=WAIT_SECONDS):
        """Activates an action that some widget on show has installed."""
        def ask():
            for node in self.look().walk():
                if node.role not in ('label', 'application', 'image') and self._has(node, action):
                    return node.act(action)
            return False
        wait_until(ask, f'action {action}', seconds)

    @staticmethod
    def _has(node, action):
        try:
            return action in node.actions()
        except GLib.Error:
            return False

    def activate(self, action, parameter=None):
        """Activates "app.…" or "win.…" as a menu does, with its parameter."""
        prefix, name = action.split('.', 1)
        path = APP_PATH if prefix == 'app' else self._window_path(name)
        values = [parameter] if parameter is not None else []
        self.bus.session.call_sync(
            self._session_name(), path, 'org.gtk.Actions', 'Activate',
            GLib.Variant('(sava{sv})', (name, values, {})), None, Gio.DBusCallFlags.NONE, 20000,
            None)

    def actions(self, path=None):
        """Names of the actions that the program exports at `path`."""
        return self.bus.session.call_sync(self._session_name(), path or APP_PATH, 'org.gtk.Actions', 'List',
                                          None, None, Gio.DBusCallFlags.NONE, 20000,
                                          None).unpack()[0]

    def _window_path(self, name):
        for number in range(1, 9):
            path = f'{APP_PATH}/window/{number}'
            try:
                if name in self.actions(path):
                    return path
            except GLib.Error:
                continue
        raise NotShown(f'no window has the action {name}')

    def _session_name(self):
        bus = ('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus')
        names = self.bus.session.call_sync(*bus, 'ListNames', None, None,
                                           Gio.DBusCallFlags.NONE, 20000, None).unpack()[0]
        for name in names:
            if not name.startswith(':'):
                continue
            pid = self.bus.session.call_sync(*bus, 'GetConnectionUnixProcessID',
                                             GLib.Variant('(s)', (name,)), None,
                                             Gio.DBusCallFlags.NONE, 20000, None).unpack()[0]
            if pid == self.process.pid and self._serves(name):
                return name
        raise NotShown('the program is not on the session bus')

    def _serves(self, name):
        try:
            self.bus.session.call_sync(name, APP_PATH, 'org.gtk.Actions', 'List', None, None,
                                       Gio.DBusCallFlags.NONE, 20000, None)
            return True
        except GLib.Error:
            return False

    def point(self, node):
        """Clicks with the mouse in the middle of a widget that has no action of its own."""
        window = self.find(('window', 'dialog'))
        x, y, width, height = node.extents
        margin = self._margin(window)
        self.bus.call((accessible.REGISTRY, CONTROLLER), 'org.a11y.atspi.DeviceEventController',
                      'GenerateMouseEvent',
                      GLib.Variant('(iis)', (margin + x + width // 2, margin + y + height // 2,
                                             'b1c')))

    @staticmethod
    def _margin(window):
        """Width of the frame that a window without a window manager draws around itself."""
        return 5 if window.extents[0] == 0 else 0

    # --- ending ---

    @contextlib.contextmanager
    def stopped(self):
        """Meanwhile the program does nothing, as a laptop that sleeps."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def kill(self):
        """As a power cut does."""
        self.process.kill()
        self.process.wait()
        self.application = None

    def end(self):
        """As the session manager does at logout; returns the exit status."""
        status = processes.end(self.process)
        self.application = None
        return status
