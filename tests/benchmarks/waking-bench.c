/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes until all who wait for news have it: the coordinator's server and, in the same
 * run, a bare SoupServer that holds as many requests and answers each with bytes it has ready. Turns of
 * both alternate. */
#include "waking-bench.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WAITERS 2000
#define TURNS   5

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

/* Those who wait are a process of their own, of bare sockets: what it costs to be them is not counted. */
typedef struct {
  int fd;
  gsize got;
  char answer[8192];
} Sleeper;

typedef struct {
  Sleeper sleepers[WAITERS];
  gint64 times[WAITERS]; /* monotonic µs, when the answer was whole */
  int poll;
} Dormitory;

/* What the two processes tell each other. */
typedef struct {
  int asleep[2]; /* a byte when all wait */
  int times[2];
} Pipes;

static void
raise_files (void)
{
  struct rlimit files;

  if (getrlimit (RLIMIT_NOFILE, &files) != 0)
    return;
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);
}

static gboolean
fall_asleep (Dormitory *self, guint i, int port, const char *request)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons ((guint16) port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };
  Sleeper *one = &self->sleepers[i];
  gssize length = (gssize) strlen (request);

  one->fd = socket (AF_INET, SOCK_STREAM, 0);
  return one->fd >= 0 && connect (one->fd, (struct sockaddr *) &address, sizeof address) == 0 &&
         write (one->fd, request, (gsize) length) == length &&
         epoll_ctl (self->poll, EPOLL_CTL_ADD, one->fd, &event) == 0;
}

/* Whether the answer of @one has come whole now. */
static gboolean
read_answer (Sleeper *one)
{
  gssize n = read (one->fd, one->answer + one->got, sizeof one->answer - one->got);

  if (n <= 0)
    _exit (1);
  one->got += (gsize) n;
  return one->answer[one->got - 1] == '}';
}

static void
wait_for_answers (Dormitory *self)
{
  struct epoll_event events[256];

  for (guint awake = 0; awake < WAITERS;) {
    int n = epoll_wait (self->poll, events, G_N_ELEMENTS (events), -1);

    for (int i = 0; i < n; i++) {
      if (!read_answer (&self->sleepers[events[i].data.u32]))
        continue;
      self->times[events[i].data.u32] = g_get_monotonic_time ();
      epoll_ctl (self->poll, EPOLL_CTL_DEL, self->sleepers[events[i].data.u32].fd, NULL);
      awake++;
    }
  }
}

static void
sleep_all (const Pipes *pipes, int port, const char *request)
{
  Dormitory *self = calloc (1, sizeof *self);

  self->poll = epoll_create1 (0);
  for (guint i = 0; i < WAITERS; i++) {
    if (!fall_asleep (self, i, port, request))
      _exit (1);
  }
  if (write (pipes->asleep[1], "", 1) != 1)
    _exit (1);
  wait_for_answers (self);
  for (guint i = 0; i < WAITERS; i++) {
    if (write (pipes->times[1], &self->times[i], sizeof self->times[i]) < 0)
      _exit (1);
  }
  _exit (0);
}

static gboolean
can_read (int fd)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

  return poll (&poll_fd, 1, 0) == 1;
}

static gboolean
on_pipe (int fd, GIOCondition condition, gpointer ready)
{
  *(gboolean *) ready = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer ready)
{
  return *(gboolean *) ready;
}

/* In the main loop, which serves meanwhile. */
static void
wait_for_pipe (int fd)
{
  gboolean ready = FALSE;

  g_unix_fd_add (fd, G_IO_IN, on_pipe, &ready);
  bench_wait (is_set, &ready);
}

