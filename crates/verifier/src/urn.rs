//! Which ballots are live, and what they add up to (tally-certificate.md "Live ballots").
use crate::facts::time;
use crate::{Error, Hash, certificate};
use act::{Actor, Leaf, kinds};
use governance::ballot::Ballot;
use governance::choice::RuleSet;
use governance::decision::Decision;
use governance::tally::{Lot, Tally};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// How ballots are read and counted, told apart by the `version` of the frozen rules.
#[derive(Debug, Clone)]
pub enum Counting {
    /// Version 1, the reduced form of the vectors: `single_choice` and totals in order.
    Reduced {
        /// Labels in order.
        options: Vec<String>,
    },
    /// Version 2: rule set and decision of a published proposal.
    Full {
        /// Rule set with labels.
        rules: Box<RuleSet>,
        /// Decision rules.
        decision: Box<Decision>,
    },
}

impl Counting {
    /// Reads frozen rules.
    ///
    /// # Errors
    /// `rule_unknown` for a version, a system or a clause that this code can't count: never a
    /// guess.
    pub fn read(rules: &Value) -> Result<Self, Error> {
        let unknown = Error::new("rule_unknown");
        match rules.get("version").and_then(Value::as_u64) {
            Some(1) if rules.get("system").and_then(Value::as_str) == Some("single_choice") => {
                let options = rules
                    .get("options")
                    .and_then(Value::as_array)
                    .and_then(|list| list.iter().map(|o| Some(o.as_str()?.to_owned())).collect())
                    .ok_or(unknown)?;
                Ok(Self::Reduced { options })
            }
            Some(2) => Self::full(rules).ok_or(unknown),
            _ => Err(unknown),
        }
    }

    fn full(frozen: &Value) -> Option<Self> {
        let delegates = frozen
            .get("delegation")
            .and_then(Value::as_object)
            .is_some_and(|map| !map.is_empty());
        if delegates {
            return None;
        }
        let unit = frozen.get("unit")?.as_i64()?;
        let rules = RuleSet::parse(frozen.get("choices")?, frozen.get("rules")?, unit).ok()?;
        let decision = Decision::parse(frozen.get("decision")?, &rules, None).ok()?;
        // An end that moves, or comes early, is not counted by this version.
        if decision.early || decision.extension.is_some() {
            return None;
        }
        Some(Self::Full {
            rules: Box::new(rules),
            decision: Box::new(decision),
        })
    }

    /// Labels in order.
    pub fn options(&self) -> &[String] {
        match self {
            Self::Reduced { options } => options,
            Self::Full { rules, .. } => rules.labels(),
        }
    }

    fn ballots_are_final(&self) -> bool {
        match self {
            Self::Reduced { .. } => false,
            Self::Full { decision, .. } => decision.final_ballots,
        }
    }

    /// The ballot that a payload casts, if the rules accept it.
    fn accept(&self, payload: &Map<String, Value>) -> Option<Ballot> {
        let body = payload.get("ballot")?;
        match self {
            Self::Reduced { options } => {
                let map = body.as_object().filter(|map| map.len() == 1)?;
                let number = usize::try_from(map.get("choice")?.as_u64()?).ok()?;
                (1..=options.len())
                    .contains(&number)
                    .then_some(Ballot::Choice(number))
            }
            Self::Full { rules, .. } => {
                let ballot = Ballot::parse(rules, body).ok()?;
                let shown = certificate::labels(body, rules.labels()).ok()?;
                (payload.get("choice") == Some(&shown)).then_some(ballot)
            }
        }
    }
}

/// A live ballot.
#[derive(Debug, Clone)]
pub struct Live {
    /// Log index.
    pub index: u64,
    /// Act id.
    pub act: Hash,
    /// What it says.
    pub ballot: Ballot,
    /// Power it counts with, base units.
    pub power: i64,
    /// Whether the server alone vouches for it.
    pub attested: bool,
    /// Labels that the payload shows.
    choice: Value,
    /// Labels of its numbers.
    labels: Value,
}

/// The ballots of one proposal while its range is walked.
#[derive(Debug, Clone)]
pub struct Urn<'a> {
    rules: &'a Counting,
    power: &'a BTreeMap<Actor, i64>,
    proposal: Hash,
    /// Half-open window by log time; none in the reduced form.
    window: Option<(i64, i64)>,
    live: BTreeMap<Actor, Live>,
    refused: u64,
    replaced: u64,
    revoked: u64,
}

impl<'a> Urn<'a> {
    /// An empty urn.
    pub fn new(
        rules: &'a Counting,
        power: &'a BTreeMap<Actor, i64>,
        proposal: Hash,
        window: Option<(i64, i64)>,
    ) -> Self {
        let live = BTreeMap::new();
        Self {
            rules,
            power,
            proposal,
            window,
            live,
            refused: 0,
            replaced: 0,
            revoked: 0,
        }
    }

    /// The rules it counts by.
    pub fn rules(&self) -> &Counting {
        self.rules
    }

