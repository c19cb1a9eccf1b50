/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: header, strips, and the page for where the session stands. */
#pragma once

#include <adwaita.h>

#include "app/frame/osr-panes.h"
#include "app/frame/osr-session.h"

G_BEGIN_DECLS

#define OSR_TYPE_WINDOW (osr_window_get_type ())
G_DECLARE_FINAL_TYPE (OsrWindow, osr_window, OSR, WINDOW, AdwApplicationWindow)

/* Actions: "win.sign-out", "win.show-attention", "win.back", "win.page" ('message', 'side'), and
 *   "queue.next", "queue.previous", "queue.filter", "queue.search" passed on to the queue. */

/**
 * osr_window_new:
 * @settings: (nullable): remembers sizes; %NULL when the schema is not installed
 */
GtkWidget *osr_window_new (GtkApplication *application, OsrSession *session,
                           OsrWorkplace *workplace, GSettings *settings);

/* What stands in the fields of the sign-in page; each nullable. */
void osr_window_prefill (OsrWindow *self, const char *server, const char *login);

/**
 * osr_window_set_strip:
 * @strip: (nullable): shown under the header; only the demonstration has one
 */
void osr_window_set_strip (OsrWindow *self, GtkWidget *strip);

/**
 * osr_window_set_preparing:
 * @sentence: (nullable): what is being waited for before anybody can sign in; %NULL when ready
 */
void osr_window_set_preparing (OsrWindow *self, const char *sentence);

/* Nobody can ever sign in: @sentence says why and what to do. */
void osr_window_show_failure (OsrWindow *self, const char *sentence);

/* Shows @sentence for a while at the bottom of the window. */
void osr_window_show_toast (OsrWindow *self, const char *sentence);

/* Which page is shown: "today" (the work), "rating", "reports"; the last two only for people who read
 * every case. Also the state of the action "win.section". */
void osr_window_set_section (OsrWindow *self, const char *section);
const char *osr_window_get_section (OsrWindow *self);

OsrPanes *osr_window_get_panes (OsrWindow *self);
OsrSession *osr_window_get_session (OsrWindow *self);
OsrWorkplace *osr_window_get_workplace (OsrWindow *self);

/* For osr_window_new(): in osr-window-actions.c. */
void osr_window_install_actions (OsrWindow *self);
void osr_window_class_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
