/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection of libcurl, kept for as long as there is something to send. What a refusal means
 * depends on what it answers: only one of the recipient or of the message is for good, since a wrong
 * password or sender would else lose every notice there is. */
#include "coordinator/mail/osr-smtp.h"

#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT_SECONDS 30
#define LEAVE_SECONDS   2
/* For a whole sending, in times of one answer's. */
#define WHOLE_TIMES 5

typedef enum { STAGE_CONNECTION, STAGE_SENDER, STAGE_RECIPIENT, STAGE_MESSAGE } Stage;

struct _OsrSmtp {
  char *url;
  gboolean start_tls;
  char *user;          /* nullable */
  char *password_file; /* nullable */
  char *ca;            /* nullable */
  char *from;
  guint timeout_seconds;

  CURL *curl; /* nullable: while there is a connection */
  Stage stage;
  GBytes *message; /* borrowed while it is sent */
  gsize position;
  char words[CURL_ERROR_SIZE];

  GMutex mutex; /* of what follows, which any thread may touch */
  int socket;   /* -1: none */
  gboolean ended;
};

static void
learn_curl (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    curl_global_init (CURL_GLOBAL_DEFAULT);
    g_once_init_leave (&once, 1);
  }
}

OsrSmtp *
osr_smtp_new (const OsrMailSettings *settings)
{
  OsrSmtp *self = g_new0 (OsrSmtp, 1);
  gboolean tls = g_str_equal (settings->security, "tls");
  gboolean wide = strchr (settings->host, ':') != NULL;

  learn_curl ();
  self->url =
      g_strdup_printf ("%s://%s%s%s:%u", tls ? "smtps" : "smtp", wide ? "[" : "", settings->host,
                       wide ? "]" : "", osr_mail_settings_get_port (settings));
  self->start_tls = g_str_equal (settings->security, "starttls");
  self->user = g_strdup (settings->user);
  self->password_file = g_strdup (settings->password_file);
  self->ca = g_strdup (settings->ca);
  self->from = g_strdup (settings->from);
  self->timeout_seconds = settings->timeout_seconds;
  self->socket = -1;
  g_mutex_init (&self->mutex);
  return self;
}

void
osr_smtp_free (OsrSmtp *self)
{
  if (self == NULL)
    return;
  osr_smtp_rest (self);
  g_free (self->url);
  g_free (self->user);
  g_free (self->password_file);
  g_free (self->ca);
  g_free (self->from);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_ended (OsrSmtp *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->ended;
}

void
osr_smtp_interrupt (OsrSmtp *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->ended = TRUE;
  if (self->socket >= 0)
    shutdown (self->socket, SHUT_RDWR);
}

/* -- What libcurl calls, in the thread that sends -- */

static curl_socket_t
on_open (void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  OsrSmtp *self = data;
  int fd = socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->socket = fd;
  return fd;
}

static int
on_close (void *data, curl_socket_t fd)
{
  OsrSmtp *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->socket == fd)
    self->socket = -1;
  return close (fd);
}

static int
on_progress (void *data, curl_off_t download, curl_off_t downloaded, curl_off_t upload,
             curl_off_t uploaded)
{
  return is_ended (data) ? 1 : 0;
}

static size_t
on_read (char *buffer, size_t size, size_t n, void *data)
{
  OsrSmtp *self = data;
  gsize length;
  const char *bytes = g_bytes_get_data (self->message, &length);
  gsize part = MIN (size * n, length - self->position);

  self->stage = STAGE_MESSAGE;
  memcpy (buffer, bytes + self->position, part);
  self->position += part;
  return part;
}

/* Which command the last answer was to: its first word is all that is looked at. */
static int
on_talk (CURL *curl, curl_infotype type, char *text, size_t length, void *data)
{
  OsrSmtp *self = data;

  if (type != CURLINFO_HEADER_OUT || length < 5)
    return 0;
  if (strncmp (text, "MAIL ", 5) == 0)
    self->stage = STAGE_SENDER;
  else if (strncmp (text, "RCPT ", 5) == 0)
    self->stage = STAGE_RECIPIENT;
  return 0;
}

/* -- Sending -- */

