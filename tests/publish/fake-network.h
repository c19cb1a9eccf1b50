/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network of a test, without a wire: what comes of the next attempts is told beforehand, and what was
 * asked of it is counted. */
#pragma once

#include "social/osr-network.h"

G_BEGIN_DECLS

#define FAKE_TYPE_NETWORK (fake_network_get_type ())
G_DECLARE_FINAL_TYPE (FakeNetwork, fake_network, FAKE, NETWORK, GObject)

typedef enum {
  FAKE_TAKES,      /* it stands there, and says so */
  FAKE_LOSES,      /* it stands there, and does not say so */
  FAKE_CHALLENGES, /* with a picture; takes what comes with the answer "7x4q" */
  FAKE_SHOWS_PAGE  /* the same with a page */
} FakeOutcome;

struct _FakeNetwork {
  GObject parent_instance;

  gboolean reads_back;
  FakeOutcome next;
  guint sent; /* attempts */
  guint there;
  guint looked;
  char *answer; /* nullable: what came with the last attempt */
};

FakeNetwork *fake_network_new (gboolean reads_back);

G_END_DECLS
