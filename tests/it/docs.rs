//! The tables in docs say what the program reads: they are made of what `bespoke schema` prints.
//!
//! `just docs` (`UPDATE_DOCS=1 cargo test --locked docs::every_table`) writes them anew.

use std::fmt::Write as _;
use std::fs;

use bespoke::check::Rule;
use bespoke::schema::{File, schema};
use bespoke::yaml::{self, Node, Value};

use crate::support::root;

const BEGIN: &str =
    "<!-- Made by `just docs` from what `bespoke schema` prints: change it there. -->\n";
/// Where the keys stand that stand in no other.
const FILE: &str = "The file";
/// What a list is told with.
const LIST: &str = "a list, each: ";
const END: &str = "<!-- End of what is made. -->\n";

fn entries(node: &Node) -> Vec<(&str, &Node)> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|(key, it)| (key.name.as_str(), it))
            .collect(),
        _ => Vec::new(),
    }
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let found = entries(node).into_iter().find(|it| it.0 == key);
    found.map(|it| it.1)
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|it| &it.value) {
        Some(Value::Seq(items)) => items,
        _ => &[],
    }
}

fn text(node: Option<&Node>) -> &str {
    match node.map(|it| &it.value) {
        Some(Value::Str(it) | Value::Number(it)) => it,
        _ => "",
    }
}

