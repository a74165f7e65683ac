//! The vote box: power, choices, and one button that casts. Nothing in it is chosen beforehand.
use crate::components::ballot_marks::{Scores, Votes, Weights};
use crate::components::ballot_ranks::Ranks;
use crate::components::icon::Icon;
use crate::components::note::Note;
use crate::components::signing::{Refusal, Signing};
use crate::components::stone::{Stone, StoneKind};
use crate::components::time::{Time, TimeAndUtc, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::texts::proposals as words;
use crate::types::ballots::{BallotBox, Choice, Limits, VoteState};
use leptos::prelude::*;

/// Where a ballot goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The DAO.
    pub slug: String,
    /// Number of the proposal.
    pub number: i64,
}

impl Address {
    fn page(&self) -> String {
        format!("/d/{}/proposals/{}", self.slug, self.number)
    }
}

/// What a ballot of a system is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One option, or several ticked.
    Choices,
    /// Places.
    Ranks,
    /// Parts of a whole.
    Weights,
    /// Votes bought with credits.
    Votes,
    /// Marks.
    Scores,
}

impl Kind {
    /// That of a system by its name.
    pub fn of(system: &str) -> Self {
        match system {
            "basic" | "single_choice" | "approval" => Self::Choices,
            "weighted" | "quadratic" => Self::Weights,
            "quadratic_credits" => Self::Votes,
            "score" | "star" => Self::Scores,
            _ => Self::Ranks,
        }
    }

    fn heading(self, lang: Lang) -> &'static str {
        match self {
            Self::Choices => words::cast_title(lang),
            Self::Ranks => words::rank_title(lang),
            Self::Weights => words::weights_title(lang),
            Self::Votes => words::votes_title(lang),
            Self::Scores => words::scores_title(lang),
        }
    }
}

/// The vote box in any state.
#[component]
pub fn BallotForm(
    /// Where it goes.
    address: Address,
    /// What it says.
    ballot: BallotBox,
    /// Whether the reader signs by wallet.
    is_wallet: bool,
) -> impl IntoView {
    let lang = use_lang();
    let page = address.page();
    let heading = Kind::of(&ballot.system).heading(lang);
    let inner = match ballot.state {
        VoteState::SignIn => view! {
            <p>{words::sign_in_first(lang)}</p>
            <a class="btn btn--wide" href=format!("/signin?next={page}")>{words::sign_in(lang)}</a>
        }
        .into_any(),
        VoteState::Join => view! {
            <p>{words::join_first(lang)}</p>
            <a class="btn btn--line btn--wide" href=format!("/d/{}", address.slug)>{words::join(lang)}</a>
        }
        .into_any(),
        VoteState::NoPower => view! { <p>{words::no_power(lang)}</p> }.into_any(),
        VoteState::Scheduled => view! {
            <p>{words::not_open(lang)}</p>
            <p>{words::opens_at(lang)}" "<TimeAndUtc ms=ballot.opens_ms /></p>
        }
        .into_any(),
        VoteState::Counting => view! {
            <Note><strong>{words::is_counting(lang)}</strong><p>{words::counting_text(lang)}</p></Note>
        }
        .into_any(),
        VoteState::Closed => view! { <p>{words::is_closed(lang)}</p> }.into_any(),
        VoteState::Final => view! { <p>{words::final_ballot(lang)}</p> }.into_any(),
        VoteState::Open if ballot.mine.is_some() => view! {
            <details class="disclose">
                <summary>{words::change(lang)}</summary>
                <div class="in"><Form address=address.clone() ballot=ballot.clone() is_wallet /></div>
            </details>
            <Revoke address=address.clone() is_wallet />
        }
        .into_any(),
        VoteState::Open => {
            view! { <Form address=address.clone() ballot=ballot.clone() is_wallet /> }.into_any()
        }
    };
    let mine = ballot.mine.clone().map(|mine| {
        view! {
            <div class="grid gap-1">
                <p class="cap">{words::you_voted(lang)}</p>
                <p class="m-0 font-semibold">{mine.words}</p>
                <p class="cap">
                    <Time ms=mine.logged_ms style=TimeStyle::Minute />
                    " · "
                    <a href=format!("/d/{}/proofs/{}", address.slug, mine.index)>
                        {words::leaf(lang, crate::texts::number(mine.index))}
                    </a>
                </p>
            </div>
        }
    });
    let power = (!ballot.power.is_empty()).then(|| view! { <Power ballot=ballot.clone() /> });
    view! {
        <section class="sheet" id="vote" aria-labelledby="vote-title">
            <h2 class="sheet-title" id="vote-title">{heading}</h2>
            {power}
            {mine}
            {inner}
        </section>
    }
}

