/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator at work on one network of the sandbox, inside the test: one account that is read and
 * answered from, a citizen who writes. No request may leave for another host than the account's. */
#pragma once

#include "coordinator/osr-coordinator.h"
#include "demo/sandbox/osr-sandbox.h"
#include "office-bench.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

#define NETWORKS_ACCOUNT "the-account"
#define NETWORKS_CITIZEN "Иван"

typedef struct {
  const char *name;
  gint64 community; /* of the sandbox's office */
  const char *path; /* of the interface, below the sandbox's address */
  const char *read_token;
  const char *write_token;
  const char *secret_token;
  const char *options[3];
  const char *reads;     /* the method, as faults are ordered */
  const char *publishes; /* NULL: replies are taken there by hand */
  gboolean reads_back;   /* whether a reply is there can be looked for */
  gboolean tells_deletions;
  gint64 post;            /* that all is under; 0 for the first */
  const char *edit_token; /* of a person who manages the community */
} NetworksKind;

/* vk, telegram, max, ok, youtube; then feed. */
extern const NetworksKind networks_kinds[];

/* A topic of VK's board, which only a person's token writes in. */
extern const NetworksKind networks_board;

#define NETWORKS_PUBLISHING 5
#define NETWORKS_ALL        6

typedef struct {
  const NetworksKind *kind;
  OfficeBench office;
  OsrSandbox *sandbox;
  OsrSettings *settings;
  OsrCoordinator *coordinator; /* nullable: not started */
  gulong watch;
} NetworksBench;

/* @data: the network, a NetworksKind; starts the coordinator. */
void networks_bench_set_up (NetworksBench *bench, gconstpointer data);
void networks_bench_tear_down (NetworksBench *bench, gconstpointer data);

/* Ends the coordinator, as a stop of the service does; another one on the same office. */
void networks_bench_stop (NetworksBench *bench);
void networks_bench_start (NetworksBench *bench);

/* Opens the office's log while no coordinator has it; networks_bench_start() closes it. */
void networks_bench_open_log (NetworksBench *bench);

/* The post that all is under, and a comment of the citizen; @reply_to: (nullable) */
OsrSandboxPost *networks_bench_post (NetworksBench *bench);
OsrSandboxComment *networks_bench_say (NetworksBench *bench, const OsrSandboxComment *reply_to,
                                       const char *text);

/* The community's own comments under the post: all of them, and the newest. */
guint networks_bench_count_replies (NetworksBench *bench);
OsrSandboxComment *networks_bench_last_reply (NetworksBench *bench);

/* Orders a fault of the network for the next call of @method; @more: "" or further members. */
void networks_bench_fault (NetworksBench *bench, const char *method, const char *kind,
                           const char *more);

/* How many of the faults that were ordered are still to come. */
guint networks_bench_faults_left (NetworksBench *bench);

/* Moves the clock on and has the coordinator look at it. */
void networks_bench_pass (NetworksBench *bench, int minutes);

/* Waits until the account was read without a fault, twice from now on: what is there now was seen. */
void networks_bench_await_reading (NetworksBench *bench);

/* (transfer full): waits for the case of a message with these words */
char *networks_bench_await_case (NetworksBench *bench, const char *text);
guint networks_bench_count_cases (NetworksBench *bench);

/* Waits until a case has @n events of @type. */
void networks_bench_await (NetworksBench *bench, const char *case_id, const char *type, guint n);

/* Approves a reply of @kind and orders it; the intent's version. */
gint64 networks_bench_order (NetworksBench *bench, const char *case_id, const char *kind,
                             const char *text);

/* Waits until nothing more is done for the publication by itself; the clock moves on meanwhile. */
void networks_bench_settle (NetworksBench *bench, const char *case_id, gint64 intent);

/* (transfer full): the newest event of @type of a case */
OsrEvent *networks_bench_last (NetworksBench *bench, const char *case_id, const char *type);

/* (transfer full): the page at an address, as a browser gets it */
char *networks_bench_browse (NetworksBench *bench, const char *url);

/* Adds one test for each of the first @n networks, "/coordinator/networks/NETWORK/NAME". */
void networks_bench_add (const char *name, guint n,
                         void (*test) (NetworksBench *bench, gconstpointer data));

G_END_DECLS
