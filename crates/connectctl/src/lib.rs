//! The command line over gRPC.
