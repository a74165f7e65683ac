//! Words around every page and of the kit.
use crate::texts;

texts! {
    psephos: "Psephos", "Psephos";
    skip: "跳到正文", "Skip to content";
    nav_main: "主导航", "Main";
    nav_bottom: "底部导航", "Bottom";
    home: "首页", "Home";
    proposals: "提案", "Proposals";
    points: "积分", "Points";
    members: "成员", "Members";
    proofs: "证明", "Proofs";
    search: "搜索提案、成员与叶", "Search proposals, members and leaves";
    other_language: "EN", "中文";
    other_language_long: "English", "中文";
    theme: "切换深浅色", "Switch light or dark";
    theme_long: "深浅色", "Light or dark";
    menu: "菜单", "Menu";
    account_menu(name): "{name}的账户菜单", "Account menu of {name}";
    settings: "设置", "Settings";
    sign_in: "登录", "Sign in";
    sign_out: "退出", "Sign out";
    all_daos: "全部组织", "All DAOs";
    my_points: "我的积分", "My points";
    breadcrumb: "位置", "Breadcrumb";

    root_seal(size): "检查点 {size} 的根印", "Root seal of checkpoint {size}";
    drawn_from: "本页取自检查点", "This page was drawn from checkpoint";
    not_checked: "还没有在你的浏览器里核对。", "Not yet checked in your browser.";
    checking: "正在你的浏览器里核对…", "Checking in your browser…";
    checked: "已在你的浏览器验证", "Verified in your browser";
    checked_first: "这是你的浏览器第一次见到这本日志", "the first time this browser sees this log";
    checked_since(size): "与你上次来访时（{size} 叶）一致", "consistent with your last visit ({size} leaves)";
    check_broken: "没有通过：这个检查点核对不上。", "It did not verify: this checkpoint does not hold.";
    check_how: "怎样自己核对", "How to check it yourself";
    check_failed: "没能核对完，检查点没有因此变好或变坏。", "The check could not be finished; this says nothing about the checkpoint.";

    seal_signed: "已签收", "Signed";
    seal_logged: "已入册", "Logged";
    seal_witnessed: "已见证", "Witnessed";
    seal_anchored: "已锚定", "Anchored";
    seal_final: "已定局", "Final";
    seal_broken: "断裂", "Broken";
    seal_track: "封印进度", "Seal progress";

    choice_for: "赞成", "For";
    choice_against: "反对", "Against";
    choice_abstain: "弃权", "Abstain";
    no_stone_yet: "还没有人投下第一颗石子", "Nobody has cast the first stone";

    pages: "翻页", "Pages";
    newest: "最新", "Newest";
    older: "更早", "Older";

    wins: "胜", "wins";
    ties: "平", "tie";
    loses: "负", "loses";
    matrix: "两两比较矩阵", "Pairwise matrix";

    rung_ok: "：通过", ": holds";
    rung_wait: "：等待", ": waiting";
    rung_broken: "：断裂", ": broken";
    rung_skip: "：未验", ": not checked";

    path_label(index, levels): "从第 {index} 片叶到树根，共 {levels} 层", "From leaf {index} to the root, {levels} levels";
    path_leaf(index): "叶 {index}", "leaf {index}";
    path_root: "根", "root";
    path_level(level): "第 {level} 层", "level {level}";
    path_mismatch: "算出的值不同", "does not match";

    copy: "复制", "Copy";
    copied: "已复制", "Copied";

    receipt: "收据", "Receipt";
    leaf_number: "叶号", "Leaf";
    time: "时间", "Time";
    signature: "签名", "Signature";
    act_id: "行为的摘要", "Act";
    check_rungs: "逐级验证", "Check rung by rung";
    receipt_remark:
        "朱文印表示已入册：任何人都能用这张收据核对它还在。",
        "The outlined seal means logged: with this receipt anyone can check that it is still there.";
    loading: "正在读取", "Loading";
}
