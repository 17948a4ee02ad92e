#!/usr/bin/env bash
# Builds what is needed and runs a benchmark: run.sh history|mapping|throughput|memory|questions [options]; see docs/benchmarks.md.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ ! -d "$root/benchmarks/target/classes" ] || [ ! -d "$root/streams-app/target/lib" ]; then
  (cd "$root" && mvn -B -q -DskipTests package) >&2
fi
# The options of `./willingly run`; JAVA_OPTS come last and win.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
# shellcheck disable=SC2086
exec java -Xms64m -Xmx640m -XX:ReservedCodeCacheSize=96m -XX:MaxMetaspaceSize=192m \
  -Xlog:disable -Xlog:all=error:stderr -Djava.awt.headless=true -XX:+UseG1GC ${JAVA_OPTS:-} \
  -cp "$root/benchmarks/target/classes:$root/streams-app/target/classes:$root/streams-app/target/lib/*" \
  io.willingly.benchmarks.Benchmarks "$@"
