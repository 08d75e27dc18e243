//! The clusters of a shaped text: the smallest pieces of text that have glyphs of their own.

use std::ops::Range;

use crate::layout::{Glyph, Text};

/// Bytes of a text and the glyphs that draw them: the least that can be told apart.
pub(super) struct Cluster<'a> {
    pub(super) text: &'a str,
    pub(super) glyphs: &'a [Glyph],
}

/// Returns the clusters of `text` in order; their texts joined are the whole.
pub(super) fn clusters(text: &Text) -> impl Iterator<Item = Cluster<'_>> {
    let mut glyphs = text.glyphs.as_slice();
    let mut start = 0;
    std::iter::from_fn(move || {
        let range: Range<usize>;
        let drawn;
        if text.is_rtl && !glyphs.is_empty() {
            let (head, tail, end) = last_cluster(glyphs, text.text.len());
            (range, drawn, glyphs) = (start..end, tail, head);
        } else if let Some(first) = glyphs.first() {
            let goes_on = |it: &&Glyph| it.cluster <= first.cluster;
            let n_glyphs = glyphs.iter().take_while(goes_on).count();
            let (head, tail) = glyphs.split_at(n_glyphs);
            let end = tail.first().map_or(text.text.len(), |next| next.cluster);
            (range, drawn, glyphs) = (start..end, head, tail);
        } else if start < text.text.len() {
            // Characters that draw nothing, with no neighbour to belong to.
            (range, drawn) = (start..text.text.len(), glyphs);
        } else {
            return None;
        }
        start = range.end;
        Some(Cluster {
            text: &text.text[range],
            glyphs: drawn,
        })
    })
}

/// Parts the glyphs at the right, which draw the first cluster of a text from right to left, and says where its characters
/// end.
fn last_cluster(glyphs: &[Glyph], text_end: usize) -> (&[Glyph], &[Glyph], usize) {
    let first = glyphs.last().map_or(0, |it| it.cluster);
    let (head, tail) = glyphs.split_at(glyphs.partition_point(|it| it.cluster > first));
    let end = head.last().map_or(text_end, |it| it.cluster);
    (head, tail, end)
}

/// Returns the only character of `text`.
pub(super) fn only(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}
