//! Kinds of products, and which products are of them: who works with Salesforce works with a CRM.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::alias::Lexicon;
use super::kind_table::rows;
use super::names::names;
use super::tokenizer::tokens;
use super::words::{Key, format_smolstr};

/// The keys of the kinds that each product is of, by its usual name.
static KINDS: LazyLock<FxHashMap<&'static str, Vec<Key>>> = LazyLock::new(|| {
    let lexicon = Lexicon::default();
    let mut kinds: FxHashMap<&'static str, Vec<Key>> = FxHashMap::default();
    for (kind, products) in rows() {
        let keys: Vec<Key> = kind
            .split(" = ")
            .flat_map(|it| keys(it, &lexicon))
            .collect();
        for product in products {
            let product = product.trim_end_matches('?');
            if let Some(named) = names(product).into_iter().next() {
                let known = kinds.entry(named.name).or_default();
                known.extend(
                    keys.iter()
                        .filter(|it| !known.contains(it))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
            }
        }
    }
    kinds
});

/// Returns the keys of the kinds that a product is of, by its usual name in the table of names.
///
/// Keys are names of the lexicon (`@` and the usual name); a single word that is not in the lexicon yields its token's key and
/// the same with `@`.
pub fn kinds(name: &str) -> &'static [Key] {
    KINDS.get(name).map_or(&[], Vec::as_slice)
}

fn keys(name: &str, lexicon: &Lexicon) -> Vec<Key> {
    let tokens = tokens(name);
    match (lexicon.thing(&tokens), tokens.as_slice()) {
        (Some(thing), _) => vec![thing],
        (None, [one]) => vec![one.key.clone(), format_smolstr!("@{}", one.key)],
        (None, _) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_a(product: &str, kind: &str) -> bool {
        let lexicon = Lexicon::default();
        let named = names(product);
        assert_eq!(named.len(), 1, "{product}");
        keys(kind, &lexicon)
            .iter()
            .any(|it| kinds(named[0].name).contains(it))
    }

    #[test]
    fn products_are_of_their_kinds() {
        assert!(is_a("Postgres", "SQL"));
        assert!(is_a("Excel", "spreadsheets"));
        assert!(is_a("AWS", "cloud"));
        assert!(is_a("QGIS", "GIS"));
        assert!(is_a("Epic", "EHR"));
        assert!(is_a("SolidWorks", "CAD"));
    }

    #[test]
    fn one_product_is_not_another() {
        assert!(!is_a("HubSpot", "Salesforce"));
        assert!(!is_a("SolidWorks", "AutoCAD"));
        assert!(!is_a("MongoDB", "SQL"));
    }

    #[test]
    fn every_kind_has_a_name_and_every_product_is_known() {
        let lexicon = Lexicon::default();
        let (mut n, mut wrong) = (0, Vec::new());
        for (kind, products) in rows() {
            let is_nameless = |it: &&str| keys(it, &lexicon).is_empty();
            let nameless = kind.split(" = ").filter(is_nameless);
            wrong.extend(nameless.map(|it| format!("aliases.tsv lacks {it}")));
            for product in products {
                let product = product.trim_end_matches('?');
                let found = names(product);
                if found.len() != 1 || found[0].at != (0..product.len()) {
                    wrong.push(format!("{product}: {found:?}"));
                }
                n += 1;
            }
        }
        assert_eq!(wrong, [""; 0]);
        assert!(n > 800, "{n}");
    }
}
