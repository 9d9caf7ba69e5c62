"""Run every benchmark of the built-in corpus: python -m tests.benchmarks"""

from tests.benchmarks import data_work, first_chart, start

for benchmark in (data_work, start, first_chart):
    print(f"\n{benchmark.__doc__.splitlines()[0]}")
    benchmark.main()
