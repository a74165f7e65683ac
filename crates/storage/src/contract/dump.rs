//! The audit's view of the derived tables.
use super::sample::{
    account, actor, ballot, certificate, dao, head, id, leaf, member, point, proposal, tally,
};
use crate::records::log::ActorHead;
use crate::{Error, Store, Tx};

async fn fill(tx: &mut dyn Tx, backwards: bool) -> Result<(), Error> {
    let mut order = [1, 2, 3];
    if backwards {
        order.reverse();
    }
    for n in order {
        let index = u64::from(n);
        let next = ActorHead {
            next_seq: index,
            prev: id(n),
        };
        tx.dao_insert(&dao(n, &format!("d{n}"), 5)).await?;
        tx.member_put(&member(1, n, &format!("m{n}"), index))
            .await?;
        tx.point_insert(&point(1, index, n)).await?;
        tx.proposal_put(&proposal(1, n.into(), 1)).await?;
        tx.tally_put(&tally(id(n))).await?;
        tx.certificate_insert(&certificate(id(n), index)).await?;
        tx.ballot_put(&ballot(id(1), n, index)).await?;
        tx.actor_head_put(&id(1), &actor(n), &next).await?;
    }
    Ok(())
}

pub async fn same_rows_give_same_lines(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.dump_derived().await?, [""; 0]);
    tx.savepoint().await?;
    fill(tx.as_mut(), false).await?;
    let forwards = tx.dump_derived().await?;
    tx.rollback().await?;
    fill(tx.as_mut(), true).await?;
    // Truth and private rows don't count.
    tx.log_put(&head(1, "a")).await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    tx.account_insert(&account(1, "a@a.example")).await?;
    assert_eq!(tx.dump_derived().await?, forwards);
    assert!(forwards.is_sorted());
    Ok(())
}

pub async fn every_derived_table_shows(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    fill(tx.as_mut(), false).await?;
    let lines = tx.dump_derived().await?;
    assert_eq!(lines.len(), 8 * 3);
    for line in &lines {
        let parts: Vec<&str> = line.split('\t').collect();
        assert_eq!(parts.len(), 3, "table, key, values: {line}");
        assert!(!line.contains('\n'), "one line: {line}");
    }
    // A change of any one row is one line less and one more.
    let mut left = member(1, 2, "m2", 2);
    left.left_index = Some(9);
    tx.member_put(&left).await?;
    let changed = tx.dump_derived().await?;
    let gone = lines.iter().filter(|line| !changed.contains(line)).count();
    let came = changed.iter().filter(|line| !lines.contains(line)).count();
    assert_eq!((gone, came), (1, 1));
    Ok(())
}

/// Text can't be made to look like the border between two columns, nor like nothing.
pub async fn different_texts_give_different_lines(store: &dyn Store) -> Result<(), Error> {
    let mut lines = Vec::new();
    for (name, about) in [
        ("a", "b c"),
        ("a b", "c"),
        ("a|b", "c"),
        ("a", "b|c"),
        ("a\tb", "c"),
        ("a\\tb", "c"),
        ("a\nb", "c"),
        ("a\\nb", "c"),
        ("a\" \"b", "c"),
        ("a", "b\" \"c"),
        ("-", ""),
        ("", "-"),
    ] {
        let mut row = dao(1, "a", 5);
        row.name = name.to_owned();
        row.about = about.to_owned();
        let mut tx = store.write().await?;
        tx.dao_insert(&row).await?;
        lines.extend(tx.dump_derived().await?);
    }
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 12);
    Ok(())
}
