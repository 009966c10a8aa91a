//! The terminal
