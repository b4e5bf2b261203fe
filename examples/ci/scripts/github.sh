# shellcheck shell=bash
# How comment.sh speaks to GitHub. To be sourced.
#
# A comment there shows no picture of its own and none of an artifact, but one of the repository. So the pictures of
# a request are a branch of one commit without a parent, which each push replaces: nothing piles up.

number=$(sed -nE 's|^refs/pull/([0-9]+)/.*|\1|p' <<<"$GITHUB_REF")
pictures_branch=trunkline-pictures/$number

# Calls `$2` below the repository with the method `$1`; a body comes as JSON in standard input.
call() {
  local body=()
  if [ "$1" != GET ] && [ "$1" != DELETE ]; then body=(--data-binary @-); fi
  curl -sS --fail-with-body --retry 3 -X "$1" -H "Authorization: Bearer $GITHUB_TOKEN" \
    -H 'Accept: application/vnd.github+json' -H 'Content-Type: application/json' "${body[@]}" \
    "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$2"
}

# Prints Markdown that shows pictures, whose paths below `$1` come in standard input.
embed() {
  local tree=() names=() picture blob made
  while IFS= read -r picture; do
    [ -e "$1/$picture" ] || continue
    blob=$(base64 -w 0 "$1/$picture" | jq -R '{ encoding: "base64", content: . }' | call POST git/blobs | jq -r .sha)
    names+=("$(basename "$picture" .svg)")
    tree+=("$(jq -n --arg path "${#names[@]}.svg" --arg sha "$blob" '{ $path, mode: "100644", type: "blob", $sha }')")
  done
  if [ ${#names[@]} -eq 0 ]; then return; fi
  made=$(jq -s '{ tree: . }' <<<"${tree[*]}" | call POST git/trees | jq -r .sha)
  made=$(jq -n --arg tree "$made" '{ message: "Pictures of flows", $tree, parents: [] }' |
    call POST git/commits | jq -r .sha)
  point "$made"
  for n in "${!names[@]}"; do
    printf '\n![%s](%s)\n' "${names[$n]}" \
      "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/blob/$made/$((n + 1)).svg?raw=true"
  done
}

# Lets the branch of pictures be the commit `$1`.
point() {
  jq -n --arg sha "$1" '{ $sha, force: true }' | call PATCH "git/refs/heads/$pictures_branch" >/dev/null 2>&1 ||
    jq -n --arg ref "refs/heads/$pictures_branch" --arg sha "$1" '{ $ref, $sha }' | call POST git/refs >/dev/null
}

remove_pictures() {
  call DELETE "git/refs/heads/$pictures_branch" || echo "there are no pictures of this request"
}

# Writes the file `$1` as the comment of the request, over the one that is there.
say() {
  local mine
  mine=$(call GET "issues/$number/comments?per_page=100" |
    jq -r 'map(select(.body | startswith("<!-- trunkline -->")))[0].id // empty')
  jq -Rs '{ body: . }' "$1" |
    if [ -n "$mine" ]; then call PATCH "issues/comments/$mine"; else call POST "issues/$number/comments"; fi |
    jq -r .html_url
}
