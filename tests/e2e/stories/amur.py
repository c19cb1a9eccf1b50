# SPDX-License-Identifier: GPL-3.0-or-later
"""Amur Oblast, decree of 18.03.2020 No 111: eight working hours, from a wet day in April over the May
holidays to the last day of an interim reply.

Working time is 9–13 and 14–18; 30 April and 8 May are shortened (till 17), 1, 9 and 11 May are off.
"""
import json
import sys
import uuid

import stage
from stage import same

GKH, TRANSPORT, OFFICE = 'vk-gkh', 'vk-transport', 'vk-office'
WATER = 'Второй день нет горячей воды в доме 12 на Лесной, дорогу к котельной тоже не чистят'
BRIDGE = 'На мосту через Зею голый лёд, песка нет совсем, утром две аварии'
CLINIC = 'Не могу записать ребёнка к врачу, говорят, талонов нет до конца месяца'
YARD = 'Когда уже сделают освещение во дворе на Калинина 10, обещали ещё осенью'
SCHOOL = 'Школьный автобус не доезжает до Волково, дорога размыта, дети идут два километра'
AGAIN = 'Опять нет горячей воды на Лесной 12, писали уже, когда это кончится'
ABUSE = 'Вы там все [нецензурное слово], ничего делать не умеете'
THANKS = 'Спасибо за ремонт крыльца в поликлинике!'
HOSPITAL = 'В районной больнице отключили отопление, в палатах двенадцать градусов'
FORUM = 'https://forum.example.org/amur/topic/77'

REPLY = ('Здравствуйте! Аварию на теплотрассе по Лесной устранят сегодня до 20 часов, горячую воду '
         'дадут вечером. Телефон аварийной службы 112.')

story = stage.Story(
    'amur', at='2026-04-29 09:00', post='-200000001_1', locality='Благовещенск',
    cast=['kurator', 'kurator2', 'gkh', 'gkh2', 'zamministra', 'transport', 'health', 'nadzor',
          'admin'],
    people=[
        {'person': 'gkh2', 'name': 'Магданова Ксения Павловна',
         'post': 'Главный специалист министерства жилищно-коммунального хозяйства',
         'roles': [{'role': 'executor', 'body': 'gkh'}]},
        {'person': 'zamministra', 'name': 'Рябинин Аркадий Фомич',
         'post': 'Заместитель министра жилищно-коммунального хозяйства',
         'roles': [{'role': 'organiser', 'body': 'gkh'}]},
    ])


@story.scene('5', 'accounts-with-links')
def accounts_with_links(s):
    """A body may have accounts, and their links are there for the site to show."""
    link = 'https://vk.com/minzhkh_amur'
    s.admin.act('office', 'account-set', account='vk-gkh', network='vk', body='gkh',
                owner='200000002', name='Министерство ЖКХ Амурской области', public_link=link,
                api_base=s.wall.url, link_base=s.wall.url)
    links = [event.get('public_link') for event in s.gkh.sync().office
             if event['type'] == 'account-set' and event['account'] == 'vk-gkh']
    same(links[-1], link)
    same(s.text()['rules'].get('accounts'), {'clause': '5', 'links': True})
    s.gkh.refused('not-allowed', 'office', 'account-set', account='vk-gkh', network='vk',
                  owner='200000002', name='Чужое')


@story.scene('6', 'taken-up-once')
def taken_up_once(s):
    """Only the curator takes up, and one of them; topics come before routing."""
    s.water, s.bridge, s.clinic, s.yard = s.citizens(WATER, BRIDGE, CLINIC, YARD)
    same(s.limits(s.water), {})
    s.clock.to('09:30')
    s.gkh.refused('not-found', s.water, 'detected')
    s.kurator.act(s.water, 'detected')
    s.kurator2.refused('claimed', s.water, 'detected')
    s.kurator.refused('triage-needed', s.water, 'routed', body='transport')
    same(s.limits(s.water), {'route': '29.04 10:00 open', 'answer': '30.04 09:30 open'})


