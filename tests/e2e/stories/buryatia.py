# SPDX-License-Identifier: GPL-3.0-or-later
"""Republic of Buryatia, decree of 24.05.2022 No 288: hours by the clock, day and night, a word with
every hand-over, the Committee, the responsible Executor, success cases.

18 February 2026 is Sagaalgan and 23 February a holiday; both count for working days only.
"""
import json
import sys
import uuid

import stage
from stage import same

GKH, TRANSPORT, OFFICE = 'vk-gkh', 'vk-transport', 'vk-office'
GKH_NAME = 'Минстрой Бурятии (демонстрация)'
PIT = 'Гусиноозёрск: люк открыт у детского сада, второй день, дети ходят мимо'
ICE_ROAD = 'Ледовая переправа у Посольского трещит, а грузовики едут'
HEAT = 'Выдрино: батареи холодные, в квартире десять градусов'
FERRY = 'Кабанск: мост закрыт, скорая едет в объезд, школьники опаздывают'
AGAIN = 'Гусиноозёрск: люк опять открыт, закрыли доской'
RUDE = 'Вы все [оскорбление], сидите там в тепле'
STRIKE = 'Водители автобусов в Улан-Удэ бастуют, об этом пишут все'
BENCH = 'Спасибо, скамейки поставили за день!'

REPLY = 'Здравствуйте! Люк у детского сада закрыли новой крышкой сегодня в 19 часов.'

