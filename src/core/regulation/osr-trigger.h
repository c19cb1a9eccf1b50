/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which events start, meet or remove a timer or a duty. In a profile a trigger is "published",
 * "published:interim" (the member `kind`) or {"event": …, "member": …, "value": …}. "reworked" means by the curator: a draft
 * sent back inside the body matches only a trigger that names its member `internal`. */
#pragma once

#include "core/osr-event.h"

G_BEGIN_DECLS

/* The only values that a trigger may ask for. */
typedef enum {
  OSR_TRIGGER_ANY, /* every event of the type */
  OSR_TRIGGER_TEXT,
  OSR_TRIGGER_NUMBER,
  OSR_TRIGGER_BOOLEAN
} OsrTriggerValue;

typedef struct {
  const char *type;      /* interned */
  const char *member;    /* interned, nullable: the event's member that must have the value */
  OsrTriggerValue value; /* of what sort the value is */
  const char *text;      /* interned, nullable */
  gint64 number;         /* also 0 or 1 of a boolean */
} OsrTrigger;

/**
 * osr_trigger_read:
 * @node: one trigger of a profile
 * @trigger: (out): filled only on success
 *
 * Returns: whether @node is a trigger
 */
gboolean osr_trigger_read (JsonNode *node, OsrTrigger *trigger);

/**
 * osr_triggers_read:
 * @object: what has the list
 * @member: its name; an absent member is an empty list
 * @triggers: (element-type OsrTrigger): appended to
 *
 * Returns: -1 when all could be read, else the index of the first that could not; a member that is no
 *   list counts as its own first element
 */
int osr_triggers_read (JsonObject *object, const char *member, GArray *triggers);

gboolean osr_trigger_matches (const OsrTrigger *trigger, OsrEvent *event);

/* Whether any of @triggers (element-type OsrTrigger) matches. */
gboolean osr_triggers_match (GArray *triggers, OsrEvent *event);

/* Whether any of @triggers is of events of @type, whatever else it asks of them. */
gboolean osr_triggers_name (GArray *triggers, const char *type);

G_END_DECLS
