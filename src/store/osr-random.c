/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Waits, once after boot, until the kernel has gathered enough. */
#include "store/osr-random.h"

#include <errno.h>
#include <sys/random.h>

GBytes *
osr_random_bytes (gsize n)
{
  guint8 *data = g_malloc (n);
  gsize filled = 0;

  while (filled < n) {
    gssize got = getrandom (data + filled, n - filled, 0);

    /* Interrupted is the only failure that a correct call can have. */
    if (got > 0)
      filled += (gsize) got;
    else
      g_assert (errno == EINTR);
  }
  return g_bytes_new_take (data, n);
}
