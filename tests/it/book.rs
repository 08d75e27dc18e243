//! `bespoke book`: who is in it, in which order, and that everything in it leads where it says.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, decode_text_string};

use crate::pdf::Reader;
use crate::support::{Ran, Test, person};

/// More than a page of what must stay.
fn verbose(name: &str) -> String {
    let mut text = person(name);
    for number in 0..80 {
        let _ = writeln!(
            text,
            "      - {{text: Mended {number} machines of every kind, pin: always}}"
        );
    }
    text
}

fn test(args: &str) -> Test {
    Test::new(args.split_whitespace()).any_stderr()
}

/// A class in which everything that keeps people out of a book happens.
fn class(args: &str) -> Test {
    let roster = "\
profile,job,major,consent
zoe.yaml,,Nursing,yes
ada.yaml,,Nursing,x
elan.yaml,,History,1
ben.yaml,,History,no
cleo.yaml,,History,
ada.yaml,job.md,Nursing,yes
dan.yaml,,Nursing,yes
dan.yaml,job.md,Nursing,no
broken.yaml,,Nursing,yes
verbose.yaml,,Nursing,true
van.yaml,,,yes
./zoe.yaml,job.md,Nursing,yes
";
    test(args)
        .file("roster.csv", roster)
        .file(
            "job.md",
            "# Cloud Engineer\n\n## Requirements\n\n- Cutting the cost of the cloud\n",
        )
        .file("zoe.yaml", &person("Zoë Example"))
        .file("ada.yaml", &person("Ada Mary Sample, PhD"))
        .file(
            "elan.yaml",
            &person("Noa Élan").replace("name:", "lang: fr\nname:"),
        )
        .file("ben.yaml", &person("Ben Example"))
        .file("cleo.yaml", &person("Cleo Example"))
        .file("dan.yaml", &person("Dan Example"))
        .file("broken.yaml", "name: Bo\nexperiance: []\n")
        .file("verbose.yaml", &verbose("Vera Bose"))
        .file("van.yaml", &person("Ivy van Dyke"))
}

/// What a reader sees of a book.
struct Book {
    reader: Reader,
}

/// A bookmark or a link: how deep it stands, what it says, the page it leads to.
type Lead = (usize, String, usize);

impl Book {
    fn of(ran: &Ran) -> Self {
        Self {
            reader: Reader::new(&ran.bytes("book.pdf")),
        }
    }

    fn n_pages(&self) -> usize {
        self.reader.pages.len()
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.reader.document.dereference(object).unwrap();
        object.as_dict().unwrap()
    }

    fn page(&self, destination: &Object) -> usize {
        let page = destination.as_array().unwrap()[0].as_reference().unwrap();
        self.index(page)
    }

    fn index(&self, page: ObjectId) -> usize {
        self.reader.pages.iter().position(|it| *it == page).unwrap()
    }

    fn bookmarks(&self) -> Vec<Lead> {
        let catalog = self.reader.document.catalog().unwrap();
        assert_eq!(
            catalog.get(b"PageMode").unwrap().as_name().unwrap(),
            b"UseOutlines"
        );
        let mut found = Vec::new();
        self.add_bookmarks(
            self.dictionary(catalog.get(b"Outlines").unwrap()),
            0,
            &mut found,
        );
        found
    }

    fn add_bookmarks(&self, parent: &Dictionary, depth: usize, found: &mut Vec<Lead>) {
        let mut next = parent.get(b"First").ok();
        let mut last = None;
        let mut count = 0;
        while let Some(id) = next {
            let item = self.dictionary(id);
            assert_eq!(item.get(b"Prev").ok(), last);
            let title = decode_text_string(item.get(b"Title").unwrap()).unwrap();
            found.push((depth, title, self.page(item.get(b"Dest").unwrap())));
            self.add_bookmarks(item, depth + 1, found);
            last = Some(id);
            next = item.get(b"Next").ok();
            count += 1;
        }
        assert_eq!(parent.get(b"Last").ok(), last);
        let said = parent
            .get(b"Count")
            .map_or(0, |it| it.as_i64().unwrap().abs());
        assert_eq!(said, count);
    }

