#!/bin/bash
# Runs a command in a network, mount and process namespace of its own: ports never clash, and
# everything that it started ends with it. A veth pair gives the address that aioice needs.
# Tests have their files in memory: hundreds of databases would each wait for the disk, often.
# With VISAVIS_NETWORK=host the network stays the machine's: a visitor's browser must reach the demo.
set -eu
if [ "${VISAVIS_NAMESPACE:-}" = yes ]; then exec "$@"; fi
# On Debian the path of an ordinary user has no sbin, where the daemons are.
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
as_root=; [ "$(id -u)" = 0 ] || as_root="sudo --preserve-env=PATH,CI,DISPLAY,XAUTHORITY"
net=--net; [ "${VISAVIS_NETWORK:-}" != host ] || net=
exec $as_root unshare $net --mount --pid --fork --kill-child --mount-proc bash -c '
  set -e
  if [ "$1" = --net ]; then
  ip link set lo up
  ip link add visavis0 type veth peer name visavis1
  # No IPv6 address appears a second later: Chromium drops its requests when one does
  # (ERR_NETWORK_CHANGED).
  ip link set visavis0 addrgenmode none; ip link set visavis1 addrgenmode none
  ip addr add 10.99.0.1/24 dev visavis0
  ip link set visavis0 up; ip link set visavis1 up
  # An X server takes the first number that is free in its network: the sockets of two lanes must
  # not stand in one folder, or a client reaches the other lane'"'"'s screens.
  mkdir -p -m 1777 /tmp/.X11-unix
  mount -t tmpfs -o mode=1777 tmpfs /tmp/.X11-unix
  fi; shift
  if [[ $1 = *pytest ]]; then
  mkdir -p /run/visavis-tests
  mount -t tmpfs -o mode=1777 tmpfs /run/visavis-tests
  export TMPDIR=/run/visavis-tests
  fi
  mkdir -p /run/pcscd /run/avahi-daemon
  mount -t tmpfs tmpfs /run/pcscd
  mount -t tmpfs tmpfs /run/avahi-daemon
  export VISAVIS_NAMESPACE=yes
  code=0; "$@" || code=$?
  # What root wrote in the tree belongs to whoever asked.
  if [ -n "${SUDO_UID:-}" ]; then find . -user root -exec chown -h "$SUDO_UID:$SUDO_GID" {} +; fi
  exit $code
' in_namespace "${net:-host}" "$@"
