#!/usr/bin/env bash
# Checks the flows, walks the test cases through them, and draws them: for a request with what it changes.
. "$(dirname "$0")/setting.sh"
tell_verdict flows

into=$out/flows
mkdir -p "$into"
status=0
connectctl flow check "$center/flows" --fail-on "${FAIL_ON:-warning}" --sarif "$into/findings.sarif" \
  >"$into/findings.txt" 2>&1 || status=1
connectctl flow try "$center/flows" --cases "$center/cases.yaml" --junit "$into/cases.xml" \
  >"$into/cases.txt" 2>&1 || status=1

# The flows that the request began from. GitLab says which commit that is, since it does not merge for the job. The
# first request has none to compare with.
against=()
: >"$into/changed.txt"
if [ -n "$base" ]; then
  git fetch --quiet --depth 1 origin "${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$base}"
  before=$(mktemp -d)
  if git archive FETCH_HEAD center/flows 2>/dev/null | tar -x -C "$before" 2>/dev/null; then
    against=(--against "$before/center/flows")
  fi
  git diff --name-only -z --diff-filter=d FETCH_HEAD -- center/flows | tr '\0' '\n' |
    sed -nE 's|^center/(flows/.+)\.json$|\1.svg|p' >"$into/changed.txt"
fi
connectctl flow draw "$center/flows" -o "$into/pictures" --findings "${against[@]}" >"$into/drawn.txt" 2>&1 || status=1

show "$into/findings.txt"
show "$into/cases.txt"
if [ $status -eq 0 ]; then well; fi
exit $status