    /// The links of a page that lead to others.
    fn leads(&self, page: usize) -> Vec<(String, usize)> {
        let page = self
            .reader
            .document
            .get_dictionary(self.reader.pages[page])
            .unwrap();
        let Ok(links) = page.get(b"Annots") else {
            return Vec::new();
        };
        let links = links.as_array().unwrap().iter();
        let links = links.map(|it| self.dictionary(it));
        links
            .filter_map(|it| {
                let action = it.get(b"A").unwrap().as_dict().unwrap();
                let target = action.get(b"D").ok()?;
                let says = decode_text_string(it.get(b"Contents").unwrap()).unwrap();
                Some((says, self.page(target)))
            })
            .collect()
    }

    /// What viewers call each page.
    fn labels(&self) -> Vec<String> {
        let catalog = self.reader.document.catalog().unwrap();
        let labels = self.dictionary(catalog.get(b"PageLabels").unwrap());
        let [zero, front, first, resumes] =
            labels.get(b"Nums").unwrap().as_array().unwrap().as_slice()
        else {
            panic!("{labels:?}");
        };
        assert_eq!(zero.as_i64().unwrap(), 0);
        let style = |it: &Object| {
            let it = it.as_dict().unwrap();
            it.get(b"S").unwrap().as_name().unwrap().to_owned()
        };
        assert_eq!(
            (style(front), style(resumes)),
            (b"r".to_vec(), b"D".to_vec())
        );
        let n_front = usize::try_from(first.as_i64().unwrap()).unwrap();
        let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
        let front = roman[..n_front].iter().map(|it| (*it).to_owned());
        let resumes = (1..=self.n_pages() - n_front).map(|it| it.to_string());
        front.chain(resumes).collect()
    }

    fn text(&self, page: usize) -> String {
        self.reader.text_of(page)
    }

    /// The elements of the structure that stand beside or below each other, with the languages they say.
    fn elements(&self) -> Vec<(String, Option<String>)> {
        let catalog = self.reader.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap());
        let mut found = Vec::new();
        self.add_elements(self.dictionary(root.get(b"K").unwrap()), &mut found);
        found
    }

    fn add_elements(&self, element: &Dictionary, found: &mut Vec<(String, Option<String>)>) {
        let kind = element.get(b"S").unwrap().as_name().unwrap();
        let lang = element.get(b"Lang").ok();
        found.push((
            String::from_utf8(kind.to_vec()).unwrap(),
            lang.map(|it| decode_text_string(it).unwrap()),
        ));
        for kid in element.get(b"K").unwrap().as_array().unwrap() {
            if let Ok(id) = kid.as_reference() {
                self.add_elements(self.reader.document.get_dictionary(id).unwrap(), found);
            }
        }
    }

    /// Checks that everything that leads somewhere leads right, and returns the names in their order.
    #[track_caller]
    fn names(&self) -> Vec<String> {
        let labels = self.labels();
        let n_front = labels.iter().position(|it| it == "1").unwrap();
        let bookmarks = self.bookmarks();
        assert_eq!(bookmarks[0], (0, "Index".to_owned(), 1));
        let mut names = Vec::new();
        let mut next = n_front;
        for (idx, (depth, title, page)) in bookmarks.iter().enumerate().skip(1) {
            assert_eq!(*page, next, "{title}");
            let has_more_below = bookmarks.get(idx + 1).is_some_and(|it| it.0 > *depth);
            if !has_more_below {
                assert!(self.text(*page).starts_with(title.as_str()), "{title}");
                assert!(self.text(*page).ends_with(&labels[*page]), "{title}");
                names.push(title.clone());
                next += 1;
            }
        }
        assert_eq!(next, self.n_pages());
        let linked: Vec<(String, usize)> = (1..n_front).flat_map(|it| self.leads(it)).collect();
        let expected: Vec<(String, usize)> = (names.iter().zip(1..))
            .map(|(name, number)| (format!("{name}, {number}"), n_front + number - 1))
            .collect();
        assert_eq!(linked, expected);
        names
    }
}

#[test]
fn who_is_called_other_stands_with_those_of_no_group_at_the_end() {
    let ran = class("book r.csv -o book.pdf --by major")
        .file(
            "r.csv",
            "profile,major,consent\nzoe.yaml,Other,yes\nvan.yaml,,yes\nada.yaml,Zed,yes\n",
        )
        .run();
    let book = Book::of(&ran);
    let groups: Vec<Lead> = (book.bookmarks().into_iter())
        .filter(|it| it.0 == 0)
        .collect();
    let group = |says: &str, page| (0, says.to_owned(), page);
    assert_eq!(
        groups,
        [group("Index", 1), group("Zed", 2), group("Other", 3)]
    );
}

