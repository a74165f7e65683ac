//! Answers to repeated requests (idempotency keys).
use crate::desk::Desk;
use crate::{Result, UseCase};
use async_trait::async_trait;
use storage::Id;
use storage::records::private::AnswerRow;

/// Use case: keep an answer for a day.
pub struct Keep {
    /// Hash of account, route and key.
    pub key: Id,
    /// Hash of the request.
    pub request_hash: Id,
    /// The answer as JSON.
    pub answer: String,
}

#[async_trait]
impl UseCase for Keep {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        let row = AnswerRow {
            key: self.key,
            request_hash: self.request_hash,
            answer: self.answer,
            created_ms: desk.now_ms(),
        };
        Ok(desk.tx.answer_insert(&row).await?)
    }
}
