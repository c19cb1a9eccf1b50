#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in an office: a wrong password, no coordinator, somebody was first, a text too
long, a message deleted meanwhile. Each time a sentence says what happened, and what was written is
still there."""
import re
import sys

import desk
import naming
import office
import program
import story

AT = 1772758800000000  # Friday, 6 March 2026, 10:00 in Yakutsk
MESSAGE = 'На остановке у рынка выбито стекло, осколки на тротуаре'
NOTE = 'Позвонила в управление, стекло закажут'
DRAFT = 'Здравствуйте! Стекло на остановке заменят до 12 марта.'
CONFLICT = 'Не закрывайте: тот же вопрос задан ещё двумя жителями'
LIMIT = 16384


class BadInput:
    """The steps; the office goes down and up under the window."""

    def __init__(self, place):
        self.place = place
        self.office = office.Office(place, AT)
        self.number = self.office.wall.write('Роман В.', MESSAGE)
        self.curator = office.Person(self.office.server, 'kurator', 'demo-kurator')
        self.case = self.curator.find_case(MESSAGE)
        self.curator.route(self.case, 'gkh')
        self.desk = None
        self.start()

    def start(self):
        self.desk = desk.Desk(self.place, ['--server', self.office.server, '--login', 'gkh'])

    def events(self, kind):
        return [payload for meta, payload in self.curator.cases()[self.case]
                if meta['type'] == kind]

    def wrong_password(self):
        self.desk.sign_in(self.office.server, 'gkh', 'Demo-gkh')
        self.desk.find(None, re.compile('^Login name or password is wrong'))
        assert self.desk.text('^Login name') == 'gkh'
        assert self.desk.text('^Address') == self.office.server
        naming.check_names(self.desk.tree)
        naming.check_width(self.desk.look())
        self.desk.picture('en-light-sign-in-refused')

    def no_such_place(self):
        nowhere = f'http://127.0.0.1:{office.free_port()}'
        self.desk.sign_in(nowhere, 'gkh', 'demo-gkh')
        self.desk.find(None, re.compile(f'^Nothing answers at {nowhere}'))
        self.desk.sign_in('not an address', 'gkh', 'demo-gkh')
        self.desk.find(None, re.compile('^This is no address of a coordinator'))

    def right_password(self):
        self.desk.sign_in(self.office.server, 'gkh', 'demo-gkh')
        self.desk.wait_open()
        self.desk.find('label', re.compile('^Synced'))
        self.desk.open(MESSAGE)

    def coordinator_gone(self):
        self.office.kill_coordinator()
        self.desk.find('label', re.compile('^Offline'))
        self.desk.note(NOTE)
        self.desk.find('label', 'Offline · 1 waiting')
        self.desk.write(DRAFT)
        self.desk.find('label', re.compile('^saved'))
        self.desk.picture('en-light-offline')

    def opens_on_its_cache(self):
        """Closed and opened again with no coordinator: all is there, and it says so."""
        self.desk.activate('app.quit')
        self.desk.process.wait(20)
        self.start()
        self.desk.wait_open()
        self.desk.find('label', 'Offline · 1 waiting')
        self.desk.open(MESSAGE)
        self.desk.find_text(f'Note: “{NOTE}”')
        assert self.desk.text() == DRAFT, self.desk.text()

    def goes_out_later(self):
        self.office.start_coordinator()
        self.desk.find('label', re.compile('^Synced'), seconds=40)
        program.wait_until(lambda: self.events('noted') == [{'text': NOTE}], 'the note')

    def somebody_was_first(self):
        """The draft is sent on a version that is no longer the newest: it is kept, not lost."""
        self.office.kill_coordinator()
        self.desk.find('label', re.compile('^Offline'))
        self.desk.submit()
        self.desk.find('label', 'Offline · 1 waiting')
        with self.desk.stopped():
            self.office.start_coordinator()
            self.curator.act(self.case, 'triaged', {'topics': ['transport'], 'locality': 'Рынок',
                                                    'importance': 'high'})
        self.desk.find('label', re.compile('did not go through. Its text is kept'), seconds=40)
        assert not self.events('submitted'), self.events('submitted')

    def kept_text_comes_back(self):
        self.desk.click(re.compile('^Look at it'))
        self.desk.find('label', re.compile('Somebody else acted on the case first'))
        self.desk.find('label', DRAFT)
        naming.check_names(self.desk.look(hidden=True))
        self.desk.picture('en-light-attention')
        self.desk.click(re.compile('^Put back into the composer'))
        program.wait_until(lambda: self.desk.text() == DRAFT, 'the text in the composer')
        self.desk.find('label', 'Рынок')

    def draft_over_limit(self):
        text = 'Здравствуйте! ' + 'ж' * (LIMIT - 13)
        assert len(text) == LIMIT + 1
        self.desk.write(text)
        self.desk.find('label', re.compile(r'16.?385 of 16.?384'))
        button = self.desk.find('button', re.compile('^Send for approval'))
        assert not button.sensitive, button
        self.desk.picture('en-light-over-limit')
        assert self.desk.text() == text
        self.desk.write(DRAFT)
        self.desk.find('button', re.compile('^Send for approval'), sensitive=True)

    def message_deleted(self):
        self.office.wall.delete(self.number)
        self.desk.find(None, re.compile('^The author has deleted this message'))
        button = self.desk.find('button', re.compile('^Send for approval'))
        if button.sensitive:
            button.act('click')
            self.desk.find_text(re.compile('The author has deleted the message'))
        assert self.desk.text() == DRAFT, self.desk.text()
        assert not self.events('submitted'), self.events('submitted')
        self.desk.picture('en-light-deleted')

    def end(self):
        if self.desk is not None:
            self.desk.end()
        self.office.end()


STEPS = ('wrong_password', 'no_such_place', 'right_password', 'coordinator_gone',
         'opens_on_its_cache', 'goes_out_later', 'somebody_was_first', 'kept_text_comes_back',
         'draft_over_limit', 'message_deleted')


def tell(place):
    """All of it."""
    walk = BadInput(place)
    told = story.Story('bad-input')
    told.on_failure = lambda name: walk.desk.show_failure(name)
    try:
        for name in STEPS:
            told.run(name.replace('_', '-'), getattr(walk, name))
    finally:
        walk.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
