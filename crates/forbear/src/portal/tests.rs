//! The portal through its own addresses, as a browser without script uses it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a page that is not as expected has failed its test")]

use std::sync::Arc;

use axum::http::{StatusCode, header};
use casework::deliver::{STOP_EMAIL, link_to_page};
use jiff::SignedDuration;

use super::stage::{Browser, ZIP, encoded, hidden, stage};
use crate::clock::now;
use crate::inbound::CardHook;
use crate::installation::Where;
use crate::web::Web;

#[test]
fn before_she_says_who_she_is_no_page_says_what_it_is_about_and_looking_changes_nothing() {
    let stage = stage();
    let link = stage.link();
    let before = stage.log().len();
    let mut scanner = Browser::default();
    for path in [link.as_str(), "/", "/code", "/new-link", "/p/none", &format!("/p/{}", "0".repeat(64))] {
        for _ in 0..8 {
            let shown = scanner.see(&stage, path);
            let html = shown.html.to_lowercase();
            for word in ["debt", "owe", "mockbank", "credit", "$", "collect", "imaginer", "script"] {
                let told = html.replace("kindly recoveries (a demonstration)", "");
                assert!(!told.contains(word), "{path} says `{word}`: {told}");
            }
            assert_eq!(shown.headers[header::CACHE_CONTROL], "no-store");
            assert_eq!(shown.headers[header::REFERRER_POLICY], "no-referrer");
            let policy = shown.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
            assert!(shown.headers.get(header::SET_COOKIE).is_none());
        }
    }
    assert_eq!(stage.log().len(), before);
    assert_eq!(scanner.see(&stage, "/home").to, "/?out=1");
    let mut she = Browser::default();
    assert_eq!(she.send(&stage, &link, &[("postcode", ZIP)]).to, "/home", "the scanner used nothing up");
    assert!(she.see(&stage, "/home").html.contains("Open now"));
}

#[test]
fn the_cookie_is_for_the_server_alone_and_guarded_by_name_where_the_page_is_served_safely() {
    let stage = stage();
    let mut she = Browser::default();
    let shown = she.send(&stage, &stage.link(), &[("postcode", ZIP)]);
    let cookie = shown.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.contains("Path=/; HttpOnly; SameSite=Lax") && !cookie.contains("Domain"), "{cookie}");
    let folder = tempfile::tempdir().unwrap();
    let mut house = Where::of(folder.path(), None).house().unwrap();
    house.head.portal = "https://pages.kindly.example".to_owned();
    let web = Web { store: stage.web.store.clone(), house: Arc::new(house) };
    let cookie = super::guest::cookie(&web, Some(&[7; 32]));
    assert!(cookie.starts_with("__Host-") && cookie.ends_with("; Secure"), "{cookie}");
}

#[test]
fn who_does_not_know_it_is_told_kindly_how_often_and_then_that_it_rests() {
    let stage = stage();
    let link = stage.link();
    let mut stranger = Browser::default();
    for left in [4, 3, 2] {
        let shown = stranger.send(&stage, &link, &[("postcode", "<b>x</b>"), ("birth", "31/31/1980")]);
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(shown.html.contains(&format!("You can try {left} more times")), "{}", shown.html);
        assert!(!shown.html.contains("<b>x"), "what was typed is text");
    }
    assert!(stranger.send(&stage, &link, &[]).html.contains("try once more"));
    for postcode in ["x", ZIP] {
        let shown = stranger.send(&stage, &link, &[("postcode", postcode)]);
        assert_eq!(shown.status, StatusCode::TOO_MANY_REQUESTS, "{}", shown.html);
        assert!(shown.html.contains("+1 212 555 0100") && shown.html.contains("/new-link"), "{}", shown.html);
    }
    assert!(stranger.cookie.is_empty());
}

