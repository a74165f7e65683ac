//! Ballots: one opinion has exactly one spelling (ballots.md).
use crate::Error;
use crate::choice::{Credits, EqualRanks, RuleSet, System};
use serde_json::{Value, json};

/// What the weights of a ballot add up to, ppm.
const WEIGHTS_SUM: i64 = 1_000_000;

/// A valid ballot under a rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ballot {
    /// One choice, from 1 (`basic`: 1 for, 2 against, 3 abstain).
    Choice(usize),
    /// Approved choices, ascending.
    Approve(Vec<usize>),
    /// Marks, weights in ppm or votes of choices, choices ascending; the rest has none.
    Marks(Vec<(usize, i64)>),
    /// Ranks, best first; a rank of two or more is a tie, ascending.
    Ranking(Vec<Vec<usize>>),
}

impl Ballot {
    /// Reads a body such as `{"ranking":[3,[1,2]]}`.
    ///
    /// # Errors
    /// The first fault from left to right: `ballot_malformed`, `choice_out_of_range`,
    /// `choice_repeated`, `not_ascending`, `too_many_approvals`, `weight_out_of_range`,
    /// `weights_sum`, `votes_out_of_range`, `credits_exceeded` (fixed credits),
    /// `score_out_of_range`, `equal_ranks_not_allowed`, `ranking_incomplete`, `empty_ballot`.
    pub fn parse(rules: &RuleSet, body: &Value) -> Result<Self, Error> {
        let malformed = Error::new("ballot_malformed");
        let map = body
            .as_object()
            .filter(|map| map.len() == 1)
            .ok_or(malformed)?;
        let value = map.get(key(rules.system())).ok_or(malformed)?;
        if rules.system() == System::Basic {
            let word = value.as_str().ok_or(malformed)?;
            let at = rules.labels().iter().position(|label| label == word);
            return at
                .map(|at| Self::Choice(at + 1))
                .ok_or(Error::new("choice_out_of_range"));
        }
        if rules.system() == System::SingleChoice {
            return number(rules, value).map(Self::Choice);
        }
        let list = value.as_array().ok_or(malformed)?;
        match rules.system() {
            System::Approval => approve(rules, list),
            System::Weighted
            | System::Quadratic
            | System::QuadraticCredits
            | System::Score
            | System::Star => marks(rules, list),
            _ => ranking(rules, list),
        }
    }

    /// Whether a voter of this power may cast the ballot: with `per_point` credits power buys
    /// the votes. Every other rule is judged by [`Ballot::parse`] already.
    ///
    /// # Errors
    /// `credits_exceeded`.
    pub fn affordable(&self, rules: &RuleSet, power: i64) -> Result<(), Error> {
        let (Self::Marks(votes), Credits::PerPoint(k)) = (self, rules.credits) else {
            return Ok(());
        };
        if squares(votes) > i128::from(k) * i128::from(power) / 1_000_000 {
            return Err(Error::new("credits_exceeded"));
        }
        Ok(())
    }

    /// The body that [`Ballot::parse`] reads.
    pub fn to_value(&self, rules: &RuleSet) -> Value {
        match self {
            Self::Choice(number) if rules.system() == System::Basic => {
                json!({"choice": rules.labels()[number - 1]})
            }
            Self::Choice(number) => json!({"choice": number}),
            Self::Approve(numbers) => json!({"approve": numbers}),
            Self::Marks(marks) => json!({key(rules.system()): marks}),
            Self::Ranking(list) => json!({"ranking": ranks(list)}),
        }
    }

    /// Whether the ballot names an option (not an abstention, not an empty list).
    pub fn names_option(&self, rules: &RuleSet) -> bool {
        match self {
            Self::Choice(number) => rules.system() != System::Basic || *number != 3,
            Self::Approve(numbers) => !numbers.is_empty(),
            Self::Marks(marks) => !marks.is_empty(),
            Self::Ranking(ranks) => !ranks.is_empty(),
        }
    }
}

/// The only key of a body.
fn key(system: System) -> &'static str {
    match system {
        System::Basic | System::SingleChoice => "choice",
        System::Approval => "approve",
        System::Weighted | System::Quadratic => "weights",
        System::QuadraticCredits => "votes",
        System::Score | System::Star => "scores",
        _ => "ranking",
    }
}

/// Ranks as a body spells them: a number, or a list of equal ones.
pub(crate) fn ranks(ranks: &[Vec<usize>]) -> Value {
    ranks
        .iter()
        .map(|rank| match rank.as_slice() {
            [one] => json!(one),
            tie => json!(tie),
        })
        .collect()
}

/// The `choice` beside a `ballot` in an act: numbers replaced by labels, shape kept (act.md).
///
/// # Errors
/// As [`Ballot::parse`].
pub fn labels(rules: &RuleSet, body: &Value) -> Result<Value, Error> {
    let label = |number: &usize| Value::from(rules.labels()[number - 1].clone());
    Ok(match Ballot::parse(rules, body)? {
        Ballot::Choice(number) => json!([label(&number)]),
        Ballot::Approve(numbers) => numbers.iter().map(label).collect(),
        Ballot::Marks(marks) => marks
            .iter()
            .map(|(number, mark)| json!({"option": label(number), "weight": mark}))
            .collect(),
        Ballot::Ranking(ranks) => ranks
            .iter()
            .map(|rank| match rank.as_slice() {
                [one] => label(one),
                tie => tie.iter().map(label).collect(),
            })
            .collect(),
    })
}

