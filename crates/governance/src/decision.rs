//! Decisions: quorum, support, status, and when (decision.md). All integers, all O(1).
use crate::choice::{self, RuleSet, System};
use crate::tally::{Tally, scores};
use crate::{Error, integer};
use serde_json::{Map, Value, json};

/// Whose power counts towards the quorum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuorumMode {
    /// Everything cast.
    AllCast,
    /// Ballots that name an option.
    OptionsTotal,
    /// For and abstain.
    ForAbstain,
    /// For alone.
    ForOnly,
    /// No quorum.
    None,
}

/// How much is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuorumSize {
    /// Millionths of the eligible power, rounded up.
    Ppm(i128),
    /// Base units.
    Amount(i128),
}

/// How much support `basic` needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// More than `ppm` millionths of for + against (exclusive).
    Threshold(i128),
    /// At least num/den of for + against (inclusive), more than a half.
    Supermajority(i128, i128),
}

/// Late-quorum extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The end is at least this long after the quorum was reached.
    pub extend_ms: i64,
    /// The end moves by at most this.
    pub max_ms: i64,
}

/// Parsed decision rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    mode: QuorumMode,
    size: QuorumSize,
    support: Support,
    optimistic: Option<i128>,
    winner_min_ppm: Option<i128>,
    reject_choice: Option<usize>,
    /// Whether ballots may not be changed.
    pub final_ballots: bool,
    /// Whether a certain result may be declared before the end.
    pub early: bool,
    /// Late-quorum extension.
    pub extension: Option<Extension>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// `passed`, `rejected`, `no_quorum`, `tied`, `void`.
    pub status: &'static str,
    /// Participation P.
    pub participation: i128,
    /// Need.
    pub needed: i128,
    /// P ≥ need.
    pub met: bool,
}

impl Decided {
    /// As `psephos tally` prints it for a case without a window.
    pub fn to_value(&self) -> Value {
        json!({
            "status": self.status,
            "participation": integer::to_json(self.participation),
            "quorum_needed": integer::to_json(self.needed),
            "quorum_met": self.met,
            "early": false,
        })
    }
}

/// Firm power: what can't be taken back any more (decision.md 16).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Firm {
    /// For.
    pub for_: i128,
    /// Against.
    pub against: i128,
    /// Abstain.
    pub abstain: i128,
}

impl Decision {
    /// Reads decision rules; `period_ms` bounds the extension when it is known.
    ///
    /// # Errors
    /// `not_an_object`, `unknown_field`, `missing_field`, `unknown_quorum_mode`,
    /// `quorum_mode_not_applicable`, `quorum_size_invalid`, `support_not_applicable`,
    /// `threshold_out_of_range`, `optimistic_conflict`, `winner_min_not_applicable`,
    /// `reject_choice_not_applicable`, `early_not_supported`, `early_needs_final_ballots`,
    /// `extension_above_period` and those of single values.
    pub fn parse(value: &Value, rules: &RuleSet, period_ms: Option<u64>) -> Result<Self, Error> {
        const FIELDS: [&str; 8] = [
            "quorum",
            "support",
            "optimistic",
            "winner_min_ppm",
            "reject_choice",
            "final_ballots",
            "early",
            "extension",
        ];
        let map = object(value, &FIELDS)?;
        let basic = rules.system() == System::Basic;
        let quorum = map.get("quorum").ok_or(Error::new("missing_field"))?;
        let quorum = object(quorum, &["mode", "ppm", "amount"])?;
        let mode = match choice::text(quorum.get("mode").ok_or(Error::new("missing_field"))?)? {
            "all_cast" => QuorumMode::AllCast,
            "options_total" => QuorumMode::OptionsTotal,
            "for_abstain" => QuorumMode::ForAbstain,
            "for_only" => QuorumMode::ForOnly,
            "none" => QuorumMode::None,
            _ => return Err(Error::new("unknown_quorum_mode")),
        };
        if !basic && matches!(mode, QuorumMode::ForAbstain | QuorumMode::ForOnly) {
            return Err(Error::new("quorum_mode_not_applicable"));
        }
        let size = match (quorum.get("ppm"), quorum.get("amount"), mode) {
            (None, None, QuorumMode::None) => QuorumSize::Amount(0),
            (Some(ppm), None, mode) if mode != QuorumMode::None => {
                QuorumSize::Ppm(ranged(ppm, 0, 1_000_000, "quorum_size_invalid")?)
            }
            (None, Some(amount), mode) if mode != QuorumMode::None => {
                QuorumSize::Amount(ranged(amount, 0, 10i128.pow(24), "quorum_size_invalid")?)
            }
            _ => return Err(Error::new("quorum_size_invalid")),
        };
        let support = map
            .get("support")
            .map(|support| parse_support(support, basic))
            .transpose()?;
        let optimistic = match map.get("optimistic") {
            None => None,
            Some(optimistic) => {
                if !basic || mode != QuorumMode::None || support.is_some() {
                    return Err(Error::new("optimistic_conflict"));
                }
                let optimistic = object(optimistic, &["rejection_ppm"])?;
                let ppm = optimistic
                    .get("rejection_ppm")
                    .ok_or(Error::new("missing_field"))?;
                Some(ranged(ppm, 1, 1_000_000, "threshold_out_of_range")?)
            }
        };
        let winner_min_ppm = match map.get("winner_min_ppm") {
            None => None,
            Some(_)
                if !matches!(
                    rules.system(),
                    System::SingleChoice | System::Approval | System::Weighted
                ) =>
            {
                return Err(Error::new("winner_min_not_applicable"));
            }
            Some(ppm) => Some(ranged(ppm, 0, 1_000_000, "threshold_out_of_range")?),
        };
        let reject_choice = match map.get("reject_choice") {
            None => None,
            Some(_) if matches!(rules.system(), System::Basic | System::Debian) => {
                return Err(Error::new("reject_choice_not_applicable"));
            }
            Some(number) => {
                let count = i128::try_from(rules.count()).unwrap_or(i128::MAX);
                let number = ranged(number, 1, count, "choice_out_of_range")?;
                usize::try_from(number).ok()
            }
        };
        let final_ballots = match map.get("final_ballots") {
            None => false,
            Some(flag) => flag.as_bool().ok_or(Error::new("not_a_boolean"))?,
        };
        let early = match map.get("early") {
            None => false,
            Some(word) if choice::text(word)? == "certain" => true,
            Some(_) => return Err(Error::new("unknown_option")),
        };
        if early && !basic {
            return Err(Error::new("early_not_supported"));
        }
        if early && !final_ballots {
            return Err(Error::new("early_needs_final_ballots"));
        }
        let extension = map
            .get("extension")
            .map(|e| parse_extension(e, period_ms))
            .transpose()?;
        Ok(Self {
            mode,
            size,
            support: support.unwrap_or(Support::Threshold(500_000)),
            optimistic,
            winner_min_ppm,
            reject_choice,
            final_ballots,
            early,
            extension,
        })
    }

