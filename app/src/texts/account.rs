//! Words of the account's pages.
use crate::texts;

texts! {
    sign_in_title: "登录", "Sign in";
    sign_up_title: "注册", "Sign up";
    with_wallet: "钱包", "Wallet";
    or_email: "或用邮箱", "or by e-mail";
    email: "邮箱", "E-mail";
    password: "密码", "Password";
    password_hint: "至少 10 个字符；一句话就很好。", "At least 10 characters; a sentence is good.";
    name: "名字", "Name";
    name_hint: "加入组织时的建议名，之后可以改。", "Suggested when you join a DAO; you can change it.";
    sign_in: "登录", "Sign in";
    sign_up: "注册", "Sign up";
    no_account: "还没有账户？", "No account yet?";
    have_account: "已有账户？", "Have an account?";
    just_look: "先看看，不登录", "Look around without signing in";
    wallet_rungs: "你的行为由你自己签名，谁也代签不了", "Your acts carry your own signature; nobody can sign for you";
    email_rungs: "由服务器代签，证明里少一级", "The server signs for you: one rung less in the proof";
    rungs(n, all): "证明 {n} 级，共 {all} 级", "{n} of {all} rungs of proof";
    demo_title: "演示账户", "Demo account";
    demo_text: "这是演示。用下面的账户登录，随便投。", "This is a demo. Sign in with the account below and vote as you like.";
    demo_use: "用演示账户登录", "Sign in with the demo account";

    settings_title: "设置", "Settings";
    saved: "已保存。", "Saved.";
    language: "语言", "Language";
    theme: "深浅色", "Light or dark";
    theme_system: "跟随系统", "System";
    theme_light: "浅色", "Light";
    theme_dark: "深色", "Dark";
    save: "保存名字", "Save the name";
    account: "账户", "Account";
    address: "钱包地址", "Wallet address";
    memberships: "我的组织", "My DAOs";
    no_memberships: "你还没有加入任何组织。", "You have not joined any DAO yet.";
    find_dao: "看看有哪些组织", "See the DAOs";
    role_member: "成员", "Member";
    role_admin: "管理员", "Admin";
    role_owner: "所有者", "Owner";
    sign_out_title: "退出", "Sign out";
    sign_out_text: "只退出这个浏览器；别处的登录不受影响。", "Signs out this browser only.";
}
