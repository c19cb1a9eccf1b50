# SPDX-License-Identifier: GPL-3.0-or-later
"""Pervomaysky District, decree of 07.08.2020 No 856: the curator sits in the Krai, inside the district
an executor writes, the responsible executor agrees, the technical executor sends and places.

Working time is 9–13 and 14–18; 3 November is shortened (till 17), 4 November is off.
"""
import json
import sys
import uuid

import stage
from stage import same

GKH, SCHOOLS, OFFICE = 'vk-gkh', 'vk-education', 'vk-office'
GKH_NAME = 'Управление ЖКХ Первомайского района (демонстрация)'
ROOM = 'https://vk.com/wall-200000021_2'
FENCE = 'Сибирский, клуб: крыльцо разбито, рядом не горит фонарь, бабушки падают'
HEAT = 'Боровиха, Школьная: батареи чуть тёплые, ответьте хоть кто-нибудь'
BUS = 'Повалиха: школьный автобус опаздывает, а на остановке нет павильона'
WATER = 'Солнечное: вода ржавая уже неделю'
ICE = 'Зудилово: каток обещали к ноябрю, где он?'
AGAIN = 'Сибирский, клуб: фонарь опять не горит, писали в понедельник'
TWICE = 'Боровиха, Школьная: снова холодно, пишу второй раз'
CURSE = 'Чиновникам [нецензурно] всё равно'
FIRE = 'Горит котельная в Бобровке, посёлок без тепла, все об этом пишут'
GROUP = 'https://site.example.org/novoaltaysk/77'

REPLY = 'Здравствуйте! Фонарь у клуба заменили сегодня, крыльцо отремонтируют до 10 ноября.'

story = stage.Story(
    'pervomaysky', at='2026-11-02 09:00', post='-200000021_1', locality='Сибирский',
    cast=['kurator', 'kurator2', 'gkh', 'gkh-head', 'gkh-writer', 'education', 'culture', 'nadzor',
          'admin'],
    people=[
        {'person': 'kurator', 'roles': [{'role': 'curator'}]},
        {'person': 'kurator2', 'roles': [{'role': 'curator'}]},
        {'person': 'gkh', 'roles': [{'role': 'technical-executor', 'body': 'gkh'}]},
        {'person': 'gkh-head', 'post': 'Заместитель главы района, ответственный исполнитель',
         'roles': [{'role': 'responsible-executor', 'body': 'gkh'}]},
        {'person': 'gkh-writer', 'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'education', 'roles': [{'role': 'technical-executor', 'body': 'education'},
                                          {'role': 'executor', 'body': 'education'}]},
        {'person': 'culture', 'roles': [{'role': 'technical-executor', 'body': 'culture'},
                                        {'role': 'executor', 'body': 'culture'}]},
        {'person': 'nadzor', 'post': 'Глава района'},
    ])


class Chain:
    """The people of one body in the order of the text."""

    def __init__(self, s):
        self.stage = s
        self.writer, self.head = s.person('gkh-writer'), s.person('gkh-head')
        self.sender, self.curator = s.gkh, s.kurator

    def agree(self, case, text, kind='final', account=GKH, **more):
        """Drafted and agreed; returns what the draft says of itself and which one it is."""
        version = self.writer.write(case, text, account, kind, 'drafted', body='gkh', **more)
        draft = self.head.newest(case, 'drafted')
        self.head.act(case, 'agreed', **draft)
        return dict(self.writer.draft_members(case, text, account, kind, body='gkh', **more),
                    agreed=version)

    def submit(self, case, text, kind='final', account=GKH, sender=None, **more):
        """All the way to the curator."""
        members = self.agree(case, text, kind, account, **more)
        (sender or self.sender).act(case, 'submitted', {'text': text}, **members)

    def answer(self, case, text, kind='final', account=GKH, sender=None):
        """All the way to the citizen."""
        self.submit(case, text, kind, account, sender)
        self.curator.approve(case)
        return self.stage.publish(sender or self.sender, case)


