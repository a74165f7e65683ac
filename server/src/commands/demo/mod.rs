//! `demo`: real elections and a fictional DAO, then serve.
mod open;

use self::open::{basic, publish, vote};
use super::ahead::AheadClock;
use super::instance::{self, InstanceOptions, Opened};
use super::serve;
use act::Actor;
use clap::Args;
use serde_json::json;
use service::acts;
use service::clock::{ManualClock, SystemClock};
use service::daos::{self, Founding, default_config};
use service::points::Movement;
use service::{Clock, Error, Result, Service, accounts, closing, import, members, points};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use storage::records::daos::DaoRow;

/// The visitor's account, shown on the sign-in page of the demo.
const VISITOR: (&str, &str, &str) = ("visitor@demo.example", "count-every-stone", "访客");
/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// The time zone of the garden's organisers.
const ZONE: &str = "Asia/Shanghai";

#[derive(Args)]
pub struct Options {
    /// Port on the loopback address.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Folder of the demo's data; a second start keeps what was done.
    #[arg(long, default_value = "psephos-demo")]
    data: PathBuf,
    /// Leave out the largest election (8,980 ballots, counted by two rules).
    #[arg(long)]
    quick: bool,
    /// Run this clock ahead by the milliseconds that stand in this file, now or later: to see a
    /// vote close without waiting for its day.
    #[arg(long)]
    ahead: Option<PathBuf>,
}

/// A real election of the demo.
struct Real {
    slug: &'static str,
    name: &'static str,
    title: &'static str,
    text: &'static str,
    system: &'static str,
    body: &'static str,
    source: &'static str,
}

const BURLINGTON: &str = "PrefLib 00005 (preflib.org), Burlington Election";
const DEBIAN: &str = "PrefLib 00002 (preflib.org), Debian Project Leader";

const REAL: [Real; 4] = [
    Real {
        slug: "debian-2002",
        name: "Debian 2002",
        title: "Debian 项目领导人选举 2002 · Debian Project Leader 2002",
        text: include_str!("../../../data/debian-leader-2002.soi"),
        system: "debian",
        body: "475 张真实选票，四个选项，含「以上皆非」。\n\n475 real ballots, four options with “none of the above”.",
        source: DEBIAN,
    },
    Real {
        slug: "debian-2003",
        name: "Debian 2003",
        title: "Debian 项目领导人选举 2003 · Debian Project Leader 2003",
        text: include_str!("../../../data/debian-leader-2003.soi"),
        system: "debian",
        body: "488 张选票，五个选项。**这份公开文件不忠实**：它按候选人的先后拆开了并列名次，照它正确地数，选出的是 Bdale Garbee；真实选举选出的是 Martin Michlmayr（公布的是 228 比 224，36 张不分先后；文件里成了 228 比 252）。这正是本产品存在的理由：计票必须能对着投下时的选票重数。\n\n488 ballots, five options. **The public file is not faithful**: it broke equal ranks by list order, so that counted correctly it elects Bdale Garbee, where the real election elected Martin Michlmayr (published 228:224 with 36 undecided; the file says 228:252). This is why a count must be checkable against the ballots as cast.",
        source: DEBIAN,
    },
    Real {
        slug: "burlington-2009",
        name: "Burlington 2009",
        title: "伯灵顿市长选举 2009 · Mayor of Burlington 2009",
        text: include_str!("../../../data/burlington-2009.toi"),
        system: "schulze",
        body: "8,980 张真实选票，六个选项。当年按逐轮淘汰（instant-runoff）计票，当选的是 Kiss：[同样的选票这样数](/d/burlington-2009-irv/proposals/1/result)。这里按 Schulze 两两相比，胜出的是 Montroll。同样的选票，不同的规则：所以规则要在投票之前冻结。\n\n8,980 real ballots, six options. By instant-runoff, as it was then, Kiss was elected: [the same ballots counted so](/d/burlington-2009-irv/proposals/1/result). Compared in pairs (Schulze) as here, Montroll wins. The same ballots under another rule: so the rule is frozen before anyone votes.",
        source: BURLINGTON,
    },
    Real {
        slug: "burlington-2009-irv",
        name: "Burlington 2009, IRV",
        title: "伯灵顿市长选举 2009（逐轮淘汰） · Mayor of Burlington 2009 (instant-runoff)",
        text: include_str!("../../../data/burlington-2009.toi"),
        system: "irv",
        body: "8,980 张真实选票，按当年的规则逐轮淘汰：Montroll 第四轮出局，Kiss 对 Wright 4,313 比 4,061 当选。有并列名次的六张从并列处起作废。[两两相比](/d/burlington-2009/proposals/1/result)，Montroll 胜过每一个人。\n\n8,980 real ballots under the rule of that year, the weakest leaving round by round: Montroll is out after the fourth, and Kiss beats Wright by 4,313 to 4,061. Six ballots with equal ranks are exhausted from there on. [Compared in pairs](/d/burlington-2009/proposals/1/result) Montroll beats everybody.",
        source: BURLINGTON,
    },
];

