//! A person's own page in a browser: the first visit, and every page for everybody.

use crate::support::{Browser, DESK, Demo, Driver, PHONE, PHONE_WITHOUT_SCRIPT};

/// The address of the invented person's page, and the answer to its one question.
fn own_page(demo: &Demo) -> (String, String) {
    let after = |words: &str| {
        let line = demo.printed.lines().find_map(|line| line.split_once(words));
        line.unwrap_or_else(|| panic!("no `{words}` in:\n{}", demo.printed)).1.trim().to_owned()
    };
    (after("own page: "), after("for their ZIP code: "))
}

async fn come_in(browser: &Browser, demo: &Demo) -> String {
    let (page, postcode) = own_page(demo);
    browser.go(&page).await;
    browser.says("Is it you?").await;
    browser.write("#postcode", &postcode).await;
    browser.press("Go to my page").await;
    browser.says("What is open").await;
    page.split("/p/").next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_without_script_on_a_phone() {
    let (demo, driver) = (Demo::start(), Driver::start());
    let browser = driver.browser(PHONE_WITHOUT_SCRIPT).await;
    let (page, _) = own_page(&demo);
    browser.go(&page).await;
    browser.write("#postcode", "99999").await;
    browser.press("Go to my page").await;
    browser.says("You can try 4 more times").await;
    let base = come_in(&browser, &demo).await;
    // The story is told once, and the page shows what was understood.
    browser.click("a[href='/tell']").await;
    browser
        .write("#words", "My hours were cut in May and the rent comes first. Please do not call me after 6pm.")
        .await;
    browser.press("Send this").await;
    browser.says("Thank you for telling us").await;
    browser.says("We noted the times that do not suit you").await;
    browser.says("Amara answers you by").await;
    // One click stops a way.
    browser.go(&format!("{base}/contact")).await;
    browser.press("Stop these: Text messages").await;
    browser.says("Text messages: stopped from this moment").await;
    // Something is wrong: it rests.
    browser.go(&format!("{base}/wrong")).await;
    browser.press("Ask you to check this").await;
    browser.says("Choose what is wrong").await;
    browser.click("input[value='amount']").await;
    browser.write("#words", "The fees were never in the contract.").await;
    browser.press("Ask you to check this").await;
    browser.says("We have stopped").await;
    browser.go(&format!("{base}/home")).await;
    browser.says("You told us that something is not right").await;
    browser.press("Sign out").await;
    browser.says("You are signed out").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_person_is_for_everybody() {
    let (demo, driver) = (Demo::start(), Driver::start());
    // What ends with somebody in danger comes last: from then on their page speaks of nothing else.
    for (set, is_last) in [(DESK, false), (PHONE, true)] {
        let browser = driver.browser(set).await;
        let (page, _) = own_page(&demo);
        let base = page.split("/p/").next().unwrap().to_owned();
        for place in ["", "code", "new-link", "check", "help", "nowhere", "p/none"] {
            browser.go(&format!("{base}/{place}")).await;
            browser.is_for_everybody().await;
        }
        browser.go(&page).await;
        browser.is_for_everybody().await;
        come_in(&browser, &demo).await;
        let inside = [
            "home",
            "figures",
            "wrong",
            "tell",
            "contact",
            "person",
            "pay",
            "pay/once",
            "pay/nothing",
            "pay/budget",
            "pay/plan",
            "receipts",
            "promises",
            "help",
            "check",
        ];
        for place in inside {
            browser.go(&format!("{base}/{place}")).await;
            browser.is_for_everybody().await;
        }
        if is_last {
            what_follows_a_form(&browser, &base).await;
        }
        browser.close().await;
    }
}

/// The pages that follow a form: what is to be put right, what was done, what would leave somebody short.
async fn what_follows_a_form(browser: &Browser, base: &str) {
    browser.go(&format!("{base}/wrong")).await;
    browser.press("Ask you to check this").await;
    browser.is_for_everybody().await;
    browser.go(&format!("{base}/pay/budget")).await;
    browser.write("#income", "1200").await;
    browser.write("#home", "1000").await;
    browser.press("Save, and go on to a plan").await;
    browser.is_for_everybody().await;
    for sum in ["5", "100", "much"] {
        browser.go(&format!("{base}/pay/plan/look?sum={sum}&every=week&first=")).await;
        browser.is_for_everybody().await;
    }
    browser.go(&format!("{base}/tell")).await;
    browser.write("#words", "I can't go on. I want to kill myself tonight.").await;
    browser.press("Send this").await;
    browser.says("Samaritans").await;
    browser.is_for_everybody().await;
    browser.go(&format!("{base}/home")).await;
    browser.is_for_everybody().await;
}
