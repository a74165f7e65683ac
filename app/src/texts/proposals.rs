//! Proposals, drafts, ballots and results.
use crate::texts;

texts! {
    title: "提案", "Proposals";
    of(number): "提案 {number}", "Proposal {number}";
    count(n): "一共发布过 {n} 件。", "{n} published so far.";
    write_one: "写提案", "Write a proposal";
    filter_label: "筛选提案", "Filter proposals";
    phases: "状态", "Status";
    all: "全部", "All";
    voting: "投票中", "Voting";
    scheduled: "待开始", "Scheduled";
    counting: "正在计票", "Counting";
    ended: "已结束", "Ended";
    search: "搜索", "Search";
    search_hint: "题目里的字", "Words of the title";
    system: "投票方式", "Voting system";
    all_systems: "全部方式", "All systems";
    filter: "筛选", "Filter";
    none_match: "没有符合的提案。", "No proposal matches.";
    show_all: "看全部提案", "Show all proposals";
    none_yet: "还没有提案。写下第一件，大家就有事可议了。",
        "There is no proposal yet. Write the first one, and there is something to decide.";
    none_yet_guest: "还没有提案。成员发布后会出现在这里。",
        "There is no proposal yet. Published ones will stand here.";
    my_drafts: "我的草稿", "My drafts";
    in_review: "等待审阅", "Waiting for review";
    draft_state: "草稿", "Draft";
    review_state: "审阅中", "In review";
    changed: "改于", "Changed";
    ends: "截止", "Ends";
    starts: "开始", "Starts";
    ended_at: "截止于", "Ended";
    open_result: "看结果", "See the result";
    open_proposal: "去看看", "Open";
    open_ballot: "去投票", "Vote";
    open_ranking: "去排序", "Rank";
    ballots(n): "{n} 张选票", "{n} ballots";
    options(n): "{n} 个选项", "{n} options";
    leader_hidden: "截止前不显示领先者", "Who leads is not shown before the close";
    turnout(p): "参与 {p}", "Turnout {p}";
    turnout_met(p, q, n): "参与 {p}，已过法定 {q} · {n} 张选票", "Turnout {p}, quorum {q} met · {n} ballots";
    turnout_short(p, q, n): "参与 {p}，法定 {q} 未到 · {n} 张选票", "Turnout {p}, quorum {q} not met · {n} ballots";
    turnout_free(p, n): "参与 {p} · {n} 张选票", "Turnout {p} · {n} ballots";
    one_click: "一键投票，随时可改", "Vote at once; you can change it later";
    one_click_label(number, choice): "对提案 {number} 投{choice}", "Vote {choice} on proposal {number}";
    voted(words): "已投 {words}", "You voted: {words}";
    imported: "导入的公开数据", "Imported public data";
    discarded: "草稿已丢弃。", "The draft is gone.";

    basic: "赞成／反对／弃权", "For, against, abstain";
    single_choice: "单选", "Single choice";
    approval: "赞成制", "Approval";
    schulze: "排序（Schulze）", "Ranked (Schulze)";
    debian: "排序（Debian 规则）", "Ranked (Debian's rule)";
    weighted: "分配", "Weighted";
    quadratic: "平方分配", "Quadratic";
    quadratic_credits: "平方点数", "Quadratic credits";
    score: "打分", "Score";
    star: "打分再决选（STAR）", "STAR";
    borda: "排序（波达计数）", "Ranked (Borda)";
    irv: "排序（逐轮淘汰）", "Ranked (instant-runoff)";
    stv: "排序，选多席（可转移单票）", "Ranked, several seats (STV)";
    copeland: "排序（两两循环赛）", "Ranked (Copeland)";
    other_system(name): "{name}", "{name}";

    proposed_by: "提出", "proposed this";
    version(n): "第 {n} 版", "Version {n}";
    published: "发布", "published";
    fine_print(power, members): "表决力取发布时的快照：共 {power}，{members} 人。规则在发布时已写进这份提案的叶，之后谁也改不了。",
        "Power is taken at the snapshot of publication: {power} in all, {members} members. The rule stands in the leaf of this proposal since then, and nobody can change it.";
    abstain_counts: "弃权计入参与，不计入赞成或反对。", "Abstentions count as taking part, not as For or Against.";
    go_vote: "去投票", "To the ballot";
    source_title: "这是导入的公开数据", "This is imported public data";
    source_text: "选票来自下面的公开文件，投票人以编号代替；由服务器代签入册，任何人都能重数。",
        "The ballots come from the public file below; voters are numbers. The server attested them into the log, and anyone can count them again.";
    withdrawn(reason): "理由：{reason}", "Reason: {reason}";

    cast_title: "投下你的石子", "Cast your stone";
    rank_title: "排出你的次序", "Put them in order";
    rank_hint: "在方格里填名次，1 为最先。同样的数字就是并列；不填就是没排，并列最后。",
        "Write the place into each box, 1 is first. Equal numbers are a tie; empty boxes come last.";
    rank_hint_strict: "在方格里填名次，1 为最先。不能并列；不填就是没排。",
        "Write the place into each box, 1 is first. No ties; an empty box is not ranked.";
    rank_hint_full: "在方格里填名次，1 为最先。每一项都要排，不能并列。",
        "Write the place into each box, 1 is first. Every option has its own place.";
    rank_of(name): "名次：{name}", "Place of {name}";
    empty_ballot: "还没有选任何一项。选好后再投。", "Nothing is chosen yet. Choose first, then cast.";
    ballot_malformed: "选票里有填得不对的数。改好再投。", "A number on the ballot is not valid. Mend it, then cast.";
    reads_as: "你的选票读作", "Your ballot reads";
    unranked(names): "{names}（未排）", "{names} (not ranked)";
    weights_title: "分配你的表决力", "Spread your voting power";
    weights_hint: "给每一项写一个数，按比例分；不填就是不给。", "Write a number for each option; power is spread in proportion, nothing for an empty box.";
    weight_of(name): "{name} 的份额", "Part of {name}";
    nothing_given: "还没有给任何一项。", "Nothing is given to any option yet.";
    votes_title: "花掉你的点数", "Spend your credits";
    votes_hint(credits): "投 n 票花 n×n 点，一共 {credits} 点。", "n votes cost n×n credits, out of {credits}.";
    votes_hint_signed(credits): "投 n 票花 n×n 点，一共 {credits} 点；负数是反对。", "n votes cost n×n credits, out of {credits}; below zero is against.";
    votes_of(name): "投给 {name} 的票", "Votes for {name}";
    credits_used(used, credits): "已花 {used} / {credits} 点", "{used} of {credits} credits spent";
    credits_over(used, credits): "超了：要花 {used} 点，只有 {credits} 点", "Too many: {used} credits, and there are {credits}";
    scores_title: "给每一项打分", "Score each option";
    scores_hint(most): "0 最低，{most} 最高。", "0 is lowest, {most} is highest.";
    score_of(name): "{name} 的分数", "Score of {name}";
    nothing_ranked: "还没有排任何一项。", "Nothing is ranked yet.";
    your_power: "你的表决力", "Your voting power";
    power_from: "从哪里来", "Where it comes from";
    power_contribution: "贡献积分（快照）", "Contribution points (snapshot)";
    power_reputation: "声誉积分（快照）", "Reputation points (snapshot)";
    power_equal: "每位成员一票，与积分无关。", "One vote for each member, whatever the points.";
    your_choice: "你的选择", "Your choice";
    approve_most(most): "勾选你同意的，至多 {most} 项", "Tick up to {most} options that you approve of";
    approve_all: "勾选所有你同意的项", "Tick every option you approve of";
    cast_attested: "投票，由服务器代签", "Vote; the server attests it";
    cast_wallet: "用钱包签名并投票", "Sign with the wallet and vote";
    cast_busy: "正在等钱包…", "Waiting for the wallet…";
    wallet_needs_script: "用钱包投票需要浏览器脚本。", "Voting by wallet needs scripts.";
    attested_remark: "你的账户没有钱包，这张票由服务器代签，证明上会写明。截止前可以改投。",
        "Your account has no wallet: the server attests this ballot and the proof says so. You can change it until the end.";
    wallet_remark: "你会签下一句看得懂的话。不花钱，截止前可以改投。",
        "You sign a sentence you can read. It costs nothing, and you can change it until the end.";
    sign_in_first: "登录后才能投票。看提案和核对结果不用登录。", "Sign in to vote. Reading and checking need no account.";
    sign_in: "登录后投票", "Sign in to vote";
    join_first: "表决力取发布时的快照，你当时不是成员，这件提案投不了。加入之后的提案可以投。",
        "Power is taken at publication, and you were no member then, so you cannot vote on this one. After joining you can vote on later ones.";
    join: "加入", "Join";
    no_power: "发布这件提案时你的表决力是 0，所以不能投。之后的提案按当时的快照算。",
        "Your power was 0 when this was published, so you cannot vote on it. Later proposals have their own snapshot.";
    not_open: "投票还没开始。", "Voting has not opened.";
    opens_at: "开始于", "It opens";
    is_counting: "正在计票", "Counting";
    counting_text: "投票已截止，新的票不会被接受。计票证书很快就会入册，刷新这一页就能看到。",
        "Voting has ended and no ballot is taken any more. The certificate will be in the log shortly; reload to see it.";
    is_closed: "这件提案已经结束。", "This proposal is closed.";
    you_voted: "你投了", "You voted";
    change: "改投", "Change the vote";
    revoke: "撤回我的票", "Revoke my ballot";
    revoke_remark: "撤回后这张票不计入结果；日志里会留下你投过又撤回的两片叶。",
        "A revoked ballot does not count; the log keeps both leaves, the ballot and its revocation.";
    final_ballot: "按规则，投出的票不能再改。", "By the rule, a ballot once cast is final.";
    receipt_title(words): "你投了 {words}", "You voted {words}";
    receipt_revoked: "你撤回了你的票", "You revoked your ballot";
    receipt_power(power): "{power} 表决力", "Voting power {power}";
    receipt_done: "你的票已经入册", "Your ballot is in the log";
    receipt_done_text(index): "它是第 {index} 片叶。收据已经签好，可以留着核对。",
        "It is leaf {index}. The receipt is signed; keep it to check.";
    revoke_done: "撤回已经入册", "The revocation is in the log";
    signed_by(address): "钱包 {address}", "Wallet {address}";
    attested: "由服务器代签", "Attested by the server";

    live: "实时结果", "So far";
    people(n): "{n} 张选票", "{n} ballots";
    took_part: "参与", "Turnout";
    quorum_line_met(p, power): "竖线：法定 {p}（{power}），已过", "The line: quorum {p} ({power}), met";
    quorum_line_short(p, power): "竖线：法定 {p}（{power}），未到", "The line: quorum {p} ({power}), not met";
    bar_label(name, p): "{name} {p}", "{name} {p}";
    if_now: "若现在截止：", "If it ended now: ";
    hidden_live: "截止前不公布领先者，免得后来者跟风。每张选票此刻都已入册。",
        "Who leads is not shown before the close, so that nobody follows. Every ballot is in the log already.";
    nobody_yet: "还没有人投下第一颗石子。", "Nobody has cast the first stone.";

    timeline: "经过", "Course";
    step_published: "发布，规则与快照冻结", "Published; rule and snapshot frozen";
    step_opens: "投票开始", "Voting opens";
    step_mine(words): "你投了 {words}", "You voted {words}";
    step_ends: "投票截止", "Voting ends";
    step_certificate: "计票证书", "Certificate";
    step_withdrawn: "已收回或撤销", "Taken back or cancelled";
    leaf(n): "叶 {n}", "leaf {n}";
    ends_line: "截止", "Ends";

    moderate: "管理这件提案", "Moderate this proposal";
    event: "要做什么", "What to do";
    cancel: "撤销：提案作废，票也作废", "Cancel: the proposal and its ballots are void";
    unpublish: "收回：退回修改，再发布时是新的一版", "Take back: to be changed, and published as a new version";
    reason: "理由", "Reason";
    reason_hint: "公开，写进日志，抹不掉。", "Public; it stays in the log.";
    do_event: "写进日志", "Write it into the log";
    done_event: "已写进日志。", "It is in the log.";
    done_published: "已发布。规则和快照已经写进这份提案的叶。", "Published. Rule and snapshot stand in its leaf.";

    new_title: "写提案", "Write a proposal";
    new_lead: "草稿只有你看得见；交审之后管理员也看得见。发布之前什么也不进日志。",
        "A draft is seen by you alone, and after handing it in by the admins. Nothing is logged before publication.";
    new_guest: "写提案需要先登录并加入。", "Sign in and join to write a proposal.";
    edit_title: "改草稿", "Edit the draft";
    field_title: "题目", "Title";
    field_title_hint: "一句话说清要决定什么，至多 200 字。", "What is to be decided, in one sentence of at most 200 characters.";
    field_body: "正文", "Text";
    field_body_hint: "支持 Markdown：标题、列表、表格、链接。", "Markdown: headings, lists, tables, links.";
    field_system: "怎么投", "How to vote";
    system_basic_hint: "赞成、反对或弃权", "For, against or abstain";
    system_single_hint: "几项里选一项", "One of several options";
    system_approval_hint: "同意几项就勾几项", "As many options as you approve of";
    system_schulze_hint: "按喜好排名次", "Options in order of preference";
    system_debian_hint: "排名次，最后一项是默认项", "In order; the last option is the default";
    system_weighted_hint: "把表决力分给几项", "Spread power over options";
    system_quadratic_hint: "分给几项，按平方根计，让小户说得上话", "Spread over options, counted by square roots, so that small holders are heard";
    system_quadratic_credits_hint: "n 票花 n×n 点：在意什么就多花", "n votes cost n×n credits: spend on what you care about";
    system_score_hint: "给每一项打分，总分高的胜出", "A mark for each option; the highest sum wins";
    system_star_hint: "打分，前两名再决选", "Marks, then a runoff of the two best";
    system_borda_hint: "排名次，每个名次有分", "In order; every place earns points";
    system_irv_hint: "排名次，最弱的逐轮淘汰", "In order; the weakest leaves round by round";
    system_stv_hint: "排名次，按比例选出几席", "In order; several seats, in proportion";
    system_copeland_hint: "全部排名次，赢的场次多的胜出", "All in order; most duels won";
    field_limit: "限额", "Limit";
    field_limit_hint: "赞成制：至多勾几项；打分：最高几分（不填 5）；平方点数：每人几点（不填 100）；多席：选几席（不填 1）。其他方式不用填。",
        "Approval: most options; scores: the highest mark (5 if empty); quadratic credits: credits each (100 if empty); several seats: how many (1 if empty). Leave empty otherwise.";
    field_options: "选项", "Options";
    field_options_hint: "一行一项，至少两项。「赞成／反对／弃权」不用填。", "One a line, at least two. Not needed for for/against/abstain.";
    field_quorum: "法定参与（百分数）", "Quorum (per cent)";
    field_quorum_hint: "至少多少表决力参与才有效；留空为不设。", "How much of the voting power must take part; empty for none.";
    field_days: "投几天", "Days of voting";
    field_days_hint: "1–365 天，从开始时算起；填了结束时间就不看它。", "1–365 days from the start; not used where an end is given.";
    field_starts: "开始时间", "Start";
    field_starts_hint: "按下面的时区。留空就从发布时开始。", "In the time zone below. Empty: at publication.";
    field_ends: "结束时间", "End";
    field_ends_hint: "按下面的时区。留空就在开始之后，过「投几天」那么久。", "In the time zone below. Empty: as many days after the start as stand below.";
    field_zone: "时区", "Time zone";
    field_zone_hint: "上面的时间按它来读，例如 Asia/Shanghai；读者看到的是他们自己的时间和 UTC。", "The times above are read in it, such as Europe/Warsaw; readers see their own time and UTC.";
    times: "投票时间", "Voting time";
    opens_at_publication: "发布时", "At publication";
    lasts(days): "开始之后 {days} 天", "{days} days after the start";
    if_published_now: "若现在发布：", "If published now: ";
    set_in(zone, time): "按 {zone} 设定：{time}", "Set in {zone}: {time}";
    notice_moves: "这个组织要在发布之后先公示，所选的开始太早，会推迟到上面的时间。",
        "This DAO gives notice after publication: the chosen start is too soon and moves to the time above.";
    saved_version: "看存着的那一版", "See the saved version";
    save: "存成草稿", "Save the draft";
    preview_save: "存下并预览", "Save and preview";
    save_submit: "存下并交审", "Save and hand in";
    submit: "交审", "Hand in for review";
    publish: "发布这件提案", "Publish this proposal";
    publish_remark: "发布会写进日志：规则和快照从此冻结，投票按所定的时间开始。", "Publication is logged: rule and snapshot freeze, and voting opens at the time set.";
    publish_wallet: "用钱包签名并发布", "Sign with the wallet and publish";
    give_back: "退回给作者", "Return to the author";
    discard: "丢弃草稿", "Discard the draft";
    preview: "预览", "Preview";
    preview_lead: "发布后大家看到的就是这样。", "This is what everybody will see.";
    form_section: "修改", "Edit";
    next_step: "下一步", "Next step";
    done_saved: "存好了。", "Saved.";
    done_moved: "办好了。", "Done.";

    result: "结果", "Result";
    result_of(title): "{title}：结果", "{title}: result";
    no_result_open: "投票还没结束，还没有结果。", "Voting has not ended; there is no result yet.";
    no_result_counting: "投票已截止，正在计票。证书入册后，结果就在这里。",
        "Voting has ended and the count is under way. The result will stand here with its certificate.";
    no_result_withdrawn: "这件提案被收回或撤销，没有结果。", "This proposal was taken back or cancelled; it has no result.";
    back_to(number): "回到提案 {number}", "Back to proposal {number}";
    winner: "胜出", "Winner";
    decision: "决定", "Decision";
    tied_between(names): "打平的有：{names}", "Tied: {names}";
    by_lot: "打平后按提案与截止检查点抽签决定。", "A tie was settled by the lot from the proposal and the closing checkpoint.";
    beats_all: "与其余每一项单独相比都胜出。", "It beats every other option one to one.";
    closest(name, with, against): "最接近的一场对 {name}，{with} 比 {against}。", "The closest pair is against {name}, {with} to {against}.";
    closest_tied(name, with): "对 {name} 打平，各 {with}。", "It ties with {name} at {with} each.";
    wins(n): "胜 {n} 场", "{n} won";
    pairwise: "两两比较", "In pairs";
    pairwise_hint: "横着读：这一行比那一列排得更靠前的表决力。墨色是胜，浅色是负。",
        "Read along a row: the power that ranks the row above the column. Ink won, pale lost.";
    matrix_caption: "两两比较矩阵", "Pairwise matrix";
    paths: "最宽路径（Schulze）", "Widest paths (Schulze)";
    paths_hint: "从这一行到那一列的最强一条路。循环相克时由它定胜负。", "The strongest way from the row to the column; it settles circles.";
    paths_caption: "最宽路径矩阵", "Widest paths";
    contests: "每一场", "Every pair";
    contests_n(n): "{n} 场", "{n} pairs";
    contest_won(a, x, b, y): "{a} 以 {x} 比 {y} 胜 {b}。", "{a} beats {b}, {x} to {y}.";
    contest_tied(a, x, b, y): "{a} 与 {b} 打平，{x} 比 {y}。", "{a} and {b} tie, {x} to {y}.";
    runoff: "决选", "The runoff";
    rounds: "一轮一轮", "Round by round";
    rounds_n(n): "{n} 轮", "{n} rounds";
    rounds_table: "每轮的数", "The numbers of each round";
    round(n): "第 {n} 轮", "Round {n}";
    exhausted: "用尽", "Exhausted";
    elected(names): "当选：{names}", "Elected: {names}";
    leaves(names): "淘汰：{names}", "Leaves: {names}";
    left_with(power): "{power}，淘汰", "{power}, leaves";
    round_won(name): "{name} 过半", "{name} has the majority";
    hatch_hint: "斜纹是把两项并列或都没排的表决力。", "Hatched: power that ranks neither above the other.";
    too_many: "选项太多，画不成表；证书里有每一场的数字。", "There are too many options to draw; the certificate has every pair.";
    debian_title: "按 Debian 规则去掉的", "Left out by Debian's rule";
    debian_default(name): "默认项是「{name}」。", "The default option is “{name}”.";
    debian_quorum(names): "没到法定票数：{names}。", "Below the quorum: {names}.";
    debian_majority(names): "没胜过默认项：{names}。", "Did not beat the default: {names}.";
    debian_none: "没有一项被去掉。", "Nothing was left out.";
    debian_dropped: "为解开循环，去掉了最弱的几胜：", "To open a circle, the weakest defeats were dropped:";
    debian_defeat(a, b): "{a} 胜 {b}", "{a} over {b}";
    shares: "各项", "Options";
    took_part_sum(p, power, needed): "参与 {p}（{power}）；需要 {needed}。", "Turnout {p} ({power}); {needed} needed.";
    quorum_met: "已过法定。", "The quorum is met.";
    quorum_missed: "没到法定。", "The quorum is not met.";

    certificate: "计票证书", "Certificate of the count";
    certificate_of(number): "提案 {number} 的结果", "Result of proposal {number}";
    cert_counted: "选票", "Ballots";
    cert_attested: "其中由服务器代签", "Attested by the server";
    cert_refused: "被规则拒绝", "Refused by the rules";
    cert_range: "叶的范围", "Leaves";
    cert_power_index: "快照", "Snapshot";
    cert_power_root: "表决力的根", "Root of powers";
    cert_ballot_root: "选票的根", "Root of ballots";
    cert_rule: "规则的摘要", "Hash of the rule";
    cert_result: "结果的摘要", "Hash of the result";
    cert_leaf: "证书的叶", "Leaf of the certificate";
    cert_receipt: "证书收据", "Receipt of the certificate";
    cert_prove: "逐级验证", "Check rung by rung";
}
