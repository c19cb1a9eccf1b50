/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which substitutions may be entered: the regulation knows them and their ground, the days are right,
 * nobody has two substitutes at a time, and no chain comes back to where it began. */
#include "core/office/osr-rules-office.h"

#include "core/office/osr-rules-office-private.h"
#include "core/osr-json.h"

/* What is to be entered, read. */
typedef struct {
  OsrRegistry *registry;
  const char *id, *absent, *substitute;
  OsrInstant from, to;
} Entry;

gboolean
osr_registry_knows_ground (OsrRegistry *registry, OsrGround ground)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  JsonObject *rule =
      regulation != NULL ? osr_regulation_get_rule (regulation, "substitution") : NULL;
  JsonArray *grounds = rule != NULL ? osr_json_get_array (rule, "grounds") : NULL;

  for (guint i = 0; grounds != NULL && i < json_array_get_length (grounds); i++) {
    if (g_strcmp0 (osr_json_array_get_string (grounds, i), osr_ground_nick (ground)) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_ground (OsrRegistry *registry, const char *nick, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  OsrGround ground;

  if (osr_ground_from_nick (nick, &ground) && osr_registry_knows_ground (registry, ground))
    return TRUE;
  for (int i = 0; i < OSR_N_GROUNDS; i++) {
    if (osr_registry_knows_ground (registry, (OsrGround) i))
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "",
                              osr_ground_nick ((OsrGround) i));
  }
  if (known->len == 0)
    return osr_rules_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                             "The regulation in force knows no substitution.");
  return osr_rules_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                           "The grounds that the regulation knows are: %s.", known->str);
}

/* Those that count beside @entry: neither itself under another date nor one that never was. */
static gboolean
counts (const Entry *entry, const OsrSubstitution *other)
{
  return g_strcmp0 (other->id, entry->id) != 0 && other->from < osr_substitution_get_end (other);
}

static gboolean
check_overlap (const Entry *entry, GError **error)
{
  GPtrArray *others = osr_registry_get_substitutions (entry->registry);

  for (guint i = 0; i < others->len; i++) {
    const OsrSubstitution *other = others->pdata[i];

    if (counts (entry, other) && g_str_equal (other->absent, entry->absent) &&
        other->from < entry->to && entry->from < osr_substitution_get_end (other))
      return osr_rules_refuse (error, OSR_CORE_ERROR_OVERLAP,
                               "%.64s stands in for %.64s in that time already (%.64s).",
                               other->substitute, entry->absent, other->id);
  }
  return TRUE;
}

/* Whether somebody who stands in for @person, or for who does, within [@from, @to) is @goal. Each step
 * leaves only the time that all of the chain have in common; a chain is no longer than the list. */
static gboolean
leads_to (const Entry *entry, const char *person, OsrInstant from, OsrInstant to, guint depth)
{
  GPtrArray *others = osr_registry_get_substitutions (entry->registry);

  if (g_str_equal (person, entry->absent))
    return TRUE;
  for (guint i = 0; depth <= others->len && i < others->len; i++) {
    const OsrSubstitution *other = others->pdata[i];
    OsrInstant begin = MAX (from, other->from);
    OsrInstant end = MIN (to, osr_substitution_get_end (other));

    if (counts (entry, other) && g_str_equal (other->absent, person) && begin < end &&
        leads_to (entry, other->substitute, begin, end, depth + 1))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_chain (const Entry *entry, GError **error)
{
  if (!leads_to (entry, entry->substitute, entry->from, entry->to, 0))
    return TRUE;
  return osr_rules_refuse (error, OSR_CORE_ERROR_LOOP,
                           "%.64s would stand in for themselves: the chain comes back to %.64s.",
                           entry->absent, entry->absent);
}

/* One that has begun was acted upon: it can be made longer or shorter, not another. */
static gboolean
check_same (const Entry *entry, OsrInstant at, GError **error)
{
  const OsrSubstitution *before = osr_registry_find_substitution (entry->registry, entry->id);

  if (before == NULL || (before->from > at && !before->begun && !before->over))
    return TRUE;
  if (before->over || osr_substitution_get_end (before) <= at)
    return osr_rules_refuse (error, OSR_CORE_ERROR_TAKEN,
                             "The substitution \"%.64s\" is over. Enter another.", entry->id);
  if (g_str_equal (before->absent, entry->absent) &&
      g_str_equal (before->substitute, entry->substitute) && before->from == entry->from)
    return TRUE;
  return osr_rules_refuse (error, OSR_CORE_ERROR_TAKEN,
                           "The substitution \"%.64s\" has begun: only its end can change.",
                           entry->id);
}

static gboolean
check_time (const Entry *entry, OsrInstant at, GError **error)
{
  if (entry->from == OSR_INSTANT_UNKNOWN || entry->to == OSR_INSTANT_UNKNOWN ||
      entry->to <= entry->from)
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                             "The substitution ends before it begins.");
  /* Well said, and too late: an administrator may have been without the network meanwhile. */
  return entry->to > at || osr_rules_refuse (error, OSR_CORE_ERROR_WRONG_STATE,
                                             "The substitution would be over already.");
}

gboolean
osr_rules_check_substitution (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  Entry entry = {
    .registry = registry,
    .id = osr_event_get_string (event, "id"),
    .absent = osr_event_get_string (event, "absent"),
    .substitute = osr_event_get_string (event, "substitute"),
    .from = osr_event_get_int (event, "from", OSR_INSTANT_UNKNOWN),
    .to = osr_event_get_int (event, "to", OSR_INSTANT_UNKNOWN),
  };

  if (entry.id == NULL || *entry.id == '\0' || strlen (entry.id) > 64)
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "The id of a substitution is needed.");
  if (!check_ground (registry, osr_event_get_string (event, "ground"), error) ||
      !osr_rules_check_person (registry, entry.absent, error) ||
      !osr_rules_check_person (registry, entry.substitute, error) ||
      !check_time (&entry, at, error))
    return FALSE;
  return check_same (&entry, at, error) && check_overlap (&entry, error) &&
         check_chain (&entry, error);
}

gboolean
osr_rules_check_substitution_end (OsrRegistry *registry, OsrEvent *event, OsrInstant at,
                                  GError **error)
{
  const char *id = osr_event_get_string (event, "id");
  const OsrSubstitution *entry = osr_registry_find_substitution (registry, id);

  if (entry == NULL)
    return osr_rules_refuse (error, OSR_CORE_ERROR_WRONG_STATE,
                             "There is no substitution \"%.64s\".", id != NULL ? id : "");
  return (!entry->over && at < osr_substitution_get_end (entry)) ||
         osr_rules_refuse (error, OSR_CORE_ERROR_STALE, "The substitution \"%.64s\" is over.", id);
}
