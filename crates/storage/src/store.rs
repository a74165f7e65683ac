//! The port itself: one transaction, all nouns.
use crate::records::ballots::BallotRow;
use crate::records::daos::DaoRow;
use crate::records::log::{ActorHead, LeafFilter, LeafRow, LogHead, TileRow};
use crate::records::members::MemberRow;
use crate::records::points::PointRow;
use crate::records::private::{
    AccountRow, AnswerRow, ChallengeRow, DraftRow, InviteRow, SessionRow,
};
use crate::records::proposals::{CertificateRow, ProposalFilter, ProposalRow, TallyRow};
use crate::{Error, Id};
use act::Actor;
use async_trait::async_trait;

/// A database.
#[async_trait]
pub trait Store: Send + Sync {
    /// A read-only transaction: one consistent view, never blocked by the writer.
    async fn read(&self) -> Result<Box<dyn Tx>, Error>;
    /// The write transaction. There is one at a time; a second caller waits.
    async fn write(&self) -> Result<Box<dyn Tx>, Error>;
}

/// A transaction. Dropped without [`Tx::commit`], it changes nothing.
#[async_trait]
pub trait Tx: Send {
    /// Makes everything since [`Store::write`] durable (fsync), or nothing of it.
    async fn commit(self: Box<Self>) -> Result<(), Error>;
    /// Marks a point to return to; points nest by calling again after release or rollback.
    async fn savepoint(&mut self) -> Result<(), Error>;
    /// Keeps what was done since the last savepoint.
    async fn release(&mut self) -> Result<(), Error>;
    /// Undoes what was done since the last savepoint.
    async fn rollback(&mut self) -> Result<(), Error>;

