"""What the browser tests, the screenshots and the benchmarks stand on."""
