//! Life of a proposal: states, moves, roles, times (lifecycle.md).
use crate::{Error, integer};
use serde_json::Value;

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names are those of the specification's drawing"
)]
pub enum State {
    Draft,
    Review,
    Scheduled,
    Active,
    Closed,
    Passed,
    Rejected,
    NoQuorum,
    Tied,
    Void,
    Queued,
    Executed,
    Vetoed,
    Expired,
    Cancelled,
}

impl State {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 15] = [
        Self::Draft,
        Self::Review,
        Self::Scheduled,
        Self::Active,
        Self::Closed,
        Self::Passed,
        Self::Rejected,
        Self::NoQuorum,
        Self::Tied,
        Self::Void,
        Self::Queued,
        Self::Executed,
        Self::Vetoed,
        Self::Expired,
        Self::Cancelled,
    ];

    /// Reads [`State::name`].
    ///
    /// # Errors
    /// `unknown_state`.
    pub fn parse(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|state| state.name() == name);
        found.ok_or(Error::new("unknown_state"))
    }

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Scheduled => "scheduled",
            Self::Active => "active",
            Self::Closed => "closed",
            Self::Passed => "passed",
            Self::Rejected => "rejected",
            Self::NoQuorum => "no_quorum",
            Self::Tied => "tied",
            Self::Void => "void",
            Self::Queued => "queued",
            Self::Executed => "executed",
            Self::Vetoed => "vetoed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing moves it any more.
    pub fn is_final(self) -> bool {
        use State::{Cancelled, Executed, Expired, NoQuorum, Rejected, Tied, Vetoed, Void};
        matches!(
            self,
            Rejected | NoQuorum | Tied | Void | Executed | Vetoed | Expired | Cancelled
        )
    }
}

/// Who moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names are those of the specification's table"
)]
pub enum Role {
    Author,
    Moderator,
    Guardian,
    Executor,
    System,
}

impl Role {
    /// Reads a role.
    ///
    /// # Errors
    /// `unknown_role`.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Ok(match name {
            "author" => Self::Author,
            "moderator" => Self::Moderator,
            "guardian" => Self::Guardian,
            "executor" => Self::Executor,
            "system" => Self::System,
            _ => return Err(Error::new("unknown_role")),
        })
    }
}

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names are those of the specification's table"
)]
pub enum Action {
    Submit,
    Return,
    Edit,
    Publish,
    Open,
    Close,
    Tally,
    Queue,
    Execute,
    Veto,
    Expire,
    Cancel,
}

impl Action {
    /// Reads an action.
    ///
    /// # Errors
    /// `unknown_action`.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Ok(match name {
            "submit" => Self::Submit,
            "return" => Self::Return,
            "edit" => Self::Edit,
            "publish" => Self::Publish,
            "open" => Self::Open,
            "close" => Self::Close,
            "tally" => Self::Tally,
            "queue" => Self::Queue,
            "execute" => Self::Execute,
            "veto" => Self::Veto,
            "expire" => Self::Expire,
            "cancel" => Self::Cancel,
            _ => return Err(Error::new("unknown_action")),
        })
    }
}

/// Lengths of a DAO's lifecycle, milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Publication to start.
    pub notice_ms: i64,
    /// Before the start nothing is edited.
    pub freeze_ms: i64,
    /// Length of the vote.
    pub period_ms: i64,
    /// Result to execution.
    pub timelock_ms: i64,
    /// How long it may be executed.
    pub grace_ms: i64,
}

impl Rules {
    /// Reads and checks the lengths.
    ///
    /// # Errors
    /// `missing_field`, `unknown_field`, `freeze_above_notice`, `period_empty`, and those of
    /// integers.
    pub fn parse(value: &Value) -> Result<Self, Error> {
        const FIELDS: [&str; 5] = [
            "notice_ms",
            "freeze_ms",
            "period_ms",
            "timelock_ms",
            "grace_ms",
        ];
        let map = value.as_object().ok_or(Error::new("not_an_object"))?;
        if map.keys().any(|name| !FIELDS.contains(&name.as_str())) {
            return Err(Error::new("unknown_field"));
        }
        let length = |name: &str| -> Result<i64, Error> {
            let ms = map.get(name).ok_or(Error::new("missing_field"))?;
            let ms: i64 = integer::narrow(ms)?;
            if (0..1 << 53).contains(&ms) {
                Ok(ms)
            } else {
                Err(Error::new("integer_out_of_range"))
            }
        };
        let rules = Self {
            notice_ms: length("notice_ms")?,
            freeze_ms: length("freeze_ms")?,
            period_ms: length("period_ms")?,
            timelock_ms: length("timelock_ms")?,
            grace_ms: length("grace_ms")?,
        };
        if rules.freeze_ms > rules.notice_ms {
            return Err(Error::new("freeze_above_notice"));
        }
        if rules.period_ms < 1 || rules.grace_ms < 1 {
            return Err(Error::new("period_empty"));
        }
        Ok(rules)
    }
}

