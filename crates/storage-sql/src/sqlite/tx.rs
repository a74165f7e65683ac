//! The transaction: each method of the port, handed to the file of its noun.
use super::row::unavailable;
use super::{ballots, daos, dump, log, members, points, private, proposals};
use act::Actor;
use async_trait::async_trait;
use sqlx::{Sqlite, SqliteConnection, Transaction};
use storage::records::ballots::BallotRow;
use storage::records::daos::DaoRow;
use storage::records::log::{ActorHead, LeafFilter, LeafRow, LogHead, TileRow};
use storage::records::members::MemberRow;
use storage::records::points::PointRow;
use storage::records::private::{
    AccountRow, AnswerRow, ChallengeRow, DraftRow, InviteRow, SessionRow,
};
use storage::records::proposals::{CertificateRow, ProposalFilter, ProposalRow, TallyRow};
use storage::{Error, Id, Tx};

/// An open transaction; rolled back when dropped.
pub struct SqliteTx {
    tx: Transaction<'static, Sqlite>,
}

impl SqliteTx {
    /// Wraps a transaction that has begun.
    pub fn new(tx: Transaction<'static, Sqlite>) -> Self {
        Self { tx }
    }

    fn db(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }

    async fn execute(&mut self, statement: &'static str) -> Result<(), Error> {
        sqlx::query(statement)
            .execute(self.db())
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

#[async_trait]
impl Tx for SqliteTx {
    async fn commit(self: Box<Self>) -> Result<(), Error> {
        self.tx.commit().await.map_err(unavailable)
    }

    async fn savepoint(&mut self) -> Result<(), Error> {
        self.execute("SAVEPOINT step").await
    }

    async fn release(&mut self) -> Result<(), Error> {
        self.execute("RELEASE step").await
    }

    async fn rollback(&mut self) -> Result<(), Error> {
        self.execute("ROLLBACK TO step").await?;
        self.execute("RELEASE step").await
    }

    async fn log_lock(&mut self, dao: &Id) -> Result<Option<LogHead>, Error> {
        // SQLite has one writer: the open write transaction is the lock.
        log::log_head(self.db(), dao).await
    }

    async fn log_head(&mut self, dao: &Id) -> Result<Option<LogHead>, Error> {
        log::log_head(self.db(), dao).await
    }

    async fn log_heads(&mut self) -> Result<Vec<LogHead>, Error> {
        log::log_heads(self.db()).await
    }

    async fn log_put(&mut self, head: &LogHead) -> Result<(), Error> {
        log::log_put(self.db(), head).await
    }

    async fn leaf_insert(&mut self, leaf: &LeafRow) -> Result<(), Error> {
        log::leaf_insert(self.db(), leaf).await
    }

    async fn leaf(&mut self, dao: &Id, index: u64) -> Result<Option<LeafRow>, Error> {
        log::leaf(self.db(), dao, index).await
    }

    async fn leaf_by_act(&mut self, act: &Id) -> Result<Option<LeafRow>, Error> {
        log::leaf_by_act(self.db(), act).await
    }

    async fn leaves(&mut self, dao: &Id, from: u64, to: u64) -> Result<Vec<LeafRow>, Error> {
        log::leaves(self.db(), dao, from, to).await
    }

    async fn leaves_latest(
        &mut self,
        dao: &Id,
        filter: &LeafFilter,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Vec<LeafRow>, Error> {
        log::leaves_latest(self.db(), dao, filter, before, limit).await
    }

    async fn leaves_by_act_prefix(
        &mut self,
        dao: &Id,
        prefix: &str,
        limit: i64,
    ) -> Result<Vec<LeafRow>, Error> {
        log::leaves_by_act_prefix(self.db(), dao, prefix, limit).await
    }

    async fn actor_head(&mut self, dao: &Id, actor: &Actor) -> Result<Option<ActorHead>, Error> {
        log::actor_head(self.db(), dao, actor).await
    }

    async fn actor_head_put(
        &mut self,
        dao: &Id,
        actor: &Actor,
        head: &ActorHead,
    ) -> Result<(), Error> {
        log::actor_head_put(self.db(), dao, actor, head).await
    }

    async fn payload_put(&mut self, act: &Id, json: &str) -> Result<(), Error> {
        log::payload_put(self.db(), act, json).await
    }

    async fn payload(&mut self, act: &Id) -> Result<Option<String>, Error> {
        log::payload(self.db(), act).await
    }

    async fn payloads(
        &mut self,
        dao: &Id,
        from: u64,
        to: u64,
    ) -> Result<Vec<(u64, Id, String)>, Error> {
        log::payloads(self.db(), dao, from, to).await
    }

    async fn tile(&mut self, dao: &Id, level: u8, number: u64) -> Result<Option<TileRow>, Error> {
        log::tile(self.db(), dao, level, number).await
    }

    async fn tile_put(&mut self, tile: &TileRow) -> Result<(), Error> {
        log::tile_put(self.db(), tile).await
    }

    async fn outbox_insert(&mut self, dao: &Id, index: u64) -> Result<(), Error> {
        log::outbox_insert(self.db(), dao, index).await
    }

    async fn dao_insert(&mut self, dao: &DaoRow) -> Result<(), Error> {
        daos::dao_insert(self.db(), dao).await
    }

    async fn dao_by_slug(&mut self, slug: &str) -> Result<Option<DaoRow>, Error> {
        daos::dao_by_slug(self.db(), slug).await
    }

    async fn dao(&mut self, id: &Id) -> Result<Option<DaoRow>, Error> {
        daos::dao(self.db(), id).await
    }

    async fn daos(&mut self) -> Result<Vec<DaoRow>, Error> {
        daos::daos(self.db()).await
    }

    async fn member_put(&mut self, member: &MemberRow) -> Result<(), Error> {
        members::member_put(self.db(), member).await
    }

    async fn member(&mut self, dao: &Id, actor: &Actor) -> Result<Option<MemberRow>, Error> {
        members::member(self.db(), dao, actor).await
    }

    async fn member_by_handle(
        &mut self,
        dao: &Id,
        handle: &str,
    ) -> Result<Option<MemberRow>, Error> {
        members::member_by_handle(self.db(), dao, handle).await
    }

    async fn members(
        &mut self,
        dao: &Id,
        text: Option<&str>,
        after: Option<u64>,
        limit: i64,
    ) -> Result<Vec<MemberRow>, Error> {
        members::members(self.db(), dao, text, after, limit).await
    }

    async fn members_all(&mut self, dao: &Id) -> Result<Vec<MemberRow>, Error> {
        members::members_all(self.db(), dao).await
    }

    async fn members_count(&mut self, dao: &Id) -> Result<i64, Error> {
        members::members_count(self.db(), dao).await
    }

    async fn memberships(&mut self, actor: &Actor) -> Result<Vec<MemberRow>, Error> {
        members::memberships(self.db(), actor).await
    }

    async fn point_insert(&mut self, row: &PointRow) -> Result<(), Error> {
        points::point_insert(self.db(), row).await
    }

    async fn points(
        &mut self,
        dao: &Id,
        member: Option<&Actor>,
        before: u64,
    ) -> Result<Vec<PointRow>, Error> {
        points::points(self.db(), dao, member, before).await
    }

    async fn points_latest(
        &mut self,
        dao: &Id,
        member: Option<&Actor>,
        before: Option<u64>,
        limit: i64,
    ) -> Result<Vec<PointRow>, Error> {
        points::points_latest(self.db(), dao, member, before, limit).await
    }

    async fn proposal_put(&mut self, row: &ProposalRow) -> Result<(), Error> {
        proposals::proposal_put(self.db(), row).await
    }

    async fn proposal(&mut self, id: &Id) -> Result<Option<ProposalRow>, Error> {
        proposals::proposal(self.db(), id).await
    }

    async fn proposal_by_number(
        &mut self,
        dao: &Id,
        number: i64,
    ) -> Result<Option<ProposalRow>, Error> {
        proposals::proposal_by_number(self.db(), dao, number).await
    }

    async fn proposal_last_number(&mut self, dao: &Id) -> Result<i64, Error> {
        proposals::proposal_last_number(self.db(), dao).await
    }

    async fn proposals(
        &mut self,
        dao: &Id,
        filter: &ProposalFilter,
    ) -> Result<Vec<ProposalRow>, Error> {
        proposals::proposals(self.db(), dao, filter).await
    }

    async fn proposals_due(&mut self, now_ms: i64) -> Result<Vec<ProposalRow>, Error> {
        proposals::proposals_due(self.db(), now_ms).await
    }

    async fn tally(&mut self, proposal: &Id) -> Result<Option<TallyRow>, Error> {
        proposals::tally(self.db(), proposal).await
    }

    async fn tally_put(&mut self, row: &TallyRow) -> Result<(), Error> {
        proposals::tally_put(self.db(), row).await
    }

    async fn certificate(&mut self, proposal: &Id) -> Result<Option<CertificateRow>, Error> {
        proposals::certificate(self.db(), proposal).await
    }

    async fn certificate_insert(&mut self, row: &CertificateRow) -> Result<(), Error> {
        proposals::certificate_insert(self.db(), row).await
    }

    async fn ballot(&mut self, proposal: &Id, actor: &Actor) -> Result<Option<BallotRow>, Error> {
        ballots::ballot(self.db(), proposal, actor).await
    }

    async fn ballot_put(&mut self, row: &BallotRow) -> Result<(), Error> {
        ballots::ballot_put(self.db(), row).await
    }

    async fn ballot_delete(&mut self, proposal: &Id, actor: &Actor) -> Result<(), Error> {
        ballots::ballot_delete(self.db(), proposal, actor).await
    }

    async fn ballots(&mut self, proposal: &Id) -> Result<Vec<BallotRow>, Error> {
        ballots::ballots(self.db(), proposal).await
    }

    async fn account_insert(&mut self, row: &AccountRow) -> Result<(), Error> {
        private::account_insert(self.db(), row).await
    }

    async fn account_update(&mut self, row: &AccountRow) -> Result<(), Error> {
        private::account_update(self.db(), row).await
    }

    async fn account(&mut self, id: &[u8; 16]) -> Result<Option<AccountRow>, Error> {
        private::account(self.db(), id).await
    }

    async fn account_by_email(&mut self, email: &str) -> Result<Option<AccountRow>, Error> {
        private::account_by_email(self.db(), email).await
    }

    async fn account_by_actor(&mut self, actor: &Actor) -> Result<Option<AccountRow>, Error> {
        private::account_by_actor(self.db(), actor).await
    }

    async fn session_insert(&mut self, row: &SessionRow) -> Result<(), Error> {
        private::session_insert(self.db(), row).await
    }

    async fn session(
        &mut self,
        token_hash: &Id,
        now_ms: i64,
    ) -> Result<Option<(SessionRow, AccountRow)>, Error> {
        private::session(self.db(), token_hash, now_ms).await
    }

    async fn session_delete(&mut self, token_hash: &Id) -> Result<(), Error> {
        private::session_delete(self.db(), token_hash).await
    }

    async fn sessions_delete(&mut self, account: &[u8; 16]) -> Result<(), Error> {
        private::sessions_delete(self.db(), account).await
    }

    async fn challenge_insert(&mut self, row: &ChallengeRow) -> Result<(), Error> {
        private::challenge_insert(self.db(), row).await
    }

    async fn challenge_take(&mut self, nonce: &str, now_ms: i64) -> Result<bool, Error> {
        private::challenge_take(self.db(), nonce, now_ms).await
    }

    async fn draft_put(&mut self, row: &DraftRow) -> Result<(), Error> {
        private::draft_put(self.db(), row).await
    }

    async fn draft(&mut self, id: &[u8; 16]) -> Result<Option<DraftRow>, Error> {
        private::draft(self.db(), id).await
    }

    async fn drafts(&mut self, dao: &Id, author: Option<&Actor>) -> Result<Vec<DraftRow>, Error> {
        private::drafts(self.db(), dao, author).await
    }

    async fn draft_delete(&mut self, id: &[u8; 16]) -> Result<(), Error> {
        private::draft_delete(self.db(), id).await
    }

    async fn invite_insert(&mut self, row: &InviteRow) -> Result<(), Error> {
        private::invite_insert(self.db(), row).await
    }

    async fn invite(&mut self, token_hash: &Id, now_ms: i64) -> Result<Option<InviteRow>, Error> {
        private::invite(self.db(), token_hash, now_ms).await
    }

    async fn invite_use(&mut self, token_hash: &Id) -> Result<(), Error> {
        private::invite_use(self.db(), token_hash).await
    }

    async fn answer(&mut self, key: &Id) -> Result<Option<AnswerRow>, Error> {
        private::answer(self.db(), key).await
    }

    async fn answer_insert(&mut self, row: &AnswerRow) -> Result<(), Error> {
        private::answer_insert(self.db(), row).await
    }

    async fn sweep(&mut self, now_ms: i64) -> Result<u64, Error> {
        private::sweep(self.db(), now_ms).await
    }

    async fn dump_derived(&mut self) -> Result<Vec<String>, Error> {
        dump::dump_derived(self.db()).await
    }
}