#[test]
fn everybody_who_agrees_is_in_it_in_order_and_the_others_are_listed() {
    let ran = class("book roster.csv -o book.pdf --by major --report book.csv")
        .status(1)
        .run();
    let book = Book::of(&ran);
    assert_eq!(
        book.names(),
        [
            "Noa Élan",
            "Zoë Example",
            "Ada Mary Sample, PhD",
            "Ivy van Dyke"
        ]
    );
    assert_eq!(book.labels(), ["i", "ii", "1", "2", "3", "4"]);
    let groups: Vec<Lead> = book
        .bookmarks()
        .into_iter()
        .filter(|it| it.0 == 0)
        .collect();
    let group = |says: &str, page| (0, says.to_owned(), page);
    assert_eq!(
        groups,
        [
            group("Index", 1),
            group("History", 2),
            group("Nursing", 3),
            group("Other", 5)
        ]
    );
    let title = [
        ("History, 1 resume", 2),
        ("Nursing, 2 resumes", 3),
        ("Other, 1 resume", 5),
    ];
    assert_eq!(
        book.leads(0),
        title.map(|(says, page)| (says.to_owned(), page))
    );
    assert!(
        book.text(0).starts_with("Resume Book 4 resumes History"),
        "{}",
        book.text(0)
    );
    assert_eq!(
        ran.text("book.csv"),
        "\
row,profile,name,major,status,page,why
2,zoe.yaml,Zoë Example,Nursing,in the book,2,
3,ada.yaml,\"Ada Mary Sample, PhD\",Nursing,in the book,3,
4,elan.yaml,Noa Élan,History,in the book,1,
5,ben.yaml,Ben Example,History,no consent,,the column `consent` doesn't say yes
6,cleo.yaml,Cleo Example,History,no consent,,the column `consent` doesn't say yes
7,ada.yaml,\"Ada Mary Sample, PhD\",Nursing,repeated,,the same profile as row 3
8,dan.yaml,Dan Example,Nursing,no consent,,row 9 says no
9,dan.yaml,Dan Example,Nursing,no consent,,the column `consent` doesn't say yes
10,broken.yaml,,Nursing,failed,,broken.yaml:2:1: unknown key `experiance` (did you mean `experience`?)
11,verbose.yaml,Vera Bose,Nursing,more than one page,,pinned and required content needs 2 pages
12,van.yaml,Ivy van Dyke,,in the book,4,
13,./zoe.yaml,Zoë Example,Nursing,repeated,,the same profile as row 2
"
    );
    for told in [
        "book.pdf: 4 resumes in 3 groups by major, 6 pages",
        "left out: 6",
        "row 6, Cleo Example, cleo.yaml: no consent",
        "row 8, Dan Example, dan.yaml: no consent: row 9 says no",
        "row 11, Vera Bose, verbose.yaml: more than one page: pinned and required content needs 2 pages",
        "2 of 6 who agree could not be put in the book",
        "experiance",
    ] {
        assert!(ran.stderr.contains(told), "{told}\n{}", ran.stderr);
    }
}

#[test]
fn a_no_holds_although_its_row_is_left_out() {
    let roster =
        "profile,major,consent\ndan.yaml,Nursing,yes\ndan.yaml,Law,no\nada.yaml,Nursing,yes\n";
    let ran = test("book roster.csv -o book.pdf --report book.csv --filter major=Nursing")
        .file("roster.csv", roster)
        .file("dan.yaml", &person("Dan Example"))
        .file("ada.yaml", &person("Ada Sample"))
        .run();
    assert_eq!(Book::of(&ran).names(), ["Ada Sample"]);
    assert!(
        ran.text("book.csv").contains("row 3 says no"),
        "{}",
        ran.text("book.csv")
    );
}

#[test]
fn without_a_label_it_is_ordered_by_last_names() {
    let ran = class("book roster.csv -o book.pdf").status(1).run();
    let book = Book::of(&ran);
    assert_eq!(
        book.names(),
        [
            "Ivy van Dyke",
            "Noa Élan",
            "Zoë Example",
            "Ada Mary Sample, PhD"
        ]
    );
    assert!(book.leads(0).is_empty());
}

