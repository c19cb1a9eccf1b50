#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run-with-bus.sh with|without PROGRAM: runs the program on a session bus of its own, with an unlocked
# keyring in a folder of its own, or on one where nothing answers for the Secret Service.
set -eu

keyring=$1
program=$2

for tool in dbus-run-session gnome-keyring-daemon; do
  if ! command -v "$tool" >/dev/null; then
    echo "1..0 # SKIP there is no $tool"
    exit 0
  fi
done

folder=$(mktemp -d "${TMPDIR:-/tmp}/osr-keyring-XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir -m 0700 "$folder/run" "$folder/data" "$folder/home"
export HOME="$folder/home" XDG_DATA_HOME="$folder/data" XDG_RUNTIME_DIR="$folder/run"

# The bus starts no service by itself.
cat >"$folder/bus.conf" <<CONF
<busconfig>
  <type>session</type>
  <listen>unix:path=$folder/bus</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF

if [ "$keyring" = with ]; then
  dbus-run-session --config-file="$folder/bus.conf" -- sh -c '
    printf "of the keyring" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    exec "$0" --with' "$program"
else
  dbus-run-session --config-file="$folder/bus.conf" -- "$program" --without
fi
