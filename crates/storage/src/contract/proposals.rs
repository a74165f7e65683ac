//! Proposals, running tallies, certificates.
use super::conflict;
use super::sample::{actor, certificate, id, proposal, tally};
use crate::records::proposals::{ProposalFilter, ProposalRow};
use crate::{Error, Store, Tx};

fn every() -> ProposalFilter {
    ProposalFilter {
        limit: 200,
        ..ProposalFilter::default()
    }
}

async fn numbers(tx: &mut dyn Tx, filter: &ProposalFilter) -> Result<Vec<i64>, Error> {
    let rows = tx.proposals(&id(1), filter).await?;
    Ok(rows.iter().map(|row| row.number).collect())
}

pub async fn put_replaces(store: &dyn Store) -> Result<(), Error> {
    let first = proposal(1, 1, 1);
    let mut tx = store.write().await?;
    assert_eq!(tx.proposal(&first.id).await?, None);
    tx.proposal_put(&first).await?;
    assert_eq!(tx.proposal(&first.id).await?.as_ref(), Some(&first));
    let changed = ProposalRow {
        id: first.id,
        dao: id(2),
        number: 2,
        version: 3,
        title: "改".to_owned(),
        body: "b".to_owned(),
        author: actor(8),
        author_handle: "h".to_owned(),
        system: "score".to_owned(),
        rules: "{}".to_owned(),
        start_ms: -1,
        end_ms: i64::MAX,
        snapshot_index: 1 << 53,
        snapshot_ms: 0,
        eligible: "0".to_owned(),
        eligible_members: 0,
        published_index: 0,
        published_ms: 0,
        status: "passed".to_owned(),
        status_reason: "majority".to_owned(),
        source: "[来源](https://a.example)".to_owned(),
    };
    tx.proposal_put(&changed).await?;
    assert_eq!(tx.proposal(&first.id).await?, Some(changed), "every column");
    Ok(())
}

pub async fn versions(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.proposal_last_number(&id(1)).await?, 0);
    let mut first = proposal(1, 1, 1);
    tx.proposal_put(&first).await?;
    tx.proposal_put(&proposal(1, 2, 1)).await?;
    tx.proposal_put(&proposal(2, 7, 1)).await?;
    // A later version of the same number elsewhere hides nothing here.
    tx.proposal_put(&proposal(2, 2, 9)).await?;
    let mut double = proposal(1, 1, 1);
    double.id = id(99);
    conflict(tx.proposal_put(&double).await, "number and version twice");
    assert_eq!(tx.proposal_last_number(&id(1)).await?, 2);
    first.status = "unpublished".to_owned();
    tx.proposal_put(&first).await?;
    assert_eq!(numbers(tx.as_mut(), &every()).await?, [2], "left out");
    assert_eq!(tx.proposal_by_number(&id(1), 1).await?, Some(first));
    let second = proposal(1, 1, 2);
    tx.proposal_put(&second).await?;
    assert_eq!(tx.proposal_by_number(&id(1), 1).await?, Some(second));
    assert_eq!(tx.proposal_by_number(&id(1), 3).await?, None);
    assert_eq!(numbers(tx.as_mut(), &every()).await?, [2, 1]);
    // An unpublished second version doesn't bring the first one back.
    let mut second = proposal(1, 1, 2);
    second.status = "unpublished".to_owned();
    tx.proposal_put(&second).await?;
    assert_eq!(numbers(tx.as_mut(), &every()).await?, [2]);
    Ok(())
}

pub async fn phases_are_half_open(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.proposal_put(&proposal(1, 1, 1)).await?;
    let mut ended = proposal(1, 2, 1);
    ended.status = "rejected".to_owned();
    tx.proposal_put(&ended).await?;
    for (now_ms, phase_now) in [
        (i64::MIN, "scheduled"),
        (999, "scheduled"),
        (1_000, "active"),
        (1_999, "active"),
        (2_000, "counting"),
        (i64::MAX, "counting"),
    ] {
        for phase in ["scheduled", "active", "counting", "ended"] {
            let filter = ProposalFilter {
                phase: Some(phase.to_owned()),
                now_ms,
                ..every()
            };
            let expected: &[i64] = match phase {
                "ended" => &[2],
                phase if phase == phase_now => &[1],
                _ => &[],
            };
            let found = numbers(tx.as_mut(), &filter).await?;
            assert_eq!(found, expected, "{phase} at {now_ms}");
        }
    }
    Ok(())
}

