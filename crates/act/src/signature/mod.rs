//! Who authorised an act (signatures.md): by algorithm, then signer against actor.
mod client_data;
pub mod contract;
pub mod ed25519;
pub mod eoa;
pub mod passkey;
pub mod seal;

use crate::eip712::{Domain, Message};
use crate::leaf::SEALED;
use crate::payload::Field;
use crate::{Actor, ActorKind, Error, Leaf, kinds};
use serde_json::Value;

/// What a verifier is told beside the act.
#[derive(Debug, Clone)]
pub struct Context {
    /// EIP-712 domain.
    pub domain: Domain,
    /// WebAuthn relying party id.
    pub rp_id: String,
    /// Origins from which passkeys may sign.
    pub web_origins: Vec<String>,
    /// Whether passkeys must verify their user.
    pub user_verification: bool,
}

impl Context {
    /// A context in which only wallets and keys are expected.
    pub fn wallet(domain: Domain) -> Self {
        Self {
            domain,
            rp_id: String::new(),
            web_origins: Vec::new(),
            user_verification: true,
        }
    }
}

/// How an act is vouched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The server alone says so.
    Attested,
    /// Signed by the actor's own key.
    Direct,
    /// Signed by a key that the actor registered.
    Delegated,
    /// A contract wallet's verdict: true only as far as the chain says so.
    NeedsChain,
    /// Sentence or salt are not shown, so the digest can't be made.
    NotChecked,
}

impl State {
    /// Name as in receipts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attested => "attested",
            Self::Direct => "direct",
            Self::Delegated => "delegated",
            Self::NeedsChain => "needs_chain",
            Self::NotChecked => "not_checked",
        }
    }
}

/// A key that an actor registered by a `key_event`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEvidence {
    /// The actor who registered it.
    pub actor: Actor,
    /// The key as a signer.
    pub key: Actor,
    /// Kind names it may sign; `*` for all.
    pub scope: Vec<String>,
    /// From when.
    pub from_ms: u64,
    /// Until when (exclusive).
    pub expires_ms: u64,
    /// When it was revoked, if it was.
    pub revoked_ms: Option<u64>,
}

/// Checks the authorisation of a leaf whose fields were checked against its payload.
///
/// `auth` is the opening of a seal. `keys` are registrations in the order of the log: of several
/// of one key, the last one counts.
///
/// # Errors
/// Those of signatures.md, in its order.
pub fn verify(
    leaf: &Leaf,
    fields: &[Field],
    auth: Option<&Value>,
    keys: &[KeyEvidence],
    context: &Context,
) -> Result<State, Error> {
    if leaf.alg == 0 {
        return Ok(State::Attested);
    }
    let text = |name: &str| {
        fields
            .iter()
            .find(|f| f.name == name)
            .and_then(|f| Some((f.value.as_str()?, f.salt)))
    };
    let (Some((dao, _)), Some((summary, blind))) = (text("dao_name"), text("summary")) else {
        return Ok(State::NotChecked);
    };
    let digest = Message::of(&leaf.body, dao, summary, &blind)?.digest(&context.domain);
    verify_digest(leaf, &digest, auth, keys, context)
}

/// As [`verify`], with the digest at hand.
///
/// # Errors
/// As [`verify`].
pub fn verify_digest(
    leaf: &Leaf,
    digest: &[u8; 32],
    auth: Option<&Value>,
    keys: &[KeyEvidence],
    context: &Context,
) -> Result<State, Error> {
    let (alg, sig, actor) = if leaf.alg & SEALED == 0 {
        (leaf.alg, leaf.sig.clone(), leaf.body.actor)
    } else {
        seal::open(leaf, auth)?
    };
    let signer = signer(alg, &sig, digest, context)?;
    // What a contract wallet said is a claim, whoever it speaks for.
    let state = |state| if alg == 2 { State::NeedsChain } else { state };
    if signer == actor {
        return Ok(state(State::Direct));
    }
    let event = keys
        .iter()
        .rev()
        .find(|event| event.actor == actor && event.key == signer)
        .ok_or(Error::new("wrong_signer"))?;
    if event
        .revoked_ms
        .is_some_and(|revoked| revoked <= leaf.logged_ms)
    {
        return Err(Error::new("key_revoked"));
    }
    if leaf.logged_ms < event.from_ms {
        return Err(Error::new("key_not_yet_valid"));
    }
    if leaf.logged_ms >= event.expires_ms {
        return Err(Error::new("key_expired"));
    }
    let name = kinds::name(leaf.body.kind).ok_or(Error::new("kind_unknown"))?;
    if !event
        .scope
        .iter()
        .any(|scope| scope == "*" || scope == name)
    {
        return Err(Error::new("key_scope"));
    }
    Ok(state(State::Delegated))
}

/// Who made a signature, in the form of an actor.
///
/// # Errors
/// Those of the algorithm; `alg_unknown`.
pub fn signer(alg: u8, sig: &[u8], digest: &[u8; 32], context: &Context) -> Result<Actor, Error> {
    match alg {
        1 => eoa::recover(digest, sig).map(Actor::evm),
        2 => contract::Claim::parse(sig).map(|claim| claim.wallet),
        3 => {
            let id = passkey::verify(
                sig,
                digest,
                &context.rp_id,
                &context.web_origins,
                context.user_verification,
            )?;
            Ok(Actor {
                kind: ActorKind::Passkey,
                id,
            })
        }
        4 => ed25519::verify(sig, digest).map(|id| Actor {
            kind: ActorKind::Key,
            id,
        }),
        _ => Err(Error::new("alg_unknown")),
    }
}
