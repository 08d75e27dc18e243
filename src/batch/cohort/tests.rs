use super::*;

#[test]
fn a_spread_counts_every_value_and_marks_its_quarters() {
    let spread = |values: &[f64]| {
        let mut all = Values::default();
        all.extend(values.iter().copied());
        spread(&all)
    };
    let it = spread(&[1.0, 0.0, 0.5, 0.25, 0.75]).unwrap();
    assert_eq!(it.counts, [1, 1, 1, 2]);
    assert_eq!(format!("{:?}", it.marks), "[0.0, 0.25, 0.5, 0.75, 1.0]");
    let two = spread(&[0.5, 0.0]).unwrap();
    assert_eq!(format!("{:?}", two.marks), "[0.0, 0.125, 0.25, 0.375, 0.5]");
    let often = spread(&[0.5, 0.25, 0.5, 0.5, 0.25]).unwrap();
    assert_eq!((often.n, often.counts), (5, [0, 2, 3, 0]));
    assert_eq!(format!("{:?}", often.marks), "[0.25, 0.25, 0.5, 0.5, 0.5]");
    assert_eq!(spread(&[]), None);
}

#[test]
fn problems_that_differ_in_quotes_and_numbers_are_of_one_kind() {
    assert_eq!(
        kind("the profile fills 0.43 of the 1 page, not `x 1`"),
        "the profile fills … of the … page, not …"
    );
}
