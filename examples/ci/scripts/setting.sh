# shellcheck shell=bash
# What all scripts know: where things are, and the words of either platform in one's own. To be sourced.
# Names that are set here are for the scripts that source this file.
# shellcheck disable=SC2034

set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
center=$top/center
out=$top/out
export PATH="$top/.trunkline:$PATH"
cd "$top"

if [ -n "${GITHUB_ACTIONS:-}" ]; then
  platform=github
  base=${GITHUB_BASE_REF:-}                   # of a pull request alone
  head=${GITHUB_HEAD_REF:-}
  branch=${base:-$GITHUB_REF_NAME}
  commit=$GITHUB_SHA
  run=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
else
  platform=gitlab
  base=${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:-}
  head=${CI_MERGE_REQUEST_SOURCE_BRANCH_NAME:-}
  branch=${base:-$CI_COMMIT_REF_NAME}
  commit=$CI_COMMIT_SHA
  run=$CI_PIPELINE_URL
fi

# Each stage has a branch; what is merged there goes there.
stage_of() {
  case $1 in
    develop) echo dev ;;
    stage) echo stage ;;
    main) echo prod ;;
    *) echo "no stage goes with the branch $1" >&2 && return 2 ;;
  esac
}

# What is declared, for the stage, the Region and the layer that the job is about.
declare_place() {
  stage=${STAGE:-$(stage_of "$branch")}
  target=$stage-$REGION
  place=$target${LAYER:+-$LAYER}
  declared=(-f "$center/center.yaml" -f "$center/stages/$stage.yaml" --var "region=$REGION")
  extent=()
  if [ -n "${LAYER:-}" ]; then extent+=(--layer "$LAYER"); fi
  if [ "${PRUNE:-false}" = true ]; then extent+=(--prune); fi
}

# Notes for the comment how the part `$1` of the job ended, whatever ends it.
tell_verdict() {
  verdict=$out/verdicts/$1
  mkdir -p "$out/verdicts"
  echo failed >"$verdict"
}

well() {
  echo passed >"$verdict"
}

# Says `$1=$2` to the steps and jobs after this one, where the platform hears it.
pass_on() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "$1=$2" >>"$GITHUB_OUTPUT"; fi
}

# Shows a file in the log, and on the page of the run where there is one.
show() {
  cat "$1"
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    { echo '~~~~text' && cat "$1" && echo '~~~~'; } >>"$GITHUB_STEP_SUMMARY"
  fi
}
