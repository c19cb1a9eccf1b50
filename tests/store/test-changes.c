/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader is told: events, cases that appear, cases to forget; never a hole, whatever the size
 * of the pages and the moment at which a reader comes. */
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-log-private.h"

#define PAGE 500

static OsrPage *
changes (LogFixture *f, const char *person, gint64 since, guint limit)
{
  g_autoptr (GError) error = NULL;
  OsrPage *page = read_changes_after (f->log, person, since, limit, &error);

  g_assert_no_error (error);
  return page;
}

/* Everything @person is told from @since on, in one line: "event office:1, case 1:1+2, forget 2". */
static char *
story (LogFixture *f, const char *person, gint64 since, guint limit)
{
  GString *text = g_string_new (NULL);
  gboolean more = TRUE;

  while (more) {
    g_autoptr (OsrPage) page = changes (f, person, since, limit);
    gint64 position = position_after (f->log, page);

    g_assert_cmpint (position, >=, 0);
    g_assert_true (position != since || !page->more);
    for (guint i = 0; i < page->entries->len; i++) {
      OsrEntry *entry = page->entries->pdata[i];
      gsize length = strlen (entry->stream);

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                              entry->kind == OSR_ENTRY_EVENT  ? "event"
                              : entry->kind == OSR_ENTRY_CASE ? "case"
                                                              : "forget",
                              length > 6 ? entry->stream + length - 1 : entry->stream);
      for (guint k = 0; k < entry->records->len; k++)
        g_string_append_printf (text, "%c%d", k == 0 ? ':' : '+',
                                (int) ((OsrRecord *) entry->records->pdata[k])->seq);
    }
    since = position;
    more = page->more;
  }
  return g_string_free (text, FALSE);
}

static void
assert_story (LogFixture *f, const char *person, gint64 since, const char *expected)
{
  /* Pages of any size tell the same. */
  for (guint limit = 1; limit <= 4; limit++) {
    g_autofree char *told = story (f, person, since, limit);

    g_assert_cmpstr (told, ==, expected);
  }
}

static void
test_curator (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "ivanova", "curator", NULL); /* 1 */
  log_find (f, 1);                           /* 2 */
  log_find (f, 2);                           /* 3 */
  log_route (f, 1, "roads");                 /* 4 */
  assert_story (f, "ivanova", 0, "event office:1, case 1:2, case 2:3, event 1:4");
  assert_story (f, "ivanova", 3, "event 1:4");
  assert_story (f, "ivanova", 4, "");
}

static void
test_stranger (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "ivanova", "curator", NULL);
  log_find (f, 1);
  assert_story (f, "petrov", 0, "event office:1");
  g_assert_false (osr_log_can_see (f->log, "petrov", case_id (1)));
  g_assert_true (osr_log_can_see (f->log, "petrov", OSR_STREAM_OFFICE));
  g_assert_true (osr_log_can_see (f->log, "ivanova", case_id (1)));
}

/* A body gets the case whole with the event that brings it in, and keeps it. */
static void
test_executor (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) noted = NULL;

  log_grant (f, "petrov", "executor", "roads");                           /* 1 */
  log_find (f, 1);                                                        /* 2 */
  log_find (f, 2);                                                        /* 3 */
  log_route (f, 1, "roads");                                              /* 4 */
  log_route (f, 2, "health");                                             /* 5 */
  log_route (f, 1, "health");                                             /* 6 */
  noted = log_append (f, case_id (1), "noted", NULL, "{\"text\":\"x\"}"); /* 7 */
  assert_story (f, "petrov", 0, "event office:1, case 1:2+4, event 1:6, event 1:7");
  assert_story (f, "petrov", 4, "event 1:6, event 1:7");
  g_assert_false (osr_log_can_see (f->log, "petrov", case_id (2)));
}

static void
test_contributor (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) asked = NULL;

  log_grant (f, "petrov", "executor", "roads"); /* 1 */
  log_find (f, 1);                              /* 2 */
  asked = log_append (f, case_id (1), "contribution-requested", "{\"body\":\"roads\"}", NULL);
  assert_story (f, "petrov", 0, "event office:1, case 1:2+3");
}

