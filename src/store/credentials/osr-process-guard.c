/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A core file would hold every token and every citizen's name that the program knows, and crash
 * handlers keep or send such files. Two means, since neither covers all: the limit stops the kernel
 * from writing one, but does not hold for a handler that is piped to; a process that is not dumpable
 * is not handed to those either, and its /proc files are root's. What is lost is a debugger on the
 * running service without root: the log of its warnings has to do.
 *
 * The window does not call this: a desktop portal tells a program by its /proc files, which would be
 * out of its reach then. */
#include "store/credentials/osr-process-guard.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

void
osr_process_guard (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0 || prctl (PR_SET_DUMPABLE, 0) != 0)
    g_warning ("A crash of this program may leave tokens on the disk: %s", g_strerror (errno));
}
