#!/usr/bin/env bash
# Tests and measures the libtorch engine on a machine that has PyTorch (with CUDA and its toolkit), cmake and g++, but no .NET.
#
#   gpu.sh publish KIT                                  where .NET is: tests, benchmarks, runtime and the library's sources into KIT
#   gpu.sh run KIT [--peer FILE] [--out DIR] [--device cuda|cpu] [--seconds S]
#                                                       where the GPU is: builds the library, tests, measures; a line of JSON a figure
#
# The peer is a script that takes CONFIG STEPS float32|float64 cuda|cpu and prints a line of JSON with seconds_per_step. On the device all
# of it takes less than 8 minutes. --device cpu is a rehearsal: small configurations alone, with whatever libtorch CMake finds.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() { echo "$*" >&2; exit 1; }

publish() {
  local kit=$1 root
  root=$(dirname "$here")
  mkdir -p "$kit" || exit 1
  # One folder with one runtime for both, since the test runner looks for its assembly in a file of its own; then one archive.
  for project in PropertyTests Benchmarks; do
    dotnet publish "$root/$project" -c Release -r linux-x64 --self-contained -p:DebugType=none -o "$kit/bin" || fail "publishing $project failed"
  done
  rm -rf "$kit/bin/Microsoft.CodeCoverage" "$kit"/bin/*.xml "$kit/native"
  tar -C "$kit" -czf "$kit/bin.tgz" bin && rm -rf "$kit/bin"
  cp -r "$root/Engines/LibTorch/native" "$kit/native" && cp "${BASH_SOURCE[0]}" "$kit/gpu.sh" && du -sh "$kit"
}

# The library in the way of docs/engines/libtorch.md.
by_cmake() {
  local options=()
  command -v make >/dev/null || options+=(-G Ninja)
  if python3 -c 'import torch' 2>/dev/null; then
    options+=("-DCMAKE_PREFIX_PATH=$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)')")
  fi
  cmake -S "$kit/native" -B "$out/library" "${options[@]}" >"$out/cmake.log" 2>&1 && cmake --build "$out/library" -j "$(nproc)" >>"$out/cmake.log" 2>&1
}

# Without CMake's package of PyTorch, which asks for more of the CUDA toolkit than the library needs.
by_hand() {
  local torch cuda files flags links
  torch=$(python3 -c 'import os, torch; print(os.path.dirname(torch.__file__))') || return
  cuda=$(dirname "$(dirname "$(readlink -f "$(command -v nvcc || echo /usr/local/cuda/bin/nvcc)")")")
  note "CMake failed ($out/cmake.log); by hand, with $torch and $cuda"
  files=$(cd "$kit/native" && ls ./*.cpp | grep -v -e selftest -e accelerator)
  flags="-O2 -fPIC -fvisibility=hidden -I$torch/include -I$torch/include/torch/csrc/api/include"
  links="-L$torch/lib -Wl,-rpath,$torch/lib -Wl,--no-as-needed -ltorch -ltorch_cpu -lc10"
  flags+=" -std=c++$(python3 -c 'import torch; print(20 if tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 9) else 17)')"
  if [ "$device" = cuda ]; then
    files+=" ./accelerator_cuda.cpp" flags+=" -I$cuda/include" links+=" -ltorch_cuda -lc10_cuda -L$cuda/lib64 -Wl,-rpath,$cuda/lib64 -lcudart"
  else
    files=$(echo "$files ./accelerator_none.cpp" | sed 's#./streams.cpp##')
  fi
  mkdir -p "$out/library" && (
    cd "$kit/native" || exit 1
    echo "$files" selftest.cpp | xargs -n 1 | xargs -P "$(nproc)" -I{} sh -c "g++ $flags -c {} -o $out/library/\$(basename {}).o" \
      && cd "$out/library" && g++ -shared -o libprobbnn_torch.so $(ls | grep '\.cpp\.o$' | grep -v selftest) $links \
      && g++ -o probbnn_selftest selftest.cpp.o -L. -Wl,-rpath,"$out/library" -lprobbnn_torch $links -lpthread
  ) >>"$out/cmake.log" 2>&1
}

run() {
  local kit peer="" out=figures device=cuda seconds=4
  kit=$(cd "$1" && pwd) || exit 1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --peer) peer=$2 ;;
      --out) out=$2 ;;
      --device) device=$2 ;;
      --seconds) seconds=$2 ;;
      *) fail "unknown option $1" ;;
    esac
    shift 2
  done
  mkdir -p "$out" || exit 1
  out=$(cd "$out" && pwd)
  if [ -n "$peer" ]; then
    peer=$(realpath -e "$peer") || fail "there is no such peer"
    python3 -c 'import torch' || fail "python3 has no PyTorch for the peer"
  fi
  tar -C "$out" -xzf "$kit/bin.tgz" || fail "$kit/bin.tgz is missing: gpu.sh publish makes it"
  local tests="$out/bin/ProbBnn.PropertyTests" bench="$out/bin/probbnn-benchmarks" engine="libtorch:$device"
  export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 PROBBNN_LIBTORCH_DEVICE=$device
  local begin=$SECONDS
  note() { echo "== $((SECONDS - begin)) s: $*" >&2; }

  note "the library"
  by_cmake || by_hand || { tail -30 "$out/cmake.log" >&2; fail "the library could not be built; $out/cmake.log"; }
  export PROBBNN_LIBTORCH="$out/library/libprobbnn_torch.so"
  if timeout 90 "$out/library/probbnn_selftest" >"$out/selftest.log" 2>&1; then note "its own tests pass"; grep '^flags' "$out/selftest.log" >&2; else note "its own tests FAIL:"; tail -3 "$out/selftest.log" >&2; fi

  {
    echo "{\"date\":\"$(date -u +%FT%TZ)\",\"cpu\":\"$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)\",\"processors\":$(nproc)}"
    nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null | sed 's/.*/{"gpu":"&"}/'
    python3 -c 'import torch; print("{\"torch\":\"%s\"}" % torch.__version__)' 2>/dev/null
  } >"$out/machine.jsonl"

  note "the law suite on $device"
  timeout 200 "$tests" -namespace ProbBnn.PropertyTests.Engines.LibTorch \
    >"$out/tests.log" 2>&1
  timeout 60 "$tests" -class ProbBnn.PropertyTests.Inference.TorchTrainingTests >>"$out/tests.log" 2>&1
  grep -h "Total:" "$out/tests.log" | sed 's/.*\(Total:.*\)/{"tests":"\1"}/' | tee "$out/tests.jsonl" >&2

  local configs="elbo small heaviside wide" precisions="single double"
  [ "$device" = cuda ] || configs="elbo small"

  # Most memory of the card while a command runs, in MiB.
  watched() {
    local log="$out/memory.tmp" watcher=""
    : >"$log"
    if [ "$device" = cuda ] && command -v nvidia-smi >/dev/null; then
      nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits -lms 200 >"$log" 2>/dev/null &
      watcher=$!
    fi
    "$@"
    [ -z "$watcher" ] || { kill "$watcher"; wait "$watcher" 2>/dev/null; }
    memory=$(sort -n "$log" | tail -1)
    rm -f "$log"
  }

  step() {
    local config=$1 precision=$2 on=$3 file="$out/step.tmp"
    watched timeout 90 "$bench" step --config "$config" --engine "$on" --precision "$precision" --seconds "$seconds" --json >"$file" 2>>"$out/errors.log"
    [ -s "$file" ] || note "FAILED: $out/errors.log"
    tail -1 "$file" | sed "s/}\$/,\"card_mb\":${memory:-0}}/" | tee -a "$out/steps.jsonl" >&2
    rm -f "$file"
  }

  : >"$out/steps.jsonl"; : >"$out/peer.jsonl"; : >"$out/rates.jsonl"; : >"$out/errors.log"
  for config in $configs; do
    for precision in $precisions; do
      note "$config, $precision"
      step "$config" "$precision" "$engine"
    done
    if [ -n "$peer" ]; then
      local steps=5
      [ "$config" = elbo ] && steps=20
      timeout 60 python3 "$peer" "$config" "$steps" float32 "$device" 2>>"$out/errors.log" \
        | tail -1 | tee -a "$out/peer.jsonl" >&2
      [ "${PIPESTATUS[0]}" -eq 0 ] || note "the peer FAILED: $out/errors.log"
    fi
    step "$config" single managed
  done

  note "rates"
  local size=8192
  [ "$device" = cuda ] || size=1024
  for precision in $precisions; do
    timeout 60 "$bench" rate --engine "$engine" --precision "$precision" --size "$size" --seconds 1 2>>"$out/errors.log" | tee -a "$out/rates.jsonl" >&2
  done

  if [ "$device" = cuda ]; then
    note "the large run"
    step large single "$engine"
  fi
  summary | tee "$out/summary.txt" >&2
  note "done: $out"
}

