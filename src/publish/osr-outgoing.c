/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intent in the log says where a reply goes: to the message, or elsewhere. A correction goes where
 * what it corrects went, when it is from the same account. */
#include "publish/osr-outgoing.h"

#include "core/media/osr-media.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/reply/osr-reply-mention.h"

/* Where a reply went or goes. */
typedef struct {
  const char *account;
  gboolean elsewhere;  /* on the account's own page */
  const char *post;    /* nullable: of that page; a post of its own without */
  const char *mention; /* nullable */
} Place;

static OsrEvent *
find_intent (OsrCase *the_case, gint64 version)
{
  return osr_case_find_event (the_case, version, "publish-intended");
}

/* @draft: (nullable) */
static Place
place_of (OsrEvent *intent, const OsrCaseDraft *draft)
{
  Place place = { draft != NULL ? draft->account : NULL };

  if (intent == NULL)
    return place;
  place.account = osr_event_get_string (intent, "account");
  place.elsewhere = osr_json_get_boolean (intent->members, "fallback", FALSE);
  place.post = osr_event_get_string (intent, "post");
  place.mention = osr_event_get_payload_string (intent, "mention");
  if (place.mention == NULL)
    place.mention = osr_event_get_string (intent, "mention");
  return place;
}

/* (nullable): what a draft corrects, when it is out and was sent by us. */
static const OsrCaseDraft *
corrected_by (OsrCase *the_case, const OsrCaseDraft *draft)
{
  const OsrCaseDraft *before =
      draft != NULL && draft->corrects > 0 ? osr_case_find_draft (the_case, draft->corrects) : NULL;

  return before != NULL && before->native_id != NULL ? before : NULL;
}

static gboolean
is_same_page (const Place *one, const Place *other)
{
  return g_strcmp0 (one->account, other->account) == 0 && one->elsewhere == other->elsewhere;
}

gboolean
osr_outgoing_is_approved (OsrCase *the_case, const OsrPublication *row)
{
  const OsrCaseDraft *draft = osr_case_find_draft (the_case, row->draft);
  Place place = place_of (find_intent (the_case, row->intent), draft);
  g_autofree char *digest = NULL;

  if (draft == NULL || draft->text == NULL || draft->state != OSR_DRAFT_APPROVED)
    return FALSE;
  if (g_strcmp0 (place.elsewhere ? place.account : draft->account, row->account) != 0)
    return FALSE;
  digest =
      osr_text_digest (draft->kind, draft->text, draft->account, the_case->native_id, draft->files);
  return g_strcmp0 (digest, row->digest) == 0;
}

OsrPublicationManner
osr_outgoing_choose_manner (OsrCase *the_case, const OsrPublication *row, OsrNetwork *network,
                            OsrNetworkAccount *account)
{
  const OsrCaseDraft *draft = osr_case_find_draft (the_case, row->draft);
  const OsrCaseDraft *before = corrected_by (the_case, draft);
  Place place = place_of (find_intent (the_case, row->intent), draft);
  Place was;

  if (draft == NULL || draft->corrects == 0)
    return OSR_PUBLICATION_PLAIN;
  if (before == NULL || !osr_network_can_edit (network, account))
    return OSR_PUBLICATION_FOLLOW;
  /* an edit changes words: what stands there with other files is followed */
  if (before->files != NULL || draft->files != NULL)
    return OSR_PUBLICATION_FOLLOW;
  was = place_of (find_intent (the_case, before->intent), before);
  if (!is_same_page (&place, &was) || (was.elsewhere && was.post == NULL))
    return OSR_PUBLICATION_FOLLOW;
  return OSR_PUBLICATION_EDIT;
}

/* The thread of a first-level message is its own. */
static OsrNetworkTarget *
target_of_message (OsrCase *the_case)
{
  if (the_case->owner_id == NULL || the_case->post_id == NULL)
    return NULL;
  /* a post of somebody's own is answered under it */
  if (g_strcmp0 (the_case->native_id, the_case->post_id) == 0)
    return osr_network_target_new (the_case->owner_id, the_case->post_id, NULL, NULL);
  return osr_network_target_new (the_case->owner_id, the_case->post_id, the_case->native_id,
                                 the_case->thread_id != NULL ? the_case->thread_id
                                                             : the_case->native_id);
}

