//! Meaning, both ways: what a line says, and lines that use the same words to say the opposite.

use facts::{Assertion, Channel};
use words::check::{Words, read};

/// Sentences that threaten, press or mislead, by what they say.
const SAID: &[(Assertion, &[&str])] = &[
    (
        Assertion::ThreatensArrest,
        &[
            "Pay up or a deputy will be at your door with handcuffs.",
            "You could spend time behind bars for this.",
            "If this isn't settled, the sheriff will pick you up.",
            "We have asked for a warrant in your name.",
            "Ignore this and you'll end up in a cell.",
            "There is a warrant out for you.",
            "Deputies have your address.",
            "Orange is not your color, Ana, but that is what they wear in county jail.",
            "Do you want to explain this to the police?",
        ],
    ),
    (
        Assertion::ThreatensSuit,
        &[
            "We'll see you in court.",
            "Our attorneys are preparing a lawsuit.",
            "Failure to pay will lead to legal proceedings.",
            "Legal action may be taken without further notice.",
            "We intend to commence litigation next week.",
            "Your file goes to our lawyers on Friday.",
            "A judge will decide what you pay.",
            "We may be left with no choice but to sue.",
            "We won't hesitate to take this to court.",
            "If you don't pay, we'll take you to the county court.",
            "Expect a summons.",
            "The next letter you get will come from a courthouse.",
            "A claim form will be issued if we do not hear from you.",
            "We are drawing up the papers for court now.",
            "Our lawyers have been told to start proceedings.",
            "The matter is now being prepared for suit.",
            "Unless we hear by Friday, expect to be served at home.",
            "Our next step is the courthouse on Main Street.",
            "Once this goes legal, there is no way back.",
            "It will be cheaper to pay now than to pay our lawyers later.",
            "I would hate to see you in front of a judge.",
            "Your £10 is an insult. Make it £200 or else we go to court.",
        ],
    ),
    (
        Assertion::ThreatensSeizure,
        &[
            "Your wages will be garnished.",
            "We are going to freeze your bank account.",
            "Bailiffs will call at your home to remove goods.",
            "We will put a lien on your house.",
            "Your employer will have to hold back part of your pay.",
            "We can have half of each paycheck until it is paid.",
            "Your bank account could be emptied tomorrow.",
            "The men with the van will take what they need.",
            "We'll come and get the sofa.",
            "Your house is on the line.",
            "We have sent the bailiffs to you.",
        ],
    ),
    (
        Assertion::ThreatensRepossession,
        &["Our enforcement agents can take your TV and car.", "We'll have your car towed tonight."],
    ),
    (
        Assertion::AccusesOfCrime,
        &[
            "You are a thief.",
            "Not paying is theft, plain and simple.",
            "You committed fraud when you used that card.",
            "You never intended to pay this.",
            "We will tell the credit bureaus you are a fraud.",
            "Only criminals run from their bills.",
            "What you did is called stealing.",
            "You took goods and never meant to pay for them.",
        ],
    ),
    (
        Assertion::ClaimsGovernment,
        &[
            "This is the Federal Debt Enforcement Bureau.",
            "We work with the State of New York to recover debts.",
            "I'm an officer of the government, badge number 4471.",
            "We are an approved agency of the Treasury.",
            "This office acts under authority of the United States.",
            "As a state-certified enforcement unit, we demand payment.",
        ],
    ),
    (
        Assertion::ClaimsCreditBureau,
        &["We are part of Experian.", "I am calling from the credit bureau.", "We run the regional credit bureau."],
    ),
    (
        Assertion::ClaimsAttorney,
        &[
            "This is attorney Robin Smith.",
            "From the law offices of Northway.",
            "Robin Smith, Attorney at Law",
            "I'm with the legal department.",
            "Our in-house counsel has reviewed your file and signs below.",
            "Speaking as your creditor's counsel, I advise you to pay.",
            "J. Cole LL.B., Litigation Partner",
            "Smith & Cole, Attorneys",
        ],
    ),
    (
        Assertion::SaysDefensesEnd,
        &[
            "Once we sell the account you lose your right to complain about the goods.",
            "After the transfer the new owner need not listen to your story about the faulty sofa.",
            "When the account changes hands on Monday, whatever the store did wrong no longer counts.",
        ],
    ),
    (
        Assertion::ThreatensTransferee,
        &[
            "The buyer plays by no rules and calls people day and night.",
            "The next collectors are not as nice as we are.",
        ],
    ),
    (
        Assertion::SaysInnocentPurchaser,
        &[
            "Your account now belongs to an innocent purchaser.",
            "The new owner bought it in good faith, so your complaints are void.",
            "The purchaser took the account in good faith and owes you no explanation.",
        ],
    ),
    (
        Assertion::LooksOfficial,
        &[
            "This is a summons.",
            "You are hereby ordered to appear.",
            "FINAL NOTICE OF INTENT TO SEIZE",
            "NOTICE OF SEIZURE",
            "IN THE COUNTY COURT - WARNING OF JUDGMENT",
        ],
    ),
    (
        Assertion::DeniesLegalProcess,
        &[
            "You can throw the court papers away.",
            "There's no need to answer the summons.",
            "Those documents from the court mean nothing.",
            "The summons is just a formality, ignore it.",
        ],
    ),
    (
        Assertion::StatesJudgment,
        &[
            "First Bank has a judgment against you.",
            "Northgate Bank has obtained a CCJ against you.",
            "You were found liable by the court in January.",
            "We won our case against you last month.",
            "The court has already ruled against you.",
        ],
    ),
    (Assertion::StatesSuitFiled, &["We have filed suit against you in Albany County."]),
    (
        Assertion::SaysSilenceAdmits,
        &[
            "By staying silent you have accepted the debt.",
            "Since you did not answer, you have admitted liability.",
            "Nobody disputes after a month; by now you have agreed that you owe it.",
        ],
    ),
    (
        Assertion::ClaimsFee,
        &[
            "A $25 processing fee applies to card payments.",
            "We have added collection costs of $80.",
            "You must also pay our legal fees.",
            "Interest of $90 was added by us for the late payment.",
            "There is a $15 charge for paying by phone.",
            "We've tacked on $45 for our trouble.",
        ],
    ),
    (
        Assertion::ThreatensDisclosure,
        &[
            "Every neighbor on Elm Street will hear of this.",
            "We'll let your boss know what kind of worker he has.",
            "Your mother might like to hear about this account.",
            "Shall I ring your office and ask for you there?",
            "Perhaps your manager should hear how you treat your debts.",
            "If I call your workplace, they will put me through to payroll, won't they?",
            "I'm sure the other parents at school would be surprised.",
            "We will let the whole street know.",
        ],
    ),
    (
        Assertion::ThreatensPublication,
        &[
            "We will post your name on our Facebook page.",
            "Your name will go on a list of people who don't pay.",
            "Next week your name is on the board in our window.",
        ],
    ),
    (
        Assertion::ThreatensImmigration,
        &[
            "ICE would be interested in your address.",
            "We can have you deported.",
            "We know your visa runs out in May; it would be a pity if someone asked questions.",
        ],
    ),
    (
        Assertion::ThreatensViolence,
        &[
            "You'd better watch your back.",
            "I know where your kids go to school.",
            "It would be too bad if your house burned down.",
            "Nice house. Houses burn.",
            "You will be sorry you ever heard my name.",
        ],
    ),
    (
        Assertion::ThreatensImpossible,
        &[
            "You'll lose your job over this.",
            "Social services will take your children.",
            "We'll have your benefits stopped.",
            "Your Social Security check can be stopped.",
            "Your kids could end up in care.",
        ],
    ),
    (Assertion::ThreatensCreditReport, &["This will ruin your credit for seven years."]),
    (Assertion::ThreatensEarlyDeposit, &["We'll cash the check today, whatever date it has."]),
    (
        Assertion::DeniesDispute,
        &[
            "It's too late to dispute this.",
            "You gave up your right to dispute when you missed the date.",
            "Disputing won't help you.",
            "You can no longer question the amount.",
        ],
    ),
    (
        Assertion::DemandsPayment,
        &[
            "Pay the full balance today. We do not take instalments.",
            "You have 48 hours to pay or the discount is gone.",
        ],
    ),
    (
        Assertion::PressesToBorrow,
        &[
            "Borrow it from your sister if you must.",
            "Put it on another credit card.",
            "You could sell your car to pay this.",
            "Send the rent money instead, the landlord can wait.",
            "Ask your parents for the money.",
        ],
    ),
    (
        Assertion::ShiftsProof,
        &[
            "You will have to prove that you are not the debtor.",
            "Until you send us proof, you remain liable.",
            "It's for you to prove the amount is wrong.",
        ],
    ),
    (
        Assertion::DiscouragesAdvice,
        &[
            "Debt charities just waste your time.",
            "You don't need a debt adviser.",
            "Citizens Advice will only drag this out.",
            "StepChange can't help you; we can.",
        ],
    ),
    (
        Assertion::ThreatensCardRetry,
        &[
            "We'll charge your card every day until it clears.",
            "We'll take the £340 from your card again tomorrow, and every day after that.",
        ],
    ),
    (
        Assertion::ThreatensVisit,
        &[
            "Our agent will call at your house on Tuesday.",
            "Someone will come to your workplace.",
            "We have people in your area who will pop in to discuss this.",
        ],
    ),
    (
        Assertion::ClaimsCourtOfficer,
        &[
            "We are certificated bailiffs acting for the county court.",
            "The court has instructed us to collect.",
            "We are sheriff officers.",
            "Our officers hold a warrant to enter your home.",
            "We act for Manchester County Court.",
        ],
    ),
    (Assertion::ClaimsTradeBody, &["We are accredited by the Lending Standards Board.", "We're a member of the CSA."]),
    (
        Assertion::ThreatensBankruptcy,
        &[
            "We are applying to make you bankrupt.",
            "You may be sequestrated.",
            "We have started bankruptcy proceedings.",
            "A trustee will be appointed over everything you own.",
        ],
    ),
    (
        Assertion::Promotes,
        &[
            "Take out a loan with our partner at 9.9% APR.",
            "Get a payday loan and be done with it.",
            "Upgrade to our new credit card with 0% for six months.",
        ],
    ),
    (
        Assertion::UsesPretext,
        &[
            "We have a parcel waiting for you.",
            "We're doing a short survey about local employers.",
            "You have mail waiting at our depot, call to rearrange.",
            "Hi it's Sam from school! Is this still your number?",
        ],
    ),
    (Assertion::OffersPrize, &["You've won a gift card! Just tell us where you work."]),
    (Assertion::StatesDeadline, &["Today is the last day for this offer."]),
    (Assertion::Shames, &["What a loser. Pay your bills.", "You pathetic liar."]),
    (Assertion::RejectsOffer, &["Half will not do. We want all £1,840 by tomorrow."]),
    (Assertion::DemandsWhole, &["We don't accept instalments."]),
    (Assertion::SaysCreditFile, &["Clear the debt and the default disappears."]),
];

