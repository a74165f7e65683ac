//! Rungs, states and faults in words, Chinese and English: plain short sentences. A fault says
//! what happened and, where it helps, what to do; a code that is rare has a general sentence and
//! is named.
use crate::ladder::{NOT_REACHED, Rung, Verdict};
use crate::recount::{Fault, Found};
pub use governance::sentence::Lang;

/// How a rung is to be drawn. Only [`Tone::Holds`] may look verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Checked here, and it holds.
    Holds,
    /// It holds as far as somebody else's word goes.
    Claimed,
    /// Nothing was checked.
    Skipped,
    /// It does not hold.
    Broken,
}

impl Tone {
    /// Tone of a rung.
    pub fn of(rung: &Rung) -> Self {
        let state = rung.state.split(' ').next().unwrap_or_default();
        match state {
            _ if rung.error.is_some() => Self::Broken,
            "ok" | "all" | "some" | "direct" | "delegated" => Self::Holds,
            "attested" | "needs_chain" | "claimed" => Self::Claimed,
            _ => Self::Skipped,
        }
    }

    /// Name, as the page's `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "ok",
            Self::Claimed => "wait",
            Self::Skipped => "skip",
            Self::Broken => "broken",
        }
    }
}

/// The verdict in one sentence. A receipt that holds with something left open says so.
pub fn verdict(verdict: &Verdict, lang: Lang) -> &'static str {
    let signed = verdict.rungs.iter().any(|rung| {
        rung.name == "signature" && matches!(rung.state.as_str(), "direct" | "delegated")
    });
    let pair = match (verdict.ok, signed) {
        (true, true) => (
            "成立：这片叶由本人签名，确实在册。没有查过的几级，下面写着。",
            "It holds: this leaf was signed by its actor and is in the log. Rungs that were not checked say so below.",
        ),
        (true, false) => (
            "这片叶确实在册。是不是本人所为，这份收据证明不了。",
            "This leaf is in the log. Whether its actor did it, this receipt can't prove.",
        ),
        (false, _) => (
            "断了：这份收据不能作数。断在哪一级、该怎么办，下面写着。",
            "Broken: this receipt can't be relied on. Which rung broke, and what to do, stands below.",
        ),
    };
    pick(pair, lang)
}

/// Title of a rung.
pub fn title(rung: &str, lang: Lang) -> &'static str {
    let pair = match rung {
        "format" => ("收据完整", "The receipt is whole"),
        "leaf" => ("叶能读懂", "The leaf can be read"),
        "fields" => ("内容与叶相符", "The content belongs to the leaf"),
        "summary" => ("那句话说的是实情", "The sentence says what was done"),
        "signature" => ("谁签的", "Who signed"),
        "checkpoint" => (
            "检查点由册的钥匙签过",
            "The checkpoint is signed by the log’s key",
        ),
        "inclusion" => ("叶在册里", "The leaf is in the log"),
        "witnesses" => ("有人见证", "Witnesses cosigned"),
        "anchors" => ("链上有锚", "Anchored on chains"),
        "pin" => ("与你上次所见一致", "Consistent with what you saw before"),
        _ => ("", ""),
    };
    pick(pair, lang)
}