#[test]
fn links_that_are_over_guessed_or_for_something_else_all_get_the_same_page() {
    let stage = stage();
    let past = now() - SignedDuration::from_hours(24 * 40);
    let hex = |token: [u8; 32]| token.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let over = stage.web.store.write(|tx| link_to_page(tx, stage.ada, past)).unwrap();
    let later = now() + SignedDuration::from_hours(5);
    let stop = stage.web.store.write(|tx| store::access::link::add(tx, stage.ada, STOP_EMAIL, now(), later));
    let mut she = Browser::default();
    let mut pages = Vec::new();
    for token in [over, hex(stop.unwrap().1), "ab".repeat(32), "short".to_owned(), "zz".repeat(32)] {
        for method in ["GET", "POST"] {
            let body = encoded(&[("postcode", ZIP)]);
            let shown = she.go(&stage, method, &format!("/p/{token}"), body);
            assert_eq!(shown.status, StatusCode::NOT_FOUND, "{token}");
            pages.push(shown.html);
        }
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "nobody learns which it was");
}

#[test]
fn a_new_link_is_promised_in_the_same_words_to_whoever_asks() {
    let stage = stage();
    let standing = stage.web.store.read(|tx| casework::dossier::standing(tx, stage.ada)).unwrap();
    let known = standing.endpoints().iter().find(|e| e.value.contains('@')).map_or("a@b.c", |e| e.value.as_str());
    let mut anybody = Browser::default();
    let pages: Vec<String> = [known, "nobody@elsewhere.example", "", "+1 212", "' or 1=1 --"]
        .iter()
        .map(|address| anybody.send(&stage, "/new-link", &[("address", address)]).html)
        .collect();
    assert!(pages.iter().all(|page| *page == pages[0]));
    assert!(!pages[0].contains(known));
}

#[test]
fn a_form_of_another_visit_or_of_nobody_does_nothing() {
    let stage = stage();
    let (mut she, mut other) = (stage.signed_in(), stage.signed_in());
    let before = stage.log().len();
    let theirs = other.form(&stage, "/contact", "/stop");
    let everything = [("way", "everything")];
    assert_eq!(she.send_all(&stage, "/stop", &theirs[..2], &everything).status, StatusCode::FORBIDDEN);
    assert_eq!(she.send(&stage, "/stop", &everything).status, StatusCode::FORBIDDEN);
    let mut own = she.form(&stage, "/contact", "/stop");
    own[1].1 = "../../etc/passwd".to_owned();
    assert_eq!(she.send_all(&stage, "/stop", &own[..2], &everything).status, StatusCode::FORBIDDEN);
    let signed_out = Browser::default().send_all(&stage, "/stop", &theirs[..2], &everything);
    assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED);
    assert!(signed_out.html.contains("what you wrote is still in its form"), "{}", signed_out.html);
    assert_eq!(stage.log().len(), before);
}

#[test]
fn something_is_wrong_rests_at_once_and_sent_twice_is_one() {
    let stage = stage();
    let mut she = stage.signed_in();
    let hidden = she.form(&stage, "/wrong", "/wrong");
    let fields = [("what", "not_mine"), ("words", "I never had this. <script>alert(1)</script>")];
    let first = she.send_all(&stage, "/wrong", &hidden, &fields);
    let count = stage.log().len();
    let second = she.send_all(&stage, "/wrong", &hidden, &fields);
    assert_eq!((first.status, &first.to), (StatusCode::SEE_OTHER, &second.to), "{}", first.html);
    assert_eq!(stage.log().len(), count);
    let done = she.see(&stage, &first.to).html;
    assert!(
        done.contains("It rests from this moment") && done.contains("Amara looks at it and answers you by"),
        "{done}"
    );
    assert!(done.contains("&#60;script&#62;") || done.contains("&lt;script&gt;"), "{done}");
    let home = she.see(&stage, "/home").html;
    assert!(home.contains("You told us that something is not right"), "{home}");
    assert!(she.see(&stage, "/pay").html.contains("This rests at the moment"));
    assert!(she.see(&stage, "/promises").html.contains("Amara answers you"));
    let nothing = she.fill(&stage, "/wrong", "/wrong", &[("what", "all of it")]);
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.html.contains("Choose what is wrong"));
    assert_eq!(she.see(&stage, "/wrong/done?k=0123456789abcdef").status, StatusCode::NOT_FOUND);
}

