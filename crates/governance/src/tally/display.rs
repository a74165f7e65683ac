//! Percentages for display, by largest remainder. No decision reads them.

/// Hundredths of a percent: floors, then one more to each group of equal remainders, largest
/// first, while the whole group can be served; the rest is given to no one (tally.md 6).
pub fn basis_points(scores: &[i128]) -> Vec<i64> {
    let sum: i128 = scores.iter().sum();
    if sum <= 0 {
        return vec![0; scores.len()];
    }
    let mut shares: Vec<i64> = scores
        .iter()
        .map(|score| i64::try_from(score * 10_000 / sum).unwrap_or(0))
        .collect();
    let remainders: Vec<i128> = scores.iter().map(|score| score * 10_000 % sum).collect();
    let given: i64 = shares.iter().sum();
    let mut left = usize::try_from(10_000 - given).unwrap_or(0);
    let mut levels: Vec<i128> = remainders.iter().copied().filter(|r| *r > 0).collect();
    levels.sort_unstable();
    levels.dedup();
    for level in levels.into_iter().rev() {
        let group = remainders.iter().filter(|r| **r == level).count();
        if group > left {
            break;
        }
        left -= group;
        for (share, remainder) in shares.iter_mut().zip(&remainders) {
            *share += i64::from(*remainder == level);
        }
    }
    shares
}
