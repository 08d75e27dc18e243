//! One YAML profile of everything a person has done, turned into the resume for this application.
//!
//! Modules stand in reading order: each uses only what stands above it.

pub mod diag;

mod archive;

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

pub mod error;

pub mod fs;

pub mod input;

pub mod batch;

pub mod schema;

pub mod cli;
