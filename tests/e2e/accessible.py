# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible tree of a program as a screen reader gets it, straight from the accessibility
bus: every look asks anew, so that nothing stale is ever compared. Questions of one level of the
tree are asked all at once, since each answer is waited for otherwise; what never changes is asked
once, and what hardly anybody wants to know only when they do."""
import time

try:
    from gi.repository import Gio, GLib
except ImportError:  # the test is skipped before any of it is used
    Gio = GLib = None

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
COMPONENT = 'org.a11y.atspi.Component'
EDITABLE = 'org.a11y.atspi.EditableText'
SELECTION = 'org.a11y.atspi.Selection'
TEXT = 'org.a11y.atspi.Text'
VALUE = 'org.a11y.atspi.Value'
PROPERTIES = 'org.freedesktop.DBus.Properties'
REGISTRY = 'org.a11y.atspi.Registry'
ROOT = '/org/a11y/atspi/accessible/root'

SENSITIVE = 1 << 24
SELECTED = 1 << 23
PRESSED = 1 << 20
CHECKED = 1 << 4

CALL_SECONDS = 20

if GLib is not None:
    NAME = GLib.Variant('(ss)', (ACCESSIBLE, 'Name'))
    EXTENTS = (COMPONENT, 'GetExtents', GLib.Variant('(u)', (1,)))


class Bus:
    """One connection to the accessibility bus of a desktop."""

    def __init__(self, session_address, seconds=20):
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.session = Gio.DBusConnection.new_for_address_sync(session_address, flags, None, None)
        address = self._ask_address(seconds)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        for connection in (self.session, self.connection):
            connection.set_exit_on_close(False)
        self.roles = {}  # by ref: a path is never used again, and what has it keeps its role

    def _ask_address(self, seconds):
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self.session.call_sync(
                    'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                    Gio.DBusCallFlags.NONE, CALL_SECONDS * 1000, None).unpack()[0]
            except GLib.Error:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def call(self, ref, interface, method, arguments=None):
        """One call to the object `ref` (bus name and path); returns its answer unpacked."""
        answer = self.connection.call_sync(ref[0], ref[1], interface, method, arguments, None,
                                           Gio.DBusCallFlags.NONE, CALL_SECONDS * 1000, None)
        return answer.unpack()

    def call_all(self, questions):
        """Asks all (ref, interface, method, arguments); answers unpacked, None for an error and
        where nothing was asked."""
        answers = [None] * len(questions)
        asked = [index for index, question in enumerate(questions) if question is not None]
        waiting = {'calls': len(asked)}

        def take(connection, result, index):
            waiting['calls'] -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index in asked:
            ref, interface, method, arguments = questions[index]
            self.connection.call(ref[0], ref[1], interface, method, arguments, None,
                                 Gio.DBusCallFlags.NONE, CALL_SECONDS * 1000, None, take, index)
        while waiting['calls'] > 0:
            GLib.MainContext.default().iteration(True)
        return answers

    def applications(self):
        """Refs of the programs that are on the bus."""
        try:
            return self.call((REGISTRY, ROOT), ACCESSIBLE, 'GetChildren')[0]
        except GLib.Error:
            return []

    def process_id(self, ref):
        """Which process a ref belongs to."""
        return self.call(('org.freedesktop.DBus', '/org/freedesktop/DBus'), 'org.freedesktop.DBus',
                         'GetConnectionUnixProcessID', GLib.Variant('(s)', (ref[0],)))[0]


class Node:
    """One accessible as it was when the tree was read."""

    def __init__(self, bus, ref, parent):
        self.bus = bus
        self.ref = tuple(ref)
        self.parent = parent
        self.children = []
        self.role = bus.roles.get(self.ref, '')
        self.name = ''
        self._states = None
        self._extents = None

    def __repr__(self):
        return f'{self.role} "{self.name}"'

    @property
    def showing(self):
        """Has a place on the screen; see Tree.is_covered for pages of a stack."""
        return self.extents[2] > 0 and self.extents[3] > 0

    @property
    def states(self):
        """Bits; none of what is gone meanwhile."""
        if self._states is None:
            try:
                self._states = self.call(ACCESSIBLE, 'GetState')[0][0]
            except GLib.Error:
                self._states = 0
        return self._states

    @property
    def extents(self):
        """Left, top, width and height in its window; nothing of what is gone meanwhile."""
        if self._extents is None:
            try:
                self._extents = self.call(*EXTENTS)[0]
            except GLib.Error:
                self._extents = (0, 0, 0, 0)
        return self._extents

    def fill(self, role, name, extents):
        """Takes the answers in, None for an error or what was not asked."""
        if role is not None:
            self.role = self.bus.roles[self.ref] = role[0]
        elif self.role == '' or name is None:
            self.role = 'gone'
        self.name = (name[0] or '') if name else ''
        if extents is not None:
            self._extents = extents[0]

    @property
    def sensitive(self):
        """Can be used now."""
        return bool(self.states & SENSITIVE)

    @property
    def selected(self):
        """Is the selected one of a list."""
        return bool(self.states & SELECTED)

    @property
    def pressed(self):
        """Is a toggle that is on."""
        return bool(self.states & (PRESSED | CHECKED))

    def ancestors(self):
        """The parent, its parent and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self):
        """This one and everything below."""
        yield self
        for child in self.children:
            yield from child.walk()

    def call(self, interface, method, arguments=None):
        """One call to the accessible itself, now."""
        return self.bus.call(self.ref, interface, method, arguments)

    def text(self):
        """What an entry or a text view holds; an entry takes no -1 for the end."""
        count = self.call(PROPERTIES, 'Get', GLib.Variant('(ss)', (TEXT, 'CharacterCount')))[0]
        return self.call(TEXT, 'GetText', GLib.Variant('(ii)', (0, count)))[0]

    def insert(self, position, text):
        """Inserts as if typed at `position`; the toolkit counts the length in bytes."""
        length = len(text.encode())
        return self.call(EDITABLE, 'InsertText', GLib.Variant('(isi)', (position, text, length)))[0]

    def set_text(self, text):
        """Replaces all the text."""
        return self.call(EDITABLE, 'SetTextContents', GLib.Variant('(s)', (text,)))[0]

    def set_value(self, value):
        """Of a spin button."""
        self.call(PROPERTIES, 'Set',
                  GLib.Variant('(ssv)', (VALUE, 'CurrentValue', GLib.Variant('d', value))))

    def actions(self):
        """Names of what can be done to it."""
        count = len(self.call(ACTION, 'GetActions')[0])
        return [self.call(ACTION, 'GetName', GLib.Variant('(i)', (index,)))[0]
                for index in range(count)]

    def act(self, *wanted):
        """Does the first of the `wanted` actions that it has; False when the widget refuses."""
        names = [word.lower() for word in self.actions()]
        name = next(name for name in wanted if name in names)
        return self.call(ACTION, 'DoAction', GLib.Variant('(i)', (names.index(name),)))[0]

    def select_child(self, index):
        """Selects a row of a list."""
        return self.call(SELECTION, 'SelectChild', GLib.Variant('(i)', (index,)))[0]

    def select_only(self, index):
        """Selects a row of a list where several may be, and lets the others go."""
        for place, row in enumerate(node for node in self.children if node.role == 'list item'):
            if row.selected and place != index:
                self.call(SELECTION, 'DeselectChild', GLib.Variant('(i)', (place,)))
        return self.select_child(index)


