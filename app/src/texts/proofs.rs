//! The log, its leaves, their receipts.
use crate::i18n::Lang;
use crate::texts;

texts! {
    list_title: "查证", "Proofs";
    headline: "不必相信我们，自己查", "Don’t trust us: check";
    lead: "每个行为都是一片叶。查到它，你的浏览器会从签名一路验到日志的根。", "Every act is a leaf. Find it, and your browser checks it from the signature up to the root of the log.";
    search: "查证", "Find";
    search_go: "查", "Find";
    search_hint: "叶号、行为编号、提案号、成员名、钱包地址", "Leaf number, act id, proposal number, member, wallet address";
    kind: "种类", "Kind";
    kind_all: "全部", "All";
    check_file: "验一个文件", "Check a file";
    newest: "最近的叶", "Newest leaves";
    found: "找到的叶", "Leaves found";
    found_for(query): "「{query}」", "“{query}”";
    empty: "没有找到这样的叶。", "No such leaf was found.";
    show_all: "看全部", "Show all";
    log: "日志", "The log";
    origin: "来源", "Origin";
    leaves: "叶数", "Leaves";
    root: "根", "Root";
    signed: "签署", "Signed";
    seal_label(size): "检查点 {size} 的根印", "Root seal of checkpoint {size}";
    leaf(n): "叶 {n}", "Leaf {n}";
    content_gone: "内容未公开或已删除；这片叶仍可验证。", "The content is private or was erased; the leaf can still be checked.";
    operator: "日志", "The log";
    stranger(id): "未入社者 {id}", "Non-member {id}";

    by_operator: "日志自记", "Written by the log";
    by_attested: "服务器作证", "Attested by the server";
    by_wallet: "钱包签名", "Wallet signature";
    by_contract: "合约钱包签名", "Contract wallet signature";
    by_passkey: "通行密钥签名", "Passkey signature";
    by_key: "登记钥匙签名", "Signed by a registered key";

    said(who, what): "{who}：{what}", "{who}: {what}";
    about_proposal(n): "看提案 {n}", "See proposal {n}";
    back: "回到日志", "Back to the log";
    path: "路径", "Path";
    levels(n): "{n} 层", "{n} levels";
    path_caption: "圆石由这片叶算出；空心的由本站给出（圈是一片叶，三角是一枝）；方印是检查点的根。旁支若有一个字节不同，根就对不上。", "Stones are computed from this leaf; open shapes are supplied by this site (a circle is one leaf, a triangle a branch); the seal is the root in the checkpoint. One wrong byte in a branch, and the root does not come out.";
    path_pending: "这是服务器画的，尚未验证。", "Drawn by the server; not checked yet.";
    take_along: "带走这份证明", "Take this proof along";
    qr_label: "二维码：这片叶的收据链接", "QR code: link to this leaf’s receipt";
    qr_too_long(n): "收据链接有 {n} 字节，二维码放不下（最多 2,953）。请下载文件或复制链接。", "The receipt’s link has {n} bytes, more than a QR code holds (2,953). Download the file or copy the link.";
    offline(size): "{size} 字节，离线也能验", "{size} bytes; can be checked offline";
    disclosed_warning: "收据带着这片叶的内容。给了别人就收不回来。", "The receipt carries this leaf’s content. Once handed out, it can’t be taken back.";
    copy_link: "复制链接", "Copy link";
    open_link: "打开链接", "Open link";
    command: "在命令行里验", "Check on a command line";
    trust_file: "信任文件取自 /.well-known/psephos.json 里这本日志的 trust。", "The trust file is this log’s trust in /.well-known/psephos.json.";
    root_seal: "根印", "Root seal";
    root_seal_caption: "印文由 32 字节的根画成。叶数与朋友相同而印不同，就是有人给了你们两本日志；印相同不能代替验证。", "Drawn from the 32 bytes of the root. Same number of leaves but another seal than your friend’s: you were given two logs. Equal seals are no substitute for checking.";
    fields: "内容", "Content";
    fields_caption: "叶只记下这些内容的承诺；收据把内容连同盐一起出示。", "The leaf commits to this content; the receipt shows it with its salts.";
    body: "行为体与入册", "Body and entry";
    bytes(n): "叶的字节（{n} 字节）", "Bytes of the leaf ({n})";
    receipt: "收据全文", "The receipt";
    checkpoint: "签名的检查点", "The signed checkpoint";
    field_name: "名称", "Name";
    field_value: "值", "Value";
    ladder: "验证阶梯", "Ladder of proof";
}

