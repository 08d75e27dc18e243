#![allow(missing_docs, reason = "tests are read by their names")]
