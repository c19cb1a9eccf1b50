#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each step of the main job as a picture, drawn by the window itself, the clock standing still:
    test-screenshots.py LANGUAGE SCHEME [WIDTHxHEIGHT]
The pictures are the output, to be looked at. What a machine can see is checked here: nothing is cut
at the side, everything usable has a name, and in Russian no English words are left over."""
import gettext
import os
import re
import struct
import sys

import desk
import naming
import office
import program
import story
from accessible import GLib

AT = '2026-03-06T10:12:00+09:00'
LOCALES = {'ru': 'ru_RU.UTF-8', 'en': 'C.UTF-8'}
SCHEMES = {'light': 'prefer-light', 'dark': 'prefer-dark'}

MESSAGE = 'в чигирях на василенко мусор не вывозят'
OTHER = 'Дорогу Благовещенск — Ивановка после снега'
FIRST = 'Передали вопрос подрядчику, вывезут в ближайшее время.'
REMARKS = 'Нет приветствия. Назовите срок и кто отвечает.'
SECOND = ('Здравствуйте, Ольга! Региональный оператор вывезет мусор с улицы Василенко до 18:00 '
          '7 марта. Если этого не случится, позвоните нам: 8 (4162) 22-36-40.')

# Names that are the same in every language, and what a test office is made of.
LATIN = re.compile(r'[A-Za-z]{2,}')
SAME = re.compile(r'https?://\S+|\b(VKontakte|VK|Ctrl|Alt|Enter|Shift|Escape|Return|Left)\b')
OWN = re.compile(r'^(Gtk|Adw|Osr)[A-Z]')


def size_of(path):
    """Width and height of a PNG."""
    with open(path, 'rb') as file:
        return struct.unpack('>II', file.read(24)[16:])


class Pictures:
    """Brings a case from step to step over HTTP and opens it as the person whose turn it is."""

    def __init__(self, place, language, scheme, size):
        self.prefix = '-'.join([language, scheme] + size)
        self.russian = language == 'ru'
        self.desk = desk.Desk(place, ['--demo', '--at', AT, '--speed', '0'],
                              LC_ALL=LOCALES[language], LANGUAGE=language,
                              ADW_DEBUG_COLOR_SCHEME=SCHEMES[scheme])
        self.office = office.DemonstrationOffice(place, self.desk)
        catalogues = os.path.join(program.build_folder(), 'po')
        self.words = gettext.translation('open-sources', catalogues, [language],
                                         fallback=not self.russian)
        self.curator = self.executor = self.case = None
        self.unnamed, self.cut, self.english = set(), set(), set()

    def queue(self):
        """The list of messages: its name differs by language."""
        return next((node for node in self.desk.find_all('list')
                     if any(child.role == 'list item' for child in node.children)), None)

    def be(self, login):
        self.desk.activate('win.demo-person', GLib.Variant('s', login))

    def button(self, words, context=None):
        """Clicks the button with these words of the program's own language."""
        said = self.words.pgettext(context, words) if context else self.words.gettext(words)
        self.desk.click(re.compile('^' + re.escape(said)))

    def open(self, words):
        """Opens the message with these words, whoever has it."""
        self.button('All', 'queue filter')

        def ask():
            queue = self.queue()
            for place, row in enumerate(queue.children if queue else []):
                if words not in row.name:
                    continue
                alone = not any(other.selected for other in queue.children if other is not row)
                if not row.selected or not alone:
                    queue.select_only(place)
                # Rows move as messages come in: whether it was this one the next look shows.
                return row.selected and alone
            return False
        program.wait_until(ask, f'“{words}” in the queue')
        self.desk.find('label', re.compile(re.escape(words)))

    def take(self, name):
        """One picture, and what can be told of it without eyes."""
        path = self.desk.picture(f'{self.prefix}-{name}')
        width, height = size_of(path)
        assert width > 300 and height > 200, (width, height)
        tree = self.desk.look()
        self.unnamed.update(f'{name}: {node!r}' for node in naming.unnamed(tree))
        self.cut.update(f'{name}: {node!r} {node.extents}' for node in naming.cut(tree))
        self.english.update(f'{name}: {node!r}' for node in self.left_in_english(tree))

    def left_in_english(self, tree):
        """What a Russian window says in Latin letters and should not."""
        return [node for node in tree.walk()
                if self.russian and node.showing and not OWN.match(node.name)
                and node.role != 'application' and LATIN.search(SAME.sub('', node.name))
                and not tree.is_covered(node)]

    def second_window(self):
        """Waits for what stands over the window."""
        def ask():
            shown = [node for node in self.desk.look().root.children if node.showing]
            return shown[1] if len(shown) > 1 else None
        return program.wait_until(ask, 'a second window')

    # --- the steps ---

    def new(self):
        program.wait_until(self.queue, 'the queue', 60)
        server = self.office.server()
        self.curator = office.Person(server, 'kurator', 'demo-kurator')
        self.executor = office.Person(server, 'gkh', 'demo-gkh')
        self.case = self.curator.find_case(MESSAGE)
        self.open(MESSAGE)
        self.take('01-new')

    def triage(self):
        self.curator.act(self.case, 'detected')
        self.desk.find('label', re.compile('2026-000001'))
        self.take('02-triage')

    def compose(self):
        self.curator.act(self.case, 'triaged', {'topics': ['waste'], 'importance': 'high',
                                                'locality': 'с. Чигири, ул. Василенко'})
        self.curator.act(self.case, 'routed', {'body': 'gkh'})
        self.be('gkh')
        self.open(MESSAGE)
        self.desk.write(FIRST, re.compile(self.words.gettext('Text of the reply')))
        self.desk.find('label', re.compile(r'\d\d:\d\d:\d\d'))
        self.take('03-compose')

    def waiting(self):
        self.executor.submit(self.case, 'gkh', 'vk-gkh', FIRST)
        self.desk.find('label', FIRST)
        self.take('04-submitted')

    def review(self):
        self.be('kurator')
        self.open(MESSAGE)
        self.desk.find('label', FIRST)
        self.take('05-review')

    def rework(self):
        self.executor.act(self.case, 'noted', payload={'text': 'Звонила оператору'})
        self.curator.rework(self.case, REMARKS)
        self.be('gkh')
        self.open(MESSAGE)
        self.desk.find('label', REMARKS)
        self.take('06-rework')

    def review_again(self):
        self.executor.submit(self.case, 'gkh', 'vk-gkh', SECOND)
        self.be('kurator')
        self.open(MESSAGE)
        self.desk.find('label', re.compile('Региональный оператор'))
        self.take('07-review-changes')

    def publish(self):
        self.curator.approve(self.case)
        self.be('gkh')
        self.open(MESSAGE)
        self.desk.find('label', SECOND)
        self.take('08-publish')

    def derivation(self):
        self.button('Why this deadline?')
        dialog = self.second_window()
        self.take('09-why-this-deadline')
        dialog.act('window.close')

    def answered(self):
        draft = self.executor.newest_draft(self.case)
        self.executor.act(self.case, 'publish-intended',
                          dict(draft, guid='e2e-' + self.prefix, account='vk-gkh'))
        self.desk.find('link', seconds=30)
        self.take('10-answered')
        self.be('kurator')
        self.open(MESSAGE)
        self.desk.find('combo box')
        self.take('11-evaluate')

    def late(self):
        other = self.curator.find_case(OTHER)
        self.curator.route(other, 'transport', 'roads')
        for _ in range(2):
            self.desk.activate('win.demo-jump', GLib.Variant('s', 'morning'))
        self.be('transport')
        self.open(OTHER)
        self.take('12-late')

    def empty(self):
        self.be('health')
        self.button('Act', 'queue filter')
        self.desk.find('label', self.words.gettext('Nothing waits for you'))
        self.take('13-nothing-to-do')

    def keys(self):
        self.desk.activate('win.show-help-overlay')
        self.second_window()
        self.desk.picture(f'{self.prefix}-14-keys')

    # --- what was seen on all of them ---

    def everything_is_named(self):
        assert not self.unnamed, '\n'.join(sorted(self.unnamed))

    def nothing_is_cut(self):
        assert not self.cut, '\n'.join(sorted(self.cut))

    def no_english_is_left(self):
        assert not self.english, '\n'.join(sorted(self.english))


STEPS = ('new', 'triage', 'compose', 'waiting', 'review', 'rework', 'review_again', 'publish',
         'derivation', 'answered', 'late', 'empty', 'keys')
JUDGEMENTS = ('everything_is_named', 'nothing_is_cut', 'no_english_is_left')


def tell(place):
    """The pictures of one language, colour scheme and size of the screen."""
    language, scheme, *size = sys.argv[1:]
    pictures = Pictures(place, language, scheme, size)
    told = story.Story('screenshots-' + '-'.join(sys.argv[1:]))
    told.on_failure = pictures.desk.show_failure
    try:
        for name in STEPS:
            told.run(name.replace('_', '-'), getattr(pictures, name))
        for name in JUDGEMENTS:
            told.chapter()
            told.run(name.replace('_', '-'), getattr(pictures, name))
    finally:
        pictures.desk.end()
    return told.finish()


if __name__ == '__main__':
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in LOCALES or sys.argv[2] not in SCHEMES:
        sys.exit('usage: test-screenshots.py ru|en light|dark [WIDTHxHEIGHT]')
    screen = sys.argv[3] if len(sys.argv) == 4 else '1440x900'
    sys.exit(story.main(tell, tuple(int(side) for side in screen.split('x'))))
