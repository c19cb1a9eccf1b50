/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of standard input, one a line, answered one a line and in order. What came is answered
 * before more is waited for, so that a program may also ask and wait line by line. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/regulation/osr-ctl-working-time.h"

#define CHUNK      (64 * 1024)
#define MAX_LINE   (64 * 1024)
#define MEMBERS    "\"zone\", \"regulation\", \"from\" and one of \"add\", \"add_days\", \"to\""
#define NO_MEMBERS "expected an object with " MEMBERS

typedef struct {
  OsrCtlOffices *offices;
  const char *zone;
  const char *regulation;
  gboolean skipping; /* the rest of a line that is too long */
} Batch;

static gboolean
take_member (JsonObject *request, const char *name, JsonNode *node, const char **text)
{
  if (json_object_get_member (request, name) != node)
    return FALSE;
  *text = osr_json_get_string (request, name);
  return *text != NULL;
}

/* FALSE when @request has a member that no request has, or one that is not text. */
static gboolean
take_request (JsonObject *request, OsrCtlWorkQuestion *question, const char **zone,
              const char **regulation)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, request);
  while (json_object_iter_next (&iter, &name, &node)) {
    if (g_str_equal (name, "add_days") && JSON_NODE_HOLDS_VALUE (node) &&
        json_node_get_value_type (node) == G_TYPE_INT64)
      continue;
    if (!take_member (request, "zone", node, zone) &&
        !take_member (request, "regulation", node, regulation) &&
        !take_member (request, "from", node, &question->from) &&
        !take_member (request, "add", node, &question->add) &&
        !take_member (request, "to", node, &question->to))
      return FALSE;
  }
  return TRUE;
}

static gboolean
answer_request (Batch *self, JsonObject *request, OsrWorkTime **work_time, OsrCtlWorkAnswer *answer,
                GError **error)
{
  OsrCtlWorkQuestion question = { NULL };
  const char *zone = NULL, *regulation = NULL;
  char days[24];

  if (!take_request (request, &question, &zone, &regulation)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, NO_MEMBERS);
    return FALSE;
  }
  if (json_object_has_member (request, "add_days")) {
    g_snprintf (days, sizeof days, "%" G_GINT64_FORMAT, osr_json_get_int (request, "add_days", 0));
    question.add_days = days;
  }
  *work_time = osr_ctl_offices_find (self->offices, zone != NULL ? zone : self->zone,
                                     regulation != NULL ? regulation : self->regulation, error);
  return *work_time != NULL && osr_ctl_work_answer (*work_time, &question, answer, error);
}

static void
print_error (const GError *error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "error", error->message);
  text = osr_json_write_object (object);
  puts (text);
}

static void
print_answer (OsrWorkTime *work_time, const OsrCtlWorkAnswer *answer)
{
  g_autofree char *text = NULL;

  if (!answer->measured) {
    text = osr_instant_format (answer->due, osr_work_time_get_zone (work_time));
    printf ("{\"due\":\"%s\"}\n", text);
    return;
  }
  text = osr_duration_format (answer->amount);
  printf ("{\"working\":\"%s\",\"seconds\":%" G_GINT64_FORMAT, text, answer->amount / OSR_SECOND);
  if (answer->amount % OSR_SECOND != 0)
    printf (".%06d", (int) ABS (answer->amount % OSR_SECOND));
  puts ("}");
}

static void
answer_line (Batch *self, const char *line, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) request =
      osr_json_read_object (line, (gssize) length, MAX_LINE, "request", &error);
  OsrWorkTime *work_time = NULL;
  OsrCtlWorkAnswer answer;

  if (request != NULL && answer_request (self, request, &work_time, &answer, &error))
    print_answer (work_time, &answer);
  else
    print_error (error);
}

static void
refuse_long_line (Batch *self)
{
  printf ("{\"error\":\"request: longer than %d bytes\"}\n", MAX_LINE);
  self->skipping = TRUE;
}

/* Answers the whole lines of @buffer and leaves what is not yet a whole one. */
static void
answer_lines (Batch *self, GString *buffer)
{
  const char *start = buffer->str, *end = buffer->str + buffer->len, *newline;

  while ((newline = memchr (start, '\n', (gsize) (end - start))) != NULL) {
    if (!self->skipping)
      answer_line (self, start, (gsize) (newline - start));
    self->skipping = FALSE;
    start = newline + 1;
  }
  if (!self->skipping && end - start > MAX_LINE)
    refuse_long_line (self);
  g_string_erase (buffer, 0, self->skipping ? -1 : (gssize) (start - buffer->str));
}

void
osr_ctl_work_batch (OsrCtlOffices *offices, const char *zone, const char *regulation)
{
  Batch self = { offices, zone, regulation, FALSE };
  g_autoptr (GString) buffer = g_string_sized_new (CHUNK);
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize got;

  while ((got = read (STDIN_FILENO, chunk, CHUNK)) > 0 || (got < 0 && errno == EINTR)) {
    if (got < 0)
      continue;
    g_string_append_len (buffer, chunk, got);
    answer_lines (&self, buffer);
    fflush (stdout);
  }
  if (buffer->len > 0)
    answer_line (&self, buffer->str, buffer->len);
  fflush (stdout);
}