#[test]
fn stopping_takes_one_click_and_holds_at_once() {
    let stage = stage();
    let mut she = stage.signed_in();
    let texts = she.form(&stage, "/contact", "/stop");
    // The first stop on the page is that of calls; its own field says so.
    assert_eq!(texts[2], ("way".to_owned(), "calls".to_owned()));
    let done = she.send_all(&stage, "/stop", &texts, &[]);
    assert_eq!(done.to, "/contact?did=stopped&way=calls");
    let page = she.see(&stage, &done.to).html;
    assert!(page.contains("Telephone calls: stopped from this moment") && page.contains("Open again"), "{page}");
    let hidden = she.form(&stage, "/contact", "/stop");
    let all = she.send_all(&stage, "/stop", &hidden[..2], &[("way", "everything")]);
    let page = she.see(&stage, &all.to).html;
    assert!(page.contains("Everything is stopped from this moment"), "{page}");
    assert!(!page.contains("action=\"/stop\"") && !page.contains("action=\"/allow\""), "{page}");
    let hidden = she.form(&stage, "/contact", "/contact");
    let opened = she.send_all(&stage, "/allow", &hidden, &[("way", "calls")]);
    assert_eq!(opened.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(opened.html.contains("Only a person can open that again"), "{}", opened.html);
    let odd = she.send_all(&stage, "/stop", &hidden, &[("way", "pigeons")]);
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[test]
fn who_may_be_in_danger_is_asked_how_they_are_and_sees_no_money() {
    let stage = stage();
    let mut she = stage.signed_in();
    let sent = she.fill(&stage, "/tell", "/tell", &[("words", "I can't go on. I want to kill myself tonight.")]);
    for path in [sent.to.as_str(), "/home"] {
        let page = she.see(&stage, path).html;
        assert!(page.contains("988") && page.contains("Amara"), "{page}");
        let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for word in ["$", "pay", "plan", "Open now"] {
            assert!(!main.contains(word), "{path} says `{word}`: {main}");
        }
    }
    let empty = she.fill(&stage, "/tell", "/tell", &[("words", "  ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = she.fill(&stage, "/tell", "/tell", &[("words", &"word ".repeat(2_000))]);
    assert!(long.html.contains("too many for this box"), "{}", long.html);
}

#[test]
fn wishes_are_saved_shown_and_large_print_is_large() {
    let stage = stage();
    let mut she = stage.signed_in();
    let fields = [
        ("channel", "letter"),
        ("day", "mon"),
        ("day", "fri"),
        ("from", "10"),
        ("until", "16"),
        ("week", "1"),
        ("work", "not"),
        ("language", "es"),
        ("need", "comm.large_print"),
        ("need", "no.such.need"),
        ("detail", "16 point is enough"),
    ];
    let saved = she.fill(&stage, "/contact", "/contact", &fields);
    let page = she.see(&stage, &saved.to).html;
    assert!(page.contains("Saved. It holds from now on.") && page.contains("class=\"large\""), "{page}");
    for chosen in ["value=\"letter\" checked", "value=\"mon\" checked", "value=\"1\" checked", "value=\"es\" checked"] {
        assert!(page.contains(chosen), "{chosen}: {page}");
    }
    assert!(page.contains("Large print (16 point is enough)") && !page.contains("no.such.need"), "{page}");
    for odd in [
        [("from", "16"), ("until", "10")],
        [("detail", &*"x".repeat(121)), ("need", "comm.relay")],
        [("detail", "<b>big</b>"), ("week", "200")],
    ] {
        let refused = she.fill(&stage, "/contact", "/contact", &odd);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd:?}");
        assert!(refused.html.contains("role=\"alert\"") && !refused.html.contains("<b>"), "{}", refused.html);
    }
    she.fill(&stage, "/contact", "/contact", &[("language", "en")]);
    assert!(!she.see(&stage, "/contact").html.contains("class=\"large\""), "taken off again");
}

#[test]
fn a_plan_is_looked_at_first_agreed_once_and_never_above_what_is_left() {
    let stage = stage();
    let mut she = stage.signed_in();
    assert!(she.see(&stage, "/pay/plan").html.contains("/pay/budget"), "a budget comes first");
    let bad = she.fill(&stage, "/pay/budget", "/pay/budget", &[("income", "a lot"), ("adults", "999")]);
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.html.contains("value=\"a lot\"") && bad.html.contains("from 0 to 20"), "{}", bad.html);
    let budget =
        [("adults", "1"), ("income", "2,400"), ("home", "900"), ("bills", "250.50"), ("food", "400"), ("other", "300")];
    assert_eq!(she.fill(&stage, "/pay/budget", "/pay/budget", &budget).to, "/pay/plan");
    let log = stage.log().len();
    for odd in ["", "0", "-5", "1e9", "99999999999", "12.345", "NaN", "<script>", "10 20 thirty", "９"] {
        let query = encoded(&[("sum", odd), ("every", "month"), ("first", "")]);
        let shown = she.see(&stage, &format!("/pay/plan/look?{query}"));
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}: {}", shown.html);
        assert!(shown.html.contains("Please look at this once more"), "{odd}");
    }
    let look = |sum: &str| format!("/pay/plan/look?{}", encoded(&[("sum", sum), ("every", "month"), ("first", "")]));
    assert_eq!(she.see(&stage, "/pay/plan/look?sum=10&every=never&first=2001-01-01").status, 422);
    let good = she.see(&stage, &look("10"));
    assert!(good.html.contains("Nothing is agreed yet"), "{}", good.html);
    assert_eq!(stage.log().len(), log, "looking agrees nothing");
    let fields = hidden(&good.html, "/pay/plan/agree");
    let other_tab = hidden(&she.see(&stage, &look("12")).html, "/pay/plan/agree");
    let agreed = she.send_all(&stage, "/pay/plan/agree", &fields, &[]);
    assert_eq!(agreed.to, "/pay/plan?done=1", "{}", agreed.html);
    for tab in [&fields, &other_tab] {
        assert_eq!(she.send_all(&stage, "/pay/plan/agree", tab, &[]).to, "/pay/plan?done=1");
    }
    let plans = stage.web.store.read(|tx| store::plan::of_dossier(tx, stage.ada)).unwrap();
    assert_eq!(plans.len(), 1);
    let page = she.see(&stage, &agreed.to).html;
    assert!(page.contains("Your plan stands") && page.contains("$10.00 each month"), "{page}");
}

#[test]
fn what_would_leave_her_short_is_refused_kindly_with_what_would_be_possible() {
    let stage = stage();
    let mut she = stage.signed_in();
    let tight = [("adults", "1"), ("income", "1000"), ("home", "900"), ("bills", "90"), ("food", "300"), ("other", "")];
    she.fill(&stage, "/pay/budget", "/pay/budget", &tight);
    let shown = she.see(&stage, "/pay/plan/look?sum=50&every=week&first=");
    assert!(shown.html.contains("This would leave you short") && shown.html.contains("/pay/nothing"), "{}", shown.html);
    let hidden = she.form(&stage, "/pay/budget", "/pay/budget");
    let forced = [("sum", "50"), ("every", "week"), ("first", ""), ("yes", "1")];
    let forced = she.send_all(&stage, "/pay/plan/agree", &hidden, &forced);
    assert!(forced.html.contains("This would leave you short"), "{}", forced.html);
    assert_eq!(stage.web.store.read(|tx| store::plan::of_dossier(tx, stage.ada)).unwrap(), []);
    let rest = she.form(&stage, "/pay/nothing", "/pay/nothing");
    for _ in 0..2 {
        assert_eq!(she.send_all(&stage, "/pay/nothing", &rest, &[]).to, "/pay/nothing?did=1");
    }
    assert!(she.see(&stage, "/pay/nothing?did=1").html.contains("It rests until"));
    assert!(she.see(&stage, "/home").html.contains("This rests"));
}

#[test]
fn paying_once_gives_her_own_reference_and_posts_nothing() {
    let stage = stage();
    let mut she = stage.signed_in();
    for odd in ["0", "-1", "99999999", "ten"] {
        let shown = she.fill(&stage, "/pay/once", "/pay/once", &[("sum", odd)]);
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}: {}", shown.html);
    }
    let shown = she.fill(&stage, "/pay/once", "/pay/once", &[("sum", "5")]);
    let reference = casework::bank::spoken_reference(stage.ada);
    assert!(shown.html.contains(&reference) && shown.html.contains("$5.00"), "{}", shown.html);
    assert!(!stage.log().iter().any(|entry| entry.fact.kind() == "payment"));
}

#[test]
fn a_card_goes_to_the_processors_own_page_and_the_bank_is_there_if_that_is_down() {
    let stage = stage();
    let mut she = stage.signed_in();
    // Nobody listens at this address: the page says so, and how else to pay.
    let hook = CardHook { processor: "http://127.0.0.1:9".to_owned(), key: "k".to_owned(), secret: "s".to_owned() };
    let stage = stage.with_cards(hook);
    let shown = she.fill(&stage, "/pay/once", "/pay/once", &[("sum", "5")]);
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.html);
    assert!(shown.html.contains("can&#39;t be opened right now"), "{}", shown.html);
    assert!(shown.html.contains(&casework::bank::spoken_reference(stage.ada)), "{}", shown.html);
}