/// A proposal's life so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    rules: Rules,
    /// State.
    pub state: State,
    /// Version, from 1.
    pub version: u32,
    /// Voting opens.
    pub start_ms: Option<i64>,
    /// Voting ends.
    pub end_ms: Option<i64>,
    /// Execution from.
    pub eta_ms: Option<i64>,
    /// Execution until.
    pub expiry_ms: Option<i64>,
    last_ms: i64,
}

impl Life {
    /// A new draft.
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            state: State::Draft,
            version: 1,
            start_ms: None,
            end_ms: None,
            eta_ms: None,
            expiry_ms: None,
            last_ms: i64::MIN,
        }
    }

    /// Makes a move at a log time; `result` comes with `tally` only.
    ///
    /// # Errors
    /// In this order: `time_decreasing`, `state_final`, `wrong_state`, `role_not_allowed`,
    /// `result_invalid`, `frozen`, `too_early`, `too_late`. A refused move changes nothing.
    pub fn apply(
        &mut self,
        action: Action,
        role: Role,
        now_ms: i64,
        result: Option<&str>,
    ) -> Result<State, Error> {
        use State::{Active, Closed, Draft, Passed, Queued, Review, Scheduled};
        if now_ms < self.last_ms {
            return Err(Error::new("time_decreasing"));
        }
        if self.state.is_final() {
            return Err(Error::new("state_final"));
        }
        let roles: &[Role] = match (action, self.state) {
            (Action::Submit, Draft) | (Action::Edit, Draft | Review | Scheduled) => &[Role::Author],
            (Action::Return | Action::Publish, Review) => &[Role::Moderator],
            (Action::Open, Scheduled)
            | (Action::Close, Active)
            | (Action::Tally, Closed)
            | (Action::Expire, Queued) => &[Role::System],
            (Action::Queue, Passed) => &[Role::System, Role::Executor],
            (Action::Execute, Queued) => &[Role::Executor],
            (Action::Veto, Queued) | (Action::Cancel, Active) => &[Role::Guardian],
            (Action::Cancel, Draft | Review) => &[Role::Author, Role::Moderator],
            (Action::Cancel, Scheduled) => &[Role::Author, Role::Moderator, Role::Guardian],
            _ => return Err(Error::new("wrong_state")),
        };
        if !roles.contains(&role) {
            return Err(Error::new("role_not_allowed"));
        }
        let decided = match (action, result) {
            (Action::Tally, Some("passed")) => Some(Passed),
            (Action::Tally, Some("rejected")) => Some(State::Rejected),
            (Action::Tally, Some("no_quorum")) => Some(State::NoQuorum),
            (Action::Tally, Some("tied")) => Some(State::Tied),
            (Action::Tally, Some("void")) => Some(State::Void),
            (Action::Tally, _) | (_, Some(_)) => return Err(Error::new("result_invalid")),
            (_, None) => None,
        };
        let by_author = role == Role::Author && self.state == Scheduled;
        let frozen_from = self.start_ms.map(|start| start - self.rules.freeze_ms);
        if by_author && frozen_from.is_some_and(|from| now_ms >= from) {
            return Err(Error::new("frozen"));
        }
        let (from, until) = match action {
            Action::Open => (self.start_ms, None),
            Action::Close => (self.end_ms, None),
            Action::Execute => (self.eta_ms, self.expiry_ms),
            Action::Veto => (None, self.expiry_ms),
            Action::Expire => (self.expiry_ms, None),
            _ => (None, None),
        };
        if from.is_some_and(|from| now_ms < from) {
            return Err(Error::new("too_early"));
        }
        if until.is_some_and(|until| now_ms >= until) {
            return Err(Error::new("too_late"));
        }
        self.move_on(action, now_ms, decided);
        Ok(self.state)
    }

    fn move_on(&mut self, action: Action, now_ms: i64, decided: Option<State>) {
        self.last_ms = now_ms;
        self.state = match action {
            Action::Submit => State::Review,
            Action::Return => State::Draft,
            Action::Edit => {
                self.version += 1;
                if self.state == State::Scheduled {
                    // The publication is void: the next one sets new times.
                    self.start_ms = None;
                    self.end_ms = None;
                    State::Review
                } else {
                    State::Draft
                }
            }
            Action::Publish => {
                let start = now_ms + self.rules.notice_ms;
                self.start_ms = Some(start);
                self.end_ms = Some(start + self.rules.period_ms);
                State::Scheduled
            }
            Action::Open => State::Active,
            Action::Close => State::Closed,
            Action::Tally => decided.unwrap_or(self.state),
            Action::Queue => {
                let eta = now_ms + self.rules.timelock_ms;
                self.eta_ms = Some(eta);
                self.expiry_ms = Some(eta + self.rules.grace_ms);
                State::Queued
            }
            Action::Execute => State::Executed,
            Action::Veto => State::Vetoed,
            Action::Expire => State::Expired,
            Action::Cancel => State::Cancelled,
        };
    }
}
