//! Which people are on which page of a report.

use std::ops::Range;

/// About how many bytes of people a page has: browsers open that at once.
const PAGE_BYTES: usize = 2_500_000;

/// How people are divided among pages. Where one page isn't enough for them, the first is the cohort's alone.
pub(super) struct Paging {
    /// The first person of each page of people.
    starts: Vec<usize>,
    n_people: usize,
}

/// Returns the file name of a page, the first being 1.
pub(super) fn file_name(number: usize) -> String {
    match number {
        1 => "report.html".to_owned(),
        _ => format!("report-{number}.html"),
    }
}

impl Paging {
    /// Divides people among pages by the size of each person's HTML in bytes.
    pub(super) fn new(sizes: &[usize]) -> Self {
        let mut starts = vec![0];
        let mut room = PAGE_BYTES;
        for (person, &size) in sizes.iter().enumerate() {
            if size > room && person > 0 {
                starts.push(person);
                room = PAGE_BYTES;
            }
            room = room.saturating_sub(size);
        }
        Self {
            starts,
            n_people: sizes.len(),
        }
    }

    /// Returns whether people have pages of their own.
    pub(super) fn is_split(&self) -> bool {
        self.starts.len() > 1
    }

    /// Returns how many pages there are.
    pub(super) fn n_pages(&self) -> usize {
        self.starts.len() + usize::from(self.is_split())
    }

    /// Returns the page that a person is on, the first being 1.
    fn page_of(&self, person: usize) -> usize {
        let n_starts = self.starts.partition_point(|&start| start <= person);
        n_starts + usize::from(self.is_split())
    }

    /// Returns the people of a page, the first being 1.
    pub(super) fn people_of(&self, number: usize) -> Range<usize> {
        let first = if self.is_split() { 2 } else { 1 };
        let Some(idx) = number.checked_sub(first) else {
            return 0..0;
        };
        let start_of = |idx: usize| self.starts.get(idx).copied().unwrap_or(self.n_people);
        start_of(idx)..start_of(idx + 1)
    }

    /// Returns the URL of a person, from the first page.
    pub(super) fn url_of(&self, person: usize) -> String {
        match self.page_of(person) {
            1 => format!("#{}", element_id(person)),
            number => format!("{}#{}", file_name(number), element_id(person)),
        }
    }
}

/// Returns the id of a person's element.
pub(super) fn element_id(person: usize) -> String {
    format!("person-{}", person + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_are_on_the_first_page() {
        let paging = Paging::new(&[100, 200]);
        assert_eq!(paging.n_pages(), 1);
        assert_eq!(paging.people_of(1), 0..2);
        assert_eq!(paging.url_of(1), "#person-2");
        assert_eq!(Paging::new(&[]).people_of(1), 0..0);
    }

    #[test]
    fn many_people_have_pages_of_their_own() {
        let paging = Paging::new(&[PAGE_BYTES, 1, PAGE_BYTES, 2 * PAGE_BYTES]);
        assert_eq!(paging.n_pages(), 5);
        let people: Vec<_> = (1..=5).map(|number| paging.people_of(number)).collect();
        assert_eq!(people, [0..0, 0..1, 1..2, 2..3, 3..4]);
        assert_eq!(paging.url_of(0), "report-2.html#person-1");
        assert_eq!(paging.url_of(3), "report-5.html#person-4");
    }
}
