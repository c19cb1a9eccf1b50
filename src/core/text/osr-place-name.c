/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Endings of place names, longest first. A rule may hold for one gender only: "в селе Троицком" is
 * Троицкое, "в посёлке Троицком" Троицкий. */
#include "core/text/osr-place-name.h"

#include <string.h>

typedef struct {
  const char *ending;
  const char *nominative;
  OsrPlaceType type; /* UNKNOWN: any */
} Rule;

static const Rule rules[] = {
  { "овках", "овки", OSR_PLACE_UNKNOWN },
  { "евках", "евки", OSR_PLACE_UNKNOWN },
  { "овке", "овка", OSR_PLACE_UNKNOWN },
  { "евке", "евка", OSR_PLACE_UNKNOWN },
  { "ёвке", "ёвка", OSR_PLACE_UNKNOWN },
  { "овку", "овка", OSR_PLACE_UNKNOWN },
  { "евку", "евка", OSR_PLACE_UNKNOWN },
  { "ёвку", "ёвка", OSR_PLACE_UNKNOWN },
  { "овки", "овка", OSR_PLACE_UNKNOWN },
  { "евки", "евка", OSR_PLACE_UNKNOWN },
  { "овкой", "овка", OSR_PLACE_UNKNOWN },
  { "евкой", "евка", OSR_PLACE_UNKNOWN },
  { "инке", "инка", OSR_PLACE_UNKNOWN },
  { "инку", "инка", OSR_PLACE_UNKNOWN },
  { "инки", "инка", OSR_PLACE_UNKNOWN },
  { "ском", "ское", OSR_PLACE_VILLAGE },
  { "цком", "цкое", OSR_PLACE_VILLAGE },
  { "ского", "ское", OSR_PLACE_VILLAGE },
  { "цкого", "цкое", OSR_PLACE_VILLAGE },
  { "ском", "ский", OSR_PLACE_TOWN },
  { "цком", "цкий", OSR_PLACE_TOWN },
  { "ского", "ский", OSR_PLACE_TOWN },
  { "цкого", "цкий", OSR_PLACE_TOWN },
  { "ской", "ская", OSR_PLACE_HAMLET },
  { "цкой", "цкая", OSR_PLACE_HAMLET },
  { "скую", "ская", OSR_PLACE_HAMLET },
  { "ском", "ское", OSR_PLACE_UNKNOWN },
  { "ского", "ское", OSR_PLACE_UNKNOWN },
  { "овском", "овское", OSR_PLACE_UNKNOWN },
  { "ном", "ное", OSR_PLACE_VILLAGE },
  { "ного", "ное", OSR_PLACE_VILLAGE },
  { "ном", "ный", OSR_PLACE_TOWN },
  { "ного", "ный", OSR_PLACE_TOWN },
  { "вом", "вый", OSR_PLACE_TOWN },
  { "вого", "вый", OSR_PLACE_TOWN },
  { "лом", "лое", OSR_PLACE_VILLAGE },
  { "ной", "ная", OSR_PLACE_HAMLET },
  { "овой", "овая", OSR_PLACE_HAMLET },
  { "ную", "ная", OSR_PLACE_UNKNOWN },
  { "ове", "ово", OSR_PLACE_UNKNOWN },
  { "еве", "ево", OSR_PLACE_UNKNOWN },
  { "ёве", "ёво", OSR_PLACE_UNKNOWN },
  { "ине", "ино", OSR_PLACE_UNKNOWN },
  { "ына", "ыно", OSR_PLACE_UNKNOWN },
  { "ова", "ово", OSR_PLACE_UNKNOWN },
  { "ева", "ево", OSR_PLACE_UNKNOWN },
  { "ина", "ино", OSR_PLACE_UNKNOWN },
  { "овым", "ово", OSR_PLACE_UNKNOWN },
  { "ках", "ки", OSR_PLACE_UNKNOWN },
  { "гах", "ги", OSR_PLACE_UNKNOWN },
  { "хах", "хи", OSR_PLACE_UNKNOWN },
  { "шах", "ши", OSR_PLACE_UNKNOWN },
  { "чах", "чи", OSR_PLACE_UNKNOWN },
  { "щах", "щи", OSR_PLACE_UNKNOWN },
  { "жах", "жи", OSR_PLACE_UNKNOWN },
  { "ях", "и", OSR_PLACE_UNKNOWN },
  { "ах", "ы", OSR_PLACE_UNKNOWN },
  { "ихе", "иха", OSR_PLACE_UNKNOWN },
  { "иху", "иха", OSR_PLACE_UNKNOWN },
  { "ихи", "иха", OSR_PLACE_UNKNOWN },
  { "ске", "ск", OSR_PLACE_UNKNOWN },
  { "ска", "ск", OSR_PLACE_TOWN },
  { "граде", "град", OSR_PLACE_UNKNOWN },
  { "горске", "горск", OSR_PLACE_UNKNOWN },
  { "ике", "ик", OSR_PLACE_UNKNOWN },
  { "оке", "ок", OSR_PLACE_TOWN },
  { "аре", "ар", OSR_PLACE_UNKNOWN },
  { "уле", "ул", OSR_PLACE_UNKNOWN },
  { "це", "ца", OSR_PLACE_UNKNOWN },
  { "ке", "ка", OSR_PLACE_UNKNOWN },
  { "ье", "ье", OSR_PLACE_UNKNOWN },
  { "ое", "ое", OSR_PLACE_UNKNOWN },
  { "ее", "ее", OSR_PLACE_UNKNOWN },
  { "ые", "ые", OSR_PLACE_UNKNOWN },
  { "ие", "ие", OSR_PLACE_UNKNOWN },
  { "ую", "ая", OSR_PLACE_UNKNOWN },
  { "е", "а", OSR_PLACE_HAMLET },
  { "у", "а", OSR_PLACE_HAMLET },
  { "ым", "ый", OSR_PLACE_TOWN },
  { "е", "", OSR_PLACE_TOWN },
};

