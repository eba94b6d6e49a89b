//! What paragraphs mean: in a sentence to the person whom they protect, and as the next step of an agent.

use facts::cites;

/// A paragraph and all that is within it.
#[derive(Debug)]
pub(super) struct Meaning {
    cite: &'static str,
    /// To the person: why it stands in the way, with what it means for them.
    pub(super) you: &'static str,
    /// To the agent: what to do instead of waiting.
    pub(super) next: &'static str,
}

/// The meaning of the deepest paragraph that holds the rule; none where nobody has put it into words yet.
pub(super) fn meaning(rule: &str) -> Option<&'static Meaning> {
    if let Some(paragraph) = rule.strip_prefix("comment ") {
        // A comment means what the paragraph means that it explains.
        let paragraph = paragraph.split('-').next().unwrap_or_default();
        return meaning(&format!("1006.{paragraph}"));
    }
    MEANINGS.iter().filter(|m| holds(m.cite, rule)).max_by_key(|m| m.cite.len())
}

/// A paragraph, or a whole source by its first word (`DRS`) or the beginning of its sections (`LA s.`).
fn holds(cite: &str, rule: &str) -> bool {
    cites(rule, cite) || rule.strip_prefix(cite).is_some_and(|rest| cite.ends_with('.') || rest.starts_with(' '))
}

const fn means(cite: &'static str, you: &'static str, next: &'static str) -> Meaning {
    Meaning { cite, you, next }
}

const ATTORNEY: &str = "Somebody acts for you in this, so we write to them and not to you";
const TO_ATTORNEY: &str = "write to whom they named, and to nobody else";
const OTHERS: &str = "What you owe is nobody else's business, so we tell nobody but you and those who act for you";
const TO_THEM: &str = "reach the person themselves, at their own number or address";
const STOPPED: &str = "You asked us not to use this way, and we keep to that";
const OTHER_WAY: &str = "use a way that they have not closed";
const HOURS: &str = "It would be too early or too late where you may be, or a time that you told us does not suit you";
const WAIT: &str = "wait until then; a letter may go out at any hour";
const CALLS: &str = "We have called you as often as we may for now, or spoke with you a few days ago";
const NO_CALL: &str = "don't call before then; a letter that is due may still go out";
const DISPUTE: &str =
    "You told us that something about this debt is not right. Until you have our answer, we don't ask for money";
const ANSWER: &str = "answer the dispute first, with the evidence, and send it";
const BREATHING: &str =
    "You have breathing space: until it ends, nobody asks you for this money, and nothing is added to it";
const REST: &str =
    "leave it until the moratorium ends; the adviser may be spoken with, and what they ask may be answered";
const BARRED: &str = "This debt is so old that nobody may take you to court for it";
const NO_COURT: &str = "drop every word of court and suit";
const HOW_TO_STOP: &str = "Each message must tell you how you can stop them, in one free step";
const ADD_STOP: &str = "add the line that says how to stop the messages";
const WHO_CALLS: &str = "You have a right to hear who is calling, and that it is about collecting a debt";
const SAY_WHO: &str = "say who is calling and that this is to collect a debt, before anything else";
const NOTICE: &str = "You have a right to a complete letter that says what is claimed, by whom, and how to object";
const COMPLETE: &str = "fill in what is missing, and ask again";
const ADDRESS: &str =
    "We have no proof yet that this address or number is yours alone and that you expect us to use it";
const PROVE: &str =
    "find the proof: did they write from it, agree to it, or did the creditor's notice cover it? Else write a letter";
const ORDER: &str = "A court's order or an arrangement covers this debt, so nobody asks you for it";
const COVERED: &str = "stop for the debts that it covers, and note the order in the file";
const PLAN: &str = "You, or somebody with you, are working out a plan, and we give you the time for it";
const GIVE_TIME: &str = "wait for the plan; ask nothing meanwhile";
const FAIR: &str = "We only ask for what you can really afford, and listen to what you offer";
const OFFER: &str = "look at their budget, answer the offer, and offer what they can afford";
const LOOK: &str = "ask your lead: a person decides this, and writes down why";
const TRUE: &str = "What we write to you must be true, and must not frighten or mislead you";
const REWORD: &str = "take the words out or make them true, and have them checked again";
const FEES: &str = "Nothing may be added to what you owe that neither your agreement nor the law allows";
const NO_FEE: &str = "leave the charge out until the clause or the law that allows it is on file";
const VISITS: &str = "Nobody comes to your door unless you know of it before, and never where it could harm you";
const NO_VISIT: &str = "don't go; write, and let them choose";
const PAPERS: &str =
    "You asked for the papers of this debt, or we don't have them yet: until then nobody asks you to pay";
