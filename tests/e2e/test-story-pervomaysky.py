#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pervomaysky District through the window: the monitoring sorts, the curator sends, inside the body an
executor writes, the responsible executor agrees, the technical executor sends and places; where comments
are closed, the district's own account answers with a link to the author."""
import re
import sys

import desk
import naming
import office
import story

AT = '2026-11-02T09:30:00+07:00'
CURATOR = ('kurator', 'Бийская Лариса Евгеньевна')
WRITER = ('gkh-writer', 'Логовская Кира Антоновна')
HEAD = ('gkh-head', 'Чумышев Олег Романович')
SENDER = ('gkh', 'Сосновская Ирина Фёдоровна')
SUPERVISOR = ('nadzor', 'Обской Виталий Маркович')

MESSAGE = 'Сибирский: в подъездах не убирают, мусор из контейнеров не вывозят вторую неделю'
SHORT = 'Здравствуйте! Передали в работу.'
INSIDE = 'Напишите, когда вывезут'
TEXT = 'Здравствуйте, Ольга! Контейнеры вывезут сегодня до 18 часов, подъезды уберут завтра.'
FORMAT = 'По существу: кто отвечает?'
BETTER = TEXT + ' Отвечает управляющая компания «Сибирь», телефон 2 20 12.'
REPORT = 'В Сибирском неделю не вывозят мусор, люди пишут в газету'


class Pervomaysky:
    """The steps; each looks at what the one before has left."""

    def __init__(self, place):
        self.desk = desk.Desk(place, ['--demo', '--regulation', 'pervomaysky', '--at', AT])
        self.office = office.DemonstrationOffice(place, self.desk)
        self.wall = self.number = None

    def as_(self, person):
        """The message, before that person."""
        self.desk.be(*person)
        self.desk.filter('All')
        self.desk.open(MESSAGE)

    def monitoring_sorts(self):
        self.desk.wait_open(60)
        self.wall = self.office.wall('-200000021_1')
        self.number = self.wall.write('Ольга К.', MESSAGE)
        self.desk.open(MESSAGE)
        self.desk.find('label', re.compile('^Sorted by the monitoring: .*Сибирский'))

    def curator_sends_it(self):
        self.desk.take()
        self.desk.choose('Body that answers', 'жилищно-коммунального')
        self.desk.click('Route')
        self.desk.find('label', re.compile('^Routed: '))

    def writer_writes(self):
        self.share(SHORT)

    def share(self, text):
        """The executor writes and gives it to the responsible executor."""
        self.as_(WRITER)
        self.desk.write(text)
        self.desk.click('Share for agreement')
        self.desk.wait_gone('button', 'Share for agreement')

    def agree(self, text):
        """The responsible executor agrees, the technical executor sends it."""
        self.as_(HEAD)
        self.desk.find('label', 'Draft for agreement')
        self.desk.click('Agree')
        self.desk.wait_gone('button', 'Agree')
        self.as_(SENDER)
        assert self.desk.text() == text, self.desk.text()
        self.desk.click('Send to the curator')
        self.desk.find('label', 'With the curator')

    def head_sends_it_back(self):
        self.as_(HEAD)
        self.desk.find('label', SHORT)
        self.desk.write(INSIDE, desk.REMARKS)
        self.desk.click('Return with remarks')
        self.desk.find('label', re.compile(f'^Sent back inside the body: “{INSIDE}”'))

    def writer_writes_better(self):
        self.share(TEXT)

    def head_agrees_and_sender_sends(self):
        self.agree(TEXT)

    def curator_sends_back_for_the_format(self):
        self.as_(CURATOR)
        self.desk.find('label', TEXT)
        self.desk.rework(FORMAT)

    def all_of_it_again(self):
        self.share(BETTER)
        self.agree(BETTER)

    def curator_approves(self):
        self.as_(CURATOR)
        self.desk.approve()

    def comments_are_closed(self):
        self.wall.order('post', owner_id=-200000021, post_id=1, comments_closed=True)
        self.as_(SENDER)
        self.desk.click('Publish')
        self.desk.find('label', re.compile('^The network did not take the reply'), seconds=30)

    def reply_stands_in_the_account(self):
        self.desk.click(re.compile('^Publish elsewhere'))
        self.desk.find('label', 'Answered', seconds=30)
        replies = [reply.text for reply in self.wall.official_replies(self.number)]
        assert not replies, replies

    def head_reports(self):
        self.as_(HEAD)
        self.desk.find_text(re.compile("^Answers for the reply: Чумышев.О.*clause 21"))
        self.desk.step('Report at once', 'Report it', {'Report': REPORT})
        self.desk.find_text(REPORT)

    def supervisor_confirms(self):
        self.as_(SUPERVISOR)
        self.desk.step('Confirm a report', 'I have it')

    def names(self):
        """Whatever can be used has a name, in every pane, on show or not."""
        naming.check_names(self.desk.look(hidden=True))


STEPS = ('monitoring_sorts', 'curator_sends_it', 'writer_writes', 'head_sends_it_back',
         'writer_writes_better', 'head_agrees_and_sender_sends',
         'curator_sends_back_for_the_format', 'all_of_it_again', 'curator_approves',
         'comments_are_closed', 'reply_stands_in_the_account', 'head_reports',
         'supervisor_confirms', 'names')


def tell(place):
    """All of it, or the steps that were named."""
    walk = Pervomaysky(place)
    told = story.Story('story-pervomaysky')
    told.on_failure = walk.desk.show_failure
    try:
        for name in sys.argv[1:] or STEPS:
            told.run(name.replace('_', '-'), getattr(walk, name))
    finally:
        walk.desk.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
