/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's methods as the sandbox knows them: names, parameters with type and bounds, the kinds of
 * token each accepts, and the function that answers. A call is one request on its way through them.
 * The table is its own, not a copy of the published schema; a test compares the two. */
#pragma once

#include <json-glib/json-glib.h>

#include "demo/sandbox/osr-sandbox-wall.h"
#include "demo/sandbox/osr-sandbox.h"

G_BEGIN_DECLS

/* The version of the network's interface whose shapes the sandbox answers in. */
#define OSR_SANDBOX_VERSION "5.199"

/* The network's error codes that the sandbox gives by itself. */
enum {
  OSR_SANDBOX_UNKNOWN_METHOD = 3,
  OSR_SANDBOX_AUTH = 5,
  OSR_SANDBOX_TOO_MANY = 6,
  OSR_SANDBOX_REQUEST = 8,
  OSR_SANDBOX_INTERNAL = 10,
  OSR_SANDBOX_ACCESS = 15,
  OSR_SANDBOX_GROUP_AUTH = 27,
  OSR_SANDBOX_APP_AUTH = 28,
  OSR_SANDBOX_PARAM = 100,
  OSR_SANDBOX_HASH = 121,
  OSR_SANDBOX_COMMENTS_CLOSED = 212,
  OSR_SANDBOX_REPLY_CLOSED = 213,
  OSR_SANDBOX_LINKS_FORBIDDEN = 222,
  OSR_SANDBOX_TOO_LONG = 914,
  OSR_SANDBOX_NO_STICKER = 2100,
};

typedef enum {
  OSR_SANDBOX_INT,
  OSR_SANDBOX_BOOL,        /* 0 or 1 */
  OSR_SANDBOX_NUMBER,      /* any number; not looked at */
  OSR_SANDBOX_STRING,      /* one of the choices, when there are any */
  OSR_SANDBOX_ID_OR_NAME,  /* a number or a screen name */
  OSR_SANDBOX_LIST,        /* comma-separated strings */
  OSR_SANDBOX_LIST_OF_IDS, /* comma-separated numbers or screen names */
} OsrSandboxType;

typedef struct {
  const char *name;
  OsrSandboxType type;
  gboolean required;
  gint64 min; /* of a number */
  gint64 max;
  guint max_items;            /* of a list; 0 for no bound */
  const char *const *choices; /* (nullable) (array zero-terminated=1) */
} OsrSandboxParam;

typedef struct _OsrSandboxCall OsrSandboxCall;

typedef struct {
  const char *name;
  guint tokens; /* OsrSandboxTokenKind bits */
  const OsrSandboxParam *params;
  guint n_params;
  gboolean (*answer) (OsrSandboxCall *call); /* writes the value of "response", or fails the call */
} OsrSandboxMethod;

struct _OsrSandboxCall {
  OsrSandbox *sandbox;
  OsrSandboxWall *wall;
  GHashTable *args; /* (element-type utf8 utf8), the token taken out */
  gint64 now;       /* seconds since the epoch */
  const OsrSandboxMethod *method;
  const OsrSandboxToken *token;
  JsonBuilder *builder;
  int error_code; /* 0 while all is well */
  char *error_text;
  OsrSandboxPost *post; /* where the call wrote */
  OsrSandboxComment *written;
  gboolean created;                    /* whether `written` is new */
  char *before;                        /* (nullable): what it wrote over */
  char *captcha_sid;                   /* (nullable): of the captcha that is asked for */
  char *captcha_page;                  /* (nullable): where it is shown */
  gboolean captcha_by_page;            /* the newer form */
  void (*undo) (OsrSandboxCall *call); /* (nullable): takes back what was written */
};

/**
 * osr_sandbox_methods:
 * @n_methods: (out): how many
 *
 * Returns: (transfer none): the table
 */
const OsrSandboxMethod *osr_sandbox_methods (guint *n_methods);

/**
 * osr_sandbox_method_find:
 * @name: as in the request, case-sensitive
 *
 * Returns: (nullable) (transfer none): the method
 */
