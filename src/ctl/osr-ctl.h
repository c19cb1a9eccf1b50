/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands of open-sources-ctl share: the table they stand in, how they read options and
 * say what went wrong, and the program's one main loop. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OSR_CTL_OK     0
#define OSR_CTL_FAILED 1
#define OSR_CTL_USAGE  2

/* A subcommand. @run gets its own name as argv[0] and returns the exit status. */
typedef struct {
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
} OsrCtlCommand;

/**
 * osr_ctl_dispatch:
 * @program: what was typed so far, "open-sources-ctl admin"
 * @commands: (array zero-terminated=1): what may follow
 * @argc: arguments, the one before the subcommand included
 *
 * Runs the subcommand that argv[1] names; --help lists them.
 *
 * Returns: the exit status
 */
int osr_ctl_dispatch (const char *program, const OsrCtlCommand *commands, int argc, char **argv);

/**
 * osr_ctl_parse:
 * @usage: what follows the program's name, "admin grant PERSON ROLE [BODY]"
 * @summary: one or more sentences
 * @entries: the options
 * @bounds: fewest and most arguments after the subcommand's name
 *
 * Takes the options out of @argv. Says what is wrong, if something is.
 *
 * Returns: whether to go on; --help ends the program
 */
gboolean osr_ctl_parse (const char *usage, const char *summary, const GOptionEntry *entries,
                        const int bounds[2], int *argc, char ***argv);

/**
 * osr_ctl_use_language:
 * @language: (nullable): "ru" or "en"; %NULL leaves what the environment says
 * @error: another language, or a machine without a locale in UTF-8
 *
 * Makes the answer speak @language, whatever locale the program was started in.
 */
gboolean osr_ctl_use_language (const char *language, GError **error);

/* Says why it did not work, and returns %OSR_CTL_FAILED. @error may be %NULL. */
int osr_ctl_fail (const GError *error);

/* Runs @loop: the program's only one, for subcommands that wait for something. */
void osr_ctl_run_loop (GMainLoop *loop);

/* Waiting for one asynchronous call: give osr_ctl_await_done() and the struct to it, then ask for its
 * result. */
typedef struct {
  GMainLoop *loop;
  GAsyncResult *result;
} OsrCtlAwait;

void osr_ctl_await_done (GObject *source, GAsyncResult *result, gpointer await);

/* (transfer full): the result, once it is there; the struct may be used again */
GAsyncResult *osr_ctl_await (OsrCtlAwait *await);

/* Lets @ms go by, while what is under way goes on; ends early when @cancellable (nullable) is
 * cancelled. */
void osr_ctl_pause (guint ms, GCancellable *cancellable);

/**
 * osr_ctl_read_secret:
 * @prompt: shown when a person types it; what is typed is not shown
 * @error: nothing could be read
 *
 * Reads one line from standard input: a password or a token is never an argument, since arguments
 * are seen by everybody on the machine.
 *
 * Returns: (transfer full): the line without its end; "" when there is none
 */
char *osr_ctl_read_secret (const char *prompt, GError **error);

G_END_DECLS