static void
set_connection (OsrSmtp *self, CURL *curl)
{
  curl_easy_setopt (curl, CURLOPT_URL, self->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_PROXY, "");
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USE_SSL,
                    (long) (self->start_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (self->ca != NULL) {
    curl_easy_setopt (curl, CURLOPT_CAINFO, self->ca);
    curl_easy_setopt (curl, CURLOPT_CAPATH, NULL);
  }
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT,
                    (long) MIN (self->timeout_seconds, CONNECT_SECONDS));
  curl_easy_setopt (curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) self->timeout_seconds);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, (long) self->timeout_seconds * WHOLE_TIMES);
}

static void
set_callbacks (OsrSmtp *self, CURL *curl)
{
  curl_easy_setopt (curl, CURLOPT_OPENSOCKETFUNCTION, on_open);
  curl_easy_setopt (curl, CURLOPT_OPENSOCKETDATA, self);
  curl_easy_setopt (curl, CURLOPT_CLOSESOCKETFUNCTION, on_close);
  curl_easy_setopt (curl, CURLOPT_CLOSESOCKETDATA, self);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt (curl, CURLOPT_READDATA, self);
  curl_easy_setopt (curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (curl, CURLOPT_DEBUGFUNCTION, on_talk);
  curl_easy_setopt (curl, CURLOPT_DEBUGDATA, self);
  curl_easy_setopt (curl, CURLOPT_ERRORBUFFER, self->words);
}

static gboolean
sign_in (OsrSmtp *self, char **fault)
{
  g_autofree char *password = NULL;
  g_autoptr (GError) error = NULL;

  if (self->user == NULL)
    return TRUE;
  if (!g_file_get_contents (self->password_file, &password, NULL, &error)) {
    *fault = g_strdup (error->message);
    return FALSE;
  }
  curl_easy_setopt (self->curl, CURLOPT_USERNAME, self->user);
  curl_easy_setopt (self->curl, CURLOPT_PASSWORD, g_strchomp (password));
  return TRUE;
}

static OsrSmtpOutcome
judge (OsrSmtp *self, CURLcode code, char **fault)
{
  static const char *const places[] = { "the server", "the sender", "the recipient",
                                        "the message" };
  long answer = 0;

  if (code == CURLE_OK)
    return OSR_SMTP_SENT;
  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &answer);
  if (answer >= 400)
    *fault = g_strdup_printf ("%s: the server answered %ld", places[self->stage], answer);
  else
    *fault = g_strdup_printf ("%s: %s", places[self->stage],
                              self->words[0] != '\0' ? self->words : curl_easy_strerror (code));
  if (answer >= 500 && answer < 600 && self->stage >= STAGE_RECIPIENT)
    return OSR_SMTP_REFUSED;
  return OSR_SMTP_LATER;
}

OsrSmtpOutcome
osr_smtp_send (OsrSmtp *self, const char *to, GBytes *message, char **fault)
{
  g_autofree char *angled = g_strdup_printf ("<%s>", to);
  struct curl_slist *recipients;
  OsrSmtpOutcome outcome;
  CURLcode code;

  *fault = NULL;
  if (self->curl == NULL) {
    self->curl = curl_easy_init ();
    set_connection (self, self->curl);
    set_callbacks (self, self->curl);
  }
  if (!sign_in (self, fault))
    return OSR_SMTP_LATER;
  recipients = curl_slist_append (NULL, angled);
  self->message = message;
  self->position = 0;
  self->stage = STAGE_CONNECTION;
  self->words[0] = '\0';
  curl_easy_setopt (self->curl, CURLOPT_MAIL_FROM, self->from);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, recipients);
  code = is_ended (self) ? CURLE_ABORTED_BY_CALLBACK : curl_easy_perform (self->curl);
  outcome = judge (self, code, fault);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all (recipients);
  self->message = NULL;
  if (outcome != OSR_SMTP_SENT)
    osr_smtp_rest (self);
  return outcome;
}

void
osr_smtp_rest (OsrSmtp *self)
{
  if (self->curl == NULL)
    return;
  curl_easy_setopt (self->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) LEAVE_SECONDS);
  g_clear_pointer (&self->curl, curl_easy_cleanup);
}
