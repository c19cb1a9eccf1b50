/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills the program that it is loaded into (LD_PRELOAD) at an exact point: at a byte of a request, at
 * an answer, at a commit. The programs under test are the ones that are delivered; nothing in them
 * knows of this. An order is a file named by CRASH_ORDER, "ACTION MATCH", taken when it is seen:
 *
 *   before-commit, after-commit   a write to the log that holds MATCH, before it; after its sync
 *   connected, half-body, body-sent   of the request whose first line holds MATCH
 *   answer-lost, answer-read      its answer arrived; its answer was read and the log is written to
 *   lease                         the clock that leases run by leaps an hour as it is sent
 *   stop                          stops the program, which the one who ordered it kills
 *   disk-full                     from its answer on the log cannot be written
 *
 * CRASH_REACHED is made where the program goes on living. */
#undef _FILE_OFFSET_BITS /* else pwrite() would be another name of pwrite64() */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LEAP 3600

static char action[32]; /* empty: no order */
static char match[128];
static int wire = -1; /* the connection that the request goes out on */
static size_t head;   /* bytes of it that are its head; 0 while not known */
static size_t whole;  /* with the body */
static size_t sent;   /* of the request */
static int answered;
static int written; /* the write that was waited for was seen */
static int full;    /* the log cannot be written */
static time_t leap;

/* The prototypes of libc's functions that stand in for them. */
ssize_t pwrite64 (int fd, const void *bytes, size_t size, off64_t at);

#define NEXT(name) ((__typeof__ (&(name))) dlsym (RTLD_NEXT, #name))

static void
die (void)
{
  kill (getpid (), SIGKILL);
}

static void
tell_reached (void)
{
  const char *path = getenv ("CRASH_REACHED");
  int fd = path != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY, 0600) : -1;

  if (fd >= 0)
    syscall (SYS_close, fd);
}

static int
is_ordered (const char *what)
{
  return strcmp (action, what) == 0;
}

static void
take_order (void)
{
  const char *path = getenv ("CRASH_ORDER");
  char line[200] = "";
  int fd;

  if (path == NULL || action[0] != '\0')
    return;
  fd = (int) syscall (SYS_openat, AT_FDCWD, path, O_RDONLY, 0);
  if (fd < 0)
    return;
  if (syscall (SYS_read, fd, line, sizeof line - 1) > 0 &&
      sscanf (line, "%31s %127[^\n]", action, match) == 2)
    syscall (SYS_unlinkat, AT_FDCWD, path, 0);
  syscall (SYS_close, fd);
}

/* The log, or what a workstation that holds an account writes down. */
static int
is_log (int fd)
{
  char link[64], path[512];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = '\0';
  return strstr (path, "/log.db") != NULL || strstr (path, "/publishing.json") != NULL;
}

/* Returns: whether the write is to fail for want of room. */
static int
about_to_write (int fd, const void *bytes, size_t size)
{
  take_order ();
  if (action[0] == '\0' || !is_log (fd))
    return 0;
  if (is_ordered ("answer-read") && answered)
    die ();
  if (memmem (bytes, size, match, strlen (match)) != NULL) {
    if (is_ordered ("before-commit"))
      die ();
    written = 1;
  }
  if (full)
    tell_reached ();
  return full;
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t size, off64_t at)
{
  if (about_to_write (fd, bytes, size)) {
    errno = ENOSPC;
    return -1;
  }
  return NEXT (pwrite64) (fd, bytes, size, at);
}

ssize_t
pwrite (int fd, const void *bytes, size_t size, off_t at)
{
  if (about_to_write (fd, bytes, size)) {
    errno = ENOSPC;
    return -1;
  }
  return NEXT (pwrite) (fd, bytes, size, at);
}

ssize_t
write (int fd, const void *bytes, size_t size)
{
  if (about_to_write (fd, bytes, size)) {
    errno = ENOSPC;
    return -1;
  }
  return NEXT (write) (fd, bytes, size);
}

static int
synced (int fd, int result)
{
  if (result == 0 && written && is_ordered ("after-commit") && is_log (fd))
    die ();
  return result;
}

int
fdatasync (int fd)
{
  return synced (fd, NEXT (fdatasync) (fd));
}

int
fsync (int fd)
{
  return synced (fd, NEXT (fsync) (fd));
}

/* Whether a request of the name looked for begins here. */
static int
begins (const char *bytes, size_t size)
{
  const char *end = memmem (bytes, size, "\r\n", 2);

  return end != NULL && memmem (bytes, (size_t) (end - bytes), match, strlen (match)) != NULL &&
         memmem (bytes, (size_t) (end - bytes), " HTTP/1.", 8) != NULL;
}

static void
measure (const char *bytes, size_t size)
{
  const char *end = memmem (bytes, size, "\r\n\r\n", 4);
  const char *length = strcasestr (bytes, "\r\nContent-Length:");

  head = end != NULL ? (size_t) (end - bytes) + 4 : size;
  whole = head + (length != NULL ? strtoul (length + 17, NULL, 10) : 0);
}

static void
reach_wire (int fd, const char *bytes, size_t size)
{
  char copy[4096];
  size_t length = size < sizeof copy - 1 ? size : sizeof copy - 1;

  memcpy (copy, bytes, length);
  copy[length] = '\0';
  wire = fd;
  sent = 0;
  measure (copy, length);
  if (is_ordered ("connected"))
    die ();
  if (is_ordered ("lease"))
    leap = LEAP;
  if (is_ordered ("stop")) {
    tell_reached ();
    raise (SIGSTOP);
  }
}

/* Returns: how much of it goes out. */
static size_t
about_to_send (int fd, const char *bytes, size_t size)
{
  take_order ();
  if (action[0] != '\0' && wire < 0 && begins (bytes, size))
    reach_wire (fd, bytes, size);
  if (fd != wire || !is_ordered ("half-body") || sent + size <= head)
    return size;
  return head + (whole - head) / 2 - sent;
}

static void
was_sent (int fd, ssize_t size)
{
  if (fd != wire || size < 0)
    return;
  sent += (size_t) size;
  if (is_ordered ("half-body") && sent > head)
    die ();
  if (is_ordered ("body-sent") && sent >= whole)
    die ();
}

ssize_t
send (int fd, const void *bytes, size_t size, int flags)
{
  ssize_t done = NEXT (send) (fd, bytes, about_to_send (fd, bytes, size), flags);

  was_sent (fd, done);
  return done;
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  /* one piece is all that matters here: a request's first line is never spread over two */
  if (message->msg_iovlen == 1 && message->msg_name == NULL && message->msg_controllen == 0)
    return send (fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len, flags);
  return NEXT (sendmsg) (fd, message, flags);
}

static void
was_received (int fd, ssize_t size)
{
  if (fd != wire || size <= 0 || sent < whole)
    return;
  answered = 1;
  if (is_ordered ("answer-lost") || is_ordered ("lease"))
    die ();
  if (is_ordered ("disk-full"))
    full = 1;
}

ssize_t
recv (int fd, void *bytes, size_t size, int flags)
{
  ssize_t done = NEXT (recv) (fd, bytes, size, flags);

  was_received (fd, done);
  return done;
}

ssize_t
recvmsg (int fd, struct msghdr *message, int flags)
{
  ssize_t done = NEXT (recvmsg) (fd, message, flags);

  was_received (fd, done);
  return done;
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  if (result == 0 && clock == CLOCK_BOOTTIME)
    now->tv_sec += leap;
  return result;
}
