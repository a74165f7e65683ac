//! Why a use case did not happen. The code is for programs, the sentence for people
//! ([`crate::error::sentence`]); storage details stay in the log of the server.
use governance::sentence::Lang;

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// A refusal or a failure. Either way nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Nobody is signed in.
    Unauthenticated,
    /// Signed in, but the role does not allow it.
    Forbidden,
    /// There is no such thing, or the reader may not know of it.
    NotFound,
    /// A rule refuses it; the code says which one.
    Refused(&'static str),
    /// Something on our side failed; the text is for the server's log only.
    Internal(String),
}

impl Error {
    /// Snake_case code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Refused(code) => code,
            Self::Internal(_) => "internal",
        }
    }

    /// HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Refused("too_many_requests") => 429,
            Self::Refused(
                "seq_gap"
                | "prev_mismatch"
                | "duplicate_act"
                | "already_member"
                | "handle_taken"
                | "slug_taken"
                | "email_taken"
                | "wrong_state"
                | "draft_changed"
                | "draft_newer"
                | "idempotency_conflict",
            ) => 409,
            Self::Refused(_) => 422,
            Self::Internal(_) => 500,
        }
    }

    /// One sentence for people: what happened, what did not, what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        sentence(self.code(), lang)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Internal(detail) => write!(f, "internal: {detail}"),
            other => f.write_str(other.code()),
        }
    }
}

impl std::error::Error for Error {}

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<act::Error> for Error {
    fn from(error: act::Error) -> Self {
        Self::Refused(error.code())
    }
}

impl From<governance::Error> for Error {
    fn from(error: governance::Error) -> Self {
        Self::Refused(error.code())
    }
}

impl From<tlog::Error> for Error {
    fn from(error: tlog::Error) -> Self {
        Self::Internal(format!("log: {}", error.code()))
    }
}

