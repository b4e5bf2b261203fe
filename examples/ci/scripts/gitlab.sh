# shellcheck shell=bash
# How comment.sh speaks to GitLab. To be sourced.
#
# A job's own token may write no comment; COMMENT_TOKEN is that of the project with the scope `api`. Pictures are
# uploads of the project, which a comment shows.

# Calls `$2` below the project with the method `$1`, and with what else curl is given.
call() {
  local method=$1 path=$2
  shift 2
  curl -sS --fail-with-body --retry 3 -X "$method" -H "PRIVATE-TOKEN: $COMMENT_TOKEN" "$@" \
    "$CI_API_V4_URL/projects/$CI_PROJECT_ID/$path"
}

# Prints Markdown that shows pictures, whose paths below `$1` come in standard input.
embed() {
  local picture
  while IFS= read -r picture; do
    [ -e "$1/$picture" ] || continue
    printf '\n%s\n' "$(call POST uploads -F "file=@\"$1/$picture\"" </dev/null | jq -r .markdown)"
  done
}

remove_pictures() {
  echo "uploads stay with the project"
}

# Writes the file `$1` as the comment of the request, over the one that is there.
say() {
  local notes=merge_requests/$CI_MERGE_REQUEST_IID/notes mine
  mine=$(call GET "$notes?per_page=100&sort=asc" |
    jq -r 'map(select(.body | startswith("<!-- trunkline -->")))[0].id // empty')
  if [ -n "$mine" ]; then
    call PUT "$notes/$mine" --data-urlencode "body@$1"
  else
    call POST "$notes" --data-urlencode "body@$1"
  fi | jq -r '"note \(.id)"'
}