    /// Power needed for the quorum.
    pub fn needed(&self, eligible: i128) -> i128 {
        match self.size {
            QuorumSize::Amount(amount) => amount,
            QuorumSize::Ppm(ppm) => (ppm * eligible + 999_999) / 1_000_000,
        }
    }

    /// Participation P in a tally.
    pub fn participation(&self, rules: &RuleSet, tally: &Tally) -> i128 {
        match self.mode {
            QuorumMode::AllCast | QuorumMode::None => tally.power(),
            QuorumMode::OptionsTotal => tally.named(),
            QuorumMode::ForAbstain => score(rules, tally, 1) + score(rules, tally, 3),
            QuorumMode::ForOnly => score(rules, tally, 1),
        }
    }

    /// Decides on a finished tally; `result` is [`Tally::result`].
    ///
    /// # Errors
    /// `power_above_eligible`: the resolution of power is broken and nothing is decided.
    pub fn decide(
        &self,
        rules: &RuleSet,
        tally: &Tally,
        result: &Value,
        eligible: i128,
    ) -> Result<Decided, Error> {
        if tally.power() > eligible {
            return Err(Error::new("power_above_eligible"));
        }
        let participation = self.participation(rules, tally);
        let needed = self.needed(eligible);
        let met = participation >= needed;
        let status = if eligible == 0 {
            "void"
        } else if rules.system() == System::Basic {
            let (f, a) = (score(rules, tally, 1), score(rules, tally, 2));
            match self.optimistic {
                Some(ppm) if a * 1_000_000 >= ppm * eligible => "rejected",
                Some(_) => "passed",
                None if f + a == 0 || !met => "no_quorum",
                None if self.supported(f, a) => "passed",
                None => "rejected",
            }
        } else {
            self.status_of_choice(rules, tally, result, met)
        };
        Ok(Decided {
            status,
            participation,
            needed,
            met,
        })
    }

