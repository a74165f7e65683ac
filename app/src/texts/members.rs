//! Members, roles, invitations.
use crate::texts;

texts! {
    title: "成员", "Members";
    count(n): "现有 {n} 位成员。", "{n} members.";
    search: "搜索", "Search";
    search_hint: "名字里的字", "Part of the name";
    find: "查找", "Find";
    none: "没有这样的成员。", "No such member.";
    none_yet: "还没有成员。", "There are no members yet.";
    name: "名字", "Name";
    role: "角色", "Role";
    joined: "加入", "Joined";
    signs: "签名", "Signs";
    by_wallet: "钱包", "by wallet";
    by_server: "由服务器代签", "attested by the server";
    you: "（你）", " (you)";
    points: "积分", "Points";
    owner: "所有者", "Owner";
    admin: "管理员", "Admin";
    member: "成员", "Member";
    guest: "访客", "Guest";
    invite: "邀请", "Invite";
    invite_lead: "生成一个链接，发给想请的人。14 天内可用 50 次。", "Makes a link to send on. It lives for 14 days and 50 uses.";
    invite_make: "生成邀请链接", "Make an invitation link";
    invite_made: "邀请链接", "Invitation link";
    invite_once: "离开这一页就看不到它了，先复制好。", "It is shown only now; copy it.";
    change_role: "改角色", "Change a role";
    change_role_lead: "改动写进日志，谁都看得见。", "The change is logged for everybody to see.";
    which: "哪位成员", "Which member";
    which_none: "请选一位", "Choose one";
    new_role: "新角色", "New role";
    change_submit: "改掉角色", "Change the role";
    leave: "离开", "Leave";
    leave_lead: "离开会写进日志。你投过的票和积分记录仍在册。", "Leaving is logged. Your past ballots and points stay in the log.";
    leave_submit: "离开这个组织", "Leave this DAO";
    done_role: "角色已改，已写进日志。", "The role is changed and logged.";
    joined_leaf(n): "叶 {n}", "leaf {n}";
}
