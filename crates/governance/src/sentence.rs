//! Rules and results in words, Chinese and English.
use crate::choice::{Credits, RuleSet, System};
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

/// The rule of a proposal in one sentence.
pub fn rule(rules: &RuleSet, decision: &Value, lang: Lang) -> String {
    let how = how(rules, decision, lang);
    let quorum = quorum(decision, lang);
    let tie = match (rules.system(), rules.final_tie, lang) {
        (System::Basic, _, Lang::Zh) => "票数相等则不通过。",
        (System::Basic, _, Lang::En) => "a draw fails.",
        (_, crate::choice::FinalTie::Lot, Lang::Zh) => "打平时按提案与截止检查点抽签。",
        (_, crate::choice::FinalTie::Lot, Lang::En) => {
            "a tie is settled by a lot from the proposal and the closing checkpoint."
        }
        (_, _, Lang::Zh) => "打平则没有结果。",
        (_, _, Lang::En) => "a tie gives no result.",
    };
    match lang {
        Lang::Zh => format!("{how}{quorum}；{tie}"),
        Lang::En => format!("{how}{quorum}; {tie}"),
    }
}

fn how(rules: &RuleSet, decision: &Value, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match rules.system() {
        System::Basic => {
            let ppm = |path: &str| decision.pointer(path).and_then(Value::as_i64);
            if let Some(ppm) = ppm("/optimistic/rejection_ppm") {
                let p = percent(ppm);
                return if zh {
                    format!("反对达到全部表决力的 {p}% 即否决，否则通过")
                } else {
                    format!("Passes unless {p}% of all voting power is Against")
                };
            }
            if let (Some(num), Some(den)) = (ppm("/support/num"), ppm("/support/den")) {
                return if zh {
                    format!("赞成至少占赞成与反对之和的 {den} 分之 {num}，即通过")
                } else {
                    format!("Passes if For is at least {num}/{den} of For and Against")
                };
            }
            match ppm("/support/ppm").unwrap_or(500_000) {
                500_000 if zh => "赞成多于反对，即通过".to_owned(),
                500_000 => "Passes if For > Against".to_owned(),
                other if zh => format!("赞成超过赞成与反对之和的 {}%，即通过", percent(other)),
                other => format!("Passes if For is more than {}% of For and Against", percent(other)),
            }
        }
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

fn quorum(decision: &Value, lang: Lang) -> String {
    let mode = decision
        .pointer("/quorum/mode")
        .and_then(Value::as_str)
        .unwrap_or("none");
    let size = match (
        decision.pointer("/quorum/ppm").and_then(Value::as_i64),
        decision.pointer("/quorum/amount").and_then(Value::as_i64),
        lang,
    ) {
        (Some(ppm), _, Lang::Zh) => format!("{}% 的表决力", percent(ppm)),
        (Some(ppm), _, Lang::En) => format!("{}% of voting power", percent(ppm)),
        (_, Some(amount), Lang::Zh) => format!("{} 分表决力", crate::points::format_amount(amount)),
        (_, Some(amount), Lang::En) => {
            format!(
                "{} points of voting power",
                crate::points::format_amount(amount)
            )
        }
        _ => return String::new(),
    };
    match (mode, lang) {
        ("none", _) => String::new(),
        ("for_only", Lang::Zh) => format!("，并且赞成至少有 {size}"),
        ("for_only", Lang::En) => format!(" and For has at least {size}"),
        ("for_abstain", Lang::Zh) => format!("，并且赞成与弃权至少有 {size}"),
        ("for_abstain", Lang::En) => format!(" and For and Abstain have at least {size}"),
        (_, Lang::Zh) => format!("，并且至少 {size}参与"),
        (_, Lang::En) => format!(" and at least {size} takes part"),
    }
}

/// A status as a word for people.
pub fn status(status: &str, lang: Lang) -> String {
    let (zh, en) = match status {
        "draft" => ("草稿", "Draft"),
        "review" => ("审阅中", "In review"),
        "scheduled" => ("待开始", "Scheduled"),
        "active" => ("投票中", "Voting"),
        "counting" | "closed" => ("计票中", "Counting"),
        "passed" => ("已通过", "Passed"),
        "rejected" => ("未通过", "Rejected"),
        "no_quorum" => ("未达法定", "No quorum"),
        "tied" => ("平局", "Tied"),
        "void" => ("无效", "Void"),
        "cancelled" => ("已撤销", "Cancelled"),
        "unpublished" => ("已收回", "Taken back"),
        other => (other, other),
    };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}
