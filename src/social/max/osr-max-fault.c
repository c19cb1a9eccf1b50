/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table in the header, as code. */
#include "social/max/osr-max-fault.h"

OsrNetError
osr_max_judge (guint status, const OsrNetworkFault *fault, gboolean writes)
{
  if (fault != NULL && status >= 200 && status < 300)
    return fault->class;
  return osr_network_judge_status (status, writes);
}