/// Sentences that reassure, explain, deny or report.
const INNOCENT: &[&str] = &[
    "Nobody goes to prison for owing money.",
    "You will not be arrested, and no one will come to your door.",
    "Owing money is not a crime.",
    "We do not send bailiffs.",
    "Only a court can send bailiffs, and no court has been asked.",
    "Anyone who says you will be jailed is not telling the truth.",
    "If a caller threatens you with arrest, hang up and tell us.",
    "Debt collectors may not threaten you with arrest.",
    "We have no plans to sue.",
    "We have not started legal action and do not intend to.",
    "This letter is not a threat of legal action.",
    "We are not lawyers, and this is not legal advice.",
    "If a lawyer represents you, give us their name and we will talk to them.",
    "You may want to talk to a lawyer or to legal aid.",
    "You can ask a solicitor or Citizens Advice for free help.",
    "We're a private company, not part of any government.",
    "You can complain to your state's attorney general.",
    "You can complain to the Consumer Financial Protection Bureau.",
    "We will not tell your employer, your family or your neighbours.",
    "We never post about anyone on social media.",
    "Your wages cannot be garnished without a court order.",
    "No one can take your home over this account.",
    "We won't take your car.",
    "There are no fees, costs or interest.",
    "We will not charge you for paying by card.",
    "You don't have to pay today.",
    "There is no deadline.",
    "Take all the time you need.",
    "Please don't borrow or use a credit card to pay us.",
    "You do not need to sell anything.",
    "You do not lose any right if the account is sold.",
    "If we sell the account, you keep every right and defense.",
    "You can still dispute this debt.",
    "It is not too late to dispute this debt.",
    "Your immigration status does not matter to us and we do not ask about it.",
    "We do not visit people at home.",
    "You do not have to prove anything; that is our job.",
    "A free debt adviser can help you decide.",
    "We suggest that you talk to StepChange before you decide.",
    "Have you been told that you could be arrested? That is not true.",
    "Can I be sent to jail for this? No.",
    "Some people worry about losing their home. That cannot happen here.",
    "You asked whether we will go to court. We will not.",
    "You wrote that a caller said he would tell your boss. That was not us, and it is against the law.",
    "We understand you were told the police would come. They will not.",
    "The time limit for a court claim has passed.",
    "We cannot sue you for this debt because it is too old.",
    "Bankruptcy is not something we can ask for on this account.",
    "This is not from a court.",
    "No judgment has been entered against you.",
    "No claim has been issued.",
    "We have not reported this account to any credit bureau.",
    "We will not deposit your check before May 15.",
    "We will deposit your check on May 15, the date on it.",
    "We are not members of any trade body.",
    "The court papers you got are real; please answer them by the date on them.",
    "Please do not ignore the summons.",
    "You have not done anything wrong.",
    "If you were a victim of identity theft, send us the police report.",
    "You can tell your family about this, or not: it is up to you.",
    "If someone helps you with money, you can ask them to call us.",
    "Would you like us to stop calling you at work?",
    "We won't call you at work again.",
    "We will only write to you at home.",
    "If you are in prison, someone you trust may write for you.",
    "We'll pause for 30 days while you get advice.",
    "You need not decide on this call.",
    "We accept part payments of any size.",
    "It is fine to pay in instalments.",
    "Your credit file is not affected by talking to us.",
    "Sorry we missed your call.",
    "We are here to help, not to judge.",
    "No one at Northway Services is a lawyer.",
    "We cannot arrest anyone, and we would not want to.",
    "We do not use the police, and the police have nothing to do with this.",
    "You can't go to jail for a card bill.",
    "It is not fraud to fall behind.",
    "We won't go to court over this.",
    "No court is involved.",
    "Going to court is not part of our plan for this account.",
    "We'd like to find a way that avoids court altogether.",
    "First Bank has told us that it does not want to sue.",
    "A court decides such things, not us.",
    "If anyone ever sues you over a debt, you have a right to answer.",
    "You may have seen letters that look like court papers. Ours never do.",
    "We will not take anything from your wages.",
    "Your wages, car and home are safe.",
    "We can't touch your bank account.",
    "Nothing will be taken from your benefits.",
    "Nobody will come to your house.",
    "We do not send people to homes or workplaces.",
    "We never talk to employers.",
    "Your family will not hear about this from us.",
    "We'd never share this with your neighbors.",
    "Please tell us if we should not call you at work.",
    "If you would like your sister to speak for you, tell us and we will note it.",
    "We have no connection to the government.",
    "Northway Services is a private firm that collects for First Bank.",
    "We are licensed as a collection agency in New York City.",
    "The CFPB has more information at www.cfpb.gov/debt-collection.",
    "We are not a law firm.",
    "I'm not an attorney and can't give you legal advice.",
    "Legal aid can help you for free.",
    "Ask your lawyer if you have one.",
    "Your account may be sold; if it is, all your rights go with it.",
    "You keep the right to dispute with any new owner.",
    "This is only a letter, not a summons.",
    "If you have had court papers, please read them and reply in time.",
    "There is no judgment.",
    "You have not admitted anything by not answering.",
    "Not answering us is not an admission.",
    "You can dispute the debt until April 8.",
    "We add no costs.",
    "The balance has not changed and nothing will be added.",
    "You can pay in any way, free of charge.",
    "Pay what you can, when you can.",
    "Any amount helps, and zero is fine this month.",
    "There's no hurry.",
    "Please do not sell or borrow anything for this.",
    "£30 a month is fine.",
    "It's for us to prove the amount, not for you.",
    "You don't have to send us any proof.",
    "Free advice: StepChange 0800 138 1111.",
    "Talking to an adviser first is a good idea.",
    "Bailiffs cannot come, because there is no judgment.",
    "Only a court could allow that, and none has.",
    "We are not bailiffs and have no power to enter your home.",
    "We are not acting for a court.",
    "We will not make you bankrupt.",
    "Bankruptcy is a big step; please get free advice before you think about it.",
    "A default stays for six years, paid or not.",
    "We will not try your card again.",
    "We will not visit.",
    "We will come to see you only if you ask us to.",
    "Sorry to hear about your accident.",
    "We were sorry to hear that your mother died.",
    "Is now a good time to talk?",
    "We can call you back tomorrow if you like.",
    "Thank you for your payment of £30.",
    "Your plan is up to date.",
    "We stopped collecting while we look into your dispute.",
    "You said the police were called when your bag was stolen. Could you send us the report number?",
    "You told us that you were in hospital. We have paused everything for 30 days.",
    "You mentioned you may file for bankruptcy. If you have a lawyer, we will write to them.",
];

