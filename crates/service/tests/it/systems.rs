//! Every voting system through its whole life: published, voted, closed, and counted again from the
//! log to the same certificate.
use crate::world::{self, World};
use serde_json::{Value, json};
use service::closing;
use service::proposals::Settings;

/// Rules, and one ballot of each of three voters. Where it can be, the three go round in a circle,
/// so that nobody wins every duel.
fn systems() -> Vec<(Value, [Value; 3])> {
    let circle = || {
        [
            json!({"ranking": [1, 2, 3]}),
            json!({"ranking": [2, 3, 1]}),
            json!({"ranking": [3, 1, 2]}),
        ]
    };
    let choices = || [1, 2, 2].map(|n| json!({"choice": n}));
    let weights = || {
        [
            json!({"weights": [[1, 500_000], [2, 500_000]]}),
            json!({"weights": [[3, 1_000_000]]}),
            json!({"weights": [[1, 333_334], [2, 333_333], [3, 333_333]]}),
        ]
    };
    let scores = || {
        [
            json!({"scores": [[1, 5], [2, 3]]}),
            json!({"scores": [[2, 5]]}),
            json!({"scores": []}),
        ]
    };
    vec![
        (json!({"system": "single_choice"}), choices()),
        (
            json!({"system": "approval", "max_approvals": 2}),
            [
                json!({"approve": [1, 3]}),
                json!({"approve": []}),
                json!({"approve": [3]}),
            ],
        ),
        (json!({"system": "weighted"}), weights()),
        (json!({"system": "quadratic"}), weights()),
        (
            json!({"system": "quadratic_credits", "credits": {"fixed": 25}, "signed": true}),
            [
                json!({"votes": [[1, 5]]}),
                json!({"votes": [[2, 3], [3, -4]]}),
                json!({"votes": [[2, 1]]}),
            ],
        ),
        (json!({"system": "score"}), scores()),
        (json!({"system": "star"}), scores()),
        (json!({"system": "borda"}), circle()),
        (json!({"system": "irv"}), circle()),
        (json!({"system": "stv", "seats": 2}), circle()),
        (json!({"system": "schulze"}), circle()),
        (json!({"system": "debian", "default": 3}), circle()),
        (json!({"system": "copeland"}), circle()),
    ]
}

#[tokio::test]
async fn each_system_closes_and_is_counted_again() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let mut voters = Vec::new();
    for name in ["Ana", "Bo", "Cy"] {
        let voter = world.join(&dao, name).await;
        world.grant(&dao, &founder, &voter, name, "2").await;
        voters.push(voter);
    }
    let systems = systems();
    let mut proposals = Vec::new();
    for (rules, _) in &systems {
        let settings = Settings {
            options: ["red", "green", "blue"].map(str::to_owned).to_vec(),
            rules: rules.clone(),
            ..world::basic()
        };
        proposals.push(world.publish(&dao, &founder, settings).await);
    }
    for (proposal, (rules, ballots)) in proposals.iter().zip(&systems) {
        for (voter, ballot) in voters.iter().zip(ballots) {
            let cast = world.vote(proposal, voter, ballot.clone()).await;
            assert!(cast.is_ok(), "{rules}: {ballot}: {cast:?}");
        }
    }
    let end = proposals
        .iter()
        .map(|proposal| proposal.end_ms)
        .max()
        .unwrap();
    world.clock.set(end);
    assert_eq!(
        closing::close_due(&world.service).await.unwrap(),
        systems.len()
    );
    for (proposal, (rules, _)) in proposals.iter().zip(&systems) {
        let found = world.recount(&dao, &proposal.id, |_, _| {}).await;
        let found = found.unwrap_or_else(|fault| panic!("{rules}: {fault:?}"));
        assert_eq!(found.counted, 3, "{rules}");
        assert_eq!(found.result["tally"]["system"], rules["system"]);
    }
    world.audit().await;
}