/// What a state or a fault on a rung means.
pub fn meaning(rung: &str, state: &str, lang: Lang) -> String {
    let (word, count) = state.split_once(' ').unwrap_or((state, ""));
    let pair = match (rung, word) {
        (_, NOT_REACHED) => (
            "下面断了，没有往上走。",
            "Not continued: a lower rung broke.",
        ),
        ("format", "ok") => (
            "文件齐全，没有多余的东西。",
            "The file is complete and has nothing extra.",
        ),
        ("leaf", "ok") => ("它属于这个组织。", "It belongs to this DAO."),
        ("fields", "all") => (
            "全部内容都出示了，与叶里的承诺一致。",
            "All of the content is shown and matches the commitment in the leaf.",
        ),
        ("fields", "some") => (
            "只出示了一部分内容，出示的都对得上。",
            "Part of the content is shown, and it matches.",
        ),
        ("fields", "none") => (
            "没有出示内容，只能证明这片叶存在。",
            "No content is shown: this proves only that the leaf exists.",
        ),
        ("summary", "ok") => (
            "人看的那句话由内容重新写出，一字不差。",
            "The sentence was written again from the content, word for word.",
        ),
        ("summary", "not_checked") => (
            "内容没有全部出示，这句话没法核对。",
            "Not all content is shown, so the sentence can’t be checked.",
        ),
        ("signature", "direct") => ("由本人的钥匙签名。", "Signed by the actor’s own key."),
        ("signature", "delegated") => (
            "由本人登记过的钥匙签名。后来是否吊销，要联网看。",
            "Signed by a key the actor had registered. Whether it was revoked later must be looked up.",
        ),
        ("signature", "attested") => (
            "只有服务器作证，没有本人的签名。",
            "Attested by the server alone; the actor did not sign.",
        ),
        ("signature", "needs_chain") => (
            "合约钱包说它签过。这句话要到链上核对。",
            "A contract wallet says it signed. That has to be read from its chain.",
        ),
        ("signature", "not_checked") => (
            "签名所需的内容没有出示，没有核对。",
            "What the signature covers is not shown, so it was not checked.",
        ),
        ("checkpoint", "ok") => (
            "签名有效，册名也对。",
            "The signature is valid and the log’s name is right.",
        ),
        ("inclusion", "ok") => (
            "沿着路径一层层算上去，正好得到检查点的根。",
            "Hashing up the path gives exactly the root in the checkpoint.",
        ),
        ("witnesses", "ok") => {
            return match lang {
                Lang::Zh => format!("{count} 位见证人的签名有效，人数够。"),
                Lang::En => format!("Cosigned by {count}, which is enough."),
            };
        }
        ("witnesses", "none") => ("没有见证人签名。", "No witness has cosigned."),
        ("witnesses", "not_checked") => (
            "没有配置见证人，这一级没有查。",
            "No witnesses are configured; this was not checked.",
        ),
        ("anchors", "none") => ("还没有锚定到链上。", "Not anchored on a chain yet."),
        ("anchors", "claimed") => {
            return match lang {
                Lang::Zh => format!("收据说锚定了 {count} 处。到链上读过才算数。"),
                Lang::En => format!(
                    "The receipt claims anchors: {count}. They count once read from the chain."
                ),
            };
        }
        ("pin", "ok") => (
            "册只增不改：你上次见过的，都还在。",
            "The log only grew: all that you saw last time is still there.",
        ),
        ("pin", "not_checked") => (
            "这个浏览器没有旧的检查点可比。",
            "This browser has no earlier checkpoint to compare with.",
        ),
        (_, code) => return reason(code, lang),
    };
    pick(pair, lang).to_owned()
}

