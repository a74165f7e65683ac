//! Sums beyond `i128`: unsigned integers of 384 bits, as much arithmetic as shares need (the
//! values marked (256) in tally.md).

/// Limbs, most significant first, so that the derived order is that of numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wide([u64; 6]);

impl Wide {
    /// A number that fits 128 bits.
    pub fn new(n: u128) -> Self {
        Self([0, 0, 0, 0, high(n), low(n)])
    }

    /// The product; both factors of every caller together stay below 2³⁸⁴.
    #[must_use]
    pub fn times(self, by: u128) -> Self {
        let mut out = [0; 6];
        for (shift, limb) in [(0, low(by)), (1, high(by))] {
            let mut carry: u128 = 0;
            for i in (shift..6).rev() {
                let part =
                    u128::from(self.0[i]) * u128::from(limb) + u128::from(out[i - shift]) + carry;
                out[i - shift] = low(part);
                carry = part >> 64;
            }
        }
        Self(out)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let mut out = [0; 6];
        let mut carry: u128 = 0;
        for i in (0..6).rev() {
            let part = u128::from(self.0[i]) + u128::from(other.0[i]) + carry;
            out[i] = low(part);
            carry = part >> 64;
        }
        Self(out)
    }
}

/// `total` in proportion to `parts`: the floor of `total × part / Σ parts` for each, and what the
/// floors leave over. All parts zero: everything is left over.
pub fn shares(total: i128, parts: &[Wide]) -> (Vec<i128>, i128) {
    let whole = parts
        .iter()
        .fold(Wide::default(), |sum, part| sum.plus(*part));
    let shares: Vec<i128> = parts
        .iter()
        .map(|part| share(total, *part, whole))
        .collect();
    let residue = total - shares.iter().sum::<i128>();
    (shares, residue)
}

/// The largest q with `whole × q ≤ part × total`, bit by bit; it is at most `total`.
fn share(total: i128, part: Wide, whole: Wide) -> i128 {
    let total = total.unsigned_abs();
    if whole == Wide::default() {
        return 0;
    }
    let product = part.times(total);
    let mut quotient: u128 = 0;
    for bit in (0..u128::BITS - total.leading_zeros()).rev() {
        let larger = quotient | (1 << bit);
        if whole.times(larger) <= product {
            quotient = larger;
        }
    }
    i128::try_from(quotient).unwrap_or(i128::MAX)
}

fn low(n: u128) -> u64 {
    u64::try_from(n & u128::from(u64::MAX)).unwrap_or(0)
}

fn high(n: u128) -> u64 {
    low(n >> 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_carry_across_limbs() {
        let square = Wide::new(u128::MAX).times(u128::MAX);
        // (2^128 − 1)² = 2^256 − 2^129 + 1
        assert_eq!(square, Wide([0, 0, u64::MAX, u64::MAX - 1, 0, 1]));
        let (shares, residue) = shares(10, &[square, square, square]);
        assert_eq!((shares, residue), (vec![3, 3, 3], 1));
    }
}
