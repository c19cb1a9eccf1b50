# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do at the window, in the words of their work: sign in, be somebody else, open a
message, take it, route it, write, decide, publish. English names: these tests run in that
language, the Russian ones are looked at in the pictures."""
import os
import re

import program
import story
from accessible import GLib

QUEUE = 'Queue'
REPLY = 'Text of the reply'
REMARKS = 'Remarks for the rework'
NOTE = re.compile('Internal note')
PICTURE_SECONDS = 10


class Desk(program.Program):
    """The window with the hands of a clerk."""

    def __init__(self, place, arguments, home='home', **environment):
        self.pictures = story.output_folder('screenshots')
        super().__init__(place, arguments + ['--screenshots', self.pictures], home, **environment)

    # --- who ---

    def sign_in(self, server, login, password):
        """Through the page that stands there when nobody is signed in."""
        for title, text in (('Address of the coordinator', server), ('Login name', login),
                            ('Password', password)):
            self.find('text box', re.compile(f'^{title}')).set_text(text)
        self.click(re.compile('^Sign in'))

    def wait_open(self, seconds=30):
        """Until the queue is there."""
        return self.find('list', re.compile(QUEUE), seconds=seconds)

    def be(self, login, name):
        """The person switcher of the demonstration."""
        self.activate('win.demo-person', GLib.Variant('s', login))
        self.find('label', re.compile(f'^{name}'))
        self.wait_open()

    # --- the queue ---

    def rows(self):
        """Rows of the queue, in order; their names tell all they say."""
        queue = self.find('list', re.compile(QUEUE))
        return [node for node in queue.children if node.role == 'list item']

    def wait_row(self, words, seconds=program.WAIT_SECONDS):
        """Waits for the row of the message with these words; returns its place and the row."""
        def ask():
            lists = self.find_all('list', re.compile(QUEUE))
            rows = [node for node in lists[0].children if node.role == 'list item'] if lists else []
            return next(((place, row) for place, row in enumerate(rows) if words in row.name), None)
        return program.wait_until(ask, f'“{words}” in the queue', seconds)

    def filter(self, name):
        """One of the pills above the queue: "Act", "Mine", "Overdue", "All"."""
        self.click(re.compile(rf'^{name}( \d|$)'))

    def open(self, words, seconds=program.WAIT_SECONDS):
        """Opens the message from the queue."""
        def ask():
            # Rows move as messages come in: whether it was this one the next look shows.
            place, row = self.wait_row(words, seconds)
            alone = not any(other.selected for other in row.parent.children if other is not row)
            if not row.selected or not alone:
                row.parent.select_only(place)
            return row.selected and alone
        program.wait_until(ask, f'“{words}” is selected')
        detail = self.find(None, 'OsrDetailPane')
        self.find('label', words if len(words) > 60 else re.compile(re.escape(words)), detail)

    # --- steps ---

    def write(self, text, field=REPLY):
        """Types into a text view or an entry, over what is there."""
        pattern = field if isinstance(field, re.Pattern) else re.compile(field)
        node = self.find('text box', pattern)
        node.set_text('')
        node.insert(0, text)
        program.wait_until(lambda: node.text() == text, f'{node} holds the text')

    def text(self, field=REPLY):
        """What a text view holds."""
        return self.find('text box', re.compile(field)).text()

    def take(self):
        """Takes the open message into work."""
        self.click(re.compile('^Take into work'))
        self.find('label', 'Sort and route')

    def route(self, topic, place):
        """Says what it is about and where, and sends it to the body that comes first."""
        self.click(re.compile(f'^{topic}'))
        self.write(place, re.compile('^Place'))
        self.click(re.compile('^Route'))

    def submit(self):
        """Sends the draft to the curator."""
        self.click(re.compile('^Send for approval'))
        self.find('label', 'With the curator')

    def note(self, text):
        """Adds an internal note."""
        self.write(text, NOTE)
        self.click(re.compile('^Add'))
        self.find_text(f'Note: “{text}”')

    def rework(self, remarks):
        """Sends the draft back."""
        self.write(remarks, REMARKS)
        self.click(re.compile('^Send back with remarks'))
        self.wait_gone('button', re.compile('^Send back with remarks'))

    def approve(self):
        """Approves the draft as it is."""
        self.click(re.compile('^Approve'))
        self.wait_gone('button', re.compile('^Approve'))

    def choose(self, field, words):
        """Selects the row with these words in the list `field`."""
        def ask():
            chosen = self.find('list', re.compile('^' + re.escape(field)))
            rows = [node for node in chosen.children if node.role == 'list item']
            place = next(place for place, row in enumerate(rows) if words in row.name)
            if not rows[place].selected:
                chosen.select_child(place)
            return rows[place].selected
        program.wait_until(ask, f'“{words}” is chosen')

    def menu(self, title):
        """Opens the menu of steps and chooses one; its dialog stands there then."""
        self.act('steps.menu')
        self.click(title)
        self.find('window', title)

    def step(self, title, go_on, said=None, chosen=None, ticked=()):
        """A step of the menu: fills its dialog in, `said` {field: words}, `chosen` {list: row} and
        what is `ticked`, and lets it go on."""
        self.menu(title)
        for words in ticked:
            self.point(self.find('checkbox', re.compile(words)))
        for field, words in (chosen or {}).items():
            self.choose(field, words)
        for field, words in (said or {}).items():
            self.write(words, re.compile('^' + re.escape(field)))
        window = self.find('window', title)
        self.click(go_on, within=window)
        self.wait_gone('window', title)

    def owed(self, title, go_on, said=None, chosen=None):
        """The step that stands beside the message because it is owed."""
        self.find('label', title)
        for field, words in (chosen or {}).items():
            self.choose(field, words)
        for field, words in (said or {}).items():
            self.write(words, re.compile('^' + re.escape(field)))
        self.click(re.compile(f'^{go_on}'))
        self.wait_gone('label', title)

    # --- looking ---

    def picture(self, name):
        """Saves what the window draws, drawn by itself; returns the file."""
        path = os.path.join(self.pictures, name + '.png')
        if os.path.exists(path):
            os.unlink(path)
        self.activate('app.screenshot', GLib.Variant('s', name))
        program.wait_until(lambda: os.path.exists(path) and os.path.getsize(path) > 0, path,
                           PICTURE_SECONDS)
        return path

    def show_failure(self, name):
        """What there was to see when a step failed."""
        folder = story.output_folder('failures')
        path = os.path.join(folder, name + '.png')
        story.comment(self.said())
        if self.place.take_picture(path):
            story.comment(f'picture: {path}')
        if self.process.poll() is None:
            story.comment(self.look().describe())