/// What a code means.
pub fn reason(code: &str, lang: Lang) -> String {
    let pair = match code {
        "receipt_size" => (
            "收据太大，没有往下读。",
            "The receipt is too large and was not read.",
        ),
        "receipt_header" => (
            "这不是收据：第一行不对。请用下载的原文件。",
            "This is no receipt: its first line is wrong. Use the file as it was downloaded.",
        ),
        "receipt_form" | "receipt_extra" | "receipt_index" | "receipt_proof" | "extra_form" => (
            "收据不完整，可能少复制了一段。请用下载的原文件。",
            "The receipt is not complete; part of it may be missing. Use the file as it was downloaded.",
        ),
        "qr_form" | "qr_inflate" => (
            "链接不完整，可能少复制了一段。",
            "The link is not complete; part of it may be missing.",
        ),
        code if code.starts_with("json_") => {
            return with_code(
                (
                    "内容不是规定的写法，可能被别的软件改过。",
                    "The content is not in its one allowed spelling; other software may have altered it.",
                ),
                code,
                lang,
            );
        }
        "leaf_version" | "kind_unknown" => (
            "这种叶比这个验证程序新。请更新再验。",
            "This leaf is newer than this verifier. Update it, then verify again.",
        ),
        "leaf_length" | "kind_zero" | "dao_form" | "number_range" | "prev_form"
        | "actor_kind_unknown" | "actor_form" | "field_count" | "alg_unknown"
        | "actor_alg_mismatch" | "sig_length" | "expiry_form" => {
            return with_code(
                (
                    "叶的字节不成形，不是这本册会写的东西。",
                    "The leaf’s bytes are malformed; this log would not write them.",
                ),
                code,
                lang,
            );
        }
        "expired" => (
            "签名过期之后才入册，不作数。",
            "It was logged after its signature had expired, so it does not count.",
        ),
        "issued_in_future" => (
            "签名写的时间晚于入册时间。",
            "It says it was signed after it was logged.",
        ),
        "dao_mismatch" => (
            "这片叶属于另一个组织。",
            "This leaf belongs to another DAO.",
        ),
        "field_mismatch" => (
            "出示的内容被改过：它不是写进这片叶的内容。",
            "The content was altered: it is not what this leaf committed to.",
        ),
        "field_form" | "field_index" | "field_order" | "field_path" | "salt_form" => {
            return with_code(
                ("出示的内容不成形。", "The shown content is malformed."),
                code,
                lang,
            );
        }
        "summary_mismatch" => (
            "那句话与内容不符：给人看的和真正记下的不是一回事。",
            "The sentence does not match the content: what people saw is not what was recorded.",
        ),
        "payload_missing_field" | "payload_lang" | "payload_variant" | "payload_field_type" => {
            return with_code(
                (
                    "内容缺了该有的一项，或写法不对。",
                    "The content lacks something it must have, or says it in the wrong form.",
                ),
                code,
                lang,
            );
        }
        "wrong_signer" => (
            "签名的人不是行为人，或者签的是别的内容。",
            "The signer is not the actor, or signed something else.",
        ),
        "sig_invalid" => (
            "签名不对：内容在签名之后被改过，或者不是这把钥匙签的。",
            "The signature is false: the content was altered after signing, or another key signed.",
        ),
        "key_evidence" => (
            "登记钥匙的证据不成立。",
            "The evidence that the key was registered does not hold.",
        ),
        "key_revoked" => (
            "签名的钥匙当时已经吊销。",
            "The key had been revoked by then.",
        ),
        "key_expired" => ("签名的钥匙当时已经到期。", "The key had expired by then."),
        "key_not_yet_valid" => (
            "签名的钥匙当时还没有登记。",
            "The key had not been registered yet.",
        ),
        "key_scope" => (
            "登记这把钥匙时，没有许它签这种事。",
            "The key was not registered for acts of this kind.",
        ),
        code if ["sig_", "wa_", "key_", "seal_", "pseudonym_", "contract_"]
            .iter()
            .any(|prefix| code.starts_with(prefix)) =>
        {
            return with_code(
                ("签名不合规定。", "The signature breaks a rule."),
                code,
                lang,
            );
        }
        "note_no_known_key" => (
            "检查点不是这本册的钥匙签的。",
            "The checkpoint is not signed by this log’s key.",
        ),
        "note_signature_invalid" => (
            "检查点的签名不对：签名之后被改过。",
            "The checkpoint’s signature is false: it was altered after signing.",
        ),
        "checkpoint_origin" => (
            "这是另一本册的检查点。",
            "This is a checkpoint of another log.",
        ),
        code if code.starts_with("note_") || code.starts_with("checkpoint_") => {
            return with_code(
                ("检查点不成形。", "The checkpoint is malformed."),
                code,
                lang,
            );
        }
        "index_range" => (
            "叶号超出了检查点的长度。",
            "The leaf’s number lies beyond the checkpoint’s size.",
        ),
        "proof_length" => ("路径的长度不对。", "The path has the wrong length."),
        "root_mismatch" => (
            "算出的根与检查点不符：叶、叶号或路径被改过，或者这片叶不在这本册里。",
            "The computed root is not the checkpoint’s: leaf, number or path was altered, or the leaf is not in this log.",
        ),
        "witness_quorum" => ("见证人的签名不够。", "Too few witnesses have cosigned."),
        "cosignature_invalid" => (
            "有一位见证人的签名是伪造的。",
            "A witness’s signature is forged.",
        ),
        "policy_form" => (
            "见证规则写错了，要改的是验证程序的设置。",
            "The witness policy is malformed: the verifier’s own configuration needs correcting.",
        ),
        "anchor_mismatch" => (
            "链上的根与这个检查点不是同一段历史。请留好这份收据。",
            "The anchored root and this checkpoint are not one history. Keep this receipt.",
        ),
        "anchor_form" | "anchor_proof" => {
            return with_code(
                (
                    "锚的证据不成形。",
                    "The evidence for an anchor is malformed.",
                ),
                code,
                lang,
            );
        }
        "pin_conflict" => (
            "这本册与你上次见过的不是同一本：历史被改写了。请把两个检查点都留好。",
            "This log is not the one you saw last time: its history was rewritten. Keep both checkpoints.",
        ),
        "genesis_form" => (
            "册的第一片叶不是立社，或者后面又有一片。",
            "The first leaf does not found the DAO, or a later one does again.",
        ),
        "duplicate_act" => ("同一件事入册两次。", "The same act is in the log twice."),
        "seq_gap" | "prev_mismatch" => (
            "这个人的前一件事不见了，或者次序换过。",
            "This actor’s previous act is missing, or the order was changed.",
        ),
        "time_regression" => ("入册时间倒退了。", "The log’s time runs backwards here."),
        "missing" => (
            "这片叶的内容拿不到：没有公开，或已经删除。少了它没法重数。",
            "The content of this leaf can’t be had: it is private or was erased. Without it nothing can be counted again.",
        ),
        "tally_form" => (
            "没有计票证书，或它的范围不对。",
            "There is no tally certificate, or its range is wrong.",
        ),
        "certificate_superseded" => (
            "后来又公布过一份计票，以后一份为准。手上这份已经不作数。",
            "A later tally was declared and holds instead. The one at hand no longer counts.",
        ),
        "bundle_form" => (
            "服务器给的叶不成形，没有读下去。",
            "The leaves that were served are malformed and were not read.",
        ),
        "wrong_state" => (
            "提案撤回之后又被计票。",
            "The proposal was counted after it had been withdrawn.",
        ),
        "rule_mismatch" => (
            "证书用的规则不是提案冻结的规则。",
            "The certificate used other rules than the proposal froze.",
        ),
        "rule_unknown" => (
            "这种规则比这个验证程序新。请更新再数。",
            "These rules are newer than this verifier. Update it, then count again.",
        ),
        "power_mismatch" => (
            "表决力与快照算出来的不同。",
            "Voting power differs from what the snapshot gives.",
        ),
        "result_hash_mismatch" => (
            "证书里的结果与它自己的散列不符。",
            "The certificate’s result does not match its own hash.",
        ),
        "range_incomplete" => (
            "缺了叶，没法数完。",
            "Leaves are missing, so the count can’t be completed.",
        ),
        "ballot_set_mismatch" => (
            "证书里的选票与册里的不是同一批：少了、多了或换了。",
            "The certificate’s ballots are not those in the log: some are missing, added or replaced.",
        ),
        "choice_mismatch" => (
            "有一张票，给人看的选项与计数的号码不符。",
            "On one ballot the option that was shown is not the number that was counted.",
        ),
        "result_mismatch" => (
            "重新数出来的结果与证书不同。",
            "Counting again gives another result than the certificate.",
        ),
        "trust_form" | "vkey_form" | "vkey_type" | "vkey_id" => (
            "验证程序的设置读不懂，什么也没有验。",
            "The verifier’s configuration can’t be read; nothing was verified.",
        ),
        code => {
            return with_code(("这一级断了。", "This rung broke."), code, lang);
        }
    };
    pick(pair, lang).to_owned()
}