    fn status_of_choice(
        &self,
        rules: &RuleSet,
        tally: &Tally,
        result: &Value,
        met: bool,
    ) -> &'static str {
        if tally.power() == 0 || !met {
            return "no_quorum";
        }
        if result.get("outcome").and_then(Value::as_str) == Some("tied") {
            return "tied";
        }
        let winners: Vec<usize> = result
            .get("winners")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|winner| usize::try_from(winner.as_u64()?).ok())
            .collect();
        let rejecting = match rules.system() {
            System::Debian => Some(rules.default),
            _ => self.reject_choice,
        };
        match winners.as_slice() {
            [] => "rejected",
            [only] if Some(*only) == rejecting => "rejected",
            [first, ..] => match self.winner_min_ppm {
                Some(ppm)
                    if score(rules, tally, *first) * 1_000_000
                        < ppm * tally.power() * scale(rules) =>
                {
                    "rejected"
                }
                _ => "passed",
            },
        }
    }

    /// Whether `f` is supported against `a`.
    fn supported(&self, f: i128, a: i128) -> bool {
        match self.support {
            Support::Threshold(ppm) => (1_000_000 - ppm) * f > ppm * a,
            Support::Supermajority(num, den) => f > 0 && den * f >= num * (f + a),
        }
    }

    /// The status that nothing can change any more, if there is one (decision.md 16). Without
    /// eligible power the vote is void, not decided early.
    pub fn certain(&self, firm: Firm, eligible: i128) -> Option<&'static str> {
        let Firm {
            for_: f,
            against: a,
            abstain: b,
        } = firm;
        if eligible == 0 {
            return None;
        }
        let open = eligible - f - a - b;
        if let Some(ppm) = self.optimistic {
            return if a * 1_000_000 >= ppm * eligible {
                Some("rejected")
            } else if (a + open) * 1_000_000 < ppm * eligible {
                Some("passed")
            } else {
                None
            };
        }
        let need = self.needed(eligible);
        let participation = match self.mode {
            QuorumMode::AllCast | QuorumMode::None => f + a + b,
            QuorumMode::OptionsTotal => f + a,
            QuorumMode::ForAbstain => f + b,
            QuorumMode::ForOnly => f,
        };
        if participation + open < need || f + a + open == 0 {
            return Some("no_quorum");
        }
        if participation < need || f + a == 0 {
            return None;
        }
        if self.supported(f, a + open) {
            Some("passed")
        } else if !self.supported(f + open, a) {
            Some("rejected")
        } else {
            None
        }
    }
}

fn score(rules: &RuleSet, tally: &Tally, choice: usize) -> i128 {
    tally.scores(rules).get(choice - 1).copied().unwrap_or(0)
}

/// What scores are multiplied with.
fn scale(rules: &RuleSet) -> i128 {
    if rules.system() == System::Weighted {
        scores::WEIGHT_SCALE
    } else {
        1
    }
}

fn parse_support(value: &Value, basic: bool) -> Result<Support, Error> {
    if !basic {
        return Err(Error::new("support_not_applicable"));
    }
    let map = value.as_object().ok_or(Error::new("not_an_object"))?;
    let field = |name: &str| map.get(name).ok_or(Error::new("missing_field"));
    match choice::text(field("kind")?)? {
        "threshold" => {
            object(value, &["kind", "ppm"])?;
            ranged(field("ppm")?, 0, 999_999, "threshold_out_of_range").map(Support::Threshold)
        }
        "supermajority" => {
            object(value, &["kind", "num", "den"])?;
            let num = ranged(field("num")?, 1, 1_000_000, "threshold_out_of_range")?;
            let den = ranged(field("den")?, 1, 1_000_000, "threshold_out_of_range")?;
            if 2 * num <= den || num > den {
                return Err(Error::new("threshold_out_of_range"));
            }
            Ok(Support::Supermajority(num, den))
        }
        _ => Err(Error::new("unknown_option")),
    }
}

fn parse_extension(value: &Value, period_ms: Option<u64>) -> Result<Extension, Error> {
    let map = object(value, &["extend_ms", "max_ms"])?;
    let length = |name: &str| {
        let ms = map.get(name).ok_or(Error::new("missing_field"))?;
        ranged(ms, 0, 1 << 53, "integer_out_of_range")
    };
    let (extend, max) = (length("extend_ms")?, length("max_ms")?);
    if period_ms.is_some_and(|period| max > i128::from(period)) {
        return Err(Error::new("extension_above_period"));
    }
    let narrow = |ms| i64::try_from(ms).map_err(|_| Error::new("integer_out_of_range"));
    Ok(Extension {
        extend_ms: narrow(extend)?,
        max_ms: narrow(max)?,
    })
}

fn ranged(value: &Value, low: i128, high: i128, code: &'static str) -> Result<i128, Error> {
    let n = integer::from_json(value)?;
    if (low..=high).contains(&n) {
        Ok(n)
    } else {
        Err(Error::new(code))
    }
}

/// An object that has no members beside these.
fn object<'a>(value: &'a Value, fields: &[&str]) -> Result<&'a Map<String, Value>, Error> {
    let map = value.as_object().ok_or(Error::new("not_an_object"))?;
    match map.keys().find(|name| !fields.contains(&name.as_str())) {
        Some(_) => Err(Error::new("unknown_field")),
        None => Ok(map),
    }
}
