/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workstation that holds an account writes down and tells: it survives the program's end, is used
 * by one program at a time, and what contradicts itself is not believed. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "net/osr-net-error.h"
#include "publish/workstation/osr-held-accounts.h"
#include "publish/workstation/osr-lent-desk.h"
#include "publish/workstation/osr-lent-wire.h"

#define NOW  (1000 * OSR_SECOND)
#define SPAN (120 * OSR_SECOND)

typedef struct {
  char *folder;
  OsrClock *clock;
  OsrLentDesk *desk;
} Fixture;

static OsrInstant
read_clock (gpointer data)
{
  return NOW;
}

static void
open_desk (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&f->desk);
  f->desk = osr_lent_desk_open (f->folder, f->clock, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("osr-lent-XXXXXX", NULL);
  f->clock = osr_clock_new (read_clock, NULL, NULL);
  open_desk (f);
}

static void
remove_file (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_unlink (path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->desk);
  remove_file (f, "publishing.json");
  remove_file (f, "publishing.lock");
  g_rmdir (f->folder);
  g_free (f->folder);
  osr_clock_unref (f->clock);
}

static OsrPublication
a_row (void)
{
  return (OsrPublication){ .case_id = (char *) "c1",
                           .intent = 7,
                           .guid = (char *) "guid",
                           .account = (char *) "held",
                           .draft = 5,
                           .digest = (char *) "digest",
                           .first_sent_at = OSR_INSTANT_UNKNOWN,
                           .last_read_at = OSR_INSTANT_UNKNOWN,
                           .next_at = NOW,
                           .lease = 3 };
}

static void
lend (Fixture *f, gint64 span)
{
  const OsrPublication row = a_row ();
  const OsrLentTerms terms = { osr_publication_boot_time (), span, OSR_MINUTE };

  g_assert_nonnull (osr_lent_desk_ask (f->desk, NULL));
  g_assert_true (osr_lent_desk_take (f->desk, &row, &terms, NULL));
}

static gboolean
write_step (Fixture *f, OsrPublicationState state, OsrPublishingTelling telling, gboolean release)
{
  OsrPublication row = a_row ();
  OsrPublisherOutcome outcome = { .row = &row, .telling = telling, .release = release };
  gboolean appended = FALSE;

  row.state = state;
  outcome.input = release ? OSR_PUBLISHING_LOST : OSR_PUBLISHING_STARTED;
  return osr_publishing_desk_write (OSR_PUBLISHING_DESK (f->desk), &outcome, &appended, NULL);
}

static char *
first_report (Fixture *f)
{
  char *id = NULL;
  g_autoptr (GBytes) body = osr_lent_desk_dup_report (f->desk, &id);

  return id;
}

static void
test_same_asking (Fixture *f, gconstpointer data)
{
  g_autofree char *first = g_strdup (osr_lent_desk_ask (f->desk, NULL));

  open_desk (f);
  g_assert_cmpstr (osr_lent_desk_ask (f->desk, NULL), ==, first);
  lend (f, SPAN);
  g_assert_true (osr_lent_desk_drop (f->desk, NULL));
  g_assert_cmpstr (osr_lent_desk_ask (f->desk, NULL), !=, first);
}

static void
test_sending_survives (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrPublication) row = NULL;
  g_autofree char *report = NULL;

  lend (f, SPAN);
  g_assert_true (write_step (f, OSR_PUBLICATION_SENDING, OSR_PUBLISHING_TELL_NOTHING, FALSE));
  open_desk (f);
  row = osr_lent_desk_dup_row (f->desk);
  g_assert_cmpint (row->state, ==, OSR_PUBLICATION_SENDING);
  g_assert_cmpint (row->lease, ==, 3);
  g_assert_cmpint (osr_lent_desk_get_read_back (f->desk), ==, OSR_MINUTE);
  report = first_report (f);
  g_assert_null (report);
}

static void
test_outcome_survives (Fixture *f, gconstpointer data)
{
  g_autofree char *report = NULL;
  g_autofree char *again = NULL;
  g_autofree char *none = NULL;

  lend (f, SPAN);
  g_assert_true (write_step (f, OSR_PUBLICATION_UNCERTAIN, OSR_PUBLISHING_TELL_UNKNOWN, TRUE));
  report = first_report (f);
  open_desk (f);
  g_assert_null (osr_lent_desk_dup_row (f->desk));
  again = first_report (f);
  g_assert_cmpstr (again, ==, report);
  g_assert_true (osr_lent_desk_told (f->desk, report, TRUE, NULL));
  open_desk (f);
  none = first_report (f);
  g_assert_null (none);
}