@story.scene('9', 'sent-within-half-an-hour')
def sent(s):
    """Found by the monitoring; triaged; sent in time; the technical executor has a letter."""
    s.chain = Chain(s)
    (s.fence, s.bus, s.water, s.ice, s.again, s.twice, s.curse, s.fire) = s.citizens(
        FENCE, BUS, WATER, ICE, AGAIN, TWICE, CURSE, FIRE)
    s.heat, = s.citizens(HEAT, post='-200000021_2')
    s.clock.to('09:15')
    s.gkh.refused('not-found', s.fence, 'detected')
    s.nadzor.refused('not-allowed', s.fence, 'detected')
    s.kurator.act(s.fence, 'detected')
    s.kurator2.refused('claimed', s.fence, 'detected')
    triage = s.await_event(s.fence, 'triaged')
    same((triage['by'], triage['locality'], triage['importance']), ('monitor', 'Сибирский', 'normal'))
    assert 'improvement' in triage['topics'], triage['topics']
    s.nadzor.refused('not-allowed', s.fence, 'triaged', topics=['culture'], importance='normal')
    s.kurator.refused('limit-too-long', s.fence, 'triaged', topics=['culture'], importance='high',
                      limit_minutes=60)
    s.triage(s.kurator, s.fence, 'culture', 'improvement', importance='high')
    same(s.limits(s.fence), {'route': '02.11 09:45 open', 'answer': '03.11 10:15 open'})
    s.clock.to('09:40')
    s.nadzor.refused('not-allowed', s.fence, 'routed', body='culture')
    s.kurator.act(s.fence, 'routed', body='culture')
    same(s.limits(s.fence), {
        'route': '02.11 09:45 kept', 'answer': '03.11 10:15 open',
        'return culture': '02.11 10:10 open', 'submit culture': '02.11 15:15 open',
        'start-draft culture': 'at once open'})
    s.await_told(s.fence, 'routed', ['culture'])
    same(len(s.letters('culture')), 1)


@story.scene('10', 'returned-by-the-technical-executor')
def returned(s):
    """Within half an hour and with a reason; by the executor too, who is told of the next one."""
    s.clock.to('10:05')
    s.culture.refused('reason-needed', s.fence, 'returned', body='culture')
    s.gkh.refused('not-found', s.fence, 'returned', {'reason': 'Не наше'}, body='culture')
    s.culture.act(s.fence, 'returned', {'reason': 'Крыльцо и фонарь — хозяйство ЖКХ.'},
                  body='culture')
    s.clock.to('10:20')
    s.kurator.act(s.fence, 'routed', body='gkh')
    s.gkh.act(s.fence, 'returned', {'reason': 'Клуб сельсовета.'}, body='gkh')
    s.kurator.act(s.fence, 'routed', body='gkh')
    s.chain.writer.refused('not-allowed', s.fence, 'returned', {'reason': 'Не наше.'}, body='gkh')
    s.await_told(s.fence, 'routed', ['culture', 'gkh', 'gkh'])
    same(s.limits(s.fence), {
        'route': '02.11 09:45 kept', 'answer': '03.11 10:15 open', 'return gkh': '02.11 10:50 open',
        'submit gkh': '02.11 15:15 open', 'start-draft gkh': 'at once open'})


@story.scene('8', 'who-has-it-and-who-acts')
def who_has_it(s):
    """Heads of offices write, or who acts in their place; nobody else stands in."""
    for person in (s.gkh, s.chain.head, s.chain.writer):
        person.act(s.fence, 'assigned', body='gkh', executor='gkh-writer')
    s.gkh.refused('not-allowed', s.fence, 'substituted', body='gkh', executor='gkh')
    s.chain.head.act(s.fence, 'substituted', body='gkh', executor='gkh')
    entry = {'id': 'acting', 'absent': 'gkh-head', 'substitute': 'education',
             **s.days('2026-11-02 10:00', '2026-11-02 15:00')}
    s.admin.refused('not-foreseen', 'office', 'substitution-set', ground='illness', **entry)
    s.admin.act('office', 'substitution-set', ground='acting', **entry)
    assert s.education.sees(s.fence), 'who acts sees the case'


