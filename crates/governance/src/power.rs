//! Voting power from points (points.md 11–12).
use crate::{Error, choice, integer};
use serde_json::Value;

/// Shape of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    OneMember,
    Linear,
    Sqrt,
}

/// A power formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    shape: Shape,
    contribution_ppm: i128,
    reputation_ppm: i128,
    floor: i128,
    cap: Option<i128>,
    min_age_days: i64,
}

impl Formula {
    /// Reads `{"kind":"linear","contribution_ppm":1000000,…}`.
    ///
    /// # Errors
    /// `unknown_formula`, `formula_out_of_range`, `formula_empty`, `floor_above_cap`,
    /// `unknown_field`, `missing_field`, and those of integers.
    pub fn parse(value: &Value) -> Result<Self, Error> {
        const FIELDS: [&str; 6] = [
            "kind",
            "contribution_ppm",
            "reputation_ppm",
            "floor",
            "cap",
            "min_age_days",
        ];
        let map = value.as_object().ok_or(Error::new("not_an_object"))?;
        if map.keys().any(|name| !FIELDS.contains(&name.as_str())) {
            return Err(Error::new("unknown_field"));
        }
        let shape = match choice::text(map.get("kind").ok_or(Error::new("missing_field"))?)? {
            "one_member" => Shape::OneMember,
            "linear" => Shape::Linear,
            "sqrt" => Shape::Sqrt,
            _ => return Err(Error::new("unknown_formula")),
        };
        let range = Error::new("formula_out_of_range");
        let ppm = |name: &str| match map.get(name) {
            None => Ok(0),
            Some(_) if shape == Shape::OneMember => Err(range),
            Some(value) => Some(integer::from_json(value)?)
                .filter(|ppm| (0..=10_000_000).contains(ppm))
                .ok_or(range),
        };
        let amount = |name: &str| match map.get(name) {
            None => Ok(None),
            Some(value) => Some(integer::from_json(value)?)
                .filter(|n| (0..=i128::from(i64::MAX)).contains(n))
                .map(Some)
                .ok_or(range),
        };
        let formula = Self {
            shape,
            contribution_ppm: ppm("contribution_ppm")?,
            reputation_ppm: ppm("reputation_ppm")?,
            floor: amount("floor")?.unwrap_or(0),
            cap: amount("cap")?,
            min_age_days: match map.get("min_age_days") {
                None => 0,
                Some(days) => Some(integer::narrow(days)?)
                    .filter(|days| (0..=36_500).contains(days))
                    .ok_or(range)?,
            },
        };
        if shape != Shape::OneMember && formula.contribution_ppm == 0 && formula.reputation_ppm == 0
        {
            return Err(Error::new("formula_empty"));
        }
        if formula.cap.is_some_and(|cap| formula.floor > cap) {
            return Err(Error::new("floor_above_cap"));
        }
        Ok(formula)
    }

    /// Days that a credit must be old to count.
    pub fn min_age_days(&self) -> i64 {
        self.min_age_days
    }

    /// Whether points matter at all.
    pub fn needs_points(&self) -> bool {
        self.shape != Shape::OneMember
    }

    /// Power from the balances of both kinds, base units.
    ///
    /// # Errors
    /// `power_overflow` above 2⁶³−1.
    pub fn power(&self, contribution: i64, reputation: i64) -> Result<i64, Error> {
        let weighted = self.contribution_ppm * i128::from(contribution)
            + self.reputation_ppm * i128::from(reputation);
        let linear = weighted / 1_000_000;
        let raw = match self.shape {
            Shape::OneMember => 1_000_000,
            Shape::Linear => linear,
            Shape::Sqrt => (linear * 1_000_000).isqrt(),
        };
        let bounded = raw.max(self.floor);
        let bounded = self.cap.map_or(bounded, |cap| bounded.min(cap));
        i64::try_from(bounded).map_err(|_| Error::new("power_overflow"))
    }
}
