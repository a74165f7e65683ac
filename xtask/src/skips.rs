//! What did not run, and why: counted, so that a green run cannot hide it.

/// Skips with their reasons, and vectors whose systems are still to come.
#[derive(Default)]
pub struct Skips {
    reasons: Vec<String>,
    vectors_to_come: Vec<String>,
}

impl Skips {
    /// A step that did not run.
    pub fn add(&mut self, reason: impl Into<String>) {
        self.reasons.push(reason.into());
    }

    /// Notes a line that a test printed: `skipped: REASON` or `… N not yet …`.
    pub fn read(&mut self, line: &str) {
        if let Some((_, reason)) = line.split_once("skipped: ") {
            self.add(reason);
        }
        if count_before(line, "not yet").is_some_and(|count| count > 0) {
            self.vectors_to_come.push(line.trim().to_owned());
        }
    }

    /// The report at the end of a run.
    pub fn print(&self) {
        println!("\nskipped: {}", self.reasons.len());
        for reason in &self.reasons {
            println!("  {reason}");
        }
        let count: u64 = self
            .vectors_to_come
            .iter()
            .filter_map(|line| count_before(line, "not yet"))
            .sum();
        println!("vectors not yet passed: {count}");
        for line in &self.vectors_to_come {
            println!("  {line}");
        }
    }
}

/// The number that stands before some words.
pub fn count_before(line: &str, words: &str) -> Option<u64> {
    line.split_once(words)?
        .0
        .split_whitespace()
        .next_back()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tests_are_understood() {
        let mut skips = Skips::default();
        skips.read("tally: 90 passed, 31 not yet (systems: [\"budget_mes\"])");
        skips.read("decision: 64 passed, 0 not yet (systems: [])");
        skips.read("skipped: vectors not found");
        assert_eq!(skips.reasons, ["vectors not found"]);
        assert_eq!(skips.vectors_to_come.len(), 1);
        assert_eq!(count_before("31 not yet", "not yet"), Some(31));
    }
}
