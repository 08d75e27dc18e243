//! The core of a web handler: a profile and a posting in, a web page and a verdict out; no files, no network.
//!
//! `cargo run --no-default-features --example web_handler`

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "another program reads its files and prints as it likes"
)]

use bespoke::coverage::Grade;
use bespoke::posting::{self, RequirementId};
use bespoke::{Format, Guide, Profile, Tailor};

/// What a handler answers.
struct Response {
    status: u16,
    body: String,
}

/// Tailors the resume that a request asks for. Invalid input is the client's error, with every problem in the body.
fn handle(guide: &Guide, profile: &str, job: &str) -> Response {
    let profile: Profile = match profile.parse() {
        Ok(profile) => profile,
        Err(error) => {
            return Response {
                status: 422,
                body: error.to_string(),
            };
        }
    };
    let posting = posting::read(job);
    let tailor = Tailor::new(guide).posting(&posting);
    let resume = tailor.run(&profile);
    let page = match resume.export(Format::Html) {
        Ok(files) => String::from_utf8_lossy(&files[0].bytes).into_owned(),
        Err(error) => {
            return Response {
                status: 500,
                body: error.to_string(),
            };
        }
    };
    let tailored = resume.tailored();
    let shown = tailored.coverage.as_ref().map_or(0, |coverage| {
        let is_kept = |line| tailored.is_kept(line);
        (0..posting.requirements.len())
            .map(RequirementId)
            .filter(|&it| coverage.claim(it, is_kept).grade == Grade::Shown)
            .count()
    });
    let verdict = format!(
        "<!-- shows {shown} of {} requirements -->",
        posting.requirements.len()
    );
    Response {
        status: 200,
        body: format!("{page}{verdict}"),
    }
}

fn main() {
    let guide = Guide::built_in("software-engineer").expect("this guide is built in");
    let profile = "
name: Ada Example
experience:
  - employer: Northwind
    title: Software Engineer
    start: 2021-03
    end: present
    highlights:
      - Built a billing service in Rust that settles 2 million invoices a month
      - Cut the time of a deployment from 40 minutes to 6
";
    let job = "# Software Engineer\n\nRequirements:\n\n- Experience with Rust\n- Experience with Kubernetes\n";
    for profile in [profile, "name: Ada\nskils: [Rust]\n"] {
        let response = handle(&guide, profile, job);
        let end = response.body.lines().last().unwrap_or_default();
        println!("{} {end}", response.status);
    }
}