@story.scene('12', 'agreed-inside-first')
def agreed_inside(s):
    """The technical executor sends nothing that the responsible executor has not agreed."""
    s.clock.to('11:00')
    text = 'Здравствуйте! Принято в работу.'
    members = s.chain.writer.draft_members(s.fence, text, GKH, body='gkh')
    s.gkh.refused('not-allowed', s.fence, 'drafted', {'text': text}, **members)
    s.gkh.refused('agreement-needed', s.fence, 'submitted', {'text': text}, **members)
    s.chain.writer.act(s.fence, 'drafted', {'text': text}, **members)
    same(s.limits(s.fence)['start-draft gkh'], 'at once kept')
    draft = s.gkh.newest(s.fence, 'drafted')
    s.gkh.refused('agreement-needed', s.fence, 'submitted', {'text': text}, **members)
    s.chain.writer.refused('not-allowed', s.fence, 'agreed', **draft)
    s.gkh.refused('not-allowed', s.fence, 'agreed', **draft)
    s.chain.writer.refused('not-allowed', s.fence, 'reworked', {'remarks': 'Нет'},
                           draft=draft['draft'], internal=True)
    s.education.act(s.fence, 'reworked', {'remarks': 'Что сделано?'}, 'gkh-head',
                    draft=draft['draft'], internal=True)
    s.chain.head.write(s.fence, 'Здравствуйте! Чиним.', GKH, 'final', 'drafted', body='gkh')
    s.chain.head.refused('own-draft', s.fence, 'agreed', **s.gkh.newest(s.fence, 'drafted'))
    s.clock.to('14:30')
    version = s.chain.writer.write(s.fence, text, GKH, 'final', 'drafted', body='gkh')
    s.education.act(s.fence, 'agreed', None, 'gkh-head', **s.gkh.newest(s.fence, 'drafted'))
    event = s.kurator.last(s.fence, 'agreed')
    same((event['by'], event['for']), ('education', 'gkh-head'))
    s.gkh.refused('text-changed', s.fence, 'submitted', {'text': 'Другое'}, agreed=version,
                  **s.gkh.draft_members(s.fence, 'Другое', GKH, body='gkh'))
    s.gkh.act(s.fence, 'submitted', {'text': text}, agreed=version, **members)
    same(s.limits(s.fence), {
        'route': '02.11 09:45 kept', 'answer': '03.11 10:15 open', 'return gkh': '02.11 10:50 late',
        'submit gkh': '02.11 15:15 kept', 'start-draft gkh': 'at once kept',
        'approve': '02.11 15:00 open'})


@story.scene('13', 'sent-back-for-the-format-only')
def sent_back(s):
    """A draft comes back only where clause 19 is not met."""
    s.clock.to('14:50')
    draft = s.kurator.newest(s.fence)['draft']
    s.kurator.refused('format-only', s.fence, 'reworked', {'remarks': 'Не нравится'}, draft=draft)
    s.gkh.refused('not-allowed', s.fence, 'reworked', {'remarks': 'Нет'}, draft=draft)
    s.nadzor.refused('not-allowed', s.fence, 'reworked', {'remarks': 'Нет'}, draft=draft)
    s.kurator.rework(s.fence, 'По существу: что сделано?', ground='format')
    same(s.limits(s.fence)['approve'], '02.11 15:00 kept')
    same(s.limits(s.fence)['rework gkh'], '02.11 15:50 open')


@story.scene('14', 'reworked-with-agreement')
def reworked(s):
    """The hour holds the agreement inside the body too; a draft may be taken back by who sent it."""
    s.clock.to('15:10')
    text = 'Здравствуйте! Фонарь заменили.'
    members = s.chain.agree(s.fence, text)
    for other in (s.chain.writer, s.chain.head):
        other.refused('not-allowed', s.fence, 'submitted', {'text': text}, **members)
    s.gkh.act(s.fence, 'submitted', {'text': text}, **members)
    for other in (s.chain.writer, s.chain.head):
        other.refused('not-allowed', s.fence, 'withdrawn')
    s.gkh.act(s.fence, 'withdrawn')
    same(s.limits(s.fence)['rework gkh'], '02.11 15:50 open')
    s.clock.to('15:30')
    s.chain.submit(s.fence, REPLY)
    same(s.limits(s.fence)['rework gkh'], '02.11 15:50 kept')
    same(s.limits(s.fence)['approve'], '02.11 16:00 open')


