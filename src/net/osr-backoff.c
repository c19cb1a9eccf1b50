/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponential backoff with jitter as a function of its arguments, so that a test can print it. */
#include "net/osr-backoff.h"

#define FIRST_MS   500u
#define LONGEST_MS 60000u

/* The finaliser of MurmurHash3: neighbouring seeds give unrelated numbers. */
static guint32
scatter (guint32 x)
{
  x ^= x >> 16;
  x *= 0x85ebca6bu;
  x ^= x >> 13;
  x *= 0xc2b2ae35u;
  return x ^ (x >> 16);
}

guint
osr_backoff_delay (guint attempt, guint32 seed)
{
  guint steps = CLAMP (attempt, 1u, 8u) - 1;
  guint step = MIN (FIRST_MS << steps, LONGEST_MS);
  guint half = step / 2;

  return half + scatter (seed ^ (attempt * 0x9e3779b9u)) % (step - half + 1);
}