const OsrSandboxMethod *osr_sandbox_method_find (const char *name);

/**
 * osr_sandbox_call_check:
 * @call: a call with method and token set
 *
 * Checks the kind of token and every known argument against the table; unknown ones are ignored, as
 * the network does.
 *
 * Returns: whether the method may answer; else the call has failed
 */
gboolean osr_sandbox_call_check (OsrSandboxCall *call);

/**
 * osr_sandbox_call_fail:
 * @call: a call
 * @code: an error code of the network
 * @format: what is added to the code's own sentence, "" for nothing
 *
 * Returns: %FALSE, so that a method can return it
 */
gboolean osr_sandbox_call_fail (OsrSandboxCall *call, int code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* An argument after the check; @fallback when it is absent or empty. */
gint64 osr_sandbox_call_int (OsrSandboxCall *call, const char *name, gint64 fallback);
const char *osr_sandbox_call_string (OsrSandboxCall *call, const char *name, const char *fallback);

/* (transfer full): the elements of a list, none when it is absent. */
GStrv osr_sandbox_call_list (OsrSandboxCall *call, const char *name);

/* Whether @message may stand in a comment or post (links only where @post, nullable, lets them). */
gboolean osr_sandbox_call_check_message (OsrSandboxCall *call, OsrSandboxPost *post,
                                         const char *message);

/* Whether @call's token speaks for the community or citizen @from_id. */
gboolean osr_sandbox_call_speaks_for (OsrSandboxCall *call, gint64 from_id);

/* The files named by "attachments" of a community; the call has failed if one is not there. */
gboolean osr_sandbox_call_read_files (OsrSandboxCall *call, gint64 community, GPtrArray *files);

/* Adds a comment to the wall for the call, with its files and guid. */
void osr_sandbox_call_write (OsrSandboxCall *call, gint64 from_id,
                             const OsrSandboxComment *answered, GPtrArray *files);

/* The answering functions, by group of methods. */
gboolean osr_sandbox_wall_get (OsrSandboxCall *call);
gboolean osr_sandbox_wall_get_by_id (OsrSandboxCall *call);
gboolean osr_sandbox_wall_get_comments (OsrSandboxCall *call);
gboolean osr_sandbox_wall_create_comment (OsrSandboxCall *call);
gboolean osr_sandbox_wall_edit_comment (OsrSandboxCall *call);
gboolean osr_sandbox_wall_post_new (OsrSandboxCall *call);
gboolean osr_sandbox_wall_search (OsrSandboxCall *call);
gboolean osr_sandbox_wall_get_comment (OsrSandboxCall *call);
gboolean osr_sandbox_wall_delete_comment (OsrSandboxCall *call);
gboolean osr_sandbox_newsfeed_search (OsrSandboxCall *call);
gboolean osr_sandbox_board_get_comments (OsrSandboxCall *call);
gboolean osr_sandbox_board_create_comment (OsrSandboxCall *call);
gboolean osr_sandbox_groups_get_long_poll_server (OsrSandboxCall *call);
gboolean osr_sandbox_groups_get_long_poll_settings (OsrSandboxCall *call);
gboolean osr_sandbox_groups_set_long_poll_settings (OsrSandboxCall *call);
gboolean osr_sandbox_photos_get_upload_server (OsrSandboxCall *call);
gboolean osr_sandbox_photos_save (OsrSandboxCall *call);
gboolean osr_sandbox_docs_get_upload_server (OsrSandboxCall *call);
gboolean osr_sandbox_docs_save (OsrSandboxCall *call);
gboolean osr_sandbox_video_save (OsrSandboxCall *call);
gboolean osr_sandbox_users_get (OsrSandboxCall *call);
gboolean osr_sandbox_groups_get_by_id (OsrSandboxCall *call);
gboolean osr_sandbox_groups_get_token_permissions (OsrSandboxCall *call);
gboolean osr_sandbox_utils_get_server_time (OsrSandboxCall *call);
gboolean osr_sandbox_utils_resolve_screen_name (OsrSandboxCall *call);

G_END_DECLS