static void
test_supervisor (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_find (f, 1);                              /* 1 */
  log_grant (f, "sidorov", "supervisor", NULL); /* 2 */
  log_find (f, 2);                              /* 3 */
  assert_story (f, "sidorov", 0, "event office:2, case 1:1, case 2:3");
}

/* A role granted late brings all cases of its scope with the event that grants it. */
static void
test_granted_late (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_find (f, 1);                           /* 1 */
  log_find (f, 2);                           /* 2 */
  log_route (f, 1, "roads");                 /* 3 */
  log_grant (f, "ivanova", "curator", NULL); /* 4 */
  log_route (f, 2, "roads");                 /* 5 */
  assert_story (f, "ivanova", 0, "event office:4, case 1:1+3, case 2:2, event 2:5");
  assert_story (f, "ivanova", 3, "event office:4, case 1:1+3, case 2:2, event 2:5");
}

/* What was visible already does not come again with a second role. */
static void
test_second_role (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "ivanova", "curator", NULL);     /* 1 */
  log_find (f, 1);                               /* 2 */
  log_route (f, 1, "roads");                     /* 3 */
  log_grant (f, "ivanova", "executor", "roads"); /* 4 */
  log_grant (f, "ivanova", "curator", NULL);     /* 5: again */
  assert_story (f, "ivanova", 0,
                "event office:1, case 1:2, event 1:3, event office:4, event office:5");
}

static void
test_revoked (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "ivanova", "curator", NULL);     /* 1 */
  log_grant (f, "ivanova", "executor", "roads"); /* 2 */
  log_find (f, 1);                               /* 3 */
  log_find (f, 2);                               /* 4 */
  log_route (f, 2, "roads");                     /* 5 */
  log_revoke (f, "ivanova", "curator", NULL);    /* 6 */
  log_find (f, 3);                               /* 7 */
  assert_story (f, "ivanova", 5, "event office:6, forget 1");
  assert_story (f, "ivanova", 0,
                "event office:1, event office:2, case 2:4+5, event office:6, forget 1");
  g_assert_false (osr_log_can_see (f->log, "ivanova", case_id (1)));
}

/* Revoked and granted anew: a reader who slept through both ends with the case, whole. */
static void
test_granted_again (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "ivanova", "curator", NULL);  /* 1 */
  log_find (f, 1);                            /* 2 */
  log_revoke (f, "ivanova", "curator", NULL); /* 3 */
  log_route (f, 1, "roads");                  /* 4 */
  log_grant (f, "ivanova", "curator", NULL);  /* 5 */
  log_route (f, 1, "health");                 /* 6 */
  assert_story (f, "ivanova", 2, "event office:3, forget 1, event office:5, case 1:2+4, event 1:6");
}

/* Other people's roles move nothing of mine. */
static void
test_others_roles (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_find (f, 1);
  log_grant (f, "ivanova", "curator", NULL);
  log_revoke (f, "ivanova", "curator", NULL);
  log_grant (f, "petrov", "admin", NULL);
  assert_story (f, "petrov", 0, "event office:2, event office:3, event office:4");
}

static void
test_invisible_passed (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrPage) page = NULL;

  for (guint i = 0; i < 9; i++)
    log_find (f, i);
  page = changes (f, "petrov", 0, PAGE);
  g_assert_cmpuint (page->entries->len, ==, 0);
  g_assert_cmpint (position_after (f->log, page), ==, 9);
  g_assert_cmpint (page->head, ==, 9);
  g_assert_false (page->more);
}