/// `psephos demo`.
pub async fn run(options: Options) -> Result<ExitCode> {
    let instance = InstanceOptions {
        data: options.data.clone(),
        host: format!("localhost:{}", options.port),
        scheme: "http".to_owned(),
        chain_id: 31_337,
    };
    let done = options.data.join("ready");
    if !done.is_file() {
        // A set-up that was cut off is started afresh: there is nothing of anybody's in it yet.
        if options.data.join("psephos.db").exists() {
            std::fs::remove_dir_all(&options.data).map_err(|error| {
                Error::Internal(format!("can't clear {}: {error}", options.data.display()))
            })?;
        }
        println!("Setting up sample data in {} …", options.data.display());
        let clock = Arc::new(ManualClock::new(SystemClock.now_ms() - 35 * DAY_MS));
        let opened = instance::open(&instance, clock.clone()).await?;
        fill(&opened.service, &clock, options.quick).await?;
        opened.store.close().await?;
        std::fs::write(&done, b"")
            .map_err(|error| Error::Internal(format!("can't write {}: {error}", done.display())))?;
    }
    let clock: Arc<dyn Clock> = match options.ahead {
        Some(file) => Arc::new(AheadClock::new(file)),
        None => Arc::new(SystemClock),
    };
    let opened: Opened = instance::open(&instance, clock).await?;
    serve::http(opened, options.port, true).await
}

async fn fill(service: &Service, clock: &ManualClock, quick: bool) -> Result<()> {
    let (email, password, name) = VISITOR;
    let (visitor, _) = accounts::sign_up(service, email, password.to_owned(), name, "zh").await?;
    polaris(service, clock, visitor.actor).await?;
    clock.set(clock.now_ms().max(SystemClock.now_ms() - 60_000));
    for real in REAL
        .iter()
        .filter(|real| !quick || !real.slug.starts_with("burlington"))
    {
        println!("  {} …", real.name);
        let import = import::Import {
            text: real.text.to_owned(),
            slug: real.slug.to_owned(),
            name: real.name.to_owned(),
            lang: "zh".to_owned(),
            system: real.system.to_owned(),
            title: real.title.to_owned(),
            body: real.body.to_owned(),
            source: real.source.to_owned(),
        };
        import::run(service, clock, &import).await?;
    }
    Ok(())
}

/// The fictional DAO: people, points over five weeks, open and closed proposals.
async fn polaris(service: &Service, clock: &ManualClock, visitor: Actor) -> Result<()> {
    println!("  北辰开源社 …");
    let founder = member(service);
    let founding = Founding {
        slug: "polaris".to_owned(),
        name: "北辰开源社".to_owned(),
        lang: "zh".to_owned(),
        about: "一群人一起维护几个开源项目（虚构的示例）。积分来自贡献，表决力来自积分；每一次表决，任何人都能自己重新数一遍。".to_owned(),
        charter: "# 章程\n\n做事得积分，积分给表决力。规则在投票前冻结，计票谁都能重数。\n\n这是示例数据，人物和事情都是虚构的。".to_owned(),
        config: default_config(true),
        source: String::new(),
        handle: "周以宁".to_owned(),
    };
    let id = daos::found(service, founding, founder).await?;
    let dao = service
        .read()
        .await?
        .dao(&id)
        .await?
        .ok_or(Error::NotFound)?;
    let names = [
        "陈墨",
        "高桥 葵",
        "艾山·买买提",
        "何川",
        "林晓",
        "阿依努尔",
        "Priya",
        "Tomás",
    ];
    let mut people = vec![("周以宁", founder)];
    for name in names {
        clock.advance(7 * 60_000);
        people.push((name, member(service)));
        join(service, &dao, people[people.len() - 1].1, name).await?;
    }
    join(service, &dao, visitor, VISITOR.2).await?;
    people.push((VISITOR.2, visitor));
    // A second admin, so that the first one can be thanked too.
    let chen = people[1].1;
    let role = members::role_draft(
        &dao,
        "grant",
        founder,
        &chen,
        "陈墨",
        service::policy::Role::Admin,
        "zh",
    );
    acts::attest(service, role).await?;
    let work = [
        ("代码", "修复日历订阅的时区错误"),
        ("评审", "评审调度器的重写"),
        ("文档", "补全安装说明的英文版"),
        ("传播", "在聚会上讲了一场"),
    ];
    for week in 0..4_i64 {
        for (i, (name, actor)) in people.iter().enumerate() {
            let turn = usize::try_from(week).unwrap_or(0) + i;
            let (category, reason) = work[turn % work.len()];
            let by = if *actor == founder { chen } else { founder };
            let amount = format!("{}.{}", 12 + (turn * 17) % 60, (turn % 2) * 5);
            let movement = Movement {
                member: *actor,
                handle: (*name).to_owned(),
                kind: "contribution".to_owned(),
                category: category.to_owned(),
                amount,
                reason: reason.to_owned(),
            };
            acts::attest(service, points::draft(&dao, by, &movement, false, "zh")?).await?;
            clock.advance(3 * 60_000);
        }
        clock.advance(6 * DAY_MS + DAY_MS / 2);
    }
    let closed = publish(
        service,
        &dao,
        founder,
        "把文档翻译列入积分类别「传播」",
        "翻译让更多人用得上。建议按每千字 5 分记入「传播」。",
        basic(),
        3,
    )
    .await?;
    for (i, (_, actor)) in people.iter().take(8).enumerate() {
        let word = ["for", "for", "against", "for", "abstain"][i % 5];
        vote(service, &dao, &closed, *actor, json!({"choice": word})).await?;
        clock.advance(60_000);
    }
    clock.set(closed.end_ms + 1_000);
    closing::close_due(service).await?;
    clock.set(clock.now_ms().max(SystemClock.now_ms() - 2 * 3_600_000));
    let voters: Vec<Actor> = people
        .iter()
        .skip(1)
        .take(4)
        .map(|(_, actor)| *actor)
        .collect();
    open::publish_all(service, clock, &dao, founder, &voters).await
}

fn member(service: &Service) -> Actor {
    Actor::member(service.parts().random.bytes32())
}

async fn join(service: &Service, dao: &DaoRow, actor: Actor, name: &str) -> Result<()> {
    acts::attest(
        service,
        members::draft(dao, "join", actor, &actor, name, "zh"),
    )
    .await?;
    Ok(())
}
