#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leningrad Oblast through the window: a message goes round by two bodies, the curator and whoever
supervises; what comes of it stands on the wall. Only the citizen is not at this window."""
import re
import sys

import desk
import naming
import office
import story

AT = '2026-06-09T10:00:00+03:00'
CURATOR = ('kurator', 'Ладожская Вера Станиславовна')
HOUSING = ('gkh', 'Сиверская Полина Андреевна')
ROADS = ('roads', 'Копорский Егор Валентинович')
SUPERVISOR = ('nadzor', 'Ижоров Лев Геннадьевич')

MESSAGE = 'Сланцы, Ленина 25: второй день нет воды, а дорогу к колонке размыло'
REASON = 'Колонка и дорога к ней на балансе дорожного комитета'
TEXT = 'Здравствуйте, Ирина! Воду во дворе дома 25 дали сегодня в 14 часов.'
REMARKS = 'Напишите, кто отвечает за дорогу'
BETTER = TEXT + ' Дорогу к колонке дорожный комитет отсыплет до 12 июня.'
OTHER = 'Тосно, Советская 5: лифт стоит, а объезд у дома закрыли без объявления'
ASKED = 'Когда откроют объезд?'
GIVEN = 'Объезд откроем 12 июня в 8 часов'
REPORT = 'В Тосно люди выходят к перекрытому объезду'
POOR = 'Комитет вернул проект без срока'
BY_HAND = 'https://forum.example.org/slantsy/7'
SEEN = 'На форуме спрашивают о той же колонке'


class Leningrad:
    """The steps; each looks at what the one before has left."""

    def __init__(self, place):
        self.desk = desk.Desk(place, ['--demo', '--regulation', 'leningrad', '--at', AT])
        self.office = office.DemonstrationOffice(place, self.desk)
        self.wall = self.number = None

    def as_(self, person):
        """The message, before that person."""
        self.desk.be(*person)
        self.desk.filter('All')
        self.desk.open(MESSAGE)

    def comment_appears(self):
        self.desk.wait_open(60)
        self.wall = self.office.wall('-200000011_1')
        self.number = self.wall.write('Ирина П.', MESSAGE)
        self.desk.open(MESSAGE)

    def curator_routes(self):
        self.desk.take()
        self.desk.route('ЖКХ', 'Сланцы, Ленина, 25')
        self.desk.find('label', re.compile('^Routed: '))

    def body_returns(self):
        self.as_(HOUSING)
        self.desk.step('Return it as not yours', 'Return', {'Reason': REASON})
        self.desk.find_text(REASON)
        self.as_(CURATOR)
        self.desk.find('label', 'Sort and route')
        self.desk.find_text(REASON)

    def curator_routes_again(self):
        self.desk.choose('Body that answers', 'дорожному')
        self.desk.click('Route')
        self.desk.find('label', re.compile('^Routed: Комитет по дорогам'))

    def other_body_writes(self):
        self.as_(ROADS)
        self.desk.step('Take it yourself', 'Take it')
        self.desk.write(TEXT)
        self.desk.submit()

    def curator_sends_back(self):
        self.as_(CURATOR)
        self.desk.find('label', TEXT)
        self.desk.rework(REMARKS)

    def body_writes_better(self):
        self.as_(ROADS)
        self.desk.find('label', REMARKS)
        self.desk.write(BETTER)
        self.desk.submit()

    def curator_approves(self):
        self.as_(CURATOR)
        self.desk.approve()

    def reply_stands_on_the_wall(self):
        self.as_(ROADS)
        self.desk.click(re.compile('^Publish'))
        self.desk.find('label', 'Answered', seconds=30)
        replies = [reply.text for reply in self.wall.official_replies(self.number)]
        assert replies == [BETTER], replies

    def promise_is_kept_in_mind(self):
        self.desk.step('Record a promise', 'Record', {'Until which day': '2026-06-12'})
        self.desk.find_text(re.compile('12 June'))

    def others_are_asked(self):
        """A second message, to be answered by one from what two know."""
        self.desk.be(*CURATOR)
        self.desk.filter('All')
        self.wall.write('Олег Т.', OTHER)
        self.desk.open(OTHER)
        self.desk.take()
        self.desk.route('ЖКХ', 'Тосно')
        self.desk.find('label', re.compile('^Routed: '))
        self.desk.step('Ask other bodies for information', 'Ask for it', {'What is asked': ASKED},
                       ticked=['дорог'])
        self.desk.find('label', re.compile('^Information asked for: Комитет по дорогам'))

    def others_answer(self):
        self.desk.be(*ROADS)
        self.desk.open(OTHER)
        self.desk.owed('Give information', 'Send', {'Information': GIVEN})
        self.desk.find_text(GIVEN)

    def curator_names_who_writes(self):
        self.desk.be(*CURATOR)
        self.desk.filter('All')
        self.desk.open(OTHER)
        self.desk.find_text(GIVEN)
        self.desk.owed('Pass information on', 'Pass on')
        self.desk.owed('Name who writes for all', 'Name', chosen={'Who writes for all': 'дорог'})

    def significant_is_reported(self):
        self.desk.step('Report at once', 'Report it', {'Report': REPORT})
        self.desk.find_text(REPORT)

    def supervisor_confirms(self):
        self.desk.be(*SUPERVISOR)
        self.desk.filter('All')
        self.desk.open(OTHER)
        self.desk.step('Confirm a report', 'I have it')

    def supervisor_tells_of_poor_work(self):
        self.desk.step('Give notice of poor work', 'Give notice', {'What was wrong': POOR},
                       {'Whose work': 'ЖКХ', 'How far it has come': 'Poor work'})
        self.desk.find_text(POOR)

    def curator_closes(self):
        self.as_(CURATOR)
        self.desk.click(re.compile('^Evaluate'))
        self.desk.find('label', re.compile('^Evaluated: quality 5 of 5'))
        self.desk.click(re.compile('^Close the case'))
        self.desk.find('label', 'Closed')

    def registered_by_hand(self):
        self.desk.activate('win.register')
        self.desk.write(BY_HAND, re.compile('^Link of the message'))
        self.desk.write(SEEN, re.compile('^Text of the message'))
        self.desk.click(re.compile('Register$'))
        self.desk.wait_row(SEEN)

    def names(self):
        """Whatever can be used has a name, in every pane, on show or not."""
        naming.check_names(self.desk.look(hidden=True))


STEPS = ('comment_appears', 'curator_routes', 'body_returns', 'curator_routes_again',
         'other_body_writes', 'curator_sends_back', 'body_writes_better', 'curator_approves',
         'reply_stands_on_the_wall', 'promise_is_kept_in_mind', 'others_are_asked',
         'others_answer', 'curator_names_who_writes', 'significant_is_reported',
         'supervisor_confirms', 'supervisor_tells_of_poor_work', 'curator_closes',
         'registered_by_hand', 'names')


def tell(place):
    """All of it, or the steps that were named."""
    walk = Leningrad(place)
    told = story.Story('story-leningrad')
    told.on_failure = walk.desk.show_failure
    try:
        for name in sys.argv[1:] or STEPS:
            told.run(name.replace('_', '-'), getattr(walk, name))
    finally:
        walk.desk.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
