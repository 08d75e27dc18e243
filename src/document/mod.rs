//! What the resume says, before it has a place on a page.

mod blocks;
mod compose;
mod form;
mod model;
mod printed;

pub use blocks::{Block, Face, Part, Role, Run, blocks, flow_block};
pub use compose::{
    DocumentSelection, compose, flow_order, latest_first, latest_positions_first, section_order,
};
pub use form::{Form, Months};
pub use model::{Document, Entry, Flow, Line, Origin, Position, Section, TextWithLink};
pub use printed::printed;
