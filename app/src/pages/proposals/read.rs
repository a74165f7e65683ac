//! One proposal.
use crate::components::act_form::{ActForm, WalletAct};
use crate::components::avatar::Avatar;
use crate::components::ballot_form::{Address, BallotForm, Kind};
use crate::components::field::TextArea;
use crate::components::frame::{Page, Tab};
use crate::components::icon::Icon;
use crate::components::note::{Note, Notice, Tone};
use crate::components::proposal_row::system as system_name;
use crate::components::receipt::{Receipt as ReceiptStub, ReceiptView};
use crate::components::result_view::{Shares, Turnout};
use crate::components::rule::Rule;
use crate::components::schedule::set_text;
use crate::components::time::{Time, TimeStyle};
use crate::components::timeline::{Step, Timeline};
use crate::i18n::{Lang, use_lang};
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, proposals as words};
use crate::types::frame::{DaoHead, Framed};
use crate::types::proposals::{Head, Live, Phase, ReadView, Receipt};
use crate::types::schedule::{SetTime, Times};
use leptos::prelude::*;

/// One proposal.
#[component]
pub fn Read() -> impl IntoView {
    let (dao, number) = (use_param("dao"), use_param("number"));
    let (receipt, error, done) = (use_query("receipt"), use_query("error"), use_query("done"));
    let data = Resource::new_blocking(
        move || {
            (
                dao.get(),
                number.get(),
                receipt.get(),
                error.get(),
                done.get(),
            )
        },
        |(dao, number, receipt, error, done)| {
            server_fns::proposals::read(dao, number, receipt, error, done)
        },
    );
    let title = |page: &Framed<ReadView>, _: Lang| page.view.head.title.clone();
    let render =
        |page: Framed<ReadView>| page.dao.map(|dao| view! { <Content dao view=page.view /> });
    view! { <Page data tab=Tab::Proposals title render /> }
}

#[component]
fn Content(dao: DaoHead, view: ReadView) -> impl IntoView {
    let lang = use_lang();
    let head = view.head.clone();
    let slug = dao.slug.clone();
    let address = Address {
        slug: slug.clone(),
        number: head.number,
    };
    let ranked = Kind::of(&head.system) == Kind::Ranks;
    let box_ = {
        let (ballot, is_wallet) = (view.ballot.clone(), dao.is_wallet);
        move || view! { <BallotForm address=address.clone() ballot=ballot.clone() is_wallet /> }
    };
    let (in_text, in_rail) = if ranked {
        (Some(box_()), None)
    } else {
        (None, Some(box_()))
    };
    let fine_print = fine_print(&view, lang);
    let steps = steps(&view, lang);
    let receipt = view.receipt.clone().map(|receipt| {
        view! { <Given dao=dao.clone() receipt /> }
    });
    let announced = view.receipt.as_ref().map(|receipt| announce(receipt, lang));
    let done = match view.done.as_str() {
        "published" => Some(words::done_published(lang)),
        "event" | "cancel" | "unpublish" => Some(words::done_event(lang)),
        _ => None,
    };
    let done = done.map(|text| view! { <Note tone=Tone::Ok><p>{text}</p></Note> });
    let result = (head.phase == Phase::Decided).then(|| {
        view! {
            <a class="btn" href=format!("/d/{slug}/proposals/{}/result", head.number)>
                {words::open_result(lang)}
                <Icon name="right" />
            </a>
        }
    });
    let moderation = (view.may_cancel || view.may_unpublish).then(|| {
        view! {
            <Moderation
                dao=dao.clone()
                number=head.number
                may_cancel=view.may_cancel
                may_unpublish=view.may_unpublish
            />
        }
    });
    view! {
        <div class="wrap">
            {announced}
            {done}
            <Notice text=view.notice />
            <nav class="crumbs" aria-label=texts::frame::breadcrumb(lang)>
                <a href=format!("/d/{slug}/proposals")>{words::title(lang)}</a>
                <span aria-hidden="true">"/"</span>
                <span aria-current="page">{words::of(lang, head.number)}</span>
            </nav>
            <Heading slug=slug.clone() head=head.clone() />
            <div class="cols">
                <div class="stack">
                    <div class="grid gap-8">
                        <Rule sentence=view.rule fine_print=fine_print />
                        <Source source=head.source.clone() />
                        {result}
                        <a class="btn btn--line phone-only" href="#vote">
                            {words::go_vote(lang)}
                            <Icon name="down" />
                        </a>
                        <article class="prose" inner_html=view.body_html></article>
                    </div>
                    {in_text}
                    {moderation}
                </div>
                <aside class="rail">
                    {receipt}
                    {in_rail}
                    <SoFar live=view.live phase=head.phase basic=head.system == "basic" />
                    <section class="sec">
                        <div class="sec-head"><h2>{words::timeline(lang)}</h2></div>
                        <Timeline steps />
                    </section>
                </aside>
            </div>
        </div>
    }
}

