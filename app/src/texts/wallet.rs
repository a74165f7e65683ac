//! Words around wallets.
use crate::texts;

texts! {
    looking: "正在找钱包…", "Looking for wallets…";
    none: "这个浏览器里没有钱包", "No wallet in this browser";
    sign_in_with(name): "用 {name} 登录", "Sign in with {name}";
    sign_in: "用钱包登录", "Sign in with a wallet";
    needs_scripts: "需要脚本", "needs scripts";
    found(n): "发现 {n} 个", "{n} found";
    waiting: "请在钱包里确认…", "Confirm in your wallet…";
    refused: "你在钱包里拒绝了。没有签名，什么也没有写进日志。", "You refused in the wallet. Nothing was signed and nothing was logged.";
    unknown_chain: "钱包不认识这条链。签名不需要换链：请在钱包里换到任意一条它认识的链再试。", "The wallet does not know this chain. Switch the wallet to a chain it knows and try again.";
    disconnected: "钱包断开了。重新连接后再试。", "The wallet is disconnected. Connect it and try again.";
    failed: "钱包没有给出签名。什么也没有写进日志。", "The wallet gave no signature. Nothing was logged.";
    other_account: "钱包里现在是另一个账户，不是登录的那个。换回来再签。", "The wallet has another account selected than the one signed in. Switch back and sign again.";
    statement: "登录 Psephos。签名只用来证明这是你的账户，不花钱，也不是一张选票。", "Sign in to Psephos. The signature only shows that this account is yours; it costs nothing and is not a ballot.";
}
