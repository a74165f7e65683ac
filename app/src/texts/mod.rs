//! Every word of the pages, in both languages, grouped by noun.
pub mod account;
pub mod daos;
pub mod errors;
pub mod frame;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
pub mod verify;
pub mod wallet;

/// A number with thousands separators: 48292 → `48,292`.
pub fn number(n: impl std::fmt::Display) -> String {
    let digits = n.to_string();
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits.as_str()), |rest| ("−", rest));
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(48_292), "48,292");
        assert_eq!(number(-1_234_567), "−1,234,567");
    }
}
