/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the dialects share: an answer of a file or a text, and its lines. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

/* What is asked: "vk wall.getComments", the office's own id ("" for none), the post (nullable). */
typedef struct {
  const char *network;
  const char *method;
  const char *owner;
  const char *post;
} BenchQuestion;

/* (transfer full) (nullable): the answer, or %NULL with @error */
OsrNetworkAnswer *bench_parse (const BenchQuestion *question, const char *text, gssize length,
                               GError **error);

/* (transfer full): the answer in a file under tests/data, which must be readable */
OsrNetworkAnswer *bench_read (const BenchQuestion *question, const char *file);

/* Asserts that record @i is exactly this line. */
void bench_assert_line (OsrNetworkAnswer *answer, guint i, const char *line);

/* Asserts that the file's records are exactly these lines; %NULL ends them. */
void bench_assert_file (const BenchQuestion *question, const char *file,
                        ...) G_GNUC_NULL_TERMINATED;

/* The same of a text. */
void bench_assert_text (const BenchQuestion *question, const char *text,
                        ...) G_GNUC_NULL_TERMINATED;

/* Asserts that the answer is the network's error, described so. */
void bench_assert_fault (const BenchQuestion *question, const char *text, const char *line);
void bench_assert_file_fault (const BenchQuestion *question, const char *file, const char *line);

/* Asserts that the answer cannot be understood, and that the sentence has @words in it. */
void bench_assert_unreadable (const BenchQuestion *question, const char *text, const char *words);

/* Asserts that answers nobody should give are refused with a sentence by every method of @network:
 * endless, too large, cut short, not UTF-8, of the wrong types; and that what is merely odd does no harm. */
void bench_assert_hostile (const char *network);

G_END_DECLS