@story.scene('8', 'triaged-and-sent-in-time')
def triaged_and_sent(s):
    """Two topics, a place, high importance; sent within half an hour."""
    s.clock.to('09:50')
    s.nadzor.refused('not-allowed', s.water, 'triaged', topics=['zhkh'], importance='high')
    s.triage(s.kurator, s.water, 'roads', 'zhkh', importance='high')
    same(s.kurator.last(s.water, 'triaged')['topics'], ['roads', 'zhkh'])
    s.nadzor.refused('not-allowed', s.water, 'routed', body='transport')
    s.kurator.act(s.water, 'routed', body='transport')
    same(s.limits(s.water), {
        'route': '29.04 10:00 kept', 'answer': '30.04 09:30 open',
        'return transport': '29.04 11:50 open', 'submit transport': '29.04 14:30 open'})


@story.scene('9', 'returned-as-not-theirs')
def returned(s):
    """With a reason; the other body has two hours anew, and the same moment for the draft."""
    s.clock.to('11:00')
    s.gkh.refused('not-found', s.water, 'returned', {'reason': 'Не наше'}, body='transport')
    s.transport.refused('reason-needed', s.water, 'returned', body='transport')
    s.transport.act(s.water, 'returned', {'reason': 'Дорога к котельной — внутриквартальная.'},
                    body='transport')
    s.clock.to('11:10')
    s.kurator.act(s.water, 'routed', body='gkh')
    same(s.limits(s.water), {
        'route': '29.04 10:00 kept', 'answer': '30.04 09:30 open',
        'return gkh': '29.04 14:10 open', 'submit gkh': '29.04 14:30 open'})


@story.scene('7', 'who-has-it-in-the-body')
def who_has_it(s):
    """The deputy minister hands it from one executor to another."""
    s.gkh.act(s.water, 'assigned', body='gkh', executor='gkh2')
    s.zamministra.act(s.water, 'assigned', body='gkh', executor='gkh')
    s.gkh.refused('not-allowed', s.water, 'reassigned', body='gkh', executor='gkh2')
    s.gkh.refused('not-allowed', s.water, 'substituted', body='gkh', executor='gkh2')
    s.zamministra.act(s.water, 'reassigned', body='gkh', executor='gkh2')
    s.zamministra.act(s.water, 'substituted', body='gkh', executor='gkh')
    s.zamministra.refused('not-allowed', s.water, 'assigned', body='gkh', executor='transport')
    same([event['executor'] for event in s.kurator.sync().cases[s.water] if 'executor' in event],
         ['gkh2', 'gkh', 'gkh2', 'gkh'])


@story.scene('7.2', 'substitution')
def substitution(s):
    """The colleague from another body stands in while the executor is ill, and no longer."""
    span = s.days('2026-04-29 11:00', '2026-04-29 12:10')
    entry = {'id': 'ill', 'absent': 'gkh2', 'substitute': 'health', **span}
    s.admin.refused('not-foreseen', 'office', 'substitution-set', ground='acting', **entry)
    s.health.refused('not-allowed', 'office', 'substitution-set', ground='illness', **entry)
    s.health.refused('not-substitute', s.water, 'noted', {'text': 'Смотрю.'}, 'gkh2')
    s.admin.act('office', 'substitution-set', ground='illness', **entry)
    assert s.health.sees(s.water), 'the substitute sees what the absent person sees'
    s.clock.to('12:00')
    s.health.write(s.water, 'Здравствуйте! Информация передана.', GKH, acting_for='gkh2',
                   body='gkh')
    event = s.kurator.last(s.water, 'submitted')
    same((event['by'], event['for']), ('health', 'gkh2'))
    for number, ground in enumerate(('leave', 'trip', 'study', 'other')):
        s.admin.act('office', 'substitution-set', id=ground, ground=ground, absent='transport',
                    substitute='gkh2', **s.days(f'2027-01-1{number} 09:00',
                                              f'2027-01-1{number} 18:00'))
    s.admin.refused('loop', 'office', 'substitution-set', id='loop', ground='leave', absent='gkh2',
                    substitute='transport', **s.days('2027-01-10 10:00', '2027-01-10 11:00'))


