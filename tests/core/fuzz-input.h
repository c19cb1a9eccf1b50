/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a fuzz target that is not about what it examines. Built with -fsanitize=fuzzer
 * (define OSR_FUZZER) a target is libFuzzer's; as it stands it replays its corpus, whole, cut short
 * and changed in a way that is always the same. With --mutate it goes on changing for as long as it is
 * told: fuzz-… --mutate 7 --runs 100000 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/**
 * fuzz_main:
 * @name: of the target, "fuzz-regulation"
 * @files: (array zero-terminated=1): the corpus: files, and folders with files that end in .json or .conf
 *
 * Returns: the exit status
 */
int fuzz_main (int argc, char **argv, const char *name, const char *const *files);

G_END_DECLS
