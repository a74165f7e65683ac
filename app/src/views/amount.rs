//! Numbers for readers: exact integers in, text with separators out.

/// Units as votes or points: `unit` base units are one. Thousands have a comma; a fraction is cut
/// to two decimals, never rounded up.
pub fn show(units: impl Into<i128>, unit: i64) -> String {
    let units: i128 = units.into();
    let unit = u128::try_from(unit.max(1)).unwrap_or(1);
    let magnitude = units.unsigned_abs();
    let (whole, rest) = (magnitude / unit, magnitude % unit);
    let sign = if units < 0 { "−" } else { "" };
    let whole = grouped(whole);
    match rest {
        0 => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}.{:02}", rest * 100 / unit),
    }
}

/// A whole number with a comma between thousands.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, show};

    #[test]
    fn numbers_as_people_read_them() {
        assert_eq!(show(4_153_250_000_i64, 1_000_000), "4,153.25");
        assert_eq!(show(250_i64, 1), "250");
        assert_eq!(show(-1_600_000_i64, 1_000_000), "−1.60");
        assert_eq!(show(1_999_999_i64, 1_000_000), "1.99");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
