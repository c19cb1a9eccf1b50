/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replays corpora through one fuzz target: whole, cut short and with bytes changed in a way that is
 * always the same. A target defines LLVMFuzzerTestOneInput() and, unless it is built for libFuzzer
 * (OSR_FUZZER), a main() that calls fuzz_replay(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/**
 * fuzz_replay:
 * @name: the target's name, for the names of the tests
 * @folders: folders under tests/data whose files are the corpus, %NULL at the end
 * @least: how many files there must be in all
 * @letters: bytes to change others into
 *
 * Returns: the status to end with
 */
int fuzz_replay (int argc, char *argv[], const char *name, const char *const folders[], guint least,
                 const char *letters);

G_END_DECLS