class Tree:
    """Everything one program shows."""

    def __init__(self, bus, application, hidden=False):
        """With `hidden` also what has no place on the screen, which takes several times as long."""
        self.bus = bus
        self.hidden = hidden
        self.root = Node(bus, application, None)
        self._covered = {}
        level = [self.root]
        while level:
            level = self._read_level(level)

    def _read_level(self, level):
        """Fills the nodes of `level`; returns their children, still empty."""
        questions = []
        for node in level:
            leaf = node.role == 'label'
            questions += [
                (node.ref, PROPERTIES, 'Get', NAME),
                (node.ref, ACCESSIBLE, 'GetRoleName', None) if node.role == '' else None,
                (node.ref, *EXTENTS) if not leaf else None,
                (node.ref, ACCESSIBLE, 'GetChildren', None) if not leaf else None]
        answers = self.bus.call_all(questions)
        below = []
        for index, node in enumerate(level):
            name, role, extents, children = answers[4 * index:4 * index + 4]
            node.fill(role, name, extents)
            inside = children is not None and node.role != 'label'
            if inside and (self.hidden or node.showing or node.parent in (None, self.root)):
                node.children = [Node(self.bus, ref, node) for ref in children[0]]
            below += node.children
        return below

    def walk(self):
        """Every accessible, the root first."""
        return self.root.walk()

    def is_covered(self, node):
        """Whether it stands on a page of a stack that another page hides: the toolkit exposes
        hidden pages with their old place, only picking a point tells which one is there."""
        while node.parent is not None:
            if node.ref not in self._covered:
                self._covered[node.ref] = self._pick_other(node)
            if self._covered[node.ref]:
                return True
            node = node.parent
        return False

    def _pick_other(self, node):
        rivals = [other for other in node.parent.children
                  if other is not node and _overlap(node.extents, other.extents)]
        window = next((above for above in node.ancestors() if above.role in ('window', 'dialog')),
                      None)
        if not rivals or window is None:
            return False
        x, y, width, height = node.extents
        point = GLib.Variant('(iiu)', (x + width // 2, y + height // 2, 1))
        picked = tuple(window.call(COMPONENT, 'GetAccessibleAtPoint', point)[0])
        return any(picked == inner.ref for rival in rivals for inner in rival.walk())

    def describe(self):
        """What is shown, for a person to read."""
        lines = []
        self._describe(self.root, 0, lines)
        return '\n'.join(lines)

    def _describe(self, node, depth, lines):
        if depth > 0 and (not node.showing or self.is_covered(node)):
            return
        mark = '' if node.sensitive else ' (insensitive)'
        lines.append(f'{"  " * depth}{node.role} "{node.name}"{mark}')
        for child in node.children:
            self._describe(child, depth + 1, lines)


def _overlap(first, second):
    """Whether two places share more than half of the smaller."""
    width = min(first[0] + first[2], second[0] + second[2]) - max(first[0], second[0])
    height = min(first[1] + first[3], second[1] + second[3]) - max(first[1], second[1])
    smaller = min(first[2] * first[3], second[2] * second[3])
    return width > 0 and height > 0 and 2 * width * height > smaller
