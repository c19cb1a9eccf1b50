# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by src/demo/run and tests/run: installs the Debian packages that are missing and makes
# the Russian locale. Says in one sentence what is wanted where it cannot; what to do then is
# left to the caller. Everything is printed to standard error.

osr_say ()
{
  printf '%s\n' "$*" >&2
}

# Runs a command as root; fails where that cannot be.
osr_as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    return 1
  fi
}

# osr_missing FILE: the packages of FILE that are not installed, on one line.
osr_missing ()
{
  osr_wanted=$(sed -e 's/#.*//' "$1")
  # shellcheck disable=SC2086
  osr_present=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $osr_wanted 2>/dev/null |
    sed -n 's/^installed //p') || :
  osr_absent=
  for osr_package in $osr_wanted; do
    printf '%s\n' "$osr_present" | grep -Fqx "$osr_package" ||
      osr_absent="$osr_absent $osr_package"
  done
  printf '%s\n' "${osr_absent# }"
}

# osr_install FILE: installs what is missing of FILE; succeeds when nothing is missing then.
osr_install ()
{
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    osr_say "This system has no apt-get: please install the counterparts of the Debian packages" \
      "named in $1 yourself."
    return 1
  fi
  osr_absent=$(osr_missing "$1")
  [ -n "$osr_absent" ] || return 0

  osr_say "Installing: $osr_absent"
  if [ -z "${osr_updated:-}" ]; then
    osr_as_root apt-get -q -o DPkg::Lock::Timeout=300 update >&2 || :
    osr_updated=yes
  fi
  # shellcheck disable=SC2086
  osr_as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install $osr_absent >&2 </dev/null || :

  osr_absent=$(osr_missing "$1")
  [ -n "$osr_absent" ] || return 0
  osr_say "Could not install: $osr_absent. Run this as root or with sudo, with a package source" \
    "that can be reached, or install them first."
  return 1
}

# Makes ru_RU.UTF-8, without which no program of a bare system speaks Russian.
osr_make_locale ()
{
  if locale -a 2>/dev/null | grep -qi '^ru_RU\.utf-*8$'; then
    return 0
  fi
  if command -v localedef >/dev/null 2>&1 && [ -e /usr/share/i18n/locales/ru_RU ] &&
    osr_as_root localedef -i ru_RU -f UTF-8 ru_RU.UTF-8 >&2; then
    return 0
  fi
  osr_say "The locale ru_RU.UTF-8 could not be made: what is to be seen in Russian will not be."
  return 1
}

# osr_configure BUILD OPTION...: configures BUILD, from nothing if it was made for another checkout.
osr_configure ()
{
  osr_build=$1
  shift
  if [ ! -f "$osr_build/build.ninja" ]; then
    meson setup "$@" "$osr_build" .
  elif grep -Fq "\"source\": \"$(pwd -P)\"" "$osr_build/meson-info/meson-info.json"; then
    meson setup --reconfigure "$@" "$osr_build" .
  else
    meson setup --wipe "$@" "$osr_build" .
  fi
}