    // --- log (truth) ---
    /// Locks and returns the head (`FOR UPDATE` where the engine has it).
    async fn log_lock(&mut self, dao: &Id) -> Result<Option<LogHead>, Error>;
    /// The head by DAO.
    async fn log_head(&mut self, dao: &Id) -> Result<Option<LogHead>, Error>;
    /// All heads, by slug.
    async fn log_heads(&mut self) -> Result<Vec<LogHead>, Error>;
    /// Inserts or replaces the head.
    async fn log_put(&mut self, head: &LogHead) -> Result<(), Error>;
    /// Appends a leaf. (dao, index) and (dao, act) are unique.
    async fn leaf_insert(&mut self, leaf: &LeafRow) -> Result<(), Error>;
    /// One leaf by position.
    async fn leaf(&mut self, dao: &Id, index: u64) -> Result<Option<LeafRow>, Error>;
    /// One leaf by act id, in any log.
    async fn leaf_by_act(&mut self, act: &Id) -> Result<Option<LeafRow>, Error>;
    /// Leaves `from ≤ index < to`, ascending.
    async fn leaves(&mut self, dao: &Id, from: u64, to: u64) -> Result<Vec<LeafRow>, Error>;
    /// Newest first: at most `limit` leaves that pass the filter with `index < before`.
    async fn leaves_latest(
        &mut self,
        dao: &Id,
        filter: &LeafFilter,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Vec<LeafRow>, Error>;
    /// Leaves whose act id (hex) starts with `prefix` (1…64 hex digits), at most `limit`.
    async fn leaves_by_act_prefix(
        &mut self,
        dao: &Id,
        prefix: &str,
        limit: i64,
    ) -> Result<Vec<LeafRow>, Error>;
    /// What the actor's next act must carry; `None` if it has none yet (seq 0, prev zeros).
    async fn actor_head(&mut self, dao: &Id, actor: &Actor) -> Result<Option<ActorHead>, Error>;
    /// Stores it.
    async fn actor_head_put(
        &mut self,
        dao: &Id,
        actor: &Actor,
        head: &ActorHead,
    ) -> Result<(), Error>;
    /// Stores a payload (`{"fields":[…]}` with salts).
    async fn payload_put(&mut self, act: &Id, json: &str) -> Result<(), Error>;
    /// A payload; `None` when unknown or erased.
    async fn payload(&mut self, act: &Id) -> Result<Option<String>, Error>;
    /// Payloads of the leaves `from ≤ index < to`, in order, `(index, act, json)`.
    async fn payloads(
        &mut self,
        dao: &Id,
        from: u64,
        to: u64,
    ) -> Result<Vec<(u64, Id, String)>, Error>;
    /// A tile.
    async fn tile(&mut self, dao: &Id, level: u8, number: u64) -> Result<Option<TileRow>, Error>;
    /// Inserts or replaces a tile.
    async fn tile_put(&mut self, tile: &TileRow) -> Result<(), Error>;
    /// Appends an outbox row for projections and chains.
    async fn outbox_insert(&mut self, dao: &Id, index: u64) -> Result<(), Error>;

    // --- daos (derived) ---
    /// Inserts a DAO; slug and id are unique.
    async fn dao_insert(&mut self, dao: &DaoRow) -> Result<(), Error>;
    /// By short name.
    async fn dao_by_slug(&mut self, slug: &str) -> Result<Option<DaoRow>, Error>;
    /// By id.
    async fn dao(&mut self, id: &Id) -> Result<Option<DaoRow>, Error>;
    /// All, oldest first.
    async fn daos(&mut self) -> Result<Vec<DaoRow>, Error>;

    // --- members (derived) ---
    /// Inserts or replaces a membership (key: dao, actor).
    async fn member_put(&mut self, member: &MemberRow) -> Result<(), Error>;
    /// One membership.
    async fn member(&mut self, dao: &Id, actor: &Actor) -> Result<Option<MemberRow>, Error>;
    /// The present member with this handle.
    async fn member_by_handle(
        &mut self,
        dao: &Id,
        handle: &str,
    ) -> Result<Option<MemberRow>, Error>;
    /// Present members by joined index, after that index (keyset), whose handle contains `text`.
    async fn members(
        &mut self,
        dao: &Id,
        text: Option<&str>,
        after: Option<u64>,
        limit: i64,
    ) -> Result<Vec<MemberRow>, Error>;
    /// All memberships that ever were, by joined index (for snapshots).
    async fn members_all(&mut self, dao: &Id) -> Result<Vec<MemberRow>, Error>;
    /// Number of present members.
    async fn members_count(&mut self, dao: &Id) -> Result<i64, Error>;
    /// All memberships of one actor, present ones only.
    async fn memberships(&mut self, actor: &Actor) -> Result<Vec<MemberRow>, Error>;

    // --- points (derived) ---
    /// Appends a ledger entry.
    async fn point_insert(&mut self, row: &PointRow) -> Result<(), Error>;
    /// Entries with `index < before`, ascending, of one member or of all.
    async fn points(
        &mut self,
        dao: &Id,
        member: Option<&Actor>,
        before: u64,
    ) -> Result<Vec<PointRow>, Error>;
    /// Newest first, at most `limit`, with `index < before`, of one member or of all.
    async fn points_latest(
        &mut self,
        dao: &Id,
        member: Option<&Actor>,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Vec<PointRow>, Error>;

    // --- proposals (derived) ---
    /// Inserts or replaces by id.
    async fn proposal_put(&mut self, row: &ProposalRow) -> Result<(), Error>;
    /// By id.
    async fn proposal(&mut self, id: &Id) -> Result<Option<ProposalRow>, Error>;
    /// The highest version with this number.
    async fn proposal_by_number(
        &mut self,
        dao: &Id,
        number: i64,
    ) -> Result<Option<ProposalRow>, Error>;
    /// The largest number used so far (0 if none).
    async fn proposal_last_number(&mut self, dao: &Id) -> Result<i64, Error>;
    /// Newest number first (only the highest version of each; `unpublished` ones are left out).
    async fn proposals(
        &mut self,
        dao: &Id,
        filter: &ProposalFilter,
    ) -> Result<Vec<ProposalRow>, Error>;
    /// Published proposals of all DAOs with `end_ms ≤ now_ms` that have no result yet.
    async fn proposals_due(&mut self, now_ms: i64) -> Result<Vec<ProposalRow>, Error>;
    /// The running tally.
    async fn tally(&mut self, proposal: &Id) -> Result<Option<TallyRow>, Error>;
    /// Inserts or replaces the running tally.
    async fn tally_put(&mut self, row: &TallyRow) -> Result<(), Error>;
    /// The certificate with the highest index.
    async fn certificate(&mut self, proposal: &Id) -> Result<Option<CertificateRow>, Error>;
    /// Inserts a certificate.
    async fn certificate_insert(&mut self, row: &CertificateRow) -> Result<(), Error>;

    // --- ballots (derived) ---
    /// The live ballot of an actor.
    async fn ballot(&mut self, proposal: &Id, actor: &Actor) -> Result<Option<BallotRow>, Error>;
    /// Inserts or replaces it.
    async fn ballot_put(&mut self, row: &BallotRow) -> Result<(), Error>;
    /// Removes it.
    async fn ballot_delete(&mut self, proposal: &Id, actor: &Actor) -> Result<(), Error>;
    /// All live ballots by log index.
    async fn ballots(&mut self, proposal: &Id) -> Result<Vec<BallotRow>, Error>;

    // --- private ---
    /// Inserts an account; e-mail and actor are unique.
    async fn account_insert(&mut self, row: &AccountRow) -> Result<(), Error>;
    /// Updates name, language and password of an account.
    async fn account_update(&mut self, row: &AccountRow) -> Result<(), Error>;
    /// By id.
    async fn account(&mut self, id: &[u8; 16]) -> Result<Option<AccountRow>, Error>;
    /// By lower-cased e-mail.
    async fn account_by_email(&mut self, email: &str) -> Result<Option<AccountRow>, Error>;
    /// By actor.
    async fn account_by_actor(&mut self, actor: &Actor) -> Result<Option<AccountRow>, Error>;
    /// Inserts a session.
    async fn session_insert(&mut self, row: &SessionRow) -> Result<(), Error>;
    /// The session and its account, if not expired at `now_ms`.
    async fn session(
        &mut self,
        token_hash: &Id,
        now_ms: i64,
    ) -> Result<Option<(SessionRow, AccountRow)>, Error>;
    /// Ends one session.
    async fn session_delete(&mut self, token_hash: &Id) -> Result<(), Error>;
    /// Ends all sessions of an account.
    async fn sessions_delete(&mut self, account: &[u8; 16]) -> Result<(), Error>;
    /// Stores a challenge.
    async fn challenge_insert(&mut self, row: &ChallengeRow) -> Result<(), Error>;
    /// Removes a challenge and says whether it was there and alive at `now_ms`.
    async fn challenge_take(&mut self, nonce: &str, now_ms: i64) -> Result<bool, Error>;
    /// Inserts or replaces a draft.
    async fn draft_put(&mut self, row: &DraftRow) -> Result<(), Error>;
    /// One draft.
    async fn draft(&mut self, id: &[u8; 16]) -> Result<Option<DraftRow>, Error>;
    /// Drafts of a DAO: those of `author`, or those in review when `None`; newest first.
    async fn drafts(&mut self, dao: &Id, author: Option<&Actor>) -> Result<Vec<DraftRow>, Error>;
    /// Removes a draft.
    async fn draft_delete(&mut self, id: &[u8; 16]) -> Result<(), Error>;
    /// Stores an invitation.
    async fn invite_insert(&mut self, row: &InviteRow) -> Result<(), Error>;
    /// An invitation that is alive at `now_ms`.
    async fn invite(&mut self, token_hash: &Id, now_ms: i64) -> Result<Option<InviteRow>, Error>;
    /// Uses it once.
    async fn invite_use(&mut self, token_hash: &Id) -> Result<(), Error>;
    /// The stored answer to a repeated request.
    async fn answer(&mut self, key: &Id) -> Result<Option<AnswerRow>, Error>;
    /// Stores an answer; the key is unique.
    async fn answer_insert(&mut self, row: &AnswerRow) -> Result<(), Error>;
    /// Deletes expired sessions, challenges, invitations and answers older than a day.
    async fn sweep(&mut self, now_ms: i64) -> Result<u64, Error>;

    // --- audit ---
    /// Every derived row of every table as `table<TAB>key<TAB>values`, sorted, so that two
    /// databases can be compared line by line. Truth and private tables are left out.
    async fn dump_derived(&mut self) -> Result<Vec<String>, Error>;
}
