"""Stand-ins for the platforms that run the pipelines of examples/ci, which they do step by step as written."""
