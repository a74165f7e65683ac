//! Choices and rule sets: what a proposal lets voters say, and how it will be counted.
use crate::{Error, integer};
use serde_json::{Map, Value};

/// Most choices of a proposal.
pub const CHOICES_MAX: usize = 1_000;

/// Voting systems that are available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// For, against, abstain.
    Basic,
    /// One of the choices.
    SingleChoice,
    /// Any number of the choices.
    Approval,
    /// Power spread over the choices.
    Weighted,
    /// Power spread over the choices, counted by its square roots.
    Quadratic,
    /// Votes that cost the square of their number.
    QuadraticCredits,
    /// Marks, summed.
    Score,
    /// Marks, then a runoff of the two best.
    Star,
    /// Ranked, points for places.
    Borda,
    /// Ranked, the weakest leaves round by round.
    Irv,
    /// Ranked, several seats, votes transferred.
    Stv,
    /// Ranked, widest paths.
    Schulze,
    /// Ranked, with a default option, quorum and majorities (Debian constitution A.5).
    Debian,
    /// Ranked, duels won.
    Copeland,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Basic,
        Self::SingleChoice,
        Self::Approval,
        Self::Weighted,
        Self::Quadratic,
        Self::QuadraticCredits,
        Self::Score,
        Self::Star,
        Self::Borda,
        Self::Irv,
        Self::Stv,
        Self::Schulze,
        Self::Debian,
        Self::Copeland,
    ];

    /// Name in rule sets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::SingleChoice => "single_choice",
            Self::Approval => "approval",
            Self::Weighted => "weighted",
            Self::Quadratic => "quadratic",
            Self::QuadraticCredits => "quadratic_credits",
            Self::Score => "score",
            Self::Star => "star",
            Self::Borda => "borda",
            Self::Irv => "irv",
            Self::Stv => "stv",
            Self::Schulze => "schulze",
            Self::Debian => "debian",
            Self::Copeland => "copeland",
        }
    }

    /// Reads [`System::name`].
    ///
    /// # Errors
    /// `unknown_system`; `system_not_available` for those of the specification that are not
    /// built yet.
    pub fn parse(name: &str) -> Result<Self, Error> {
        const LATER: [&str; 2] = ["budget_greedy", "budget_mes"];
        match Self::ALL.into_iter().find(|system| system.name() == name) {
            Some(system) => Ok(system),
            None if LATER.contains(&name) => Err(Error::new("system_not_available")),
            None => Err(Error::new("unknown_system")),
        }
    }

    /// Whether ballots are rankings.
    pub fn is_ranked(self) -> bool {
        matches!(
            self,
            Self::Borda | Self::Irv | Self::Stv | Self::Schulze | Self::Debian | Self::Copeland
        )
    }

    /// Options a rule set of this system may name, beside `system`.
    fn options(self) -> &'static [&'static str] {
        match self {
            Self::Basic => &[],
            Self::SingleChoice | Self::Weighted | Self::Quadratic => &["final_tie"],
            Self::Approval => &["final_tie", "max_approvals", "allow_none"],
            Self::QuadraticCredits => &["final_tie", "credits", "signed"],
            Self::Score | Self::Star => &["final_tie", "max_score"],
            Self::Borda => &[
                "final_tie",
                "base",
                "unranked",
                "equal_ranks",
                "require_full",
            ],
            Self::Irv => &["final_tie", "equal_ranks", "require_full"],
            Self::Stv => &["seats", "equal_ranks", "require_full"],
            Self::Schulze => &["final_tie", "strength", "equal_ranks", "require_full"],
            Self::Debian => &[
                "final_tie",
                "default",
                "quorum",
                "majority",
                "equal_ranks",
                "require_full",
            ],
            Self::Copeland => &["final_tie", "require_full"],
        }
    }

    /// Words for equal ranks, the default first (ballots.md 4).
    fn equal_ranks(self) -> &'static [&'static str] {
        match self {
            Self::Irv => &["reject", "exhaust", "skip"],
            Self::Copeland | Self::Stv => &["reject"],
            _ => &["allow", "reject"],
        }
    }
}

/// What rankings may do with equal ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EqualRanks {
    /// Have them: neither is preferred.
    Allow,
    /// Not have them.
    Reject,
    /// `irv`: a rank with two continuing choices ends the ballot.
    Exhaust,
    /// `irv`: such ranks are never read.
    Skip,
}

/// Credits of a ballot of `quadratic_credits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credits {
    /// As many for everybody; votes count with the power of the voter.
    Fixed(i64),
    /// As many per point of power; votes count by themselves.
    PerPoint(i64),
}

/// What unranked choices earn in `borda`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unranked {
    /// The average of the places left.
    Average,
    /// Nothing.
    Zero,
}

/// What settles a tie for the win.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinalTie {
    /// Nothing: the result is "tied".
    Tied,
    /// A lot drawn from the proposal hash and the closing checkpoint.
    Lot,
}