@story.scene('12', 'sent-back-with-remarks')
def sent_back(s):
    """Half an hour for the curator, an hour for the executor, across lunch."""
    s.clock.to('12:20')
    same(s.limits(s.water), {
        'route': '29.04 10:00 kept', 'answer': '30.04 09:30 open', 'return gkh': '29.04 14:10 kept',
        'submit gkh': '29.04 14:30 kept', 'approve': '29.04 12:30 open'})
    s.gkh.refused('wrong-state', s.water, 'returned', {'reason': 'Не наше'}, body='gkh')
    s.gkh.refused('not-allowed', s.water, 'reworked', {'remarks': 'Нет срока.'}, draft=1)
    s.health.refused('not-found', s.water, 'withdrawn')
    s.kurator.rework(s.water, 'Напишите, когда дадут воду и куда звонить.')
    same(s.limits(s.water)['approve'], '29.04 12:30 kept')
    same(s.limits(s.water)['rework gkh'], '29.04 14:20 open')


@story.scene('13', 'reworked-within-the-hour')
def reworked(s):
    """Shared in the body, submitted, taken back, submitted again."""
    s.clock.to('14:10')
    s.gkh.write(s.water, 'Воду дадут вечером.', GKH, step='drafted', body='gkh')
    s.gkh.write(s.water, 'Воду дадут вечером.', GKH, body='gkh')
    s.kurator.refused('not-allowed', s.water, 'withdrawn')
    s.gkh.act(s.water, 'withdrawn')
    s.kurator.refused('wrong-state', s.water, 'approved', **s.kurator.newest(s.water))
    s.clock.to('14:15')
    s.gkh.write(s.water, REPLY, GKH, body='gkh')
    same(s.limits(s.water)['rework gkh'], '29.04 14:20 kept')
    same(s.limits(s.water)['approve'], '29.04 14:45 open')


@story.scene('14', 'approved-late-and-published-once')
def published_once(s):
    """Nobody but the curator approves, five minutes late; the body's own account answers."""
    s.clock.to('14:50')
    newest = s.kurator.newest(s.water)
    for other in (s.gkh, s.nadzor):
        other.refused('not-allowed', s.water, 'approved', **newest)
    s.kurator.refused('text-changed', s.water, 'approved', draft=newest['draft'],
                      digest='0' * 64)
    s.kurator.approve(s.water)
    s.clock.to('15:10')
    s.kurator.refused('not-allowed', s.water, 'publish-intended', account=GKH,
                      guid=str(uuid.uuid4()), **newest)
    s.gkh.refused('not-foreseen', s.water, 'publish-intended', account=OFFICE, fallback=True,
                  mention='id1', guid=str(uuid.uuid4()), **newest)
    s.publish(s.gkh, s.water)
    same(s.replies(s.water), [('Министерство ЖКХ Амурской области (демонстрация)', REPLY)])
    same(s.limits(s.water), {
        'route': '29.04 10:00 kept', 'answer': '30.04 09:30 kept', 'return gkh': '29.04 14:10 kept',
        'submit gkh': '29.04 14:30 kept', 'approve': '29.04 14:45 late',
        'rework gkh': '29.04 14:20 kept', 'publish': '29.04 15:20 kept'})
    s.transport.refused('other-body', s.water, 'checked', reply='there')
    s.gkh.act(s.water, 'checked', reply='there')
    s.kurator.act(s.water, 'checked', reply='there')


@story.scene('14', 'published-text-corrected')
def corrected(s):
    """A wrong number: the correction is approved as a reply is, and shown at the same place."""
    text = REPLY.replace('112', '8 4162 112')
    published = s.gkh.newest(s.water)['draft']
    s.gkh.refused('wrong-state', s.water, 'reply-corrected', {'text': text}, draft=published,
                  digest='0' * 64, url='https://vk.com/wall-1_2', proof='Снимок')
    s.gkh.write(s.water, text, GKH, body='gkh', corrects=published)
    s.kurator.approve(s.water)
    s.correct(s.gkh, s.water)
    same([words for _, words in s.replies(s.water)], [text])
    s.gkh.write(s.water, REPLY, GKH, body='gkh', corrects=s.gkh.newest(s.water)['draft'])
    s.kurator.approve(s.water)
    members = dict(s.gkh.newest(s.water), url='https://vk.com/wall-200000001_1', proof='Снимок')
    s.kurator.refused('not-allowed', s.water, 'reply-corrected', {'text': REPLY}, **members)
    s.gkh.act(s.water, 'reply-corrected', {'text': REPLY}, **members)


