//! Rules and results in words, Chinese and English.
use crate::choice::{Credits, FinalTie, RuleSet, System};
use crate::{integer, points};
use serde_json::Value;

/// Language of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// Millionths as a percentage without needless zeros: 40,000 → `4`.
fn percent(ppm: i64) -> String {
    let (whole, fraction) = (ppm / 10_000, ppm % 10_000);
    if fraction == 0 {
        return whole.to_string();
    }
    format!("{whole}.{}", format!("{fraction:04}").trim_end_matches('0'))
}

/// The rule of a proposal in one sentence: what passes, who must take part, what a tie means.
/// `decision` are the decision rules as [`crate::decision::Decision::parse`] reads them.
pub fn rule(rules: &RuleSet, decision: &Value, lang: Lang) -> String {
    let clauses = if rules.system() == System::Basic {
        basic(decision, lang)
    } else {
        choosing(rules, decision, lang)
    };
    match lang {
        Lang::Zh => format!("{}。", clauses.join("；")),
        Lang::En => format!("{}.", clauses.join("; ")),
    }
}

/// For or against.
fn basic(decision: &Value, lang: Lang) -> Vec<String> {
    let zh = lang == Lang::Zh;
    let number = |path: &str| decision.pointer(path).and_then(Value::as_i64);
    if let Some(ppm) = number("/optimistic/rejection_ppm") {
        let p = percent(ppm);
        return vec![if zh {
            format!("反对达到全部表决力的 {p}% 即否决，否则通过")
        } else {
            format!("Passes unless {p}% of all voting power is Against")
        }];
    }
    let supermajority = number("/support/num").zip(number("/support/den"));
    let ppm = number("/support/ppm").unwrap_or(500_000);
    let p = percent(ppm);
    let (condition, edge) = match (supermajority, ppm, lang) {
        (Some((num, den)), _, Lang::Zh) => {
            (format!("赞成至少占赞成与反对之和的 {num}/{den}"), None)
        }
        (Some((num, den)), _, Lang::En) => {
            let text = format!("Passes if For is at least {num}/{den} of For and Against");
            (text, None)
        }
        (None, 500_000, Lang::Zh) => (
            "赞成多于反对".to_owned(),
            Some("票数相等则不通过".to_owned()),
        ),
        (None, 500_000, Lang::En) => (
            "Passes if For > Against".to_owned(),
            Some("a draw fails".to_owned()),
        ),
        (None, _, Lang::Zh) => (
            format!("赞成超过赞成与反对之和的 {p}%"),
            Some(format!("恰好 {p}% 不通过")),
        ),
        (None, _, Lang::En) => (
            format!("Passes if For is more than {p}% of For and Against"),
            Some(format!("exactly {p}% fails")),
        ),
    };
    let first = match (quorum(true, decision, lang), lang) {
        (Some(quorum), Lang::Zh) => format!("{condition}，并且{quorum}，即通过"),
        (Some(quorum), Lang::En) => format!("{condition} and {quorum}"),
        (None, Lang::Zh) => format!("{condition}，即通过"),
        (None, Lang::En) => condition,
    };
    [Some(first), edge].into_iter().flatten().collect()
}

