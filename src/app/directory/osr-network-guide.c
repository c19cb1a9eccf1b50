/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paragraph a network. What the keys may do is asked of the network itself, by `admin account test`. */
#include "app/directory/osr-network-guide.h"

#include <glib/gi18n.h>

#include "core/osr-registry.h"

static const struct {
  const char *network;
  const char *text;
  const char *keys; /* nullable: none; what the command that gives them needs besides */
} guides[] = {
  { "vk",
    N_ ("Its id is the community's number without a sign. Three keys: an application's service key "
        "reads, the community's key publishes, a manager's key edits replies (may be left empty)."),
    " --edits" },
  { "telegram",
    N_ ("Its id is the channel's, @name or -100…; the comments are those of its discussion group. "
        "One key: the bot's token, for publishing. The bot must be an administrator of the group; "
        "what was written before it came there is not told to it. Setting: group, where the "
        "channel does not name its discussion group."),
    "" },
  { "max",
    N_ ("Its id is the number of the channel's chat. One key: the bot's token, for publishing. The "
        "bot must be an administrator of the channel with the right to read all messages. Setting: "
        "ca-file, where the network's certificate is of an authority unknown to the machine."),
    "" },
  { "ok",
    N_ ("Its id is the group's number. Two keys: an access token for reading and the application's "
        "secret key. Settings: application-key; publishes=1 where the network allows comments by "
        "program, otherwise replies go by hand."),
    " --signs" },
  { "youtube",
    N_ ("Its id is the channel's, UC…. Two keys: an API key for reading, and the owner's OAuth "
        "token for publishing. Setting: quota, units a day."),
    "" },
  { "feed",
    N_ ("Its id is the address of the site's RSS or Atom feed. It takes no key; replies go by "
        "hand. "
        "Setting: hosts=a.example,b.example, where the feed may be moved to."),
    NULL },
};

char *
osr_network_guide_text (const char *network, const char *account)
{
  const char *closed = osr_network_closed_reason (network);

  if (closed != NULL)
    return g_strconcat (_ (closed), ".", NULL);
  for (guint i = 0; network != NULL && i < G_N_ELEMENTS (guides); i++) {
    g_autofree char *command = NULL;

    if (!g_str_equal (guides[i].network, network))
      continue;
    if (guides[i].keys == NULL)
      return g_strdup (_ (guides[i].text));
    command = g_strdup_printf ("open-sources-ctl admin account add %s%s",
                               account != NULL && *account != '\0' ? account : "…", guides[i].keys);
    /* Translators: first what the keys are, then a command */
    return g_strdup_printf (_ ("%1$s\nKeys are given on the coordinator, never here: %2$s"),
                            _ (guides[i].text), command);
  }
  return g_strdup ("");
}
