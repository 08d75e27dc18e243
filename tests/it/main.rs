#![allow(missing_docs, reason = "tests are read by their names")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "helpers of tests, not the product"
)]

mod action;
mod architecture;
mod batch;
mod book;
mod check;
mod choices;
mod cli;
mod config;
mod coverage;
mod diagnostics;
mod diff;
mod docs;
mod examples;
mod explain;
mod formats;
mod guides;
mod hostile;
mod import;
mod imports;
mod json_resume;
mod layout;
mod markdown;
mod pages;
mod pdf;
mod posting;
mod reading;
mod readme;
mod report_page;
mod schema;
mod score;
mod scripts;
mod shell;
mod support;
mod svg;
mod template;
mod text;
mod traps;
mod watch;
mod yaml;