@story.scene('8', 'shortened-limit')
def shortened_limit(s):
    """The curator names four hours, at most eight: what is left for the draft must still fit."""
    s.clock.to('15:30')
    s.kurator.act(s.bridge, 'detected')
    for minutes in (481, 0):
        s.kurator.refused('limit-too-long', s.bridge, 'triaged', topics=['roads'],
                          importance='high', limit_minutes=minutes)
    s.kurator.refused('limit-too-long', s.bridge, 'triaged', topics=['roads'], importance='high',
                      shortened=True)
    s.triage(s.kurator, s.bridge, 'roads', importance='high', limit_minutes=240)
    s.clock.to('15:45')
    s.kurator.act(s.bridge, 'routed', body='transport')
    same(s.limits(s.bridge), {
        'route': '29.04 16:00 kept', 'answer': '30.04 10:30 open',
        'return transport': '29.04 17:45 open', 'submit transport': '30.04 09:30 open'})


@story.scene('6', 'clarification-asked')
def clarification_asked(s):
    """What to ask the author is agreed as a reply is, and goes out from the office's account."""
    s.clock.to('16:00')
    s.kurator.act(s.clinic, 'detected')
    s.triage(s.kurator, s.clinic, 'health')
    s.clock.to('16:35')
    s.kurator.act(s.clinic, 'routed', body='health')
    same(s.limits(s.clinic)['route'], '29.04 16:30 late')
    s.answer(s.health, s.clinic, 'Здравствуйте! Какая это поликлиника и к какому врачу?', OFFICE,
             'health', s.kurator, 'clarification')
    same(s.limits(s.clinic), {
        'route': '29.04 16:30 late', 'answer': '30.04 16:00 kept',
        'return health': '30.04 09:35 kept', 'submit health': '30.04 11:00 kept',
        'approve': '29.04 17:05 kept', 'publish': '29.04 17:05 kept'})


@story.scene('15', 'interim-draft')
def interim_draft(s):
    """Detected in the last hour of the day: the shortened day before the holiday ends the limit."""
    s.clock.to('17:00')
    s.send(s.yard, 'gkh', 'improvement')
    same(s.limits(s.yard), {
        'route': '29.04 17:30 kept', 'answer': '30.04 17:00 open', 'return gkh': '30.04 10:00 open',
        'submit gkh': '30.04 12:00 open'})
    s.clock.to('17:30')
    s.transport.write(s.bridge, 'Здравствуйте! Мост посыпан песком в 17 часов.', TRANSPORT,
                      body='transport')
    s.clock.to('17:50')
    s.kurator.approve(s.bridge)
    same(s.limits(s.bridge)['publish'], '30.04 09:20 open')


@story.scene('14', 'published-late')
def published_late(s):
    """Ten minutes after the half hour, which went on the next morning; the reply is in time."""
    s.clock.to('2026-04-30 09:00')
    s.school, s.again, s.abuse, s.thanks, s.hospital = s.citizens(
        SCHOOL, AGAIN, ABUSE, THANKS, HOSPITAL)
    s.clock.to('09:30')
    s.publish(s.transport, s.bridge)
    same(s.limits(s.bridge), {
        'route': '29.04 16:00 kept', 'answer': '30.04 10:30 kept',
        'return transport': '29.04 17:45 kept', 'submit transport': '30.04 09:30 kept',
        'approve': '29.04 18:00 kept', 'publish': '30.04 09:20 late'})


@story.scene('16.1', 'curator-orders-contributions')
def contributions(s):
    """Two bodies are asked, one after the other; the executor asks nobody."""
    s.clock.to('09:40')
    s.send(s.school, 'gkh', 'roads', 'education')
    s.clock.to('10:00')
    s.gkh.refused('not-allowed', s.school, 'contribution-requested', body='transport')
    s.kurator.act(s.school, 'contribution-requested', body='transport', order=1)
    s.kurator.act(s.school, 'contribution-requested', body='health', order=2)
    same(s.limits(s.school), {
        'route': '30.04 10:10 kept', 'answer': '04.05 10:40 open', 'return gkh': '30.04 11:40 open',
        'submit gkh': '30.04 14:40 open', 'contribute transport': '30.04 12:00 open'})
    s.health.refused('not-your-turn', s.school, 'contributed', {'text': 'Рано.'}, body='health')


