#!/usr/bin/env bash
# Builds what is needed and runs a benchmark: run.sh history|throughput|memory [options]; see docs/benchmarks.md.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ ! -d "$root/benchmarks/target/classes" ] || [ ! -d "$root/streams-app/target/lib" ]; then
  (cd "$root" && mvn -B -q -DskipTests package) >&2
fi
# The limits of the production process, as in ./willingly; JAVA_OPTIONS come last and win.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
# shellcheck disable=SC2086
exec java -Xmx640m -XX:+UseG1GC ${JAVA_OPTIONS:-} \
  -cp "$root/benchmarks/target/classes:$root/streams-app/target/classes:$root/streams-app/target/lib/*" \
  io.willingly.benchmarks.Benchmarks "$@"
