//! Points: balance, curve, ledger, grants.
use crate::texts;

texts! {
    mine: "我的积分", "My points";
    of(name): "{name}的积分", "Points of {name}";
    all: "积分", "Points";
    contribution: "贡献积分", "Contribution";
    contribution_means: "决定表决力", "decides voting power";
    reputation: "声誉积分", "Reputation";
    reputation_means: "不随表决力走", "apart from voting power";
    month: "近 30 天", "Last 30 days";
    month_credited(x): "其中记入 {x}", "{x} credited";
    no_decay: "不衰减", "no decay";
    half_life(n): "{n} 天减半", "halves in {n} days";
    curve: "积分曲线", "Curve";
    curve_title: "过去十二周的积分，与此后十二周的两种走向", "Twelve weeks of points, and two ways the next twelve may go";
    curve_remark: "虚线是估计：按过去十二周的节奏，或什么也不做。", "Dashed lines are estimates: at the pace of the last twelve weeks, or doing nothing.";
    curve_label(a, b, c, d): "贡献积分从 {a} 到 {b}；什么也不做，十二周后是 {c}；按近来的节奏是 {d}。",
        "Contribution went from {a} to {b}; doing nothing it will be {c} in twelve weeks, at the recent pace {d}.";
    today: "今天", "Today";
    at_pace(x): "按近来的节奏：{x}", "At this pace: {x}";
    idle(x): "什么也不做：{x}", "Doing nothing: {x}";
    pace_head: "按节奏", "At this pace";
    idle_head: "不做", "Doing nothing";
    as_table: "看成表格", "As a table";
    day: "日期", "Date";
    ledger: "账目", "Ledger";
    ledger_mine: "这位成员", "This member";
    ledger_all: "所有人", "Everybody";
    ledger_whose: "看谁的账", "Whose ledger";
    time: "时间", "Time";
    member: "成员", "Member";
    kind: "种类", "Kind";
    category: "类别", "Category";
    why: "因何", "Why";
    amount: "增减", "Change";
    granted_by(name): "{name} 记", "by {name}";
    act: "叶", "Leaf";
    none: "还没有账目。", "No entries yet.";
    grant: "为别人记功", "Grant points";
    grant_lead: "记入日志，写明给谁、为什么。你不能给自己记。", "Logged, with whom and why. You cannot grant to yourself.";
    to: "给谁", "To whom";
    how_many: "多少分", "How many";
    how_many_hint: "至多六位小数", "At most six decimals";
    deduct: "改为扣减", "Deduct instead";
    reason_hint: "公开，写进日志，可以更正，不能抹去。", "Public; it can be corrected, not erased.";
    submit: "记入日志", "Write it into the log";
    submit_wallet: "用钱包签名并记入", "Sign with the wallet and log";
    done: "已记入日志。", "It is in the log.";
    busy: "正在等钱包…", "Waiting for the wallet…";
    guest: "登录并加入后，这里是你的余额和曲线。", "Sign in and join, and your balance and curve stand here.";
}
