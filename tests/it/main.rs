//! The program as its users meet it.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "what a test cannot read fails it, and the names of tests say what they are"
)]

mod layout;
mod pdf;
