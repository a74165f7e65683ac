//! Words about DAOs.
use crate::texts;

texts! {
    home_title: "全部组织", "All DAOs";
    promise: "投一颗石子，自己数一遍", "Cast a stone, count it yourself";
    promise_text:
        "雅典人用石子表决，当众倒出来数。Psephos 把这件事搬到网上：每张选票都在一本只增不减的日志里，谁都可以重数。",
        "Athenians voted with stones and counted them in the open. Psephos does it online: every ballot is in a log that only grows, and anyone can count it again.";
    elections: "真实的选举", "Real elections";
    elections_text:
        "这些选举真的举行过。每张公开的选票都写进了日志，你的浏览器可以把它们全部重数一遍。",
        "These elections were really held. Every public ballot is in the log, and your browser can count them all again.";
    daos: "组织", "DAOs";
    found: "新建组织", "Found a DAO";
    ballots(n): "{n} 张选票", "{n} ballots";
    leaves(n): "{n} 叶", "{n} leaves";
    members_n(n): "{n} 位成员", "{n} members";
    active_n(n): "{n} 件投票中", "{n} open votes";
    you_are_member: "你是成员", "You are a member";
    elected: "当选：", "Elected: ";
    outcome: "结果：", "Outcome: ";
    read_result: "看结果，重数一遍", "See the result, count it again";
    source: "来源", "Source";
    no_daos: "还没有组织。第一个由你来建。", "There is no DAO yet. Found the first one.";
    sign_in_hint: "登录后可以加入组织、投票；不登录也能看一切、验一切。", "Sign in to join and vote. Reading and checking need no account.";

    latest_checkpoint: "最新检查点", "Latest checkpoint";
    stat_members: "成员", "Members";
    stat_active: "进行中的提案", "Open votes";
    stat_waiting(n): "{n} 件等你投票", "{n} wait for you";
    stat_published: "发布过的提案", "Proposals so far";
    stat_leaves: "日志里的叶", "Leaves in the log";
    waiting: "等你投票", "Waiting for you";
    nothing_waits: "没有等你投的票。", "No vote waits for you.";
    active: "进行中", "Open votes";
    others: "其他进行中", "Other open votes";
    ended: "最近结束", "Recently ended";
    all_proposals: "全部提案", "All proposals";
    no_active: "现在没有进行中的投票。", "No vote is open right now.";
    acts: "近来之事", "Recent acts";
    read_log: "翻看日志", "Read the log";
    the_log: "日志", "The log";
    charter: "章程", "Charter";
    my_points: "我的积分", "My points";
    details: "明细", "Details";
    points_unit: "分", "points";
    my_power: "自己的表决力", "My voting power";
    entries: "账本里的条目", "Entries in the ledger";
    curve(first, last): "十二周的积分，从 {first} 到 {last}", "Twelve weeks of points, from {first} to {last}";

    join: "加入", "Join";
    join_title: "加入这个组织", "Join this DAO";
    join_text: "加入会成为日志里的一片叶：任何人都能看到你的名字和加入的时间。", "Joining becomes a leaf of the log: anyone can see your name and when you joined.";
    join_closed: "这里凭邀请加入。请一位管理员给你邀请链接。", "This DAO can be joined by invitation. Ask an admin for a link.";
    join_sign_in: "先登录，再加入。", "Sign in first, then join.";
    handle: "在这里的名字", "Name in this DAO";
    handle_hint: "1–40 个字，别人会看到。", "1 to 40 characters; others see it.";
    invited: "你带着一份邀请。", "You came with an invitation.";
    join_wallet: "用钱包签名并加入", "Sign and join";

    done_joined: "你已加入，入册为日志里的一片叶。", "You have joined; it is a leaf of the log.";
    done_left: "你已退出。从前的票仍在日志里。", "You have left. Your earlier votes stay in the log.";
    done_founded: "组织建好了。你是所有者，日志从第 0 片叶开始。", "The DAO is founded. You are its owner; the log begins at leaf 0.";
    imported: "这里的选票是导入的，不是在这里投的。", "The ballots here were imported, not cast here.";

    new_title: "新建组织", "Found a DAO";
    new_lead: "规则先写清楚，再开始投票。短名和章程会写进日志的第一片叶，之后改不了。", "Rules first, votes after. Short name and charter become the first leaf of the log and stay.";
    name: "名称", "Name";
    slug: "短名", "Short name";
    slug_hint: "用在网址里：小写字母、数字、连字符，最多 40 个。", "Used in addresses: lower-case letters, digits, hyphens; at most 40.";
    about: "一两句介绍", "One or two sentences";
    charter_hint: "Markdown。写明为什么聚在一起、怎样决定事情。", "Markdown. Say why you come together and how you decide.";
    dao_lang: "组织的语言", "Language of the DAO";
    lang_zh: "中文", "中文";
    lang_en: "English", "English";
    formula: "表决力", "Voting power";
    formula_one: "一人一票", "One member, one vote";
    formula_linear: "按贡献积分（每人的积分就是票数）", "By contribution points (points are votes)";
    joining: "加入方式", "Joining";
    open_join: "任何人都可以加入；不勾则凭邀请", "Anyone may join; otherwise by invitation";
    found_do: "建立组织", "Found the DAO";
    wallet_founding: "用钱包建立组织要在钱包里签名，这一页还做不到。请用邮箱账户，或用接口 /api/v1。", "A wallet founds a DAO by its signature, which this page cannot do yet. Use an e-mail account or the API /api/v1.";
    new_sign_in: "登录后才能建立组织。", "Sign in to found a DAO.";
    by(who): "{who}", "{who}";
    the_log_itself: "系统", "The system";
}
