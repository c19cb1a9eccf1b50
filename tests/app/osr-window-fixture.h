/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of a person who is signed in, or one pane of it in a window of its own, for tests that look
 * at widgets; and the program around them. */
#pragma once

#include "app/osr-window.h"
#include "osr-desk-fixture.h"

/* Begins a test program that shows the window; where there is no display it says that it skips all, and
 * returns %FALSE. */
gboolean window_test_init (int *argc, char ***argv);

/* With words in the language of the locale. */
void window_test_translate (void);

/* Runs the tests that were added; what main() returns. */
int window_test_run (void);

/* The window, before any coordinator. */
typedef struct {
  Desk *desk; /* nullable: owned */
  OsrSession *session;
  OsrWorkplace *workplace;
  OsrWindow *window;
  OsrReplica *replica; /* nullable: borrowed from the session of who signed in at the desk */
} Screen;

/* A window that is not shown yet; sessions live below @place. */
void screen_make (Screen *screen, const char *place, OsrClock *clock);

/* The same of the desk in @screen. */
void screen_make_of_desk (Screen *screen);

/* Signs @person in at the desk, where nothing answers. */
void screen_sign_in (Screen *screen, const char *person);

/* Lets the window draw what it has. */
void screen_settle (Screen *screen);
void screen_leave (Screen *screen, gconstpointer data);

/* One person before one pane. */
typedef struct {
  Desk *desk; /* owned */
  OsrReplica *replica;
  OsrWorkplace *workplace;
  GtkWidget *window;
  GtkWidget *pane;
} Seat;

/* Has @person sit before @pane, in a window that is not shown yet, at the desk in @seat. */
void seat_sit (Seat *seat, const char *person, GtkWidget *pane);

/* Opens case @n and shows the window. */
void seat_open (Seat *seat, guint n);
void seat_leave (Seat *seat);

/* (transfer none) (nullable): @widget, or the first below it, in the order of the tree, that is of @type;
 * or whose type has that very name */
GtkWidget *find_child (GtkWidget *widget, GType type);
GtkWidget *find_named (GtkWidget *widget, const char *type);

/* (transfer none) (nullable): a window of @type */
GtkWidget *find_window (GType type);

/* Whether a label says @words, perhaps among others, where they can be seen. */
gboolean says (GtkWidget *widget, const char *words);
