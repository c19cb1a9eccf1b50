# SPDX-License-Identifier: GPL-3.0-or-later
"""Saratov Oblast, decree of 24.03.2020 No 92: publications, limits that the curator sets, replies in the
name of the official representative, accounts that have to live.

Working time is 9–13 and 14–18; 20 April 2026 is shortened (till 17), 21 April (Radonitsa) is off.
"""
import json
import sys
import uuid

import stage
from stage import same

GKH, TRANSPORT, OFFICE = 'vk-gkh', 'vk-transport', 'vk-office'
GKH_NAME = 'Минстрой Саратовской области (демонстрация)'
YARD = 'Энгельс, Полтавская 12: двор затопило, к подъезду доски, автобусы воду разгоняют'
STOP = 'Балаково: на остановке у рынка оторвало крышу, висит на одном болте'
QUEUE = 'Вольск: в поликлинике нет хирурга, направляют в Саратов'
PARK = 'Маркс: сквер у вокзала разрыли и бросили'
ROAD = 'Аткарск: мост на ремонте, скорая не проедет, школьники идут пешком'
AGAIN = 'Энгельс, Полтавская 12: опять вода у подъезда'
SWEAR = 'Министры [нецензурное слово], хватит врать'
GAS = 'Ртищево: третий день без газа, люди перекрывают улицу'

REPLY = 'Здравствуйте! Воду у дома 12 откачали сегодня к 15 часам, ливнёвку прочистят 20 апреля.'