@story.scene('15', 'placed-by-the-technical-executor')
def placed(s):
    """On the same page, once; approved ten minutes late."""
    s.clock.to('16:10')
    newest = s.kurator.newest(s.fence)
    for other in (s.gkh, s.chain.head, s.nadzor):
        other.refused('not-allowed', s.fence, 'approved', **newest)
    s.kurator.approve(s.fence)
    s.clock.to('16:20')
    for other in (s.kurator, s.chain.head):
        other.refused('not-allowed', s.fence, 'publish-intended', account=GKH,
                      guid=str(uuid.uuid4()), **newest)
    s.publish(s.gkh, s.fence)
    same(s.replies(s.fence), [(GKH_NAME, REPLY)])
    same(s.limits(s.fence), {
        'route': '02.11 09:45 kept', 'answer': '03.11 10:15 kept', 'return gkh': '02.11 10:50 late',
        'submit gkh': '02.11 15:15 kept', 'start-draft gkh': 'at once kept',
        'approve': '02.11 16:00 late', 'rework gkh': '02.11 15:50 kept',
        'publish': '02.11 16:40 kept'})


@story.scene('15', 'checked-promised-corrected')
def corrected(s):
    """Whoever has to do with the case looks whether the reply is there; a slip is put right."""
    for person in (s.gkh, s.chain.writer, s.kurator):
        person.act(s.fence, 'checked', reply='there')
    for person in (s.gkh, s.chain.writer, s.chain.head, s.kurator):
        person.act(s.fence, 'promised', date='2026-11-10')
    published = s.gkh.newest(s.fence)['draft']
    first, second = f'{REPLY} Телефон 2 20 11.', f'{REPLY} Телефон 2 20 12.'
    s.chain.submit(s.fence, first, corrects=published)
    s.kurator.approve(s.fence)
    s.correct(s.gkh, s.fence)
    same(s.replies(s.fence), [(GKH_NAME, first)])
    s.chain.submit(s.fence, second, corrects=s.gkh.newest(s.fence)['draft'])
    s.kurator.approve(s.fence)
    place = dict(s.gkh.newest(s.fence), url=ROOM, proof='Снимок')
    s.chain.writer.refused('not-allowed', s.fence, 'reply-corrected', {'text': second}, **place)
    s.gkh.act(s.fence, 'reply-corrected', {'text': second}, **place)


@story.scene('15', 'fallback-with-a-link-to-the-author')
def fallback(s):
    """Comments are closed: the network refuses, and the reply stands in the account, with a link."""
    s.send(s.heat, 'gkh', 'zhkh')
    same(s.limits(s.heat)['answer'], '05.11 09:20 open')
    text = 'Здравствуйте! Котёл в Боровихе запустили, давление поднимут к вечеру.'
    s.chain.submit(s.heat, text)
    s.kurator.approve(s.heat)
    s.wall.order('post', owner_id=-200000021, post_id=2, comments_closed=True)
    s.gkh.publish(s.heat)
    s.await_event(s.heat, 'publish-refused')
    link = s.gkh.events(s.heat)[0]['permalink']
    place = dict(s.gkh.newest(s.heat), account=OFFICE, fallback=True)
    guid = str(uuid.uuid4())
    s.gkh.refused('mention-needed', s.heat, 'publish-intended', guid=guid, **place)
    s.chain.writer.refused('not-allowed', s.heat, 'publish-intended', guid=guid, mention=link, **place)
    s.kurator.refused('not-allowed', s.heat, 'publish-intended', guid=guid, mention=link, **place)
    s.gkh.act(s.heat, 'publish-intended', guid=guid, mention=link, **place)
    event = s.await_event(s.heat, 'published')
    same((event.get('fallback'), event['account']), (True, OFFICE))
    same(s.limits(s.heat)['answer'], '05.11 09:20 kept')


