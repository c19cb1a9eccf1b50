/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the store's error domain; the meaning of the codes is in the header. */
#include "store/osr-store-error.h"

G_DEFINE_QUARK (osr_store_error, osr_store_error)