/// How strong a Schulze link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Power of those who prefer the winner of the pair.
    WinningVotes,
    /// The difference.
    Margins,
}

/// A majority that an option of a Debian vote needs against the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Majority {
    /// Number of the option.
    pub choice: usize,
    /// Numerator of the ratio, at least the denominator.
    pub num: i128,
    /// Denominator.
    pub den: i128,
}

/// A parsed rule set with its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    system: System,
    labels: Vec<String>,
    unit: i64,
    /// What settles a tie for the win.
    pub final_tie: FinalTie,
    /// Most choices of an approval ballot.
    pub max_approvals: usize,
    /// Whether an approval ballot may be empty.
    pub allow_none: bool,
    /// What rankings may do with equal ranks.
    pub equal_ranks: EqualRanks,
    /// Whether every choice must be ranked.
    pub require_full: bool,
    /// Schulze link strength.
    pub strength: Strength,
    /// Default option of a Debian vote, from 1.
    pub default: usize,
    /// Debian quorum in base units.
    pub quorum: i128,
    /// Debian majorities other than 1:1.
    pub majorities: Vec<Majority>,
    /// Highest mark of `score` and `star`, 1…100.
    pub max_score: i64,
    /// Credits of `quadratic_credits`.
    pub credits: Credits,
    /// Whether votes of `quadratic_credits` may be negative.
    pub signed: bool,
    /// Points of the last place in `borda`, 0 or 1.
    pub base: i64,
    /// What unranked choices earn in `borda`.
    pub unranked: Unranked,
    /// Seats of `stv`, 1…the number of choices.
    pub seats: usize,
}

impl RuleSet {
    /// Reads choices (a list of labels) and rules (`{"system", …}`); `unit` is the base units of
    /// one vote, 1…10⁹.
    ///
    /// # Errors
    /// `not_a_list`, `not_a_text`, `choices_out_of_range`, `duplicate_choice`, `not_an_object`,
    /// `missing_field`, `unknown_system`, `system_not_available`, `unknown_field`,
    /// `unknown_option`, `choices_not_basic`, `unit_out_of_range`, and those of each option.
    pub fn parse(choices: &Value, rules: &Value, unit: i64) -> Result<Self, Error> {
        let labels = labels(choices)?;
        let rules = rules.as_object().ok_or(Error::new("not_an_object"))?;
        let system = rules.get("system").ok_or(Error::new("missing_field"))?;
        let system = System::parse(text(system)?)?;
        let known = |name: &str| name == "system" || system.options().contains(&name);
        if rules.keys().any(|name| !known(name)) {
            return Err(Error::new("unknown_field"));
        }
        if system == System::Basic && labels != ["for", "against", "abstain"] {
            return Err(Error::new("choices_not_basic"));
        }
        if !(1..=1_000_000_000).contains(&unit) {
            return Err(Error::new("unit_out_of_range"));
        }
        let count = labels.len();
        Ok(Self {
            system,
            unit,
            final_tie: match option(rules, "final_tie", &["tied", "lot"])? {
                Some("lot") => FinalTie::Lot,
                _ => FinalTie::Tied,
            },
            max_approvals: match rules.get("max_approvals") {
                Some(limit) => usize::try_from(integer::from_json(limit)?)
                    .ok()
                    .filter(|limit| (1..=count).contains(limit))
                    .ok_or(Error::new("limit_out_of_range"))?,
                None => count,
            },
            allow_none: flag(rules, "allow_none", true)?,
            equal_ranks: match option(rules, "equal_ranks", system.equal_ranks())?
                .unwrap_or(system.equal_ranks()[0])
            {
                "allow" => EqualRanks::Allow,
                "exhaust" => EqualRanks::Exhaust,
                "skip" => EqualRanks::Skip,
                _ => EqualRanks::Reject,
            },
            require_full: flag(rules, "require_full", system == System::Copeland)?,
            strength: match option(rules, "strength", &["winning_votes", "margins"])? {
                Some("margins") => Strength::Margins,
                _ => Strength::WinningVotes,
            },
            default: match rules.get("default") {
                Some(number) => choice_number(number, count)?,
                None if system == System::Debian => return Err(Error::new("missing_field")),
                None => 0,
            },
            quorum: match rules.get("quorum") {
                Some(quorum) => Some(integer::from_json(quorum)?)
                    .filter(|quorum| (0..=10i128.pow(24)).contains(quorum))
                    .ok_or(Error::new("integer_out_of_range"))?,
                None => 0,
            },
            majorities: majorities(rules.get("majority"), count)?,
            max_score: match rules.get("max_score") {
                Some(limit) => between(limit, 1, 100, "limit_out_of_range")?,
                None => 5,
            },
            credits: match rules.get("credits") {
                Some(credits) => parse_credits(credits)?,
                None if system == System::QuadraticCredits => {
                    return Err(Error::new("missing_field"));
                }
                None => Credits::Fixed(0),
            },
            signed: flag(rules, "signed", false)?,
            base: match rules.get("base") {
                Some(base) => between(base, 0, 1, "unknown_option")?,
                None => 1,
            },
            unranked: match option(rules, "unranked", &["average", "zero"])? {
                Some("zero") => Unranked::Zero,
                _ => Unranked::Average,
            },
            seats: match rules.get("seats") {
                Some(seats) => parse_seats(seats, count)?,
                None if system == System::Stv => return Err(Error::new("missing_field")),
                None => 1,
            },
            labels,
        })
    }