/* What came too late takes along what follows from it. */
static void
test_refused_outcome (Fixture *f, gconstpointer data)
{
  g_autofree char *report = NULL;
  g_autofree char *none = NULL;

  lend (f, SPAN);
  write_step (f, OSR_PUBLICATION_UNCERTAIN, OSR_PUBLISHING_TELL_UNKNOWN, FALSE);
  write_step (f, OSR_PUBLICATION_UNCERTAIN, OSR_PUBLISHING_TELL_NOTHING, TRUE);
  report = first_report (f);
  g_assert_true (osr_lent_desk_told (f->desk, report, FALSE, NULL));
  none = first_report (f);
  g_assert_null (none);
  g_assert_null (osr_lent_desk_dup_row (f->desk));
}

static void
test_lease_over (Fixture *f, gconstpointer data)
{
  lend (f, 0);
  g_assert_null (osr_lent_desk_dup_row (f->desk));
}

/* Two on one file would both send. */
static void
test_one_program (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_lent_desk_open (f->folder, f->clock, &error));
  g_assert_nonnull (error);
}

/* Another may go on from what is written down. */
static void
test_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrLentDesk) next = NULL;
  g_autoptr (OsrPublication) row = NULL;

  lend (f, SPAN);
  osr_lent_desk_close (f->desk);
  g_assert_false (write_step (f, OSR_PUBLICATION_SENDING, OSR_PUBLISHING_TELL_NOTHING, FALSE));
  next = osr_lent_desk_open (f->folder, f->clock, NULL);
  row = osr_lent_desk_dup_row (next);
  g_assert_cmpint (row->state, ==, OSR_PUBLICATION_QUEUED);
}

static void
test_not_written (Fixture *f, gconstpointer data)
{
  g_autofree char *gone = g_strconcat (f->folder, "-gone", NULL);
  g_autoptr (OsrPublication) row = NULL;

  lend (f, SPAN);
  g_assert_cmpint (g_rename (f->folder, gone), ==, 0);
  g_assert_false (write_step (f, OSR_PUBLICATION_SENDING, OSR_PUBLISHING_TELL_NOTHING, FALSE));
  g_assert_cmpint (g_rename (gone, f->folder), ==, 0);
  row = osr_lent_desk_dup_row (f->desk);
  g_assert_cmpint (row->state, ==, OSR_PUBLICATION_QUEUED);
}

/* What may have gone out is not known: nothing is asked for. */
static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "publishing.json", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_object (&f->desk);
  g_file_set_contents (path, "{\"lent\":{", -1, NULL);
  g_assert_null (osr_lent_desk_open (f->folder, f->clock, &error));
  g_assert_nonnull (error);
}

static OsrLentOutcome *
told (OsrPublicationState state, OsrPublishingTelling telling, const OsrNetworkReply *reply,
      GError **error)
{
  OsrPublication row = a_row ();
  g_autoptr (GError) why = g_error_new_literal (OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED, "wait");
  OsrPublisherOutcome outcome = { .row = &row,
                                  .input = OSR_PUBLISHING_FOUND,
                                  .telling = telling,
                                  .reply = reply,
                                  .why = why,
                                  .release = TRUE };
  g_autoptr (JsonObject) object = NULL;

  row.state = state;
  row.attempt = 2;
  row.next_at = OSR_PUBLICATION_NEVER;
  row.manner = OSR_PUBLICATION_FOLLOW;
  object = osr_lent_write_outcome (&outcome, "asking", NOW);
  return osr_lent_read_outcome (object, NOW + 5, error);
}

