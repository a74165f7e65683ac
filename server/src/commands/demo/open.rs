//! The open proposals of the fictional DAO: one of each voting system.
use super::{DAY_MS, ZONE};
use act::Actor;
use serde_json::{Value, json};
use service::acts;
use service::clock::ManualClock;
use service::drafts::{DraftAction, Move, Save};
use service::proposals::{self, Settings};
use service::schedule::Schedule;
use service::{Error, Result, Service, ballots};
use storage::records::daos::DaoRow;
use storage::records::proposals::ProposalRow;

/// An open proposal.
struct Open {
    title: &'static str,
    text: &'static str,
    system: &'static str,
    options: &'static [&'static str],
    days: i64,
    /// The ballot of the nth voter, from 0.
    ballot: fn(usize) -> Value,
}

const REVIEW: &str = "## 为什么\n\n现在每次代码评审一律记 5 分。改一个错字和审一周的调度器重写，得分相同。\n\n## 改什么\n\n| 影响面 | 判定 | 记分 |\n|---|---|---|\n| 小 | 单文件，无接口变化 | 3 |\n| 中 | 跨模块，或改动配置 | 8 |\n| 大 | 公开接口、数据迁移、安全 | 15 |\n\n- 影响面由提交者填写、由合并者确认，两人不得相同。\n- 每人每月评审积分上限 120 分。";

const OPEN: [Open; 14] = [
    Open {
        title: "把代码评审的积分从每次 5 分改为按影响面 3–15 分，并设每月上限 120 分",
        text: REVIEW,
        system: "basic",
        options: &["for", "against", "abstain"],
        days: 7,
        ballot: |n| json!({"choice": (["for", "against", "for", "for"][n % 4])}),
    },
    Open {
        title: "2027 年会在哪座城市开",
        text: "三座城市都有人愿意办。",
        system: "single_choice",
        options: &["成都", "杭州", "哈尔滨"],
        days: 6,
        ballot: |n| json!({"choice": 1 + n % 3}),
    },
    Open {
        title: "下一季度做哪些主题工作坊（可多选）",
        text: "勾选所有你愿意参加的。",
        system: "approval",
        options: &["无障碍", "性能剖析", "写好文档", "密码学入门"],
        days: 9,
        ballot: |n| json!({"approve": [1 + n % 2, 3]}),
    },
    Open {
        title: "2027 年轮值主席选举",
        text: "按你的喜好排名次；可以并列，也可以不全排。",
        system: "schulze",
        options: &["林晓", "高桥 葵", "艾山·买买提", "何川"],
        days: 5,
        ballot: |n| json!({"ranking": [1 + n % 4, 1 + (n + 1) % 4]}),
    },
    Open {
        title: "徽标重绘：选一个方案，或者不改",
        text: "「维持现状」是默认选项：胜不过它的方案不会采用。",
        system: "debian",
        options: &["方案甲", "方案乙", "方案丙", "维持现状"],
        days: 8,
        ballot: |n| json!({"ranking": [1 + n % 3, 4]}),
    },
    Open {
        title: "谁来主持年会的开场",
        text: "排出你的次序，不能并列；得第一最少的逐轮淘汰，直到有人过半。",
        system: "irv",
        options: &["陈墨", "阿依努尔", "Priya", "Tomás"],
        days: 6,
        ballot: |n| json!({"ranking": [1 + n % 4, 1 + (n + 2) % 4]}),
    },
    Open {
        title: "评审组补选两席",
        text: "排出你的次序，不能并列；按可转移单票选出两席，让不同的声音都有人。",
        system: "stv",
        options: &["何川", "林晓", "陈墨", "Priya", "Tomás"],
        days: 9,
        ballot: |n| json!({"ranking": [1 + n % 5, 1 + (n + 1) % 5, 1 + (n + 3) % 5]}),
    },
    Open {
        title: "年度好文评选",
        text: "每个名次都有分，总分最高的文章上首页。",
        system: "borda",
        options: &["《日历里的时区》", "《调度器重写记》", "《怎样读一份证明》"],
        days: 10,
        ballot: |n| json!({"ranking": [1 + n % 3, 1 + (n + 1) % 3]}),
    },
    Open {
        title: "下一版的代号",
        text: "四个名字都要排；两两相比，赢的场次最多的用作代号。",
        system: "copeland",
        options: &["启明", "长庚", "天枢", "摇光"],
        days: 7,
        ballot: |n| json!({"ranking": [1 + n % 4, 1 + (n + 1) % 4, 1 + (n + 2) % 4, 1 + (n + 3) % 4]}),
    },
    Open {
        title: "给去年的四件大事打分",
        text: "0 到 5 分，总分高的写进年报的第一页。",
        system: "score",
        options: &["多语言界面", "离线验证", "新人引导", "性能翻倍"],
        days: 11,
        ballot: |n| json!({"scores": [[1, 2 + n % 3], [2, 5], [4, 1 + n % 5]]}),
    },
    Open {
        title: "聚会的固定时间",
        text: "打分，得分最高的两项再比一次：更多人偏爱的那个定下来。",
        system: "star",
        options: &["周六上午", "周六下午", "周日下午"],
        days: 5,
        ballot: |n| json!({"scores": [[1, 1 + n % 5], [2, 4], [3, 5 - n % 4]]}),
    },
    Open {
        title: "志愿时间怎么分",
        text: "把你的表决力按比例分给几件事；各项得到的比例就是下季度时间的比例。",
        system: "weighted",
        options: &["修旧问题", "写文档", "做新功能", "带新人"],
        days: 9,
        ballot: |n| match n % 2 {
            0 => json!({"weights": [[1, 500_000], [2, 300_000], [4, 200_000]]}),
            _ => json!({"weights": [[2, 250_000], [3, 750_000]]}),
        },
    },
    Open {
        title: "周边先做哪一种",
        text: "按平方根计：支持的人多，比一个人表决力大更要紧。",
        system: "quadratic",
        options: &["贴纸", "T 恤", "马克杯"],
        days: 8,
        ballot: |n| match n % 2 {
            0 => json!({"weights": [[1, 1_000_000]]}),
            _ => json!({"weights": [[1, 400_000], [3, 600_000]]}),
        },
    },
    Open {
        title: "路线图的先后",
        text: "每人 100 点，投 n 票花 n×n 点：最在意的多花一些。",
        system: "quadratic_credits",
        options: &["移动端", "插件接口", "无障碍", "可观测性"],
        days: 12,
        ballot: |n| json!({"votes": [[1 + n % 2, 6], [3, 5], [4, 1 + n % 4]]}),
    },
];