/// One of several options.
fn choosing(rules: &RuleSet, decision: &Value, lang: Lang) -> Vec<String> {
    let number = |name: &str| decision.get(name).and_then(Value::as_i64);
    let mut clauses = vec![how(rules, lang)];
    clauses.extend(quorum(false, decision, lang).map(|quorum| match lang {
        Lang::Zh => format!("{quorum}，结果才有效"),
        Lang::En => format!("the result counts only if {quorum}"),
    }));
    clauses.extend(number("winner_min_ppm").map(|ppm| match lang {
        Lang::Zh => format!("胜出的一项至少要有 {}% 的表决力", percent(ppm)),
        Lang::En => format!(
            "the winner needs at least {}% of the power cast",
            percent(ppm)
        ),
    }));
    let rejecting = number("reject_choice").and_then(|choice| {
        rules
            .labels()
            .get(usize::try_from(choice).ok()?.checked_sub(1)?)
    });
    clauses.extend(rejecting.map(|label| match lang {
        Lang::Zh => format!("「{label}」胜出即为不通过"),
        Lang::En => format!("“{label}” winning means rejection"),
    }));
    // Seats are never left open by a tie: earlier stages settle it, then a lot (tally.md 5).
    let by_lot = rules.final_tie == FinalTie::Lot || rules.system() == System::Stv;
    let tie = match (by_lot, lang) {
        (true, Lang::Zh) => "打平时按提案与截止检查点抽签",
        (true, Lang::En) => {
            "a tie is settled by a lot from the proposal and the closing checkpoint"
        }
        (false, Lang::Zh) => "打平则没有结果",
        (false, Lang::En) => "a tie gives no result",
    };
    clauses.push(tie.to_owned());
    clauses
}

/// How the winner is found.
fn how(rules: &RuleSet, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match rules.system() {
        // Told by `basic` with its support and quorum.
        System::Basic => String::new(),
        System::SingleChoice if zh => "每人选一项，得表决力最多的一项胜出".to_owned(),
        System::SingleChoice => "Choose one; the option with the most voting power wins".to_owned(),
        System::Approval if zh => "勾选所有你同意的项，得表决力最多的一项胜出".to_owned(),
        System::Approval => {
            "Tick every option you approve of; the one with the most voting power wins".to_owned()
        }
        System::Weighted if zh => "把你的表决力按比例分给各项，得表决力最多的一项胜出".to_owned(),
        System::Weighted => {
            "Spread your voting power over the options; the one with the most wins".to_owned()
        }
        System::Quadratic if zh => {
            "把你的表决力按比例分给各项，各份开平方后相加，总和最大的一项胜出".to_owned()
        }
        System::Quadratic => {
            "Spread your voting power over the options; the square roots of the parts are added up and the largest sum wins".to_owned()
        }
        System::QuadraticCredits => match (rules.credits, zh) {
            (Credits::Fixed(k), true) => {
                format!("每人有 {k} 个额度，对一项投 v 票用去 v×v 个，得票最多的一项胜出")
            }
            (Credits::Fixed(k), false) => {
                format!("Everyone has {k} credits and v votes for an option cost v×v of them; the option with the most votes wins")
            }
            (Credits::PerPoint(k), true) => {
                format!("每一分表决力有 {k} 个额度，对一项投 v 票用去 v×v 个，得票最多的一项胜出")
            }
            (Credits::PerPoint(k), false) => {
                format!("Each point of voting power gives {k} credits and v votes for an option cost v×v of them; the option with the most votes wins")
            }
        },
        System::Score if zh => {
            format!("给各项打 0 到 {} 分，总分最高的一项胜出", rules.max_score)
        }
        System::Score => {
            format!("Mark the options from 0 to {}; the highest total wins", rules.max_score)
        }
        System::Star if zh => {
            format!("给各项打 0 到 {} 分，总分最高的两项再对决，更多表决力偏好的一项胜出", rules.max_score)
        }
        System::Star => {
            format!("Mark the options from 0 to {}; of the two with the highest totals the one that more voting power prefers wins", rules.max_score)
        }
        System::Borda if zh => "按喜好排名次，名次越前得分越多，总分最高的一项胜出".to_owned(),
        System::Borda => {
            "Rank the options; higher places earn more, and the highest total wins".to_owned()
        }
        System::Irv if zh => {
            "按喜好排名次；没有一项过半时淘汰首选最少的一项，其选票转给下一选择，直到有一项过半".to_owned()
        }
        System::Irv => {
            "Rank the options; while none has more than half, the one with the fewest first choices leaves and its ballots move on".to_owned()
        }
        System::Stv if zh => format!(
            "按喜好排名次，选出 {} 席；达到当选数的当选，多出的部分按比例转给下一选择，不够时淘汰最少的一项",
            rules.seats
        ),
        System::Stv => format!(
            "Rank the options for {} seats; whoever reaches the quota is elected and passes the surplus on, otherwise the one with the fewest leaves",
            rules.seats
        ),
        System::Copeland if zh => "按喜好排名次，两两相比，胜场最多的一项胜出".to_owned(),
        System::Copeland => {
            "Rank the options; each pair is compared, and the one with the most wins is chosen".to_owned()
        }
        System::Schulze if zh => {
            "按喜好排名次，两两相比；胜过其他每一项的胜出，若循环相克则按最宽路径（Schulze）定".to_owned()
        }
        System::Schulze => {
            "Rank the options; each pair is compared, and the one that beats all others wins; a circle is settled by the widest paths (Schulze)".to_owned()
        }
        System::Debian => {
            let default = &rules.labels()[rules.default - 1];
            if zh {
                format!("按喜好排名次；胜不过「{default}」的出局，其余两两相比，循环相克时去掉最弱的一胜（Debian 章程 A.5）")
            } else {
                format!("Rank the options; those that do not beat “{default}” drop out, the rest are compared in pairs, and in a circle the weakest defeat is dropped (Debian constitution A.5)")
            }
        }
    }
}