story = stage.Story(
    'saratov', at='2026-04-17 09:00', post='-200000041_1', locality='Энгельс',
    cast=['kurator', 'kurator2', 'gkh', 'gkh2', 'transport', 'health', 'predstavitel',
          'zamministra', 'nadzor', 'gubernator', 'admin'],
    people=[
        {'person': 'kurator', 'roles': [{'role': 'curator'}]},
        {'person': 'kurator2', 'roles': [{'role': 'curator'}]},
        {'person': 'gkh', 'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'transport', 'roles': [{'role': 'executor', 'body': 'transport'}]},
        {'person': 'health', 'roles': [{'role': 'executor', 'body': 'health'}]},
        {'person': 'gkh2', 'name': 'Чардымская Эмма Львовна',
         'post': 'Главный специалист министерства строительства',
         'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'zamministra', 'name': 'Идолгин Марк Петрович',
         'post': 'Заместитель министра строительства',
         'roles': [{'role': 'organiser', 'body': 'gkh'}]},
        {'person': 'nadzor', 'post': 'Вице-губернатор'},
        {'person': 'gubernator', 'name': 'Терсинский Роман Глебович', 'post': 'Губернатор',
         'roles': [{'role': 'supervisor'}]},
    ])


def write(s, case, text, account=GKH, kind='final', **more):
    """The ministry submits a draft, in the name of its representative."""
    return s.gkh.write(case, text, account, kind, body='gkh', voice='predstavitel', **more)


def answer(s, case, text, kind='final'):
    """Draft, approval and publication in one go."""
    write(s, case, text, kind=kind)
    s.kurator.approve(case)
    return s.publish(s.gkh, case)


@story.scene('7', 'sent-five-minutes-late')
def sent(s):
    """The curator takes up, names topics, place and importance, and sends."""
    (s.yard, s.stop, s.queue, s.park, s.road, s.again, s.swear, s.gas) = s.citizens(
        YARD, STOP, QUEUE, PARK, ROAD, AGAIN, SWEAR, GAS)
    s.clock.to('09:15')
    s.gkh.refused('not-found', s.yard, 'detected')
    s.nadzor.refused('not-allowed', s.yard, 'detected')
    s.kurator.act(s.yard, 'detected')
    s.kurator2.refused('claimed', s.yard, 'detected')
    s.kurator.refused('triage-needed', s.yard, 'routed', body='transport')
    s.nadzor.refused('not-allowed', s.yard, 'triaged', topics=['transport'], importance='normal')
    s.triage(s.kurator, s.yard, 'transport', 'zhkh')
    same(s.limits(s.yard), {'route': '17.04 09:45 open', 'answer': '20.04 10:15 open'})
    s.clock.to('09:50')
    s.nadzor.refused('not-allowed', s.yard, 'routed', body='transport')
    s.kurator.act(s.yard, 'routed', body='transport')
    same(s.limits(s.yard), {
        'route': '17.04 09:45 late', 'answer': '20.04 10:15 open',
        'return transport': '17.04 10:20 open', 'submit transport': '17.04 15:15 open'})


@story.scene('8', 'returned-with-reasons')
def returned(s):
    """Never without."""
    s.clock.to('10:10')
    s.transport.refused('reason-needed', s.yard, 'returned', body='transport')
    s.gkh.refused('not-found', s.yard, 'returned', {'reason': 'Не наше'}, body='transport')
    s.transport.act(s.yard, 'returned', {'reason': 'Ливнёвка двора — жилищное хозяйство.'},
                    body='transport')
    s.clock.to('10:20')
    s.kurator.act(s.yard, 'routed', body='gkh')
    same(s.limits(s.yard), {
        'route': '17.04 09:45 late', 'answer': '20.04 10:15 open', 'return gkh': '17.04 10:50 open',
        'submit gkh': '17.04 15:15 open'})


@story.scene('6', 'who-has-it-in-the-body')
def who_has_it(s):
    """The deputy minister hands it on; this text knows no substitution."""
    for person in (s.gkh, s.zamministra):
        person.act(s.yard, 'assigned', body='gkh', executor='gkh')
    s.gkh.refused('not-allowed', s.yard, 'reassigned', body='gkh', executor='gkh2')
    s.zamministra.act(s.yard, 'reassigned', body='gkh', executor='gkh2')
    s.admin.refused('not-foreseen', 'office', 'substitution-set', ground='illness', id='ill',
                    absent='gkh2', substitute='gkh',
                    **s.days('2026-04-17 09:00', '2026-04-18 09:00'))


@story.scene('6', 'in-the-name-of-the-official-representative')
def voice(s):
    """The reply is theirs, and nobody else's of the ministry."""
    s.clock.to('14:00')
    text = 'Здравствуйте! Разбираемся.'
    members = s.gkh.draft_members(s.yard, text, GKH, body='gkh')
    s.gkh.refused('not-foreseen', s.yard, 'submitted', {'text': text}, voice='gkh2', **members)
    s.predstavitel.refused('not-allowed', s.yard, 'submitted', {'text': text}, **members)
    s.gkh.act(s.yard, 'drafted', {'text': text}, **members)
    s.gkh.refused('voice-needed', s.yard, 'submitted', {'text': text}, **members)
    s.gkh.act(s.yard, 'submitted', {'text': text}, voice='predstavitel', **members)
    same(s.kurator.last(s.yard, 'submitted')['voice'], 'predstavitel')
    s.predstavitel.act(s.yard, 'noted', {'text': 'Выйдет от моего имени.'})


@story.scene('10', 'sent-back-and-reworked')
def sent_back(s):
    """Half an hour, then an hour; a draft may be taken back."""
    s.clock.to('14:20')
    same(s.limits(s.yard), {
        'route': '17.04 09:45 late', 'answer': '20.04 10:15 open', 'return gkh': '17.04 10:50 late',
        'submit gkh': '17.04 15:15 kept', 'approve': '17.04 14:30 open'})
    for other in (s.gkh, s.nadzor):
        other.refused('not-allowed', s.yard, 'reworked', {'remarks': 'Нет'}, draft=1)
    s.kurator.rework(s.yard, 'Что сделано и когда?')
    same(s.limits(s.yard)['approve'], '17.04 14:30 kept')
    same(s.limits(s.yard)['rework gkh'], '17.04 15:20 open')
    write(s, s.yard, 'Здравствуйте! Откачали.')
    s.kurator.refused('not-allowed', s.yard, 'withdrawn')
    s.gkh.act(s.yard, 'withdrawn')
    s.clock.to('15:10')
    write(s, s.yard, REPLY)
    same(s.limits(s.yard)['rework gkh'], '17.04 15:20 kept')
    same(s.limits(s.yard)['approve'], '17.04 15:40 open')


@story.scene('11', 'published-late-and-once')
def published(s):
    """Five minutes after the half hour, the reply itself in time."""
    s.clock.to('15:30')
    newest = s.kurator.newest(s.yard)
    for other in (s.gkh, s.nadzor):
        other.refused('not-allowed', s.yard, 'approved', **newest)
    s.kurator.approve(s.yard)
    s.kurator.refused('not-allowed', s.yard, 'publish-intended', account=GKH,
                      guid=str(uuid.uuid4()), **newest)
    s.clock.to('16:05')
    s.publish(s.gkh, s.yard)
    same(s.replies(s.yard), [(GKH_NAME, REPLY)])
    same(s.limits(s.yard), {
        'route': '17.04 09:45 late', 'answer': '20.04 10:15 kept', 'return gkh': '17.04 10:50 late',
        'submit gkh': '17.04 15:15 kept', 'approve': '17.04 15:40 kept',
        'rework gkh': '17.04 15:20 kept', 'publish': '17.04 16:00 late'})
    for person in (s.gkh, s.kurator):
        person.act(s.yard, 'checked', reply='there')
        person.act(s.yard, 'promised', date='2026-04-20')
    text = REPLY.replace('20', '22')
    write(s, s.yard, text, corrects=newest['draft'])
    s.kurator.approve(s.yard)
    s.correct(s.gkh, s.yard)
    same(s.replies(s.yard), [(GKH_NAME, text)])
    write(s, s.yard, REPLY, corrects=s.gkh.newest(s.yard)['draft'])
    s.kurator.approve(s.yard)
    place = dict(s.gkh.newest(s.yard), url='https://vk.com/wall-1_1', proof='Снимок')
    s.kurator.refused('not-allowed', s.yard, 'reply-corrected', {'text': REPLY}, **place)
    s.gkh.act(s.yard, 'reply-corrected', {'text': REPLY}, **place)


@story.scene('9', 'limit-that-the-curator-sets')
def set_limit(s):
    """Five working hours, never more than nine; the draft leaves room for what follows."""
    s.clock.to('16:30')
    s.kurator.act(s.stop, 'detected')
    for members in ({'limit_minutes': 541}, {'shortened': True}):
        s.kurator.refused('limit-too-long', s.stop, 'triaged', topics=['transport'],
                          importance='high', **members)
    s.triage(s.kurator, s.stop, 'transport', importance='high', limit_minutes=300)
    s.kurator.act(s.stop, 'routed', body='transport')
    same(s.limits(s.stop), {
        'route': '17.04 17:00 kept', 'answer': '20.04 12:30 open',
        'return transport': '17.04 17:00 open', 'submit transport': '20.04 11:30 open'})


@story.scene('5', 'clarification')
def clarification(s):
    """Agreed as a reply; the nine hours run anew over the shortened day and Radonitsa."""
    s.clock.to('17:00')
    s.send(s.queue, 'health', 'health')
    for person, text in ((s.kurator, 'к кому направили?'), (s.health, 'какая поликлиника?')):
        s.answer(s.health, s.queue, f'Здравствуйте! Уточните, {text}', OFFICE, 'health', s.kurator,
                 'clarification')
        s.nadzor.refused('not-allowed', s.queue, 'author-replied')
        person.act(s.queue, 'author-replied', {'text': 'Вторая, к хирургу.'})
    s.answer(s.health, s.queue, 'Здравствуйте! На какой день?', OFFICE, 'health', s.kurator,
             'clarification')
    s.author_replies(s.queue, 'На среду.')
    same(s.limits(s.queue), {
        'route': '17.04 17:30 kept', 'answer': '22.04 10:00 open', 'return health': '17.04 17:30 kept',
        'submit health': '20.04 14:00 open', 'approve': '17.04 17:30 kept',
        'publish': '17.04 17:30 kept'})


@story.scene('12', 'interim')
def interim(s):
    """Seven working days till the final reply itself stands there."""
    s.clock.to('17:30')
    s.send(s.park, 'gkh', 'improvement')
    answer(s, s.park, 'Здравствуйте! Подрядчик сменён.', 'interim')
    same(s.limits(s.park), {
        'route': '17.04 18:00 kept', 'answer': '22.04 10:30 kept', 'return gkh': '17.04 18:00 kept',
        'submit gkh': '20.04 14:30 kept', 'approve': '17.04 18:00 kept',
        'publish': '17.04 18:00 kept', 'final': '29.04 18:00 open'})


@story.scene('13', 'the-last-writes-for-all')
def joint(s):
    """In the curator's order, each within two hours; information goes to the curator."""
    s.clock.to('2026-04-20 09:00')
    s.kurator.act(s.road, 'detected')
    s.triage(s.kurator, s.road, 'roads', 'health')
    s.kurator.act(s.road, 'routed', body='gkh', order=1)
    s.kurator.act(s.road, 'routed', body='transport', order=2)
    s.gkh.refused('not-allowed', s.road, 'contribution-requested', body='health')
    s.kurator.act(s.road, 'contribution-requested', body='health', order=1)
    same(s.limits(s.road)['contribute health'], '20.04 11:00 open')
    s.kurator.refused('wrong-state', s.road, 'contribution-forwarded', body='health')
    s.gkh.act(s.road, 'contributed', {'text': 'Мост сдадут 30 апреля.'}, body='gkh')
    s.clock.to('11:01')
    s.health.act(s.road, 'contributed', {'text': 'Скорая дежурит в Аткарске.'}, body='health')
    same(s.limits(s.road)['contribute health'], '20.04 11:00 late')
    s.health.refused('not-allowed', s.road, 'contribution-forwarded', body='health')
    for body in ('gkh', 'health'):
        s.kurator.act(s.road, 'contribution-forwarded', body=body)
    s.kurator.refused('not-foreseen', s.road, 'drafter-named', body='gkh')
    s.kurator.refused('not-foreseen', s.road, 'sequence-allowed', bodies=['gkh', 'transport'])
    text = 'Здравствуйте! Мост сдадут 30 апреля, до тех пор ходит школьный автобус.'
    members = s.gkh.draft_members(s.road, text, GKH, body='gkh')
    s.gkh.refused('other-body', s.road, 'submitted', {'text': text}, **members)
    s.answer(s.transport, s.road, text, TRANSPORT, 'transport', s.kurator)
    same([words for _, words in s.replies(s.road)], [text])


@story.scene('10', 'draft-late-reply-in-time')
def draft_late(s):
    """One minute too late for the draft under the curator's limit."""
    s.clock.to('11:31')
    s.transport.write(s.stop, 'Здравствуйте! Крышу сняли.', TRANSPORT, body='transport')
    s.clock.to('11:50')
    s.kurator.approve(s.stop)
    s.clock.to('12:10')
    s.publish(s.transport, s.stop)
    same(s.limits(s.stop), {
        'route': '17.04 17:00 kept', 'answer': '20.04 12:30 kept',
        'return transport': '17.04 17:00 late', 'submit transport': '20.04 11:30 late',
        'approve': '20.04 12:01 kept', 'publish': '20.04 12:20 kept'})


@story.scene('14', 'repeat-publication')
def repeat(s):
    """Under 7 to 14; the earlier case is opened again."""
    s.clock.to('12:30')
    s.kurator.act(s.yard, 'evaluated', quality=3)
    s.kurator.act(s.yard, 'closed')
    s.kurator.act(s.again, 'detected')
    s.triage(s.kurator, s.again, 'zhkh')
    s.nadzor.refused('not-allowed', s.again, 'linked', earlier=s.yard)
    s.kurator.act(s.again, 'linked', earlier=s.yard)
    s.nadzor.refused('not-allowed', s.again, 'routed', body='gkh')
    s.kurator.act(s.again, 'routed', body='gkh')
    same(s.limits(s.again), {
        'route': '20.04 13:00 kept', 'answer': '22.04 15:30 open', 'return gkh': '20.04 13:00 open',
        'submit gkh': '22.04 10:30 open'})
    s.gkh.refused('not-allowed', s.again, 'joined', matter=s.yard)
    s.kurator.act(s.again, 'joined', matter=s.yard)
    s.gkh.refused('not-allowed', s.yard, 'reopened')
    s.kurator.act(s.yard, 'reopened')
    answer(s, s.again, 'Здравствуйте! Меры приняты: насос работает с утра.')


@story.scene('16', 'not-processed')
def not_processed(s):
    """With a ground that the text names."""
    s.nadzor.refused('not-allowed', s.swear, 'dismissed', reason='not-processed')
    s.kurator.refused('reason-needed', s.swear, 'dismissed')
    s.kurator.refused('not-foreseen', s.swear, 'dismissed', reason='not-processed', ground='spam')
    s.kurator.act(s.swear, 'dismissed', reason='not-processed', ground='obscene')
    same(s.limits(s.swear), {})


@story.scene('19', 'immediate-report')
def immediate_report(s):
    """To the Governor, who alone is told and confirms."""
    s.clock.to('14:00')
    s.send(s.gas, 'gkh', 'gas', importance='high', significant=True)
    same(s.limits(s.gas)['immediate-report'], 'at once open')
    words, members = {'text': 'Ртищево без газа.'}, {'report': 'immediate-report',
                                                    'to': 'gubernator'}
    s.gkh.refused('not-allowed', s.gas, 'reported', words, **members)
    report = s.kurator.act(s.gas, 'reported', words, **members)
    same(s.limits(s.gas)['immediate-report'], 'at once kept')
    s.await_told(s.gas, 'reported', ['gubernator'])
    s.kurator.refused('not-allowed', s.gas, 'acknowledged', report=report)
    s.gubernator.act(s.gas, 'acknowledged', report=report)
    for person in (s.gubernator, s.kurator, s.gkh):
        person.act(s.gas, 'noted', {'text': 'На контроле.'})


@story.scene('18', 'deficiency-notice')
def deficiency_notice(s):
    """To the vice-governors and deputies, with a measure."""
    words = {'text': 'Публикация возвращена без причины.'}
    members = {'body': 'gkh', 'ground': 'late', 'measure': 'reprimand'}
    s.gkh.refused('not-allowed', s.gas, 'deficiency-noted', words, **members)
    s.kurator.act(s.gas, 'deficiency-noted', words, **members)
    s.await_told(s.gas, 'deficiency-noted', ['gubernator', 'nadzor'])
    s.nadzor.act(s.gas, 'deficiency-noted', words, **members)
    s.await_told(s.gas, 'deficiency-noted', ['gubernator', 'gubernator', 'nadzor'])


@story.scene('8', 'returned-for-the-third-time')
def third_return(s):
    """Whoever watches the limits is told, once."""
    case = s.go_round('ok', [(s.gkh, 'gkh'), (s.transport, 'transport'), (s.gkh, 'gkh')])
    s.await_told(case, 'returned', ['gubernator', 'nadzor'])


@story.scene('3', 'networks-and-publications-by-hand')
def networks(s):
    """Two networks; what is not found by itself is registered and answered by hand."""
    s.register_on(s.kurator, 'vk')
    for network in ('facebook', 'instagram', 'telegram'):
        s.kurator.refused('not-foreseen', str(uuid.uuid4()), 'found', {'text': 'Вопрос'},
                          network=network, permalink='https://example.org/1', by_hand=True)
    place = {'network': 'ok', 'permalink': 'https://ok.ru/topic/1', 'by_hand': True}
    s.gkh.refused('not-allowed', str(uuid.uuid4()), 'found', {'text': 'Вопрос'}, body='gkh', **place)
    case = s.register(s.kurator, 'ok', 'https://ok.ru/topic/1', 'Где забор?')
    s.kurator2.refused('known', str(uuid.uuid4()), 'found', {'text': 'Вопрос'}, **place)
    s.send(case, 'transport', 'improvement')
    s.kurator.act(case, 'returned', {'reason': 'Ошибка'}, body='transport', recalled=True)
    s.kurator.act(case, 'routed', body='gkh')
    write(s, case, 'Здравствуйте! Забор поставят 24 апреля.', 'by-hand')
    s.kurator.approve(case)
    members = dict(s.gkh.newest(case), kind='final', url='https://ok.ru/topic/1#2', proof='Снимок')
    s.kurator.refused('not-allowed', case, 'published-by-hand', **members)
    s.gkh.act(case, 'published-by-hand', **members)
    s.gkh.refused('not-foreseen', case, 'case-offered', {'text': 'Пример'})
    s.gkh.refused('not-foreseen', case, 'referred', {'text': 'В полицию'})


@story.scene('12', 'final-reply-late')
def final_late(s):
    """The draft was there on the last day, the reply was not."""
    s.clock.to('2026-04-29 17:50')
    write(s, s.park, 'Здравствуйте! Сквер у вокзала открыт.')
    s.kurator.approve(s.park)
    s.clock.to('18:01')
    same(s.limits(s.park)['final'], '29.04 18:00 overdue')
    s.publish(s.gkh, s.park)
    same(s.limits(s.park)['final'], '29.04 18:00 late')
    s.gkh.refused('not-allowed', s.park, 'evaluated', quality=5)
    s.kurator.act(s.park, 'evaluated', quality=5)
    s.gkh.refused('not-allowed', s.park, 'closed')
    s.kurator.act(s.park, 'closed')


@story.scene('4', 'accounts-that-live')
def accounts(s):
    """Twice a week, each account of a body by itself: the monitoring counts, and the executor."""
    stream = 'account/vk-gkh'
    s.zamministra.refused('not-allowed', stream, 'account-posted', account='vk-gkh', post='90')
    s.transport.refused('other-body', stream, 'account-posted', account='vk-gkh', post='90')
    s.gkh.act(stream, 'account-posted', account='vk-gkh', post='90')
    s.gkh.refused('known', stream, 'account-posted', account='vk-gkh', post='90')
    same([(duty['count'], duty['needed'], duty['state']) for duty in s.duties()
          if duty['id'] == 'account-activity' and duty.get('subject') == 'vk-gkh'
          and duty['period']['start'][:10] == '2026-04-27'], [(1, 2, 'open')])
    account = {'type': 'account-set', 'at': '2026-04-01T09:00:00+04:00', 'account': 'vk-gkh',
               'network': 'vk', 'body': 'gkh', 'owner': '200000042', 'name': GKH_NAME}
    posts = [{'type': 'account-posted', 'at': f'2026-04-{day}T10:00:00+04:00', 'account': 'vk-gkh'}
             for day in (14, 16, 22)]
    weeks = [(duty['count'], duty['needed'], duty['state'])
             for duty in s.duties_of([account] + posts) if duty['id'] == 'account-activity'
             and duty['period']['start'][:10] in ('2026-04-13', '2026-04-20')]
    same(weeks, [(2, 2, 'done'), (1, 2, 'missed-late')])


@story.scene('19', 'monthly-summary')
def monthly_summary(s):
    """Timeliness, quality and trend, through the vice-governor to the Governor."""
    s.clock.to('2026-05-04 09:00')
    summary = json.loads(s.ctl('summary', '--period', '2026-04', '--office', s.folder, '--json'))
    same(summary['rating']['period']['id'], '2026-04')
    same(s.owed('2026-04'), [('monthly-summary', '19', 'open')])
    words = {'text': 'Своевременность, качество и динамика за апрель.'}
    for other in (s.gkh, s.nadzor):
        other.refused('not-allowed', s.report(), 'summary-made', words, period='2026-04')
    s.kurator.act(s.report(), 'summary-made', words, period='2026-04')
    s.kurator.refused('known', s.report(), 'summary-made', words, period='2026-04')
    same(s.owed('2026-04'), [('monthly-summary', '19', 'done')])


@story.scene('15', 'demands-on-a-reply')
def demands(s):
    """A reply is to the point, and one to a repeat says what was done."""
    same(s.complaints('Здравствуйте! Ваше обращение принято.'),
         [('to-the-point', '15', False)])
    same(s.complaints('Здравствуйте! Ваше обращение рассмотрено по Федеральному закону № 59-ФЗ, '
                      'ответ дадут в течение 30 дней.', '--repeat'),
         [('repeat-says-what-was-done', '14', False)])
    same(s.complaints(REPLY), [])


@story.scene('17', 'what-the-text-states')
def stated(s):
    """The executor answers; nothing is claimed of Law 59-FZ."""
    rules = s.text()['rules']
    same(rules.get('responsibility', {}).get('roles'), ['executor'])
    same(rules.get('not_59_fz'), None)
    same(rules.get('closing', {}).get('by'), 'curator')
    same(rules.get('accounts'), {'clause': '4', 'each_body': True})


if __name__ == '__main__':
    sys.exit(story.tell())
