/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words come from mail/words.json and from the profile, in both languages, and never from the
 * catalogue: the coordinator has no language of its own. */
#include "coordinator/mail/osr-mail-notice.h"

#include <string.h>

#include "coordinator/mail/osr-mail-message.h"
#include "core/record/osr-stream.h"
#include "core/osr-json.h"
#include "core/osr-notice.h"
#include "core/osr-rules.h"
#include "store/osr-data.h"

#define WORDS            "mail/words.json"
#define MAX_CITIZEN_TEXT 4000 /* characters */

struct _OsrMailNotice {
  OsrLog *log;                     /* borrowed */
  const OsrMailSettings *settings; /* borrowed */
  JsonObject *words;
};

/* One notice being written. */
typedef struct {
  OsrMailNotice *owner;
  OsrCase *the_case;
  const OsrPerson *person;
  const OsrPerson *absent; /* nullable: for whom they stand in */
  const OsrNoticeSpec *spec;
  char *number;
  char *until; /* nullable */
  char *zone;
  const char *timer;
} Letter;

static JsonObject *
load_words (GError **error)
{
  g_autoptr (GBytes) bytes = osr_data_load (WORDS, error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (text, (gssize) length, 0, WORDS, error);
}

OsrMailNotice *
osr_mail_notice_new (OsrLog *log, const OsrMailSettings *settings, GError **error)
{
  g_autoptr (OsrMailNotice) self = g_new0 (OsrMailNotice, 1);

  self->log = log;
  self->settings = settings;
  self->words = load_words (error);
  return self->words != NULL ? g_steal_pointer (&self) : NULL;
}

void
osr_mail_notice_free (OsrMailNotice *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->words, json_object_unref);
  g_free (self);
}

static const char *
find_words (JsonObject *words, const char *name, const char *language)
{
  const char *text = osr_json_get_string (osr_json_get_object (words, name), language);

  return text != NULL ? text : "";
}

static const char *
say (Letter *letter, const char *name)
{
  return find_words (letter->owner->words, name, letter->owner->settings->language);
}

/* Puts the values of {name}s into @pattern: name, value pairs, NULL-terminated. (transfer full) */
static char *G_GNUC_NULL_TERMINATED
fill (const char *pattern, ...)
{
  GString *text = g_string_new (pattern);
  va_list list;

  va_start (list, pattern);
  for (const char *name = va_arg (list, const char *); name != NULL;
       name = va_arg (list, const char *)) {
    const char *value = va_arg (list, const char *);
    g_autofree char *mark = g_strdup_printf ("{%s}", name);

    g_string_replace (text, mark, value != NULL ? value : "", 0);
  }
  va_end (list);
  return g_string_free (text, FALSE);
}

/* -- Events and their notices -- */

/* (transfer full): the case as it was right after the event, which is its last. */
static OsrCase *
load_case_at (OsrLog *log, const char *stream, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (log, stream, 0, error);
  g_autoptr (OsrCase) the_case = osr_case_new (stream);

  for (guint i = 0; records != NULL && i < records->len && the_case->version < version; i++) {
    g_autoptr (OsrEvent) event = osr_record_to_event (records->pdata[i], error);

    if (event == NULL)
      return NULL;
    osr_case_apply (the_case, event);
  }
  if (records == NULL)
    return NULL;
  if (the_case->version == version && the_case->events->len > 0)
    return g_steal_pointer (&the_case);
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, "there is no such event");
  return NULL;
}

static OsrEvent *
last_event (OsrCase *the_case)
{
  return the_case->events->pdata[the_case->events->len - 1];
}

/* The same for the same event and person, in every life of the program. */
static char *
message_id (const OsrRecord *record, const char *person)
{
  g_autofree char *key =
      g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", record->stream, record->version, person);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strndup (digest, 32);
}