@story.scene('11', 'author-answers')
def author_answers(s):
    """The limits run anew from the author's answer, over the long weekend."""
    s.clock.to('10:10')
    s.gkh.refused('not-found', s.clinic, 'author-replied')
    s.health.act(s.clinic, 'author-replied', {'text': 'Вторая детская, к окулисту.'})
    same(s.limits(s.clinic), {
        'route': '29.04 16:30 late', 'answer': '04.05 11:10 open',
        'return health': '30.04 09:35 kept', 'submit health': '30.04 15:10 open',
        'approve': '29.04 17:05 kept', 'publish': '29.04 17:05 kept'})


@story.scene('15', 'interim-published')
def interim_published(s):
    """It satisfies the reply's limit and starts seven working days over both holidays."""
    s.clock.to('11:00')
    s.answer(s.gkh, s.yard, 'Здравствуйте! Проект освещения готов, работы начнутся в мае.', GKH,
             'gkh', s.kurator, 'interim')
    same(s.limits(s.yard), {
        'route': '29.04 17:30 kept', 'answer': '30.04 17:00 kept', 'return gkh': '30.04 10:00 late',
        'submit gkh': '30.04 12:00 kept', 'approve': '30.04 11:30 kept',
        'publish': '30.04 11:30 kept', 'final': '13.05 18:00 open',
        'submit-final': '12.05 18:00 open'})
    s.transport.refused('not-found', s.yard, 'promised', date='2026-05-13')
    s.gkh.act(s.yard, 'promised', date='2026-05-13')
    s.kurator.act(s.yard, 'promised', date='2026-05-20')


@story.scene('16.2', 'contributions-go-to-the-curator')
def contributed(s):
    """The second one's two hours begin with its turn; the curator passes both on."""
    s.clock.to('11:30')
    s.kurator.refused('wrong-state', s.school, 'contribution-forwarded', body='transport')
    s.gkh.refused('other-body', s.school, 'contributed', {'text': 'Чужое'}, body='transport')
    s.transport.act(s.school, 'contributed', {'text': 'Дорогу отсыплют 5 мая.'}, body='transport')
    s.clock.to('12:10')
    s.health.act(s.school, 'contributed', {'text': 'Фельдшер в Волково есть.'}, body='health')
    s.gkh.refused('not-allowed', s.school, 'contribution-forwarded', body='transport')
    for body in ('transport', 'health'):
        s.kurator.act(s.school, 'contribution-forwarded', body=body)
    same(s.limits(s.school), {
        'route': '30.04 10:10 kept', 'answer': '04.05 10:40 open',
        'return gkh': '30.04 11:40 overdue', 'submit gkh': '30.04 14:40 open',
        'contribute transport': '30.04 12:00 kept', 'contribute health': '30.04 14:30 kept'})


@story.scene('16.4', 'joint-draft-by-whom-the-curator-names')
def joint_draft(s):
    """Nobody writes until the curator has named who."""
    s.clock.to('12:30')
    text = 'Здравствуйте! Дорогу к Волково отсыплют 5 мая, с 6 мая автобус пойдёт до села.'
    members = s.gkh.draft_members(s.school, text, GKH, body='gkh')
    s.gkh.refused('drafter-needed', s.school, 'submitted', {'text': text}, **members)
    s.gkh.refused('not-allowed', s.school, 'drafter-named', body='gkh')
    s.kurator.refused('not-foreseen', s.school, 'sequence-allowed', bodies=['gkh', 'transport'])
    s.kurator.act(s.school, 'drafter-named', body='gkh')
    s.transport.refused('other-body', s.school, 'submitted', {'text': text}, **members)
    s.answer(s.gkh, s.school, text, GKH, 'gkh', s.kurator)
    same(s.replies(s.school), [('Министерство ЖКХ Амурской области (демонстрация)', text)])


