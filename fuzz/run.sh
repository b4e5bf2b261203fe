#!/bin/sh
# Fuzzes each reader for so many seconds (75 by default), beginning with the flow corpus beside the repository.
set -eu
cd "$(dirname "$0")"
seconds=${1:-75}
# The flags of libFuzzer's instrumentation are not stable; this lets the stable toolchain take them.
export RUSTC_BOOTSTRAP=1
seeds=../../shared/corpus/flows
if [ ! -d "$seeds" ]; then
    echo "there is no $seeds: fuzzing begins without seeds" >&2
fi
for target in document bundle legacy recording walk object_map mapping picture; do
    mkdir -p "corpus/$target"
    if [ -d "$seeds" ]; then
        python3 seeds.py "$target" "$seeds" "corpus/$target"
    fi
    cargo fuzz run --fuzz-dir . "$target" -- -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536
done