@story.scene('5', 'clarification')
def clarification(s):
    """Agreed as a reply; each who may hears the author, and the nine hours run anew."""
    s.clock.to('17:00')
    s.send(s.water, 'gkh', 'zhkh')
    for person, text in ((s.kurator, 'какой дом?'), (s.gkh, 'какая квартира?'),
                         (s.chain.writer, 'давно ли?')):
        s.chain.answer(s.water, f'Здравствуйте! Уточните, {text}', 'clarification')
        s.nadzor.refused('not-allowed', s.water, 'author-replied')
        person.act(s.water, 'author-replied', {'text': 'Пишу.'})
    s.chain.answer(s.water, 'Здравствуйте! Какой подъезд?', 'clarification')
    s.author_replies(s.water, 'Второй подъезд, третий этаж.')
    same(s.limits(s.water)['answer'], '05.11 10:00 open')
    same(s.limits(s.water)['submit gkh'], '03.11 14:00 open')
    s.clock.to('17:30')
    s.chain.answer(s.water, 'Здравствуйте! Трубу промыли, вода чистая с 18 часов.')
    same(len(s.replies(s.water)), 5)


@story.scene('16', 'interim')
def interim(s):
    """Seven working days over the day off, till the final draft is with the curator."""
    s.send(s.ice, 'gkh', 'sport')
    s.chain.answer(s.ice, 'Здравствуйте! Коробку ремонтируют.', 'interim')
    same(s.limits(s.ice), {
        'route': '02.11 18:00 kept', 'answer': '05.11 10:30 kept', 'return gkh': '02.11 18:00 kept',
        'submit gkh': '03.11 14:30 kept', 'start-draft gkh': 'at once kept',
        'approve': '02.11 18:00 kept', 'publish': '02.11 18:00 kept', 'final': '12.11 18:00 open'})


@story.scene('17', 'contributions-ordered-inside')
def contributions(s):
    """By the responsible executor, in the time that the curator gave; who also writes."""
    s.clock.to('2026-11-03 09:00')
    s.kurator.act(s.bus, 'detected')
    s.triage(s.kurator, s.bus, 'education', 'transport')
    s.clock.to('09:31')
    s.kurator.act(s.bus, 'routed', body='gkh', minutes=90)
    same(s.limits(s.bus)['route'], '03.11 09:30 late')
    for other in (s.kurator, s.gkh, s.chain.writer):
        other.refused('not-allowed', s.bus, 'contribution-requested', body='education')
    s.chain.head.refused('limit-too-long', s.bus, 'contribution-requested', body='education',
                         minutes=100)
    s.chain.head.act(s.bus, 'contribution-requested', body='education', order=1, minutes=60)
    s.chain.head.act(s.bus, 'contribution-requested', body='culture', order=2)
    same(s.limits(s.bus)['contribute education'], '03.11 10:31 open')
    s.culture.refused('not-your-turn', s.bus, 'contributed', {'text': 'Рано'}, body='culture')
    s.clock.to('10:00')
    s.education.act(s.bus, 'contributed', {'text': 'Автобус вышел из ремонта.'}, body='education')
    same(s.limits(s.bus)['contribute culture'], '03.11 12:00 open')
    s.clock.to('12:01')
    s.culture.act(s.bus, 'contributed', {'text': 'Павильон поставит сельсовет.'}, body='culture')
    same(s.limits(s.bus)['contribute culture'], '03.11 12:00 late')
    s.chain.head.refused('not-foreseen', s.bus, 'contribution-forwarded', body='culture')


@story.scene('17', 'joint-reply')
def joint(s):
    """Written by the responsible executor, sent by the technical executor."""
    text = 'Здравствуйте! Автобус ходит по расписанию, павильон поставят до 20 ноября.'
    members = s.chain.writer.draft_members(s.bus, text, GKH, body='gkh')
    s.chain.writer.refused('not-allowed', s.bus, 'drafted', {'text': text}, **members)
    s.gkh.refused('not-allowed', s.bus, 'drafter-named', body='gkh')
    s.chain.head.act(s.bus, 'drafter-named', body='gkh')
    version = s.chain.head.act(s.bus, 'drafted', {'text': text}, **members)
    s.chain.writer.refused('not-allowed', s.bus, 'submitted', {'text': text}, agreed=version,
                           **members)
    s.gkh.act(s.bus, 'submitted', {'text': text}, agreed=version, **members)
    s.kurator.approve(s.bus)
    s.chain.writer.refused('not-allowed', s.bus, 'publish-intended', account=GKH,
                           guid=str(uuid.uuid4()), **s.gkh.newest(s.bus))
    s.publish(s.gkh, s.bus)
    same(s.replies(s.bus), [(GKH_NAME, text)])