static void
test_cursor_refused (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GError) error = NULL;

  log_find (f, 1);
  g_assert_null (read_changes_after (f->log, "ivanova", 2, PAGE, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH);
  g_clear_error (&error);
  g_assert_null (read_changes_after (f->log, "ivanova", -1, PAGE, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH);
}

/* A cursor that nobody gave out leads on all the same. */
static void
test_cursor_invented (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_find (f, 1);
  log_grant (f, "ivanova", "curator", NULL);
  log_find (f, 2);
  for (gint64 since = 0; since <= 3; since++) {
    const char *const persons[] = { "ivanova", "petrov" };

    for (guint i = 0; i < G_N_ELEMENTS (persons); i++) {
      g_autofree char *told = story (f, persons[i], (G_GINT64_CONSTANT (77) << 40) | since, 1 + i);

      g_assert_null (strstr (told, "forget"));
    }
  }
}

/* @n notes of 64 KiB each, all of it quotation marks, in case 1. */
static void
note_much (LogFixture *f, guint n)
{
  g_autoptr (GString) payload = g_string_new ("{\"text\":\"");

  while (payload->len < 64 * 1024)
    g_string_append (payload, "\\\"");
  g_string_append (payload, "\"}");
  for (guint i = 0; i < n; i++)
    osr_record_unref (log_append (f, case_id (1), "noted", NULL, payload->str));
}

/* Pages are bounded by bytes as well, as they are on the wire, and a page always goes forward. */
static void
test_large_payloads (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  guint n = 0, n_pages = 0;
  gint64 since = 0;

  log_grant (f, "ivanova", "curator", NULL);
  note_much (f, 40);
  log_grant (f, "petrov", "supervisor", NULL);
  while (since < osr_log_get_head (f->log)) {
    g_autoptr (OsrPageText) text =
        osr_log_write_changes_after (f->log, "ivanova", since, PAGE, NULL);
    g_autoptr (OsrPage) page = read_page (text->bytes, NULL);

    g_assert_cmpuint (g_bytes_get_size (text->bytes), <=, 1024 * 1024);
    g_assert_cmpint (text->position, >, since);
    g_assert_true (page->more == (text->position < osr_log_get_head (f->log)));
    since = text->position;
    n += page->entries->len;
    n_pages++;
  }
  g_assert_cmpuint (n, ==, 42);
  g_assert_cmpuint (n_pages, >, 5);
  g_assert_cmpuint (n_pages, <, 12);
}

/* An event that brings a long case into sight is put off with it, when others stand before it. */
static void
test_long_case_put_off (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrPage) first = NULL;
  g_autoptr (OsrPage) second = NULL;

  log_find (f, 1);
  note_much (f, 8);
  log_grant (f, "ivanova", "curator", NULL); /* the role, then the case with its notes */
  log_grant (f, "petrov", "curator", NULL);
  first = changes (f, "petrov", 0, PAGE);
  g_assert_cmpuint (first->entries->len, ==, 1);
  second = changes (f, "petrov", position_after (f->log, first), PAGE);
  g_assert_cmpuint (second->entries->len, ==, 2);
  g_assert_false (second->more);
}

static void
assert_same_bytes (GBytes *told, GBytes *stored)
{
  g_assert_true ((told == NULL) == (stored == NULL));
  g_assert_true (told == NULL || g_bytes_equal (told, stored));
}

/* What is told of a case is what the log holds of it, to the byte: also of words with all that has to be
 * written otherwise, of no words, and of words that were destroyed. */
static void
test_wire (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrPage) page = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  OsrEntry *entry;

  log_find (f, 1);
  log_erase (f, case_id (1));
  osr_record_unref (log_append (f, case_id (1), "noted", NULL,
                                "{\"text\":\"\\u0001\\n \\\" \\\\ \xd1\x8f \xf0\x9f\x91\xa8\"}"));
  log_route (f, 1, "roads");
  log_grant (f, "ivanova", "curator", NULL);
  page = changes (f, "ivanova", 0, PAGE);
  stored = osr_log_load_records (f->log, case_id (1), 0, NULL);
  g_assert_cmpstr (page->epoch, ==, osr_log_get_epoch (f->log));
  g_assert_cmpint (page->head, ==, osr_log_get_head (f->log));
  g_assert_cmpuint (page->entries->len, ==, 2);
  entry = page->entries->pdata[1];
  g_assert_cmpint (entry->kind, ==, OSR_ENTRY_CASE);
  g_assert_cmpuint (entry->records->len, ==, stored->len);
  for (guint i = 0; i < stored->len; i++) {
    OsrRecord *a = entry->records->pdata[i];
    OsrRecord *b = stored->pdata[i];

    assert_same_bytes (a->meta, b->meta);
    assert_same_bytes (a->payload, b->payload);
    assert_same_bytes (a->salt, b->salt);
    g_assert_cmpstr (a->digest, ==, b->digest);
    g_assert_cmpstr (a->hash, ==, b->hash);
  }
}

