use super::*;

#[track_caller]
fn check(source: &str, expect: &str) {
    let shown: Vec<_> = read(source)
        .blocks
        .into_iter()
        .map(|it| format!("{:?} {}", it.kind, it.text))
        .collect();
    assert_eq!(shown.join("\n"), expect);
}

#[test]
fn reads_markdown() {
    check(
        "# Title\n\nA *long*\nparagraph with [a link](https://x.example) and `code`.\n\n- one\n  more\n* two\n\n**Must have:**\n1. three",
        "Heading(1) Title\nItem A long paragraph with a link and code.\nBullet one more\nBullet two\nHeading(7) Must have:\nBullet three",
    );
}

#[test]
fn reads_html() {
    check(
        "<html><head><title>x</title></head><body><h2>What you&rsquo;ll do</h2><ul><li>Plan &amp; ship<li>Run</ul><p>Some <b>bold</b>\ntext</p><script>var a = '<p>';</script></body>",
        "Heading(2) What you’ll do\nBullet Plan & ship\nBullet Run\nItem Some bold text",
    );
}

#[test]
fn reads_plain_text() {
    check(
        "ACME\n\nOur mission\nWe help people everywhere.\n\nRESPONSIBILITIES\n• Plan\n• Ship\n\nYou will:\n— test",
        "Item ACME\nLine Our mission\nItem We help people everywhere.\nLine RESPONSIBILITIES\nBullet Plan\nBullet Ship\nLine You will:\nBullet test",
    );
}

#[test]
fn reads_front_matter_and_template_comments() {
    let source = "---\n# a note\ntitle: \"Engineer\"\nkey objectives:\n  - Build\n    things\n---\n{% comment %}\nnot this\n{% endcomment %}\n{% include x.html %}\nText {{ a }}here.\n";
    assert_eq!(read(source).title.as_deref(), Some("Engineer"));
    check(
        source,
        "Heading(1) key objectives\nBullet Build things\nItem Text here.",
    );
}

#[test]
fn reads_tables() {
    check(
        "| Essential | Desirable |\n|---|---|\n| SQL | R |\n| Excel | |\nafter",
        "Heading(7) Essential\nBullet SQL\nBullet Excel\nHeading(7) Desirable\nBullet R\nItem after",
    );
    check("| a | b |\n| c | d |", "Bullet a b\nBullet c d");
}

#[test]
fn tables_of_facts_are_left_out() {
    check(
        "| Pay grade | 15 |\n|---|---|\n| Drug test | Yes |\n| Service | Competitive |\nafter",
        "Item after",
    );
    check(
        "| Build | a web shop |\n| Run | the web shop |\n| Drug test | yes |\nafter",
        "Bullet Build a web shop\nBullet Run the web shop\nItem after",
    );
}

#[test]
fn reads_headings_in_the_line_of_their_text() {
    check(
        "**Benefits.** Health and dental.\n\n*What the work is.* You sell.\n\nWhat you get. Base pay.\n\n*Tuesdays.* You rest.",
        "Heading(8) Benefits\nParagraph Health and dental.\nHeading(8) What the work is\nParagraph You sell.\nHeading(8) What you get\nParagraph Base pay.\nItem Tuesdays. You rest.",
    );
    check(
        "**Skills** matter less to us.",
        "Item Skills matter less to us.",
    );
}

#[test]
fn reads_numbers_letters_and_quotes_as_lists() {
    check(
        "3. MAJOR DUTIES\na. Plans studies.\n(b) Writes reports,\nlong ones.\n1. SQL",
        "Line MAJOR DUTIES\nBullet Plans studies.\nBullet Writes reports, long ones.\nBullet SQL",
    );
    check(
        " o  Run builds\n o  5 years\n> Grow cells and\n> keep them.\n> Use R.",
        "Bullet Run builds\nBullet 5 years\nBullet Grow cells and keep them.\nBullet Use R.",
    );
}

#[test]
fn odd_input_is_read_as_it_stands() {
    check("a < b and c & d; x <3", "Item a < b and c & d; x <3");
    check("[open](never", "Item open(never");
    check("---\nno end", "Item no end");
    check("{% open", "Item {% open");
    check("a &#x41;&#xFFFFFFFF;&bogus;", "Item a A\u{fffd}&bogus;");
    check("", "");
}
