/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold is total: any sequence of events gives a case, and what is unforeseen is counted. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "osr-office-fixture.h"

#define AT "2026-03-06T10:00:00+09:00"

static void
open_office (Office *office, gconstpointer data)
{
  office_open (office, "amur");
}

static void
close_office (Office *office, gconstpointer data)
{
  office_close (office);
}

static void
test_story (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  detect (office, AT);
  g_assert_cmpint (c->state, ==, OSR_CASE_DETECTED);
  g_assert_cmpstr (c->text, ==, "Cold at home");
  triage (office, AT, 0);
  g_assert_cmpstr (c->topics[0], ==, "zhkh");
  route (office, AT, "zhkh");
  submit (office, AT, "final", "One");
  happen (office, "withdrawn", AT, "anna", NULL, NULL);
  g_assert_cmpint (c->state, ==, OSR_CASE_ROUTED);
  g_assert_null (osr_case_get_draft (c));
  submit (office, AT, "final", "Two");
  happen (office, "publish-unknown", AT, "publisher", NULL, NULL);
  g_assert_cmpuint (c->anomalies, ==, 1);
}

static void
test_author_answers (Office *office, gconstpointer data)
{
  detect (office, AT);
  route (office, AT, "zhkh");
  submit (office, AT, "clarification", "Which house?");
  happen (office, "published", AT, "publisher", members_of ("kind", "clarification", NULL), NULL);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_WAITING);
  happen (office, "author-replied", "2026-03-10T09:00:00+09:00", "monitor", NULL, NULL);
  g_assert_cmpint (office->the_case->state, ==, OSR_CASE_ROUTED);
  g_assert_cmpstr (due_of (office, "answer"), ==, "2026-03-10T18:00:00+09:00");
  g_assert_cmpstr (due_of (office, "submit"), ==, "2026-03-10T14:00:00+09:00");
}

static void
test_message_changed (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  detect (office, AT);
  happen (office, "message-changed", AT, "monitor", NULL, members_of ("text", "Warm now", NULL));
  happen (office, "message-changed", AT, "monitor", NULL, members_of ("text", "Cold again", NULL));
  g_assert_cmpstr (c->text, ==, "Cold again");
  g_assert_cmpstr (c->original_text, ==, "Cold at home");
  happen (office, "message-deleted", AT, "monitor", NULL, NULL);
  g_assert_cmpint (c->message_state, ==, OSR_MESSAGE_DELETED);
  g_assert_cmpstr (due_of (office, "answer"), ==, "");
}

/* Nothing is owed for a deleted message: the curator closes the case, saying why. */
static void
test_message_deleted (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  detect (office, AT);
  triage (office, AT, 0);
  route (office, AT, "zhkh");
  submit (office, AT, "final", "One");
  happen (office, "message-deleted", AT, "monitor", NULL, NULL);
  g_assert_null (osr_rules_next_step (c, office->registry, "anna"));
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "curator"), ==, "closed");
  g_assert_cmpint (attempt (office, "curator", "closed", NULL, NULL), ==,
                   OSR_CORE_ERROR_REASON_NEEDED);
  g_assert_cmpint (
      attempt (office, "curator", "closed", NULL, members_of ("reason", "Deleted", NULL)), ==, -1);
}

/* A newer program's event: the case can be read and not changed. */
static void
test_unknown_type (Office *office, gconstpointer data)
{
  detect (office, AT);
  happen (office, "teleported", AT, "curator", NULL, NULL);
  g_assert_true (office->the_case->read_only);
  g_assert_cmpint (attempt (office, "curator", "noted", NULL, members_of ("text", "n", NULL)), ==,
                   OSR_CORE_ERROR_UNSUPPORTED);
}

static void
test_next_step (Office *office, gconstpointer data)
{
  OsrCase *c = office->the_case;

  detect (office, AT);
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "curator"), ==, "routed");
  g_assert_null (osr_rules_next_step (c, office->registry, "anna"));
  triage (office, AT, 0);
  route (office, AT, "zhkh");
  g_assert_null (osr_rules_next_step (c, office->registry, "curator"));
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "anna"), ==, "submitted");
  g_assert_null (osr_rules_next_step (c, office->registry, "boris"));
  submit (office, AT, "final", "One");
  g_assert_cmpstr (osr_rules_next_step (c, office->registry, "curator"), ==, "approved");
}