# A line a configuration: milliseconds of a step in single precision on the engine, of the embedded engine and of the peer, and their ratios.
summary() {
  local seconds='"seconds_per_step": *\([0-9.e+-]*\)' config ours managed theirs
  printf '%-10s %10s %10s %10s %10s %10s\n' config "ours, ms" managed "ratio" peer "ratio"
  for config in $(sed -n 's/.*"config":"\([a-z]*\)".*/\1/p' "$out/steps.jsonl" | awk '!seen[$0]++'); do
    ours=$(grep "\"$config\".*libtorch.*\"single\"" "$out/steps.jsonl" | sed -n "s/.*$seconds.*/\1/p")
    managed=$(grep "\"$config\".*\"managed" "$out/steps.jsonl" | sed -n "s/.*$seconds.*/\1/p")
    theirs=$(grep "\"$config\"" "$out/peer.jsonl" | sed -n "s/.*$seconds.*/\1/p")
    awk -v c="$config" -v o="${ours:-0}" -v m="${managed:-0}" -v p="${theirs:-0}" 'function r(x) { return x > 0 && o > 0 ? sprintf("%.2f", x / o) : "-" }
      function ms(x) { return x > 0 ? sprintf("%.3f", 1000 * x) : "-" }
      BEGIN { printf "%-10s %10s %10s %10s %10s %10s\n", c, ms(o), ms(m), r(m), ms(p), r(p) }'
  done
}

case ${1:-} in
  publish) [ $# -eq 2 ] || fail "gpu.sh publish KIT"; publish "$2" ;;
  run) [ $# -ge 2 ] || fail "gpu.sh run KIT [--peer FILE] [--out DIR] [--device cuda|cpu] [--seconds S]"; shift; run "$@" ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