@story.scene('17', 'repeat-message')
def repeat(s):
    """Linked with the earlier case, sent by the curator under the ordinary limits, answered with
    what was done; the earlier case is opened again and both are one matter."""
    s.kurator.act(s.water, 'evaluated', quality=4)
    s.kurator.act(s.water, 'closed')
    s.clock.to('12:40')
    s.kurator.act(s.again, 'detected')
    s.triage(s.kurator, s.again, 'zhkh')
    s.nadzor.refused('not-allowed', s.again, 'linked', earlier=s.water)
    s.kurator.refused('not-found', s.again, 'linked', earlier=str(uuid.uuid4()))
    s.kurator.act(s.again, 'linked', earlier=s.water)
    s.nadzor.refused('not-allowed', s.again, 'routed', body='gkh')
    s.kurator.act(s.again, 'routed', body='gkh')
    same(s.limits(s.again), {
        'route': '30.04 14:10 kept', 'answer': '04.05 14:40 open', 'return gkh': '30.04 15:40 open',
        'submit gkh': '04.05 09:40 open'})
    s.gkh.refused('not-allowed', s.again, 'joined', matter=s.water)
    s.kurator.act(s.again, 'joined', matter=s.water)
    s.gkh.refused('not-allowed', s.water, 'reopened')
    s.kurator.act(s.water, 'reopened')
    text = 'Здравствуйте! Меры приняты: 29 апреля заменили задвижку, сегодня меняют участок трубы.'
    s.gkh.write(s.again, text, GKH, body='gkh')
    s.kurator.rework(s.again, 'Добавьте срок.')
    same(s.limits(s.again)['rework gkh'], '30.04 14:40 open')
    s.answer(s.gkh, s.again, text + ' Закончат к 16 часам.', GKH, 'gkh', s.kurator, 'interim')
    same(s.limits(s.again)['final'], '13.05 18:00 open')
    same(s.limits(s.again)['submit-final'], '12.05 18:00 open')


@story.scene('19', 'not-processed')
def not_processed(s):
    """On a ground that the text names; praise needs no reply. Nothing is counted for either."""
    s.clock.to('14:20')
    s.kurator.act(s.abuse, 'detected')
    s.gkh.refused('not-found', s.abuse, 'dismissed', reason='not-processed', ground='obscene')
    s.nadzor.refused('not-allowed', s.abuse, 'dismissed', reason='not-processed')
    s.kurator.refused('reason-needed', s.abuse, 'dismissed')
    s.kurator.refused('not-foreseen', s.abuse, 'dismissed', reason='not-processed', ground='spam')
    s.kurator.act(s.abuse, 'dismissed', reason='not-processed', ground='obscene')
    s.kurator.refused('wrong-state', s.abuse, 'routed', body='gkh')
    s.kurator.act(s.thanks, 'dismissed', reason='no-reply')
    same((s.limits(s.abuse), s.limits(s.thanks)), ({}, {}))


@story.scene('22', 'immediate-report')
def immediate_report(s):
    """To the deputy chairman, who is told by mail and confirms."""
    s.clock.to('14:30')
    s.send(s.hospital, 'health', 'health', importance='high', significant=True)
    same(s.limits(s.hospital)['immediate-report'], 'at once open')
    members = {'report': 'immediate-report', 'to': 'nadzor'}
    words = {'text': 'В районной больнице нет отопления, о ней пишут во всех группах.'}
    s.health.refused('not-allowed', s.hospital, 'reported', words, **members)
    s.nadzor.refused('wrong-state', s.hospital, 'acknowledged', report=1)
    s.kurator.refused('not-foreseen', s.hospital, 'reported', words, report='weekly', to='nadzor')
    report = s.kurator.act(s.hospital, 'reported', words, **members)
    same(s.limits(s.hospital)['immediate-report'], 'at once kept')
    s.await_told(s.hospital, 'reported', ['nadzor'])
    s.kurator.refused('not-allowed', s.hospital, 'acknowledged', report=report)
    s.nadzor.act(s.hospital, 'acknowledged', report=report)
    for person, text in ((s.nadzor, 'Выезжаю.'), (s.kurator, 'Звонил главврачу.'),
                         (s.health, 'Бригада на месте.')):
        person.act(s.hospital, 'noted', {'text': text})


@story.scene('21', 'deficiency-notice')
def deficiency_notice(s):
    """From the curator to the deputy chairmen; the text speaks of no measures."""
    words = {'text': 'Министерство вернуло проект с опозданием.'}
    members = {'body': 'health', 'ground': 'late'}
    s.health.refused('not-allowed', s.hospital, 'deficiency-noted', words, **members)
    s.nadzor.refused('not-allowed', s.hospital, 'deficiency-noted', words, **members)
    s.kurator.refused('not-foreseen', s.hospital, 'deficiency-noted', words, measure='reprimand',
                      **members)
    s.kurator.refused('reason-needed', s.hospital, 'deficiency-noted', words, body='health',
                      ground=' ')
    s.kurator.act(s.hospital, 'deficiency-noted', words, **members)
    s.await_told(s.hospital, 'deficiency-noted', ['nadzor'])
    same(len(s.letters('nadzor')), 2)