#[test]
fn it_says_what_it_is_called_and_each_resume_its_language() {
    let ran = test("book roster.csv -o book.pdf --filter major=History --date 2026 --subtitle Two")
        .file(
            "roster.csv",
            "profile,major,consent\na.yaml,History,y\nb.yaml,History,y\nc.yaml,Art,y\n",
        )
        .file("a.yaml", &person("Ada Example"))
        .file(
            "b.yaml",
            &person("Ben Sample").replace("name:", "lang: fr\nname:"),
        )
        .file("c.yaml", &person("Cleo Example"))
        .run();
    let book = Book::of(&ran);
    assert_eq!(book.names(), ["Ada Example", "Ben Sample"]);
    assert!(book.text(0).starts_with("Resume Book Two 2026 2 resumes"));
    let document = &book.reader.document;
    let info = book.dictionary(document.trailer.get(b"Info").unwrap());
    let title = decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, "Resume Book");
    let lang = document.catalog().unwrap().get(b"Lang").unwrap();
    assert_eq!(decode_text_string(lang).unwrap(), "en");
    let elements = book.elements();
    let of_sections: Vec<Option<&str>> = elements
        .iter()
        .filter(|it| it.0 == "Sect")
        .map(|it| it.1.as_deref())
        .collect();
    assert_eq!(of_sections, [None, None, Some("fr")]);
    let headings: Vec<&str> = elements
        .iter()
        .filter(|it| it.0.starts_with('H'))
        .map(|it| it.0.as_str())
        .collect();
    assert_eq!(
        headings,
        ["H1", "H2", "H2", "H3", "H4", "H2", "H3", "H4"],
        "title, index, and below each name its section and its employer"
    );
}

#[test]
fn a_long_index_takes_several_pages_and_every_line_of_it_leads_right() {
    let mut roster = "profile,major,consent\n".to_owned();
    let mut people = BTreeMap::new();
    for number in 0..170 {
        let major = if number % 8 < 6 { "Art" } else { "Biology" };
        let _ = writeln!(roster, "{number}.yaml,{major},yes");
        let name = format!("Ada{} Example{:03}", number % 5, number * 37 % 170);
        people.insert((major, number * 37 % 170), name.clone());
    }
    let mut test =
        test("book roster.csv -o book.pdf --by major --threads 2").file("roster.csv", &roster);
    for number in 0..170 {
        let name = format!("Ada{} Example{:03}", number % 5, number * 37 % 170);
        test = test.file(&format!("{number}.yaml"), &person(&name));
    }
    let book = Book::of(&test.run());
    assert_eq!(book.names(), people.into_values().collect::<Vec<_>>());
    assert_eq!(book.labels()[..4], ["i", "ii", "iii", "iv"]);
    assert!(book.text(2).contains("Art, continued"), "{}", book.text(2));
    let folders = book.bookmarks().into_iter();
    let folders: Vec<Lead> = folders.filter(|it| it.1.contains(" – ")).collect();
    // 128 of Art, in two folders.
    let pages: Vec<(usize, usize)> = folders.iter().map(|it| (it.0, it.2)).collect();
    assert_eq!(pages, [(1, 4), (1, 4 + 64)]);
    assert!(
        folders[0].1.starts_with("Ada0 Example000 – Ada"),
        "{folders:?}"
    );
    assert!(book.text(2).ends_with("iii"));
}

#[test]
fn it_is_the_same_with_any_number_of_threads() {
    let one = class("book roster.csv -o book.pdf --by major --threads 1")
        .status(1)
        .run();
    for threads in [2, 5] {
        let args = format!("book roster.csv -o book.pdf --by major --threads {threads}");
        let more = class(&args).status(1).run();
        assert!(more.bytes("book.pdf") == one.bytes("book.pdf"), "{threads}");
    }
}

#[test]
fn a_page_of_it_says_what_the_resume_alone_says() {
    let source = include_str!("../../profiles/student.yaml");
    let book = test("book roster.csv -o book.pdf")
        .file("roster.csv", "profile,consent\nstudent.yaml,yes\n")
        .file("student.yaml", source)
        .run();
    let alone = test("tailor student.yaml -o alone.pdf")
        .file("student.yaml", source)
        .run();
    let alone = Reader::new(&alone.bytes("alone.pdf")).text_of(0);
    assert_eq!(Book::of(&book).text(2), format!("{alone} 1"));
}

