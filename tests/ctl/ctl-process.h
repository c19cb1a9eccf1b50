/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program open-sources-ctl, run as a person runs it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  int status; /* exit status, -1 when it did not end by itself */
  char *output;
  char *errors;
} Ran;

/**
 * ctl_run:
 * @input: (nullable): what it reads
 * @...: its arguments, then %NULL
 *
 * In the locale that CTL_LOCALE names, else C.UTF-8.
 */
Ran *ctl_run (const char *input, ...) G_GNUC_NULL_TERMINATED;
void ran_free (Ran *ran);

/* (transfer full): what a program that was started writes to @path once it listens */
char *ctl_await_port (const char *path);

/* Runs it and expects success. */
#define ctl_run_well(input, ...)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (Ran) ran_ = ctl_run (input, __VA_ARGS__, NULL);                                     \
    if (ran_->status != 0)                                                                         \
      g_test_message ("%s%s", ran_->output, ran_->errors);                                         \
    g_assert_cmpint (ran_->status, ==, 0);                                                         \
  }                                                                                                \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ran, ran_free)

G_END_DECLS
