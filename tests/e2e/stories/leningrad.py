# SPDX-License-Identifier: GPL-3.0-or-later
"""Leningrad Oblast, order of 19.02.2020 No 148-rg as amended: nine working hours from the sending, four
at high importance, the Governor's account, and three ways to answer for several.

Working time is 9–13 and 14–18; 11 June is shortened (till 17), 12 June is off.
"""
import json
import sys
import uuid

import stage
from stage import same

GKH, ROADS, OFFICE = 'vk-gkh', 'vk-roads', 'vk-office'
GKH_NAME = 'Комитет по ЖКХ Ленинградской области (демонстрация)'
GOVERNOR = 'https://t.me/governor/9'
OWN = '200000014'
WASTE = 'Сланцы, Ленина 25: контейнеры переполнены вторую неделю, а во дворе прорвало трубу'
CROSSING = 'Пикалёво, переход у школы не освещён, вчера чуть не сбили ребёнка'
ROOF = 'Луга, Победы 4: после ремонта крыши течёт сильнее прежнего'
PIPES = 'Волхов, Авиационная: когда начнут капитальный ремонт труб'
DUMP = 'Свалка у дороги на Рощино, фуры сваливают прямо в кювет'
PARK = 'Гатчина: парк не убран, дорожки разбиты, кто отвечает?'
LIFT = 'Тосно: лифт стоит месяц, а объезд закрыли без объявления'
AGAIN = 'Луга, Победы 4: крыша опять течёт, писали неделю назад'
INSULT = 'Сколько можно [оскорбление] сидеть в кабинетах'
FLOOD = 'В Кириши третий день нет воды, магазины раскупили всё, люди выходят к администрации'

REPLY = ('Здравствуйте, Ирина! Трубу во дворе дома 25 по улице Ленина заменили сегодня в 14 часов, '
         'контейнеры вывезут до 20 часов. Телефон диспетчера 8 813 742 10 10.')

