//! 1006.14(e) and (f): lists of people who do not pay, and debts advertised to press for payment.

use facts::{Act, Aim, AskAct, Recipient};

use crate::rule::{Asked, Findings};

/// 1006.14(e): no list of consumers who allegedly refuse to pay, except to a consumer reporting agency, or to who meets
/// FCRA 603(f) or 604(a)(3). An agency for check histories is a consumer reporting agency of that section.
pub(super) fn publish_list(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::PublishList {
        return;
    }
    match asked.ask.detail.recipient {
        Some(Recipient::ConsumerReportingAgency | Recipient::CheckHistoryAgency) => {
            findings.permits("1006.14(e)");
        }
        Some(Recipient::Owner | Recipient::PreviousOwner | Recipient::ThirdParty | Recipient::Public) => {
            findings.prohibits("1006.14(e)");
        }
        None => {
            findings.prohibits("1006.14(e)").unknown = Some("recipient");
        }
    }
}

/// 1006.14(f): no debt is advertised for sale to coerce its payment.
pub(super) fn advertise(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act == Act::AdvertiseDebt && asked.ask.detail.aim == Some(Aim::CoercePayment) {
        findings.prohibits("1006.14(f)");
    }
}
