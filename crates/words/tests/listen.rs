//! Listening to invented sentences: what must be heard, and what must not.

use words::listen::{Heard, Language, Listener, SafetyLevel, Scratch};

/// Sentence, labels that must be heard, labels that must not.
type Case = (&'static str, &'static [&'static str], &'static [&'static str]);

const BINDING: &[Case] = &[
    ("Stop calling me.", &["stop_contact"], &["opt_out"]),
    ("I called you five times and nobody answered", &[], &["stop_contact"]),
    ("Pls stop caling me", &["stop_contact"], &[]),
    ("stop contactting me", &["stop_contact"], &[]),
    ("my attourney will write to you, I hired an atttorney", &["has_attorney"], &[]),
    ("The layers of the cake were fine", &[], &["has_attorney"]),
    ("I no longer wish to be contacted", &["stop_contact"], &[]),
    ("I get six calls a day from you", &["stop_contact"], &[]),
    ("I've asked repeatedly for the calls to stop", &["stop_contact"], &[]),
    ("Please remove my work number", &["stop_work_calls"], &[]),
    ("They call at 6 in the morning", &["inconvenient_time"], &[]),
    ("evenings are better for me", &["inconvenient_time"], &[]),
    ("I am filing bankrupsy", &["bankruptcy"], &[]),
    ("This was taken care of years ago", &["dispute_paid"], &[]),
    ("the balance doesn't match my records", &["dispute_amount"], &[]),
    ("por favor, paren", &["opt_out"], &[]),
    ("Please do not contact me again about this.", &["stop_contact"], &[]),
    ("I already told you people to quit phoning my house.", &["stop_contact"], &[]),
    ("leave me alone!!", &["stop_contact"], &[]),
    ("I want no further communication from your company.", &["stop_contact"], &[]),
    ("Consider this letter a cease and desist.", &["stop_contact"], &[]),
    ("they keep calling my phone day and night", &["stop_contact"], &[]),
    ("I asked them to stop calling and they won't", &["stop_contact"], &[]),
    ("Don't ever call this number again", &["stop_contact"], &[]),
    ("Do not call me at work.", &["stop_work_calls"], &[]),
    ("My boss doesn't allow personal calls here", &["stop_work_calls"], &[]),
    ("I can't take calls at my job, I will get fired", &["stop_work_calls"], &[]),
    ("You are getting me in trouble with my employer", &["stop_work_calls"], &[]),
    ("quit ringing my workplace", &["stop_work_calls"], &[]),
    ("Please don't call before 10 am, I work nights", &["inconvenient_time"], &[]),
    ("This is a bad time, can you try me later?", &["inconvenient_time"], &[]),
    ("I'm in a meeting right now", &["inconvenient_time"], &[]),
    ("mornings don't work for me, call me after 5pm", &["inconvenient_time"], &[]),
    ("Never call on Sundays", &["inconvenient_time"], &[]),
    ("I am driving right now", &["inconvenient_time"], &[]),
    ("I have a lawyer, talk to her.", &["has_attorney"], &[]),
    ("My attorney is handling this.", &["has_attorney"], &[]),
    ("I am represented by counsel", &["has_attorney"], &[]),
    ("I hired a bankruptcy lawyer last week", &["has_attorney"], &[]),
    ("all letters should go through my solicitor", &["has_attorney"], &[]),
    ("I reported it to the attorney general", &[], &["has_attorney"]),
    ("The collector's attorney sent me a summons", &[], &["has_attorney"]),
    ("I filed chapter 7 in May", &["bankruptcy"], &[]),
    ("this was discharged in my bankruptcy", &["bankruptcy"], &[]),
    ("We are in the middle of a bankrupcy", &["bankruptcy"], &[]),
    ("I filed for bankruptcy", &["bankruptcy"], &[]),
    ("The store went bankrupt before it shipped my sofa", &[], &["bankruptcy"]),
    ("This is not my debt.", &["dispute_not_mine"], &[]),
    ("this isnt mine", &["dispute_not_mine"], &[]),
    ("I don't know what this account is, I never had a card with that bank", &["dispute_not_mine"], &[]),
    ("You have the wrong person", &["dispute_not_mine"], &[]),
    ("I don't owe this", &["dispute_not_mine"], &[]),
    ("Never heard of that company in my life", &["dispute_not_mine"], &[]),
    ("That debt belongs to my brother, not me", &["dispute_not_mine"], &[]),
    ("I don't recognise this account at all", &["dispute_not_mine"], &[]),
    ("I paid this off two years ago", &["dispute_paid"], &[]),
    ("It's already been paid, I have the receipt", &["dispute_paid"], &[]),
    ("We settled this account in full last spring", &["dispute_paid"], &[]),
    ("my insurance paid the bill already", &["dispute_paid"], &[]),
    ("The amount is wrong, I only owe 200", &["dispute_amount"], &[]),
    ("You added fees I never agreed to", &["dispute_amount"], &[]),
    ("why has the balance gone up, that's not what I owe", &["dispute_amount"], &[]),
    ("You are charging me twice for the same bill", &["dispute_amount"], &[]),
    ("Somebody stole my identity and opened this card", &["dispute_identity_theft"], &[]),
    ("This account is fraudulent, I filed a police report", &["dispute_identity_theft"], &[]),
    ("I never opened that account, someone used my social security number", &["dispute_identity_theft"], &[]),
    ("I dispute this debt.", &["dispute_other"], &[]),
    ("I am disputing the whole thing", &["dispute_other"], &[]),
    ("this debt is past the statute of limitations", &["dispute_other"], &[]),
    ("STOP", &["opt_out"], &[]),
    ("stop pls", &["opt_out"], &[]),
    ("Unsubscribe", &["opt_out"], &[]),
    ("please stop texting me", &["opt_out"], &[]),
    ("no more emails thanks", &["opt_out"], &[]),
    ("take me off your list", &["opt_out"], &[]),
    ("I only want letters, contact me by mail only", &["opt_out"], &[]),
    ("I opt out of text messages", &["opt_out"], &[]),
    ("Dejen de enviarme mensajes", &["opt_out"], &[]),
    ("BAJA", &["opt_out"], &[]),
    ("no me manden más textos por favor", &["opt_out"], &[]),
    ("ya no quiero recibir mensajes", &["opt_out"], &[]),
    ("dejen de llamarme", &["stop_contact"], &[]),
    ("no me llamen al trabajo", &["stop_work_calls"], &[]),
    ("tengo un abogado", &["has_attorney"], &[]),
    ("esta deuda no es mía", &["dispute_not_mine"], &[]),
    ("Stopiwch", &["opt_out"], &[]),
    ("stopiwch anfon negeseuon ata i", &["opt_out"], &[]),
    ("Peidiwch â thecstio fi eto", &["opt_out"], &[]),
    ("Dim mwy o negeseuon os gwelwch yn dda", &["opt_out"], &[]),
    ("peidiwch â ffonio fi", &["stop_contact"], &[]),
    ("this isn't mine and stop texting me, I lost my job", &["dispute_not_mine", "opt_out", "job_loss"], &[]),
];

const OTHER: &[Case] = &[
    ("I lost my job in June", &["job_loss"], &["complaint"]),
    ("got laid off last week", &["job_loss"], &[]),
    ("My hours were cut and rent went up", &["reduced_income"], &[]),
    ("I'm on disability and live on a fixed income", &["disability", "reduced_income"], &[]),
    ("I was diagnosed with cancer", &["illness"], &[]),
    ("I am sick and tired of this", &[], &["illness"]),
    ("My car died on the highway", &[], &["bereavement"]),
    ("my husband passed away in April", &["bereavement"], &[]),
    ("I bank with Navy Federal", &[], &["military"]),
    ("I'm active duty and being deployed", &["military"], &[]),
    ("we are getting divorced", &["relationship_breakdown"], &[]),
    ("I look after my mother who has dementia", &["caring"], &[]),
    ("my depression is back and I can't sleep", &["mental_health"], &[]),
    ("my ex hit me and I had to leave", &["domestic_abuse"], &[]),
    ("we are about to be evicted", &["housing"], &[]),
    ("the hurricane took our roof", &["disaster_pandemic"], &[]),
    ("I just had a baby", &["pregnancy_child"], &[]),
    ("My English is not good, can someone speak Spanish", &["language_literacy"], &[]),
    ("perdí mi trabajo", &["job_loss"], &[]),
    ("Dw i wedi colli fy swydd", &["job_loss"], &[]),
    ("Can you prove that I owe this? Send me the original contract.", &["asks_validation"], &[]),
    ("who is the original creditor", &["asks_validation"], &[]),
    ("Could I pay 20 dollars a month?", &["wants_plan"], &[]),
    ("is there any payment plan", &["wants_plan"], &[]),
    ("quiero un plan de pagos", &["wants_plan"], &[]),
    ("I can't afford it right now", &["cannot_pay"], &[]),
    ("no tengo dinero", &["cannot_pay"], &[]),
    ("I will pay on Friday", &["will_pay_date"], &[]),
    ("Can I speak to a real person", &["asks_human"], &[]),
    ("get me your manager", &["asks_human"], &[]),
    ("Take this off my credit report", &["remove_from_report"], &[]),
    ("Your agent was rude and threatened me", &["complaint"], &[]),
    ("When is my payment due?", &[], &["complaint", "dispute_other", "stop_contact", "cannot_pay"]),
    ("Thanks, got it, see you tomorrow", &[], &["complaint", "opt_out", "stop_contact", "will_pay_date"]),
    ("Please don't stop sending me reminders", &[], &["opt_out"]),
];

const SAFETY: &[(&str, SafetyLevel)] = &[
    ("I want to die", SafetyLevel::Alert),
    ("there is no point in living with this debt", SafetyLevel::Alert),
    ("Your calls make me want to kill myself", SafetyLevel::Alert),
    ("I am feeling suicidal because of you", SafetyLevel::Alert),
    ("everyone would be better off without me", SafetyLevel::Alert),
    ("i dont want to be here anymore", SafetyLevel::Alert),
    ("I hope you're happy, I'm going to end my life", SafetyLevel::Alert),
    ("ya no quiero vivir", SafetyLevel::Alert),
    ("Dw i eisiau marw", SafetyLevel::Alert),
    ("my son tried to kill himself last year", SafetyLevel::Review),
    ("I attempted suicide when I was sixteen", SafetyLevel::Review),
    ("these fees are killing me lol", SafetyLevel::None),
    ("my wife will kill me when she sees this bill", SafetyLevel::None),
    ("the battery died and I want to end this contract", SafetyLevel::None),
    ("I cannot pay the full amount", SafetyLevel::None),
];

fn labels(listener: &Listener, text: &str) -> Vec<&'static str> {
    let heard = listener.listen(text);
    let intents = heard.intents.iter().map(|mark| mark.label.name());
    intents.chain(heard.circumstances.iter().map(|mark| mark.label.name())).collect()
}

fn wrong(cases: &[Case]) -> Vec<String> {
    let listener = Listener::new();
    let mut wrong = Vec::new();
    for (text, must, must_not) in cases {
        let labels = labels(&listener, text);
        for label in must.iter().filter(|label| !labels.contains(label)) {
            wrong.push(format!("`{text}` lacks {label}, has {labels:?}"));
        }
        for label in must_not.iter().filter(|label| labels.contains(label)) {
            wrong.push(format!("`{text}` has {label}"));
        }
    }
    wrong
}

#[test]
fn every_line_of_the_phrase_books_is_understood() {
    assert_eq!(Listener::new().faults(), &[] as &[String]);
}

#[test]
fn what_binds_is_heard() {
    assert_eq!(wrong(BINDING), Vec::<String>::new());
}

#[test]
fn circumstances_and_other_intents_are_heard() {
    assert_eq!(wrong(OTHER), Vec::<String>::new());
}

#[test]
fn danger_is_heard_and_idle_talk_is_not() {
    let listener = Listener::new();
    let wrong: Vec<_> = SAFETY
        .iter()
        .map(|(text, level)| (*text, *level, listener.listen(text).safety.level))
        .filter(|(_, level, found)| level != found)
        .collect();
    assert_eq!(wrong, Vec::new());
}

/// All spans of what was heard.
fn spans(heard: &Heard) -> Vec<(usize, usize)> {
    let marks = heard.cues.iter().map(|mark| &mark.spans);
    let marks = marks.chain(heard.circumstances.iter().map(|mark| &mark.spans));
    let marks = marks.chain(heard.intents.iter().map(|mark| &mark.spans));
    let rest = [&heard.safety.spans, &heard.complaint.spans, &heard.hardship.spans];
    marks.chain(rest).flatten().map(|span| (span.start, span.end)).collect()
}

#[test]
fn no_text_breaks_it_and_all_spans_are_of_the_text() {
    let listener = Listener::new();
    let mut scratch = Scratch::default();
    let pieces = [
        "I can\u{2019}t pay ",
        "XXXX",
        "XX/XX/2020 ",
        "\u{1f621}\u{1f468}\u{200d}\u{1f469}",
        "\u{f1}o\u{f1}o ",
        "'ll ",
        "n't",
        "''",
        "I 'm ",
        "\u{645}\u{631}\u{62d}\u{628}\u{627} ",
        "\u{4f60}\u{597d}",
        "5.I am ",
        "...",
        "?!\n",
        "stop calling ",
        "\0",
        "\u{feff}",
        "a",
        "\u{301}",
        "1692g ",
    ];
    let mut state = 7u32;
    for length in 0..400 {
        let mut text = String::new();
        for _ in 0..length % 40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        let heard = listener.listen_into(&text, &mut scratch);
        for (start, end) in spans(&heard) {
            assert!(text.get(start..end).is_some_and(|part| !part.is_empty()), "span {start}..{end} of {text:?}");
        }
        assert_eq!(heard, listener.listen(&text), "what was read before leaves no trace");
    }
}

#[test]
fn a_megabyte_is_read_to_its_end() {
    let mut text = "The weather was fine and we went for a walk. ".repeat(25_000);
    text.push_str("Please stop calling me at work.");
    assert!(text.len() > 1_000_000);
    let found = labels(&Listener::new(), &text);
    assert!(found.contains(&"stop_work_calls"), "{found:?}");
    let _ = Listener::new().listen(&"\u{1f4a9}".repeat(300_000));
    let _ = Listener::new().listen(&"a".repeat(1_000_000));
}

#[test]
fn the_shape_is_that_of_the_contract() {
    let heard = Listener::new().listen("I lost my job.");
    let json = serde_json::to_value(&heard).expect("it serialises");
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, ["circumstances", "complaint", "cues", "hardship", "intents", "language", "safety"]);
    assert_eq!(json["circumstances"][0]["label"], "job_loss");
    assert_eq!(json["circumstances"][0]["spans"], serde_json::json!([[2, 13]]));
    assert!(json["circumstances"][0]["score"].is_number());
    assert_eq!(json["safety"], serde_json::json!({ "level": "none", "spans": [] }));
    assert!(json["complaint"].get("issue").is_some() && json["complaint"].get("kind").is_some());
    assert!(json["hardship"]["score"].is_number() && json["hardship"]["spans"].is_array());
    assert_eq!(json["language"], "en");
}

#[test]
fn the_language_is_told_by_its_small_words() {
    let listener = Listener::new();
    let cases = [
        ("I can't pay this bill before the end of the month", Language::English),
        ("No puedo pagar esta deuda porque perd\u{ed} mi trabajo", Language::Spanish),
        ("Dw i ddim yn gallu talu achos dw i wedi colli fy swydd", Language::Welsh),
        ("", Language::Unknown),
        ("12345 67", Language::Unknown),
    ];
    for (text, language) in cases {
        assert_eq!(listener.listen(text).language, language, "{text}");
    }
}

#[test]
fn a_negation_takes_a_circumstance_back() {
    let listener = Listener::new();
    assert!(labels(&listener, "I lost my job").contains(&"job_loss"));
    assert_eq!(labels(&listener, "I have not lost my job"), [""; 0]);
}

#[test]
fn hardship_is_held_in_a_short_plain_message() {
    let listener = Listener::new();
    assert!(listener.listen("I can't afford it, I lost my job").hardship.held());
    assert!(!listener.listen("Please remove the wrong account from my credit report").hardship.held());
}

#[test]
fn cues_are_heard_in_short_messages() {
    use words::listen::Cue;
    let listener = Listener::new();
    let cases = [
        ("Thank you so much, you have been very kind", Cue::Gratitude),
        ("I am so scared of what happens next", Cue::Fear),
        ("This is disgusting, I am furious with you people", Cue::Anger),
        ("I'm so ashamed of this", Cue::Shame),
        ("I feel so sad and I can't stop crying", Cue::Sadness),
        ("I don't understand, what does this mean?", Cue::Confusion),
    ];
    for (text, cue) in cases {
        let heard = listener.listen(text);
        assert!(heard.feels(cue), "{text}: {:?}", heard.cues);
    }
}
