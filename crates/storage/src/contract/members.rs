//! Members.
use super::conflict;
use super::sample::{actor, id, member};
use crate::records::members::MemberRow;
use crate::{Error, Store, Tx};

fn handles(members: &[MemberRow]) -> Vec<&str> {
    members.iter().map(|row| row.handle.as_str()).collect()
}

async fn leave(tx: &mut dyn Tx, mut row: MemberRow, index: u64) -> Result<(), Error> {
    row.left_index = Some(index);
    tx.member_put(&row).await
}

pub async fn put_and_find(store: &dyn Store) -> Result<(), Error> {
    let mut row = member(1, 1, "小明", 4);
    let mut tx = store.write().await?;
    assert_eq!(tx.members_count(&id(1)).await?, 0);
    tx.member_put(&row).await?;
    row.role = "admin".to_owned();
    tx.member_put(&row).await?;
    assert_eq!(tx.member(&id(1), &actor(1)).await?.as_ref(), Some(&row));
    assert_eq!(tx.member(&id(1), &actor(2)).await?, None);
    assert_eq!(tx.member(&id(2), &actor(1)).await?, None);
    let found = tx.member_by_handle(&id(1), "小明").await?;
    assert_eq!(found.as_ref(), Some(&row));
    assert_eq!(tx.member_by_handle(&id(2), "小明").await?, None);
    assert_eq!(tx.members_count(&id(1)).await?, 1);
    leave(tx.as_mut(), row.clone(), 9).await?;
    assert_eq!(tx.members_count(&id(1)).await?, 0);
    assert_eq!(tx.member_by_handle(&id(1), "小明").await?, None);
    row.left_index = Some(9);
    assert_eq!(tx.member(&id(1), &actor(1)).await?.as_ref(), Some(&row));
    assert_eq!(tx.members_all(&id(1)).await?, [row], "who left stays");
    Ok(())
}

pub async fn handles_are_unique_among_present(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.member_put(&member(1, 1, "a", 1)).await?;
    conflict(tx.member_put(&member(1, 2, "a", 2)).await, "handle twice");
    tx.member_put(&member(2, 2, "a", 2)).await?;
    leave(tx.as_mut(), member(1, 1, "a", 1), 3).await?;
    tx.member_put(&member(1, 2, "a", 4)).await?;
    let back = tx.member_put(&member(1, 1, "a", 5)).await;
    conflict(back, "coming back to a handle that is taken");
    Ok(())
}

pub async fn pages_by_joined_index(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    // Put in reverse, so that the order isn't that of insertion. Index 0 is a page's edge too.
    for n in (1..=9).rev() {
        let row = member(1, n, &format!("m{n}"), u64::from(n - 1));
        tx.member_put(&row).await?;
    }
    leave(tx.as_mut(), member(1, 3, "m3", 2), 50).await?;
    tx.member_put(&member(2, 1, "other", 1)).await?;
    let (mut seen, mut after) = (Vec::new(), None);
    // One page more than there are: a cursor that stands still must fail, not hang.
    for _ in 0..4 {
        let page = tx.members(&id(1), None, after, 3).await?;
        after = page.last().map(|row| row.joined_index).or(after);
        seen.extend(page);
    }
    assert_eq!(
        handles(&seen),
        ["m1", "m2", "m4", "m5", "m6", "m7", "m8", "m9"]
    );
    let all = tx.members_all(&id(1)).await?;
    assert_eq!(all.len(), 9);
    assert!(all.is_sorted_by_key(|row| row.joined_index));
    Ok(())
}

pub async fn search_takes_text_literally(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    let names = ["100%", "1000", "a_b", "axb", "c\\d", "王小明", "d'e"];
    for (n, name) in (1..).zip(names) {
        tx.member_put(&member(1, n, name, u64::from(n))).await?;
    }
    for (text, expected) in [
        ("0%", vec!["100%"]),
        ("_", vec!["a_b"]),
        ("\\", vec!["c\\d"]),
        ("小", vec!["王小明"]),
        ("'", vec!["d'e"]),
        ("100", vec!["100%", "1000"]),
        ("", names.to_vec()),
        ("zz", vec![]),
    ] {
        let found = tx.members(&id(1), Some(text), None, 50).await?;
        assert_eq!(handles(&found), expected, "{text:?}");
    }
    let found = tx.members(&id(1), Some("100"), Some(1), 50).await?;
    assert_eq!(handles(&found), ["1000"], "after the first");
    Ok(())
}

pub async fn of_one_actor(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for dao in 1..=3 {
        tx.member_put(&member(dao, 1, "a", 1)).await?;
        tx.member_put(&member(dao, 2, "b", 2)).await?;
    }
    leave(tx.as_mut(), member(2, 1, "a", 1), 5).await?;
    let daos: Vec<_> = tx.memberships(&actor(1)).await?;
    let daos: Vec<_> = daos.iter().map(|row| row.dao).collect();
    assert_eq!(daos, [id(1), id(3)]);
    assert_eq!(tx.memberships(&actor(9)).await?, []);
    Ok(())
}
