use super::*;

fn bullet(parent: usize, cost: f64, value: f64) -> Node {
    Node {
        parent: Some(parent),
        cost,
        value,
        alone: true,
        ..Node::default()
    }
}

fn section(cost: f64) -> Node {
    Node {
        cost,
        ..Node::default()
    }
}

fn kept(selection: &Selection) -> Vec<usize> {
    (0..selection.why.len())
        .filter(|&it| selection.why[it].kept())
        .collect()
}

#[test]
fn keeps_what_is_worth_most_for_its_height() {
    let nodes = [
        section(10.0),
        bullet(0, 10.0, 1.0),
        bullet(0, 10.0, 3.0),
        bullet(0, 20.0, 3.1),
    ];
    let selection = select(&nodes, &[], 30.0);
    assert_eq!(kept(&selection), [0, 1, 2]);
    assert_eq!(selection.why[3], Why::Room);
    assert!((selection.height - 30.0).abs() < 1e-9);
}

#[test]
fn spreads_over_topics_before_repeating_one() {
    let mut nodes = vec![
        section(0.0),
        bullet(0, 10.0, 1.0),
        bullet(0, 10.0, 0.9),
        bullet(0, 10.0, 0.5),
    ];
    nodes[1].topics = vec![(0, 0.9)];
    nodes[2].topics = vec![(0, 0.9)];
    nodes[3].topics = vec![(1, 0.9)];
    assert_eq!(kept(&select(&nodes, &[1.0, 1.0], 20.0)), [0, 1, 3]);
}

#[test]
fn a_section_without_content_disappears() {
    let nodes = [section(10.0), bullet(0, 50.0, 9.0)];
    let selection = select(&nodes, &[], 40.0);
    assert_eq!(selection.why, [Why::Empty, Why::Room]);
    assert!(selection.height.abs() < 1e-9);
}

#[test]
fn pins_beat_ranking() {
    let mut nodes = vec![section(0.0), bullet(0, 10.0, 9.0), bullet(0, 10.0, 0.0)];
    nodes[2].must = Must::Keep;
    let selection = select(&nodes, &[], 10.0);
    assert_eq!(selection.why, [Why::Holds, Why::Room, Why::Must]);
}

#[test]
fn a_third_bullet_with_one_opening_comes_last() {
    let mut nodes = vec![section(0.0)];
    nodes.extend((0..3).map(|_| Node {
        opening: Some(7),
        ..bullet(0, 1.0, 5.0)
    }));
    nodes.push(bullet(0, 1.0, 1.0));
    let tight = select(&nodes, &[], 3.0);
    assert_eq!(kept(&tight), [0, 1, 2, 4]);
    assert_eq!(tight.why[3], Why::Opening);
    assert_eq!(kept(&select(&nodes, &[], 4.0)), [0, 1, 2, 3, 4]);
}

#[test]
fn a_deed_is_told_once() {
    let told = |parent, cost, value| Node {
        deed: Some(7),
        ..bullet(parent, cost, value)
    };
    let mut nodes = vec![
        section(0.0),
        told(0, 10.0, 2.0),
        told(0, 10.0, 3.0),
        bullet(0, 10.0, 1.0),
    ];
    let selection = select(&nodes, &[], 100.0);
    assert_eq!(kept(&selection), [0, 2, 3]);
    assert_eq!(selection.why[1], Why::Repeats);
    nodes[1].must = Must::Keep;
    assert_eq!(kept(&select(&nodes, &[], 100.0)), [0, 1, 3]);
    nodes[2].must = Must::Keep;
    assert_eq!(kept(&select(&nodes, &[], 100.0)), [0, 1, 2, 3]);
}

#[test]
fn a_stronger_telling_takes_the_place_of_a_weaker_one() {
    // The short telling comes first by its ratio; then there is room for the long one only in its place.
    let nodes = [
        section(0.0),
        bullet(0, 10.0, 9.0),
        Node {
            deed: Some(0),
            ..bullet(0, 10.0, 3.0)
        },
        Node {
            deed: Some(0),
            ..bullet(0, 20.0, 4.0)
        },
    ];
    assert_eq!(kept(&select(&nodes, &[], 30.0)), [0, 1, 3]);
}

