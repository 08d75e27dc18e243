//! The examples and notes below the help of each command.

pub(super) const EXAMPLES: &str = "\
Examples:
  bespoke new profile.yaml                                  start a profile
  bespoke tailor profile.yaml -o resume.pdf                 one page for your role
  bespoke tailor profile.yaml --job posting.md -o resume.pdf -o resume.md
  bespoke explain profile.yaml --job posting.md             why each line is there, and what is missing
  bespoke batch roster.csv -o drafts                        a resume for each row of a table
  bespoke book roster.csv -o book.pdf --by major            one PDF of all who agree, with an index
  bespoke guide show product-manager > my-guide.yaml        a role guide to edit

Exit codes: 0 done, 1 something is wrong with the input, 2 wrong command, 70 a bug.";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  source <(bespoke completions bash)                         in ~/.bashrc
  source <(bespoke completions zsh)                          in ~/.zshrc, behind compinit
  bespoke completions fish | source                          in ~/.config/fish/config.fish
  bespoke completions powershell | Out-String | Invoke-Expression    in $PROFILE

The script asks the program for what fits, so it knows what the installed version knows.";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  bespoke man | man -l -                                     read the first page
  bespoke man ~/.local/share/man/man1                        all pages, where `man bespoke-tailor` finds them";

pub(super) const CONFIG_HELP: &str = "\
Examples:
  bespoke config                                             what holds here, and why
  bespoke config > settings.yaml                             all of it, to edit and call bespoke.yaml
  bespoke schema config --beside bespoke.yaml                for editors to complete and explain its keys
  bespoke tailor profile.yaml --no-config -o resume.pdf      whatever the files say

A setting stands for the option of the same name in every command that has it. Of several, the first holds:

  1. the command line
  2. variables: BESPOKE_GUIDE, BESPOKE_TEMPLATE (several with commas), BESPOKE_PAGES, BESPOKE_PAPER,
     BESPOKE_HOUSE, BESPOKE_FONT (several as in PATH), BESPOKE_SYSTEM_FONTS, BESPOKE_ALLOW_DROP,
     BESPOKE_STRICT, BESPOKE_COLOR, BESPOKE_QUIET
  3. bespoke.yaml in this folder, or in the nearest above it up to the top of its Git repository, if it is in one
  4. bespoke/config.yaml in $XDG_CONFIG_HOME or ~/.config
     (macOS: ~/Library/Application Support; Windows: %APPDATA%)

`--config FILE` or BESPOKE_CONFIG names one file in place of both. Files that a file names are relative to its own folder. \
Settings are an input as the profile is: a command that takes one from a file or a variable says so, and names it.

Example of a bespoke.yaml:
  guide: software-engineer
  template: [office.yaml, office.hbs]
  paper: a4
  house: house.yaml";

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  bespoke schema profile > profile.schema.json
  bespoke schema profile --beside profile.yaml               for a profile that you have already

