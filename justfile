# Everything that must hold before a change lands.
test:
    scripts/test

# The tests alone: needs nothing but Rust.
unit:
    cargo test --locked

# Properties on many more inputs, others each time: before a release, or after a change of how files are read or written.
soak times="20":
    SOAK={{times}} PROPTEST_CASES=$((256 * {{times}})) cargo test --locked --no-fail-fast

fmt:
    cargo fmt

# Accept changed snapshots after reading them.
accept:
    INSTA_UPDATE=always cargo test --locked

# Accept what screen readers read now, after reading it.
reading:
    cargo build --locked
    scripts/check_reading_order.py target/debug/bespoke --update

# The kerning of the built-in fonts, after a change of the fonts.
tables:
    UPDATE_TABLES=1 cargo test --lib kerning_table

# What is chosen for each profile, guide and posting, after reading the difference.
choices:
    UPDATE_CHOICES=1 cargo test --locked choices::

# The picture in the README.
picture:
    scripts/picture

# The tables in docs/, from what the program says it reads.
docs:
    UPDATE_DOCS=1 cargo test --locked docs::every_table

# Each fuzz target for some seconds, or for some number of inputs.
fuzz limit="20s":
    scripts/fuzz {{limit}}
