//! The gRPC surface: messages, client and server.
