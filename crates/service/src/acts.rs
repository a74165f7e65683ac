//! The one door for acts: drafts are built by the file of their noun, prepared for a wallet or
//! attested, checked by kind, and appended.
use crate::desk::{Auth, Desk, LoggedAct, NewAct, Signed};
use crate::fields::Fields;
use crate::{Error, Result, Service, UseCase, ballots, daos, members, points, proposals};
use act::payload::{Field, Payload};
use act::{Actor, Body, Leaf, eip712, kinds};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use storage::Id;

/// How long a prepared act may be signed and sent in: 10 minutes.
const SIGN_WITHIN_MS: u64 = 600_000;

/// An act that somebody wants, before it is authorised.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The log; zeros for a genesis act.
    pub dao: Id,
    /// Kind.
    pub kind: u16,
    /// Who acts.
    pub actor: Actor,
    /// What is acted on; zeros if nothing.
    pub subject: Id,
    /// Payload without `summary`.
    pub fields: Fields,
}

/// A draft with body, salts and the text a wallet shows. It is not stored: whoever sends it back
/// with a signature sends all of it, and all of it is checked again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prepared {
    /// Body, hex.
    pub body: String,
    /// Payload fields with salts (`{"fields":[…]}`).
    pub payload: Value,
    /// The sentence that is signed.
    pub summary: String,
    /// Argument of `eth_signTypedData_v4`.
    pub typed_data: Value,
}

/// A prepared act with its signature.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignedAct {
    /// Body, hex (378 digits).
    pub body: String,
    /// Payload fields with salts.
    pub payload: Value,
    /// 65 bytes of signature, hex, with or without `0x`.
    pub signature: String,
}

/// Makes a draft ready for a wallet.
pub async fn prepare(service: &Service, draft: Draft) -> Result<Prepared> {
    let mut tx = service.read().await?;
    let (domain, next) = if draft.kind == kinds::DAO {
        let origin = crate::fields::text(&draft.fields, "origin")?;
        let chain_id = service.instance().chain_id;
        let domain = eip712::Domain {
            chain_id,
            instance: eip712::instance(origin),
        };
        (domain, None)
    } else {
        let dao = tx.dao(&draft.dao).await?.ok_or(Error::NotFound)?;
        let head = tx.log_head(&draft.dao).await?.ok_or(Error::NotFound)?;
        let domain = eip712::Domain {
            chain_id: dao.chain_id,
            instance: eip712::instance(&head.origin),
        };
        (domain, tx.actor_head(&draft.dao, &draft.actor).await?)
    };
    let mut fields = draft.fields;
    let summary = act::summary::render(draft.kind, &fields)?;
    fields.insert("summary".into(), summary.clone().into());
    let payload = Payload::new(&fields, &service.parts().random.bytes32())?;
    let now = u64::try_from(service.now_ms()).unwrap_or(0);
    let body = Body {
        kind: draft.kind,
        dao: draft.dao,
        seq: next.map_or(0, |next| next.next_seq),
        prev: next.map_or([0; 32], |next| next.prev),
        issued_ms: now,
        expires_ms: now + SIGN_WITHIN_MS,
        actor: draft.actor,
        subject: draft.subject,
        fields: payload.count(),
        payload: payload.commitment(),
    };
    let dao_name = crate::fields::text(&fields, "dao_name")?;
    let blind = payload
        .salt("summary")
        .ok_or(Error::Refused("payload_missing_field"))?;
    let typed_data = eip712::typed_data(&domain, &body, dao_name, &summary, &blind)?;
    Ok(Prepared {
        body: hex::encode(body.encode()),
        payload: payload.to_json(),
        summary,
        typed_data,
    })
}

/// Reads a signed act and checks its signature: everything that needs no database.
pub fn verify(signed: &SignedAct, domain: &eip712::Domain) -> Result<Signed> {
    let bytes = hex::decode(&signed.body).map_err(|_| Error::Refused("body_form"))?;
    let bytes: [u8; 189] = bytes.try_into().map_err(|_| Error::Refused("body_form"))?;
    let sig = hex::decode(signed.signature.trim_start_matches("0x"))
        .map_err(|_| Error::Refused("sig_length"))?;
    let body = Body::decode(&bytes)?;
    let list = signed
        .payload
        .get("fields")
        .ok_or(Error::Refused("field_form"))?;
    let fields: Vec<Field> = act::payload::check_disclosed(list, body.fields, &body.payload)?;
    let leaf = Leaf {
        body,
        logged_ms: 0,
        alg: 1,
        sig,
    };
    let context = act::signature::Context::wallet(*domain);
    match act::signature::verify(&leaf, &fields, None, &[], &context)? {
        act::signature::State::Direct => {}
        _ => return Err(Error::Refused("wrong_signer")),
    }
    Ok(Signed {
        body: leaf.body,
        fields,
        alg: 1,
        sig: leaf.sig,
    })
}