/// The sentence of a code in a language. Codes without a sentence of their own get the general
/// one with the code behind it.
pub fn sentence(code: &str, lang: Lang) -> String {
    let (zh, en) = match code {
        "unauthenticated" => (
            "你还没有登录。什么也没有写进日志，登录后再做一次。",
            "You are not signed in. Nothing was logged; sign in and do it again.",
        ),
        "forbidden" => (
            "你在这里的角色不能做这件事。什么也没有改动。",
            "Your role here does not allow this. Nothing was changed.",
        ),
        "not_found" => (
            "没有找到。可能地址有误，也可能你无权看到它。",
            "Not found. The address may be wrong, or you may not be allowed to see it.",
        ),
        "internal" => (
            "我们这边出了错。你刚才的操作没有生效，什么也没写进日志，可以放心再试。",
            "Something failed on our side. Your action did not take effect and nothing was logged; it is safe to try again.",
        ),
        "not_member" => (
            "你不是这个组织的成员，或者在快照时还不是，所以不能投票。",
            "You are not a member of this DAO, or were not one at the snapshot, so you cannot vote.",
        ),
        "no_power" => (
            "快照时你没有表决力，这张选票没有计入，也没有写进日志。",
            "You had no voting power at the snapshot. The ballot was not logged.",
        ),
        "voting_not_open" => (
            "投票还没有开始。选票没有写进日志，开始后再投。",
            "Voting has not opened yet. The ballot was not logged; cast it after the start.",
        ),
        "voting_closed" => (
            "投票已经截止。选票没有写进日志，已投的票照旧有效。",
            "Voting has closed. The ballot was not logged; a ballot cast earlier still counts.",
        ),
        "ballot_final" => (
            "这份提案的选票投出后不能更改。原来的选票照旧有效。",
            "Ballots on this proposal are final. Your earlier ballot still counts.",
        ),
        "nothing_to_revoke" => (
            "你在这份提案上没有可撤回的选票。",
            "You have no ballot on this proposal to withdraw.",
        ),
        "empty_ballot" => (
            "还没有选任何一项。选好后再投。",
            "Nothing is chosen yet. Choose first, then cast.",
        ),
        "ballot_malformed" => (
            "选票的写法不对，没有写进日志。请用页面上的表单重投。",
            "The ballot is malformed and was not logged. Cast it with the form on the page.",
        ),
        "choice_out_of_range" => (
            "选票里有这份提案没有的选项。选票没有写进日志。",
            "The ballot names an option that this proposal does not have. It was not logged.",
        ),
        "choice_repeated" => (
            "同一个选项出现了两次。选票没有写进日志。",
            "One option appears twice. The ballot was not logged.",
        ),
        "not_ascending" => (
            "选项没有按编号从小到大排列。选票没有写进日志。",
            "Options are not in ascending order. The ballot was not logged.",
        ),
        "too_many_approvals" => (
            "勾选的项数超过了上限。减少几项后再投。",
            "More options are ticked than allowed. Untick some and cast again.",
        ),
        "equal_ranks_not_allowed" => (
            "这份提案不接受并列名次。请给每项不同的名次。",
            "Equal ranks are not allowed here. Give each option its own rank.",
        ),
        "ranking_incomplete" => (
            "要给每一项都排上名次。补齐后再投。",
            "Every option must be ranked. Complete the list and cast again.",
        ),
        "choice_mismatch" => (
            "选票的编号与文字不一致，可能被改动过。选票没有写进日志。",
            "The numbers and the words of the ballot differ; it may have been altered. It was not logged.",
        ),
        "wrong_signer" => (
            "签名的钱包不是登录的那个。什么也没有写进日志，请换回原来的账户再签。",
            "The wallet that signed is not the one signed in. Nothing was logged; switch accounts and sign again.",
        ),
        "sig_invalid" | "sig_length" | "sig_v" | "sig_range" | "sig_high_s" => (
            "签名核对不过：签的内容、链或实例不是这里的。什么也没有写进日志。",
            "The signature does not check out: it was made for other content, another chain or another instance. Nothing was logged.",
        ),
        "seq_gap" | "prev_mismatch" => (
            "这份签名用的序号已经用过，可能你在别处刚做过另一件事。什么也没有写进日志，刷新后重签。",
            "This signature uses a sequence number that is already taken; you may have just acted elsewhere. Nothing was logged; reload and sign again.",
        ),
        "duplicate_act" => (
            "这件事已经写进日志了，没有写第二次。",
            "This act is already in the log; it was not logged twice.",
        ),
        "expired" => (
            "签名已过有效期，什么也没有写进日志。请重新签一次。",
            "The signature has expired. Nothing was logged; sign again.",
        ),
        "issued_in_future" => (
            "签名的时间在未来，请核对设备的时钟后重签。什么也没有写进日志。",
            "The signature is dated in the future. Check the device's clock and sign again. Nothing was logged.",
        ),
        "expiry_form" => (
            "签名的有效期不合规定（最长七天）。什么也没有写进日志。",
            "The signature's validity is not allowed (seven days at most). Nothing was logged.",
        ),
        "summary_mismatch"
        | "payload_missing_field"
        | "payload_field_type"
        | "payload_variant"
        | "payload_lang"
        | "field_mismatch"
        | "field_count"
        | "field_form"
        | "field_order"
        | "salt_form"
        | "dao_mismatch"
        | "body_form"
        | "subject_mismatch" => (
            "内容与签名的那句话对不上，什么也没有写进日志。",
            "The content does not match the sentence that was signed. Nothing was logged.",
        ),
        "already_member" => ("你已经是成员了。", "You are a member already."),
        "rejoin_not_available" => (
            "退出后暂时不能再加入同一个组织。什么也没有改动。",
            "Whoever left a DAO cannot join it again yet. Nothing was changed.",
        ),
        "decision_not_available" => (
            "这里还不能用提前决定和延长投票的规则。",
            "Early decision and extension are not available here yet.",
        ),
        "join_closed" => (
            "这个组织要有邀请才能加入。向成员要一个邀请链接。",
            "This DAO can be joined by invitation only. Ask a member for a link.",
        ),
        "invite_invalid" => (
            "邀请链接无效、已过期或已用完。向成员要一个新的。",
            "The invitation is invalid, expired or used up. Ask a member for a new one.",
        ),
        "handle_taken" => (
            "这个名字已经有人用了，换一个。",
            "This name is taken. Choose another.",
        ),
        "handle_invalid" => (
            "名字要 1–40 个字，不能有控制字符或首尾空格。",
            "A name has 1 to 40 characters, without control characters or outer spaces.",
        ),
        "slug_taken" => (
            "这个短名已经有人用了，换一个。",
            "This short name is taken. Choose another.",
        ),
        "slug_invalid" => (
            "短名只能用小写字母、数字和连字符，1–40 个字符。",
            "A short name has 1 to 40 lower-case letters, digits and hyphens.",
        ),
        "name_invalid" => ("名称要 1–80 个字。", "A name has 1 to 80 characters."),
        "title_invalid" => (
            "题目要 1–200 个字，不能只有空格。",
            "A title has 1 to 200 characters and is not blank.",
        ),
        "text_too_long" => (
            "文字太长了，缩短后再试。什么也没有保存。",
            "The text is too long. Shorten it and try again; nothing was saved.",
        ),
        "email_taken" => (
            "这个邮箱已经注册过了。直接登录即可。",
            "This e-mail address is registered already. Sign in instead.",
        ),
        "email_invalid" => ("邮箱的写法不对。", "The e-mail address is not well-formed."),
        "password_short" => (
            "密码至少 10 个字符。",
            "A password has at least 10 characters.",
        ),
        "password_long" => (
            "密码最长 200 个字符。",
            "A password has at most 200 characters.",
        ),
        "credentials_wrong" => (
            "邮箱或密码不对。没有登录，也没有写任何日志。",
            "The e-mail address or password is wrong. You are not signed in and nothing was logged.",
        ),
        "too_many_requests" => (
            "试得太频繁了，过一分钟再来。",
            "Too many attempts. Try again in a minute.",
        ),
        "challenge_invalid" => (
            "登录请求已过期或用过了。刷新页面再签一次。",
            "The sign-in request has expired or was used. Reload the page and sign again.",
        ),
        "self_review" => (
            "不能给自己发放积分。请另一位管理员来发。",
            "You cannot grant points to yourself. Ask another admin.",
        ),
        "amount_zero" => ("积分数不能是零。", "The amount cannot be zero."),
        "amount_out_of_range" | "amount_invalid" => (
            "积分数写得不对：用数字，最多六位小数。",
            "The amount is not valid: use a number with at most six decimals.",
        ),
        "insufficient_balance" => (
            "余额不够扣。什么也没有改动。",
            "The balance is too low for this deduction. Nothing was changed.",
        ),
        "balance_overflow" => (
            "积分超过了能记的上限。什么也没有改动。",
            "The balance would exceed what can be recorded. Nothing was changed.",
        ),
        "reason_missing" => ("要写理由。", "A reason is required."),
        "category_missing" => ("要写类别。", "A category is required."),
        "member_unknown" => ("没有这位成员。", "There is no such member."),
        "limit_out_of_range" => (
            "限额不对：勾选项数不能超过选项数，最高分是 1 到 100 的整数。什么也没有保存。",
            "The limit is not valid: at most as many approvals as options, a highest mark from 1 to 100. Nothing was saved.",
        ),
        "seats_out_of_range" => (
            "席数要是 1 到 1,000 的整数。什么也没有保存。",
            "Seats are a whole number from 1 to 1,000. Nothing was saved.",
        ),
        "too_few_choices" => (
            "选项比席数还少。什么也没有保存。",
            "There are fewer options than seats. Nothing was saved.",
        ),
        "credits_out_of_range" => (
            "点数要是 1 到 1,000,000 的整数。什么也没有保存。",
            "Credits are a whole number from 1 to 1,000,000. Nothing was saved.",
        ),
        "weight_out_of_range" => (
            "份额要是 0 到 1,000,000 的整数。选票没有写进日志。",
            "A part is a whole number from 0 to 1,000,000. The ballot was not logged.",
        ),
        "weights_sum" => (
            "各份加起来不是一个整体。选票没有写进日志。",
            "The parts do not make a whole. The ballot was not logged.",
        ),
        "votes_out_of_range" => (
            "给一项的票数太多，或这里不能投负票。选票没有写进日志。",
            "Too many votes for one option, or votes below zero where there are none. The ballot was not logged.",
        ),
        "credits_exceeded" => (
            "花的点数超过了你有的：n 票花 n×n 点。选票没有写进日志。",
            "The votes cost more credits than you have: n votes cost n×n. The ballot was not logged.",
        ),
        "score_out_of_range" => (
            "有一项的分数超出了范围。选票没有写进日志。",
            "A score is out of range. The ballot was not logged.",
        ),
        "choices_out_of_range" => (
            "选项要 2 到 1,000 个。",
            "There must be 2 to 1,000 options.",
        ),
        "duplicate_choice" => ("有两个选项的文字一样。", "Two options read the same."),
        "choices_not_basic" => (
            "赞成／反对／弃权的提案不能另写选项。",
            "A for/against/abstain proposal has no options of its own.",
        ),
        "period_empty" => (
            "投票的天数不对：填 1 到 365 的整数。什么也没有保存。",
            "The number of days is not valid: write a whole number from 1 to 365. Nothing was saved.",
        ),
        "end_before_start" | "window_empty" => (
            "投票时间不对：结束要晚于开始，并且在将来。什么也没有改动，改好时间再试。",
            "The voting time is not valid: the end must be after the start and in the future. Nothing was changed; set the times and try again.",
        ),
        "period_too_long" => (
            "投票最长 365 天。什么也没有改动，把结束提前后再试。",
            "A vote lasts 365 days at most. Nothing was changed; set an earlier end and try again.",
        ),
        "start_past" => (
            "所选的开始时间已经过去。什么也没有改动：改一个将来的时间，或留空，从发布时开始。",
            "The chosen start has passed. Nothing was changed: set one in the future, or leave it empty to begin at publication.",
        ),
        "zone_unknown" => (
            "没有这个时区。什么也没有改动：写 IANA 名称，例如 Asia/Shanghai 或 Europe/Berlin。",
            "There is no such time zone. Nothing was changed: write an IANA name, such as Asia/Shanghai or Europe/Berlin.",
        ),
        "time_gap" => (
            "所选的时间在这个时区里不存在：那天时钟拨快，正好跳过了它。什么也没有改动，换一个时间再试。",
            "The chosen time does not exist in this time zone: clocks are set forward over it that day. Nothing was changed; choose another time.",
        ),
        "draft_changed" => (
            "这份草稿刚才在别处存过一次，所以这次没有存，那一版还在。你的文字留在下面：对照之后再存，会盖过那一版。",
            "This draft was saved elsewhere in the meantime, so this was not saved and that version stands. Your text is kept below: compare the two, then save again to replace that version.",
        ),
        "draft_newer" => (
            "你打开之后，这份草稿又改过。没有发布：请看过新的文字再决定。",
            "The draft was changed after you opened it. It was not published: read the new text first.",
        ),
        "quorum_size_invalid" => (
            "法定参与写得不对：填 1 到 100 的整数，或留空。什么也没有保存。",
            "The quorum is not valid: write a whole number from 1 to 100, or leave it empty. Nothing was saved.",
        ),
        "wrong_state" | "state_final" => (
            "提案已经不在这一步了，刷新看看。什么也没有改动。",
            "The proposal is no longer at this step. Reload the page; nothing was changed.",
        ),
        "role_not_allowed" => (
            "你的角色不能做这一步。什么也没有改动。",
            "Your role cannot take this step. Nothing was changed.",
        ),
        "frozen" => (
            "提案已进入冻结期，不能再改。",
            "The proposal is frozen and can no longer be changed.",
        ),
        "too_early" => ("还没到时候。", "It is too early for this."),
        "too_late" => ("已经过了时候。", "It is too late for this."),
        "system_not_available" | "unknown_system" => (
            "这里还不能用这种表决方式。",
            "This voting system is not available here.",
        ),
        "time_invalid" => (
            "时间的写法不对，写成 2026-12-24T09:00 这样。什么也没有改动。",
            "The time is not well-formed; write it as 2026-12-24T09:00. Nothing was changed.",
        ),
        "idempotency_conflict" => (
            "同一个幂等键用在了不同的请求上。什么也没有做。",
            "The same idempotency key was used for a different request. Nothing was done.",
        ),
        "cross_site" => (
            "请求来自别的网站，已拒绝。什么也没有改动。",
            "The request came from another site and was refused. Nothing was changed.",
        ),
        "body_too_large" => (
            "提交的内容太大。什么也没有保存。",
            "The request is too large. Nothing was saved.",
        ),
        "bad_json" | "bad_request" => (
            "请求的写法不对。什么也没有改动。",
            "The request is not well-formed. Nothing was changed.",
        ),
        "last_owner" => (
            "至少要留一位所有者。什么也没有改动。",
            "At least one owner must remain. Nothing was changed.",
        ),
        "signature_needed" => (
            "用钱包登录的账户要亲自签名，服务器不能代签。请打开脚本并用钱包签。",
            "A wallet account signs for itself; the server cannot attest for it. Turn scripts on and sign with the wallet.",
        ),
        code if code.starts_with("siwe_") => (
            "这不是一份合规的登录消息，没有登录。请回登录页重签一次。",
            "This is not a well-formed sign-in message; you are not signed in. Go back and sign again.",
        ),
        _ => {
            return match lang {
                Lang::Zh => format!("没有成功，什么也没有改动（{code}）。"),
                Lang::En => format!("It was refused and nothing was changed ({code})."),
            };
        }
    };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}
