//! AWS on your desk: Amazon Connect in depth, for tests, demos and benchmarks.