static void
test_wire (void)
{
  OsrNetworkReply *reply = osr_network_reply_new ("42", "https://vk.com/wall-1_42", NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLentOutcome) read =
      told (OSR_PUBLICATION_DONE, OSR_PUBLISHING_TELL_PUBLISHED, reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read->taking, ==, "asking");
  g_assert_cmpint (read->outcome.input, ==, OSR_PUBLISHING_FOUND);
  g_assert_cmpint (read->outcome.telling, ==, OSR_PUBLISHING_TELL_PUBLISHED);
  g_assert_true (read->outcome.release);
  g_assert_cmpstr (read->reply->native_id, ==, "42");
  g_assert_cmpint (read->reply->published_at, ==, NOW);
  g_assert_error (read->why, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (read->row->state, ==, OSR_PUBLICATION_DONE);
  g_assert_cmpint (read->row->attempt, ==, 2);
  g_assert_cmpint (read->row->next_at, ==, OSR_PUBLICATION_NEVER);
  g_assert_cmpint (read->row->manner, ==, OSR_PUBLICATION_FOLLOW);
  g_assert_cmpint (read->row->first_sent_at, ==, OSR_INSTANT_UNKNOWN);
  osr_network_reply_unref (reply);
}

static void
test_contradictions (void)
{
  static const struct {
    OsrPublicationState state;
    OsrPublishingTelling telling;
  } wrong[] = {
    { OSR_PUBLICATION_DONE, OSR_PUBLISHING_TELL_PUBLISHED }, /* no reply */
    { OSR_PUBLICATION_DONE, OSR_PUBLISHING_TELL_NOTHING },
    { OSR_PUBLICATION_SENDING, OSR_PUBLISHING_TELL_NOTHING },
    { OSR_PUBLICATION_DONE, OSR_PUBLISHING_TELL_UNKNOWN },
    { OSR_PUBLICATION_QUEUED, OSR_PUBLISHING_TELL_ASK },
    { OSR_PUBLICATION_QUEUED, OSR_PUBLISHING_TELL_REFUSED },
    { OSR_PUBLICATION_QUEUED, OSR_PUBLISHING_TELL_CHALLENGE }, /* no question */
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (told (wrong[i].state, wrong[i].telling, NULL, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  }
}

/* What the log has for others is known after a restart, too: it is not claimed for what is lent. */
static void
test_neighbours (Fixture *f, gconstpointer data)
{
  char *ids[] = { (char *) "41", (char *) "42", NULL };
  const OsrNeighbours around = { ids, OSR_ALIKE_UNCERTAIN };
  const OsrLentTerms terms = { osr_publication_boot_time (), SPAN, OSR_SECOND, &around };
  const OsrNeighbourhood nothing = { NULL };
  OsrPublication row = a_row ();
  g_autoptr (OsrNeighbours) read = NULL;
  g_autoptr (OsrNeighbours) nobody = osr_neighbours_read (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (osr_lent_desk_ask (f->desk, &error));
  osr_lent_desk_take (f->desk, &row, &terms, &error);
  g_assert_no_error (error);
  open_desk (f);
  read = osr_publishing_desk_find_neighbours (OSR_PUBLISHING_DESK (f->desk), &nothing, &error);
  g_assert_cmpint (g_strv_length (read->taken), ==, 2);
  g_assert_cmpint (osr_neighbours_judge (read, "42"), ==, OSR_PUBLISHING_UNREADABLE);
  g_assert_cmpint (osr_neighbours_judge (read, "43"), ==, OSR_PUBLISHING_AMBIGUOUS);
  read->alike = OSR_ALIKE_SENDING;
  g_assert_cmpint (osr_neighbours_judge (read, "43"), ==, OSR_PUBLISHING_UNREADABLE);
  g_assert_cmpint (osr_neighbours_judge (nobody, "43"), ==, OSR_PUBLISHING_FOUND);
}

static void
test_tokens (void)
{
  g_autoptr (OsrTokens) tokens = g_new0 (OsrTokens, 1);
  g_autoptr (OsrTokens) read = NULL;
  g_autofree char *line = NULL;

  tokens->of[OSR_ACCOUNT_WRITE] = g_strdup ("w\"1");
  tokens->of[OSR_ACCOUNT_READ] = g_strdup ("r");
  line = osr_held_accounts_write_tokens (tokens);
  read = osr_held_accounts_read_tokens (line);
  g_assert_cmpstr (read->of[OSR_ACCOUNT_WRITE], ==, "w\"1");
  g_assert_cmpstr (read->of[OSR_ACCOUNT_READ], ==, "r");
  g_assert_null (read->of[OSR_ACCOUNT_EDIT]);
  g_assert_null (osr_held_accounts_read_tokens ("{\"read\":\"r\"}"));
  g_assert_null (osr_held_accounts_read_tokens ("a session's own token"));
  g_assert_null (osr_held_accounts_read_tokens (NULL));
}

#define ADD(name, test)                                                                            \
  g_test_add ("/publish/workstation-desk/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("same-asking", test_same_asking);
  ADD ("sending-survives", test_sending_survives);
  ADD ("outcome-survives", test_outcome_survives);
  ADD ("refused-outcome", test_refused_outcome);
  ADD ("lease-over", test_lease_over);
  ADD ("one-program", test_one_program);
  ADD ("closed", test_closed);
  ADD ("not-written", test_not_written);
  ADD ("damaged", test_damaged);
  ADD ("neighbours-survive", test_neighbours);
  g_test_add_func ("/publish/workstation-wire/outcome", test_wire);
  g_test_add_func ("/publish/workstation-wire/contradictions", test_contradictions);
  g_test_add_func ("/publish/workstation-wire/tokens", test_tokens);
  return g_test_run ();
}
