//! Blocks measured and set once, however often they are asked for.

use rustc_hash::FxHashMap;

use crate::document::{Block, Origin};
use crate::layout::{Fonts, MissingGlyph, Paper, SetBlock, Style, Typesetter};

/// Measures and sets each block once, however often it is asked for.
pub(super) struct BlockCache<'a> {
    pub(super) typesetter: Typesetter<'a>,
    heights: FxHashMap<Block, f64>,
    sets: FxHashMap<Block, (SetBlock, Vec<MissingGlyph>)>,
}

impl<'a> BlockCache<'a> {
    pub(super) fn new(style: &'a Style, paper: Paper, fonts: &'a Fonts) -> Self {
        Self {
            typesetter: Typesetter::new(style, paper, fonts),
            heights: FxHashMap::default(),
            sets: FxHashMap::default(),
        }
    }

    fn set(&mut self, block: &Block) -> &(SetBlock, Vec<MissingGlyph>) {
        if !self.sets.contains_key(block) {
            let set = self.typesetter.set(block);
            self.sets.insert(block.clone(), set);
        }
        &self.sets[block]
    }

    pub(super) fn height(&mut self, block: &Block) -> f64 {
        if let Some(height) = self.heights.get(block) {
            return *height;
        }
        let height = self.typesetter.height(block);
        self.heights.insert(block.clone(), height);
        height
    }

    pub(super) fn sets(&mut self, blocks: &[(Origin, Block)]) -> Vec<&SetBlock> {
        for (_, block) in blocks {
            self.set(block);
        }
        blocks
            .iter()
            .map(|(_, block)| &self.sets[block].0)
            .collect()
    }

    /// Returns the characters without a glyph, each once.
    pub(super) fn missing(&mut self, blocks: &[(Origin, Block)]) -> Vec<MissingGlyph> {
        let mut missing: Vec<MissingGlyph> = Vec::new();
        for (_, block) in blocks {
            for it in &self.set(block).1 {
                if missing.iter().all(|known| known.character != it.character) {
                    missing.push(it.clone());
                }
            }
        }
        missing
    }
}
