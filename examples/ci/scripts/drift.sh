#!/usr/bin/env bash
# Tells what somebody changed past the pipeline, and fails if anything differs.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/daemon.sh"
declare_place

mkdir -p "$out/drift"
begin
status=0
connectctl drift "${declared[@]}" --quiet >"$out/drift/$place.txt" 2>&1 || status=$?
show "$out/drift/$place.txt"
exit $status
