#!/usr/bin/env bash
# Applies the plan that was approved, and no other: if anything has moved since, nothing is written and the job
# fails. Then there is nothing left to do, or it fails too.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/daemon.sh"
declare_place

from=$out/plans/$place
if [ "$(cat "$from/changes")" = 0 ]; then
  echo "$place: nothing to do"
  exit 0
fi
store=
if [ -f "$from/store.tar.gz" ]; then store=$from/store.tar.gz; fi
begin

id=$(cat "$from/id")
kept=$(connectctl plans get "$id" --output json | jq -r '.digest')
if [ "$kept" != "$(cat "$from/digest")" ]; then
  echo "plan $id is $kept, and $(cat "$from/digest") was approved" >&2
  exit 1
fi
connectctl apply --plan "$id" --reason "$run" --label "commit=$commit"
connectctl plan "${declared[@]}" "${extent[@]}" --quiet --detailed-exitcode
