//! The vote box: power, choices, and one button that casts. Nothing in it is chosen beforehand.
use crate::components::icon::Icon;
use crate::components::note::Note;
use crate::components::signing::{Refusal, Signing};
use crate::components::stone::{Stone, StoneKind};
use crate::components::time::{Time, TimeAndUtc, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::texts::proposals as words;
use crate::types::proposals::{BallotBox, Choice, VoteState};
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

/// Whether a system asks for places.
pub fn is_ranked(system: &str) -> bool {
    !matches!(system, "basic" | "single_choice" | "approval")
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
    let heading = if is_ranked(&ballot.system) {
        words::rank_title(lang)
    } else {
        words::cast_title(lang)
    };
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
    let system = ballot.system.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        if is_wallet {
            event.prevent_default();
            #[cfg(feature = "hydrate")]
            by_wallet::cast(&event, address.clone(), &system, signing, lang);
            #[cfg(not(feature = "hydrate"))]
            let _ = (&address, &system, lang);
        }
    };
    let fields = if is_ranked(&ballot.system) {
        view! { <Ranks options=ballot.options /> }.into_any()
    } else {
        view! { <Choices system=ballot.system options=ballot.options /> }.into_any()
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
fn Choices(system: String, options: Vec<Choice>) -> impl IntoView {
    let lang = use_lang();
    let approval = system == "approval";
    let (kind, name, legend) = if approval {
        ("checkbox", "approve", words::approve_all(lang))
    } else {
        ("radio", "choice", words::your_choice(lang))
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

/// Number fields, and the ballot read back as a sentence.
#[component]
fn Ranks(options: Vec<Choice>) -> impl IntoView {
    let lang = use_lang();
    let ranks = RwSignal::new(
        options
            .iter()
            .map(|option| option.rank.clone())
            .collect::<Vec<_>>(),
    );
    let names: Vec<String> = options.iter().map(|option| option.label.clone()).collect();
    let most = options.len().to_string();
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(at, option)| {
            let id = format!("rank-{}", option.number);
            let input = move |event| {
                let value = event_target_value(&event);
                ranks.update(|ranks| {
                    if let Some(rank) = ranks.get_mut(at) {
                        *rank = value;
                    }
                });
            };
            view! {
                <div class="rank">
                    <span>
                        <label class="sr-only" for=id.clone()>
                            {words::rank_of(lang, &option.label)}
                        </label>
                        <input
                            class="input"
                            id=id
                            name=format!("rank_{}", option.number)
                            type="number"
                            inputmode="numeric"
                            min="1"
                            max=most.clone()
                            value=option.rank
                            on:input=input
                        />
                    </span>
                    <div><b>{option.label}</b></div>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="grid gap-4">
            <legend class="text-ink-2 mb-2">{words::rank_hint(lang)}</legend>
            <div>{rows}</div>
        </fieldset>
        <div class="well grid gap-2">
            <p class="m-0 sub">{words::reads_as(lang)}</p>
            <p class="m-0" aria-live="polite">{move || reading(&names, &ranks.read(), lang)}</p>
        </div>
    }
}

/// Places as a sentence: `乙 ＞ 甲 ＝ 丙 ＞ 丁（未排）`.
pub fn reading(names: &[String], ranks: &[String], lang: Lang) -> String {
    let mut placed: Vec<(u32, &String)> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for (name, rank) in names.iter().zip(ranks) {
        match rank.trim().parse::<u32>() {
            Ok(place) => placed.push((place, name)),
            Err(_) => rest.push(name),
        }
    }
    if placed.is_empty() {
        return words::nothing_ranked(lang).to_owned();
    }
    placed.sort_by_key(|(place, _)| *place);
    let mut out: Vec<String> = placed
        .chunk_by(|a, b| a.0 == b.0)
        .map(|tie| {
            tie.iter()
                .map(|(_, name)| name.as_str())
                .collect::<Vec<_>>()
                .join(" ＝ ")
        })
        .collect();
    if !rest.is_empty() {
        out.push(words::unranked(lang, rest.join(lang.pick("、", ", "))));
    }
    out.join(" ＞ ")
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
    use super::{Address, Signing, is_ranked};
    use crate::i18n::Lang;
    use crate::texts::proposals as words;
    use leptos::prelude::Set;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;
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
        match data.and_then(|data| body(system, &data)) {
            Some(ballot) => send(
                address.clone(),
                json!({"kind": "ballot", "number": address.number, "ballot": ballot}),
                signing,
            ),
            None => signing
                .fault
                .set(Some(words::empty_ballot(lang).to_owned())),
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

    /// The ballot as the server's own reading of the form would have it.
    fn body(system: &str, data: &FormData) -> Option<Value> {
        match system {
            "basic" => Some(json!({"choice": data.get("choice").as_string()?})),
            "single_choice" => {
                let number: u32 = data.get("choice").as_string()?.parse().ok()?;
                Some(json!({"choice": number}))
            }
            "approval" => {
                let numbers: Option<Vec<u32>> = data
                    .get_all("approve")
                    .iter()
                    .map(|n| n.as_string()?.parse().ok())
                    .collect();
                Some(json!({"approve": numbers?}))
            }
            other if is_ranked(other) => ranking(data),
            _ => None,
        }
    }

    fn ranking(data: &FormData) -> Option<Value> {
        let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for number in 1.. {
            let field = format!("rank_{number}");
            if !data.has(&field) {
                break;
            }
            let value = data.get(&field).as_string()?;
            if !value.trim().is_empty() {
                places
                    .entry(value.trim().parse().ok()?)
                    .or_default()
                    .push(number);
            }
        }
        let ranks: Vec<Value> = places
            .into_values()
            .map(|rank| {
                if let [one] = rank[..] {
                    json!(one)
                } else {
                    json!(rank)
                }
            })
            .collect();
        (!ranks.is_empty()).then(|| json!({"ranking": ranks}))
    }
}

#[cfg(test)]
mod tests {
    use super::reading;
    use crate::i18n::Lang;

    #[test]
    fn a_ranking_is_read_back() {
        let names = ["甲", "乙", "丙"].map(str::to_owned);
        let ranks = |list: [&str; 3]| list.map(str::to_owned);
        assert_eq!(
            reading(&names, &ranks(["2", "1", ""]), Lang::Zh),
            "乙 ＞ 甲 ＞ 丙（未排）"
        );
        assert_eq!(
            reading(&names, &ranks(["1", "1", "3"]), Lang::Zh),
            "甲 ＝ 乙 ＞ 丙"
        );
        assert_eq!(
            reading(&names, &ranks(["", "", ""]), Lang::En),
            "Nothing is ranked yet."
        );
    }
}