/// Who must take part, without a full stop; `None` without a quorum.
fn quorum(basic: bool, decision: &Value, lang: Lang) -> Option<String> {
    let mode = decision.pointer("/quorum/mode").and_then(Value::as_str)?;
    if mode == "none" {
        return None;
    }
    let number = |path: &str| integer::from_json(decision.pointer(path)?).ok();
    let ppm = number("/quorum/ppm").and_then(|ppm| i64::try_from(ppm).ok());
    let amount = number("/quorum/amount").map(points::format_amount);
    let size = match (ppm, amount, lang) {
        (Some(ppm), _, Lang::Zh) => format!("{}% 的表决力", percent(ppm)),
        (Some(ppm), _, Lang::En) => format!("{}% of voting power", percent(ppm)),
        (_, Some(points), Lang::Zh) => format!("{points} 分表决力"),
        (_, Some(points), Lang::En) => format!("{points} points of voting power"),
        _ => return None,
    };
    Some(match (mode, lang) {
        ("for_only", Lang::Zh) => format!("赞成至少有 {size}"),
        ("for_only", Lang::En) => format!("For has at least {size}"),
        ("for_abstain", Lang::Zh) => format!("赞成与弃权至少有 {size}"),
        ("for_abstain", Lang::En) => format!("For and Abstain have at least {size}"),
        ("options_total", Lang::Zh) if basic => format!("赞成与反对至少有 {size}"),
        ("options_total", Lang::En) if basic => format!("For and Against have at least {size}"),
        ("options_total", Lang::Zh) => format!("选了至少一项的票至少有 {size}"),
        ("options_total", Lang::En) => format!("ballots naming an option have at least {size}"),
        (_, Lang::Zh) => format!("至少 {size}参与"),
        (_, Lang::En) => format!("at least {size} takes part"),
    })
}

/// A status as a word for people.
pub fn status(status: &str, lang: Lang) -> String {
    let (zh, en) = match status {
        "draft" => ("草稿", "Draft"),
        "review" => ("审阅中", "In review"),
        "scheduled" => ("待开始", "Scheduled"),
        "active" => ("投票中", "Voting"),
        "counting" | "closed" | "awaiting_checkpoint" => ("计票中", "Counting"),
        "passed" => ("已通过", "Passed"),
        "rejected" => ("未通过", "Rejected"),
        "no_quorum" => ("未达法定", "No quorum"),
        "tied" => ("平局", "Tied"),
        "void" => ("无效", "Void"),
        "queued" => ("待执行", "Queued"),
        "executed" => ("已执行", "Executed"),
        "vetoed" => ("已否决", "Vetoed"),
        "expired" => ("已过期", "Expired"),
        "cancelled" => ("已撤销", "Cancelled"),
        "unpublished" => ("已收回", "Taken back"),
        other => (other, other),
    };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}