const GET_PAPERS: &str = "get the papers from the creditor and send them";

static MEANINGS: &[Meaning] = &[
    // Regulation F.
    means(
        "1006.2(j)",
        "A voicemail that others may hear must not tell of a debt",
        "say only the firm's neutral name, your own name, a number, and that you ask for a call back",
    ),
    means("1006.6(b)(1)(i)", HOURS, WAIT),
    means(
        "1006.6(b)(1)(ii)",
        "You told us that this place does not suit you, or it is one where we leave people alone",
        OTHER_WAY,
    ),
    means("1006.6(b)(2)", ATTORNEY, TO_ATTORNEY),
    means(
        "1006.6(b)(3)",
        "Your employer does not want you to be contacted at work, so we don't",
        "use a number or address that is not their workplace's",
    ),
    means(
        "1006.6(c)",
        "You wrote to us that you want to be left alone or won't pay. We stop, but for one letter that says so",
        "send nothing but the letter that says that we stop, or one on a step that is really meant",
    ),
    means("1006.6(d)(1)", OTHERS, TO_THEM),
    means("1006.6(d)(2)", OTHERS, TO_THEM),
    means("1006.6(d)(4)", ADDRESS, PROVE),
    means("1006.6(d)(5)", ADDRESS, PROVE),
    means("1006.6(e)", HOW_TO_STOP, ADD_STOP),
    means(
        "1006.10",
        "Whoever is asked where you live may hear nothing of a debt, and is asked only once",
        "say your own name and that you confirm where somebody is; ask each person once",
    ),
    means("1006.14(a)", "Taken together, we have been in touch often enough for now", LOOK),
    means("1006.14(b)", CALLS, NO_CALL),
    means("1006.14(g)", WHO_CALLS, SAY_WHO),
    means("1006.14(h)", STOPPED, OTHER_WAY),
    means("1006.14", "Nobody may be threatened, insulted or shown up over a debt", REWORD),
    means("1006.18(e)", WHO_CALLS, SAY_WHO),
    means("1006.18", TRUE, REWORD),
    means("1006.22(b)", FEES, NO_FEE),
    means(
        "1006.22(c)",
        "A check with a later date is not taken to the bank early, and you are told before it goes",
        "give the written notice in its days, and deposit on the day of the check",
    ),
    means(
        "1006.22(f)",
        "Nobody else may see from outside that this is about a debt",
        "use a plain envelope or a private message to their own address",
    ),
    means("1006.22", "Nothing unfair may be done to get this money", REWORD),
    means("1006.26", BARRED, NO_COURT),
    means(
        "1006.30(a)",
        "Before anybody else learns of this debt, you must have heard of it from us",
        "speak or write to them first, and wait fourteen days for mail that comes back",
    ),
    means(
        "1006.30(b)",
        "A debt that is paid, settled or discharged is not sold or passed on",
        "keep the account, and close it",
    ),
    means(
        "1006.30(c)",
        "Your payment goes where you said, and never to a debt that you dispute",
        "follow their direction",
    ),
    means("1006.30", "A suit may only be brought near you, and no paper may pretend to be what it isn't", LOOK),
    means("1006.34", NOTICE, COMPLETE),
    means("1006.38(b)", "While you may object, nothing we do may hide or shorten that right", REWORD),
    means("1006.38", DISPUTE, ANSWER),
    means(
        "1006.42",
        "Letters that you have a right to must really reach you",
        "send it by mail to the last known address, or find out whether the address is good",
    ),
    means("1006.100", "Records of what we did must be kept for some years, also for your sake", "keep them"),
    means(
        "15 USC 1681m",
        "This debt may not be yours at all, as somebody told of identity theft: it is not sold or passed on",
        "keep the account, and look into the identity theft",
    ),
    // The States.
    means("DC 28-3814(d)(4)(A)", CALLS, NO_CALL),
    means(
        "DC 28-3814(d)(4)(B)",
        "We write electronically only after a letter on your rights, with your consent, and five times a week at most",
        "mail the notice of rights first, and ask for their consent; or write a letter",
    ),
    means("DC 28-3814(d)", VISITS, NO_VISIT),
    means("DC 28-3814(e)", OTHERS, TO_THEM),
    means("DC 28-3814(f)(2)", WHO_CALLS, SAY_WHO),
    means("DC 28-3814(f)(10)", BARRED, NO_COURT),
    means("DC 28-3814(g)(5)", ATTORNEY, TO_ATTORNEY),
    means(
        "DC 28-3814(g)(6)",
        "What somebody who has died owed is asked of the estate, and not of the family",
        "write to who acts for the estate, if anybody does",
    ),
    means("DC 28-3814(k)", HOURS, WAIT),
    means("DC 28-3814(l)", BARRED, NO_COURT),
    means("DC 28-3814(m)", PAPERS, GET_PAPERS),
    means(
        "DC 28-3814(n)",
        "Before anything is paid on a plan, you have it in writing",
        "send the written copy of the plan first",
    ),
    means("DC 28-3814(o)", BARRED, NO_COURT),
    means("DC 28-3814", TRUE, REWORD),
    means("209 CMR 18.16", CALLS, NO_CALL),
    means("209 CMR 18.17", VISITS, NO_VISIT),
    means(
        "23 NYCRR 1.3",
        "Before you pay on a debt that may be too old to sue on, you are told what a payment means",
        "give the notice in the way in which they pay, and only then take the money",
    ),
    means("23 NYCRR 1.4", PAPERS, GET_PAPERS),
    means("23 NYCRR", NOTICE, COMPLETE),
    means(
        "Civ 1788.11(f)",
        "Whatever we write must show our licence number, so that you can look us up",
        "add the licence number",
    ),
    means("Civ 1788.14(b)", FEES, NO_FEE),
    means(
        "Civ 1788.14(d)",
        "You must be told that this debt is too old to sue on",
        "add the notice of the time that has run out",
    ),
    // The United Kingdom.
    means("CONC 3.3", TRUE, REWORD),
    means("CONC 7.3.10", FAIR, OFFER),
    means("CONC 7.3.11", PLAN, GIVE_TIME),
    means("CONC 7.3.12", PLAN, GIVE_TIME),
    means(
        "CONC 7.3.14",
        "The hardest steps come last, and a person of ours decides whether they are right at all",
        LOOK,
    ),
    means(
        "CONC 7.3.15",
        "The hardest steps come last, and a person of ours decides whether they are right at all",
        LOOK,
    ),
    means("CONC 7.3", FAIR, OFFER),
    means(
        "CONC 7.4",
        "You have a right to know what is owed and what becomes of the rest",
        "say the arrears, the balance and what becomes of the rest",
    ),
    means(
        "CONC 7.5.2",
        "We are not sure that you are the right person, so we don't ask you for money",
        "check name, birth date and address before anything else",
    ),
    means("CONC 7.5.3", DISPUTE, ANSWER),
    means("CONC 7.5", FAIR, "pass the offer on to the lender"),
    means(
        "CONC 7.6",
        "Your card is only charged in the way that was explained to you, and not again and again",
        "ask them before the next request",
    ),
    means("CONC 7.7", FEES, NO_FEE),
    means("CONC 5A", FEES, NO_FEE),
    means(
        "CONC 7.9.1R",
        "You have a right to hear who is calling, for whom and why",
        "say who calls, for whom and why, once it is known who listens",
    ),
    means("CONC 7.9.2", "Nobody may make you answer under a pretext", REWORD),
    means(
        "CONC 7.9.4",
        "It is not an hour or a way that suits you, as far as we know",
        "wait until then, or write a letter",
    ),
    means("CONC 7.9.6", OTHERS, TO_THEM),
    means(
        "CONC 7.9.7",
        "Nobody else may see from outside that this is about a debt",
        "use a plain, private envelope or their own number",
    ),
    means(
        "CONC 7.9.10",
        "Before we know that it is you, we say nothing of the debt",
        "check who is speaking first, by what only they know",
    ),
    means("CONC 7.9.12", VISITS, "write first with the day, the likely time and the purpose"),
    means("CONC 7.9.14", VISITS, NO_VISIT),
    means(
        "CONC 7.10",
        "It may be too much for you to decide such things now, so we stop and find out how to help",
        "suspend, and find out who may act for them",
    ),
    means("CONC 7.11", TRUE, REWORD),
    means("CONC 7.12", ATTORNEY, TO_ATTORNEY),
    means(
        "CONC 7.13",
        "We are not sure that you are the right person or live here, so we don't ask you for money",
        "check person, address and account first",
    ),
    means("CONC 7.14", DISPUTE, ANSWER),
    means("CONC 7.15", BARRED, NO_COURT),
    means("CONC 8.2", "You may look for advice wherever you like", REWORD),
    means("MCOB 13.5", "It is about your home: we don't press, and we keep to reasonable hours", LOOK),
    means("MCOB 13.3", "It is about your home: that is only ever the last step", LOOK),
    means(
        "DRS reg 12",
        "You have breathing space, and everybody who works for us must know of it",
        "tell the agent today",
    ),
    means("DRS", BREATHING, REST),
    means("BSA", BREATHING, REST),
    means("DAASA", ORDER, COVERED),
    means("IA s.267(2)", "Nobody is made bankrupt for less than £5,000", "drop every word of bankruptcy"),
    means("IA", ORDER, COVERED),
    means(
        "CCA s.77",
        "You asked for a copy of your agreement and must have it first",
        "send the copy of the agreement",
    ),
    means(
        "CCA s.78",
        "You asked for a copy of your agreement and must have it first",
        "send the copy of the agreement",
    ),
    means(
        "CCA s.86",
        "A notice of arrears comes with the sheet that says where you find help",
        "enclose the arrears information sheet",
    ),
    means(
        "CCA s.90",
        "What you have paid a third of is not taken from you without a court or your own free consent",
        "get an order, or leave it",
    ),
    means(
        "CCA",
        "Before such a step you get a proper notice and fourteen days to put things right",
        "serve a default notice in the prescribed form with its sheet, and wait until its date is over",
    ),
    means("LA s.", BARRED, NO_COURT),
    means("PLSA", "This debt is so old that the law has ended it: you owe nothing on it", "close the account"),
    means(
        "PAP-Debt",
        "Before anybody goes to court you get a letter, its forms, and time to answer",
        "send the letter of claim with its forms, and wait for the answer",
    ),
    means(
        "PD-PAC",
        "Before anybody goes to court you get a letter and a reasonable time to answer",
        "send a letter with the facts, and wait",
    ),
    means("PHA", "Taken together, we have been in touch often enough for now", LOOK),
    means(
        "Ofcom PM",
        "A call of ours broke off: before the next one somebody must be there to speak with you",
        "have a person on the line, or wait the 72 hours",
    ),
    means("PECR", "We send you no advertising without your consent", "take out whatever promotes something"),
    means(
        "UK GDPR art 22",
        "No machine decides such a thing about you alone",
        "decide it yourself, and write down why",
    ),
    means(
        "UK GDPR",
        "What you told us of your health is yours: we keep it only with your express consent",
        "ask for express consent, or delete the note",
    ),
    means(
        "FG21/1",
        "You told us of something hard. A person of ours looks first at what would help you",
        "read what they told us, and begin with what they need",
    ),
    means("AJA", TRUE, REWORD),
    means("LPCDA", "Interest for late payment between businesses follows the Act, and is charged once", LOOK),
    means("SFS", "What you spend on ordinary living is not questioned", "take the budget as it stands"),
    means("Principle 6", "You are to be treated fairly", LOOK),
    // The house.
    means("house hours", "It is no kind hour where you live", WAIT),
    means("house contact budget", "We have been in touch often enough for now", "wait; let the next word be theirs"),
    means(
        "house reply waiting",
        "You wrote to us, and you get an answer before anything else",
        "answer what they wrote",
    ),
    means("house hold", "This rests for now, and nobody asks you for anything", "leave it until the hold ends"),
    means(
        "house handover",
        "A person of ours is looking after this, so that no machine writes to you meanwhile",
        "leave it to who has taken over",
    ),
    means("house safety", "Your safety comes first", "do what the safety task says; reach out in no other way"),
    means("house need", "You told us what you need, and we keep to it", "keep to what they need; the dossier says it"),
];

