/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of Russian places in the nominative, guessed from another case, for places on no list. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  OSR_PLACE_UNKNOWN,
  OSR_PLACE_VILLAGE, /* село: neuter */
  OSR_PLACE_HAMLET,  /* деревня, станица, станция: feminine */
  OSR_PLACE_TOWN,    /* посёлок, город, хутор: masculine */
} OsrPlaceType;

/**
 * osr_place_name_type:
 * @word: folded
 * @length: in bytes
 *
 * Returns: what kind of place @word names, in any form or as a shortening
 */
OsrPlaceType osr_place_name_type (const char *word);

/**
 * osr_place_name_is_short:
 * @word: folded
 *
 * Returns: whether it is a shortening of one letter, which without a dot is another word
 */
gboolean osr_place_name_is_short (const char *word);

/**
 * osr_place_name_looks_like_one:
 * @word: folded
 *
 * Returns: whether it ends as names of villages do (-овка, -ино, -ово …), in any case
 */
gboolean osr_place_name_looks_like_one (const char *word);

/**
 * osr_place_name_to_nominative:
 * @name: as written, one word
 * @type: what stands before it
 *
 * Returns: (transfer full): the name in the nominative, as far as its ending tells
 */
char *osr_place_name_to_nominative (const char *name, OsrPlaceType type);

G_END_DECLS
