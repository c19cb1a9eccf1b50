#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through the window, by two persons: a message comes in, a reply goes out in time.
The coordinator dies once between approval and publication and once after the network took the
reply but before it said so: there is one comment on the wall each time."""
import os
import re
import signal
import sys
import time

import desk
import naming
import office
import program
import story

AT = '2026-03-06T10:00:00+09:00'
CURATOR = ('kurator', 'Вересова Марина Олеговна')
EXECUTOR = ('gkh', 'Колосова Дарья Викторовна')

MESSAGE = 'На улице Трудовой 18 третью неделю не вывозят мусор, баки <переполнены> & горят'
FIRST = 'Здравствуйте, Зинаида! Передали вопрос подрядчику, вывезут.'
REMARKS = 'Назовите срок и кто отвечает'
SECOND = ('Здравствуйте, Зинаида! Регоператор «Полигон» вывезет мусор с Трудовой, 18 '
          'до 18:00 7 марта. Контроль за министерством, телефон 8 (4162) 22-36-40.')
NOTE = 'Звонила в «Полигон», машина выйдет завтра'
LAST = 'Спасибо за фонари'
OTHER = 'Во дворе Мухина 73 не горит ни один фонарь, детям темно ходить в школу'
OTHER_REPLY = 'Здравствуйте! Фонари во дворе на Мухина, 73 включат до конца недели.'


class MainJob:
    """The steps, one after the other; each looks at what the one before has left."""

    def __init__(self, place):
        self.desk = desk.Desk(place, ['--demo', '--at', AT])
        self.office = office.DemonstrationOffice(place, self.desk)
        self.wall = None
        self.number = None
        self.other = None

    def opens(self):
        self.desk.wait_open(60)
        self.desk.find('label', re.compile('Demonstration office · .*6 March 2026'))
        self.wall = self.office.wall()

    def comment_appears(self):
        self.number = self.wall.write('Зинаида Т.', MESSAGE)
        started = time.monotonic()
        _, row = self.desk.wait_row(MESSAGE[:40], 10)
        story.comment(f'in the queue after {time.monotonic() - started:.1f} s')
        assert 'Зинаида Т.' in row.name, row

    def curator_takes(self):
        self.desk.open(MESSAGE)
        self.desk.find('button', re.compile('^Open in the network'))
        self.desk.find('label', re.compile('VKontakte · comment under “О готовности'))
        self.desk.take()
        self.desk.find('label', re.compile(r'^0:(30|29)$'))
        self.desk.find_text('of working time')
        self.desk.find('label', re.compile(r'No\. 2026-\d{6}'))

    def curator_routes(self):
        self.desk.route('Мусор и ТКО', 'Благовещенск, Трудовая, 18')
        self.desk.find('label', re.compile('^Routed: Минжкх · limit kept'))

    def executor_sees_limits(self):
        self.desk.be(*EXECUTOR)
        self.desk.open(MESSAGE)
        self.desk.find('label', 'Благовещенск, Трудовая, 18')
        bar = self.desk.find('image', re.compile('Limits of this message'))
        for limit in ('✓ routing', 'return by', 'draft by', 'reply by'):
            assert limit in bar.name, (limit, bar.name)

    def executor_writes(self):
        self.desk.write(FIRST)
        self.desk.find('label', re.compile(rf'^{len(FIRST)} of 16.?384'))
        self.desk.note(NOTE)
        self.desk.find('label', re.compile(r'^saved \d\d:\d\d:\d\d'))
        self.desk.submit()

    def executor_withdraws(self):
        self.desk.click(re.compile('^Withdraw the draft'))
        assert self.desk.text() == FIRST, self.desk.text()
        self.desk.submit()

    def curator_sends_back(self):
        self.desk.be(*CURATOR)
        self.desk.open(MESSAGE)
        self.desk.find('label', FIRST)
        self.desk.find_text(f'Note: “{NOTE}”')
        self.desk.rework(REMARKS)
        self.desk.find('label', re.compile('^Sent back for rework: “' + REMARKS))

    def executor_reworks(self):
        self.desk.be(*EXECUTOR)
        self.desk.open(MESSAGE)
        self.desk.find('label', REMARKS)
        self.desk.find('label', re.compile(r'^(1:00|0:59)$'))
        assert self.desk.text() == FIRST, self.desk.text()
        self.desk.unfold('Text that was sent back', FIRST)
        self.desk.find('label', FIRST)
        self.desk.write(SECOND)
        self.desk.submit()

    def curator_approves(self):
        self.desk.be(*CURATOR)
        self.desk.open(MESSAGE)
        changed = self.desk.find('label', re.compile('Здравствуйте, Зинаида! .*Регоператор'))
        assert 'Передали вопрос подрядчику' in changed.name, changed.name
        self.desk.click(re.compile('^What changed'))
        self.desk.find('label', SECOND)
        self.desk.approve()
        self.desk.find('label', re.compile('^Approved · limit kept'))

    def coordinator_dies(self):
        """Between approval and publication: it is started again, and nothing is forgotten."""
        self.desk.be(*EXECUTOR)
        self.desk.open(MESSAGE)
        self.desk.find('button', re.compile('^Publish'), sensitive=True)
        pid = self.office.coordinator()
        os.kill(pid, signal.SIGKILL)
        self.desk.click(re.compile('^Publish'))
        program.wait_until(lambda: self.office.coordinator() not in (None, pid), 'a new one')

    def reply_is_published(self):
        self.desk.find('label', 'Answered', seconds=30)
        self.desk.find('label', re.compile('^Published: .*limit kept'))
        self.check_wall(self.number, SECOND, 'ЖКХ')
        bar = self.desk.find('image', re.compile('Limits of this message'))
        for limit in ('✓ routing', '✓ draft', '✓ reply'):
            assert limit in bar.name, (limit, bar.name)

    def check_wall(self, number, text, community):
        replies = self.wall.official_replies(number)
        assert [reply.text for reply in replies] == [text], [reply.text for reply in replies]
        assert community in replies[0].author, replies[0].author

    def curator_closes(self):
        self.desk.be(*CURATOR)
        self.desk.filter('All')
        self.desk.open(MESSAGE)
        self.desk.click(re.compile('^Evaluate'))
        self.desk.find('label', re.compile('^Evaluated: quality 5 of 5'))
        self.desk.click(re.compile('^Close the case'))
        self.desk.find('label', 'Closed')

    def edited_and_deleted(self):
        self.desk.filter('All')
        edited = self.wall.write('Пётр С.', 'Когда отремонтируют мост через Зею')
        deleted = self.wall.write('Нина Ф.', 'Это сообщение я сейчас удалю')
        self.desk.wait_row('Это сообщение я сейчас удалю')
        self.desk.wait_row('мост через Зею')
        self.wall.edit(edited, 'Когда отремонтируют мост через Бурею')
        self.wall.delete(deleted)
        self.desk.open('мост через Бурею')
        self.desk.find('label', re.compile('The author changed the message'))
        self.desk.open('Это сообщение я сейчас удалю')
        self.desk.find('label', re.compile('The message was deleted'))

    def another_is_approved(self):
        """The second message, quickly to the same point."""
        self.other = self.wall.write('Артём К.', OTHER)
        self.desk.filter('Act')
        self.desk.open(OTHER)
        self.desk.take()
        self.desk.route('Благоустройство', 'Благовещенск, Мухина, 73')
        self.desk.find('label', re.compile('^Routed: Минжкх'))
        self.desk.be(*EXECUTOR)
        self.desk.open(OTHER)
        self.desk.write(OTHER_REPLY)
        self.desk.submit()
        self.desk.be(*CURATOR)
        self.desk.open(OTHER)
        self.desk.approve()

    def coordinator_dies_unanswered(self):
        """The network took the reply and has not said so: never a second comment."""
        self.desk.be(*EXECUTOR)
        self.desk.open(OTHER)
        before = self.wall.calls('wall.createComment')
        self.wall.order('faults', method='wall.createComment', kind='hold-answer', seconds=20,
                        times=1)
        self.desk.click(re.compile('^Publish'))
        program.wait_until(lambda: self.wall.calls('wall.createComment') > before, 'the call')
        program.wait_until(lambda: self.wall.official_replies(self.other), 'the reply there')
        os.kill(self.office.coordinator(), signal.SIGKILL)
        self.desk.find('label', 'Answered', seconds=60)
        self.check_wall(self.other, OTHER_REPLY, 'ЖКХ')

    def own_words_are_no_message(self):
        """What the office itself wrote is not found as a message, however late it is recorded."""
        self.desk.be(*CURATOR)
        self.desk.filter('All')
        self.wall.write('Вера Н.', LAST)
        self.desk.wait_row(LAST)
        own = [row for row in self.desk.rows() if row.name.startswith('Министерство')]
        assert not own, own

    def names(self):
        """Whatever can be used has a name, in every pane, on show or not."""
        naming.check_names(self.desk.look(hidden=True))

    def ends_clean(self):
        self.desk.activate('app.quit')
        self.desk.process.wait(20)
        assert self.desk.process.returncode == 0, self.desk.process.returncode
        assert not self.office.folders(), self.office.folders()


STEPS = ('opens', 'comment_appears', 'curator_takes', 'curator_routes', 'executor_sees_limits',
         'executor_writes', 'executor_withdraws', 'curator_sends_back', 'executor_reworks',
         'curator_approves', 'coordinator_dies', 'reply_is_published', 'curator_closes',
         'edited_and_deleted', 'another_is_approved', 'coordinator_dies_unanswered',
         'own_words_are_no_message', 'names', 'ends_clean')


def tell(place):
    """All of it, or the steps that were named."""
    job = MainJob(place)
    told = story.Story('main-job')
    told.on_failure = job.desk.show_failure
    try:
        for name in sys.argv[1:] or STEPS:
            told.run(name.replace('_', '-'), getattr(job, name))
    finally:
        job.desk.end()
    return told.finish()


if __name__ == '__main__':
    sys.exit(story.main(tell))
