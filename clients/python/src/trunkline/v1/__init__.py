"""The messages and services of trunkline.v1, generated from the proto files."""