/// What a fact that nobody knows is called, when somebody has to find it out.
pub(super) fn fact(name: &str) -> String {
    let plain = match name {
        "time_zone" => "where they live, as far as the clock goes",
        "to" => "whether this number or address is really theirs",
        "person" => "who would hear or read it",
        "person_at" => "where they are just now",
        "place" => "to which place this number or address belongs",
        "attorney" => "who their attorney is and how to reach them",
        "text" => "what the words say: have them read",
        "debts" => "which debt is meant",
        "time_barred" => "whether the time to sue has run out",
        "channel" => "by which way it would go",
        "charged_off" => "whether the creditor has charged the debt off",
        "documented" => "whether the papers of the debt are at hand",
        "regular_contact" => "whether creditor and customer were in touch over the years",
        "contract_allows" => "whether the agreement allows it",
        "law_allows" => "whether the law allows it",
        "authority" => "what the lender lets us do",
        "agreed_payment_day" => "on which day payment was agreed",
        "licence" => "the firm's licence number",
        "language" => "in which language it is",
        "marketing_consent" => "whether they consented to advertising",
        "notified_605B" => "whether a bureau told of identity theft",
        other => return other.replace('_', " "),
    };
    plain.to_owned()
}

/// What a part of a communication is called.
pub(super) fn part(name: &str) -> String {
    let plain = match name {
        "opt_out_notice" => "how to stop these messages",
        "initial_disclosure" => "that this is to collect a debt, and that what is learned is used for it",
        "collector_disclosure" => "that it comes from a debt collector",
        "caller_identity" => "who is calling",
        "caller_name" => "the caller's own name",
        "location_statement" => "that it is to confirm where somebody is",
        "validation_information" => "what is claimed, by whom, and how to object",
        "termination_statement" => "that we stop",
        "remedy_statement" => "which step may follow",
        "licence_number" => "our licence number",
        "rights_notice" => "the notice of rights",
        "time_barred_notice" => "that the debt is too old to sue on",
        "private_and_confidential" => "`private and confidential` on the envelope",
        "plain_envelope" => "an envelope that tells nothing",
        "arrears_information_sheet" | "information_sheet" => "the information sheet",
        "statute_barred_mark" => "the mark that the debt is barred",
        "continuing_debt" => "that the rest of the debt lives on",
        "may_be_sold" => "that the rest may be sold",
        "collector_name" => "our name",
        "collector_address" => "our address",
        "consumer_name" => "their full name",
        "consumer_address" => "their address",
        "current_creditor" => "to whom it is owed now",
        "dispute_statement" => "that and until when one can object",
        "mailing_addresses" => "where the answer goes",
        "english_notice" => "the notice in English",
        "validation_period_end" => "the day until which one can object",
        "details_of_debt" => "the details of the debt",
        other => return other.replace('_', " "),
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_paragraph_counts() {
        assert!(meaning("1006.6(b)(2)(i)").unwrap().you.contains("acts for you"));
        assert!(meaning("1006.6(b)(1)(ii)").unwrap().you.contains("place"));
        assert!(meaning("comment 14(b)(2)(ii)-2.i").is_some() && meaning("us-tx").is_none());
        assert!(meaning("DRS reg 11(1)").unwrap().you.contains("breathing space") && meaning("LA s.5").is_some());
    }

    #[test]
    fn sentences_to_a_person_are_plain() {
        for m in MEANINGS {
            assert!(m.you.starts_with(char::is_uppercase) && !m.you.ends_with('.'), "{}", m.you);
            for word in ["1006", "CONC", "consumer", "paragraph", "section", "pursuant"] {
                assert!(!m.you.contains(word), "{}: `{word}`", m.you);
            }
            assert!(m.you.split(' ').count() <= 32, "{}", m.you);
        }
    }
}
