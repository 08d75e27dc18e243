//! One YAML profile of everything a person has done, turned into the resume for this application.
//!
//! [`Tailor`] is the way in: it makes a [`Resume`] of a [`Profile`], which exports to every [`Format`]. [`tailor::tailor`]
//! is the same as one function, and returns every step on the way: scores, coverage, why each line was kept, document,
//! pages.
//!
//! The modules below are in reading order: each uses only those above it.

#![cfg_attr(
    not(feature = "cli"),
    allow(
        unused_imports,
        dead_code,
        reason = "only the program describes its files as schemas"
    )
)]

pub mod diag;

mod archive;

mod parallel;

pub mod yaml;

mod reader;

pub mod text;

pub mod profile;

pub mod interop;

pub mod guide;

pub mod posting;

pub mod score;

pub mod coverage;

pub mod check;

pub mod select;

pub mod document;

pub mod layout;

pub mod template;

pub mod render;

pub mod config;

pub mod tailor;

pub mod html;

pub mod report;

#[cfg(feature = "cli")]
pub mod error;

#[cfg(feature = "cli")]
pub mod fs;

#[cfg(feature = "cli")]
pub mod input;

#[cfg(feature = "cli")]
pub mod batch;

#[cfg(feature = "cli")]
pub mod schema;

#[cfg(feature = "cli")]
pub mod cli;

pub use diag::InvalidInput;
pub use guide::Guide;
pub use posting::Posting;
pub use profile::Profile;
pub use tailor::{ExportError, Format, OutputFile, Resume, Tailor};