#[test]
fn a_strong_line_takes_the_place_of_what_happened_to_fit() {
    // By its turn the strong long line no longer fits; the two weak ones did.
    let nodes = [
        section(0.0),
        bullet(0, 10.0, 9.0),
        bullet(0, 10.0, 3.0),
        bullet(0, 10.0, 3.1),
        bullet(0, 20.0, 4.38),
    ];
    let selection = select(&nodes, &[], 30.0);
    assert_eq!(kept(&selection), [0, 1, 4]);
    assert_eq!(selection.why[4], Why::Better);
}

#[test]
fn a_quota_gives_way_only_to_fill_the_page() {
    let mut nodes = vec![section(0.0), section(0.0)];
    nodes[0].quota.most = 1;
    nodes.extend([
        bullet(0, 10.0, 9.0),
        bullet(0, 10.0, 8.0),
        bullet(1, 10.0, 1.0),
    ]);
    assert_eq!(kept(&select(&nodes, &[], 20.0)), [0, 1, 2, 4]);
    assert_eq!(kept(&select(&nodes, &[], 30.0)), [0, 1, 2, 3, 4]);
}

#[test]
fn an_entry_folds_until_it_has_a_bullet() {
    let position = |parent| Node {
        parent: Some(parent),
        cost: 15.0,
        must: Must::Keep,
        ..Node::default()
    };
    let nodes = vec![
        section(0.0),
        Node {
            parent: Some(0),
            cost: 20.0,
            folded_cost: Some(25.0),
            ..Node::default()
        },
        position(1),
        position(1),
        bullet(2, 10.0, 1.0),
    ];
    let tight = select(&nodes, &[], 45.0);
    assert!(tight.folded[1]);
    assert!((tight.height - 25.0).abs() < 1e-9);
    // Unfolded: the entry's line 20, two positions of 15 and the bullet of 10.
    let wide = select(&nodes, &[], 60.0);
    assert!(!wide.folded[1]);
    assert!((wide.height - 60.0).abs() < 1e-9);
}

mod optimum;

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn trees() -> impl Strategy<Value = Vec<Node>> {
        let sections = prop::collection::vec(
            prop::collection::vec((1.0..30.0, 0.0..5.0, 0..4usize), 0..8),
            1..5,
        );
        sections.prop_map(|sections| {
            let mut nodes = Vec::new();
            for bullets in sections {
                let parent = nodes.len();
                nodes.push(section(12.0));
                nodes.extend(bullets.into_iter().map(|(cost, value, opening)| Node {
                    opening: Some(opening),
                    topics: vec![(opening, 0.5)],
                    ..bullet(parent, cost, value)
                }));
            }
            nodes
        })
    }

    proptest! {
        #[test]
        fn never_exceeds_the_budget(nodes in trees(), budget in 0.0..200.0) {
            let selection = select(&nodes, &[1.0; 4], budget);
            let height: f64 =
                nodes.iter().zip(&selection.why).filter(|(_, why)| why.kept()).map(|(node, _)| node.cost).sum();
            prop_assert!((height - selection.height).abs() < 1e-6);
            prop_assert!(height <= budget + 1e-3);
        }

        #[test]
        fn leaves_no_room_that_something_would_fill(nodes in trees(), budget in 0.0..200.0) {
            let selection = select(&nodes, &[1.0; 4], budget);
            for (idx, node) in nodes.iter().enumerate() {
                if selection.why[idx] == Why::Room {
                    let heading = if selection.why[node.parent.unwrap()].kept() { 0.0 } else { 12.0 };
                    prop_assert!(selection.height + node.cost + heading > budget - 1e-3);
                }
            }
        }
    }
}
