//! Voting on a proposal; cancelling and taking back.
use super::{Asking, answer};
use axum::Form;
use axum::extract::{Path, RawForm};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use service::{Error, Result, ballots, proposals};
use std::collections::BTreeMap;
use storage::records::daos::DaoRow;
use storage::records::proposals::ProposalRow;

/// A DAO and one of its proposals.
pub async fn find(asking: &Asking, slug: &str, number: i64) -> Result<(DaoRow, ProposalRow)> {
    let mut tx = asking.0.service.read().await?;
    let dao = tx.dao_by_slug(slug).await?.ok_or(Error::NotFound)?;
    let row = tx
        .proposal_by_number(&dao.id, number)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((dao, row))
}

/// POST /d/:dao/proposals/:number/vote.
pub async fn vote(
    asking: Asking,
    Path((slug, number)): Path<(String, i64)>,
    RawForm(bytes): RawForm,
) -> Response {
    let back = format!("/d/{slug}/proposals/{number}");
    let outcome = async {
        let actor = asking.actor()?;
        let (dao, row) = find(&asking, &slug, number).await?;
        let fields = pairs(&bytes);
        let body = ballot(&row.system, &fields)?;
        let draft = ballots::draft(&row, &dao.name, asking.lang(), actor, &body)?;
        let act = asking.attest(draft).await?;
        Ok(format!("{back}?receipt={}", act.index))
    };
    answer(outcome.await, &back)
}

/// The ballot body that a form's fields say.
pub fn ballot(system: &str, fields: &[(String, String)]) -> Result<Value> {
    let values = |name: &str| -> Vec<&str> {
        fields
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .collect()
    };
    let malformed = Error::Refused("ballot_malformed");
    match system {
        "basic" => match values("choice").as_slice() {
            [word] => Ok(json!({"choice": word})),
            _ => Err(Error::Refused("empty_ballot")),
        },
        "single_choice" => match values("choice").as_slice() {
            [number] => Ok(json!({"choice": number.parse::<u32>().map_err(|_| malformed)?})),
            _ => Err(Error::Refused("empty_ballot")),
        },
        "approval" => {
            let mut numbers: Vec<u32> = values("approve")
                .iter()
                .map(|n| n.parse().map_err(|_| malformed.clone()))
                .collect::<Result<_>>()?;
            numbers.sort_unstable();
            numbers.dedup();
            Ok(json!({"approve": numbers}))
        }
        _ => {
            // rank_<option> = place; equal places are a tie, empty ones are unranked.
            let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for (key, value) in fields {
                let Some(option) = key.strip_prefix("rank_") else {
                    continue;
                };
                let value = value.trim();
                if value.is_empty() {
                    continue;
                }
                let option: u32 = option.parse().map_err(|_| malformed.clone())?;
                let place: u32 = value.parse().map_err(|_| malformed.clone())?;
                places.entry(place).or_default().push(option);
            }
            let ranks: Vec<Value> = places
                .into_values()
                .map(|mut rank| {
                    rank.sort_unstable();
                    if let [one] = rank[..] {
                        json!(one)
                    } else {
                        json!(rank)
                    }
                })
                .collect();
            if ranks.is_empty() {
                return Err(Error::Refused("empty_ballot"));
            }
            Ok(json!({"ranking": ranks}))
        }
    }
}

/// Pairs of a urlencoded form; a field may stand several times.
fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|b| *b == b'&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let mut halves = part.splitn(2, |b| *b == b'=');
            let key = decode(halves.next().unwrap_or_default());
            (key, decode(halves.next().unwrap_or_default()))
        })
        .collect()
}

fn decode(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let hex = tail
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match (
            first,
            hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()),
        ) {
            (b'+', _) => out.push(b' '),
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = &tail[2..];
            }
            (other, _) => out.push(*other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// POST /d/:dao/proposals/:number/revoke.
pub async fn revoke(asking: Asking, Path((slug, number)): Path<(String, i64)>) -> Response {
    let back = format!("/d/{slug}/proposals/{number}");
    let outcome = async {
        let actor = asking.actor()?;
        let (dao, row) = find(&asking, &slug, number).await?;
        let act = asking
            .attest(ballots::revocation(&row, &dao.name, asking.lang(), actor))
            .await?;
        Ok(format!("{back}?receipt={}", act.index))
    };
    answer(outcome.await, &back)
}

#[derive(Deserialize)]
pub struct Event {
    event: String,
    reason: String,
}

/// POST /d/:dao/proposals/:number/event.
pub async fn event(
    asking: Asking,
    Path((slug, number)): Path<(String, i64)>,
    Form(form): Form<Event>,
) -> Response {
    let back = format!("/d/{slug}/proposals/{number}");
    let outcome = async {
        let actor = asking.actor()?;
        let (dao, row) = find(&asking, &slug, number).await?;
        let lang = asking.lang();
        let draft = proposals::event_draft(&row, &dao, actor, &form.event, &form.reason, lang);
        asking.attest(draft).await?;
        Ok(format!("{back}?done={}", form.event))
    };
    answer(outcome.await, &back)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(system: &str, form: &str) -> Result<Value> {
        ballot(system, &pairs(form.as_bytes()))
    }

    #[test]
    fn forms_become_ballots() {
        assert_eq!(
            body("basic", "choice=for").unwrap(),
            json!({"choice": "for"})
        );
        assert_eq!(
            body("single_choice", "choice=2").unwrap(),
            json!({"choice": 2})
        );
        assert_eq!(
            body("approval", "approve=3&approve=1").unwrap(),
            json!({"approve": [1, 3]})
        );
        assert_eq!(body("approval", "").unwrap(), json!({"approve": []}));
        let ranked = body("schulze", "rank_1=2&rank_2=1&rank_3=2&rank_4=").unwrap();
        assert_eq!(ranked, json!({"ranking": [2, [1, 3]]}));
        assert_eq!(
            body("schulze", "rank_1=").unwrap_err(),
            Error::Refused("empty_ballot")
        );
        assert_eq!(
            body("basic", "").unwrap_err(),
            Error::Refused("empty_ballot")
        );
        assert_eq!(
            body("single_choice", "choice=x").unwrap_err(),
            Error::Refused("ballot_malformed")
        );
    }

    #[test]
    fn form_values_are_decoded() {
        assert_eq!(decode(b"%E8%B5%9E+%2B%zz"), "赞 +%zz");
    }
}