static const struct {
  const char *beginning; /* with = the whole word */
  OsrPlaceType type;
} types[] = {
  { "=с", OSR_PLACE_VILLAGE },    { "=село", OSR_PLACE_VILLAGE },
  { "=села", OSR_PLACE_VILLAGE }, { "=селе", OSR_PLACE_VILLAGE },
  { "=селу", OSR_PLACE_VILLAGE }, { "=селом", OSR_PLACE_VILLAGE },
  { "=д", OSR_PLACE_HAMLET },     { "=дер", OSR_PLACE_HAMLET },
  { "деревн", OSR_PLACE_HAMLET }, { "=деревень", OSR_PLACE_UNKNOWN },
  { "станиц", OSR_PLACE_HAMLET }, { "=ст", OSR_PLACE_HAMLET },
  { "станци", OSR_PLACE_HAMLET }, { "=п", OSR_PLACE_TOWN },
  { "=пос", OSR_PLACE_TOWN },     { "=поселок", OSR_PLACE_TOWN },
  { "=поселка", OSR_PLACE_TOWN }, { "=поселке", OSR_PLACE_TOWN },
  { "=поселку", OSR_PLACE_TOWN }, { "=поселком", OSR_PLACE_TOWN },
  { "=пгт", OSR_PLACE_TOWN },     { "=рп", OSR_PLACE_TOWN },
  { "=г", OSR_PLACE_TOWN },       { "=гор", OSR_PLACE_TOWN },
  { "=город", OSR_PLACE_TOWN },   { "=города", OSR_PLACE_TOWN },
  { "=городе", OSR_PLACE_TOWN },  { "=городу", OSR_PLACE_TOWN },
  { "=городом", OSR_PLACE_TOWN }, { "=хутор", OSR_PLACE_TOWN },
  { "=хуторе", OSR_PLACE_TOWN },  { "=хутора", OSR_PLACE_TOWN },
  { "=улус", OSR_PLACE_TOWN },    { "=улусе", OSR_PLACE_TOWN },
  { "=улуса", OSR_PLACE_TOWN },   { "=разъезд", OSR_PLACE_TOWN },
  { "=аул", OSR_PLACE_TOWN },     { "=ауле", OSR_PLACE_TOWN },
  { "=х", OSR_PLACE_TOWN },
};

OsrPlaceType
osr_place_name_type (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    const char *beginning = types[i].beginning;

    if (beginning[0] == '=' ? g_str_equal (word, beginning + 1)
                            : g_str_has_prefix (word, beginning))
      return types[i].type;
  }
  return OSR_PLACE_UNKNOWN;
}

gboolean
osr_place_name_is_short (const char *word)
{
  return g_utf8_strlen (word, 4) <= 1 || g_str_equal (word, "ст");
}

gboolean
osr_place_name_looks_like_one (const char *word)
{
  static const char *const endings[] = { "овка", "овке", "овку", "овки", "евка", "евке", "евку",
                                         "евки", "ово",  "ево",  "ино",  "ыно",  "ове",  "еве",
                                         "иха",  "ихе",  "ское", "ском", "ске",  "ск",   NULL };
  glong letters = g_utf8_strlen (word, -1);

  for (guint i = 0; endings[i] != NULL; i++) {
    if (g_str_has_suffix (word, endings[i]))
      return letters >= g_utf8_strlen (endings[i], -1) + 2;
  }
  return FALSE;
}

char *
osr_place_name_to_nominative (const char *name, OsrPlaceType type)
{
  gsize length = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    const Rule *rule = &rules[i];
    gsize n = strlen (rule->ending);

    /* At least two letters of the name are left. */
    if ((rule->type != OSR_PLACE_UNKNOWN && rule->type != type) || length < n + 4 ||
        !g_str_has_suffix (name, rule->ending))
      continue;
    return g_strdup_printf ("%.*s%s", (int) (length - n), name, rule->nominative);
  }
  return g_strdup (name);
}