pub async fn filters_and_pages(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for number in 1..=10 {
        let mut row = proposal(1, number, 1);
        if number % 2 == 0 {
            row.system = "score".to_owned();
            row.title = format!("给花园 100%_浇水 {number}");
        }
        tx.proposal_put(&row).await?;
    }
    tx.proposal_put(&proposal(2, 1, 1)).await?;
    let tx = tx.as_mut();
    let page = ProposalFilter {
        limit: 3,
        ..every()
    };
    assert_eq!(numbers(tx, &page).await?, [10, 9, 8]);
    let next = ProposalFilter {
        before: Some(8),
        ..page.clone()
    };
    assert_eq!(numbers(tx, &next).await?, [7, 6, 5]);
    let system = ProposalFilter {
        system: Some("score".to_owned()),
        ..page.clone()
    };
    assert_eq!(numbers(tx, &system).await?, [10, 8, 6]);
    for (text, expected) in [
        ("花园", vec![10, 8, 6]),
        ("0%_浇", vec![10, 8, 6]),
        ("%园", vec![]),
        ("提案 1", vec![1]),
    ] {
        let filter = ProposalFilter {
            text: Some(text.to_owned()),
            ..page.clone()
        };
        assert_eq!(numbers(tx, &filter).await?, expected, "{text}");
    }
    let all = ProposalFilter {
        phase: Some("active".to_owned()),
        now_ms: 1_500,
        system: Some("score".to_owned()),
        text: Some("浇水".to_owned()),
        before: Some(6),
        limit: 200,
    };
    assert_eq!(numbers(tx, &all).await?, [4, 2], "all filters hold");
    Ok(())
}

pub async fn due(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for (dao, number, end_ms, status) in [
        (1, 1, 3_000, "published"),
        (2, 1, 2_000, "published"),
        (1, 2, 2_001, "published"),
        (1, 3, 1_000, "passed"),
        (1, 4, 1_000, "unpublished"),
        (1, 5, 1_000, "cancelled"),
    ] {
        let mut row = proposal(dao, number, 1);
        row.end_ms = end_ms;
        row.status = status.to_owned();
        tx.proposal_put(&row).await?;
    }
    for (now_ms, expected) in [
        (1_999, vec![]),
        (2_000, vec![2_000]),
        (9_999, vec![2_000, 2_001, 3_000]),
    ] {
        let mut ends: Vec<i64> = tx
            .proposals_due(now_ms)
            .await?
            .iter()
            .map(|row| row.end_ms)
            .collect();
        ends.sort_unstable();
        assert_eq!(ends, expected, "at {now_ms}");
    }
    Ok(())
}

pub async fn tallies(store: &dyn Store) -> Result<(), Error> {
    let mut row = tally(id(1));
    let mut tx = store.write().await?;
    assert_eq!(tx.tally(&id(1)).await?, None);
    tx.tally_put(&row).await?;
    row.state = r#"{"yes":"2"}"#.to_owned();
    row.counted = 4;
    row.attested = 2;
    row.refused = 1;
    tx.tally_put(&row).await?;
    assert_eq!(tx.tally(&id(1)).await?, Some(row));
    assert_eq!(tx.tally(&id(2)).await?, None);
    Ok(())
}

pub async fn certificates(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.certificate(&id(1)).await?, None);
    tx.certificate_insert(&certificate(id(1), 20)).await?;
    tx.certificate_insert(&certificate(id(1), 7)).await?;
    let found = tx.certificate(&id(1)).await?;
    assert_eq!(found, Some(certificate(id(1), 20)), "highest index");
    let again = tx.certificate_insert(&certificate(id(1), 7)).await;
    conflict(again, "certificate twice");
    Ok(())
}