#[test]
fn a_person_is_promised_and_every_page_is_whole() {
    let stage = stage();
    let mut she = stage.signed_in();
    let asked = she.fill(&stage, "/person", "/person", &[("when", "write"), ("words", "It is about the fees.")]);
    let done = she.see(&stage, &asked.to).html;
    assert!(done.contains("Amara gets back to you") && done.contains("This is a promise"), "{done}");
    for odd in ["", "2001-01-01T09", "tomorrow", "2026-13-45T99"] {
        let shown = she.fill(&stage, "/person", "/person", &[("when", odd)]);
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}: {}", shown.html);
    }
    let paths = [
        "/home",
        "/figures",
        "/wrong",
        "/tell",
        "/contact",
        "/person",
        "/pay",
        "/pay/once",
        "/pay/nothing",
        "/pay/budget",
        "/pay/plan",
        "/receipts",
        "/promises",
        "/check",
        "/help",
        &asked.to,
    ];
    for path in paths {
        let shown = she.see(&stage, path);
        assert_eq!(shown.status, StatusCode::OK, "{path}: {}", shown.html);
        let html = &shown.html;
        assert_eq!(html.matches("<h1>").count(), 1, "{path}");
        assert!(html.contains("<html lang=\"en\"") && html.contains("<main id=\"main\""), "{path}");
        assert!(!html.contains("<script") && !html.contains("style="), "{path}");
        for word in ["urgent", "immediately", "final notice", "failed", "{agent}", "{day}", "{sum}"] {
            assert!(!html.to_lowercase().contains(word), "{path} says `{word}`");
        }
        assert!(html.contains("href=\"/person\""), "{path}: a person is never far");
        assert!(html.len() < 60_000, "{path}");
    }
    assert_eq!(she.see(&stage, "/elsewhere").status, StatusCode::NOT_FOUND);
}

#[test]
fn leaving_ends_the_visit_everywhere_with_this_cookie() {
    let stage = stage();
    let mut she = stage.signed_in();
    let copy = she.cookie.clone();
    let left = she.see(&stage, "/leave");
    assert!(left.to.starts_with("https://") && she.cookie.ends_with('='), "{}", left.to);
    assert_eq!(Browser { cookie: copy }.see(&stage, "/home").to, "/?out=1");
    let mut again = stage.signed_in();
    let hidden = again.form(&stage, "/home", "/sign-out");
    assert_eq!(again.send_all(&stage, "/sign-out", &hidden, &[]).to, "/?out=1");
    assert_eq!(again.see(&stage, "/home").to, "/?out=1");
}