/// Returns a value as YAML on one line.
fn flow(node: &Node, is_inside: bool) -> String {
    match &node.value {
        Value::Null => String::new(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.clone(),
        Value::Str(it) => {
            let is_special = it.is_empty()
                || it.starts_with(['#', '\'', '"', '-', '*', '&', '!', '%', '@', '`', '{', '['])
                || it.contains(": ")
                || it.contains(" #")
                || is_inside && it.contains([',', '[', ']', '{', '}', ':']);
            if is_special {
                format!("'{}'", it.replace('\'', "''"))
            } else {
                it.clone()
            }
        }
        Value::Seq(items) => {
            let items: Vec<String> = items.iter().map(|it| flow(it, true)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(_) => {
            let fields = entries(node);
            let fields = fields
                .iter()
                .map(|(key, it)| format!("{key}: {}", flow(it, true)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// What may stand in a place, in words. `place` is where its keys are told if it is a mapping without a name.
fn values(schema: &Node, place: &str) -> String {
    let forms = items(get(schema, "anyOf"));
    if !forms.is_empty() {
        let mut said: Vec<String> = Vec::new();
        for form in forms.iter().map(|it| values(it, place)) {
            let is_lone = said
                .iter()
                .any(|it| it.starts_with(LIST) && !form.is_empty() && it.contains(&form));
            if is_lone {
                // A single one may stand without a list.
                said.iter_mut()
                    .filter(|it| it.starts_with(LIST))
                    .for_each(|it| *it = it.replacen(LIST, "one or a list: ", 1));
            } else if !form.is_empty() && !said.contains(&form) {
                said.push(form);
            }
        }
        return said.join(", or ");
    }
    if let Some(name) = text(get(schema, "$ref"))
        .rsplit('/')
        .next()
        .filter(|it| !it.is_empty())
    {
        return format!("keys of [{}](#{name})", name.replace('_', " "));
    }
    if let Some(word) = get(schema, "const") {
        return format!("`{}`", text(Some(word)));
    }
    let words = items(get(schema, "enum"));
    if !words.is_empty() {
        let words = words.iter().filter(|it| matches!(it.value, Value::Str(_)));
        let words: Vec<String> = words.map(|it| format!("`{}`", text(Some(it)))).collect();
        return words.join(", ");
    }
    let says = text(get(schema, "patternErrorMessage"));
    let (least, most) = (text(get(schema, "minimum")), text(get(schema, "maximum")));
    let types = get(schema, "type");
    let kind = match items(types) {
        [] => text(types),
        all => text(all.first()),
    };
    match kind {
        "array" => format!(
            "{LIST}{}",
            get(schema, "items").map_or(String::new(), |it| values(it, place))
        ),
        "object" => format!("keys of [{place}](#{})", anchor(place)),
        "boolean" => "`true`, `false`".to_owned(),
        "integer" => format!("a whole number, {least} to {most}"),
        "number" => match text(get(schema, "exclusiveMinimum")) {
            "" => format!("a number, {least} to {most}"),
            least => format!("a number above {least}, to {most}"),
        },
        "null" => String::new(),
        _ if says.is_empty() || says.starts_with("it needs") => "a text".to_owned(),
        _ => says
            .trim_start_matches("write ")
            .trim_start_matches("it ")
            .to_owned(),
    }
}

/// Returns what GitHub calls a heading in addresses.
fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter_map(|it| match it {
        ' ' => Some('-'),
        '.' | '`' | ',' | ':' | '?' => None,
        it => Some(it.to_ascii_lowercase()),
    });
    letters.collect()
}

/// One table: the places whose keys it tells, and its rows.
struct Table {
    places: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    key: String,
    meaning: String,
    /// What may stand there, in each of the places.
    values: Vec<String>,
    /// What holds where nothing stands there, in each of the places.
    defaults: Vec<String>,
    example: String,
}

fn row(key: &str, schema: &Node, needed: &str, place: &str) -> Row {
    let forms = items(get(schema, "anyOf")).iter();
    let default = forms
        .chain([schema])
        .find_map(|it| get(it, "default"))
        .map_or(needed.to_owned(), |it| flow(it, false));
    let example = items(get(schema, "examples")).first();
    Row {
        key: key.to_owned(),
        meaning: text(get(schema, "description")).to_owned(),
        values: vec![values(schema, place)],
        defaults: vec![default],
        example: example.map_or(String::new(), |it| flow(it, false)),
    }
}

/// Returns whether a key must be there, in words; nothing if it needn't.
fn needed(schema: &Node, key: &str) -> String {
    let asks = |it: &Node| {
        items(get(it, "required"))
            .iter()
            .any(|it| text(Some(it)) == key)
    };
    let condition = get(schema, "if").and_then(|it| get(it, "properties"));
    let other = condition.map_or(Vec::new(), entries);
    let other = other.first().map_or("", |it| it.0);
    if asks(schema) {
        "**must be there**".to_owned()
    } else if get(schema, "then").is_some_and(asks) {
        format!("must be there without `{other}`")
    } else if other != key && get(schema, "else").is_some_and(asks) {
        format!("must be there with `{other}`")
    } else {
        String::new()
    }
}

/// Adds the table of a mapping, and those of the mappings without a name that stand in it.
fn add(tables: &mut Vec<Table>, schema: &Node, place: &str, has_name: bool) {
    let Some(properties) = get(schema, "properties") else {
        return;
    };
    let below = |key: &str| match place {
        FILE => key.to_owned(),
        place => format!("{place}.{key}"),
    };
    let rows = entries(properties);
    let rows = rows
        .iter()
        .map(|(key, it)| row(key, it, &needed(schema, key), &below(key)));
    let rows: Vec<Row> = rows.collect();
    let is_same = |it: &&mut Table| {
        let same = |(one, other): (&Row, &Row)| {
            one.key == other.key && one.meaning == other.meaning && one.example == other.example
        };
        it.places[0].contains('.') == place.contains('.')
            && it.rows.len() == rows.len()
            && it.rows.iter().zip(&rows).all(same)
    };
    if let Some(table) = tables.iter_mut().find(is_same).filter(|_| !has_name) {
        // Several places with the same keys are told once; where they differ in their limits, the table says so.
        table.places.push(place.to_owned());
        for (row, other) in table.rows.iter_mut().zip(rows) {
            let below = |it: &str| it.starts_with("keys of [");
            let first = row.values[0].clone();
            let is_below = below(&first);
            row.values.extend(
                other
                    .values
                    .into_iter()
                    .map(|it| if is_below { first.clone() } else { it }),
            );
            row.defaults.extend(other.defaults);
        }
    } else {
        tables.push(Table {
            places: vec![place.to_owned()],
            rows,
        });
    }
    for (key, it) in entries(properties) {
        let forms = items(get(it, "anyOf"));
        let whole = std::slice::from_ref(it);
        for form in if forms.is_empty() { whole } else { forms } {
            add(tables, form, &below(key), false);
        }
    }
}

fn tables(file: File) -> Vec<Table> {
    let schema = schema(file);
    let (tree, diagnostics) = yaml::parse(&schema);
    assert_eq!(diagnostics, []);
    let tree = tree.unwrap();
    let mut tables = Vec::new();
    add(
        &mut tables,
        get(&tree, "items").unwrap_or(&tree),
        FILE,
        true,
    );
    if file == File::House {
        // No schema says how much a rule matters where no house style says so.
        for (row, rule) in tables[0].rows.iter_mut().zip(Rule::ALL) {
            assert_eq!(row.key, rule.id());
            row.defaults = vec![format!("`{}`", rule.default_level().name())];
        }
    }
    for (name, it) in get(&tree, "definitions").map_or(Vec::new(), entries) {
        add(&mut tables, it, name, true);
    }
    tables
}

/// Returns what holds in most places, and what holds in which others.
fn differing(said: &[String], places: &[String]) -> String {
    let n_of = |it: &String| said.iter().filter(|other| *other == it).count();
    // Of several that are as common, the first.
    let usual = said.iter().rev().max_by_key(|it| n_of(it)).unwrap();
    let mut told = usual.clone();
    for (it, place) in said.iter().zip(places).filter(|it| it.0 != usual) {
        write!(told, "; `{place}`: {it}").unwrap();
    }
    told
}

/// Returns the part of a page that is made.
fn made(file: File) -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let code = |text: &str| match text {
        "" => String::new(),
        text => format!("`{}`", cell(text)),
    };
    let mut page = String::new();
    for table in tables(file) {
        let heading = match table.places.as_slice() {
            [only] => only.replace('_', " "),
            [first, ..] => format!("{first} and others"),
            [] => String::new(),
        };
        writeln!(page, "\n### {heading}\n").unwrap();
        if table.places.len() > 1 {
            // Addresses lead to each of the places that it tells of.
            for place in &table.places {
                write!(page, "<a id=\"{}\"></a>", anchor(place)).unwrap();
            }
            let places: Vec<String> = table.places.iter().map(|it| format!("`{it}`")).collect();
            writeln!(page, "These stand under {}.\n", places.join(", ")).unwrap();
        } else if heading.contains(' ') && table.places != [FILE] {
            writeln!(page, "<a id=\"{}\"></a>\n", anchor(&table.places[0])).unwrap();
        }
        page.push_str("| Key | Meaning | Values | Default | Example |\n|---|---|---|---|---|\n");
        for row in table.rows {
            writeln!(
                page,
                "| `{}` | {} | {} | {} | {} |",
                row.key,
                cell(&row.meaning),
                cell(&differing(&row.values, &table.places)),
                differing(&row.defaults, &table.places),
                code(&row.example)
            )
            .unwrap();
        }
    }
    page.push('\n');
    page
}

#[test]
fn every_table_says_what_the_program_reads() {
    for (name, file) in File::NAMES {
        let path = root().join(format!("docs/{name}.md"));
        let page = fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once(BEGIN).unwrap();
        let (told, after) = rest.split_once(END).unwrap();
        let made = made(file);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, format!("{before}{BEGIN}{made}{END}{after}")).unwrap();
        } else {
            assert!(
                told == made,
                "docs/{name}.md is out of date: run `just docs`"
            );
        }
    }
}

/// Returns the addresses of all headings of a page and of what is made for it.
fn anchors(page: &str) -> Vec<String> {
    let headings = page
        .lines()
        .filter_map(|it| it.strip_prefix('#'))
        .map(|it| anchor(it.trim_start_matches('#').trim()));
    let named = page.split("<a id=\"").skip(1);
    let named = named.map(|it| it.split('"').next().unwrap().to_owned());
    headings.chain(named).collect()
}

#[test]
fn every_address_within_a_page_leads_somewhere() {
    let mut n_links = 0;
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        let known = anchors(&page);
        for link in page.split("](#").skip(1) {
            let link = link.split(')').next().unwrap();
            assert!(
                known.iter().any(|it| it == link),
                "{}: #{link}",
                path.display()
            );
            n_links += 1;
        }
    }
    assert!(n_links > 20, "{n_links}");
}
