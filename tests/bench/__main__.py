"""``python -m tests.bench``: every benchmark, one after the other. Ratios compare what ran in the same process."""

from __future__ import annotations

from tests.bench import bench_brief, bench_help, bench_lies, bench_payloads, bench_quotes, bench_repair

if __name__ == "__main__":  # the server of bench_brief is a process of its own, which imports this file again
    for benchmark in (bench_quotes, bench_brief, bench_help, bench_repair, bench_lies, bench_payloads):
        benchmark.main()
        print()