/// What an innocent sentence may say: that there is a debt, a day, a way to pay.
const HARMLESS: &[Assertion] = &[
    Assertion::DetailsOfDebt,
    Assertion::StatesDebt,
    Assertion::ShowsCollection,
    Assertion::DisclaimsSuit,
    Assertion::AffirmsDispute,
    Assertion::SaysCreditFile,
    Assertion::StatesDeadline,
    Assertion::DemandsPayment,
    Assertion::NamesFirm,
];

#[test]
fn what_is_said_is_read() {
    let missed: Vec<String> = SAID
        .iter()
        .flat_map(|(what, lines)| lines.iter().map(move |line| (what, line)))
        .filter(|(what, line)| !read(&Words::of(line, Channel::Letter)).asserts(**what))
        .map(|(what, line)| format!("{what:?}: {line}"))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_is_denied_is_not_taken_as_said() {
    let wrong: Vec<String> = INNOCENT
        .iter()
        .flat_map(|line| {
            let reading = read(&Words::of(line, Channel::Letter));
            let loud = reading.assertions.into_iter().map(|a| a.what).find(|what| !HARMLESS.contains(what));
            loud.map(|what| format!("{what:?}: {line}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn spans_are_of_the_words() {
    let text = "Good morning. We will sue you on Monday.";
    let reading = read(&Words::of(text, Channel::Letter));
    let threat = reading.assertions.iter().find(|a| a.what == Assertion::ThreatensSuit).unwrap();
    assert!(text.get(threat.span.0..threat.span.1).unwrap().contains("sue"));
}
