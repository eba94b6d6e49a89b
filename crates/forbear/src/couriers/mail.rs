//! A parcel as an e-mail: both plain and HTML, with one-click unsubscription (RFC 8058).

use casework::firm::Letterhead;
use casework::ports::{CourierError, Parcel};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

/// The style of our mails: a readable measure, no images, nothing from elsewhere.
const STYLE: &str = "body{font:17px/1.5 system-ui,sans-serif;max-width:38em;margin:1.5em auto;padding:0 1em;color:#22302c}\
h2{font-size:1.05em;margin:1.6em 0 .4em}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35em .6em;\
border-bottom:1px solid #d8dfda;font-weight:normal}td{text-align:right;white-space:nowrap}.prescribed{border-left:3px solid \
#8aa89b;padding-left:.8em}ul.boxes{list-style:none;padding-left:0}footer{margin-top:2em;color:#55635e;font-size:.9em}";

/// Makes the e-mail of a parcel.
pub(super) fn mail(head: &Letterhead, parcel: &Parcel) -> Result<Message, CourierError> {
    let never = |why: String| CourierError::Never { to: parcel.to.clone(), why };
    let from = mailbox(&format!("{} at {}", head.agent.name, head.firm.name), &head.email).map_err(never)?;
    let to = mailbox(&parcel.to_name, &parcel.to).map_err(never)?;
    let domain = head.email.split_once('@').map_or("localhost", |(_, domain)| domain);
    let mut builder = Message::builder()
        .from(from.clone())
        .reply_to(from)
        .to(to)
        .subject(parcel.message.subject.clone())
        .message_id(Some(format!("<{}@{domain}>", parcel.id)));
    // One click where the parcel has its own link; answering with STOP works always.
    let answer = format!("<mailto:{}?subject=STOP>", head.email);
    let mut headers = Vec::new();
    match &parcel.stop_token {
        Some(token) => {
            headers.push(("List-Unsubscribe", format!("<{}/u/{token}>, {answer}", head.portal.trim_end_matches('/'))));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        None => headers.push(("List-Unsubscribe", answer)),
    }
    for (name, value) in headers {
        let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|e| never(e.to_string()))?;
        builder = builder.raw_header(HeaderValue::new(name, value));
    }
    let text = format!("{}\n{}\n", parcel.message.text(), receipt(parcel));
    builder.multipart(MultiPart::alternative_plain_html(text, page(parcel))).map_err(|e| never(e.to_string()))
}

/// A parcel as a page, for letters until they are printed, and as the HTML of mails.
pub(super) fn page(parcel: &Parcel) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title><style>{STYLE}</style></head>\n\
         <body>\n{}<footer><p>{}</p></footer>\n</body>\n</html>\n",
        parcel.language,
        escape(&parcel.message.subject),
        parcel.message.html(),
        escape(&receipt(parcel)),
    )
}

/// The contact receipt: why we got in touch, and how to check and change it.
fn receipt(parcel: &Parcel) -> String {
    let why = format!(
        "Why you hear from us: {}. The code of this message is {}; with it you can check that it is ours.",
        parcel.reason, parcel.code
    );
    match &parcel.page {
        Some(page) => format!("{why} Your own page, where you can answer, ask and change how we reach you: {page}"),
        None => why,
    }
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, String> {
    let address = address.parse().map_err(|e| format!("`{address}` is no e-mail address ({e})"))?;
    Ok(Mailbox::new(Some(name.to_owned()), address))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