/* The long lists are found by index: no walk over all events, no sorting. */
static void
test_plans (void)
{
  static const char *const queries[] = {
    OSR_LOG_SQL_WALK,    OSR_LOG_SQL_CAME,    OSR_LOG_SQL_WENT,   OSR_LOG_SQL_STREAM,
    OSR_LOG_SQL_VISIBLE, OSR_LOG_SQL_ONE,     OSR_LOG_SQL_RANGE,  OSR_LOG_SQL_SCOPE,
    OSR_LOG_SQL_OPENED,  OSR_LOG_SQL_CLOSED,  OSR_LOG_SQL_BESIDE, OSR_LOG_SQL_SIGHT,
    OSR_LOG_SQL_SCOPES,  OSR_LOG_SQL_AUDIENCE
  };
  g_autoptr (LogFixture) f = log_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[i], NULL);
    g_autoptr (OsrStatement) plan = osr_database_prepare (f->log->database, sql, NULL);
    guint n = 0;

    g_assert_nonnull (plan);
    while (osr_statement_step (plan, NULL) == OSR_STEP_ROW) {
      const char *detail = osr_statement_get_text (plan, "detail");

      n++;
      if (g_str_has_prefix (detail, "SCAN") || strstr (detail, "TEMP B-TREE") != NULL)
        g_test_message ("%s: %s", queries[i], detail);
      g_assert_false (g_str_has_prefix (detail, "SCAN"));
      g_assert_null (strstr (detail, "TEMP B-TREE"));
    }
    g_assert_cmpuint (n, >, 0);
  }
}

/* Two roles of one body open the same cases: giving one up closes none, giving up both does. */
static void
test_two_roles_of_a_body (void)
{
  LogFixture *f = log_fixture_new ();

  log_find (f, 1);
  log_grant (f, "petrov", "executor", "zhkh");
  log_grant (f, "petrov", "scribe", "zhkh");
  log_route (f, 1, "zhkh");
  g_assert_true (osr_log_can_see (f->log, "petrov", case_id (1)));
  log_revoke (f, "petrov", "executor", "zhkh");
  g_assert_true (osr_log_can_see (f->log, "petrov", case_id (1)));
  log_revoke (f, "petrov", "scribe", "zhkh");
  g_assert_false (osr_log_can_see (f->log, "petrov", case_id (1)));
  log_fixture_free (f);
}

/* A regulation that lets supervisors read more or less tells them at its own place in the log. */
static void
test_reach_changes (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  log_grant (f, "nina", "executor", "roads");  /* 1 */
  log_find (f, 1);                             /* 2 */
  log_find (f, 2);                             /* 3 */
  log_route (f, 1, "roads");                   /* 4 */
  log_grant (f, "petrov", "supervisor", NULL); /* 5 */
  g_assert_cmpint (log_adopt (f, "supervisor", NULL), ==, 6);
  g_assert_false (osr_log_can_see (f->log, "petrov", case_id (1)));
  g_assert_true (osr_log_can_see (f->log, "nina", case_id (1)));
  assert_story (f, "petrov", 5, "event office:6, forget 1, forget 2");
  assert_story (f, "nina", 5, "event office:6");
  g_assert_cmpint (log_adopt (f, "executor", "office"), ==, 7);
  assert_story (f, "nina", 6, "event office:7, case 1:2+4, case 2:3");
  /* Each adoption is of the fixture's regulation but for one role. */
  assert_story (f, "petrov", 6, "event office:7, case 1:2+4, case 2:3");
  g_assert_cmpint (log_adopt (f, "scribe", "body"), ==, 8);
  assert_story (f, "petrov", 7, "event office:8");
  assert_story (f, "nina", 7, "event office:8, forget 2, case 1:2+4");
}