/* What follows a post of ours stands under it. */
static OsrNetworkTarget *
target_of (OsrCase *the_case, const Place *place, const OsrCaseDraft *before)
{
  Place was;

  if (!place->elsewhere)
    return target_of_message (the_case);
  if (before == NULL)
    return osr_network_target_new (NULL, place->post, NULL, NULL);
  was = place_of (find_intent (the_case, before->intent), before);
  if (!is_same_page (place, &was))
    return osr_network_target_new (NULL, place->post, NULL, NULL);
  return osr_network_target_new (NULL, was.post != NULL ? was.post : before->native_id, NULL, NULL);
}

OsrNetworkTarget *
osr_outgoing_new_target (OsrCase *the_case, const OsrCaseDraft *draft, gint64 intent)
{
  Place place = place_of (find_intent (the_case, intent), draft);

  return target_of (the_case, &place, corrected_by (the_case, draft));
}

static char *
text_of (const OsrCaseDraft *draft, const Place *place)
{
  if (draft->text == NULL)
    return NULL;
  if (!place->elsewhere || place->mention == NULL)
    return g_strdup (draft->text);
  return osr_reply_with_mention (place->mention, draft->text);
}

/* How far back a reply is looked for. Ours is later than the message that it answers by the network's
 * own clock, whatever ours said when it was sent: it may be hours wrong, and a reply that is taken for
 * an older one would go out twice. */
static OsrInstant
looked_for_since (OsrCase *the_case, const OsrPublication *row)
{
  return the_case->published_at != OSR_INSTANT_UNKNOWN
             ? MIN (the_case->published_at, row->first_sent_at)
             : row->first_sent_at - 24 * OSR_HOUR;
}

/* Without a mention nothing goes out elsewhere: it may have been erased meanwhile. */
OsrNetworkSending *
osr_outgoing_new (OsrCase *the_case, const OsrPublication *row, OsrNetworkAccount *account)
{
  const OsrCaseDraft *draft = osr_case_find_draft (the_case, row->draft);
  Place place = place_of (find_intent (the_case, row->intent), draft);
  const OsrCaseDraft *before = corrected_by (the_case, draft);
  g_autoptr (OsrNetworkTarget) target = target_of (the_case, &place, before);
  g_autofree char *text = draft != NULL ? text_of (draft, &place) : NULL;
  OsrNetworkSending *sending;

  if (target == NULL || text == NULL || (place.elsewhere && place.mention == NULL))
    return NULL;
  sending =
      osr_network_sending_new (account, target, text, row->guid, looked_for_since (the_case, row));
  if (row->manner == OSR_PUBLICATION_EDIT && before != NULL)
    osr_network_sending_set_native_id (sending, before->native_id);
  return sending;
}

/* Its name for the network says what it is and nothing else: "photo-1.jpg". */
static OsrNetworkFile *
file_of (OsrPublishingDesk *desk, const char *digest, guint number)
{
  g_autofree char *path = osr_publishing_desk_dup_file_path (desk, digest);
  g_autoptr (GMappedFile) map = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  g_autofree char *name = NULL;
  OsrMediaLook look = { OSR_MEDIA_UNKNOWN };

  if (bytes != NULL)
    osr_media_look (bytes, &look, NULL);
  name = g_strdup_printf ("%s-%u.%s", look.kind == OSR_MEDIA_VIDEO ? "video" : "photo", number,
                          osr_media_get_suffix (look.kind));
  return osr_network_file_new (digest, path, name, osr_media_get_type (look.kind),
                               bytes != NULL ? g_bytes_get_size (bytes) : 0);
}

void
osr_outgoing_add_files (OsrCase *the_case, const OsrPublication *row, OsrPublishingDesk *desk,
                        OsrNetworkSending *sending)
{
  const OsrCaseDraft *draft = osr_case_find_draft (the_case, row->draft);
  g_auto (GStrv) digests = NULL;

  if (draft == NULL || draft->files == NULL)
    return;
  digests = g_strsplit (draft->files, ",", -1);
  for (guint i = 0; digests[i] != NULL; i++) {
    g_autoptr (OsrNetworkFile) file = file_of (desk, digests[i], i + 1);

    osr_network_sending_add_file (sending, file);
  }
}

char *
osr_outgoing_dup_published_text (OsrCase *the_case, const OsrCaseDraft *draft)
{
  Place place = place_of (find_intent (the_case, draft->intent), draft);

  return text_of (draft, &place);
}

gboolean
osr_outgoing_is_another (OsrCase *the_case, gint64 draft, const char *native_id)
{
  for (guint i = 0; i < the_case->drafts->len; i++) {
    const OsrCaseDraft *one = the_case->drafts->pdata[i];

    if (one->version != draft && one->native_id != NULL &&
        g_strcmp0 (one->native_id, native_id) == 0)
      return TRUE;
  }
  return FALSE;
}