/// State, title, author.
#[component]
fn Heading(slug: String, head: Head) -> impl IntoView {
    let lang = use_lang();
    let tag = if head.phase == Phase::Active {
        "tag tag--ink"
    } else {
        "tag"
    };
    let word = if head.phase == Phase::Active {
        words::ends(lang)
    } else {
        words::ended_at(lang)
    };
    let (word, at) = match head.phase {
        Phase::Scheduled => (words::starts(lang), head.start_ms),
        _ => (word, head.end_ms),
    };
    let reason = (!head.reason.is_empty()).then(|| {
        view! { <Note tone=Tone::Warn><p>{words::withdrawn(lang, &head.reason)}</p></Note> }
    });
    let version =
        (head.version > 1).then(|| view! { <span>{words::version(lang, head.version)}</span> });
    view! {
        <div class="grid gap-4 pb-8">
            <p class="meta items-center">
                <span class=tag>{head.status_word.clone()}</span>
                <span>{system_name(&head.system, lang)}</span>
                <span>{word}" "<Time ms=at style=TimeStyle::Minute /></span>
                {version}
            </p>
            <h1 class="title">{head.title.clone()}</h1>
            <p class="meta items-center text-ink-2">
                {(!head.author.is_empty())
                    .then(|| {
                        view! {
                            <Avatar name=head.author.clone() small=true />
                            <span><b>{head.author.clone()}</b>" "{words::proposed_by(lang)}</span>
                        }
                    })}
                <span><Time ms=head.published_ms style=TimeStyle::Minute />" "{words::published(lang)}</span>
                <a href=format!("/d/{slug}/proofs/{}", head.published_index)>
                    {words::leaf(lang, texts::number(head.published_index))}
                </a>
            </p>
            {reason}
        </div>
    }
}

fn fine_print(view: &ReadView, lang: Lang) -> String {
    let snapshot = words::fine_print(lang, &view.eligible, texts::number(view.eligible_members));
    if view.head.system == "basic" {
        let space = lang.pick("", " ");
        format!("{}{space}{snapshot}", words::abstain_counts(lang))
    } else {
        snapshot
    }
}

/// Where imported data comes from.
#[component]
pub fn Source(
    /// The source line; nothing is shown when it is empty.
    source: String,
    /// What is said about it, as safe HTML.
    #[prop(optional)]
    about_html: String,
) -> impl IntoView {
    let lang = use_lang();
    (!source.is_empty()).then(|| {
        view! {
            <Note tone=Tone::Warn>
                <strong>{words::source_title(lang)}</strong>
                <p>{words::source_text(lang)}</p>
                <p class="break-words">{source}</p>
                {(!about_html.is_empty()).then(|| view! { <div class="prose" inner_html=about_html></div> })}
            </Note>
        }
    })
}

fn announce(receipt: &Receipt, lang: Lang) -> impl IntoView + use<> {
    let title = if receipt.revoked {
        words::revoke_done(lang)
    } else {
        words::receipt_done(lang)
    };
    let text = words::receipt_done_text(lang, texts::number(receipt.index));
    view! {
        <div class="mt-4">
            <Note tone=Tone::Ok><strong>{title}</strong><p class="text-sm">{text}</p></Note>
        </div>
    }
}

/// The receipt just given.
#[component]
fn Given(dao: DaoHead, receipt: Receipt) -> impl IntoView {
    let lang = use_lang();
    let title = if receipt.revoked {
        words::receipt_revoked(lang).to_owned()
    } else {
        words::receipt_title(lang, &receipt.words)
    };
    let signature = if receipt.signer.is_empty() {
        words::attested(lang).to_owned()
    } else {
        words::signed_by(lang, crate::components::copy::short(&receipt.signer))
    };
    let stub = ReceiptView {
        title,
        power: if receipt.revoked {
            String::new()
        } else {
            words::receipt_power(lang, &receipt.power)
        },
        index: receipt.index,
        logged_ms: receipt.logged_ms,
        signature,
        act_hex: receipt.act,
        root_hex: dao.checkpoint.root_hex,
        size: dao.checkpoint.size,
    };
    view! { <ReceiptStub slug=dao.slug receipt=stub fresh=true /> }
}