static gboolean
queue_one (OsrLog *log, OsrRecord *record, OsrEvent *event, const OsrNotice *notice, GError **error)
{
  const OsrPerson *person = osr_registry_find_person (osr_log_get_registry (log), notice->person);
  g_autofree char *address = osr_mail_address_normalise (person->mail);
  g_autofree char *id = message_id (record, notice->person);
  OsrMail mail = { .stream = record->stream,
                   .version = record->version,
                   .about = (char *) event->type,
                   .person = (char *) notice->person,
                   .report = (char *) notice->spec->report,
                   .message = id };

  return address == NULL || osr_log_queue_mail (log, &mail, error);
}

/* Cheaper than folding a case for every event that nobody is told of. */
static gboolean
may_be_told (OsrLog *log, OsrRecord *record)
{
  g_autoptr (OsrEvent) event = osr_record_to_event (record, NULL);

  return event != NULL && osr_stream_get_kind (record->stream) == OSR_STREAM_OF_CASE &&
         !osr_event_is (event, "found") && !osr_event_is (event, "notified") &&
         !osr_event_is (event, "media-kept");
}

gboolean
osr_mail_notice_queue (OsrLog *log, OsrRecord *record, GError **error)
{
  g_autoptr (OsrCase) the_case = NULL;
  g_autoptr (GPtrArray) notices = NULL;

  if (!may_be_told (log, record))
    return TRUE;
  the_case = load_case_at (log, record->stream, record->version, error);
  if (the_case == NULL)
    return FALSE;
  notices = osr_notices_compute (the_case, osr_log_get_registry (log), last_event (the_case));
  for (guint i = 0; i < notices->len; i++) {
    if (!queue_one (log, record, last_event (the_case), notices->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

/* -- Words -- */

static char *
format_moment (OsrInstant instant, OsrZone *zone, const char *language)
{
  gint32 seconds;
  OsrDay day = osr_zone_day_at (zone, instant, &seconds);
  int year, month, date;

  osr_day_to_ymd (day, &year, &month, &date);
  if (g_str_equal (language, "ru"))
    return g_strdup_printf ("%02d.%02d.%d %02d:%02d", date, month, year, seconds / 3600,
                            seconds / 60 % 60);
  return g_strdup_printf ("%d-%02d-%02d %02d:%02d", year, month, date, seconds / 3600,
                          seconds / 60 % 60);
}

static char *
format_zone (OsrInstant instant, OsrZone *zone)
{
  gint32 minutes = osr_zone_get_offset (zone, instant) / 60;
  int rest = ABS (minutes) % 60;

  return rest == 0 ? g_strdup_printf ("UTC%+d", minutes / 60)
                   : g_strdup_printf ("UTC%+d:%02d", minutes / 60, rest);
}

static void
find_limit (Letter *letter)
{
  OsrRegistry *registry = osr_log_get_registry (letter->owner->log);
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (letter->the_case->events, registry);
  const OsrDeadline *limit =
      osr_rules_next_deadline (letter->the_case, registry,
                               letter->absent != NULL ? letter->absent->id : letter->person->id,
                               deadlines);
  OsrWorkTime *hours = limit != NULL ? osr_deadline_get_work_time (limit, registry) : NULL;
  const char *language = letter->owner->settings->language;

  if (hours == NULL || limit->due == OSR_INSTANT_UNKNOWN)
    return;
  letter->until = format_moment (limit->due, osr_work_time_get_zone (hours), language);
  letter->zone = format_zone (limit->due, osr_work_time_get_zone (hours));
  letter->timer = osr_text2_get (&limit->spec->name, language);
}

static char *
write_subject (Letter *letter)
{
  return fill (say (letter, letter->until != NULL ? "subject_until" : "subject"), "number",
               letter->number, "until", letter->until, "says",
               osr_text2_get (&letter->spec->says, letter->owner->settings->language), NULL);
}

/* What the citizen wrote stands below a line of its own, each line marked as theirs. */
static void
quote_citizen (Letter *letter, GString *body)
{
  const char *text = letter->the_case->text;
  g_autofree char *part = NULL;
  g_auto (GStrv) lines = NULL;

  if (text == NULL || !g_str_equal (letter->owner->settings->citizens_words, "yes"))
    return;
  part = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_CITIZEN_TEXT));
  lines = g_strsplit (part, "\n", -1);
  g_string_append_printf (body, "\n%s\n", say (letter, "words"));
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (body, "> %s\n", lines[i]);
}

static char *
write_body (Letter *letter)
{
  const char *language = letter->owner->settings->language;
  g_autofree char *head = fill (say (letter, "case"), "number", letter->number, NULL);
  g_autofree char *clause = fill (say (letter, "clause"), "clause", letter->spec->clause, NULL);
  GString *body = g_string_new (head);

  if (letter->absent != NULL) {
    g_autofree char *stands_in =
        fill (say (letter, "stands_in"), "name", letter->absent->name, NULL);

    g_string_append_printf (body, "\n%s\n", stands_in);
  }
  g_string_append_printf (body, "\n%s.\n\n%s\n", osr_text2_get (&letter->spec->says, language),
                          osr_text2_get (&letter->spec->asks, language));
  if (letter->until != NULL) {
    g_autofree char *limit = fill (say (letter, "limit"), "timer", letter->timer, "until",
                                   letter->until, "zone", letter->zone, NULL);

    g_string_append_printf (body, "%s\n", limit);
  }
  g_string_append_printf (body, "%s\n", clause);
  quote_citizen (letter, body);
  g_string_append_printf (body, "\n-- \n%s\n%s\n", say (letter, "sender"), say (letter, "footer"));
  return g_string_free (body, FALSE);
}

static GBytes *
write_letter (Letter *letter, const OsrMail *mail, const char *to)
{
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;
  OsrMailMessage message = { 0 };

  letter->number = letter->the_case->number != NULL ? g_strdup (letter->the_case->number)
                                                    : g_strndup (letter->the_case->id, 8);
  find_limit (letter);
  subject = write_subject (letter);
  body = write_body (letter);
  message = (OsrMailMessage){ say (letter, "sender"),
                              letter->owner->settings->from,
                              to,
                              mail->message,
                              mail->queued_at,
                              subject,
                              body };
  g_free (letter->number);
  g_free (letter->until);
  g_free (letter->zone);
  return osr_mail_message_build (&message);
}

static GBytes *
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, why);
  return NULL;
}

