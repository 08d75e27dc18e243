//! Limits for Markdown templates, which may come from strangers: a template that never ends, nests without end or writes
//! without end stops with an error.
//!
//! Handlebars has no such limits and no hook for partials and loops. So each block and inline partial of a compiled
//! template gets a call of a hidden helper at its start and its end, which counts.

use std::cell::Cell;
use std::io::{self, Write};

use handlebars::template::TemplateElement;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderErrorReason,
    Template, TemplateError,
};

/// How many blocks, rounds of loops and partials a template may enter.
const MAX_STEPS: usize = 200_000;

/// How deep blocks and partials may be nested.
pub(super) const MAX_DEPTH: usize = 100;

/// How long the output may be, in bytes: a resume has some kilobytes.
const MAX_OUTPUT: usize = 16 << 20;

/// The hidden helpers.
const ENTER: &str = "bespoke-enter";
const LEAVE: &str = "bespoke-leave";

thread_local! {
    /// The steps made and the depth reached by the template that this thread fills.
    static USED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// Starts to count for a template that this thread fills.
pub(super) fn start() {
    USED.set((0, 0));
}

/// Checks how deep the blocks of a template are nested, before it is parsed into a tree that would be as deep.
///
/// Returns the line and column, from 1, of the block that is nested deeper than [`MAX_DEPTH`], if there is one.
pub(super) fn too_deep(template: &str) -> Option<(usize, usize)> {
    // For each open block, how many blocks it is: `{{else if}}` opens one more that closes with the first.
    let mut open: Vec<usize> = Vec::new();
    let mut depth = 0;
    for (at, _) in template.match_indices("{{") {
        let tag = template[at + 2..].trim_start_matches(['~', ' ']);
        if tag.starts_with(['#', '^']) {
            open.push(1);
            depth += 1;
        } else if tag.starts_with('/') {
            depth -= open.pop().unwrap_or_default();
        } else if let Some(rest) = tag.strip_prefix("else ")
            && !rest.trim_start_matches(['~', ' ']).starts_with("}}")
            && let Some(last) = open.last_mut()
        {
            *last += 1;
            depth += 1;
        }
        if depth > MAX_DEPTH {
            let line = 1 + template[..at].matches('\n').count();
            let column = 1 + template[..at]
                .chars()
                .rev()
                .take_while(|&c| c != '\n')
                .count();
            return Some((line, column));
        }
    }
    None
}

/// Makes a template count its steps while it is filled.
pub(super) fn install(
    handlebars: &mut Handlebars<'static>,
    template: &mut Template,
) -> Result<(), TemplateError> {
    handlebars.register_helper(ENTER, Box::new(Counter { enters: true }));
    handlebars.register_helper(LEAVE, Box::new(Counter { enters: false }));
    let call = |name: &str| Template::compile(&format!("{{{{{name}}}}}"));
    instrument(template, &call(ENTER)?, &call(LEAVE)?);
    Ok(())
}

fn instrument(template: &mut Template, enter: &Template, leave: &Template) {
    for element in &mut template.elements {
        let inner = match element {
            TemplateElement::HelperBlock(block) => {
                [block.template.as_mut(), block.inverse.as_mut()]
            }
            TemplateElement::DecoratorBlock(block) | TemplateElement::PartialBlock(block) => {
                [block.template.as_mut(), None]
            }
            _ => continue,
        };
        for inner in inner.into_iter().flatten() {
            instrument(inner, enter, leave);
            inner.elements.splice(..0, enter.elements.iter().cloned());
            // The places of errors go by the index of the element.
            if let Some(first) = inner.mapping.first().cloned() {
                inner.mapping.insert(0, first);
            }
            inner.elements.extend(leave.elements.iter().cloned());
        }
    }
}

/// The hidden helper that counts where a block starts or ends.
struct Counter {
    enters: bool,
}

impl HelperDef for Counter {
    fn call<'reg: 'rc, 'rc>(
        &self,
        _: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        _: &mut dyn Output,
    ) -> HelperResult {
        let (steps, depth) = USED.get();
        if !self.enters {
            USED.set((steps, depth.saturating_sub(1)));
            return Ok(());
        }
        USED.set((steps + 1, depth + 1));
        let reason = if depth >= MAX_DEPTH {
            format!(
                "blocks and partials are nested more than {MAX_DEPTH} levels deep here; does a partial include itself?"
            )
        } else if steps >= MAX_STEPS {
            format!(
                "the template takes more than {MAX_STEPS} steps; does a loop or a partial repeat too much?"
            )
        } else {
            return Ok(());
        };
        Err(RenderErrorReason::Other(reason).into())
    }
}

/// Output that ends with an error where it gets too long.
#[derive(Default)]
pub(super) struct LimitedOutput {
    bytes: Vec<u8>,
}

impl LimitedOutput {
    /// Returns what was written.
    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.bytes).unwrap_or_default()
    }
}

impl Write for LimitedOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_OUTPUT {
            return Err(io::Error::other(format!(
                "the template writes more than {} MB",
                MAX_OUTPUT >> 20
            )));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
