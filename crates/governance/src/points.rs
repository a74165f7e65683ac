//! The points ledger: entries, exact daily decay, balances as of a snapshot (points.md).
use crate::{Error, half_life};
use std::collections::BTreeMap;

/// Base units of one point.
pub const UNIT: i64 = 1_000_000;
/// Largest amount of one entry.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000_000_000;
/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;
/// Last millisecond of the year 9999.
pub const TIME_MAX: i64 = 253_402_300_799_999;

/// Two kinds of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// For what somebody did.
    Contribution,
    /// For how it was received.
    Reputation,
}

impl Kind {
    /// Reads a kind.
    ///
    /// # Errors
    /// `unknown_kind`.
    pub fn parse(name: &str) -> Result<Self, Error> {
        match name {
            "contribution" => Ok(Self::Contribution),
            "reputation" => Ok(Self::Reputation),
            _ => Err(Error::new("unknown_kind")),
        }
    }

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contribution => "contribution",
            Self::Reputation => "reputation",
        }
    }
}

/// Half-lives in days; none = no decay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HalfLives {
    /// Of contribution points.
    pub contribution: Option<u16>,
    /// Of reputation.
    pub reputation: Option<u16>,
}

impl HalfLives {
    /// The half-life of a kind.
    pub fn of(&self, kind: Kind) -> Option<u16> {
        match kind {
            Kind::Contribution => self.contribution,
            Kind::Reputation => self.reputation,
        }
    }
}

/// A limit on the credits of a category per period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Kind of points.
    pub kind: Kind,
    /// Category.
    pub category: String,
    /// First day of period 0.
    pub anchor_day: i64,
    /// Days of a period, at least 1.
    pub period_days: i64,
    /// Base units per period.
    pub limit: i128,
}

/// Rules of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Half-lives.
    pub half_lives: HalfLives,
    /// Budgets; none at all switches them off.
    pub budgets: Vec<Budget>,
}

/// One entry (points.md 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Log index.
    pub index: u64,
    /// Log time.
    pub time_ms: i64,
    /// Beneficiary.
    pub member: String,
    /// Kind of points.
    pub kind: Kind,
    /// Category.
    pub category: String,
    /// Base units; negative for a deduction.
    pub amount: i64,
    /// Who granted it.
    pub reviewer: String,
}

/// Day of a time.
pub fn day(time_ms: i64) -> i64 {
    time_ms.div_euclid(DAY_MS)
}

/// A balance and the day it was brought to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    /// Base units, never below zero.
    pub amount: i64,
    /// Day.
    pub day: i64,
}

impl Balance {
    /// Brings the balance to a later day: one floor per midnight.
    pub fn advance(&mut self, to_day: i64, half_life_days: Option<u16>) {
        if let Some(days) = half_life_days {
            let factor = half_life::factor(days);
            let mut today = self.day;
            while today < to_day && self.amount > 0 {
                self.amount = half_life::decay(self.amount, factor);
                today += 1;
            }
        }
        self.day = self.day.max(to_day);
    }
}

/// Kind, category and period of a budget.
type BudgetKey = (Kind, String, i128);

