#!/bin/sh
# Runs User-Mode Linux with the given arguments, and ends it when standard input is closed: it makes a session of its own,
# and helpers that outlive it, so that the group of whoever starts it does not hold them.
exec 3<&0
linux.uml "$@" 3<&- </dev/null &
machine=$!
setsid sh -c 'cat <&3 >/dev/null; kill -s KILL -- "-$0" "$0"' "$machine" >/dev/null 2>&1 &
exec 3<&-
wait "$machine"
