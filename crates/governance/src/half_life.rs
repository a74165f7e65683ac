//! Daily decay factors: `f(H) = floor(2^64 × 2^(−1/H))` (points.md 5), by integers alone.
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Longest half-life in days.
pub const HALF_LIFE_MAX: u16 = 3_650;

/// A fraction of one in 256 binary places, most significant limb first.
type Fraction = [u64; 4];

/// The factor of a half-life of 1…3650 days.
pub fn factor(half_life_days: u16) -> u64 {
    static KNOWN: OnceLock<Mutex<BTreeMap<u16, u64>>> = OnceLock::new();
    let known = KNOWN.get_or_init(Mutex::default);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    *known
        .entry(half_life_days)
        .or_insert_with(|| compute(half_life_days))
}

/// One day of decay.
pub fn decay(balance: i64, factor: u64) -> i64 {
    // 63 × 64 bits stay below 2^127; balances are never negative.
    let product = i128::from(balance) * i128::from(factor);
    i64::try_from(product >> 64).unwrap_or(0)
}

fn compute(half_life_days: u16) -> u64 {
    // 2^(−1/H) = e^(−x) with x = ln 2 / H; the terms alternate and fall quickly.
    let x = divide(ln_2(), u64::from(half_life_days));
    let mut term = x;
    let mut sum: Fraction = [0; 4]; // the sum is 1 − e^(−x), so that it stays below one
    let mut k = 1;
    while term != [0; 4] {
        sum = if k % 2 == 1 {
            add(sum, term)
        } else {
            subtract(sum, term)
        };
        k += 1;
        term = divide(multiply(term, x), k);
    }
    // floor(2^64 × (1 − sum)): the first limb of the difference.
    subtract([0; 4], sum)[0]
}

/// ln 2 = Σ 1 / (k × 2^k).
fn ln_2() -> Fraction {
    let mut sum = [0; 4];
    for k in 1..=256u32 {
        let mut power = [0; 4];
        let at = usize::try_from((k - 1) / 64).unwrap_or(0);
        power[at] = 1 << (63 - (k - 1) % 64);
        sum = add(sum, divide(power, u64::from(k)));
    }
    sum
}

fn add(a: Fraction, b: Fraction) -> Fraction {
    let mut out = [0; 4];
    let mut carry = false;
    for i in (0..4).rev() {
        let (sum, over) = a[i].overflowing_add(b[i]);
        let (sum, over_too) = sum.overflowing_add(u64::from(carry));
        out[i] = sum;
        carry = over || over_too;
    }
    out
}

/// `a − b`; below zero it wraps around one.
fn subtract(a: Fraction, b: Fraction) -> Fraction {
    let mut out = [0; 4];
    let mut borrow = false;
    for i in (0..4).rev() {
        let (rest, under) = a[i].overflowing_sub(b[i]);
        let (rest, under_too) = rest.overflowing_sub(u64::from(borrow));
        out[i] = rest;
        borrow = under || under_too;
    }
    out
}

fn divide(a: Fraction, by: u64) -> Fraction {
    let mut out = [0; 4];
    let mut rest: u128 = 0;
    for i in 0..4 {
        let part = (rest << 64) | u128::from(a[i]);
        out[i] = u64::try_from(part / u128::from(by)).unwrap_or(0);
        rest = part % u128::from(by);
    }
    out
}

/// The upper half of the product: both are below one.
fn multiply(a: Fraction, b: Fraction) -> Fraction {
    let mut limbs = [0u64; 8];
    for i in (0..4).rev() {
        let mut carry: u128 = 0;
        for j in (0..4).rev() {
            let part = u128::from(a[i]) * u128::from(b[j]) + u128::from(limbs[i + j + 1]) + carry;
            limbs[i + j + 1] = low(part);
            carry = part >> 64;
        }
        limbs[i] = low(carry);
    }
    [limbs[0], limbs[1], limbs[2], limbs[3]]
}

fn low(part: u128) -> u64 {
    u64::try_from(part & u128::from(u64::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_of_the_specification() {
        assert_eq!(factor(90), 18_305_219_661_902_323_056);
        assert_eq!(factor(1), 1 << 63);
    }
}
