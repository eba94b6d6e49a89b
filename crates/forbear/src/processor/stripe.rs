//! A processor of Stripe's shape: hosted checkout pages, opened with an idempotency key; amounts in minor units.
//!
//! Source: the public API reference, <https://docs.stripe.com/api/checkout/sessions> and `/api/refunds`.

use std::time::Duration;

use casework::ports::{NewPage, Page, PageState, Processor, ProcessorError};
use casework::processor::{News, PART_SENT_BACK};
use facts::{Currency, Money};
use serde::Deserialize;
use serde_json::Value;

/// So long we wait for an answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The processor, over HTTP.
#[derive(Debug)]
pub(crate) struct Stripe {
    agent: ureq::Agent,
    base: String,
    key: String,
}

/// A checkout session, as far as we need it.
#[derive(Debug, Deserialize)]
struct Session {
    id: String,
    client_reference_id: Option<String>,
    url: Option<String>,
    status: Option<String>,
    payment_status: String,
    amount_total: i64,
    currency: String,
    payment_intent: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Sessions {
    data: Vec<Session>,
}

#[derive(Debug, Deserialize)]
struct Refund {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Fault {
    error: FaultDetail,
}

#[derive(Debug, Deserialize)]
struct FaultDetail {
    #[serde(default)]
    message: String,
}

impl Stripe {
    /// The processor at an address, such as `https://api.stripe.com`, with its secret key.
    pub(crate) fn new(base: &str, key: &str) -> Stripe {
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT)).build();
        Stripe { agent: config.into(), base: base.trim_end_matches('/').to_owned(), key: key.trim().to_owned() }
    }

    fn get<T: for<'de> Deserialize<'de>>(&self, path: &str) -> Result<T, ProcessorError> {
        let request = self.agent.get(format!("{}{path}", self.base)).header("Authorization", self.bearer());
        answer(request.call())
    }

    fn post<T: for<'de> Deserialize<'de>>(
        &self,
        path: &str,
        key: &str,
        form: &[(&str, &str)],
    ) -> Result<T, ProcessorError> {
        let request = self
            .agent
            .post(format!("{}{path}", self.base))
            .header("Authorization", self.bearer())
            .header("Idempotency-Key", key);
        answer(request.send_form(form.iter().copied()))
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.key)
    }
}

impl Processor for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    fn open(&mut self, new: &NewPage<'_>) -> Result<Page, ProcessorError> {
        let amount = new.amount.minor().to_string();
        let currency = new.amount.currency().code().to_lowercase();
        let form = [
            ("mode", "payment"),
            ("client_reference_id", new.ours),
            ("success_url", new.back),
            ("cancel_url", new.back),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", currency.as_str()),
            ("line_items[0][price_data][unit_amount]", amount.as_str()),
            ("line_items[0][price_data][product_data][name]", new.what),
        ];
        page(self.post::<Session>("/v1/checkout/sessions", new.key, &form)?)
    }

    fn page(&mut self, reference: &str) -> Result<Page, ProcessorError> {
        page(self.get::<Session>(&format!("/v1/checkout/sessions/{}", id(reference)?))?)
    }

    fn page_of(&mut self, payment: &str) -> Result<Option<Page>, ProcessorError> {
        let path = format!("/v1/checkout/sessions?limit=1&payment_intent={}", id(payment)?);
        self.get::<Sessions>(&path)?.data.into_iter().next().map(page).transpose()
    }

    fn refund(&mut self, key: &str, payment: &str, amount: Money) -> Result<String, ProcessorError> {
        let amount = amount.minor().to_string();
        let form = [("payment_intent", id(payment)?), ("amount", amount.as_str())];
        Ok(self.post::<Refund>("/v1/refunds", key, &form)?.id)
    }
}

/// What an event of the processor tells: its id, and the news. What it says of amounts is not believed but asked.
pub(crate) fn news_of(event: &Value) -> Option<(&str, News<'_>)> {
    let text = |path: &str| event.pointer(path).and_then(Value::as_str);
    let event_id = text("/id")?;
    let payment = text("/data/object/payment_intent");
    let news = match (text("/type")?, payment) {
        (kind, _) if kind.starts_with("checkout.session.") => News::Page { reference: text("/data/object/id")? },
        ("charge.dispute.created" | "charge.dispute.funds_withdrawn", Some(payment)) => News::Chargeback { payment },
        ("charge.refunded", Some(payment)) => match event.pointer("/data/object/refunded").and_then(Value::as_bool) {
            Some(true) => News::SentBack { payment },
            _ => News::Look { payment, what: PART_SENT_BACK },
        },
        ("charge.dispute.funds_reinstated" | "charge.dispute.closed", Some(payment)) => {
            News::Look { payment, what: "a dispute about a card payment was decided: see whether the money came back" }
        }
        _ => News::Other,
    };
    Some((event_id, news))
}

/// An id goes into a path only if it is one.
fn id(text: &str) -> Result<&str, ProcessorError> {
    let is_one = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if is_one { Ok(text) } else { Err(ProcessorError::Refused(format!("`{text}` is no id of the processor"))) }
}

fn page(session: Session) -> Result<Page, ProcessorError> {
    let currency: Currency =
        session.currency.to_uppercase().parse().map_err(|_| ProcessorError::Answer(session.currency.clone()))?;
    let state = match (session.payment_status.as_str(), session.status.as_deref()) {
        ("paid" | "no_payment_required", _) => PageState::Paid,
        (_, Some("complete")) => PageState::Pending,
        (_, Some("expired")) => PageState::Expired,
        _ => PageState::Open,
    };
    Ok(Page {
        reference: session.id,
        ours: session.client_reference_id.unwrap_or_default(),
        url: session.url,
        amount: Money::new(session.amount_total, currency),
        state,
        payment: session.payment_intent,
    })
}

fn answer<T: for<'de> Deserialize<'de>>(
    sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<T, ProcessorError> {
    let mut response = sent.map_err(|why| ProcessorError::Later(why.to_string()))?;
    let status = response.status();
    let text = response.body_mut().read_to_string().map_err(|why| ProcessorError::Later(why.to_string()))?;
    if status.is_success() {
        return serde_json::from_str(&text).map_err(|why| ProcessorError::Answer(why.to_string()));
    }
    let told = serde_json::from_str::<Fault>(&text).map(|fault| fault.error.message).unwrap_or_default();
    let why = format!("{} {told}", status.as_u16());
    // Too many at once, a key in use, or a fault of theirs: the same again may go well.
    if status.is_server_error() || matches!(status.as_u16(), 409 | 429) {
        Err(ProcessorError::Later(why))
    } else {
        Err(ProcessorError::Refused(why))
    }
}
