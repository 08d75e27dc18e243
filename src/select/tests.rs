use super::*;

fn bullet(parent: usize, cost: f64, value: f64) -> Node {
    Node {
        parent: Some(parent),
        cost,
        value,
        selectable: true,
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
    (0..selection.reasons.len())
        .filter(|&it| selection.reasons[it].kept())
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
    let SelectionReason::Outweighed(why) = selection.reasons[3] else {
        panic!("{:?}", selection.reasons[3]);
    };
    // Both lines that have its room would have to go.
    assert_eq!((why.rival, why.n_more), (1, 1));
    assert!(why.rival_gain > why.gain, "{why:?}");
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
    assert_eq!(
        selection.reasons,
        [SelectionReason::Empty, SelectionReason::NoSpace]
    );
    assert!(selection.height.abs() < 1e-9);
}

#[test]
fn pins_beat_ranking() {
    let mut nodes = vec![section(0.0), bullet(0, 10.0, 9.0), bullet(0, 10.0, 0.0)];
    nodes[2].constraint = Constraint::Required;
    let selection = select(&nodes, &[], 10.0);
    assert_eq!(
        selection.reasons,
        [
            SelectionReason::Ancestor,
            SelectionReason::NoSpace,
            SelectionReason::Required
        ]
    );
}

#[test]
fn further_children_count_less() {
    let mut nodes = vec![
        section(0.0),
        bullet(0, 10.0, 5.0),
        bullet(0, 10.0, 5.0),
        section(0.0),
        bullet(3, 10.0, 4.5),
    ];
    assert_eq!(kept(&select(&nodes, &[], 20.0)), [0, 1, 2]);
    nodes[0].discount = 0.2;
    let selection = select(&nodes, &[], 20.0);
    assert_eq!(kept(&selection), [0, 1, 3, 4]);
    assert!((selection.worth - 9.5).abs() < 1e-9);
    let all = select(&nodes, &[], 30.0);
    assert!((all.worth - 13.5).abs() < 1e-9);
}

#[test]
fn preferred_nodes_come_before_ranking_while_there_is_room() {
    let mut nodes = vec![section(0.0), bullet(0, 10.0, 9.0), bullet(0, 10.0, 0.1)];
    nodes[2].constraint = Constraint::Preferred(0);
    let selection = select(&nodes, &[], 10.0);
    assert_eq!(kept(&selection), [0, 2]);
    assert_eq!(selection.reasons[2], SelectionReason::Preferred);
    nodes[2].cost = 11.0;
    assert_eq!(kept(&select(&nodes, &[], 10.0)), [0, 1]);
}

#[test]
fn a_heading_is_worth_its_room_for_several_bullets() {
    // One bullet below the dear heading is worth less for its height than the plain one; three are worth more.
    let mut nodes = vec![section(20.0)];
    nodes.extend((0..3).map(|_| bullet(0, 10.0, 10.0)));
    nodes.push(section(0.0));
    nodes.push(bullet(4, 50.0, 20.0));
    assert_eq!(kept(&select(&nodes, &[], 50.0)), [0, 1, 2, 3]);
}

#[test]
fn items_share_the_lines_of_their_run() {
    let mut nodes = vec![Node {
        cost: 4.0,
        run: Some(Run {
            label: 20.0,
            width: 100.0,
            line_height: 12.0,
        }),
        ..Node::default()
    }];
    nodes.extend((0..5).map(|_| bullet(0, 30.0, 1.0)));
    // Two items and the label fill a line, three more the second.
    let selection = select(&nodes, &[], 20.0);
    assert_eq!(kept(&selection), [0, 1, 2]);
    assert!((selection.height - 16.0).abs() < 1e-9);
    let selection = select(&nodes, &[], 28.0);
    assert_eq!(kept(&selection), [0, 1, 2, 3, 4, 5]);
    assert!((selection.height - 28.0).abs() < 1e-9);
}

#[test]
fn a_position_gives_up_all_of_its_bullets_for_better_ones() {
    // Greedily the two cheap bullets come first; the one long bullet is worth more than both, and needs their heading's
    // room too.
    let nodes = [
        section(10.0),
        bullet(0, 10.0, 6.0),
        bullet(0, 10.0, 6.0),
        section(0.0),
        bullet(3, 30.0, 11.9),
    ];
    assert_eq!(kept(&select_greedily(&nodes, &[], 30.0)), [0, 1, 2]);
    assert_eq!(kept(&select(&nodes, &[], 30.0)), [0, 1, 2]);
    let mut nodes = nodes;
    nodes[4].value = 12.1;
    assert_eq!(kept(&select(&nodes, &[], 30.0)), [3, 4]);
}

#[test]
fn of_near_duplicates_one_is_kept() {
    let duplicate = |parent, cost, value| Node {
        duplicate_of: Some(7),
        ..bullet(parent, cost, value)
    };
    let mut nodes = vec![
        section(0.0),
        duplicate(0, 10.0, 2.0),
        duplicate(0, 10.0, 3.0),
        bullet(0, 10.0, 1.0),
    ];
    let selection = select(&nodes, &[], 100.0);
    assert_eq!(kept(&selection), [0, 2, 3]);
    assert_eq!(selection.reasons[1], SelectionReason::Duplicate(2));
    nodes[1].constraint = Constraint::Required;
    assert_eq!(kept(&select(&nodes, &[], 100.0)), [0, 1, 3]);
    nodes[2].constraint = Constraint::Required;
    assert_eq!(kept(&select(&nodes, &[], 100.0)), [0, 1, 2, 3]);
}

#[test]
fn a_stronger_duplicate_takes_the_place_of_a_weaker_one() {
    // The short one comes first by its ratio; then there is room for the long one only in its place.
    let nodes = [
        section(0.0),
        bullet(0, 10.0, 9.0),
        Node {
            duplicate_of: Some(0),
            ..bullet(0, 10.0, 3.0)
        },
        Node {
            duplicate_of: Some(0),
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
        bullet(0, 20.0, 6.2),
    ];
    let selection = select(&nodes, &[], 30.0);
    assert_eq!(kept(&selection), [0, 1, 4]);
    assert!(matches!(
        selection.reasons[4],
        SelectionReason::Ranked { gain } if (gain - 6.2).abs() < 1e-9
    ));
}

#[test]
fn an_entry_folds_until_it_has_a_bullet() {
    let position = |parent| Node {
        parent: Some(parent),
        cost: 15.0,
        constraint: Constraint::Required,
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
            prop::collection::vec((1.0..30.0, 0.01..5.0, 0..4usize), 0..8),
            1..5,
        );
        sections.prop_map(|sections| {
            let mut nodes = Vec::new();
            for bullets in sections {
                let parent = nodes.len();
                nodes.push(Node {
                    discount: 0.1,
                    ..section(12.0)
                });
                nodes.extend(bullets.into_iter().map(|(cost, value, topic)| Node {
                    topics: vec![(topic, 0.5)],
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
                nodes.iter().zip(&selection.reasons).filter(|(_, why)| why.kept()).map(|(node, _)| node.cost).sum();
            prop_assert!((height - selection.height).abs() < 1e-6);
            prop_assert!(height <= budget + 1e-3);
        }

        #[test]
        fn leaves_no_room_that_something_would_fill(nodes in trees(), budget in 0.0..200.0) {
            let selection = select(&nodes, &[1.0; 4], budget);
            for (idx, node) in nodes.iter().enumerate() {
                if matches!(selection.reasons[idx], SelectionReason::Outweighed(_)) {
                    let heading = if selection.reasons[node.parent.unwrap()].kept() { 0.0 } else { 12.0 };
                    prop_assert!(selection.height + node.cost + heading > budget - 1e-3);
                }
            }
        }

        #[test]
        fn no_left_out_node_is_worth_more_than_the_one_that_has_its_room(
            nodes in trees(), budget in 0.0..200.0
        ) {
            let selection = select(&nodes, &[1.0; 4], budget);
            for reason in &selection.reasons {
                if let SelectionReason::Outweighed(why) = reason
                    && why.n_more == 0
                {
                    prop_assert!(why.rival_gain > why.gain - 1e-3, "{why:?}");
                }
            }
        }
    }
}
