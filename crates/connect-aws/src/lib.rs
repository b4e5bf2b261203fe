//! The AWS side: sessions, pace, fault classification, one adapter for each kind.
