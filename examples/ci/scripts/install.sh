#!/usr/bin/env bash
# Brings what the scripts need: curl, git and jq, where the image lacks them, and controld with connectctl.
#
# TRUNKLINE_URL is where your builds are: an archive (.tar.gz) with both programs, built with
#   cargo build --release -p controld -p connectctl
# and TRUNKLINE_SHA256 is its digest, so that nobody changes it behind your back.
. "$(dirname "$0")/setting.sh"

missing=()
for program in curl git jq; do
  command -v "$program" >/dev/null || missing+=("$program")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends ca-certificates "${missing[@]}" >/dev/null
fi

# The platform keeps this folder for the next job.
if [ -x .trunkline/connectctl ]; then exit 0; fi
mkdir -p .trunkline
curl -sS --fail --location --retry 3 -o .trunkline/programs.tar.gz "$TRUNKLINE_URL"
echo "$TRUNKLINE_SHA256  .trunkline/programs.tar.gz" | sha256sum --check --quiet
tar -xzf .trunkline/programs.tar.gz -C .trunkline controld connectctl
rm .trunkline/programs.tar.gz
connectctl --version
