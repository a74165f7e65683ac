//! Checking in the reader's own browser: verdicts, the page for any receipt, the recount.
use crate::i18n::Lang;
use crate::texts;

texts! {
    title: "验一份收据", "Check a receipt";
    lead: "收据在你的浏览器里验，不上传。打开过这一页之后，断网也能验。", "The receipt is checked in your browser and not uploaded. Once this page was opened, it works offline.";
    file: "收据文件", "Receipt file";
    file_hint: "选一个 .tlog-proof 文件，或把它拖到这里。", "Choose a .tlog-proof file, or drop it here.";
    text: "或粘贴收据全文", "Or paste the receipt";
    text_hint: "以 c2sp.org/tlog-proof@v1 开头的全文，或收据链接。", "The whole text, beginning with c2sp.org/tlog-proof@v1, or a receipt’s link.";
    trust: "别的网站的日志：信任配置", "Logs of other sites: trust configuration";
    trust_hint: "那个网站 /.well-known/psephos.json 里这本日志的 trust。本站的日志不用填。", "The log’s trust in that site’s /.well-known/psephos.json. Leave empty for logs of this site.";
    go: "在我的浏览器里验证", "Check in my browser";
    again: "再验一次", "Check again";
    running: "正在验证…", "Checking…";
    idle: "尚未验证", "Not checked yet";
    idle_text: "下面各级由你的浏览器来验；服务器自己说的不算。", "Your browser climbs the rungs below; the server’s own word does not count.";
    needs_script: "要在这里验证需要 JavaScript。也可以下载收据，用命令行验：", "Checking here needs JavaScript. You can also download the receipt and check it on a command line:";
    computed(ms): "全部在你的浏览器里算出，用时 {ms} 毫秒。", "Computed in your browser in {ms} ms.";
    was_offline: "没有连上本站，没有和它现在的日志对照。", "This site could not be reached, so its present log was not compared.";
    passed: "验过了", "Checked";
    passed_attested: "在册，但只有服务器作证", "In the log, on the server’s word alone";
    broken_at(n, title): "没有通过：第 {n} 级断了（{title}）", "Does not hold: rung {n} broke ({title})";
    broken: "没有通过", "Does not hold";
    broken_caution: "在弄清之前，请不要依据本页的内容做决定。", "Until this is cleared up, don’t rely on what this page says.";
    failed: "没能验证", "Could not check";
    keep_evidence: "存下这份证据", "Keep this evidence";
    next_steps: "接下来", "What next";
    step_again: "再取一次", "Fetch again";
    step_again_text: "重新载入本页。若通过了，是网络或文件的毛病。", "Load this page again. If it passes then, the network or the file was at fault.";
    step_report: "告诉别人", "Tell others";
    step_report_text: "证据文件里没有你的私钥，可以放心发给组织的人和见证人。", "The evidence holds no secret key of yours: send it to the DAO’s members and witnesses.";
    step_compare: "对一对根印", "Compare root seals";
    step_compare_text: "叶数相同而印不同，你们就被给了两本日志。", "Same number of leaves, another seal: you were given two logs.";
    in_log: "所在的日志", "Its log";

    checkpoint_idle: "检查点尚未由你的浏览器核对", "This checkpoint has not been checked by your browser";
    checkpoint_running: "正在核对检查点…", "Checking the checkpoint…";
    checkpoint_first: "已在你的浏览器核对：签名有效。第一次见到这本日志，已记下", "Checked in your browser: the signature is valid. This log is new to it and was noted";
    checkpoint_grown: "已在你的浏览器核对：签名有效，与上次所见一致", "Checked in your browser: the signature is valid, and the log grew out of what it saw last time";
    checkpoint_broken(why): "检查点没有通过核对：{why}", "The checkpoint does not hold: {why}";

    recount: "自己数一遍", "Count it yourself";
    recount_text(leaves): "你的浏览器会取来整本日志（{leaves} 片叶），逐片验签，再按规则重新计票。", "Your browser fetches the whole log ({leaves} leaves), checks every leaf, and counts the vote again by its rules.";
    recount_go: "在我的浏览器里重新计票", "Recount in my browser";
    recount_again: "再数一遍", "Count again";
    recount_running: "正在重新计票…", "Recounting…";
    recount_progress(done, total): "已读 {done} / {total} 片叶", "{done} of {total} leaves read";
    recount_agrees: "数过了，一致", "Counted, and it agrees";
    recount_differs: "数过了，不一致", "Counted, and it does not agree";
    recount_fault(step, leaf): "断在「{step}」这一步，第 {leaf} 片叶。", "It broke at the step “{step}”, leaf {leaf}.";
    recount_fault_step(step): "断在「{step}」这一步。", "It broke at the step “{step}”.";
    recount_see_leaf(leaf): "看第 {leaf} 片叶", "See leaf {leaf}";
    recount_needs_script: "在这里重新计票需要 JavaScript。也可以用 psephos export 取下整本日志，再用 psephos audit 核对。", "Recounting here needs JavaScript. You can also fetch the whole log with psephos export and check it with psephos audit.";
    recount_outcome: "结果", "Outcome";
    recount_counted: "计入的票", "Ballots counted";
    recount_attested: "其中只有服务器作证", "Attested by the server alone";
    recount_refused: "不合规则而未计", "Refused by the rules";
    recount_eligible: "有表决力的成员", "Members with voting power";
    recount_leaves: "读过的叶", "Leaves read";
    recount_signatures: "验过的签名", "Signatures checked";
    recount_unread: "内容未公开的叶", "Leaves with private content";
    recount_took(ms): "用时 {ms} 毫秒", "took {ms} ms";
    step_ok: "通过", "holds";
    step_broken: "断裂", "broken";
    step_skip: "未验", "not reached";
}

/// Why nothing could be checked.
pub fn failure(lang: Lang, code: &str) -> String {
    let pair = match code {
        "connection" => (
            "没有连上本站。请检查网络再试。",
            "This site could not be reached. Check the connection and try again.",
        ),
        "trust_unknown" => (
            "这份收据属于本站没有的日志。请把那个网站的信任配置粘贴在下面再验。",
            "This receipt is of a log that this site does not have. Paste that site’s trust configuration below and check again.",
        ),
        "trust_form" => (
            "信任配置读不懂。请粘贴 trust 的全文，它以 { 开头。",
            "The trust configuration can’t be read. Paste the whole of trust, from its opening brace.",
        ),
        "qr_form" | "qr_inflate" | "receipt_form" => (
            "链接或收据不完整，可能少复制了一段。",
            "The link or receipt is not complete; part of it may be missing.",
        ),
        "receipt_size" => (
            "收据太大，没有往下读。",
            "The receipt is too large and was not read.",
        ),
        "not_found" => ("本站没有这本日志。", "This site has no such log."),
        "worker" => (
            "这个浏览器没能启动验证程序。请更新浏览器，或用命令行验。",
            "This browser could not start the verifier. Update it, or check on a command line.",
        ),
        other => {
            return lang.pick(
                format!("验证程序出了毛病（{other}）。请用命令行验，并告诉我们。"),
                format!("The verifier failed ({other}). Check on a command line, and tell us."),
            );
        }
    };
    lang.pick(pair.0, pair.1).to_owned()
}

/// Milliseconds with one digit after the point, out of whole microseconds.
pub fn millis(micros: u64) -> String {
    let tenths = micros.saturating_add(50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}