/// The reader's power and where it comes from.
#[component]
fn Power(ballot: BallotBox) -> impl IntoView {
    let lang = use_lang();
    let sources = match ballot.points {
        Some((contribution, reputation)) => view! {
            <dl class="kv text-sm!">
                <dt>{words::power_contribution(lang)}</dt>
                <dd>{contribution}</dd>
                <dt>{words::power_reputation(lang)}</dt>
                <dd>{reputation}</dd>
            </dl>
        }
        .into_any(),
        None => view! { <p class="cap">{words::power_equal(lang)}</p> }.into_any(),
    };
    view! {
        <div class="grid gap-1">
            <p class="m-0 flex justify-between items-baseline">
                <span>{words::your_power(lang)}</span>
                <b class="num text-lg">{ballot.power}</b>
            </p>
            <details class="text-sm">
                <summary class="linkish">{words::power_from(lang)}</summary>
                {sources}
            </details>
        </div>
    }
}

/// The form that casts.
#[component]
fn Form(address: Address, ballot: BallotBox, is_wallet: bool) -> impl IntoView {
    let lang = use_lang();
    let action = format!("{}/vote", address.page());
    let signing = Signing::default();
    let asked = ballot.system.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        if is_wallet {
            event.prevent_default();
            #[cfg(feature = "hydrate")]
            by_wallet::cast(&event, address.clone(), &asked, signing, lang);
            #[cfg(not(feature = "hydrate"))]
            let _ = (&address, &asked, lang);
        }
    };
    let BallotBox {
        system,
        options,
        limits,
        ..
    } = ballot;
    let fields = match Kind::of(&system) {
        Kind::Choices => view! { <Choices system options limits /> }.into_any(),
        Kind::Ranks => view! { <Ranks options limits /> }.into_any(),
        Kind::Weights => view! { <Weights options /> }.into_any(),
        Kind::Votes => view! { <Votes options limits /> }.into_any(),
        Kind::Scores => view! { <Scores options limits /> }.into_any(),
    };
    view! {
        <form class="grid gap-4" method="post" action=action on:submit=submit>
            {fields}
            <CastButton is_wallet signing />
        </form>
    }
}

/// Button and what it does, in words.
#[component]
fn CastButton(is_wallet: bool, signing: Signing) -> impl IntoView {
    let lang = use_lang();
    let busy = signing.busy;
    let label = move || match (is_wallet, busy.get()) {
        (true, true) => words::cast_busy(lang),
        (true, false) => words::cast_wallet(lang),
        (false, _) => words::cast_attested(lang),
    };
    let remark = if is_wallet {
        words::wallet_remark(lang)
    } else {
        words::attested_remark(lang)
    };
    view! {
        <div class="grid gap-2">
            <button class="btn btn--seal btn--wide" disabled=move || busy.get()>
                {is_wallet.then(|| view! { <Icon name="wallet" /> })}
                {label}
            </button>
            <Refusal signing />
            <p class="cap">{remark}</p>
            {is_wallet
                .then(|| view! { <noscript><p class="cap">{words::wallet_needs_script(lang)}</p></noscript> })}
        </div>
    }
}