fn number(rules: &RuleSet, value: &Value) -> Result<usize, Error> {
    let malformed = Error::new("ballot_malformed");
    if !value.is_i64() && !value.is_u64() {
        return Err(malformed);
    }
    value
        .as_u64()
        .and_then(|n| usize::try_from(n).ok())
        .filter(|n| (1..=rules.count()).contains(n))
        .ok_or(Error::new("choice_out_of_range"))
}

/// Choices met so far on a ballot.
struct Seen(Vec<bool>);

impl Seen {
    fn none(rules: &RuleSet) -> Self {
        Self(vec![false; rules.count()])
    }

    /// Notes a choice.
    fn note(&mut self, number: usize) -> Result<(), Error> {
        if std::mem::replace(&mut self.0[number - 1], true) {
            return Err(Error::new("choice_repeated"));
        }
        Ok(())
    }
}

/// Refuses a number that does not rise.
fn rises(last: Option<usize>, number: usize) -> Result<(), Error> {
    if last.is_some_and(|last| last > number) {
        return Err(Error::new("not_ascending"));
    }
    Ok(())
}

/// Numbers that rise; `seen` holds those of the whole ballot.
fn ascending(rules: &RuleSet, values: &[Value], seen: &mut Seen) -> Result<Vec<usize>, Error> {
    let mut numbers: Vec<usize> = Vec::with_capacity(values.len());
    for value in values {
        let number = number(rules, value)?;
        seen.note(number)?;
        rises(numbers.last().copied(), number)?;
        numbers.push(number);
    }
    Ok(numbers)
}

fn approve(rules: &RuleSet, values: &[Value]) -> Result<Ballot, Error> {
    let approved = ascending(rules, values, &mut Seen::none(rules))?;
    if approved.len() > rules.max_approvals {
        return Err(Error::new("too_many_approvals"));
    }
    if approved.is_empty() && !rules.allow_none {
        return Err(Error::new("empty_ballot"));
    }
    Ok(Ballot::Approve(approved))
}

/// Pairs `[choice, mark]`. Within a pair: choice range, mark type, repetition, order, mark range.
fn marks(rules: &RuleSet, values: &[Value]) -> Result<Ballot, Error> {
    let malformed = Error::new("ballot_malformed");
    let (range, code) = match rules.system() {
        System::Score | System::Star => (1..=rules.max_score, "score_out_of_range"),
        System::QuadraticCredits if rules.signed => (-1_000..=1_000, "votes_out_of_range"),
        System::QuadraticCredits => (1..=1_000, "votes_out_of_range"),
        _ => (1..=WEIGHTS_SUM, "weight_out_of_range"),
    };
    let mut seen = Seen::none(rules);
    let mut marks: Vec<(usize, i64)> = Vec::with_capacity(values.len());
    for value in values {
        let [choice, mark] = value.as_array().map(Vec::as_slice).unwrap_or_default() else {
            return Err(malformed);
        };
        let choice = number(rules, choice)?;
        if !mark.is_i64() && !mark.is_u64() {
            return Err(malformed);
        }
        seen.note(choice)?;
        rises(marks.last().map(|(last, _)| *last), choice)?;
        let mark = mark
            .as_i64()
            .filter(|mark| range.contains(mark) && *mark != 0)
            .ok_or(Error::new(code))?;
        marks.push((choice, mark));
    }
    match rules.system() {
        System::Score | System::Star => {}
        _ if marks.is_empty() => return Err(Error::new("empty_ballot")),
        System::QuadraticCredits => {
            if let Credits::Fixed(credits) = rules.credits
                && squares(&marks) > i128::from(credits)
            {
                return Err(Error::new("credits_exceeded"));
            }
        }
        _ => {
            if marks.iter().map(|(_, weight)| weight).sum::<i64>() != WEIGHTS_SUM {
                return Err(Error::new("weights_sum"));
            }
        }
    }
    Ok(Ballot::Marks(marks))
}

/// What votes cost.
fn squares(votes: &[(usize, i64)]) -> i128 {
    let square = |(_, v): &(usize, i64)| i128::from(*v) * i128::from(*v);
    votes.iter().map(square).sum()
}

fn ranking(rules: &RuleSet, values: &[Value]) -> Result<Ballot, Error> {
    let mut seen = Seen::none(rules);
    let mut ranks = Vec::with_capacity(values.len());
    for value in values {
        let rank = match value {
            Value::Array(tie) if tie.len() < 2 => return Err(Error::new("ballot_malformed")),
            Value::Array(tie) => {
                let tie = ascending(rules, tie, &mut seen)?;
                if rules.equal_ranks == EqualRanks::Reject {
                    return Err(Error::new("equal_ranks_not_allowed"));
                }
                tie
            }
            one => {
                let number = number(rules, one)?;
                seen.note(number)?;
                vec![number]
            }
        };
        ranks.push(rank);
    }
    if ranks.is_empty() {
        return Err(Error::new("empty_ballot"));
    }
    if rules.require_full && seen.0.contains(&false) {
        return Err(Error::new("ranking_incomplete"));
    }
    Ok(Ballot::Ranking(ranks))
}
