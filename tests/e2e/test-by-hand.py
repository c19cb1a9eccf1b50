#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reply that no program may place: a message in the Odnoklassniki group is read, its reply agreed on,
taken there by the clerk and told of with its proof. Nothing is sent by program, and what the clerk
wrote there is not found as a new message."""
import re
import sys

import desk
import office
import story
import wall

AT = '2026-03-06T10:00:00+09:00'
GROUP = '-200000006_1'
CURATOR = ('kurator', 'Вересова Марина Олеговна')
EXECUTOR = ('health', 'Светлицкая Анна Павловна')

MESSAGE = 'В Архаре второй месяц нет педиатра, возим детей за сто километров в Благовещенск'
REPLY = ('Здравствуйте! Педиатр принимает в Архаринской больнице с 16 марта по понедельникам, '
         'запись по телефону 8 (41648) 2-11-03.')


class ByHand:
    """The steps, one after the other."""

    def __init__(self, place):
        self.desk = desk.Desk(place, ['--demo', '--at', AT])
        self.office = office.DemonstrationOffice(place, self.desk)
        self.group = None
        self.number = None

    def opens(self):
        self.desk.wait_open(60)
        self.group = wall.Wall(self.office.wall().url, GROUP)

    def message_is_read(self):
        self.number = self.group.write('Лидия Ж.', MESSAGE)
        self.desk.wait_row(MESSAGE[:40], 20)
        self.desk.open(MESSAGE)
        self.desk.find('label', re.compile('^Odnoklassniki · comment under “Как записаться'))

    def curator_routes(self):
        self.desk.take()
        self.desk.route('Здравоохранение', 'Архара')
        self.desk.find('label', re.compile('^Routed: Минздрав'))

    def executor_writes(self):
        self.desk.be(*EXECUTOR)
        self.desk.open(MESSAGE)
        self.desk.write(REPLY)
        self.desk.submit()

    def curator_approves(self):
        self.desk.be(*CURATOR)
        self.desk.open(MESSAGE)
        self.desk.approve()

    def executor_is_told(self):
        """What to do, and with what; nothing to be told before it is done."""
        self.desk.be(*EXECUTOR)
        self.desk.open(MESSAGE)
        self.desk.find('label', re.compile('^No program places replies in Odnoklassniki'))
        self.desk.find('button', re.compile('^Copy the text'), sensitive=True)
        self.desk.find('button', re.compile('^Open the place'), sensitive=True)
        assert not self.desk.find('button', re.compile('^It is placed')).sensitive
        self.desk.picture('by-hand')

    def executor_places(self):
        answer = self.group.write('', REPLY, reply_to=str(self.number), official='1')
        self.desk.write(f'{self.group.url}/wall{GROUP}?reply={answer}', 'Link of the reply')
        self.desk.write('снимок 14', re.compile('^Proof'))
        self.desk.click(re.compile('^It is placed'))
        self.desk.find('label', 'Answered', seconds=30)
        self.desk.find('label', re.compile('^Published by hand'))
        self.desk.picture('by-hand-told')

    def only_once(self):
        replies = [reply.text for reply in self.group.official_replies(self.number)]
        assert replies == [REPLY], replies
        assert self.group.calls('discussions.addDiscussionComment') == 0

    def own_words_are_no_message(self):
        self.desk.be(*CURATOR)
        self.desk.filter('All')
        self.group.write('Вера Н.', 'Спасибо за ответ')
        self.desk.wait_row('Спасибо за ответ', 20)
        assert not [row for row in self.desk.rows() if REPLY[:40] in row.name]


STEPS = ('opens', 'message_is_read', 'curator_routes', 'executor_writes', 'curator_approves',
         'executor_is_told', 'executor_places', 'only_once', 'own_words_are_no_message')


def tell(place):
    """All of it, or the steps that were named."""
    walk = ByHand(place)
    told = story.Story('by-hand')
    told.on_failure = walk.desk.show_failure
    try:
        for name in sys.argv[1:] or STEPS:
            told.run(name.replace('_', '-'), getattr(walk, name))
    finally:
        walk.desk.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