#[test]
fn what_cant_be_bound_is_told_and_nothing_is_written() {
    let roster = "profile,major,consent\na.yaml,Art,\n";
    for (args, status, told) in [
        (
            "book roster.csv -o book.pdf",
            1,
            "nobody agrees to be in a book",
        ),
        (
            "book roster.csv -o book.pdf --by mayor",
            2,
            "did you mean `major`?",
        ),
        ("book roster.csv -o book.txt", 2, "end `book.txt` with .pdf"),
        (
            "book roster.csv -o book.pdf --report ./roster.csv",
            2,
            "`./roster.csv` is an input",
        ),
        (
            "book roster.csv -o book.pdf --report book.pdf",
            2,
            "named twice",
        ),
        (
            "book roster.csv -o book.pdf --filter major=Law",
            1,
            "no row of the roster has major=Law",
        ),
    ] {
        let ran = test(args)
            .file("roster.csv", roster)
            .file("a.yaml", &person("Ada Example"))
            .status(status)
            .run();
        assert!(ran.stderr.contains(told), "{args}\n{}", ran.stderr);
        assert_eq!(ran.files(), ["a.yaml", "roster.csv"], "{args}");
        assert_eq!(ran.text("roster.csv"), roster);
    }
    let ran = Test::new(["book", "roster.csv", "-o", "book.pdf", "--title", "履歴書"])
        .file("roster.csv", "profile,consent\na.yaml,yes\n")
        .file("a.yaml", &person("Ada Example"))
        .any_stderr()
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("name one with --font"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_batch_binds_the_book_of_its_roster_in_the_same_run() {
    for options in [
        "--by major --title Seniors --threads 2",
        "--filter major=Nursing --date 2027 --paper a4",
    ] {
        let alone = class(&format!("book roster.csv -o book.pdf {options}"))
            .status(1)
            .run();
        let both = class(&format!(
            "batch roster.csv -o drafts --pages 2 --format md --book book.pdf {options}"
        ))
        .status(1)
        .run();
        assert!(
            both.bytes("book.pdf") == alone.bytes("book.pdf"),
            "{options}"
        );
        let (_, of_book) = both.stderr.split_once("see drafts/report.html\n").unwrap();
        assert_eq!(
            both.stderr.matches("error: unknown key").count(),
            1,
            "{}",
            both.stderr
        );
        let (_, told) = alone.stderr.split_once("book.pdf: ").unwrap();
        let (told, why) = told.split_once("error: ").unwrap();
        assert!(
            of_book.starts_with(&format!("book.pdf: {told}")),
            "{of_book}"
        );
        assert!(of_book.ends_with(&format!("error: {why}")), "{of_book}");
    }
}

#[test]
fn a_batch_with_a_book_that_cannot_be_is_refused_before_anything_is_made() {
    let refused = |args: &str, message: &str| {
        let ran = class(args).status(2).run();
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
        assert!(!ran.path("drafts").exists(), "{args}");
    };
    refused(
        "batch roster.csv -o drafts --by major",
        "error: --by is of a resume book: name one with --book\n",
    );
    refused(
        "batch --profiles zoe.yaml -o drafts --book book.pdf",
        "error: a book holds those who agree, as a roster says in its column `consent`: name a roster in place of --profiles",
    );
    refused(
        "batch roster.csv -o drafts --book book.docx",
        "error: a book is a PDF: end `book.docx` with .pdf\n",
    );
    refused(
        "batch roster.csv -o drafts --book book.pdf --by mayor",
        "error: there is no label `mayor`; did you mean `major`?\n",
    );
    refused(
        "batch roster.csv -o drafts --name {id}-{job} --number-duplicates --book drafts/van.pdf",
        "error: `drafts/van.pdf` is what a resume is called: name another book\n",
    );
}

#[test]
fn a_batch_makes_its_resumes_though_nobody_agrees_to_a_book() {
    let ran = test("batch roster.csv -o drafts --name {id} --book book.pdf")
        .file("roster.csv", "profile\nzoe.yaml\n")
        .file("zoe.yaml", &person("Zoë Example"))
        .status(1)
        .run();
    assert!(ran.path("drafts/zoe.pdf").exists());
    assert!(!ran.path("book.pdf").exists());
    let expect = "error: nobody agrees to be in a book, so there is none: ";
    assert!(ran.stderr.contains(expect), "{}", ran.stderr);
}