@story.scene('12', 'clarification-answered-to-the-curator')
def answered_to_the_curator(s):
    """Asked under the hospital's news; the author telephones, and the curator says so."""
    s.answer(s.health, s.hospital, 'Здравствуйте! В каком отделении холодно?', OFFICE, 'health',
             s.kurator, 'clarification')
    s.nadzor.refused('not-allowed', s.hospital, 'author-replied')
    s.clock.to('14:35')
    s.kurator.act(s.hospital, 'author-replied', {'text': 'В терапии.'})
    same(s.limits(s.hospital)['answer'], '04.05 15:35 open')


@story.scene('9', 'returned-for-the-third-time')
def third_return(s):
    """Whoever watches the limits is told, once."""
    case = s.go_round('blog', [(s.gkh, 'gkh'), (s.transport, 'transport'), (s.gkh, 'gkh')])
    s.await_told(case, 'returned', ['nadzor'])


@story.scene('4', 'networks-of-the-text')
def networks(s):
    """Two social networks, and whatever else people write on."""
    s.register_on(s.kurator, 'ok', 'vk', 'blog', 'microblog', 'video-host', 'messenger',
                  'review-site')


@story.scene('4', 'forum-by-hand')
def by_hand(s):
    """A forum is registered by hand, once, and answered by hand; a network that is off is refused."""
    s.clock.to('14:40')
    s.forum = str(uuid.uuid4())
    words = {'text': 'На Заречной яма, объехать нельзя', 'author_name': 'zeya_77'}
    link = {'permalink': FORUM, 'by_hand': True}
    s.kurator.refused('not-foreseen', s.forum, 'found', words, network='facebook', **link)
    s.gkh.refused('not-allowed', s.forum, 'found', words, network='forum', **link)
    s.kurator.act(s.forum, 'found', words, network='forum', **link)
    s.kurator2.refused('known', str(uuid.uuid4()), 'found', words, network='forum', **link)
    s.send(s.forum, 'gkh', 'roads')
    s.gkh.refused('not-allowed', s.forum, 'returned', {'reason': 'Ошибка'}, body='gkh',
                  recalled=True)
    s.kurator.act(s.forum, 'returned', {'reason': 'Дорога областная'}, body='gkh', recalled=True)
    s.kurator.act(s.forum, 'routed', body='transport')
    s.transport.write(s.forum, 'Здравствуйте! Яму заделают 6 мая.', 'by-hand', body='transport')
    s.kurator.approve(s.forum)
    members = dict(s.transport.newest(s.forum), kind='final', url=FORUM + '#5', proof='Снимок')
    s.kurator.refused('not-allowed', s.forum, 'published-by-hand', **members)
    s.transport.act(s.forum, 'published-by-hand', **members)
    s.transport.refused('not-foreseen', s.forum, 'case-offered', {'text': 'Хороший пример'})
    s.transport.refused('not-foreseen', s.forum, 'referred', {'text': 'В полицию'})
    s.kurator.refused('not-foreseen', s.forum, 'evaluated', quality=5, satisfaction=5)


@story.scene('4', 'messages-from-a-file')
def imported(s):
    """What another program found is registered from a file, once, by whoever may register."""
    lines = [{'permalink': 'https://blog.example.org/amur/1', 'network': 'blog', 'text': 'Яма у рынка'},
             {'permalink': 'https://t.me/amur/2', 'network': 'messenger', 'text': 'Нет света в Белогорске',
              'published_at': '2026-04-29T10:12:00+09:00', 'author_name': 'Белогорец'}]
    path = s.write_lines('messages.ndjson', lines)
    for counts in ({'registered': 2, 'known': 0, 'refused': 0},
                   {'registered': 0, 'known': 2, 'refused': 0}):
        said = s.ctl('import', path, '--json', '--server', s.server, '--login', 'kurator',
                     said=s.password('kurator') + '\n')
        same(json.loads(said), counts)
    s.kurator.sync()
    assert s.kurator.find('Нет света в Белогорске') and s.kurator.find('Яма у рынка')


