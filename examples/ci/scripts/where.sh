#!/usr/bin/env bash
# Says where the job is to work: the stage of its branch, and the account of its target. The step that signs in
# to AWS asks for it.
. "$(dirname "$0")/setting.sh"
declare_place

account=$(python3 - "$target" <<'PYTHON'
import sys
import tomllib

with open("ci/controld.toml", "rb") as file:
    targets = {target["name"]: target for target in tomllib.load(file)["targets"]}
print(targets[sys.argv[1]]["account"])
PYTHON
)
pass_on stage "$stage"
pass_on account "$account"
echo "$account"