/* Any order, any repetition: no crash, no lost event, and the same result twice. */
static void
test_total (Office *office, gconstpointer data)
{
  static const char *const types[] = {
    "found",    "detected",  "triaged",          "dismissed",       "routed",
    "returned", "assigned",  "submitted",        "withdrawn",       "reworked",
    "approved", "published", "publish-intended", "publish-refused", "publish-unknown",
    "closed",   "reopened",  "author-replied",   "contributed",     "contribution-requested"
  };
  static const char *const bodies[] = { "zhkh", "transport", "" };
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  OsrInstant at = osr_instant_parse (AT);

  for (guint round = 0; round < 300; round++) {
    g_autoptr (OsrCase) c = osr_case_new ("c");
    g_autoptr (OsrCase) again = NULL;
    g_autoptr (GPtrArray) deadlines = NULL;

    for (guint i = 0; i < 30; i++) {
      const char *type = types[g_rand_int_range (random, 0, G_N_ELEMENTS (types))];
      const char *body = bodies[g_rand_int_range (random, 0, 3)];
      g_autoptr (JsonObject) members =
          *body != '\0' ? members_of ("body", body, "kind", "interim", NULL) : NULL;
      g_autoptr (OsrEvent) event = osr_event_new (type, at + i * OSR_HOUR, members, NULL);

      osr_case_apply (c, event);
    }
    again = osr_case_new_from_events ("c", c->events);
    deadlines = osr_deadlines_compute (c->events, office->registry);
    g_assert_cmpuint (c->events->len, ==, 30);
    g_assert_cmpint (again->state, ==, c->state);
    g_assert_cmpuint (again->anomalies, ==, c->anomalies);
    for (guint i = 0; i < deadlines->len; i++) {
      g_autoptr (OsrDerivation) derivation =
          osr_deadline_explain (deadlines->pdata[i], deadlines, office->registry);

      (void) derivation;
    }
  }
}

static void
test_event_json (void)
{
  static const char meta[] = "{\"seq\":7,\"case\":\"c\",\"version\":2,\"type\":\"noted\",\"v\":1,"
                             "\"at\":5,\"claimed_at\":4,\"by\":\"anna\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (meta, sizeof meta - 1);
  g_autoptr (GBytes) words = g_bytes_new_static ("{\"text\":\"n\"}", 12);
  g_autoptr (GBytes) broken = g_bytes_new_static ("{\"type\":\"noted\"}", 16);
  g_autoptr (OsrEvent) event = osr_event_new_from_json (bytes, words, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (event->seq, ==, 7);
  g_assert_cmpstr (event->stream, ==, "c");
  g_assert_cmpstr (osr_event_get_payload_string (event, "text"), ==, "n");
  g_assert_true (event->meta == bytes);
  g_assert_null (osr_event_new_from_json (broken, NULL, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

static void
test_digests (void)
{
  g_autofree char *one = osr_text_digest ("final", "ab", "c", "d", NULL);
  g_autofree char *two = osr_text_digest ("final", "a", "bc", "d", NULL);
  g_autofree char *three = osr_text_digest ("final", "ab", "c", "d", "x");
  g_autoptr (GBytes) meta = g_bytes_new_static ("{}", 2);
  g_autofree char *first = osr_chain_hash (NULL, meta, NULL);
  g_autofree char *second = osr_chain_hash (first, meta, NULL);

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (one, !=, three);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpuint (strlen (first), ==, 64);
}

static void
test_text_length (void)
{
  g_assert_cmpint (osr_text_length (NULL), ==, 0);
  g_assert_cmpint (osr_text_length ("Ответ"), ==, 5);
  g_assert_cmpint (osr_text_length ("Да 😀"), ==, 5);
}

static void
test_error_nicks (void)
{
  int code;

  for (int i = OSR_CORE_ERROR_INVALID; i <= OSR_CORE_ERROR_KIND_NOT_ALLOWED; i++) {
    g_assert_true (osr_core_error_from_nick (osr_core_error_nick (i), &code));
    g_assert_cmpint (code, ==, i);
  }
  g_assert_false (osr_core_error_from_nick ("nonsense", &code));
}

#define TEST(name, test)                                                                           \
  g_test_add ("/core/case/" name, Office, NULL, open_office, test, close_office)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("story", test_story);
  TEST ("author-answers", test_author_answers);
  TEST ("message-changed", test_message_changed);
  TEST ("message-deleted", test_message_deleted);
  TEST ("unknown-type", test_unknown_type);
  TEST ("next-step", test_next_step);
  TEST ("total", test_total);
  g_test_add_func ("/core/event/json", test_event_json);
  g_test_add_func ("/core/chain/digests", test_digests);
  g_test_add_func ("/core/rules/text-length", test_text_length);
  g_test_add_func ("/core/error/nicks", test_error_nicks);
  return g_test_run ();
}
