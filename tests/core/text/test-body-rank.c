/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies by topic and place. */
#include "core/osr-json.h"
#include "core/text/osr-body-rank.h"

static void
set_up (OsrRegistry *registry, const char *type, const char *json)
{
  g_autoptr (JsonObject) members = osr_json_read_object (json, -1, 0, "test", NULL);
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, members, NULL);

  event->version = osr_registry_get_version (registry) + 1;
  osr_registry_apply (registry, event);
}

static OsrRegistry *
office_new (void)
{
  OsrRegistry *registry = osr_registry_new ();

  set_up (registry, "topic-set", "{\"topic\":\"roads\",\"name\":\"Дороги\"}");
  set_up (registry, "body-set",
          "{\"body\":\"gkh\",\"name\":\"Министерство ЖКХ\","
          "\"short_name\":\"ЖКХ\"}");
  set_up (registry, "body-set",
          "{\"body\":\"zeya\",\"name\":\"Администрация города Зеи\","
          "\"short_name\":\"Зея\"}");
  set_up (registry, "body-set",
          "{\"body\":\"road\",\"name\":\"Министерство дорог\","
          "\"short_name\":\"Дороги\",\"topics\":[\"roads\"]}");
  return registry;
}

static void
test_order (void)
{
  static const char *const topics[] = { "roads", NULL };
  g_autoptr (OsrRegistry) registry = office_new ();
  g_autoptr (OsrCase) c = osr_case_new ("c");
  g_autoptr (GPtrArray) ranks = osr_body_ranks_new (c, registry, topics, "Зея");

  g_assert_cmpuint (ranks->len, ==, 3);
  g_assert_cmpstr (((OsrBodyRank *) ranks->pdata[0])->body->id, ==, "road");
  g_assert_cmpstr (((OsrBodyRank *) ranks->pdata[1])->body->id, ==, "zeya");
  g_assert_true (((OsrBodyRank *) ranks->pdata[1])->local);
  g_assert_cmpstr (((OsrBodyRank *) ranks->pdata[2])->body->id, ==, "gkh");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/body-rank/field-then-place", test_order);
  return g_test_run ();
}