@story.scene('18', 'repeat-message')
def repeat(s):
    """The technical executor passes it on, and may find that it is one; no return, no sending."""
    s.kurator.act(s.fence, 'evaluated', quality=4)
    s.kurator.act(s.fence, 'closed')
    s.kurator.act(s.again, 'detected')
    s.triage(s.kurator, s.again, 'zhkh')
    s.kurator.act(s.again, 'linked', earlier=s.fence)
    s.kurator.refused('not-allowed', s.again, 'routed', body='gkh')
    s.gkh.act(s.again, 'routed', body='gkh')
    same(s.limits(s.again), {
        'answer': '05.11 15:01 open', 'submit gkh': '05.11 10:01 open',
        'start-draft gkh': 'at once open'})
    s.send(s.twice, 'gkh', 'zhkh')
    s.chain.writer.refused('not-allowed', s.twice, 'linked', earlier=s.heat)
    s.gkh.act(s.twice, 'linked', earlier=s.heat)
    same(s.limits(s.twice).get('return gkh'), None)
    s.gkh.refused('not-allowed', s.again, 'joined', matter=s.fence)
    s.kurator.act(s.again, 'joined', matter=s.fence)
    s.gkh.refused('not-allowed', s.fence, 'reopened')
    s.kurator.act(s.fence, 'reopened')
    s.chain.answer(s.again, 'Здравствуйте! Меры приняты: сегодня заменили и провод.')


@story.scene('20', 'not-processed')
def not_processed(s):
    """With a ground that the text names."""
    s.nadzor.refused('not-allowed', s.curse, 'dismissed', reason='not-processed')
    s.kurator.refused('reason-needed', s.curse, 'dismissed')
    s.kurator.refused('not-foreseen', s.curse, 'dismissed', reason='not-processed', ground='spam')
    s.kurator.act(s.curse, 'dismissed', reason='not-processed', ground='threat')
    praise = s.register(s.kurator, 'vk', 'https://vk.example.org/8', 'Спасибо за каток!')
    s.kurator.act(praise, 'dismissed', reason='out-of-scope')
    same(s.limits(s.curse), {})


@story.scene('24', 'immediate-report')
def immediate_report(s):
    """To the head of the district, from inside the district or from the curator."""
    s.clock.to('14:00')
    s.send(s.fire, 'gkh', 'safety', importance='high', significant=True)
    same(s.limits(s.fire)['immediate-report'], 'at once open')
    words, members = {'text': 'Пожар в котельной.'}, {'report': 'immediate-report', 'to': 'nadzor'}
    s.gkh.refused('not-allowed', s.fire, 'reported', words, **members)
    report = s.chain.head.act(s.fire, 'reported', words, **members)
    same(s.limits(s.fire)['immediate-report'], 'at once kept')
    s.chain.head.refused('not-allowed', s.fire, 'acknowledged', report=report)
    s.nadzor.act(s.fire, 'acknowledged', report=report)
    s.kurator.act(s.fire, 'reported', words, **members)
    s.await_told(s.fire, 'reported', ['nadzor', 'nadzor'])
    for person in (s.kurator, s.gkh, s.chain.writer, s.chain.head, s.nadzor):
        person.act(s.fire, 'noted', {'text': 'Видел.'})


@story.scene('22', 'deficiency-notice')
def deficiency_notice(s):
    """To the head of the district, with a measure."""
    words, members = {'text': 'Возврат без нужды.'}, {'body': 'gkh', 'ground': 'late',
                                                      'measure': 'reprimand'}
    s.gkh.refused('not-allowed', s.fire, 'deficiency-noted', words, **members)
    s.nadzor.refused('not-allowed', s.fire, 'deficiency-noted', words, **members)
    s.chain.head.act(s.fire, 'deficiency-noted', words, **members)
    s.kurator.act(s.fire, 'deficiency-noted', words, **members)
    s.await_told(s.fire, 'deficiency-noted', ['nadzor', 'nadzor'])


@story.scene('10', 'returned-for-the-third-time')
def third_return(s):
    """Whoever watches the limits is told, once."""
    case = s.go_round('messenger', [(s.gkh, 'gkh'), (s.culture, 'culture'), (s.gkh, 'gkh')])
    s.await_told(case, 'returned', ['nadzor'])


