//! Parts of a draft that a profile can't hold, made comments, so that one odd value doesn't keep out all others.

use crate::diag::Severity;
use crate::profile;

/// How many times a draft is tried again: what has lost its last part may have to go too.
const MAX_ROUNDS: usize = 16;

/// A draft with what a profile can't hold as comments.
pub struct RepairedDraft {
    /// The YAML.
    pub yaml: String,
    /// How each part begins, and what is wrong with it.
    pub faults: Vec<(String, String)>,
}

/// Returns the YAML of a draft as one that reads as a profile: the smallest parts that have errors are made comments.
/// None where that is not enough.
pub fn repaired(yaml: &str) -> Option<RepairedDraft> {
    let mut lines: Vec<String> = yaml.lines().map(ToOwned::to_owned).collect();
    let mut faults = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let text = lines.join("\n") + "\n";
        let (loaded, diagnostics) = profile::load(&text);
        if loaded.is_some() {
            return Some(RepairedDraft { yaml: text, faults });
        }
        let mut any = false;
        for it in diagnostics
            .iter()
            .filter(|it| it.severity == Severity::Error)
        {
            let line = text[..it.span?.start].matches('\n').count();
            // Two errors may be of one part.
            if line >= lines.len() || is_comment(&lines[line]) {
                continue;
            }
            faults.push((lines[line].trim().to_owned(), it.message.clone()));
            comment_out(&mut lines, line);
            any = true;
        }
        if !any {
            return None;
        }
    }
    None
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// Makes comments of a line and of everything that stands deeper below it.
fn comment_out(lines: &mut [String], first: usize) {
    let depth = indent(&lines[first]);
    let below = |it: &&mut String| it.trim().is_empty() || indent(it) > depth;
    let n_below = lines[first + 1..].iter_mut().take_while(below).count();
    for line in &mut lines[first..=first + n_below] {
        if !line.trim().is_empty() {
            line.insert_str(0, "# ");
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::repaired;

    #[test]
    fn what_a_profile_cannot_hold_becomes_a_comment() {
        let yaml = "\
name: Ada
contact:
  email: '@ada.example'
experience:
  - employer: Mill
    title: Clerk
    end: 2021
    highlights:
      - Kept the books
  - employer: Quarry
    title: Clerk
    start: 2021
    end: 2022
    highlights:
      - Weighed stones
";
        let it = repaired(yaml).unwrap();
        assert_eq!(it.faults.len(), 2, "{:?}", it.faults);
        assert!(
            it.yaml.contains("#   email: '@ada.example'\n"),
            "{}",
            it.yaml
        );
        assert!(
            it.yaml
                .contains("#   - employer: Mill\n#     title: Clerk\n")
        );
        assert!(it.yaml.contains("\n  - employer: Quarry\n"));
    }

    #[test]
    fn nothing_is_left_where_all_is_wrong() {
        assert!(repaired("name: 5: 6\n").is_none());
    }
}