@story.scene('6', 'message-changed-and-deleted')
def changed(s):
    """The author rewrites it and then takes it away: both texts are kept, nothing is answered."""
    case, = s.citizens('На Театральной не убран снег')
    s.send(case, 'gkh', 'improvement')
    number = int(s.kurator.events(case)[0]['native_id'].split('_')[-1])
    s.wall.edit(number, 'На Театральной не убран снег, человек упал')
    same(s.await_event(case, 'message-changed')['payload']['text'],
         'На Театральной не убран снег, человек упал')
    same(s.kurator.events(case)[0]['payload']['text'], 'На Театральной не убран снег')
    s.wall.delete(number)
    s.await_event(case, 'message-deleted')
    same(s.limits(case), {'route': '30.04 15:10 kept'})
    text = 'Здравствуйте! Убираем.'
    s.gkh.refused('message-gone', case, 'submitted', {'text': text},
                  **s.gkh.draft_members(case, text, GKH, body='gkh'))
    s.kurator.act(case, 'closed', {'reason': 'Автор удалил сообщение.'})


@story.scene('11', 'draft-late')
def draft_late(s):
    """The draft after the author's answer comes after its moment, the reply in time."""
    s.clock.to('15:20')
    s.answer(s.health, s.clinic, 'Здравствуйте! К окулисту второй детской поликлиники вас записали '
             'на 5 мая в 10 часов.', OFFICE, 'health', s.kurator)
    same(s.limits(s.clinic)['submit health'], '30.04 15:10 late')
    same(s.limits(s.clinic)['answer'], '04.05 11:10 kept')
    same(len(s.replies(s.clinic)), 2)


@story.scene('20', 'marks-and-closing')
def marks(s):
    """The curator marks the quality of what the executor answers for, and closes."""
    s.health.refused('not-allowed', s.clinic, 'evaluated', quality=5)
    s.kurator.refused('malformed', s.clinic, 'evaluated', quality=6)
    s.kurator.act(s.clinic, 'evaluated', quality=5)
    s.health.refused('not-allowed', s.clinic, 'closed')
    s.kurator.act(s.clinic, 'closed')
    looks = [event['reply'] for event in s.await_all(s.bridge, 'checked') if event['by'] == 'checker']
    same(looks[:1], ['there'])
    same(s.text()['rules'].get('responsibility', {}).get('roles'), ['executor'])


@story.scene('15', 'final-within-seven-working-days')
def final_reply(s):
    """The draft a working day before; the reply on the last day."""
    s.clock.to('2026-05-12 18:01')
    same(s.limits(s.yard)['submit-final'], '12.05 18:00 overdue')
    s.clock.to('2026-05-13 09:10')
    text = 'Здравствуйте! Во дворе на Калинина 10 с 12 мая горят четыре новых фонаря.'
    s.answer(s.gkh, s.yard, text, GKH, 'gkh', s.kurator)
    same(s.limits(s.yard)['submit-final'], '12.05 18:00 late')
    same(s.limits(s.yard)['final'], '13.05 18:00 kept')
    same(s.limits(s.again)['final'], '13.05 18:00 open')
    same([text for _, text in s.replies(s.yard)][-1], text)


@story.scene('18', 'demands-on-a-reply')
def demands(s):
    """A reply is to the point, one to a repeat says what was done, and none speaks of Law 59-FZ."""
    same(s.complaints('Здравствуйте! Ваше обращение принято.'),
         [('to-the-point', '18', False)])
    same(s.complaints('Здравствуйте! Ваше обращение рассмотрено по Федеральному закону № 59-ФЗ, '
                      'ответ дадут в течение 30 дней.', '--repeat'),
         [('repeat-says-what-was-done', '17', False),
         ('not-59-fz', '2', False)])
    same(s.complaints(REPLY), [])


@story.scene('2', 'what-the-text-states')
def stated(s):
    """What needs no step of anybody is told to every workstation with its clause."""
    rules = s.text()['rules']
    same(rules.get('not_59_fz', {}).get('clause'), '2')
    same(rules.get('publish_from', {}).get('account'), 'body')
    same(rules.get('closing', {}).get('by'), 'curator')
    same(s.duties(), [])


if __name__ == '__main__':
    sys.exit(story.tell())
