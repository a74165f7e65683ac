//! Dated stones.
use crate::components::time::{Time, TimeStyle};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One step of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happens.
    pub text: String,
    /// When, Unix milliseconds.
    pub at_ms: Option<i64>,
    /// Words after the time, such as a leaf's number.
    pub remark: String,
    /// Whether it has happened.
    pub done: bool,
    /// Whether it is happening.
    pub current: bool,
}

/// Steps in order.
#[component]
pub fn Timeline(
    /// The steps.
    steps: Vec<Step>,
) -> impl IntoView {
    let items = steps
        .into_iter()
        .map(|step| {
            let gap = (step.at_ms.is_some() && !step.remark.is_empty()).then_some(" · ");
            view! {
                <li data-done=step.done.then_some("") aria-current=step.current.then_some("step")>
                    {step.text}
                    <small>
                        {step.at_ms.map(|ms| view! { <Time ms style=TimeStyle::Minute /> })}
                        {gap}
                        {step.remark}
                    </small>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }
}
