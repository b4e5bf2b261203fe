#!/usr/bin/env bash
# Refuses a request that goes around a stage: what is merged into `stage` comes from `develop`, what is merged into
# `main` from `stage`. A branch hotfix/… may go anywhere, and has to be merged back.
. "$(dirname "$0")/setting.sh"
tell_verdict promotion

case "$head>$base" in
  *'>develop' | 'develop>stage' | 'stage>main' | hotfix/*) ;;
  *)
    echo "$head does not go to $base: the way is develop, stage, main" | tee "$out/promotion.txt" >&2
    exit 1
    ;;
esac
well