    /// Takes the next leaf of the range; leaves about anything else change nothing.
    ///
    /// # Errors
    /// `missing` for a ballot whose payload is not there: it can't be counted again.
    pub fn push(
        &mut self,
        index: u64,
        leaf: &Leaf,
        payload: Option<&Map<String, Value>>,
    ) -> Result<(), Error> {
        if leaf.body.subject != self.proposal {
            return Ok(());
        }
        match leaf.body.kind {
            kinds::BALLOT => {
                let payload = payload.ok_or(Error::new("missing"))?;
                match self.accept(index, leaf, payload) {
                    Some(live) => {
                        if self.live.insert(leaf.body.actor, live).is_some() {
                            self.replaced += 1;
                        }
                    }
                    None => self.refused += 1,
                }
            }
            kinds::BALLOT_REVOKE => {
                let allowed = self.is_open(leaf) && !self.rules.ballots_are_final();
                if allowed && self.live.remove(&leaf.body.actor).is_some() {
                    self.revoked += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_open(&self, leaf: &Leaf) -> bool {
        let at = time(leaf.logged_ms);
        self.window
            .is_none_or(|(start, end)| start <= at && at < end)
    }

    fn accept(&self, index: u64, leaf: &Leaf, payload: &Map<String, Value>) -> Option<Live> {
        let power = self
            .power
            .get(&leaf.body.actor)
            .copied()
            .filter(|power| *power > 0)?;
        let again = self.live.contains_key(&leaf.body.actor);
        if !self.is_open(leaf) || (again && self.rules.ballots_are_final()) {
            return None;
        }
        let ballot = self.rules.accept(payload)?;
        Some(Live {
            index,
            act: leaf.body.id(),
            ballot,
            power,
            attested: leaf.alg == 0,
            choice: payload.get("choice").cloned().unwrap_or(Value::Null),
            labels: certificate::labels(payload.get("ballot")?, self.rules.options()).ok()?,
        })
    }

    /// Live ballots in no particular order.
    pub fn live(&self) -> impl Iterator<Item = (&Actor, &Live)> {
        self.live.iter()
    }

    /// Index and act id of the live ballots, by index.
    pub fn roll(&self) -> Vec<(u64, Hash)> {
        let mut roll: Vec<_> = self
            .live
            .values()
            .map(|live| (live.index, live.act))
            .collect();
        roll.sort_unstable();
        roll
    }

    /// Number of live ballots.
    pub fn counted(&self) -> u64 {
        self.live.len() as u64
    }

    /// Number of refused ballots.
    pub fn refused(&self) -> u64 {
        self.refused
    }

    /// Ballots that a later one replaced.
    pub fn replaced(&self) -> u64 {
        self.replaced
    }

    /// Ballots that were withdrawn.
    pub fn revoked(&self) -> u64 {
        self.revoked
    }

    /// Live ballots that the server alone vouches for.
    pub fn attested(&self) -> u64 {
        self.live.values().filter(|live| live.attested).count() as u64
    }

    /// Labels shown beside the numbers of each live ballot (step 8).
    ///
    /// # Errors
    /// `choice_mismatch`.
    pub fn check_labels(&self) -> Result<(), Error> {
        if self.live.values().all(|live| live.choice == live.labels) {
            Ok(())
        } else {
            Err(Error::new("choice_mismatch"))
        }
    }

    /// Counts the live ballots: the `result` of the certificate.
    ///
    /// # Errors
    /// Those of the tally and the decision (`lot_required`, `too_many_ballots`,
    /// `total_power_out_of_range`, `power_above_eligible`).
    pub fn count(&self, lot: Option<&Lot>, eligible: i128) -> Result<Value, Error> {
        match self.rules {
            Counting::Reduced { options } => Ok(self.totals(options)),
            Counting::Full { rules, decision } => {
                let mut tally = Tally::new(rules);
                for live in self.live.values() {
                    tally.add_many(rules, &live.ballot, live.power, 1)?;
                }
                (0..self.replaced).for_each(|_| tally.note_replaced());
                (0..self.revoked).for_each(|_| tally.note_revoked());
                let result = tally.result(rules, lot)?;
                let decided = decision.decide(rules, &tally, &result, eligible)?;
                let full = json!({"tally": result, "decision": decided.to_value()});
                Ok(act::json::without_nulls(&full))
            }
        }
    }

    fn totals(&self, options: &[String]) -> Value {
        let mut sums = vec![0i128; options.len()];
        for live in self.live.values() {
            if let Ballot::Choice(number) = live.ballot
                && let Some(sum) = sums.get_mut(number - 1)
            {
                *sum += i128::from(live.power);
            }
        }
        let totals: Vec<Value> = options
            .iter()
            .zip(&sums)
            .map(|(option, sum)| json!({"option": option, "power": sum.to_string()}))
            .collect();
        json!({"counted": self.counted(), "refused": self.refused, "totals": totals})
    }
}