@story.scene('3', 'networks-and-messages-by-hand')
def networks(s):
    """Two networks, other sites and messengers; a site is answered by hand."""
    s.register_on(s.kurator, 'ok', 'vk', 'messenger')
    for network in ('instagram', 'forum'):
        s.kurator.refused('not-foreseen', str(uuid.uuid4()), 'found', {'text': 'Вопрос'},
                          network=network, permalink=GROUP, by_hand=True)
    s.chain.writer.refused('not-allowed', str(uuid.uuid4()), 'found', {'text': 'Вопрос'},
                           network='website', permalink=GROUP, by_hand=True)
    case = s.register(s.kurator, 'website', GROUP, 'Когда почистят дорогу?')
    s.send(case, 'culture', 'roads')
    s.kurator.act(case, 'returned', {'reason': 'Ошибка'}, body='culture', recalled=True)
    s.kurator.act(case, 'routed', body='gkh')
    s.chain.submit(case, 'Здравствуйте! Почистили в 8 часов.', account='by-hand')
    s.kurator.approve(case)
    place = dict(s.gkh.newest(case), kind='final', url=GROUP + '#1', proof='Снимок')
    s.chain.writer.refused('not-allowed', case, 'published-by-hand', **place)
    s.gkh.act(case, 'published-by-hand', **place)


@story.scene('16', 'final-draft-late')
def final_late(s):
    """One minute after the last day."""
    s.clock.to('2026-11-12 18:01')
    same(s.limits(s.ice)['final'], '12.11 18:00 overdue')
    s.chain.answer(s.ice, 'Здравствуйте! Каток зальют 20 ноября.')
    same(s.limits(s.ice)['final'], '12.11 18:00 late')


@story.scene('23', 'monthly-summary')
def monthly_summary(s):
    """Timeliness, quality and trend, for the staff meeting; it has no date."""
    s.gkh.refused('not-allowed', s.ice, 'evaluated', quality=5)
    s.kurator.act(s.ice, 'evaluated', quality=5)
    s.gkh.refused('not-allowed', s.ice, 'closed')
    s.kurator.act(s.ice, 'closed')
    s.clock.to('2026-12-01 09:00')
    summary = json.loads(s.ctl('summary', '--period', '2026-11', '--office', s.folder, '--json'))
    same(summary['rating']['period']['id'], '2026-11')
    same(s.owed('2026-11'), [('monthly-summary', '23', 'open')])
    words = {'text': 'Своевременность, качество и динамика за ноябрь.'}
    for other in (s.kurator, s.gkh, s.nadzor):
        other.refused('not-allowed', s.report(), 'summary-made', words, period='2026-11')
    s.chain.head.refused('wrong-state', s.report(), 'summary-made', words, body='gkh',
                         period='2026-12')
    s.chain.head.act(s.report(), 'summary-made', words, body='gkh', period='2026-11')
    same(s.owed('2026-11'), [('monthly-summary', '23', 'done')])


@story.scene('19', 'demands-on-a-reply')
def demands(s):
    """A reply is to the point, one to a repeat says what was done, and none speaks of Law 59-FZ."""
    same(s.complaints('Здравствуйте! Ваше обращение принято.'),
         [('to-the-point', '19', False)])
    same(s.complaints('Здравствуйте! Ваше обращение рассмотрено по Федеральному закону № 59-ФЗ, '
                      'ответ дадут в течение 30 дней.', '--repeat'),
         [('repeat-says-what-was-done', '18', False),
         ('not-59-fz', '2', False)])
    same(s.complaints(REPLY), [])


@story.scene('2', 'what-the-text-states')
def stated(s):
    """What needs no step of anybody is told to every workstation with its clause."""
    rules = s.text()['rules']
    same(rules.get('not_59_fz', {}).get('clause'), '2')
    same(rules.get('publish_from', {}).get('account'), 'same-place')
    same(rules.get('responsibility', {}).get('roles'), ['responsible-executor'])
    same(rules.get('closing', {}).get('by'), 'curator')
    same(rules.get('accounts'), {'clause': '4', 'office': True, 'links': True})


if __name__ == '__main__':
    sys.exit(story.tell())