/// Publishes them, and lets some members vote.
pub async fn publish_all(
    service: &Service,
    clock: &ManualClock,
    dao: &DaoRow,
    founder: Actor,
    voters: &[Actor],
) -> Result<()> {
    let mut rows = Vec::with_capacity(OPEN.len());
    for open in &OPEN {
        let settings = match open.system {
            "basic" => basic(),
            system => options(system, open.options),
        };
        let row = publish(
            service, dao, founder, open.title, open.text, settings, open.days,
        );
        rows.push(row.await?);
    }
    for (n, voter) in voters.iter().enumerate() {
        for (open, row) in OPEN.iter().zip(&rows) {
            vote(service, dao, row, *voter, (open.ballot)(n)).await?;
        }
        clock.advance(4 * 60_000);
    }
    Ok(())
}

pub fn basic() -> Settings {
    settings(
        &["for", "against", "abstain"],
        json!({"system": "basic"}),
        json!({"quorum": {"mode": "all_cast", "ppm": 40_000}}),
    )
}

fn options(system: &str, labels: &[&str]) -> Settings {
    let mut rules = json!({"system": system});
    match system {
        "debian" => rules["default"] = labels.len().into(),
        "stv" => rules["seats"] = 2.into(),
        "quadratic_credits" => rules["credits"] = json!({"fixed": 100}),
        _ => {}
    }
    settings(labels, rules, json!({"quorum": {"mode": "none"}}))
}

fn settings(labels: &[&str], rules: Value, decision: Value) -> Settings {
    Settings {
        options: labels.iter().map(|label| (*label).to_owned()).collect(),
        rules,
        decision,
        schedule: Schedule::lasting(DAY_MS, ZONE),
        source: String::new(),
        formula: None,
        unit: 1_000_000,
    }
}

pub async fn publish(
    service: &Service,
    dao: &DaoRow,
    by: Actor,
    title: &str,
    body: &str,
    settings: Settings,
    days: i64,
) -> Result<ProposalRow> {
    let settings = Settings {
        schedule: Schedule::lasting(days * DAY_MS, ZONE),
        ..settings
    };
    let save = Save {
        id: None,
        dao: dao.id,
        by,
        title: title.to_owned(),
        body: body.to_owned(),
        settings,
        seen_ms: None,
    };
    let (id, _) = service.submit(save).await?;
    service
        .submit(Move {
            id,
            dao: dao.id,
            by,
            action: DraftAction::Submit,
        })
        .await?;
    let act = {
        let mut tx = service.read().await?;
        let draft = tx.draft(&id).await?.ok_or(Error::NotFound)?;
        proposals::publish_draft(tx.as_mut(), dao, by, &draft, service.now_ms()).await?
    };
    let logged = acts::attest(service, act).await?;
    service
        .read()
        .await?
        .proposal(&logged.act)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn vote(
    service: &Service,
    dao: &DaoRow,
    proposal: &ProposalRow,
    actor: Actor,
    mut body: Value,
) -> Result<()> {
    if let Some(list) = body.get_mut("approve").and_then(Value::as_array_mut) {
        list.sort_by_key(Value::as_u64);
        list.dedup();
    }
    acts::attest(
        service,
        ballots::draft(proposal, &dao.name, "zh", actor, &body)?,
    )
    .await?;
    Ok(())
}