/// Radio buttons, or boxes where several may be ticked.
#[component]
fn Choices(system: String, options: Vec<Choice>, limits: Limits) -> impl IntoView {
    let lang = use_lang();
    let approval = system == "approval";
    let (kind, name, legend) = if approval {
        (
            "checkbox",
            "approve",
            approve_legend(limits, options.len(), lang),
        )
    } else {
        ("radio", "choice", words::your_choice(lang).to_owned())
    };
    let basic = system == "basic";
    let rows = options
        .into_iter()
        .map(|option| {
            let stone = basic.then(|| {
                let at = option.number - 1;
                view! { <Stone kind=StoneKind::of_choice(at) shape=at /> }
            });
            view! {
                <label class="choice">
                    <input type=kind name=name value=option.value required=!approval />
                    {stone}
                    <b>{option.label}</b>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices">
            <legend class="sub mb-2">{legend}</legend>
            {rows}
        </fieldset>
    }
}

/// How many may be ticked.
fn approve_legend(limits: Limits, count: usize, lang: Lang) -> String {
    if limits.max_approvals < count {
        words::approve_most(lang, limits.max_approvals)
    } else {
        words::approve_all(lang).to_owned()
    }
}

/// Taking the ballot back.
#[component]
fn Revoke(address: Address, is_wallet: bool) -> impl IntoView {
    let lang = use_lang();
    let action = format!("{}/revoke", address.page());
    let signing = Signing::default();
    let busy = signing.busy;
    let submit = move |event: leptos::ev::SubmitEvent| {
        if is_wallet {
            event.prevent_default();
            #[cfg(feature = "hydrate")]
            by_wallet::revoke(address.clone(), signing);
            #[cfg(not(feature = "hydrate"))]
            let _ = &address;
        }
    };
    view! {
        <details class="disclose">
            <summary>{words::revoke(lang)}</summary>
            <form class="in" method="post" action=action on:submit=submit>
                <p class="cap">{words::revoke_remark(lang)}</p>
                <button class="btn btn--seal btn--sm" disabled=move || busy.get()>
                    {words::revoke(lang)}
                </button>
                <Refusal signing />
            </form>
        </details>
    }
}

/// Ballots that a wallet signs: the browser reads the form, the server prepares the sentence.
#[cfg(feature = "hydrate")]
mod by_wallet {
    use super::{Address, Signing};
    use crate::ballot_fields;
    use crate::i18n::Lang;
    use crate::texts::proposals as words;
    use leptos::prelude::Set;
    use serde_json::{Value, json};
    use wasm_bindgen::JsCast;
    use web_sys::{FormData, HtmlFormElement};

    /// Reads the form, asks the wallet, and goes to the receipt.
    pub fn cast(
        event: &leptos::ev::SubmitEvent,
        address: Address,
        system: &str,
        signing: Signing,
        lang: Lang,
    ) {
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let data = form.and_then(|form| FormData::new_with_form(&form).ok());
        let fields = data.map(|data| pairs(&data)).unwrap_or_default();
        match ballot_fields::body(system, &fields) {
            Ok(ballot) => send(
                address.clone(),
                json!({"kind": "ballot", "number": address.number, "ballot": ballot}),
                signing,
            ),
            Err("empty_ballot") => signing
                .fault
                .set(Some(words::empty_ballot(lang).to_owned())),
            Err(_) => signing
                .fault
                .set(Some(words::ballot_malformed(lang).to_owned())),
        }
    }

    /// Asks the wallet to take the ballot back.
    pub fn revoke(address: Address, signing: Signing) {
        let request = json!({"kind": "revoke", "number": address.number});
        send(address, request, signing);
    }

    fn send(address: Address, request: Value, signing: Signing) {
        signing.ask(async move {
            let page = address.page();
            let index = crate::wallet::sign_and_submit(address.slug, request).await?;
            Ok(format!("{page}?receipt={index}"))
        });
    }

    /// The fields of the form, several of one name included.
    fn pairs(data: &FormData) -> Vec<(String, String)> {
        js_sys::Array::from(data)
            .iter()
            .filter_map(|pair| {
                let pair = js_sys::Array::from(&pair);
                Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
            })
            .collect()
    }
}
