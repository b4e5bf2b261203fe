//! The simulator from outside: through the real SDK, and on the wire.