/* A substitute reads what the absent person reads, by whatever regulation. */
static void
test_reach_changes_substitute (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) record = NULL;

  log_find (f, 1);
  log_grant (f, "petrov", "supervisor", NULL);
  log_grant (f, "nina", "scribe", "roads");
  record = log_append (f, OSR_STREAM_OFFICE, "substitution-set",
                       "{\"id\":\"s\",\"absent\":\"petrov\",\"substitute\":\"nina\","
                       "\"from\":1,\"to\":9000000000000000,\"ground\":\"leave\"}",
                       NULL);
  g_assert_true (osr_log_tend_substitutions (f->log, NULL, NULL));
  g_assert_true (osr_log_can_see (f->log, "nina", case_id (1)));
  log_adopt (f, "supervisor", NULL);
  g_assert_false (osr_log_can_see (f->log, "nina", case_id (1)));
  log_adopt (f, "supervisor", "office");
  g_assert_true (osr_log_can_see (f->log, "nina", case_id (1)));
}

static void
find_long (LogFixture *f, guint n)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autofree char *payload =
      g_strdup_printf ("{\"author_id\":\"1\",\"author_name\":\"A\",\"text\":\"%s\"}", text);
  g_autofree char *members =
      g_strdup_printf ("{\"network\":\"vk\",\"account\":\"office\",\"native_id\":\"%u\","
                       "\"owner_id\":\"-2\",\"post_id\":\"1\",\"permalink\":\"\","
                       "\"published_at\":1}",
                       n);
  g_autoptr (OsrRecord) record = log_append (f, case_id (n), "found", members, payload);
}

/* The sizes of the pages that @person gets, "2 1 1". */
static char *
sizes (LogFixture *f, const char *person, gint64 since)
{
  GString *text = g_string_new (NULL);
  gboolean more = TRUE;

  while (more) {
    g_autoptr (OsrPage) page = changes (f, person, since, 100);

    g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", page->entries->len);
    since = position_after (f->log, page);
    more = page->more;
  }
  return g_string_free (text, FALSE);
}

/* Nothing is lost, told twice or told out of turn for it. */
static void
test_oversized (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *curator = NULL;
  g_autofree char *executor = NULL;

  log_grant (f, "ivanova", "curator", NULL); /* 1 */
  log_find (f, 1);                           /* 2 */
  find_long (f, 2);                          /* 3 */
  find_long (f, 3);                          /* 4 */
  log_find (f, 4);                           /* 5 */
  curator = sizes (f, "ivanova", 0);
  g_assert_cmpstr (curator, ==, "2 1 1 1");
  assert_story (f, "ivanova", 0, "event office:1, case 1:2, case 2:3, case 3:4, case 4:5");
  /* all that a role brings into sight at one number: the event, then the cases */
  log_grant (f, "petrov", "curator", NULL); /* 6 */
  executor = sizes (f, "petrov", 5);
  g_assert_cmpstr (executor, ==, "2 1 1 1");
  assert_story (f, "petrov", 5, "event office:6, case 1:2, case 2:3, case 3:4, case 4:5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/changes/curator", test_curator);
  g_test_add_func ("/store/changes/stranger", test_stranger);
  g_test_add_func ("/store/changes/executor", test_executor);
  g_test_add_func ("/store/changes/contributor", test_contributor);
  g_test_add_func ("/store/changes/supervisor", test_supervisor);
  g_test_add_func ("/store/changes/granted-late", test_granted_late);
  g_test_add_func ("/store/changes/second-role", test_second_role);
  g_test_add_func ("/store/changes/two-roles-of-a-body", test_two_roles_of_a_body);
  g_test_add_func ("/store/changes/revoked", test_revoked);
  g_test_add_func ("/store/changes/granted-again", test_granted_again);
  g_test_add_func ("/store/changes/others-roles", test_others_roles);
  g_test_add_func ("/store/changes/invisible-passed", test_invisible_passed);
  g_test_add_func ("/store/changes/cursor-refused", test_cursor_refused);
  g_test_add_func ("/store/changes/cursor-invented", test_cursor_invented);
  g_test_add_func ("/store/changes/large-payloads", test_large_payloads);
  g_test_add_func ("/store/changes/long-case-put-off", test_long_case_put_off);
  g_test_add_func ("/store/changes/wire", test_wire);
  g_test_add_func ("/store/changes/what-is-longer-than-a-page-stands-alone", test_oversized);
  g_test_add_func ("/store/changes/plans", test_plans);
  g_test_add_func ("/store/changes/reach", test_reach_changes);
  g_test_add_func ("/store/changes/reach-of-a-substitute", test_reach_changes_substitute);
  return g_test_run ();
}
