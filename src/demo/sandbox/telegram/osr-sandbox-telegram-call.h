/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of a method of the Telegram Bot API: who calls, with which arguments and uploads, and what
 * is answered. A bot belongs to one community: a channel with its discussion group. */
#pragma once

#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-exchange.h"
#include "demo/sandbox/osr-sandbox-names.h"

G_BEGIN_DECLS

typedef enum {
  OSR_SANDBOX_TELEGRAM_INT,
  OSR_SANDBOX_TELEGRAM_BOOL,
  OSR_SANDBOX_TELEGRAM_STRING,
  OSR_SANDBOX_TELEGRAM_CHAT, /* a number, or @name */
  OSR_SANDBOX_TELEGRAM_FILE, /* an upload, or the id of an earlier one */
  OSR_SANDBOX_TELEGRAM_JSON, /* an object or a list */
} OsrSandboxTelegramType;

typedef struct {
  const char *name;
  OsrSandboxTelegramType type;
  gboolean required;
} OsrSandboxTelegramParam;

typedef struct _OsrSandboxTelegramCall OsrSandboxTelegramCall;

typedef struct {
  const char *name;
  const OsrSandboxTelegramParam *params;
  guint n_params;
  /* answers, waits, or fails the call */
  gboolean (*answer) (OsrSandboxTelegramCall *call);
} OsrSandboxTelegramMethod;

struct _OsrSandboxTelegramCall {
  OsrSandboxExchange *exchange;
  OsrSandboxWall *wall;
  OsrSandboxCommunity *community;
  const OsrSandboxTelegramMethod *method;
  GHashTable *uploads; /* (element-type utf8 OsrSandboxFile): by the name of the part */
};

/* The table of methods. */
const OsrSandboxTelegramMethod *osr_sandbox_telegram_methods (guint *n_methods);
const OsrSandboxTelegramMethod *osr_sandbox_telegram_method_find (const char *name);

/* Whether the arguments are those of the method; else the call has failed. */
gboolean osr_sandbox_telegram_check (OsrSandboxTelegramCall *call);

/* Reads arguments and uploads, whichever of the four ways they come; else the call has failed. */
gboolean osr_sandbox_telegram_read (OsrSandboxTelegramCall *call);

/* Answers with an error; returns %FALSE. */
gboolean osr_sandbox_telegram_fail (OsrSandboxExchange *exchange, guint code,
                                    const char *description);

/* Likewise with one more number among the parameters: "retry_after" or "migrate_to_chat_id". */
gboolean osr_sandbox_telegram_fail_with (OsrSandboxExchange *exchange, guint code,
                                         const char *description, const char *parameter,
                                         gint64 value);

/* (transfer full): a builder standing at the value of "result", and its end. */
JsonBuilder *osr_sandbox_telegram_begin (void);
gboolean osr_sandbox_telegram_end (OsrSandboxTelegramCall *call, JsonBuilder *builder);
gboolean osr_sandbox_telegram_true (OsrSandboxTelegramCall *call);

/* Arguments after the check. */
const char *osr_sandbox_telegram_string (OsrSandboxTelegramCall *call, const char *name);
gint64 osr_sandbox_telegram_int (OsrSandboxTelegramCall *call, const char *name, gint64 fallback);
gboolean osr_sandbox_telegram_flag (OsrSandboxTelegramCall *call, const char *name);

/* The chat named by "chat_id"; unknown after a failed call. */
OsrSandboxChat osr_sandbox_telegram_chat (OsrSandboxTelegramCall *call);

/* Whether @text has at most @limit UTF-16 units. */
gboolean osr_sandbox_telegram_fits (const char *text, glong limit);

/* The answering functions. */
gboolean osr_sandbox_telegram_get_me (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_get_chat (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_get_chat_member (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_get_administrators (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_get_file (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_get_updates (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_delete_webhook (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_get_webhook_info (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_send_message (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_send_file (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_send_group (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_edit_text (OsrSandboxTelegramCall *call);
gboolean osr_sandbox_telegram_delete_message (OsrSandboxTelegramCall *call);

G_END_DECLS