static gboolean
time_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
turn_loop (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, time_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* A server with requests that wait, and how to give them their news. */
typedef struct {
  int port;
  const char *request;
  gboolean (*are_in) (gpointer data); /* whether all wait */
  void (*wake) (gpointer data);
  gpointer data;
} Waking;

/* Returns: the seconds of work */
static double
wake_all (const Waking *waking, Pipes *pipes, double *times)
{
  gint64 start, at;
  clock_t work;

  wait_for_pipe (pipes->asleep[0]);
  bench_wait (waking->are_in, waking->data);
  g_assert_false (can_read (pipes->times[0]));
  start = g_get_monotonic_time ();
  work = clock ();
  waking->wake (waking->data);
  wait_for_pipe (pipes->times[0]);
  work = clock () - work;
  for (guint i = 0; i < WAITERS; i++) {
    g_assert_cmpint (read (pipes->times[0], &at, sizeof at), ==, sizeof at);
    times[i] = (double) (at - start) / G_USEC_PER_SEC;
  }
  return (double) work / CLOCKS_PER_SEC;
}

static void
close_pipes (Pipes *pipes)
{
  for (guint i = 0; i < 2; i++) {
    close (pipes->asleep[i]);
    close (pipes->times[i]);
  }
}

/* What one turn took. */
typedef struct {
  double last; /* seconds until 99 % had their answer */
  double work; /* seconds of the server's own: what a busy machine does not stretch */
} Turn;

static Turn
take_turn (const Waking *waking)
{
  Turn turn;
  g_autofree double *times = g_new0 (double, WAITERS);
  Pipes pipes;
  pid_t child;

  g_assert_true (pipe (pipes.asleep) == 0 && pipe (pipes.times) == 0);
  child = fork ();
  if (child == 0)
    sleep_all (&pipes, waking->port, waking->request);
  turn.work = wake_all (waking, &pipes, times);
  waitpid (child, NULL, 0);
  close_pipes (&pipes);
  turn_loop (200); /* the server sees that they are gone */
  qsort (times, WAITERS, sizeof *times, compare);
  turn.last = times[WAITERS * 99 / 100];
  return turn;
}

/* --- ours --- */

static gboolean
all_wait (gpointer data)
{
  return osr_routes_get_waiting (((Bench *) data)->routes) == WAITERS;
}

static void
wake_office (gpointer data)
{
  Bench *bench = data;
  g_autofree char *native = g_uuid_string_random ();
  g_autofree char *id = office_bench_find (&bench->office, native, "text");

  osr_coordinator_appended (bench->coordinator);
}

static Turn
take_office_turn (Bench *bench, int port, const char *token)
{
  g_autofree char *cursor =
      osr_log_dup_cursor (bench_log (bench), osr_log_get_head (bench_log (bench)));
  g_autofree char *request =
      g_strdup_printf ("GET /v1/changes?wait=25&since=%s HTTP/1.1\r\nHost: a\r\n"
                       "Authorization: Bearer %s\r\n\r\n",
                       cursor, token);
  Waking waking = { port, request, all_wait, wake_office, bench };

  return take_turn (&waking);
}

/* --- the floor --- */

typedef struct {
  SoupServer *soup;
  GPtrArray *waiting; /* SoupServerMessage */
  GBytes *answer;
} Bare;

static void
on_bare (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer data)
{
  Bare *self = data;

  soup_server_message_pause (message);
  g_ptr_array_add (self->waiting, g_object_ref (message));
}

static gboolean
are_all_in (gpointer data)
{
  return ((Bare *) data)->waiting->len == WAITERS;
}

static void
wake_bare (gpointer data)
{
  Bare *self = data;

  for (guint i = 0; i < self->waiting->len; i++) {
    SoupServerMessage *message = self->waiting->pdata[i];

    soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->answer);
    soup_server_message_unpause (message);
  }
  g_ptr_array_set_size (self->waiting, 0);
}

/* With a queue as long as ours: the one that SoupServer makes itself takes ten. */
static GSocket *
open_socket (int *port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, &error);

  g_assert_no_error (error);
  g_socket_set_listen_backlog (socket, 4096);
  g_assert_true (g_socket_bind (socket, address, TRUE, NULL) && g_socket_listen (socket, NULL));
  local = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
  return socket;
}

static int
listen_bare (Bare *self)
{
  int port;
  g_autoptr (GSocket) socket = open_socket (&port);
  g_autoptr (GError) error = NULL;

  self->soup = soup_server_new ("server-header", NULL, NULL);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->answer = g_bytes_new_take (g_strnfill (1500, '}'), 1500);
  soup_server_add_handler (self->soup, NULL, on_bare, self, NULL);
  soup_server_listen_socket (self->soup, socket, 0, &error);
  g_assert_no_error (error);
  return port;
}

static void
clear_bare (Bare *self)
{
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->waiting);
  g_bytes_unref (self->answer);
}

static void
print_turns (const char *name, Turn *turns)
{
  double last[TURNS], work[TURNS];

  for (guint i = 0; i < TURNS; i++) {
    last[i] = turns[i].last;
    work[i] = turns[i].work;
  }
  qsort (last, TURNS, sizeof *last, compare);
  qsort (work, TURNS, sizeof *work, compare);
  printf ("waking %d who wait, %s   99 %% fastest %6.0f ms   median %6.0f ms (goal 250)   work "
          "fastest %6.0f ms   median %6.0f ms\n",
          WAITERS, name, last[0] * 1e3, last[TURNS / 2] * 1e3, work[0] * 1e3,
          work[TURNS / 2] * 1e3);
}

void
bench_measure_waking (Bench *bench)
{
  OsrServerLimits limits = { 64 * 1024, WAITERS + 100, 60 };
  g_autoptr (OsrServer) server =
      osr_server_new (bench->office.clock, &limits, osr_routes_handle, bench->routes);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autofree char *url = osr_server_listen (server, address, NULL);
  g_autofree char *token = bench_sign_in (bench, "kurator");
  Turn ours[TURNS], floor[TURNS];
  Bare bare;
  Waking bare_waking = { listen_bare (&bare), "GET / HTTP/1.1\r\nHost: a\r\n\r\n", are_all_in,
                         wake_bare, &bare };

  raise_files ();
  for (guint i = 0; i < TURNS; i++) {
    floor[i] = take_turn (&bare_waking);
    ours[i] = take_office_turn (bench, atoi (strrchr (url, ':') + 1), token);
  }
  print_turns ("bare SoupServer", floor);
  print_turns ("coordinator    ", ours);
  clear_bare (&bare);
  osr_server_stop (server);
}