/// A ledger with running balances.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    rules: Rules,
    entries: Vec<Entry>,
    balances: BTreeMap<(String, Kind), Balance>,
    spent: BTreeMap<BudgetKey, i128>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            ..Self::default()
        }
    }

    /// Accepted entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Appends an entry, or refuses it and changes nothing. Entries come in log order: index
    /// and time are those of the log, which lets neither fall.
    ///
    /// # Errors
    /// In this order: `amount_zero`, `amount_out_of_range`, `self_review`, `unknown_category`,
    /// `category_budget_exceeded`, `insufficient_balance`, `balance_overflow`.
    pub fn append(&mut self, entry: Entry) -> Result<(), Error> {
        if entry.amount == 0 {
            return Err(Error::new("amount_zero"));
        }
        if entry.amount.unsigned_abs() > AMOUNT_MAX.unsigned_abs() {
            return Err(Error::new("amount_out_of_range"));
        }
        if entry.reviewer == entry.member {
            return Err(Error::new("self_review"));
        }
        let spending = self.spending(&entry)?;
        let key = (entry.member.clone(), entry.kind);
        let mut balance = self.balances.get(&key).copied().unwrap_or_default();
        balance.advance(day(entry.time_ms), self.rules.half_lives.of(entry.kind));
        match balance.amount.checked_add(entry.amount) {
            None => return Err(Error::new("balance_overflow")),
            Some(sum) if sum < 0 => return Err(Error::new("insufficient_balance")),
            Some(sum) => balance.amount = sum,
        }
        self.balances.insert(key, balance);
        if let Some((key, sum)) = spending {
            self.spent.insert(key, sum);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Budget key and what it would have spent with this entry; `None` when no budget applies.
    fn spending(&self, entry: &Entry) -> Result<Option<(BudgetKey, i128)>, Error> {
        if entry.amount <= 0 || self.rules.budgets.is_empty() {
            return Ok(None);
        }
        let budget = self
            .rules
            .budgets
            .iter()
            .find(|budget| budget.kind == entry.kind && budget.category == entry.category)
            .ok_or(Error::new("unknown_category"))?;
        let days = i128::from(day(entry.time_ms)) - i128::from(budget.anchor_day);
        let period = days.div_euclid(i128::from(budget.period_days));
        let key = (entry.kind, entry.category.clone(), period);
        let spent = self.spent.get(&key).copied().unwrap_or(0);
        let sum = spent.saturating_add(i128::from(entry.amount));
        if sum > budget.limit {
            return Err(Error::new("category_budget_exceeded"));
        }
        Ok(Some((key, sum)))
    }

    /// Balance as of (`index`, `time_ms`), leaving out credits younger than `min_age_days`.
    ///
    /// # Errors
    /// `snapshot_time_before_entry`.
    pub fn balance(
        &self,
        member: &str,
        kind: Kind,
        index: u64,
        time_ms: i64,
        min_age_days: i64,
    ) -> Result<i64, Error> {
        let before = self.entries.iter().take_while(|entry| entry.index < index);
        if before.clone().any(|entry| entry.time_ms > time_ms) {
            return Err(Error::new("snapshot_time_before_entry"));
        }
        let own = before
            .filter(|entry| entry.member == member && entry.kind == kind)
            .map(|entry| (entry.time_ms, entry.amount));
        Ok(replay(
            own,
            self.rules.half_lives.of(kind),
            time_ms,
            min_age_days,
        ))
    }
}

/// Balance of one member and kind from its entries `(time_ms, amount)` in log order
/// (points.md 6 and 10).
pub fn replay(
    entries: impl Iterator<Item = (i64, i64)>,
    half_life_days: Option<u16>,
    time_ms: i64,
    min_age_days: i64,
) -> i64 {
    let today = day(time_ms);
    let mut balance = Balance::default();
    for (entry_ms, amount) in entries {
        let entry_day = day(entry_ms);
        balance.advance(entry_day, half_life_days);
        let young = amount > 0 && today - entry_day < min_age_days;
        if !young {
            // Young credits are left out, so a deduction may find less than it took: it stops at 0.
            balance.amount = balance.amount.saturating_add(amount).max(0);
        }
    }
    balance.advance(today, half_life_days);
    balance.amount
}

/// Reads points with up to six decimals as base units: `12.5` → 12,500,000.
///
/// # Errors
/// `amount_invalid`, `amount_out_of_range`.
pub fn parse_amount(text: &str) -> Result<i64, Error> {
    let invalid = Error::new("amount_invalid");
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || fraction.len() > 6 {
        return Err(invalid);
    }
    let range = Error::new("amount_out_of_range");
    let whole: i64 = whole.parse().map_err(|_| range)?;
    let fraction: i64 = format!("{fraction:0<6}").parse().map_err(|_| invalid)?;
    let units = whole
        .checked_mul(UNIT)
        .and_then(|w| w.checked_add(fraction))
        .ok_or(range)?;
    if units > AMOUNT_MAX {
        return Err(range);
    }
    Ok(if negative { -units } else { units })
}

/// Writes base units as points, without needless zeros: 12,500,000 → `12.5`. Takes an `i64`
/// amount or an `i128` sum.
pub fn format_amount(units: impl Into<i128>) -> String {
    let units: i128 = units.into();
    let sign = if units < 0 { "-" } else { "" };
    let magnitude = units.unsigned_abs();
    let (whole, fraction) = (magnitude / 1_000_000, magnitude % 1_000_000);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:06}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}
