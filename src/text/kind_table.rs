//! The table of kinds of products, `kinds.tsv`.

/// Returns each kind's names, " = " between them, and its products, `?` after those that are ordinary words too.
pub(super) fn rows() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let rows = include_str!("kinds.tsv").lines();
    rows.filter(|it| !it.starts_with('#'))
        .filter_map(|it| it.split_once('\t'))
        .map(|(kind, products)| (kind, products.split(", ")))
}
