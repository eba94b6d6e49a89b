//! Processors: who takes a card payment on a page of their own, so that no card's data ever touches us.

use facts::Money;

/// A page that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPage<'a> {
    /// The key under which asking twice opens one page.
    pub key: &'a str,
    /// Our own id of the page; the processor gives it back.
    pub ours: &'a str,
    pub amount: Money,
    /// What the person reads there; it names no debt.
    pub what: &'a str,
    /// Where the person comes back to.
    pub back: &'a str,
}

/// A page, as the processor knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The processor's id of it.
    pub reference: String,
    /// Our own id of it.
    pub ours: String,
    /// Where the person pays; none once it is over.
    pub url: Option<String>,
    pub amount: Money,
    pub state: PageState,
    /// The processor's id of the payment, under which it may be taken back.
    pub payment: Option<String>,
}

/// How far a page came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageState {
    Open,
    Paid,
    /// Paid by a way that takes days: nothing is sure yet.
    Pending,
    Expired,
}

/// Why a processor did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ProcessorError {
    #[error("the processor can't be reached now ({0}): ask again with the same key")]
    Later(String),
    #[error("the processor refuses: {0}")]
    Refused(String),
    #[error("the processor's answer is not understood: {0}")]
    Answer(String),
}

/// A processor with hosted pages.
pub trait Processor {
    /// Its name, as it stands in the records.
    fn name(&self) -> &'static str;

    /// Opens a page; the same key gives the same page.
    ///
    /// # Errors
    /// Whether to ask again, or not.
    fn open(&mut self, new: &NewPage<'_>) -> Result<Page, ProcessorError>;

    /// How a page stands now.
    ///
    /// # Errors
    /// As [`Processor::open`].
    fn page(&mut self, reference: &str) -> Result<Page, ProcessorError>;

    /// The page by which a payment came, where there is one.
    ///
    /// # Errors
    /// As [`Processor::open`].
    fn page_of(&mut self, payment: &str) -> Result<Option<Page>, ProcessorError>;

    /// Sends a payment back, all or a part; the same key sends it once. The processor's id of the refund.
    ///
    /// # Errors
    /// As [`Processor::open`].
    fn refund(&mut self, key: &str, payment: &str, amount: Money) -> Result<String, ProcessorError>;
}