    /// The system.
    pub fn system(&self) -> System {
        self.system
    }

    /// Labels in order; choices are numbered from 1.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Number of choices.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// Base units of one vote.
    pub fn unit(&self) -> i64 {
        self.unit
    }
}

fn labels(choices: &Value) -> Result<Vec<String>, Error> {
    let list = choices.as_array().ok_or(Error::new("not_a_list"))?;
    let labels: Vec<String> = list
        .iter()
        .map(|label| text(label).map(str::to_owned))
        .collect::<Result<_, _>>()?;
    if !(2..=CHOICES_MAX).contains(&labels.len()) {
        return Err(Error::new("choices_out_of_range"));
    }
    let mut sorted: Vec<&String> = labels.iter().collect();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Error::new("duplicate_choice"));
    }
    Ok(labels)
}

fn majorities(value: Option<&Value>, count: usize) -> Result<Vec<Majority>, Error> {
    let Some(value) = value else {
        return Ok(Vec::new());
    };
    let list = value.as_array().ok_or(Error::new("not_a_list"))?;
    let mut out: Vec<Majority> = Vec::new();
    for item in list {
        let map = item.as_object().ok_or(Error::new("not_an_object"))?;
        if map
            .keys()
            .any(|name| !["choice", "num", "den"].contains(&name.as_str()))
        {
            return Err(Error::new("unknown_field"));
        }
        let field = |name| map.get(name).ok_or(Error::new("missing_field"));
        let choice = choice_number(field("choice")?, count)?;
        let num = integer::from_json(field("num")?)?;
        let den = integer::from_json(field("den")?)?;
        let invalid = den < 1 || num < den || num > 1_000_000_000;
        if invalid || out.iter().any(|known| known.choice == choice) {
            return Err(Error::new("majority_invalid"));
        }
        out.push(Majority { choice, num, den });
    }
    Ok(out)
}

fn parse_credits(value: &Value) -> Result<Credits, Error> {
    let map = value.as_object().ok_or(Error::new("not_an_object"))?;
    let amount = |name: &str| {
        map.get(name)
            .map(|k| between(k, 1, 1_000_000, "credits_out_of_range"))
            .transpose()
    };
    match (amount("fixed")?, amount("per_point")?) {
        (None, None) => Err(Error::new("missing_field")),
        (Some(credits), None) if map.len() == 1 => Ok(Credits::Fixed(credits)),
        (None, Some(credits)) if map.len() == 1 => Ok(Credits::PerPoint(credits)),
        _ => Err(Error::new("unknown_field")),
    }
}

fn parse_seats(value: &Value, count: usize) -> Result<usize, Error> {
    let most = i64::try_from(CHOICES_MAX).unwrap_or(i64::MAX);
    let seats = between(value, 1, most, "seats_out_of_range")?;
    usize::try_from(seats)
        .ok()
        .filter(|seats| *seats <= count)
        .ok_or(Error::new("too_few_choices"))
}

fn between(value: &Value, low: i64, high: i64, code: &'static str) -> Result<i64, Error> {
    i64::try_from(integer::from_json(value)?)
        .ok()
        .filter(|n| (low..=high).contains(n))
        .ok_or(Error::new(code))
}

fn choice_number(value: &Value, count: usize) -> Result<usize, Error> {
    usize::try_from(integer::from_json(value)?)
        .ok()
        .filter(|number| (1..=count).contains(number))
        .ok_or(Error::new("choice_out_of_range"))
}

/// A non-empty text.
pub(crate) fn text(value: &Value) -> Result<&str, Error> {
    value
        .as_str()
        .filter(|text| !text.is_empty())
        .ok_or(Error::new("not_a_text"))
}

fn flag(map: &Map<String, Value>, name: &str, default: bool) -> Result<bool, Error> {
    match map.get(name) {
        Some(value) => value.as_bool().ok_or(Error::new("not_a_boolean")),
        None => Ok(default),
    }
}

fn option<'a>(
    map: &'a Map<String, Value>,
    name: &str,
    known: &[&str],
) -> Result<Option<&'a str>, Error> {
    let Some(value) = map.get(name) else {
        return Ok(None);
    };
    let word = text(value)?;
    if known.contains(&word) {
        Ok(Some(word))
    } else {
        Err(Error::new("unknown_option"))
    }
}
