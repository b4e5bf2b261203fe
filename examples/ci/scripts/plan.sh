#!/usr/bin/env bash
# Shows what an apply would do. For a request that is all; on the branch of a stage the plan is kept, so that it
# can be approved and applied as it is.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/daemon.sh"
declare_place
tell_verdict "plan-$place"

into=$out/plans/$place
mkdir -p "$into"
begin
keep=()
if [ -z "$base" ]; then keep=(--save --expires "${PLAN_EXPIRES:-24h}"); fi
if ! connectctl plan "${declared[@]}" "${extent[@]}" "${keep[@]}" --quiet --output json \
  --reason "$run" --label "commit=$commit" >"$into/job.json" 2>"$into/plan.txt"; then
  cat "$into/plan.txt" >&2
  exit 1
fi
jq -r '.plan.text' "$into/job.json" >"$into/plan.txt"
jq -r '.plan.digest' "$into/job.json" >"$into/digest"
jq -r '.plan.counts | .creates + .updates + .deletes' "$into/job.json" >"$into/changes"
if [ -z "$base" ]; then
  jq -r '.plan.name | ltrimstr("plans/")' "$into/job.json" >"$into/id"
  echo "To be approved: plan $(cat "$into/id"), $(cat "$into/digest")" >>"$into/plan.txt"
  hand_over "$into/store.tar.gz"
fi
show "$into/plan.txt"
pass_on changes "$(cat "$into/changes")"
well
