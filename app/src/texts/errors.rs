//! Words of the error pages: what happened, what did not, what to do.
use crate::texts;

texts! {
    not_found_title: "这里没有石子", "No stone here";
    not_found_text:
        "没有这一页。链接可能抄漏了几个字，或者提案还是草稿，只有合写人看得见。",
        "There is no such page. The link may miss a few characters, or it is a draft that only its authors see.";
    forbidden_title: "这里要另一个角色", "This needs another role";
    forbidden_text: "你在这里的角色不能看这一页。什么也没有改动。", "Your role here may not see this page. Nothing was changed.";
    sign_in_title: "先登录", "Sign in first";
    sign_in_text: "这一页要知道你是谁。", "This page needs to know who you are.";
    internal_title: "石盘翻了", "The tray fell over";
    internal_text:
        "我们这边出了错。你刚才的操作没有生效，什么也没写进日志，可以放心再试。",
        "Something failed on our side. Your action did not take effect and nothing was logged; it is safe to try again.";
    connection_title: "连不上服务器", "The server cannot be reached";
    connection_text: "网络断了，或服务器正在重启。什么也没有改动，过一会儿再试。", "The network is down or the server restarts. Nothing was changed; try again in a moment.";
    to_home: "回首页", "To the first page";
    sign_in: "登录", "Sign in";
    again: "再试一次", "Try again";
}
