//! Rungs and faults in words, Chinese and English.
use governance::sentence::Lang;

/// Title of a rung.
pub fn title(rung: &str, lang: Lang) -> &'static str {
    let (zh, en) = match rung {
        "format" => ("收据完整", "The receipt is whole"),
        "leaf" => ("叶能读懂", "The leaf can be read"),
        "fields" => ("内容与叶相符", "The content belongs to the leaf"),
        "summary" => ("那句话说的是实情", "The sentence says what was done"),
        "signature" => ("谁签的", "Who signed"),
        "checkpoint" => ("检查点由册子的钥匙签过", "The checkpoint is signed by the log's key"),
        "inclusion" => ("叶在册里", "The leaf is in the log"),
        "witnesses" => ("有人见证", "Witnesses cosigned"),
        "anchors" => ("链上有锚", "Anchored on chains"),
        "pin" => ("与你上次所见一致", "Consistent with what you saw before"),
        _ => ("", ""),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// What a state or a fault on a rung means.
pub fn meaning(rung: &str, state: &str, lang: Lang) -> String {
    let (zh, en) = match (rung, state) {
        (_, "not_reached") => ("前面断了，没有往下走。", "Not continued: an earlier rung broke."),
        ("format", "ok") => ("文件齐全，没有多余的东西。", "The file is complete and has nothing extra."),
        ("leaf", "ok") => ("它属于这个组织。", "It belongs to this DAO."),
        ("fields", "all") => ("全部内容都出示了，与叶里的承诺一致。", "All of the content is shown and matches the commitment in the leaf."),
        ("fields", "some") => ("只出示了一部分内容，出示的都对得上。", "Part of the content is shown, and it matches."),
        ("fields", "none") => ("没有出示内容，只能证明这片叶存在。", "No content is shown: this proves only that the leaf exists."),
        ("summary", "ok") => ("人看的那句话由内容重新写出，一字不差。", "The sentence was rendered again from the content, word for word."),
        ("summary", "not_checked") => ("内容没有全部出示，这句话没法核对。", "Not all content is shown, so the sentence can't be checked."),
        ("signature", "direct") => ("由本人的钥匙签名。", "Signed by the actor's own key."),
        ("signature", "delegated") => ("由本人登记过的钥匙签名；之后是否吊销要联网看。", "Signed by a key the actor had registered; whether it was revoked later must be looked up."),
        ("signature", "attested") => ("只有服务器作证，没有本人的签名。", "Attested by the server alone; the actor did not sign."),
        ("signature", "needs_chain") => ("合约钱包的签名要到链上核对。", "A contract wallet's signature has to be checked on its chain."),
        ("signature", "not_checked") => ("签名所需的内容没有出示，没有核对。", "What the signature covers is not shown, so it was not checked."),
        ("checkpoint", "ok") => ("签名有效，册名也对。", "The signature is valid and the log's name is right."),
        ("inclusion", "ok") => ("沿着路径一层层算上去，正好得到检查点的根。", "Hashing up the path gives exactly the root in the checkpoint."),
        ("witnesses", "not_checked") => ("没有配置见证人，这一级没有查。", "No witnesses are configured; this was not checked."),
        ("witnesses", "none") => ("没有见证人签名。", "No witness has cosigned."),
        ("witnesses", _) if state.starts_with("ok") => ("见证人的签名有效，人数够。", "The witnesses' signatures are valid and enough."),
        ("anchors", "none") => ("还没有锚定到链上。", "Not anchored on a chain yet."),
        ("anchors", _) if state.starts_with("claimed") => ("收据声称锚定在链上，要到链上读过才算数。", "The receipt claims anchors; they count once read from the chain."),
        ("pin", "ok") => ("册子只增不改：你上次见过的，都还在。", "The log only grew: all that you saw last time is still there."),
        ("pin", "not_checked") => ("这个浏览器第一次见到这本册子，没有可比的。", "This browser has not seen this log before; there is nothing to compare with."),
        (_, "field_mismatch") => ("出示的内容被改过：它不是写进这片叶的内容。", "The content was altered: it is not what this leaf committed to."),
        (_, "root_mismatch") => ("沿路径算出的根与检查点不符：叶、序号或路径被改过，或者这片叶不在这本册里。", "Hashing up the path does not give the checkpoint's root: leaf, index or path was altered, or the leaf is not in this log."),
        (_, "note_no_known_key") => ("检查点不是这本册子的钥匙签的。", "The checkpoint is not signed by this log's key."),
        (_, "note_signature_invalid") => ("检查点的签名不对：内容在签名之后被改过。", "The checkpoint's signature is false: it was altered after signing."),
        (_, "checkpoint_origin") => ("这是另一本册子的检查点。", "This is a checkpoint of another log."),
        (_, "pin_conflict") => ("这本册子与你上次见过的不是同一本：历史被改写了。请把两个检查点都留好。", "This log is not the one you saw last time: its history was rewritten. Keep both checkpoints."),
        (_, "summary_mismatch") => ("那句话与内容不符。", "The sentence does not match the content."),
        (_, "wrong_signer") => ("签名的人不是行为人，或者签名对应的是别的内容。", "The signer is not the actor, or signed something else."),
        (_, "dao_mismatch") => ("这片叶属于另一个组织。", "This leaf belongs to another DAO."),
        (_, "proof_length") => ("路径的长度不对。", "The path has the wrong length."),
        (_, "index_range") => ("序号超出了检查点的长度。", "The index lies beyond the checkpoint's size."),
        (_, "receipt_size" | "receipt_form" | "receipt_header" | "receipt_extra" | "receipt_index" | "receipt_proof" | "extra_form") => ("这不是一份完整的收据，可能少复制了一段。", "This is not a complete receipt; part of it may be missing."),
        (_, "witness_quorum") => ("见证人的签名不够。", "Too few witnesses have cosigned."),
        (_, "cosignature_invalid") => ("有一个见证人的签名是伪造的。", "A witness's signature is forged."),
        (_, "kind_unknown") => ("这种行为比这个验证程序新，请更新。", "This kind of act is newer than this verifier; update it."),
        _ => {
            return match lang {
                Lang::Zh => format!("这一级断了（{state}）。"),
                Lang::En => format!("This rung broke ({state})."),
            };
        }
    };
    if lang == Lang::Zh { zh } else { en }.to_owned()
}

/// One sentence on a recount's fault.
pub fn fault(step: &str, code: &str, index: Option<u64>, lang: Lang) -> String {
    let (zh, en) = match code {
        "root_mismatch" => ("读到的叶与签过的根不符：有叶被换过或少给了。", "The leaves do not give the signed root: one was replaced or withheld."),
        "field_mismatch" => ("有一片叶的内容被改过。", "The content of a leaf was altered."),
        "ballot_set_mismatch" => ("证书里的选票与册里的不是同一批：少了、多了或换了。", "The certificate's ballots are not those in the log: some are missing, added or replaced."),
        "result_mismatch" => ("重新数出来的结果与证书不同。", "Counting again gives another result than the certificate."),
        "result_hash_mismatch" => ("证书里的结果与它自己的散列不符。", "The certificate's result does not match its own hash."),
        "power_mismatch" => ("表决力与快照算出来的不同。", "Voting power differs from what the snapshot gives."),
        "rule_mismatch" => ("证书用的规则不是提案冻结的规则。", "The certificate used other rules than the proposal froze."),
        "range_incomplete" => ("缺了叶，没法数完。", "Leaves are missing, so the count can't be completed."),
        "tally_form" => ("没有计票证书，或它的范围不对。", "There is no tally certificate, or its range is wrong."),
        _ => ("重新数的时候对不上。", "The recount does not agree."),
    };
    let place = index.map_or(String::new(), |index| match lang {
        Lang::Zh => format!(" 第 {index} 片叶。"),
        Lang::En => format!(" Leaf {index}."),
    });
    let sentence = if lang == Lang::Zh { zh } else { en };
    format!("{sentence}{place}（{step}: {code}）")
}