story = stage.Story(
    'leningrad', at='2026-06-09 09:00', post='-200000011_1', locality='Луга',
    cast=['kurator', 'kurator2', 'gkh', 'gkh2', 'waste', 'roads', 'predsedatel', 'nadzor',
          'gubernator', 'admin'],
    people=[
        {'person': 'kurator', 'roles': [{'role': 'curator'}]},
        {'person': 'kurator2', 'roles': [{'role': 'curator'}]},
        {'person': 'gkh', 'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'waste', 'roles': [{'role': 'executor', 'body': 'waste'}]},
        {'person': 'roads', 'roles': [{'role': 'executor', 'body': 'roads'}]},
        {'person': 'gkh2', 'name': 'Мгинский Андрей Рудольфович',
         'post': 'Ведущий специалист комитета по жилищно-коммунальному хозяйству',
         'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'predsedatel', 'name': 'Сясьская Галина Вадимовна',
         'post': 'Заместитель председателя комитета по жилищно-коммунальному хозяйству',
         'roles': [{'role': 'organiser', 'body': 'gkh'}]},
        {'person': 'nadzor', 'post': 'Вице-губернатор по внутренней политике'},
        {'person': 'gubernator', 'name': 'Приладожский Фёдор Николаевич', 'post': 'Губернатор',
         'roles': [{'role': 'supervisor'}]},
    ],
    accounts=[
        {'account': 'vk-governor', 'network': 'vk', 'owner': OWN, 'name': 'Губернатор',
         'public_link': 'https://vk.com/club' + OWN, 'watched': True, 'track': 'own-account',
         'read_token': 'demo-service-token', 'write_token': 'demo-group-token-' + OWN}],
    wall={
        'communities': [{'id': int(OWN), 'name': 'Губернатор', 'screen_name': 'demo_governor'}],
        'tokens': [{'token': 'demo-group-token-' + OWN, 'kind': 'group', 'group_id': int(OWN)}]})


@story.scene('8.1', 'triaged-and-sent')
def sent(s):
    """No limit before the sending; the curator alone takes up, triages, sends."""
    (s.waste_case, s.crossing, s.roof, s.pipes, s.dump, s.park, s.lift, s.again, s.insult,
     s.flood) = s.citizens(WASTE, CROSSING, ROOF, PIPES, DUMP, PARK, LIFT, AGAIN, INSULT, FLOOD)
    s.clock.to('09:30')
    s.gkh.refused('not-found', s.waste_case, 'detected')
    s.nadzor.refused('not-allowed', s.waste_case, 'detected')
    s.kurator.act(s.waste_case, 'detected')
    s.kurator2.refused('claimed', s.waste_case, 'detected')
    s.nadzor.refused('not-allowed', s.waste_case, 'triaged', topics=['waste'], importance='normal')
    s.kurator.refused('triage-needed', s.waste_case, 'routed', body='waste')
    s.triage(s.kurator, s.waste_case, 'waste', 'zhkh')
    same(s.limits(s.waste_case), {})
    s.clock.to('10:00')
    s.nadzor.refused('not-allowed', s.waste_case, 'routed', body='waste')
    s.kurator.act(s.waste_case, 'routed', body='waste')
    same(s.limits(s.waste_case), {
        'answer waste': '10.06 11:00 open', 'return waste': '09.06 11:00 open',
        'submit waste': '09.06 16:00 open'})


@story.scene('8.2', 'returned-and-sent-on')
def returned(s):
    """Within an hour; every limit of the body goes, and the next body has them all anew."""
    s.clock.to('10:50')
    s.waste.refused('reason-needed', s.waste_case, 'returned', body='waste')
    s.gkh.refused('not-found', s.waste_case, 'returned', {'reason': 'Не наше'}, body='waste')
    s.waste.act(s.waste_case, 'returned', {'reason': 'Контейнеры — управляющей компании.'},
                body='waste')
    same(s.limits(s.waste_case), {})
    s.clock.to('11:15')
    s.kurator.act(s.waste_case, 'routed', body='gkh')
    same(s.limits(s.waste_case), {
        'answer gkh': '10.06 12:15 open', 'return gkh': '09.06 12:15 open',
        'submit gkh': '09.06 17:15 open'})
    s.clock.to('12:16')
    same(s.limits(s.waste_case)['return gkh'], '09.06 12:15 overdue')


@story.scene('6', 'executors-and-substitution')
def executors(s):
    """The official of the committee and the curator hand it on; a colleague stands in."""
    s.gkh.act(s.waste_case, 'assigned', body='gkh', executor='gkh')
    s.predsedatel.act(s.waste_case, 'assigned', body='gkh', executor='gkh')
    s.gkh.refused('not-allowed', s.waste_case, 'reassigned', body='gkh', executor='gkh2')
    s.predsedatel.act(s.waste_case, 'reassigned', body='gkh', executor='gkh2')
    s.kurator.act(s.waste_case, 'reassigned', body='gkh', executor='gkh')
    s.gkh.refused('not-allowed', s.waste_case, 'substituted', body='gkh', executor='gkh2')
    s.predsedatel.act(s.waste_case, 'substituted', body='gkh', executor='gkh2')
    entry = {'id': 'trip', 'absent': 'gkh2', 'substitute': 'roads',
             **s.days('2026-06-09 14:00', '2026-06-09 16:45')}
    s.admin.refused('not-foreseen', 'office', 'substitution-set', ground='acting', **entry)
    for ground in ('illness', 'leave', 'study', 'other'):
        s.admin.act('office', 'substitution-set', ground=ground, **entry)
    s.admin.act('office', 'substitution-set', ground='trip', **entry)
    s.roads.refused('not-substitute', s.waste_case, 'noted', {'text': 'Смотрю.'}, 'gkh2')


@story.scene('11', 'demands-on-a-reply')
def demands(s):
    """A greeting and a polite address must be there; the rest is advised."""
    found = s.complaints('Обращение перенаправлено, тебе ответят.')
    same([one for one in found if one[2]], [('greeting', '11', True),
                                            ('polite-address', '11', True)])
    found = s.complaints('Ваше обращение перенаправлено.')
    assert ('no-stock-phrases', '11', False) in found, found
    assert ('to-the-point', '9, 11', False) in found, found
    same(s.complaints(REPLY, '--addressee', 'Ирина'), [])


@story.scene('8.5', 'sent-back')
def sent_back(s):
    """The substitute's draft comes back within the working hour."""
    s.clock.to('15:00')
    text = 'Здравствуйте, Ирина! Ваше обращение перенаправлено.'
    s.roads.write(s.waste_case, text, GKH, 'final', 'submitted', 'gkh2', body='gkh')
    event = s.kurator.last(s.waste_case, 'submitted')
    same((event['by'], event['for']), ('roads', 'gkh2'))
    s.clock.to('15:30')
    same(s.limits(s.waste_case), {
        'answer gkh': '10.06 12:15 open', 'return gkh': '09.06 12:15 late',
        'submit gkh': '09.06 17:15 kept', 'approve': '09.06 16:00 open'})
    s.gkh.refused('not-allowed', s.waste_case, 'reworked', {'remarks': 'Нет'}, draft=1)
    s.nadzor.refused('not-allowed', s.waste_case, 'reworked', {'remarks': 'Нет'}, draft=1)
    s.kurator.rework(s.waste_case, 'Что сделано и когда?')
    same(s.limits(s.waste_case)['approve'], '09.06 16:00 kept')
    same(s.limits(s.waste_case)['rework gkh'], '09.06 16:30 open')


@story.scene('8.6', 'reworked-late')
def reworked(s):
    """Shared, submitted, taken back and submitted ten minutes after the hour."""
    s.clock.to('16:20')
    s.gkh.write(s.waste_case, 'Здравствуйте! Почти готово.', GKH, step='drafted', body='gkh')
    s.gkh.write(s.waste_case, 'Здравствуйте! Почти готово.', GKH, body='gkh')
    s.gkh2.refused('not-allowed', s.waste_case, 'withdrawn')
    s.gkh.act(s.waste_case, 'withdrawn')
    same(s.limits(s.waste_case)['rework gkh'], '09.06 16:30 open')
    s.clock.to('16:40')
    s.gkh.write(s.waste_case, REPLY, GKH, body='gkh')
    same(s.limits(s.waste_case)['rework gkh'], '09.06 16:30 late')
    same(s.limits(s.waste_case)['approve'], '09.06 17:40 open')


@story.scene('8.7', 'published-once')
def published(s):
    """Approved by the curator only; placed by the executor within half an hour."""
    s.clock.to('17:20')
    newest = s.kurator.newest(s.waste_case)
    for other in (s.gkh, s.nadzor):
        other.refused('not-allowed', s.waste_case, 'approved', **newest)
    s.kurator.approve(s.waste_case)
    s.kurator.refused('not-allowed', s.waste_case, 'publish-intended', account=GKH,
                      guid=str(uuid.uuid4()), **newest)
    s.clock.to('17:45')
    s.publish(s.gkh, s.waste_case)
    same(s.replies(s.waste_case), [(GKH_NAME, REPLY)])
    same(s.limits(s.waste_case), {
        'answer gkh': '10.06 12:15 kept', 'return gkh': '09.06 12:15 late',
        'submit gkh': '09.06 17:15 kept', 'approve': '09.06 17:40 kept',
        'rework gkh': '09.06 16:30 late', 'publish': '09.06 17:50 kept'})
    for person in (s.gkh, s.kurator):
        person.act(s.waste_case, 'checked', reply='there')
        person.act(s.waste_case, 'promised', date='2026-06-15')
    text = REPLY.replace('10 10', '10 11')
    s.gkh.write(s.waste_case, text, GKH, body='gkh', corrects=newest['draft'])
    s.kurator.approve(s.waste_case)
    s.correct(s.gkh, s.waste_case)
    same(s.replies(s.waste_case), [(GKH_NAME, text)])
    s.gkh.write(s.waste_case, REPLY, GKH, body='gkh', corrects=s.gkh.newest(s.waste_case)['draft'])
    s.kurator.approve(s.waste_case)
    place = dict(s.gkh.newest(s.waste_case), url=GOVERNOR, proof='Снимок')
    s.kurator.refused('not-allowed', s.waste_case, 'reply-corrected', {'text': REPLY}, **place)
    s.gkh.act(s.waste_case, 'reply-corrected', {'text': REPLY}, **place)


@story.scene('8.3', 'high-importance')
def high_importance(s):
    """Four working hours; the draft leaves room for approval and publication."""
    s.kurator.act(s.crossing, 'detected')
    s.kurator.refused('limit-too-long', s.crossing, 'triaged', topics=['roads'],
                      importance='high', limit_minutes=60)
    s.triage(s.kurator, s.crossing, 'roads', importance='high')
    s.clock.to('17:50')
    s.kurator.act(s.crossing, 'routed', body='roads')
    same(s.limits(s.crossing), {
        'answer roads': '10.06 12:50 open', 'return roads': '10.06 09:50 open',
        'submit roads': '10.06 11:20 open'})
    s.triage(s.kurator, s.crossing, 'roads')
    same(s.limits(s.crossing)['answer roads'], '11.06 09:50 open')
    s.triage(s.kurator, s.crossing, 'roads', importance='high')
    s.clock.to('2026-06-10 09:00')
    s.roads.write(s.crossing, 'Здравствуйте! Фонари у перехода включены.', ROADS, body='roads')
    s.clock.to('09:10')
    s.kurator.approve(s.crossing)
    s.send(s.roof, 'gkh', 'zhkh')
    s.clock.to('09:45')
    s.publish(s.roads, s.crossing)
    same(s.limits(s.crossing), {
        'answer roads': '10.06 12:50 kept', 'return roads': '10.06 09:50 kept',
        'submit roads': '10.06 11:20 kept', 'approve': '10.06 10:00 kept',
        'publish': '10.06 09:40 late'})


@story.scene('8.4', 'clarification')
def clarification(s):
    """Satisfies the limit; the author's answer starts both anew, into the shortened day."""
    same(s.limits(s.roof)['answer gkh'], '11.06 10:10 open')
    s.answer(s.gkh, s.roof, 'Здравствуйте! Какая квартира?', GKH, 'gkh', s.kurator,
             'clarification')
    same(s.limits(s.roof)['answer gkh'], '11.06 10:10 kept')
    s.clock.to('10:30')
    s.nadzor.refused('not-allowed', s.roof, 'author-replied')
    s.kurator.act(s.roof, 'author-replied', {'text': 'Двенадцатая.'})
    same(s.limits(s.roof), {
        'answer gkh': '11.06 11:30 open', 'return gkh': '10.06 10:10 kept',
        'submit gkh': '10.06 16:30 open', 'approve': '10.06 10:45 kept',
        'publish': '10.06 10:15 kept'})
    s.answer(s.gkh, s.roof, 'Здравствуйте! А подъезд?', GKH, 'gkh', s.kurator, 'clarification')
    s.gkh.act(s.roof, 'author-replied', {'text': 'Первый.'})
    s.answer(s.gkh, s.roof, 'Здравствуйте! А этаж?', GKH, 'gkh', s.kurator, 'clarification')
    s.author_replies(s.roof, 'Пятый, последний.')
    s.answer(s.gkh, s.roof, 'Здравствуйте! Кровлю над подъездом закроют 11 июня.', GKH, 'gkh',
             s.kurator)
    same(len(s.replies(s.roof)), 4)


@story.scene('8.8', 'interim')
def interim(s):
    """Seven working days over the holiday, met by the final draft."""
    s.clock.to('12:00')
    s.send(s.pipes, 'gkh', 'zhkh')
    s.answer(s.gkh, s.pipes, 'Здравствуйте! Смета на проверке.', GKH, 'gkh', s.kurator, 'interim')
    same(s.limits(s.pipes), {
        'answer gkh': '11.06 13:00 kept', 'return gkh': '10.06 13:00 kept',
        'submit gkh': '10.06 18:00 kept', 'approve': '10.06 13:00 kept',
        'publish': '10.06 12:30 kept', 'final': '22.06 18:00 open'})


@story.scene('8.9', 'joint-reply-by-the-last')
def joint_by_the_last(s):
    """In the curator's order; whoever sends last writes, from all that the curator passes on."""
    s.clock.to('14:00')
    s.send(s.dump, 'gkh', 'waste', 'roads')
    s.gkh.refused('not-allowed', s.dump, 'contribution-requested', body='roads')
    s.kurator.act(s.dump, 'contribution-requested', body='roads', order=1)
    s.kurator.act(s.dump, 'contribution-requested', body='waste', order=2)
    same(s.limits(s.dump)['contribute roads'], '11.06 10:00 open')
    s.waste.refused('not-your-turn', s.dump, 'contributed', {'text': 'Рано'}, body='waste')
    s.clock.to('15:00')
    s.roads.act(s.dump, 'contributed', {'text': 'Кювет наш, вывезем.'}, body='roads')
    same(s.limits(s.dump)['contribute waste'], '11.06 11:00 open')


@story.scene('8.9', 'joint-reply-by-the-curator')
def joint_by_the_curator(s):
    """Another official of the Department approves it; a body of the case places it."""
    s.send(s.park, 'gkh', 'improvement')
    s.kurator.act(s.park, 'contribution-requested', body='roads')
    s.roads.act(s.park, 'contributed', {'text': 'Дорожки — муниципальные.'}, body='roads')
    s.kurator.act(s.park, 'drafter-named')
    text = 'Здравствуйте! Парк уберут 11 июня, дорожки отремонтирует район до 1 июля.'
    s.kurator.write(s.park, text, OFFICE)
    newest = s.kurator.newest(s.park)
    s.kurator.refused('own-draft', s.park, 'approved', **newest)
    s.kurator2.approve(s.park)
    s.publish(s.gkh, s.park)
    same([words for _, words in s.replies(s.park)], [text])


@story.scene('8.9', 'one-after-another')
def sequence(s):
    """Instead of a joint reply each answers for themselves, in the order that was allowed."""
    s.send(s.lift, 'gkh', 'zhkh', 'roads')
    s.kurator.act(s.lift, 'routed', body='roads')
    s.gkh.refused('not-allowed', s.lift, 'sequence-allowed', bodies=['gkh', 'roads'])
    s.kurator.act(s.lift, 'sequence-allowed', bodies=['roads', 'gkh'])
    first, second = 'Здравствуйте! Объезд открыт.', 'Здравствуйте! Лифт пустят 11 июня.'
    members = s.gkh.draft_members(s.lift, second, GKH, body='gkh')
    s.gkh.refused('other-body', s.lift, 'submitted', {'text': second}, **members)
    s.answer(s.roads, s.lift, first, ROADS, 'roads', s.kurator)
    same(s.limits(s.lift)['answer roads'], '11.06 16:00 kept')
    same(s.limits(s.lift)['answer gkh'], '11.06 16:00 open')
    s.answer(s.gkh, s.lift, second, GKH, 'gkh', s.kurator)
    same([words for _, words in s.replies(s.lift)], [first, second])
    same(s.limits(s.lift)['answer gkh'], '11.06 16:00 kept')


@story.scene('8.10', 'repeat-message')
def repeat(s):
    """Linked by the curator, under 8.2 to 8.9; the earlier case is opened again."""
    s.kurator.act(s.roof, 'evaluated', quality=2)
    s.kurator.act(s.roof, 'closed')
    s.kurator.act(s.again, 'detected')
    s.triage(s.kurator, s.again, 'zhkh')
    s.nadzor.refused('not-allowed', s.again, 'linked', earlier=s.roof)
    s.kurator.act(s.again, 'linked', earlier=s.roof)
    s.nadzor.refused('not-allowed', s.again, 'routed', body='gkh')
    s.kurator.act(s.again, 'routed', body='gkh')
    same(s.limits(s.again), {
        'answer gkh': '11.06 16:00 open', 'return gkh': '10.06 16:00 open',
        'submit gkh': '11.06 11:00 open'})
    s.gkh.refused('not-allowed', s.again, 'joined', matter=s.roof)
    s.kurator.act(s.again, 'joined', matter=s.roof)
    s.kurator.act(s.roof, 'reopened')
    same([one[:2] for one in s.complaints('Здравствуйте, Олег! Вам перезвонят.', '--repeat')
          if one[0] == 'repeat-says-what-was-done'], [('repeat-says-what-was-done', '8.10')])
    s.answer(s.gkh, s.again, 'Здравствуйте! Сделано: кровлю над подъездом закрыли сегодня.', GKH,
             'gkh', s.kurator)


@story.scene('10', 'not-processed')
def not_processed(s):
    """With a ground that the text names."""
    s.kurator.refused('reason-needed', s.insult, 'dismissed')
    s.nadzor.refused('not-allowed', s.insult, 'dismissed', reason='not-processed')
    s.kurator.refused('not-foreseen', s.insult, 'dismissed', reason='not-processed', ground='spam')
    s.kurator.act(s.insult, 'dismissed', reason='not-processed', ground='obscene')
    same(s.limits(s.insult), {})


@story.scene('7.2', 'own-account-posted')
def posted(s):
    """The monitoring sees the Governor's post and the first comment, and looks on; so may people."""
    s.clock.to('15:30')
    s.own_post = s.post(OWN, 'Открыли новый мост через Волхов')
    s.bridge, = s.citizens('Когда сделают подъезд к новому мосту?', post=f'-{OWN}_{s.own_post}',
                           name='Илья В.')
    same(s.witness.cases[s.bridge][0].get('track'), 'own-account')
    stream, members = 'account/vk-governor', {'account': 'vk-governor', 'post': '77'}
    same([(event['post'], event['by']) for event in s.await_all(stream, 'post-published')],
         [(s.own_post, 'monitor')])
    same(s.await_event(stream, 'watched')['by'], 'monitor')
    s.nadzor.refused('not-allowed', stream, 'post-published', **members)
    s.kurator.act(stream, 'post-published', **members)
    s.gkh.refused('known', stream, 'post-published', **members)
    s.gkh.act(stream, 'post-published', account='vk-governor', post='78')
    s.kurator.refused('not-allowed', stream, 'watched', **members)
    s.gkh.act(stream, 'watched', found=0, **members)


@story.scene('14', 'immediate-report')
def immediate_report(s):
    """To the Governor, who alone is told, and confirms."""
    s.clock.to('16:10')
    s.send(s.flood, 'gkh', 'zhkh', importance='high', significant=True)
    same(s.limits(s.flood)['immediate-report'], 'at once open')
    words, members = {'text': 'Кириши без воды.'}, {'report': 'immediate-report',
                                                   'to': 'gubernator'}
    s.gkh.refused('not-allowed', s.flood, 'reported', words, **members)
    report = s.kurator.act(s.flood, 'reported', words, **members)
    same(s.limits(s.flood)['immediate-report'], 'at once kept')
    s.await_told(s.flood, 'reported', ['gubernator'])
    s.kurator.refused('not-allowed', s.flood, 'acknowledged', report=report)
    s.gubernator.act(s.flood, 'acknowledged', report=report)
    for person in (s.gubernator, s.kurator, s.gkh):
        person.act(s.flood, 'noted', {'text': 'На контроле.'})
    s.gkh.refused('not-foreseen', s.flood, 'referred', {'text': 'В полицию'})


@story.scene('12', 'deficiency-notice')
def deficiency_notice(s):
    """From the vice-governor to those above; persons and a measure may be asked for."""
    words = {'text': 'Проект доработан с опозданием.'}
    members = {'body': 'gkh', 'ground': 'late', 'measure': 'reprimand'}
    s.kurator.refused('not-allowed', s.flood, 'deficiency-noted', words, **members)
    s.nadzor.act(s.flood, 'deficiency-noted', words, **members)
    s.await_told(s.flood, 'deficiency-noted', ['gubernator'])
    same(len(s.letters('gubernator')), 2)


@story.scene('7.1', 'own-account')
def own_account(s):
    """Under the Governor's post a body finds, answers and closes by itself, and only there."""
    s.clock.to('16:30')
    s.waste.act(s.bridge, 'detected', body='waste')
    text = 'Здравствуйте, Илья! Подъезд сдадут 1 июля.'
    s.waste.write(s.bridge, text, OFFICE, body='waste', clause='7.1')
    s.publish(s.waste, s.bridge)
    s.own = s.register(s.kurator, 'telegram', GOVERNOR + '?reply=12',
                       'Когда откроют бассейн в Луге?', track='own-account', post='p1')
    s.kurator.refused('not-allowed', s.own, 'detected')
    s.gkh.act(s.own, 'detected', body='gkh', post='p1')
    s.waste.refused('claimed', s.own, 'detected', body='waste', post='p1')
    s.kurator.refused('not-foreseen', str(uuid.uuid4()), 'found', {'text': 'Вопрос'},
                      network='telegram', permalink=GOVERNOR + '?reply=13', by_hand=True,
                      track='elsewhere')
    text = 'Здравствуйте! Уточните, пожалуйста, какой.'
    members = s.gkh.draft_members(s.own, text, 'by-hand', 'interim', body='gkh')
    s.gkh.refused('not-foreseen', s.own, 'submitted', {'text': text}, **members)
    s.gkh.refused('not-foreseen', s.own, 'submitted', {'text': text}, clause='8.5', **members)
    s.clock.to('16:50')
    s.gkh.act(s.own, 'submitted', {'text': text}, clause='7.1', **members)
    s.kurator.refused('wrong-state', s.own, 'approved', **s.kurator.newest(s.own))
    place = {'url': GOVERNOR + '?reply=14', 'proof': 'Снимок'}
    s.kurator.refused('not-allowed', s.own, 'published-by-hand', kind='interim', **place,
                      **s.kurator.newest(s.own))
    s.gkh.act(s.own, 'published-by-hand', kind='interim', **place, **s.gkh.newest(s.own))
    s.gkh.write(s.own, 'Здравствуйте! Бассейн откроют 1 июля.', 'by-hand', body='gkh',
                clause='7.1')
    s.gkh.act(s.own, 'published-by-hand', kind='final', **place, **s.gkh.newest(s.own))
    s.kurator.refused('not-allowed', s.own, 'closed')
    s.gkh.act(s.own, 'closed')


@story.scene('7.2', 'own-account-watched')
def watched(s):
    """Two working hours after the post, then one look every two hours for two days."""
    found = [(duty['id'], s.clock.show(duty['due']), duty['state']) for duty in s.duties()
             if duty.get('subject') in (s.own_post, s.bridge)]
    same(found, [('watch', '10.06 17:30', 'done'), ('watch', '11.06 10:30', 'open'),
                 ('watch', '11.06 12:30', 'open'), ('watch', '11.06 15:30', 'open'),
                 ('own-answer', '10.06 17:30', 'done')])
    post = {'type': 'post-published', 'at': '2026-06-10T15:30:00+03:00', 'account': 'vk-office',
            'post': 'p1'}
    later = dict(s.timeline(s.own)[1], type='author-replied', at=s.clock.iso())
    duties = s.duties_of([post] + s.timeline(s.own) + [later])
    looks = [s.clock.show(duty['due']) for duty in duties if duty['id'] == 'watch']
    same(looks, ['10.06 17:30', '11.06 10:30', '11.06 12:30', '11.06 15:30'])
    same([s.clock.show(duty['due']) for duty in duties if duty['id'] == 'own-answer'],
         ['10.06 17:30'])
    same([s.clock.show(duty['due']) for duty in duties if duty['id'] == 'after-clarification'],
         ['11.06 09:50'])


@story.scene('8.2', 'returned-for-the-third-time')
def third_return(s):
    """Whoever watches the limits is told, once."""
    case = s.go_round('blog', [(s.gkh, 'gkh'), (s.roads, 'roads'), (s.gkh, 'gkh')])
    s.await_told(case, 'returned', ['gubernator', 'nadzor'])


@story.scene('4', 'networks-of-the-text')
def networks(s):
    """Three social networks, and whatever else people write on."""
    s.register_on(s.kurator, 'ok', 'vk', 'telegram', 'blog', 'microblog', 'video-host', 'messenger',
                  'review-site')
    s.kurator.refused('not-foreseen', str(uuid.uuid4()), 'found', {'text': 'Вопрос'},
                      network='instagram', permalink='https://example.org/1', by_hand=True)
    forum = s.register(s.kurator, 'forum', 'https://forum.example.org/1', 'Яма на въезде')
    s.gkh.refused('not-allowed', str(uuid.uuid4()), 'found', {'text': 'Яма'}, network='forum',
                  permalink='https://forum.example.org/2', by_hand=True)
    s.send(forum, 'gkh', 'roads')
    s.kurator.act(forum, 'returned', {'reason': 'Ошибка'}, body='gkh', recalled=True)


@story.scene('8.9', 'late-contribution-and-last-writer')
def last_writer(s):
    """Twenty minutes late; the one before it may not be named."""
    s.clock.to('2026-06-11 11:20')
    s.kurator.refused('wrong-state', s.dump, 'contribution-forwarded', body='waste')
    s.waste.act(s.dump, 'contributed', {'text': 'Свалку уберут до 20 июня.'}, body='waste')
    for body in ('roads', 'waste'):
        s.kurator.act(s.dump, 'contribution-forwarded', body=body)
    same(s.limits(s.dump)['contribute roads'], '11.06 10:00 kept')
    same(s.limits(s.dump)['contribute waste'], '11.06 11:00 late')
    text = 'Здравствуйте! Кювет очистят 15 июня, свалку уберут до 20 июня.'
    members = s.waste.draft_members(s.dump, text, OFFICE, body='waste')
    s.waste.refused('other-body', s.dump, 'submitted', {'text': text}, **members)
    s.kurator.refused('not-your-turn', s.dump, 'drafter-named', body='roads')
    s.waste.refused('not-allowed', s.dump, 'drafter-named', body='waste')
    s.kurator.act(s.dump, 'drafter-named', body='waste')
    s.answer(s.waste, s.dump, text, OFFICE, 'waste', s.kurator)


@story.scene('8.8', 'final-draft-in-time')
def final_draft(s):
    """With the curator in the last minute of the seventh day; published the day after."""
    s.clock.to('2026-06-22 17:59')
    s.gkh.write(s.pipes, 'Здравствуйте! Ремонт труб начнут 1 июля.', GKH, body='gkh')
    same(s.limits(s.pipes)['final'], '22.06 18:00 kept')
    s.clock.to('2026-06-23 09:30')
    s.kurator.approve(s.pipes)
    s.publish(s.gkh, s.pipes)
    same(s.limits(s.pipes)['approve'], '23.06 09:59 kept')


@story.scene('13', 'summary-and-rating')
def summary_and_rating(s):
    """Monthly timeliness, quality and trend; quarterly the rating by quality. Neither has a date."""
    for case, quality in ((s.waste_case, 5), (s.dump, 3)):
        s.gkh.refused('not-allowed', case, 'evaluated', quality=5)
        s.kurator.act(case, 'evaluated', quality=quality)
        s.kurator.act(case, 'closed')
    s.clock.to('2026-07-01 09:00')
    rating = json.loads(s.ctl('rating', '--period', '2026-Q2', '--office', s.folder, '--json'))
    bodies = {body['body']: body for body in rating['bodies']}
    same(rating['formula']['clause'], '13')
    same({body: (row['quality']['points'], len(row['quality']['cases']))
          for body, row in bodies.items() if row['quality']['cases']},
         {'gkh': (700, 2), 'waste': (600, 1)})
    summary = json.loads(s.ctl('summary', '--period', '2026-06', '--office', s.folder, '--json'))
    same(sorted({'topics', 'networks', 'bodies', 'rating'} & set(summary)),
         ['bodies', 'networks', 'rating', 'topics'])
    words = {'text': 'Своевременность, качество и динамика.'}
    for step, period, duty in (('summary-made', '2026-06', 'monthly-summary'),
                               ('rating-sent', '2026-Q2', 'quarterly-rating')):
        same(s.owed(period), [(duty, '13', 'open')])
        for other in (s.gkh, s.nadzor):
            other.refused('not-allowed', s.report(), step, words, period=period)
        s.kurator.act(s.report(), step, words, period=period)
        same(s.owed(period), [(duty, '13', 'done')])


@story.scene('2', 'what-the-text-states')
def stated(s):
    """What needs no step of anybody is told to every workstation with its clause."""
    text = s.text()
    same(text['rules'].get('not_59_fz', {}).get('clause'), '2')
    same(text['rules'].get('responsibility', {}).get('roles'), ['executor'])
    same(text['rules'].get('closing', {}).get('by'), 'curator')
    same(text['rules'].get('accounts'), {'clause': '5', 'each_body': True, 'links': True})


if __name__ == '__main__':
    sys.exit(story.tell())
