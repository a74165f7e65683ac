//! Who beats whom, as rows of bits: reachability in few word operations.

/// A set of numbers below a fixed size.
type Bits = Vec<u64>;

fn has(bits: &Bits, at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 == 1
}

/// A directed graph on 0…n−1.
#[derive(Debug, Clone)]
pub struct Graph {
    to: Vec<Bits>,
    from: Vec<Bits>,
}

impl Graph {
    /// No edges.
    pub fn new(n: usize) -> Self {
        let rows = vec![vec![0; n.div_ceil(64)]; n];
        Self {
            to: rows.clone(),
            from: rows,
        }
    }

    /// Adds an edge that is not there, or removes one that is.
    pub fn toggle(&mut self, a: usize, b: usize) {
        self.to[a][b / 64] ^= 1 << (b % 64);
        self.from[b][a / 64] ^= 1 << (a % 64);
    }

    /// Whether b can be reached from a; O(n² / 64).
    pub fn reaches(&self, a: usize, b: usize) -> bool {
        has(&reached(&self.to, a), b)
    }

    /// Whether everybody who reaches a is reached by a in turn; O(n² / 64).
    pub fn is_undominated(&self, a: usize) -> bool {
        let reached_by_a = reached(&self.to, a);
        let reaching_a = reached(&self.from, a);
        let beyond = |(in_, out): (&u64, &u64)| in_ & !out != 0;
        !reaching_a.iter().zip(&reached_by_a).any(beyond)
    }
}

/// What can be reached along the rows, the start included.
fn reached(rows: &[Bits], start: usize) -> Bits {
    let mut found = vec![0; rows[start].len()];
    found[start / 64] |= 1 << (start % 64);
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for (word, (known, next)) in found.iter_mut().zip(&rows[at]).enumerate() {
            let mut new = next & !*known;
            *known |= new;
            while new != 0 {
                open.push(64 * word + usize::try_from(new.trailing_zeros()).unwrap_or(0));
                new &= new - 1;
            }
        }
    }
    found
}
