/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the fake coordinator share. */
#pragma once

#include <libsoup/soup.h>

#include "fake-coordinator.h"

G_BEGIN_DECLS

typedef struct {
  gint64 seq;
  char *stream;
  gint64 version;
  char *type;
  char *meta;
  char *payload; /* nullable */
  guint8 salt[16];
  char *hash;
} FakeStored;

typedef struct {
  const char *kind; /* "event", "case", "forget" */
  char *stream;
  gint64 seq; /* of the event; the last one to show of a case */
} FakeItem;

typedef struct {
  char *prefix;
  guint times;
  gboolean lose;
  gboolean hold;
  gboolean late;
  guint status;
  char *nick;
  char *body;
} FakeFault;

typedef struct {
  char *id;
  char *case_id;
  char *kind;
  char *text;
  gint64 revision;
} FakeDraft;

typedef struct {
  guint status;
  char *body;
} FakeAnswer;

struct _FakeCoordinator {
  SoupServer *server;
  char *uri;
  guint port;
  OsrInstant now;
  char *epoch;
  GPtrArray *log;      /* FakeStored */
  GPtrArray *feed;     /* FakeItem; a cursor is a place in it */
  GPtrArray *faults;   /* FakeFault */
  GPtrArray *requests; /* "METHOD /path?query" */
  GPtrArray *waiting;  /* SoupServerMessage: long polls */
  GPtrArray *late;     /* SoupServerMessage: answered, and not let out */
  GPtrArray *drafts;   /* FakeDraft */
  GHashTable *tokens;
  GHashTable *hidden;
  GHashTable *commands; /* uuid → bytes */
  GHashTable *answers;  /* uuid → FakeAnswer */
  guint page_size;
  gboolean other_bytes;
  gboolean snapshots;
  gboolean cut_snapshots;
};

void fake_server_start (FakeCoordinator *self);
void fake_server_stop (FakeCoordinator *self);
void fake_server_wake (FakeCoordinator *self);

JsonArray *fake_server_list_events (FakeCoordinator *self, const char *stream, gint64 after_version,
                                    gint64 to_seq);

/* Whether there is such a snapshot; then it is the answer. */
gboolean fake_snapshot_answer (FakeCoordinator *self, SoupServerMessage *message, const char *name);

void fake_answer_free (FakeAnswer *answer);
FakeStored *fake_coordinator_find_last (FakeCoordinator *self, const char *stream);
FakeDraft *fake_coordinator_find_draft (FakeCoordinator *self, const char *case_id, const char *id);

G_END_DECLS
