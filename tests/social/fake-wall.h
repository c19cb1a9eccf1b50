/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall of one community, served in the test's own process in VK's dialect: just what the
 * connector asks for, and besides that any answer a test wants to put in its way. */
#pragma once

#include <gio/gio.h>

#include "social/osr-network.h"

#define FAKE_GROUP       G_GINT64_CONSTANT (200000001)
#define FAKE_READ_TOKEN  "fake-read-token"
#define FAKE_WRITE_TOKEN "fake-write-token"

typedef struct _FakeWall FakeWall;

FakeWall *fake_wall_new (void);
void fake_wall_free (FakeWall *wall);

/* (transfer full): an account whose host is this wall */
OsrNetworkAccount *fake_wall_account (FakeWall *wall);

/* A post; newer ones first. */
void fake_wall_add_post (FakeWall *wall, gint64 id, const char *text);

/* A comment, given out in the order of adding; @text as VK writes it (escaped). @root 0 for the
 * first level. Returns its id. */
gint64 fake_wall_add_comment (FakeWall *wall, gint64 post, gint64 from, gint64 root,
                              const char *text, gint64 date);
void fake_wall_delete_comment (FakeWall *wall, gint64 id);

/* The seconds that the next createComment is dated with. */
void fake_wall_set_time (FakeWall *wall, gint64 seconds);

/* For the next call of @method: this status and body instead of an answer of its own. */
void fake_wall_script (FakeWall *wall, const char *method, guint status, const char *body);

/* For the next call of @method: closes without an answer, @after having done it or before. */
void fake_wall_drop (FakeWall *wall, const char *method, gboolean after);

/* Scheme and host of the wall. */
const char *fake_wall_get_base (FakeWall *wall);

guint fake_wall_count_calls (FakeWall *wall, const char *method);
guint fake_wall_count_comments (FakeWall *wall);

/* (nullable) (transfer none): a parameter of the latest call; "method" and "verb" as well */
const char *fake_wall_last (FakeWall *wall, const char *parameter);

/* (nullable): the same of the last call of that method */
const char *fake_wall_last_of (FakeWall *wall, const char *method, const char *parameter);
