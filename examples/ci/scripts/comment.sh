#!/usr/bin/env bash
# Tells a request what came of it: one comment, which each push writes anew. `comment.sh tidy` takes away what
# pictures it left, once the request is closed.
. "$(dirname "$0")/setting.sh"
# shellcheck source=github.sh
. "$(dirname "$0")/$platform.sh"

if [ "${1:-}" = tidy ]; then
  remove_pictures
  exit 0
fi

# Both platforms refuse a longer text than this or much more.
characters_max=60000
pictures_max=10
text=$(mktemp)

# A line of the text that could end the quote is moved in, where it cannot.
quote() {
  printf '\n~~~~text\n' && sed -E 's/^ {0,3}~~~~/    ~~~~/' "$1" && printf '~~~~\n'
}

# A heading, and a file below it that shows when somebody opens it.
fold() {
  printf '\n<details%s><summary>%s</summary>\n' "$3" "$1" && quote "$2" && printf '\n</details>\n'
}

verdicts() {
  printf '| Part | |\n|---|---|\n'
  for part in promotion functions flows; do
    printf '| %s | %s |\n' "$part" "$(cat "$out/verdicts/$part" 2>/dev/null || echo 'did not run')"
  done
  for region in $REGIONS; do
    part=plan-$(stage_of "$base")-$region
    printf '| %s | %s |\n' "$part" "$(cat "$out/verdicts/$part" 2>/dev/null || echo 'did not run')"
  done
}

failed() {
  [ "$(cat "$out/verdicts/$1" 2>/dev/null)" != passed ]
}

plans() {
  for folder in "$out"/plans/*/; do
    [ -e "$folder/plan.txt" ] || continue
    place=$(basename "$folder")
    summary=$(tail -n 1 "$folder/plan.txt")
    open=
    if failed "plan-$place"; then summary="the plan failed" open=' open'; fi
    fold "<b>$place</b>: $summary" "$folder/plan.txt" "$open"
    if [ -e "$folder/digest" ]; then printf '\nDigest: %s\n' "$(cat "$folder/digest")"; fi
  done
}

pictures() {
  [ -s "$out/flows/changed.txt" ] || return 0
  printf '\n#### Flows that change\n'
  head -n $pictures_max "$out/flows/changed.txt" | embed "$out/flows/pictures"
  printf '\n[All flows](%s) are among the artifacts of the run.\n' "$run"
}

{
  echo '<!-- trunkline -->'
  printf '### Contact centre, stage %s\n\n' "$(stage_of "$base")"
  verdicts
  if [ -e "$out/promotion.txt" ]; then quote "$out/promotion.txt"; fi
  if failed functions && [ -e "$out/functions.txt" ]; then fold 'Functions' "$out/functions.txt" ' open'; fi
  if failed flows && [ -e "$out/flows/findings.txt" ]; then
    fold 'Findings' "$out/flows/findings.txt" ' open'
    fold 'Cases' "$out/flows/cases.txt" ' open'
  fi
  pictures
  plans
} >"$text"

if [ "$(wc -m <"$text")" -gt $characters_max ]; then
  whole=$text text=$(mktemp)
  { head -c $characters_max "$whole" && printf '\n~~~~\n\nThe rest is in [the run](%s).\n' "$run"; } >"$text"
fi
mkdir -p "$out"
cp "$text" "$out/comment.md"
say "$out/comment.md"