/// Title of a step of a recount.
pub fn step(step: &str, lang: Lang) -> &'static str {
    let pair = match step {
        "leaf" => ("叶与次序", "Leaves and their order"),
        "payload" => ("内容与叶相符", "Contents belong to their leaves"),
        "signature" => ("签名", "Signatures"),
        "checkpoint" => ("检查点的签名", "Signature of the checkpoint"),
        "tree" => ("全部的叶合成签过的根", "All leaves give the signed root"),
        "range" => ("范围盖住整场投票", "The range covers the whole vote"),
        "rules" => ("规则是冻结的那一套", "The rules are those that were frozen"),
        "power" => ("表决力按快照重算", "Power computed again at the snapshot"),
        "result_hash" => (
            "证书的结果没有改过",
            "The certificate’s result is unaltered",
        ),
        "ballots" => ("选票一张不多一张不少", "No ballot too many, none too few"),
        "count" => ("重新数一遍", "Counted again"),
        _ => ("", ""),
    };
    pick(pair, lang)
}

/// One sentence on a recount's fault.
pub fn fault(fault: &Fault, lang: Lang) -> String {
    let reason = reason(fault.code, lang);
    match (fault.index, lang) {
        (Some(index), Lang::Zh) => format!("第 {index} 片叶：{reason}"),
        (Some(index), Lang::En) => format!("Leaf {index}: {reason}"),
        (None, _) => reason,
    }
}

/// What a recount that agrees has shown.
pub fn recounted(found: &Found, lang: Lang) -> String {
    let Found {
        leaves,
        counted,
        attested,
        outcome,
        ..
    } = found;
    match (lang, attested) {
        (Lang::Zh, 0) => {
            format!(
                "数过了，一致：{leaves} 片叶，{counted} 张票，「{outcome}」。每张票都有本人的签名。"
            )
        }
        (Lang::Zh, _) => format!(
            "数过了，一致：{leaves} 片叶，{counted} 张票，「{outcome}」。其中 {attested} 张只有服务器作证。"
        ),
        (Lang::En, 0) => format!(
            "Counted again, and it agrees: {leaves} leaves, {counted} ballots, “{outcome}”. Every ballot is signed by its voter."
        ),
        (Lang::En, _) => format!(
            "Counted again, and it agrees: {leaves} leaves, {counted} ballots, “{outcome}”. Attested by the server alone: {attested}."
        ),
    }
}

fn pick(pair: (&'static str, &'static str), lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => pair.0,
        Lang::En => pair.1,
    }
}

/// A general sentence with the code, so that it can be looked up.
fn with_code(pair: (&'static str, &'static str), code: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}（{code}）", pair.0),
        Lang::En => format!("{} ({code})", pair.1),
    }
}
