//! Card payments by a processor's own page: opened once, and settled by asking the processor how the page stands, so that
//! what it tells us may come late, twice, or in the wrong order.

mod refund;

use facts::Money;
use jiff::Timestamp;
pub use refund::send_back;
use sha2::{Digest, Sha256};
use store::checkout::{Checkout, NewCheckout, State};
use store::{CheckoutId, DossierId, Store, StoreError, WriteTx};

use crate::payment::{From, Method, NewPayment, PaymentError, TakenBack, Wish, receive, reverse};
use crate::ports::{NewPage, Page, PageState, Processor, ProcessorError};
use crate::round::{in_hours, open_task};

/// A payment that a person would like to make by card.
#[derive(Debug, Clone)]
pub struct CardPayment<'a> {
    /// Minted with the form: sending it twice opens one page.
    pub key: &'a str,
    pub dossier: DossierId,
    pub amount: Money,
    pub wish: Wish,
    /// Where the person comes back to.
    pub back: &'a str,
}

/// What a processor told us. The caller has checked its signature on the raw bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'a> {
    /// The processor's id of the event.
    pub id: &'a str,
    /// SHA-256 of its raw bytes.
    pub digest: &'a [u8; 32],
    pub news: News<'a>,
}

/// The kinds of news that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News<'a> {
    /// Something about a page: how it stands is asked.
    Page { reference: &'a str },
    /// A payment was taken back by the payer's bank.
    Chargeback { payment: &'a str },
    /// A payment was sent back in full.
    SentBack { payment: &'a str },
    /// Something about a payment that a human must look at.
    Look { payment: &'a str, what: &'a str },
    /// Nothing follows from it.
    Other,
}

/// What a human reads where a processor says that a part was sent back, and we did not ask for it.
pub const PART_SENT_BACK: &str = "a part of a card payment was sent back: write it down";

/// Why a card payment can't go on.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Processor(#[from] ProcessorError),
    #[error(transparent)]
    Payment(#[from] PaymentError),
    #[error("a payment of {0} is none: give an amount above nothing")]
    NotPositive(Money),
    #[error("the processor speaks of a page that is not ours (`{0}`): nothing was posted")]
    NotOurs(String),
    #[error("the processor says {said} and we asked for {asked} (`{page}`): nothing was posted, a human looks")]
    Amount { page: String, said: Money, asked: Money },
    #[error("payment `{0}` did not come by card: send it back another way")]
    NoCard(store::PaymentId),
    #[error("a wish can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}

/// Opens a page, or gives the one that was opened with the same key.
///
/// # Errors
/// A key that is known with another payment; the processor's; the store's.
pub fn begin(
    store: &Store,
    processor: &mut dyn Processor,
    new: &CardPayment<'_>,
    now: Timestamp,
) -> Result<Page, CardError> {
    if new.amount.minor() <= 0 {
        return Err(CardError::NotPositive(new.amount));
    }
    let body = serde_json::to_vec(&new.wish)?;
    let said = serde_json::to_vec(&(new.dossier, new.amount, &new.wish))?;
    let digest: [u8; 32] = Sha256::digest(said).into();
    let currency = new.amount.currency();
    let checkout = store.write(|tx: &mut WriteTx| {
        let new = NewCheckout {
            dossier: new.dossier,
            key: new.key,
            digest: &digest,
            processor: processor.name(),
            currency: currency.code(),
            minor: new.amount.minor(),
            created: now,
            body: &body,
        };
        store::checkout::begin(tx, &new)
    })?;
    if let Some(reference) = &checkout.reference {
        return Ok(processor.page(reference)?);
    }
    let ours = checkout.id.to_string();
    let page = NewPage { key: new.key, ours: &ours, amount: new.amount, what: "Your payment", back: new.back };
    let page = processor.open(&page)?;
    store.write(|tx: &mut WriteTx| store::checkout::refer(tx, checkout.id, &page.reference, now))?;
    Ok(page)
}

/// Takes in what a processor told us, once; the answer is the same for the same event, always.
///
/// # Errors
/// An event that is known with other content; the processor's, which then tells us again; the store's.
pub fn told(
    store: &Store,
    processor: &mut dyn Processor,
    told: &Told<'_>,
    now: Timestamp,
) -> Result<String, CardError> {
    if let Some(answer) = store.read(|tx| store::checkout::was_told(tx, told.id, told.digest))? {
        return Ok(answer);
    }
    // The processor is asked outside of any transaction, for that may take its time.
    let (page, kind) = match told.news {
        News::Page { reference } => (Some(processor.page(reference)?), "page"),
        News::Chargeback { payment } => (processor.page_of(payment)?, "chargeback"),
        News::SentBack { payment } => (processor.page_of(payment)?, "sent_back"),
        News::Look { payment, .. } => (processor.page_of(payment)?, "look"),
        News::Other => (None, "other"),
    };
    store.write(|tx: &mut WriteTx| {
        if let Some(answer) = store::checkout::was_told(tx, told.id, told.digest)? {
            return Ok(answer);
        }
        let mut answer = match &page {
            Some(page) => settle(tx, page, now)?,
            None => "nothing follows",
        };
        match told.news {
            News::Chargeback { payment } => answer = take_back(tx, payment, TakenBack::Chargeback, now)?,
            News::SentBack { payment } => answer = take_back(tx, payment, TakenBack::SentBack, now)?,
            News::Look { payment, what } => answer = look(tx, payment, what, now)?,
            News::Page { .. } | News::Other => {}
        }
        store::checkout::told(tx, (told.id, told.digest), kind, answer, now)?;
        Ok(answer.to_owned())
    })
}

/// Posts what a page brought, as the processor says now.
fn settle(tx: &mut WriteTx<'_>, page: &Page, now: Timestamp) -> Result<&'static str, CardError> {
    let checkout = ours(tx, page)?;
    let asked = Money::new(checkout.minor, checkout.currency.parse().map_err(PaymentError::Amount)?);
    match page.state {
        PageState::Open | PageState::Pending => Ok("it is not paid yet"),
        PageState::Expired => {
            if checkout.state == State::Begun {
                store::checkout::settle(tx, checkout.id, State::Expired, now)?;
            }
            Ok("it ended without a payment")
        }
        PageState::Paid if checkout.state == State::Paid => Ok("posted"),
        PageState::Paid if page.amount != asked => {
            Err(CardError::Amount { page: page.reference.clone(), said: page.amount, asked })
        }
        PageState::Paid => {
            let wish: Wish = match &checkout.body {
                Some(body) => serde_json::from_slice(body)?,
                None => Wish::default(),
            };
            let key = format!("checkout/{}", checkout.id);
            let zone = crate::dossier::standing(tx, checkout.dossier).map_err(PaymentError::Dossier)?.home_zone();
            let new = NewPayment {
                key: &key,
                dossier: checkout.dossier,
                amount: page.amount,
                on: now.to_zoned(zone).date(),
                method: Method::Card,
                reference: page.payment.as_deref(),
                wish,
                from: From::Outside,
                by: "processor",
            };
            receive(tx, &new, now)?;
            store::checkout::settle(tx, checkout.id, State::Paid, now)?;
            Ok("posted")
        }
    }
}

/// The page as we began it: by our own id, and by no other page's reference.
fn ours(tx: &mut WriteTx<'_>, page: &Page) -> Result<Checkout, CardError> {
    let not_ours = || CardError::NotOurs(page.reference.clone());
    let id: CheckoutId = page.ours.parse().map_err(|_| not_ours())?;
    let checkout = store::checkout::get(tx, id)?.ok_or_else(not_ours)?;
    match &checkout.reference {
        Some(known) if *known != page.reference => Err(not_ours()),
        _ => Ok(checkout),
    }
}

fn take_back(tx: &mut WriteTx<'_>, payment: &str, why: TakenBack, now: Timestamp) -> Result<&'static str, CardError> {
    let Some(known) = store::payment::by_reference(tx, payment)? else { return Ok("nothing of it is ours") };
    if why == TakenBack::SentBack && refund::is_ours(tx, known.dossier, payment)? {
        return Ok("we sent it back ourselves");
    }
    let zone = crate::dossier::standing(tx, known.dossier).map_err(PaymentError::Dossier)?.home_zone();
    reverse(tx, known.id, why, now.to_zoned(zone).date(), now, "processor")?;
    Ok("taken back")
}

fn look(tx: &mut WriteTx<'_>, payment: &str, what: &str, now: Timestamp) -> Result<&'static str, CardError> {
    let Some(known) = store::payment::by_reference(tx, payment)? else { return Ok("nothing of it is ours") };
    if what == PART_SENT_BACK && refund::is_ours(tx, known.dossier, payment)? {
        return Ok("we sent it back ourselves");
    }
    open_task(tx, known.dossier, "card_payment", what, now, in_hours(now, 24))?;
    Ok("a human looks")
}