/// The domain under which acts of a DAO are signed.
pub async fn domain_of(service: &Service, dao: &Id) -> Result<eip712::Domain> {
    let mut tx = service.read().await?;
    let row = tx.dao(dao).await?.ok_or(Error::NotFound)?;
    let head = tx.log_head(dao).await?.ok_or(Error::NotFound)?;
    Ok(eip712::Domain {
        chain_id: row.chain_id,
        instance: eip712::instance(&head.origin),
    })
}

/// Logs an attested act of a password member.
pub async fn attest(service: &Service, draft: Draft) -> Result<LoggedAct> {
    if draft.actor.kind.code() != act::ActorKind::MEMBER_CODE {
        return Err(Error::Refused("signature_needed"));
    }
    log(
        service,
        Log {
            draft,
            auth: Auth::Attested,
            token: None,
        },
    )
    .await
}

/// Logs a signed act. `by` is the signed-in actor; the signature must be its own.
pub async fn submit(service: &Service, by: &Actor, signed: &SignedAct) -> Result<LoggedAct> {
    let bytes = hex::decode(&signed.body).map_err(|_| Error::Refused("body_form"))?;
    let bytes: [u8; 189] = bytes.try_into().map_err(|_| Error::Refused("body_form"))?;
    let body = Body::decode(&bytes)?;
    if body.actor != *by {
        return Err(Error::Refused("wrong_signer"));
    }
    if body.kind == kinds::DAO {
        return daos::found_signed(service, signed).await;
    }
    let domain = domain_of(service, &body.dao).await?;
    let checked = verify(signed, &domain)?;
    let fields = checked
        .fields
        .iter()
        .map(|f| (f.name.clone(), f.value.clone()))
        .collect();
    let draft = Draft {
        dao: body.dao,
        kind: body.kind,
        actor: body.actor,
        subject: body.subject,
        fields,
    };
    log(
        service,
        Log {
            draft,
            auth: Auth::Signed(Box::new(checked)),
            token: None,
        },
    )
    .await
}

/// Runs [`Log`] and picks its act.
pub async fn log(service: &Service, case: Log) -> Result<LoggedAct> {
    let (_, acts) = service.submit(case).await?;
    acts.into_iter()
        .next()
        .ok_or_else(|| Error::Internal("no act was logged".into()))
}

/// Use case: check by kind, then append.
pub struct Log {
    /// What is wanted.
    pub draft: Draft,
    /// Who vouches for it.
    pub auth: Auth,
    /// SHA-256 of an invitation token, for joining.
    pub token: Option<Id>,
}

#[async_trait]
impl UseCase for Log {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        let Draft {
            dao,
            kind,
            actor,
            subject,
            fields,
        } = &self.draft;
        check(
            desk,
            *kind,
            dao,
            actor,
            subject,
            fields,
            self.token.as_ref(),
        )
        .await?;
        let Draft {
            dao,
            kind,
            actor,
            subject,
            fields,
        } = self.draft;
        desk.append(NewAct {
            dao,
            kind,
            actor,
            subject,
            fields,
            auth: self.auth,
        })
        .await?;
        Ok(())
    }
}

/// May this act be logged now? One arm per kind that people can do.
async fn check(
    desk: &mut Desk,
    kind: u16,
    dao: &Id,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
    token: Option<&Id>,
) -> Result<()> {
    let row = desk.tx.dao(dao).await?.ok_or(Error::NotFound)?;
    if crate::fields::text(fields, "dao_name")? != row.name {
        return Err(Error::Refused("dao_mismatch"));
    }
    match kind {
        kinds::MEMBER => members::check(desk, &row, actor, subject, fields, token).await,
        kinds::ROLE => members::check_role(desk, &row, actor, subject, fields).await,
        kinds::POINT_GRANT => points::check(desk, &row, actor, subject, fields, 1).await,
        kinds::POINT_DEDUCT => points::check(desk, &row, actor, subject, fields, -1).await,
        kinds::PROPOSAL | kinds::PROPOSAL_VERSION => {
            proposals::check_publish(desk, &row, actor, kind, fields).await
        }
        kinds::PROPOSAL_EVENT => proposals::check_event(desk, dao, actor, subject, fields).await,
        kinds::BALLOT => ballots::check_cast(desk, dao, actor, subject, fields).await,
        kinds::BALLOT_REVOKE => ballots::check_revoke(desk, dao, actor, subject, fields).await,
        // Genesis has its own door; system acts have no door at all.
        _ => Err(Error::Forbidden),
    }
}
