# shellcheck shell=bash
# A daemon to talk to. To be sourced after setting.sh.
#
# With TRUNKLINE_ENDPOINT it is one that runs already, and keeps plans and jobs itself. A daemon listens on the
# loopback of its machine, so that is for runners that stand beside one. Without it the job starts its own, which
# works as the role that the job signed in as, and whose store goes from the job that plans to the one that applies.
# Names that are read here are set by setting.sh.
# shellcheck disable=SC2154

# GitLab gives a token; the AWS SDK takes it from a file. (On GitHub an action has signed in by now.)
sign_in() {
  if [ -z "${TRUNKLINE_ID_TOKEN:-}" ]; then return; fi
  local account
  account=$("$top/ci/scripts/where.sh")
  AWS_WEB_IDENTITY_TOKEN_FILE=$(mktemp)
  printf %s "$TRUNKLINE_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE"
  AWS_ROLE_ARN=arn:aws:iam::$account:role/$TRUNKLINE_ROLE
  AWS_ROLE_SESSION_NAME=pipeline-$CI_PIPELINE_ID
  export AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME
}

# Starts the daemon, with the store of an earlier job where `store` names its file.
begin() {
  export TRUNKLINE_TARGET=$target
  if [ -n "${TRUNKLINE_ENDPOINT:-}" ]; then return; fi
  sign_in
  work=$(mktemp -d)
  if [ -n "${store:-}" ]; then tar -xzf "$store" -C "$work"; fi
  : >"$work/log"
  controld serve --config ci/controld.toml --data-dir "$work/store" --listen 127.0.0.1:0 --http-listen 127.0.0.1:0 \
    >"$work/log" 2>&1 &
  daemon=$!
  trap end EXIT
  local tries=0
  until address=$(grep -oE 'gRPC on [0-9.:]+' "$work/log"); do
    if [ $((tries += 1)) -gt 300 ] || ! kill -0 "$daemon" 2>/dev/null; then
      cat "$work/log" >&2
      return 1
    fi
    sleep 0.1
  done
  export TRUNKLINE_ENDPOINT=http://${address#gRPC on }
}

# Stops the daemon, so that nothing is left in its memory.
end() {
  if [ -n "${daemon:-}" ]; then
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" 2>/dev/null || true
    daemon=
  fi
  if [ -n "${AWS_WEB_IDENTITY_TOKEN_FILE:-}" ] && [ -n "${TRUNKLINE_ID_TOKEN:-}" ]; then
    rm -f "$AWS_WEB_IDENTITY_TOKEN_FILE"
  fi
}

# Keeps the store as the file `$1`, for a later job. A daemon that runs already keeps its own.
hand_over() {
  if [ -z "${daemon:-}" ]; then return; fi
  end
  tar -czf "$1" -C "$work" store
}