/// The count so far.
#[component]
fn SoFar(live: Live, phase: Phase, basic: bool) -> impl IntoView {
    let lang = use_lang();
    let title = if phase == Phase::Decided {
        words::result(lang)
    } else {
        words::live(lang)
    };
    let bars = if live.ballots == 0 {
        view! { <p class="m-0">{words::nobody_yet(lang)}</p> }.into_any()
    } else if live.bars.is_empty() && phase != Phase::Decided {
        view! { <p class="cap">{words::hidden_live(lang)}</p> }.into_any()
    } else {
        view! { <Shares bars=live.bars.clone() basic /> }.into_any()
    };
    let if_now = (!live.if_now.is_empty()).then(|| {
        view! {
            <p class="m-0 text-sm text-ink-2">{words::if_now(lang)}<b>{live.if_now.clone()}</b></p>
        }
    });
    view! {
        <section class="sec">
            <div class="sec-head">
                <h2>{title}</h2>
                <span class="n num">{words::people(lang, texts::number(live.ballots))}</span>
            </div>
            <div class="grid gap-4">
                {bars}
                <div class="border-t border-line pt-4"><Turnout live=live.clone() /></div>
                {if_now}
            </div>
        </section>
    }
}

/// What has happened and what is to come.
fn steps(view: &ReadView, lang: Lang) -> Vec<Step> {
    let head = &view.head;
    let leaf = |index: u64| words::leaf(lang, texts::number(index));
    let step = |text: String, at_ms: i64, done: bool| Step {
        text,
        at_ms: Some(at_ms),
        remark: String::new(),
        done,
        current: false,
    };
    let begun = head.phase != Phase::Scheduled;
    let set = |time: fn(&Times) -> SetTime| {
        let times = view.times.as_ref();
        let said = times.map(|times| words::set_in(lang, &times.zone, set_text(time(times), lang)));
        said.unwrap_or_default()
    };
    let mut steps = vec![
        Step {
            remark: leaf(head.published_index),
            ..step(
                words::step_published(lang).to_owned(),
                head.published_ms,
                true,
            )
        },
        Step {
            current: head.phase == Phase::Active,
            remark: set(|times| times.start),
            ..step(words::step_opens(lang).to_owned(), head.start_ms, begun)
        },
    ];
    if let Some(mine) = &view.ballot.mine {
        steps.push(Step {
            remark: leaf(mine.index),
            ..step(words::step_mine(lang, &mine.words), mine.logged_ms, true)
        });
    }
    if head.phase == Phase::Withdrawn {
        steps.push(Step {
            text: head.status_word.clone(),
            at_ms: None,
            remark: head.reason.clone(),
            done: true,
            current: true,
        });
        return steps;
    }
    let over = matches!(head.phase, Phase::Counting | Phase::Decided);
    steps.push(Step {
        remark: set(|times| times.end),
        ..step(words::step_ends(lang).to_owned(), head.end_ms, over)
    });
    steps.push(Step {
        text: words::step_certificate(lang).to_owned(),
        at_ms: view.closed_ms,
        remark: view.certificate.map(leaf).unwrap_or_default(),
        done: view.certificate.is_some(),
        current: head.phase == Phase::Counting,
    });
    steps
}

/// Cancelling and taking back, with a reason everybody can read.
#[component]
fn Moderation(dao: DaoHead, number: i64, may_cancel: bool, may_unpublish: bool) -> impl IntoView {
    let lang = use_lang();
    let page = format!("/d/{}/proposals/{number}", dao.slug);
    let act = WalletAct {
        slug: dao.slug.clone(),
        kind: "event",
        fields: &["event", "reason"],
        number,
        back: page.clone(),
        done: "event",
    };
    let option = |value: &'static str, text: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="event" value=value required />
                <span>{text}</span>
            </label>
        }
    };
    let unpublish = may_unpublish.then(|| option("unpublish", words::unpublish(lang)));
    let cancel = may_cancel.then(|| option("cancel", words::cancel(lang)));
    view! {
        <details class="disclose">
            <summary>{words::moderate(lang)}</summary>
            <div class="in">
                <ActForm
                    action=format!("{page}/event")
                    is_wallet=dao.is_wallet
                    act
                    label=words::do_event(lang)
                    wallet_label=words::do_event(lang)
                >
                    <fieldset class="choices">
                        <legend class="sub mb-2">{words::event(lang)}</legend>
                        {unpublish}
                        {cancel}
                    </fieldset>
                    <TextArea
                        name="reason"
                        label=words::reason(lang)
                        hint=words::reason_hint(lang)
                        rows=3
                        maxlength=Some(500)
                    />
                </ActForm>
            </div>
        </details>
    }
}
