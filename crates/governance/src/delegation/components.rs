//! Strongly connected components, without recursion (Tarjan 1972).

/// The component of each node, by number; nodes are `0..out.len()`, `out` their successors.
pub fn components(out: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let nodes = out.len();
    let mut order = vec![NONE; nodes];
    let mut low = vec![0; nodes];
    let mut component = vec![NONE; nodes];
    let mut open = Vec::new();
    let (mut seen, mut found) = (0, 0);
    // Nodes on the way down, each with the successor that is next.
    let mut way: Vec<(usize, usize)> = Vec::new();
    for root in 0..nodes {
        if order[root] != NONE {
            continue;
        }
        way.push((root, 0));
        while let Some((node, next)) = way.pop() {
            if next == 0 {
                order[node] = seen;
                low[node] = seen;
                seen += 1;
                open.push(node);
            }
            if let Some(&to) = out[node].get(next) {
                way.push((node, next + 1));
                if order[to] == NONE {
                    way.push((to, 0));
                } else if component[to] == NONE {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            // All successors are done: a node that reaches nothing older closes a component.
            if low[node] == order[node] {
                while let Some(member) = open.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            if let Some(&(parent, _)) = way.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn rings_are_found_and_chains_are_not() {
        // 0 → 1 → 2 → 0, 2 → 3 → 4 → 3, 5 alone.
        let out = vec![vec![1], vec![2], vec![0, 3], vec![4], vec![3], vec![]];
        let found = components(&out);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[3] == found[4] && found[3] != found[0]);
        assert!(found[5] != found[0] && found[5] != found[3]);
    }

    #[test]
    fn a_ring_of_many_needs_no_stack() {
        let n = 100_000;
        let out: Vec<Vec<usize>> = (0..n).map(|node| vec![(node + 1) % n]).collect();
        assert!(components(&out).iter().all(|number| *number == 0));
    }
}
