/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's clock as a mapped file. Where it starts and how fast it runs never change after
 * creation; the one word that changes (how far it was advanced) is changed by compare-and-swap. So no
 * reader ever waits, and a process killed at any instant leaves a clock the others can use. */
#include "demo/osr-demo-clock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/osr-error.h"

#define CLOCK_MAGIC     "OSRDEMO1"
#define CLOCK_MILLI     1000
#define CLOCK_MAX_MILLI ((guint32) (OSR_DEMO_CLOCK_MAX_SPEED * CLOCK_MILLI))
#define CLOCK_MAX_SHOWN (G_GINT64_CONSTANT (253402300800) * G_USEC_PER_SEC) /* the year 10000 */

typedef struct {
  char magic[8];
  guint32 size;
  guint32 speed_milli;
  gint64 real_base;
  gint64 shown_base;
  gint64 advanced; /* µs added since; only grows */
} ClockFile;

struct _OsrDemoClock {
  ClockFile *file; /* shared with the other processes */
};

static gint64
shown_with (const ClockFile *file, gint64 advanced)
{
  gint64 elapsed = MAX (g_get_real_time () - file->real_base, 0);
  gint64 milli = file->speed_milli;

  /* in two parts, so that neither product can leave 64 bits */
  return file->shown_base + advanced + elapsed / CLOCK_MILLI * milli +
         elapsed % CLOCK_MILLI * milli / CLOCK_MILLI;
}

static gboolean
check_file (const ClockFile *file, const char *path, GError **error)
{
  gint64 advanced = __atomic_load_n (&file->advanced, __ATOMIC_ACQUIRE);

  if (memcmp (file->magic, CLOCK_MAGIC, sizeof file->magic) == 0 && file->size == sizeof *file &&
      file->speed_milli <= CLOCK_MAX_MILLI && file->real_base > 0 && file->shown_base >= 0 &&
      file->shown_base <= CLOCK_MAX_SHOWN && advanced >= 0 && advanced <= CLOCK_MAX_SHOWN)
    return TRUE;
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "%s: not the clock of a demonstration, or damaged", path);
  return FALSE;
}

static gpointer
fail_file (const char *path, const char *what, GError **error)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "%s: %s: %s", path, what,
               g_strerror (saved));
  return NULL;
}

/* The file is checked for its exact size first: touching a mapping beyond the end would kill us. */
static ClockFile *
map_file (const char *path, GError **error)
{
  struct stat info;
  gpointer map;
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  if (fd < 0)
    return fail_file (path, "cannot open the clock", error);
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size != sizeof (ClockFile)) {
    close (fd);
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: not the clock of a demonstration: wrong size", path);
    return NULL;
  }
  map = mmap (NULL, sizeof (ClockFile), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close (fd);
  if (map == MAP_FAILED)
    return fail_file (path, "cannot map the clock", error);
  return map;
}

OsrDemoClock *
osr_demo_clock_create (const char *path, OsrInstant start, double speed, GError **error)
{
  ClockFile file = { .size = sizeof file, .real_base = g_get_real_time (), .shown_base = start };

  g_return_val_if_fail (path != NULL, NULL);
  if (!(speed >= 0 && speed <= OSR_DEMO_CLOCK_MAX_SPEED) || start < 0 || start > CLOCK_MAX_SHOWN) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "the demonstration's clock cannot start there or run at that speed");
    return NULL;
  }
  memcpy (file.magic, CLOCK_MAGIC, sizeof file.magic);
  file.speed_milli = (guint32) (speed * CLOCK_MILLI + 0.5);
  if (!g_file_set_contents_full (path, (const char *) &file, sizeof file,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  return osr_demo_clock_open (path, error);
}

OsrDemoClock *
osr_demo_clock_open (const char *path, GError **error)
{
  OsrDemoClock *clock;
  ClockFile *file;

  g_return_val_if_fail (path != NULL, NULL);
  file = map_file (path, error);
  if (file == NULL)
    return NULL;
  if (!check_file (file, path, error)) {
    munmap (file, sizeof *file);
    return NULL;
  }
  clock = g_new0 (OsrDemoClock, 1);
  clock->file = file;
  return clock;
}

OsrInstant
osr_demo_clock_now (OsrDemoClock *clock)
{
  return shown_with (clock->file, __atomic_load_n (&clock->file->advanced, __ATOMIC_ACQUIRE));
}

void
osr_demo_clock_advance_to (OsrDemoClock *clock, OsrInstant instant)
{
  gint64 before = __atomic_load_n (&clock->file->advanced, __ATOMIC_ACQUIRE);
  gint64 after;

  if (instant < 0 || instant > CLOCK_MAX_SHOWN)
    return;
  do {
    gint64 missing = instant - shown_with (clock->file, before);

    if (missing <= 0)
      return;
    after = before + missing;
  } while (!__atomic_compare_exchange_n (&clock->file->advanced, &before, after, FALSE,
                                         __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
}

double
osr_demo_clock_get_speed (OsrDemoClock *clock)
{
  return clock->file->speed_milli / (double) CLOCK_MILLI;
}

void
osr_demo_clock_free (OsrDemoClock *clock)
{
  if (clock == NULL)
    return;
  munmap (clock->file, sizeof *clock->file);
  g_free (clock);
}
