//! Who acts: a kind and 32 bytes whose form depends on it.
use crate::Error;
use crate::payload::hash_from_hex;

/// Kinds of actors (act.md table).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// The log's operator itself; the id is zeros.
    System,
    /// An Ethereum account: 12 zeros and the address.
    Evm,
    /// A contract wallet: 4 zeros, chain id, address.
    Contract,
    /// A passkey, by a hash of its key and relying party.
    Passkey,
    /// An Ed25519 key.
    Key,
    /// A member with a random id (password members, several keys).
    Member,
    /// A salted hash of another actor.
    Pseudonym,
}

impl ActorKind {
    /// Code of password members.
    pub const MEMBER_CODE: u8 = 5;

    /// The byte in the body.
    pub fn code(self) -> u8 {
        match self {
            Self::System => 0,
            Self::Evm => 1,
            Self::Contract => 2,
            Self::Passkey => 3,
            Self::Key => 4,
            Self::Member => Self::MEMBER_CODE,
            Self::Pseudonym => 6,
        }
    }

    /// Reads [`ActorKind::code`].
    ///
    /// # Errors
    /// `actor_kind_unknown`.
    pub fn from_code(code: u8) -> Result<Self, Error> {
        Ok(match code {
            0 => Self::System,
            1 => Self::Evm,
            2 => Self::Contract,
            3 => Self::Passkey,
            4 => Self::Key,
            5 => Self::Member,
            6 => Self::Pseudonym,
            _ => return Err(Error::new("actor_kind_unknown")),
        })
    }
}

/// Who acts. Ordered by (kind, id), as power tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor {
    /// Kind.
    pub kind: ActorKind,
    /// 32 bytes, form by kind.
    pub id: [u8; 32],
}

impl Actor {
    /// An actor from its byte and id, with its form checked.
    ///
    /// # Errors
    /// `actor_kind_unknown`, `actor_form`.
    pub fn new(kind: u8, id: [u8; 32]) -> Result<Self, Error> {
        let actor = Self {
            kind: ActorKind::from_code(kind)?,
            id,
        };
        if actor.has_form() {
            Ok(actor)
        } else {
            Err(Error::new("actor_form"))
        }
    }

    /// The log's operator.
    pub fn system() -> Self {
        Self {
            kind: ActorKind::System,
            id: [0; 32],
        }
    }

    /// An Ethereum account.
    pub fn evm(address: [u8; 20]) -> Self {
        let mut id = [0; 32];
        id[12..].copy_from_slice(&address);
        Self {
            kind: ActorKind::Evm,
            id,
        }
    }

    /// A member with a random id.
    pub fn member(id: [u8; 32]) -> Self {
        Self {
            kind: ActorKind::Member,
            id,
        }
    }

    /// The address of an Ethereum account.
    pub fn address(&self) -> Option<[u8; 20]> {
        match self.kind {
            ActorKind::Evm => self.id[12..].try_into().ok(),
            _ => None,
        }
    }

    fn has_form(&self) -> bool {
        match self.kind {
            ActorKind::System => self.id == [0; 32],
            ActorKind::Evm => self.id[..12] == [0; 12] && self.id[12..] != [0; 20],
            ActorKind::Contract => self.id[..4] == [0; 4] && self.id[12..] != [0; 20],
            ActorKind::Passkey | ActorKind::Key | ActorKind::Member | ActorKind::Pseudonym => {
                self.id != [0; 32]
            }
        }
    }
}

/// `kind:hex`, as in addresses and dumps: one text for one actor.
impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind.code(), hex::encode(self.id))
    }
}

impl std::str::FromStr for Actor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let form = Error::new("actor_form");
        let (kind, id) = text.split_once(':').ok_or(form)?;
        let kind = match kind.as_bytes() {
            [digit @ b'0'..=b'9'] => digit - b'0',
            _ => return Err(form),
        };
        Self::new(kind, hash_from_hex(id).ok_or(form)?)
    }
}
