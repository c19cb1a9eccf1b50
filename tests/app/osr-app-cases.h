/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A morning at the office with a case in every state, for tests that show the window. */
#pragma once

#include "osr-desk-fixture.h"

/* When the morning is looked at. */
#define MORNING "2026-03-06T10:12:04+09:00"

/* Fills the log of a new desk; the clock then stands at %MORNING. */
Desk *morning_new (void);

/* A new case @n of zhkh whose approved reply ("Дадут в 18:00.") was sent by anna, and @outcome is not
 * known: why a person is asked, or "challenge" and "challenge-page" for a question of the network. */
void unsure_happen (Desk *desk, guint n, const char *outcome);

/* (transfer full): the picture that the network asks by, as its event names it */
GBytes *unsure_draw_captcha (void);