story = stage.Story(
    'buryatia', at='2026-02-16 14:30', post='-200000031_1', locality='Гусиноозёрск',
    cast=['kurator', 'kurator2', 'gkh', 'ministr', 'transport', 'otvet', 'kabansk', 'health',
          'komitet', 'blok', 'nadzor', 'glava', 'admin'],
    people=[
        {'person': 'kurator', 'roles': [{'role': 'curator'}]},
        {'person': 'kurator2', 'roles': [{'role': 'curator'}]},
        {'person': 'gkh', 'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'transport', 'roles': [{'role': 'executor', 'body': 'transport'}]},
        {'person': 'health', 'roles': [{'role': 'executor', 'body': 'health'}]},
        {'person': 'kabansk', 'roles': [{'role': 'executor', 'body': 'kabansk'}]},
        {'person': 'komitet', 'roles': [{'role': 'committee'}]},
        {'person': 'ministr', 'name': 'Витимская Дарима Цыбиковна', 'post': 'Министр строительства',
         'roles': [{'role': 'body-head', 'body': 'gkh'}]},
        {'person': 'otvet', 'name': 'Бурдуковский Зорикто Ильич',
         'post': 'Начальник отдела министерства транспорта, ответственный Исполнитель',
         'roles': [{'role': 'responsible-executor', 'body': 'transport'}]},
        {'person': 'blok', 'name': 'Оронгойская Янжима Батоевна',
         'post': 'Руководитель отраслевого блока ЦУР', 'roles': [{'role': 'block-head'}]},
        {'person': 'glava', 'name': 'Хоринский Солбон Дашидоржиевич', 'post': 'Глава Республики',
         'roles': [{'role': 'supervisor'}]},
    ])


@story.scene('6', 'sent-with-notices')
def sent(s):
    """To a district administration, inside the process as the ministries are; the block head knows."""
    (s.pit, s.ice, s.heat, s.ferry, s.again, s.rude, s.strike, s.bench) = s.citizens(
        PIT, ICE_ROAD, HEAT, FERRY, AGAIN, RUDE, STRIKE, BENCH)
    s.clock.to('15:00')
    s.gkh.refused('not-found', s.pit, 'detected')
    s.komitet.refused('not-allowed', s.pit, 'detected')
    s.blok.refused('not-allowed', s.pit, 'detected')
    s.kurator.act(s.pit, 'detected')
    s.kurator2.refused('claimed', s.pit, 'detected')
    s.kurator.refused('triage-needed', s.pit, 'routed', body='kabansk')
    s.komitet.refused('not-allowed', s.pit, 'triaged', topics=['safety'], importance='normal')
    s.triage(s.kurator, s.pit, 'safety', 'improvement')
    same(s.limits(s.pit), {'answer': '16.02 23:00 open'})
    s.clock.to('15:10')
    s.komitet.refused('not-allowed', s.pit, 'routed', body='kabansk')
    s.kurator.act(s.pit, 'routed', body='kabansk')
    s.await_told(s.pit, 'routed', ['blok', 'kabansk'])
    same(s.limits(s.pit), {
        'answer': '16.02 23:00 open', 'return kabansk': '16.02 15:40 open',
        'submit kabansk': '16.02 20:00 open'})


@story.scene('7', 'returned-with-notice')
def returned(s):
    """Within half an hour; the Coordinators are told."""
    s.clock.to('15:35')
    s.kabansk.refused('reason-needed', s.pit, 'returned', body='kabansk')
    s.gkh.refused('not-found', s.pit, 'returned', {'reason': 'Не наше'}, body='kabansk')
    s.kabansk.act(s.pit, 'returned', {'reason': 'Гусиноозёрск — Селенгинский район.'},
                  body='kabansk')
    s.await_told(s.pit, 'returned', ['kurator', 'kurator2'])
    s.clock.to('15:50')
    s.kurator.act(s.pit, 'routed', body='gkh')
    s.await_told(s.pit, 'routed', ['blok', 'blok', 'gkh', 'kabansk'])
    same(s.limits(s.pit), {
        'answer': '16.02 23:00 open', 'return gkh': '16.02 16:20 open',
        'submit gkh': '16.02 20:00 open'})
    for person in (s.gkh, s.ministr):
        person.act(s.pit, 'assigned', body='gkh', executor='gkh')
    s.health.refused('not-found', s.pit, 'assigned', body='gkh', executor='gkh')


@story.scene('13', 'shortened')
def shortened(s):
    """Four hours by the mark, and by nothing else."""
    s.clock.to('16:00')
    s.kurator.act(s.ice, 'detected')
    s.triage(s.kurator, s.ice, 'safety', importance='high')
    same(s.limits(s.ice)['answer'], '17.02 00:00 open')
    s.kurator.refused('limit-too-long', s.ice, 'triaged', topics=['safety'], importance='high',
                      limit_minutes=60)
    s.triage(s.kurator, s.ice, 'safety', importance='high', shortened=True)
    s.kurator.act(s.ice, 'routed', body='transport')
    same(s.limits(s.ice), {
        'answer': '16.02 20:00 open', 'return transport': '16.02 16:30 open',
        'submit transport': '16.02 18:30 open'})


@story.scene('9', 'draft-with-notice')
def draft(s):
    """Three hours before the limit; a clarification is no reply of this text."""
    s.clock.to('18:30')
    text = 'Здравствуйте! Какой это сад?'
    members = s.gkh.draft_members(s.pit, text, GKH, 'clarification', body='gkh')
    s.gkh.refused('kind-not-allowed', s.pit, 'submitted', {'text': text}, **members)
    s.gkh.write(s.pit, 'Здравствуйте! Смотрим.', GKH, step='drafted', body='gkh')
    s.gkh.write(s.pit, 'Здравствуйте! Смотрим.', GKH, body='gkh')
    s.await_told(s.pit, 'submitted', ['kurator', 'kurator2'])
    same(s.limits(s.pit), {
        'answer': '16.02 23:00 open', 'return gkh': '16.02 16:20 late',
        'submit gkh': '16.02 20:00 kept', 'approve': '16.02 19:30 open'})


@story.scene('9', 'responsible-executor-writes-too')
def responsible_writes(s):
    """Shares, submits, takes back, submits, places, checks, promises and corrects."""
    text = 'Здравствуйте! Переправа у Посольского закрыта с 18 часов, стоит пост.'
    s.otvet.write(s.ice, text, TRANSPORT, step='drafted', body='transport')
    s.otvet.write(s.ice, text, TRANSPORT, body='transport')
    s.otvet.act(s.ice, 'withdrawn')
    s.otvet.write(s.ice, text, TRANSPORT, body='transport')
    s.kurator.rework(s.ice, 'Кто стоит на посту?')
    s.await_told(s.ice, 'reworked', ['otvet', 'transport'])
    s.otvet.write(s.ice, text, TRANSPORT, body='transport')
    s.clock.to('18:40')
    s.kurator.approve(s.ice)
    s.await_told(s.ice, 'approved', ['otvet', 'transport'])
    s.publish(s.otvet, s.ice)
    same(s.limits(s.ice), {
        'answer': '16.02 20:00 kept', 'return transport': '16.02 16:30 late',
        'submit transport': '16.02 18:30 kept', 'approve': '16.02 19:30 kept',
        'rework transport': '16.02 19:30 kept', 'publish': '16.02 19:10 kept'})
    for person in (s.otvet, s.transport, s.kurator):
        person.act(s.ice, 'checked', reply='there')
        person.act(s.ice, 'promised', date='2026-02-20')
    for person in (s.otvet, s.transport):
        published = s.kurator.newest(s.ice)['draft']
        corrected = f'{text} Телефон 112, {published}.'
        s.otvet.write(s.ice, corrected, TRANSPORT, body='transport', corrects=published)
        s.kurator.approve(s.ice)
        person.act(s.ice, 'reply-corrected', {'text': corrected}, url='https://vk.com/wall-1_1',
                   proof='Снимок', **s.kurator.newest(s.ice))
    s.otvet.write(s.ice, text, TRANSPORT, body='transport', corrects=s.kurator.newest(s.ice)['draft'])
    s.kurator.approve(s.ice)
    s.correct(s.otvet, s.ice)
    same([words for _, words in s.replies(s.ice)], [text, text])


@story.scene('10', 'sent-back-with-notice')
def sent_back(s):
    """Within the hour."""
    s.clock.to('19:00')
    for other in (s.gkh, s.komitet):
        other.refused('not-allowed', s.pit, 'reworked', {'remarks': 'Нет'}, draft=1)
    s.kurator.rework(s.pit, 'Что сделано?')
    s.await_told(s.pit, 'reworked', ['gkh'])
    same(s.limits(s.pit)['approve'], '16.02 19:30 kept')
    same(s.limits(s.pit)['rework gkh'], '16.02 20:00 open')


@story.scene('11', 'resubmitted-late')
def resubmitted(s):
    """Taken back at ten to eight, handed in five minutes past."""
    s.clock.to('19:50')
    s.gkh.write(s.pit, 'Здравствуйте! Закрыли.', GKH, body='gkh')
    s.kurator.refused('not-allowed', s.pit, 'withdrawn')
    s.gkh.act(s.pit, 'withdrawn')
    s.clock.to('20:05')
    s.gkh.write(s.pit, REPLY, GKH, body='gkh')
    same(s.limits(s.pit)['rework gkh'], '16.02 20:00 late')
    same(s.limits(s.pit)['submit gkh'], '16.02 20:00 kept')
    same(s.limits(s.pit)['approve'], '16.02 21:05 open')
    s.await_told(s.pit, 'submitted', ['kurator', 'kurator2'] * 3)


@story.scene('12', 'published-at-night')
def published(s):
    """In the evening, approved late, placed within half an hour by the Executor, once."""
    s.clock.to('21:10')
    newest = s.kurator.newest(s.pit)
    for other in (s.gkh, s.komitet):
        other.refused('not-allowed', s.pit, 'approved', **newest)
    s.kurator.approve(s.pit)
    s.await_told(s.pit, 'approved', ['gkh'])
    s.kurator.refused('not-allowed', s.pit, 'publish-intended', account=GKH,
                      guid=str(uuid.uuid4()), **newest)
    s.clock.to('21:30')
    s.publish(s.gkh, s.pit)
    same(s.replies(s.pit), [(GKH_NAME, REPLY)])
    same(s.limits(s.pit), {
        'answer': '16.02 23:00 kept', 'return gkh': '16.02 16:20 late',
        'submit gkh': '16.02 20:00 kept', 'approve': '16.02 21:05 late',
        'rework gkh': '16.02 20:00 late', 'publish': '16.02 21:40 kept'})


@story.scene('14', 'interim')
def interim(s):
    """Seven working days over Sagaalgan and the holiday, till the final draft is handed in."""
    s.clock.to('22:00')
    s.send(s.heat, 'gkh', 'zhkh')
    same(s.limits(s.heat)['answer'], '17.02 06:00 open')
    s.answer(s.gkh, s.heat, 'Здравствуйте! Бригада выехала.', GKH, 'gkh', s.kurator, 'interim')
    same(s.limits(s.heat), {
        'answer': '17.02 06:00 kept', 'return gkh': '16.02 22:30 kept',
        'submit gkh': '17.02 03:00 kept', 'approve': '16.02 23:00 kept',
        'publish': '16.02 22:30 kept', 'final': '27.02 18:00 open'})


@story.scene('15', 'responsible-executor-and-order')
def co_executors(s):
    """The Coordinator names who writes and the order; what is sent is there for both at once."""
    s.clock.to('2026-02-17 09:00')
    s.send(s.ferry, 'gkh', 'roads')
    s.gkh.refused('not-allowed', s.ferry, 'contribution-requested', body='kabansk')
    s.kurator.act(s.ferry, 'contribution-requested', body='kabansk', order=1)
    s.kurator.act(s.ferry, 'contribution-requested', body='health', order=2)
    s.kurator.act(s.ferry, 'contribution-requested', body='transport', order=3)
    same(s.limits(s.ferry)['contribute kabansk'], '17.02 11:00 open')
    s.health.refused('not-your-turn', s.ferry, 'contributed', {'text': 'Рано'}, body='health')
    text = 'Здравствуйте! Мост откроют 20 февраля, скорая дежурит на обоих берегах.'
    members = s.gkh.draft_members(s.ferry, text, GKH, body='gkh')
    s.gkh.refused('drafter-needed', s.ferry, 'submitted', {'text': text}, **members)
    s.gkh.refused('not-allowed', s.ferry, 'responsible-appointed', body='gkh')
    s.kurator.act(s.ferry, 'responsible-appointed', body='transport')
    s.clock.to('11:01')
    s.kabansk.act(s.ferry, 'contributed', {'text': 'Мост закрыт до 20 февраля.'}, body='kabansk')
    s.clock.to('11:30')
    s.health.act(s.ferry, 'contributed', {'text': 'Скорая на обоих берегах.'}, body='health')
    same(s.limits(s.ferry)['contribute kabansk'], '17.02 11:00 late')
    same(s.limits(s.ferry)['contribute health'], '17.02 13:01 kept')
    same([event['payload']['text'] for event in s.otvet.events(s.ferry, 'contributed')],
         ['Мост закрыт до 20 февраля.', 'Скорая на обоих берегах.'])
    s.kurator.refused('not-foreseen', s.ferry, 'contribution-forwarded', body='health')
    s.gkh.refused('other-body', s.ferry, 'submitted', {'text': text}, **members)
    s.answer(s.transport, s.ferry, text, TRANSPORT, 'transport', s.kurator)
    same([words for _, words in s.replies(s.ferry)], [text])


@story.scene('16', 'repeat-message')
def repeat(s):
    """Under 7 to 13; the earlier case is opened again."""
    s.clock.to('12:00')
    s.kurator.act(s.pit, 'evaluated', quality=4, satisfaction=2)
    s.kurator.act(s.pit, 'closed')
    s.kurator.act(s.again, 'detected')
    s.triage(s.kurator, s.again, 'safety')
    s.komitet.refused('not-allowed', s.again, 'linked', earlier=s.pit)
    s.kurator.act(s.again, 'linked', earlier=s.pit)
    s.komitet.refused('not-allowed', s.again, 'routed', body='gkh')
    s.kurator.act(s.again, 'routed', body='gkh')
    same(s.limits(s.again), {
        'answer': '17.02 20:00 open', 'return gkh': '17.02 12:30 open',
        'submit gkh': '17.02 17:00 open'})
    s.gkh.refused('not-allowed', s.again, 'joined', matter=s.pit)
    s.kurator.act(s.again, 'joined', matter=s.pit)
    s.gkh.refused('not-allowed', s.pit, 'reopened')
    s.kurator.act(s.pit, 'reopened')
    s.answer(s.gkh, s.again, 'Здравствуйте! Меры приняты: крышку приварили.', GKH, 'gkh', s.kurator)


@story.scene('18', 'not-processed')
def not_processed(s):
    """With a ground that the text names."""
    s.komitet.refused('not-allowed', s.rude, 'dismissed', reason='not-processed')
    s.kurator.refused('reason-needed', s.rude, 'dismissed')
    s.kurator.refused('not-foreseen', s.rude, 'dismissed', reason='not-processed', ground='spam')
    s.kurator.act(s.rude, 'dismissed', reason='not-processed', ground='obscene')
    chat = s.register(s.kurator, 'vk', 'https://vk.example.org/8', 'С праздником, соседи!')
    s.kurator.act(chat, 'dismissed', reason='out-of-scope')
    same(s.limits(s.rude), {})


@story.scene('19', 'law-enforcement')
def referral(s):
    """Found by an Executor in the ministry's own group, passed on at once, by Executors only."""
    place = {'network': 'vk', 'permalink': 'https://vk.com/wall-200000032_4?reply=7',
             'by_hand': True}
    s.threat = str(uuid.uuid4())
    words = {'text': 'Подожгу контору в субботу, у кого есть бензин?'}
    s.health.refused('other-body', s.threat, 'found', words, body='gkh', **place)
    s.komitet.refused('not-allowed', s.threat, 'found', words, **place)
    s.gkh.act(s.threat, 'found', words, body='gkh', **place)
    s.kurator.act(s.threat, 'detected')
    s.triage(s.kurator, s.threat, 'safety', unlawful=True)
    same(s.limits(s.threat)['referral'], 'at once open')
    s.kurator.refused('not-allowed', s.threat, 'referred', {'text': 'Передано в МВД.'})
    s.gkh.act(s.threat, 'referred', {'text': 'Передано в МВД, талон 12.'})
    same(s.limits(s.threat)['referral'], 'at once kept')
    s.gkh.refused('wrong-state', s.threat, 'referred', {'text': 'Ещё раз.'})


@story.scene('24', 'immediate-report-in-two-steps')
def immediate_report(s):
    """The Centre to the chairman of the Committee, who reports to the Head."""
    s.send(s.strike, 'transport', 'transport', significant=True)
    same(s.limits(s.strike)['immediate-report'], 'at once open')
    words = {'text': 'Забастовка водителей.'}
    first = {'report': 'immediate-report', 'to': 'komitet', 'step': 1}
    second = {'report': 'immediate-report', 'to': 'glava', 'step': 2}
    s.komitet.refused('not-your-turn', s.strike, 'reported', words, **second)
    s.transport.refused('not-allowed', s.strike, 'reported', words, **first)
    s.kurator.refused('not-allowed', s.strike, 'reported', words, **second)
    one = s.kurator.act(s.strike, 'reported', words, **first)
    same(s.limits(s.strike)['immediate-report'], 'at once kept')
    same(s.limits(s.strike)['report-on'], 'at once open')
    s.await_told(s.strike, 'reported', ['komitet'])
    s.komitet.act(s.strike, 'acknowledged', report=one)
    two = s.komitet.act(s.strike, 'reported', words, **second)
    same(s.limits(s.strike)['report-on'], 'at once kept')
    s.await_told(s.strike, 'reported', ['glava', 'komitet'])
    s.kurator.refused('not-allowed', s.strike, 'acknowledged', report=two)
    s.glava.act(s.strike, 'acknowledged', report=two)
    for person in (s.kurator, s.transport, s.otvet, s.komitet, s.glava):
        person.act(s.strike, 'noted', {'text': 'На контроле.'})


@story.scene('23', 'success-cases')
def success(s):
    """Offered by the Executor or the minister, refused with a reason or agreed, placed, reported."""
    offer = {'text': 'Как закрыли люк за четыре часа'}
    s.kurator.refused('not-allowed', s.again, 'case-offered', offer)
    s.gkh.act(s.again, 'case-offered', offer)
    s.kurator.refused('not-allowed', s.again, 'case-agreed')
    s.komitet.refused('reason-needed', s.again, 'case-declined', {'reason': ' '})
    s.kurator.refused('not-allowed', s.again, 'case-declined', {'reason': 'Рано'})
    s.komitet.act(s.again, 'case-declined', {'reason': 'Добавьте фотографию.'})
    s.ministr.act(s.again, 'case-offered', offer)
    owed = [(duty['id'], s.clock.show(duty['due']), duty['state']) for duty in s.duties()
            if duty['id'].startswith('case')]
    assert ('case-agree', '20.02 18:00', 'open') in owed, owed
    s.komitet.act(s.again, 'case-agreed')
    s.gkh.refused('malformed', s.again, 'case-published', url='нигде')
    s.kurator.refused('not-allowed', s.again, 'case-published', url='https://egov-buryatia.ru/1')
    s.gkh.act(s.again, 'case-published', url='https://egov-buryatia.ru/1')
    owed = [(duty['id'], s.clock.show(duty['due']), duty['state']) for duty in s.duties()
            if duty['id'].startswith('case')]
    assert ('case-agree', '20.02 18:00', 'done') in owed, owed
    assert ('case-published', '26.02 18:00', 'open') in owed, owed


@story.scene('7', 'returned-for-the-third-time')
def third_return(s):
    """Whoever watches the limits is told, once; the Coordinators each time."""
    case = s.go_round('ok', [(s.gkh, 'gkh'), (s.transport, 'transport'), (s.gkh, 'gkh')])
    s.await_told(case, 'returned', ['glava', 'nadzor', *['kurator', 'kurator2'] * 3])


@story.scene('1', 'networks-and-messages-by-hand')
def networks(s):
    """Two networks only; no deficiency notices and no substitution in this text."""
    s.register_on(s.kurator, 'ok', 'vk')
    s.kurator.refused('not-foreseen', str(uuid.uuid4()), 'found', {'text': 'Вопрос'},
                      network='telegram', permalink='https://t.me/1', by_hand=True)
    for number, person in enumerate((s.otvet, s.transport)):
        case = s.register(s.kurator, 'ok', f'https://ok.ru/topic/{number}', 'Где автобус?')
        s.send(case, 'gkh', 'transport')
        s.kurator.act(case, 'returned', {'reason': 'Ошибка'}, body='gkh', recalled=True)
        s.kurator.act(case, 'routed', body='transport')
        s.transport.write(case, 'Здравствуйте! Автобус вышел на линию.', 'by-hand',
                          body='transport')
        s.kurator.approve(case)
        person.act(case, 'published-by-hand', kind='final', url='https://ok.ru/topic/9',
                   proof='Снимок', **s.transport.newest(case))
    s.gkh.act(s.again, 'noted', {'text': 'Сделано.'})
    s.kurator.refused('not-foreseen', s.again, 'deficiency-noted', {'text': 'Поздно'}, body='gkh',
                      ground='late')
    s.admin.refused('not-foreseen', 'office', 'substitution-set', ground='illness', id='ill',
                    absent='gkh', substitute='transport',
                    **s.days('2026-02-17 09:00', '2026-02-18 09:00'))


@story.scene('23', 'second-success-case')
def second_success(s):
    """The minister places it."""
    s.send(s.bench, 'gkh', 'improvement')
    s.answer(s.gkh, s.bench, 'Здравствуйте! Рады, что вам нравится.', GKH, 'gkh', s.kurator)
    s.gkh.act(s.bench, 'case-offered', {'text': 'Скамейки за день'})
    s.komitet.act(s.bench, 'case-agreed')
    s.ministr.act(s.bench, 'case-published', url='https://egov-buryatia.ru/2')


@story.scene('14', 'final-draft-late')
def final_late(s):
    """One minute after the last day."""
    s.clock.to('2026-02-27 18:01')
    same(s.limits(s.heat)['final'], '27.02 18:00 overdue')
    s.answer(s.gkh, s.heat, 'Здравствуйте! Котёл заменён, в домах 21 градус.', GKH, 'gkh',
             s.kurator)
    same(s.limits(s.heat)['final'], '27.02 18:00 late')


def agreed_report(s, sort, sender, other):
    """Offered, declined with reasons and proposals, offered anew, agreed, sent."""
    stream, period = s.report(), {'period': '2026-Q1'}
    words = {'text': 'Сообщения по темам, категориям и каналам.'}
    s.komitet.refused('not-allowed', stream, f'{sort}-offered', words, **period)
    s.kurator.refused('wrong-state', stream, f'{sort}-offered', words, period='2026-Q2')
    offer = s.kurator.act(stream, f'{sort}-offered', words, **period)
    sender.refused('agreement-needed', stream, f'{sort}-sent', offer=offer, **period)
    s.kurator.refused('not-allowed', stream, f'{sort}-agreed', offer=offer, **period)
    s.kurator.refused('not-allowed', stream, f'{sort}-declined', {'reason': 'Рано'}, offer=offer,
                      **period)
    s.komitet.refused('reason-needed', stream, f'{sort}-declined', {'reason': ' '}, offer=offer,
                      **period)
    s.komitet.act(stream, f'{sort}-declined', {'reason': 'Нет динамики', 'proposals': 'Добавить'},
                  offer=offer, **period)
    offer = s.kurator.act(stream, f'{sort}-offered', words, **period)
    s.komitet.act(stream, f'{sort}-agreed', offer=offer, **period)
    other.refused('not-allowed', stream, f'{sort}-sent', offer=offer, **period)
    sender.act(stream, f'{sort}-sent', offer=offer, **period)


@story.scene('21', 'rating-by-four-metrics')
def rating(s):
    """Quality, timeliness, activity and mean time, a quarter each; satisfaction is asked."""
    s.gkh.refused('not-allowed', s.heat, 'evaluated', quality=5)
    s.kurator.refused('malformed', s.heat, 'evaluated', quality=5, satisfaction=6)
    s.kurator.act(s.heat, 'evaluated', quality=3, satisfaction=4)
    s.gkh.refused('not-allowed', s.heat, 'closed')
    s.kurator.act(s.heat, 'closed')
    s.clock.to('2026-04-01 09:00')
    told = json.loads(s.ctl('rating', '--period', '2026-Q1', '--office', s.folder, '--json'))
    same([(metric['id'], metric['weight']) for metric in told['formula']['metrics']],
         [('timeliness', 25), ('quality', 25), ('activity', 25), ('mean-time', 25)])
    body = next(one for one in told['bodies'] if one['body'] == 'gkh')
    same((body['quality']['points'], len(body['quality']['cases'])), (700, 2))
    agreed_report(s, 'rating', sender=s.komitet, other=s.kurator)


@story.scene('25', 'quarterly-report')
def quarterly_report(s):
    """The last working day before the 15th, and the Committee's two working days before that."""
    owed = {duty['id']: (s.clock.show(duty['due']), duty['state']) for duty in s.duties()
            if duty.get('period', {}).get('id') == '2026-Q1'}
    same(owed, {'quarterly-report': ('14.04 18:00', 'open'), 'report-offer': ('10.04 18:00', 'open')})
    s.clock.to('2026-04-08 10:00')
    agreed_report(s, 'report', sender=s.kurator, other=s.komitet)
    same([(s.clock.show(duty['due']), duty['state']) for duty in s.duties()
          if duty['id'] == 'report-agree'], [('10.04 18:00', 'done')] * 2)
    same({duty['id']: duty['state'] for duty in s.duties()
          if duty.get('period', {}).get('id') == '2026-Q1'},
         {'quarterly-report': 'done', 'report-offer': 'done'})


@story.scene('17', 'demands-on-a-reply')
def demands(s):
    """A reply is to the point, and one to a repeat says what was done."""
    same(s.complaints('Здравствуйте! Ваше обращение принято.'),
         [('to-the-point', '17', False)])
    same(s.complaints('Здравствуйте! Ваше обращение рассмотрено по Федеральному закону № 59-ФЗ, '
                      'ответ дадут в течение 30 дней.', '--repeat'),
         [('repeat-says-what-was-done', '16', False)])
    same(s.complaints(REPLY), [])


@story.scene('20', 'what-the-text-states')
def stated(s):
    """Executor and head of body answer equally; nothing is claimed of Law 59-FZ."""
    rules = s.text()['rules']
    same(rules.get('responsibility', {}).get('roles'), ['executor', 'body-head'])
    same(rules.get('not_59_fz'), None)
    same(rules.get('satisfaction', {}).get('clause'), '3')
    same(rules.get('closing', {}).get('by'), 'curator')
    same(rules.get('accounts'), {'clause': '2.1', 'watched': True})


if __name__ == '__main__':
    sys.exit(story.tell())