`bespoke new`, `guide new` and `template new` write the schema into the folder .bespoke beside the new file, and name it
in the file's first line; editors with the YAML language server (VS Code, Neovim, Helix, Emacs, JetBrains …) find it
there, offline. A schema is of the version that wrote it: write it again after an update.";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  bespoke check profile.yaml
  bespoke check --rules > house.yaml                         every rule and its default, to edit
  bespoke check students/*.yaml --house house.yaml --strict
  bespoke check profile.yaml --json | jq '.[].findings[].rule'";

pub(super) const TAILOR_EXAMPLES: &str = "\
Examples:
  bespoke tailor profile.yaml                                Markdown on the terminal
  bespoke tailor profile.yaml --job posting.md -o resume.pdf
  bespoke tailor profile.yaml --guide software-engineer --pages 2 -o resume.pdf -o resume.md
  bespoke tailor profile.yaml -o resume.docx -o resume.txt   for recruiters and web forms
  curl https://example.com/job.html | bespoke tailor profile.yaml --job - -o resume.pdf";

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  bespoke watch profile.yaml -o resume.pdf                   for a viewer that follows changes
  bespoke watch profile.yaml --job posting.md --guide my-guide.yaml -o resume.pdf -o resume.md
  bespoke watch profile.yaml --template my-style.yaml -o resume.svg

Watched are the profile, the posting, and guide, templates and fonts that are files. Where a save can't be used,
the outputs stay as they were. Ctrl-C ends it.";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  bespoke explain profile.yaml --job posting.md
  bespoke explain profile.yaml --job posting.md --all --color always | less -R
  bespoke explain profile.yaml --json | jq '.gaps'
  bespoke explain profile.yaml --job posting.md --html -o ledger.html";

pub(super) const DIFF_EXAMPLES: &str = "\
Examples:
  bespoke diff profile.yaml --guide software-engineer --guide product-manager
  bespoke diff profile.yaml --job one.md --job other.md
  bespoke diff profile.yaml --job none --job posting.md      what the posting changes
  bespoke diff profile.yaml --pages 1 --pages 2 --as-of 2025 --as-of 2026
  bespoke diff old.yaml new.yaml                             two versions of a profile, tailored alike
  git show HEAD:profile.yaml | bespoke diff - profile.yaml

An option given once holds for both resumes; given twice, the first is for A and the second for B.

--json writes: `a` and `b` (the resumes as wholes), `profile` (what differs in the profile itself), `resume` (for each
position, project, group of skills …: `both`, `only_a` and `only_b`, each line with its place and why the other leaves
it out, or under which heading it has it), `sections`, `themes` and `requirements` (their coverage in `a` and `b`, null where it is not asked for).

Exit codes: 0 whether they differ or not, 1 something is wrong with the input, 2 wrong command.";

pub(super) const EXPORT_EXAMPLES: &str = "\
Examples:
  bespoke export profile.yaml -o profile.json
  bespoke tailor profile.yaml -o resume.json                 the tailored resume instead

What JSON Resume has no field for stands under `x-bespoke`, private notes too.";

pub(super) const BATCH_EXAMPLES: &str = "\
Examples:
  bespoke batch roster.csv -o drafts --dry-run               what would be made
  bespoke batch roster.csv -o drafts
  bespoke batch roster.csv -o drafts --filter class=2027 --format pdf,md
  bespoke batch --profiles 'students/*.yaml' --jobs 'postings/*.md' -o drafts
  bespoke batch roster.csv -o drafts --name '{class}/{last}_{first}_{job}'
  bespoke batch roster.csv -o drafts --book book.pdf --by major

The roster is CSV with a header. Columns: profile, guide, job, template, pages, paper, format, output (the name of the
file), consent (yes or no). Only profile must be there; empty cells take what the command line says. Every other column is
a label (class, major …) for --filter, --name and the report. Paths are relative to the roster's folder.

The same command finishes what a stopped run left; what has not changed is not made again. What became of each resume
stands in report.html, for people, and in report.csv and report.json.

--book binds the resume book of the same roster in the same run: the file that `bespoke book` makes, see there for who is in
it. --title, --subtitle, --date and --by are of the book.

Exit codes: 0 all made, 1 some could not be made or put in the book, 2 wrong command, 130 stopped with Ctrl-C.";

pub(super) const IMPORT_EXAMPLES: &str = "\
Examples:
  bespoke import resume.json
  bespoke import John_Doe_CV.yaml -o profile.yaml --ledger ledger.json
  bespoke import Basic_LinkedInDataExport.zip
  bespoke import resume.md --from markdown -o -";

pub(super) const BOOK_EXAMPLES: &str = "\
Examples:
  bespoke book roster.csv -o book.pdf --by major
  bespoke book roster.csv -o book.pdf --by major --filter class=2027 --title 'Class of 2027' --date 'Fall 2026'
  bespoke book roster.csv -o book.pdf --by major --report book.csv      who is in it, on which page, and who isn't and why

The roster is that of `bespoke batch`. Only people whose column consent says yes are in the book, each once, on one page: by
the first of their rows that agrees, and not at all where one of their rows says no. Who is left out is listed. Resumes are
ordered by label and last name; bookmarks and the index lead to each.

Exit codes: 0 all who agree are in it, 1 some could not be, 2 wrong command.";
