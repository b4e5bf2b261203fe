#!/usr/bin/env bash
# Tests and scans the Lambda functions, and packs them for the plan. One that fails is not packed, and nothing after
# it runs.
. "$(dirname "$0")/setting.sh"
tell_verdict functions

# The platform keeps this folder for the next run.
tools=$top/.tools
wanted=$center/functions/requirements-ci.txt
if ! cmp -s "$wanted" "$tools/installed.txt"; then
  rm -rf "$tools"
  python3 -m pip install --quiet --disable-pip-version-check --target "$tools" -r "$wanted"
  cp "$wanted" "$tools/installed.txt"
fi

tool() {
  PYTHONPATH=$tools python3 -m "$@"
}

look() {
  for function in "$center"/functions/*/; do
    echo "== $(basename "$function")"
    (cd "$function" && python3 -B -m unittest discover --pattern 'test_*.py')
    tool bandit --quiet --recursive "$function" --exclude '*/test_*.py'
    tool pip_audit --progress-spinner off --disable-pip --no-deps --requirement "$function/requirements.txt"
  done
  python3 "$center/functions/pack.py"
}

look 2>&1 | tee "$out/functions.txt"
well
