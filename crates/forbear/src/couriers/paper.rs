//! A parcel on paper: the letter that a print house puts into a window envelope.

use casework::firm::{Help, Letterhead, free_help};
use casework::ports::{CourierError, Parcel, Style};
use facts::{AmountOrNone, Fields, Money};
use letters::{Itemization, Letter, Notice, Offer, Pdf};
use words::compose::{Block, Kind, Language, Message, PaperAgent, PaperHelp, Recipient, Sender, Shell, page};

/// Lays a parcel out.
pub(super) fn paper(head: &Letterhead, parcel: &Parcel) -> Result<Pdf, CourierError> {
    let never = |why: String| CourierError::Never { to: parcel.to_name.clone(), why };
    let is_us = parcel.country == "US";
    let notice = parcel.notice.as_deref().filter(|_| parcel.kind == Some(Kind::FirstUs));
    let style = match (parcel.style, notice) {
        (Style::Standard, _) => "standard",
        // The words of the form are prescribed: large print is as easy as they get.
        (Style::LargePrint, _) | (Style::EasyRead, Some(_)) => "large_print",
        (Style::EasyRead, None) => "easy_read",
    };
    let shell = Shell {
        kind: parcel.kind.map_or("letter", Kind::as_str).to_owned(),
        lang: Language::of(&parcel.language).unwrap_or_default(),
        style: style.to_owned(),
        paper: if is_us { "us_letter" } else { "a4" }.to_owned(),
        date: parcel.dated.ok_or_else(|| never("the letter has no day: queue it again".to_owned()))?.to_string(),
        from: sender(head, parcel, is_us),
        to: Recipient { name: parcel.to_name.clone(), lines: lines(&parcel.to, is_us) },
        reference: if parcel.account.is_empty() { parcel.code.clone() } else { parcel.account.clone() },
        agent: PaperAgent {
            name: head.agent.name.clone(),
            role: head.firm.name.clone(),
            phone: head.agent.phone.clone(),
        },
        helps: free_help(if is_us { "US" } else { "GB" }).iter().map(help).collect(),
    };
    let message = match notice {
        Some(_) => reverse(&parcel.message),
        None => parcel.message.clone(),
    };
    let mut letter = Letter::from_json(&page(&message, &shell)).map_err(|why| never(why.to_string()))?;
    if let Some(fields) = notice {
        letter.notice =
            Some(form(head, parcel, fields).ok_or_else(|| never("a figure of the notice is missing".to_owned()))?);
    }
    letters::render(&letter).map_err(|why| never(why.to_string()))
}

fn sender(head: &Letterhead, parcel: &Parcel, is_us: bool) -> Sender {
    Sender {
        name: head.firm.name.clone(),
        lines: lines(&head.address, is_us),
        phone: head.phone.clone(),
        hours: None,
        email: head.email.clone(),
        licence: head.firm.licence.clone(),
        web: head.web.trim_start_matches("https://").trim_start_matches("http://").to_owned(),
        check_code: parcel.code.clone(),
    }
}

fn help(one: &Help) -> PaperHelp {
    let web = one.how.rsplit_once(", ").filter(|(_, web)| web.starts_with("www."));
    let (phone, web) = web.map_or((one.how, None), |(phone, web)| (phone, Some(web.to_owned())));
    PaperHelp { name: one.name.to_owned(), phone: Some(phone.to_owned()), web }
}

/// An address on one line, as the lines of an envelope. In the United States the place, the State's two letters and the
/// code are one line.
fn lines(address: &str, is_us: bool) -> Vec<String> {
    let mut lines: Vec<String> =
        address.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if is_us {
        let is_state = |part: &str| part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase());
        let is_code = |part: &str| part.starts_with(|c: char| c.is_ascii_digit()) && part.len() >= 5;
        if let [.., state, code] = lines.as_slice()
            && is_state(state)
            && is_code(code)
        {
            let both = format!("{state} {code}");
            lines.truncate(lines.len() - 2);
            lines.push(both);
        }
        if let [.., place, rest] = lines.as_slice()
            && lines.len() > 2
            && rest.split_once(' ').is_some_and(|(state, code)| is_state(state) && is_code(code))
        {
            let both = format!("{place}, {rest}");
            lines.truncate(lines.len() - 2);
            lines.push(both);
        }
    }
    lines
}

/// What stands on the reverse of the form: our own words, without those that the form has.
fn reverse(message: &Message) -> Message {
    let blocks = message.blocks.as_slice();
    let help = blocks.iter().position(|block| matches!(block, Block::Help(_))).unwrap_or(0);
    let is_own = |block: &&Block| matches!(block, Block::Paragraph(_) | Block::Help(_));
    let before = blocks.get(..help).unwrap_or_default().iter().rev().take_while(is_own).count();
    let after = blocks.get(help..).unwrap_or_default().iter().take_while(is_own).count();
    let own = blocks.get(help - before..help + after).unwrap_or_default();
    Message { subject: message.subject.clone(), blocks: own.to_vec() }
}

/// Model Form B-1 from the fields of the law.
fn form(head: &Letterhead, parcel: &Parcel, fields: &Fields) -> Option<Notice> {
    let spoken = |amount: &Option<AmountOrNone>| match amount {
        Some(AmountOrNone::Amount(money)) => Some(*money),
        _ => None,
    };
    let (interest, fees) = (spoken(&fields.interest)?, spoken(&fields.fees)?);
    let paid = spoken(&fields.payments)?.plus(spoken(&fields.credits)?).ok()?;
    let owed_then = fields.amount_on_itemization_date?;
    let said = |money: Money| money.spoken();
    Some(Notice {
        disclosure: letters::Disclosure::Initial,
        creditor_now: fields.current_creditor.clone()?,
        creditor_then: fields.creditor_on_itemization_date.clone()?,
        account: with_article(&parcel.what),
        account_number: fields.account_number.clone(),
        itemization: Itemization::Here {
            date: fields.itemization_date?,
            owed_then: said(owed_then),
            interest: said(interest),
            fees: said(fees),
            paid: said(paid),
        },
        owed_now: said(owed_then.plus(interest).ok()?.plus(fees).ok()?.minus(paid).ok()?),
        time_barred: None,
        dispute_until: fields.validation_period_end?,
        dispute_online: Some(head.email.clone()),
        original_creditor_online: Some(head.email.clone()),
        payment: Offer::Shown,
        // Its translation is a draft that nobody has approved.
        spanish: Offer::LeftOut,
    })
}

fn with_article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_lines_of_an_envelope() {
        let us = |text| lines(text, true);
        assert_eq!(us("1 Example Street, Sampleton, NY, 12207"), ["1 Example Street", "Sampleton, NY 12207"]);
        assert_eq!(us("P.O. Box 71, Exampleton, NY 12201"), ["P.O. Box 71", "Exampleton, NY 12201"]);
        assert_eq!(lines("Flat 2, 14 Invented Row, Anytown, ZZ9 9ZZ", false).len(), 4);
    }

    #[test]
    fn what_was_owed_has_its_article() {
        assert_eq!(with_article("credit card"), "a credit card");
        assert_eq!(with_article("overdraft"), "an overdraft");
    }
}
