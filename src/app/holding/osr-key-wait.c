/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intent names the account. */
#include "app/holding/osr-key-wait.h"

#include "core/office/osr-substitution.h"

const OsrAccount *
osr_key_wait_find (OsrCase *the_case, OsrRegistry *registry, const char *person, OsrInstant at)
{
  OsrEvent *intent =
      the_case->intent_version > 0
          ? osr_case_find_event (the_case, the_case->intent_version, "publish-intended")
          : NULL;
  const char *id = intent != NULL ? osr_event_get_string (intent, "account") : NULL;
  const OsrAccount *account = id != NULL ? osr_registry_find_account (registry, id) : NULL;

  return account != NULL && osr_registry_may_hold (registry, account, person, at) ? account : NULL;
}
