//! The Amazon Connect flow language: read, write, references, resolve, stubs.
