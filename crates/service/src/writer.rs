//! The one writer: gathers use cases, runs them in one transaction, commits, answers.
//!
//! A batch ends when no more work waits, after 256 use cases, or after 5 ms. What a crash leaves
//! at each step: before the commit, nothing at all; after it, everything, though the caller may
//! not have heard (its receipt can be fetched again; its idempotency key answers the same).
use crate::desk::{Desk, LoggedAct};
use crate::{Error, Result};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Most use cases in one transaction.
const BATCH_MAX: usize = 256;
/// Longest time a batch gathers.
const GATHER: Duration = Duration::from_millis(5);
/// Requests that may wait for the writer; beyond this callers wait at the door.
const QUEUE: usize = 4096;

/// Something that changes the instance: load → decide → save, against the desk.
#[async_trait]
pub trait UseCase: Send + 'static {
    /// What the caller gets when it is durable.
    type Output: Send + 'static;
    /// Runs inside the write transaction. An error undoes all of it.
    async fn run(self, desk: &mut Desk) -> Result<Self::Output>;
}

/// Handle to the writer task. Cheap to clone; the task ends when all handles are gone.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the task.
    pub fn start(parts: Arc<crate::service::Parts>) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        (Self { queue }, tokio::spawn(run(parts, jobs)))
    }

    /// Runs a use case and waits until it is durable. The acts it logged come with it.
    ///
    /// # Errors
    /// Those of the use case, or [`Error::Internal`] when the batch could not be committed.
    pub async fn submit<U: UseCase>(&self, case: U) -> Result<(U::Output, Vec<LoggedAct>)> {
        let (reply, answer) = oneshot::channel();
        let job = Pending {
            case: Some(case),
            output: None,
            reply: Some(reply),
        };
        self.queue
            .send(Box::new(job))
            .await
            .map_err(|_| Error::Internal("the writer has stopped".into()))?;
        answer
            .await
            .map_err(|_| Error::Internal("the writer stopped before the commit".into()))?
    }
}

/// A use case with its caller, with the types rubbed off.
#[async_trait]
trait Job: Send {
    async fn run(&mut self, desk: &mut Desk) -> Result<()>;
    fn answer(&mut self, outcome: Result<Vec<LoggedAct>>);
}

/// Where the answer of a use case goes.
type Reply<T> = oneshot::Sender<Result<(T, Vec<LoggedAct>)>>;

struct Pending<U: UseCase> {
    case: Option<U>,
    output: Option<U::Output>,
    reply: Option<Reply<U::Output>>,
}

#[async_trait]
impl<U: UseCase> Job for Pending<U> {
    async fn run(&mut self, desk: &mut Desk) -> Result<()> {
        if let Some(case) = self.case.take() {
            self.output = Some(case.run(desk).await?);
        }
        Ok(())
    }

    fn answer(&mut self, outcome: Result<Vec<LoggedAct>>) {
        let Some(reply) = self.reply.take() else {
            return;
        };
        let message = match (outcome, self.output.take()) {
            (Ok(acts), Some(output)) => Ok((output, acts)),
            (Ok(_), None) => Err(Error::Internal("use case ran without an output".into())),
            (Err(error), _) => Err(error),
        };
        // A caller that hung up has its act all the same; there is nobody left to tell.
        drop(reply.send(message));
    }
}

async fn run(parts: Arc<crate::service::Parts>, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
    while let Some(first) = jobs.recv().await {
        if let Err(error) = batch(&parts, first, &mut jobs).await {
            tracing::error!(error = %error, "batch failed; nothing of it was kept");
        }
    }
}

/// One transaction.
async fn batch(
    parts: &Arc<crate::service::Parts>,
    first: Box<dyn Job>,
    jobs: &mut mpsc::Receiver<Box<dyn Job>>,
) -> Result<()> {
    let started = Instant::now();
    let mut done: Vec<(Box<dyn Job>, std::ops::Range<usize>)> = Vec::new();
    let mut next = Some(first);
    let mut desk = match Desk::open(parts.clone()).await {
        Ok(desk) => desk,
        Err(error) => {
            if let Some(mut job) = next {
                job.answer(Err(error.clone()));
            }
            return Err(error);
        }
    };
    let mut fatal = None;
    while let Some(mut job) = next.take() {
        match step(&mut desk, &mut job).await {
            Ok(logged) => done.push((job, logged)),
            // The use case was refused: it alone is undone.
            Err(Step::Refused(error)) => job.answer(Err(error)),
            // The database failed: nothing in this transaction can be trusted.
            Err(Step::Failed(error)) => {
                job.answer(Err(error.clone()));
                fatal = Some(error);
                break;
            }
        }
        if done.len() < BATCH_MAX && started.elapsed() < GATHER {
            next = jobs.try_recv().ok();
        }
    }
    let outcome = match fatal {
        Some(error) => Err(error),
        // Commit point: before this line nothing happened, after it everything did.
        None => desk.commit().await,
    };
    match outcome {
        Ok(acts) => {
            for (mut job, range) in done {
                job.answer(Ok(acts[range].to_vec()));
            }
            Ok(())
        }
        Err(error) => {
            for (mut job, _) in done {
                job.answer(Err(error.clone()));
            }
            Err(error)
        }
    }
}

enum Step {
    Refused(Error),
    Failed(Error),
}

/// Runs one use case inside a savepoint; gives the range of the acts it logged.
async fn step(
    desk: &mut Desk,
    job: &mut Box<dyn Job>,
) -> std::result::Result<std::ops::Range<usize>, Step> {
    let mark = desk.mark().await.map_err(Step::Failed)?;
    match job.run(desk).await {
        Ok(()) => {
            desk.keep().await.map_err(Step::Failed)?;
            Ok(mark.acts()..desk.acts())
        }
        Err(error) => {
            desk.undo(mark).await.map_err(Step::Failed)?;
            match error {
                Error::Internal(_) => {
                    tracing::error!(error = %error, "use case failed");
                    Err(Step::Refused(error))
                }
                refused => Err(Step::Refused(refused)),
            }
        }
    }
}