/// Name of a kind of act.
pub fn kind_name(lang: Lang, kind: u16) -> String {
    let (zh, en) = match kind {
        1 => ("建社", "Founding"),
        2 => ("改设置", "Setting"),
        3 => ("成员", "Membership"),
        4 => ("角色", "Role"),
        5 => ("钥匙", "Key"),
        16 => ("发积分", "Points granted"),
        17 => ("扣积分", "Points deducted"),
        32 => ("提案", "Proposal"),
        33 => ("改提案", "Proposal revised"),
        34 => ("投票", "Ballot"),
        35 => ("撤票", "Ballot withdrawn"),
        36 => ("委托", "Delegation"),
        37 => ("评论", "Comment"),
        38 => ("计票", "Tally"),
        39 => ("执行", "Execution"),
        40 => ("否决", "Veto"),
        41 => ("质疑", "Challenge"),
        42 => ("开密封票", "Ballot opened"),
        43 => ("提案变动", "Proposal event"),
        48 => ("模板", "Template"),
        49 => ("模板评分", "Template rating"),
        64 => ("凭证", "Credential"),
        65 => ("吊销凭证", "Credential revoked"),
        80 => ("链上所见", "Anchor observed"),
        81 => ("删除内容", "Erasure"),
        82 => ("换日志钥匙", "Log key"),
        83 => ("验证程序", "Verifier release"),
        other => return lang.pick(format!("种类 {other}"), format!("Kind {other}")),
    };
    lang.pick(zh, en).to_owned()
}

/// Kinds that the filter of the explorer offers.
pub const KINDS: [u16; 12] = [34, 35, 32, 33, 43, 38, 16, 17, 3, 4, 2, 1];

/// What a rung will check, before it is climbed.
pub fn rung_asks(lang: Lang, rung: &str) -> &'static str {
    let pair = match rung {
        "format" => (
            "未验证。要看收据是否完整、没有多余的东西。",
            "Not checked yet: is the receipt complete, with nothing extra?",
        ),
        "leaf" => (
            "未验证。要看叶的字节是否成形、是否属于这个组织。",
            "Not checked yet: are the leaf’s bytes well formed, and of this DAO?",
        ),
        "fields" => (
            "未验证。要看内容是否就是叶里承诺的那些。",
            "Not checked yet: is the content what the leaf committed to?",
        ),
        "summary" => (
            "未验证。要由内容重写那句话，再逐字对照。",
            "Not checked yet: the sentence is written again from the content and compared.",
        ),
        "signature" => (
            "未验证。要看是谁的钥匙签的，还是只有服务器作证。",
            "Not checked yet: whose key signed, or is it the server’s word alone?",
        ),
        "checkpoint" => (
            "未验证。要看检查点是否由这本日志的钥匙签过。",
            "Not checked yet: is the checkpoint signed by this log’s key?",
        ),
        "inclusion" => (
            "未验证。要沿路径一层层算上去，看是否得到检查点的根。",
            "Not checked yet: does hashing up the path give the checkpoint’s root?",
        ),
        "witnesses" => (
            "未验证。要看有没有见证人会签。",
            "Not checked yet: did witnesses cosign?",
        ),
        "anchors" => (
            "未验证。要看有没有锚定到链上。",
            "Not checked yet: is it anchored on chains?",
        ),
        _ => (
            "未验证。要与这个浏览器上次记下的根对照。",
            "Not checked yet: is it consistent with the root this browser kept last time?",
        ),
    };
    lang.pick(pair.0, pair.1)
}