GBytes *
osr_mail_notice_build (OsrMailNotice *self, const OsrMail *mail, char **to, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);
  g_autoptr (OsrCase) the_case = load_case_at (self->log, mail->stream, mail->version, error);
  const OsrPerson *person = osr_registry_find_person (registry, mail->person);
  g_autofree char *address = person != NULL ? osr_mail_address_normalise (person->mail) : NULL;
  g_autoptr (GPtrArray) notices = NULL;
  const OsrNotice *notice;
  Letter letter = { self, the_case, person };

  *to = NULL;
  if (the_case == NULL)
    return NULL;
  if (address == NULL)
    return refuse (error, "the person has no address any more");
  notices = osr_notices_compute (the_case, registry, last_event (the_case));
  notice = osr_notices_find (notices, mail->person);
  if (notice == NULL)
    return refuse (error, "the person is not to be told of it any more");
  letter.spec = notice->spec;
  letter.absent = osr_registry_find_person (registry, notice->absent);
  *to = g_strdup (address);
  return write_letter (&letter, mail, address);
}

GBytes *
osr_mail_notice_build_test (const OsrMailSettings *settings, const char *to, OsrInstant now,
                            GError **error)
{
  g_autoptr (JsonObject) words = load_words (error);
  g_autofree char *id = g_uuid_string_random ();
  OsrMailMessage message = { 0 };

  if (words == NULL)
    return NULL;
  message.sender = find_words (words, "sender", settings->language);
  message.from = settings->from;
  message.to = to;
  message.id = id;
  message.date = now;
  message.subject = find_words (words, "test_subject", settings->language);
  message.body = find_words (words, "test_body", settings->language);
  return osr_mail_message_build (&message);
}
