//! Prints what the program reads in texts, as JSON, for fitting.
//!
//! Without arguments each line of standard input is a text, and each line of the answer holds its tokens and units.
//! With paths of postings as arguments, each line of the answer holds the title and the requirements of one.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "reading and printing is all it does"
)]

use std::error::Error;
use std::io::{BufRead, stdin};

use bespoke::posting::{RequirementKind, read};
use bespoke::text::{Lexicon, classes, tokens};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::with_pairs(&[]);
    let paths: Vec<String> = std::env::args().skip(1).collect();
    for path in &paths {
        println!("{}", posting(&std::fs::read_to_string(path)?));
    }
    if paths.is_empty() {
        for line in stdin().lock().lines() {
            println!("{}", text(&line?, &lexicon));
        }
    }
    Ok(())
}

fn text(text: &str, lexicon: &Lexicon) -> Value {
    let tokens = tokens(text);
    let units = lexicon.units(&tokens);
    let fixed: Vec<usize> = (units.iter().filter(|it| it.fixed))
        .flat_map(|it| it.words.iter().copied())
        .collect();
    let words: Vec<Value> = (tokens.iter().enumerate())
        .map(|(i, it)| {
            let mut classes = classes(it, &text[it.at.clone()]);
            // As the program reads it: "sales leads" has no verb.
            if fixed.contains(&i) && classes.iter().any(|it| it.is_verb()) {
                classes = &[];
            }
            json!({
                "word": it.word.as_str(),
                "key": it.key.as_str(),
                "kind": format!("{:?}", it.kind),
                "before": it.before as u8,
                "stop": it.is_stop(),
                "classes": classes.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>(),
            })
        })
        .collect();
    let units: Vec<Value> = (units.iter())
        .map(|it| json!({"key": it.key.as_str(), "words": it.words}))
        .collect();
    json!({"words": words, "units": units})
}

fn posting(source: &str) -> Value {
    let posting = read(source);
    let requirements: Vec<Value> = (posting.requirements.iter())
        .map(|it| {
            let (ask, years) = match it.kind {
                RequirementKind::Years(years) => ("Years".to_owned(), years),
                other => (format!("{other:?}"), 0),
            };
            json!({
                "text": it.text,
                "need": format!("{:?}", it.need),
                "ask": ask,
                "years": years,
                "weight": it.weight,
            })
        })
        .collect();
    json!({"title": posting.title, "requirements": requirements})
}
