#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types a reply and cuts the power at twenty moments: after each start the text is there again, but
for what was typed in the last two seconds."""
import os
import random
import re
import sys
import time

import desk
import office
import program
import story

AT = 1772758800000000  # Friday, 6 March 2026, 10:00 in Yakutsk
ROUNDS = 20
SEED = 20260306
LOST_SECONDS = 2.0
# What a busy machine may take to let the program write once its time has come.
SLACK_SECONDS = 0.6
LONGEST_SECONDS = 3.5
PAUSE_SECONDS = 0.05

LOGIN = 'gkh'
MESSAGE = 'Подъезд на Зейской 44 не убирают с осени'
WORDS = ('Здравствуйте', 'управляющая', 'компания', 'уберёт', 'подъезд', '—', 'до', '10', 'марта',
         '«Зейская, 44»', 'проверим', 'ёлки', '🙂', 'спасибо')


class Typist:
    """Types at the end of the text and remembers when what was there."""

    def __init__(self, node, text, dice):
        self.node = node
        self.text = text
        self.dice = dice
        self.moments = [(time.monotonic(), len(text))]

    def type_until(self, moment):
        """Goes on until `moment`."""
        while time.monotonic() < moment:
            piece = self.dice.choice(WORDS) + self.dice.choice((' ', ' ', ' ', '\n'))
            self.node.insert(len(self.text), piece)
            self.text += piece
            self.moments.append((time.monotonic(), len(self.text)))
            time.sleep(PAUSE_SECONDS)

    def least_kept(self, killed):
        """How much must be there again after a death at `killed`."""
        last = killed - LOST_SECONDS - SLACK_SECONDS
        return max((length for moment, length in self.moments if moment <= last),
                   default=self.moments[0][1])


class KilledTyping:
    """One office, one clerk, many deaths."""

    def __init__(self, place):
        self.place = place
        self.dice = random.Random(SEED)
        self.office = office.Office(place, AT)
        self.desk = None
        self.text = ''
        self.lost = []

    def start(self):
        self.desk = desk.Desk(self.place, ['--server', self.office.server, '--login', LOGIN])

    def signs_in(self):
        self.office.wall.write('Лидия М.', MESSAGE)
        curator = office.Person(self.office.server, 'kurator', 'demo-kurator')
        curator.route(curator.find_case(MESSAGE), 'gkh')
        self.start()
        self.desk.sign_in(self.office.server, LOGIN, 'demo-gkh')
        self.desk.wait_open()

    def round(self):
        """Types, dies, starts again without a password, compares."""
        self.desk.open(MESSAGE)
        field = self.desk.find('text box', re.compile(desk.REPLY))
        typist = Typist(field, self.text, self.dice)
        typist.type_until(time.monotonic() + self.dice.uniform(0.1, LONGEST_SECONDS))
        killed = time.monotonic()
        self.desk.kill()
        self.start()
        self.desk.wait_open()
        self.desk.open(MESSAGE)
        self.text = program.wait_until(lambda: self.desk.text() or not typist.text, 'the text')
        least = typist.least_kept(killed)
        self.lost.append(len(typist.text) - len(self.text))
        story.comment(f'typed {len(typist.text)}, kept {len(self.text)}, at least {least}')
        assert typist.text.startswith(self.text), (typist.text[-80:], self.text[-80:])
        assert len(self.text) >= least, (len(self.text), least)

    def goes_out_whole(self):
        """What is left of it can still be sent, byte for byte."""
        text = self.desk.text()
        self.desk.submit()
        curator = office.Person(self.office.server, 'kurator', 'demo-kurator')
        case = curator.find_case(MESSAGE)

        def sent():
            return [payload['text'] for meta, payload in curator.cases()[case]
                    if meta['type'] == 'submitted']
        assert program.wait_until(sent, 'the draft at the coordinator') == [text]

    def end(self):
        if self.desk is not None:
            self.desk.end()
        self.office.end()


def tell(place):
    """All of it."""
    typing = KilledTyping(place)
    told = story.Story('typing-killed')
    told.on_failure = lambda name: typing.desk.show_failure(name)
    try:
        told.run('signs-in', typing.signs_in)
        for number in range(int(os.environ.get('OSR_E2E_ROUNDS', ROUNDS))):
            told.run(f'death-{number + 1}', typing.round)
        told.run('goes-out-whole', typing.goes_out_whole)
    finally:
        typing.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
