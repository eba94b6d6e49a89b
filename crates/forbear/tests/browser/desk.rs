//! The desk in a browser: an agent's first hour, and every page for everybody.

use crate::support::{Browser, DESK, Demo, Driver, PHONE, PHONE_WITHOUT_SCRIPT};

async fn sign_in(browser: &Browser, demo: &Demo, name: &str) {
    browser.go(&demo.desk).await;
    browser.says("Sign in").await;
    browser.write("#name", name).await;
    browser.write("#password", &demo.password).await;
    browser.press("Sign in").await;
    browser.says("Sign out").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agents_first_hour_without_script_on_a_phone() {
    let (demo, driver) = (Demo::start(), Driver::start());
    let browser = driver.browser(PHONE_WITHOUT_SCRIPT).await;
    sign_in(&browser, &demo, "amara").await;
    browser.says("Good to see you, amara").await;
    browser.says("Who waits for a human").await;
    // Whoever waits longest comes first: their story is told once, in their own words.
    browser.click(".rows a").await;
    browser.says("What they need from us").await;
    browser.says("In their own words").await;
    browser.unfold("Write down what they told you").await;
    browser.write("#words", "Please do not call me at work. I lost my job in May.").await;
    browser.press("Write it down").await;
    browser.says("What they want holds from this moment").await;
    browser.says("job loss").await;
    browser.click("main a.button").await;
    browser.says("Please do not call me at work.").await;
    browser.unfold("Promise something").await;
    browser.write("#what", "send the statement").await;
    // Chromium's own field for a day, by keyboard: month, day, year.
    browser.write("#day", "12312099").await;
    browser.press("Promise").await;
    browser.says("a promise without a day can't be kept").await;
    browser.go(&demo.desk).await;
    browser.press("Sign out").await;
    browser.says("Your password").await;
    browser.go(&format!("{}/people", demo.desk)).await;
    browser.says("Your password").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_desk_is_for_everybody() {
    let (demo, driver) = (Demo::start(), Driver::start());
    for set in [DESK, PHONE] {
        let browser = driver.browser(set).await;
        browser.go(&demo.desk).await;
        browser.is_for_everybody().await;
        sign_in(&browser, &demo, "lee").await;
        let mut pages = vec![demo.desk.clone()];
        for place in ["people", "tasks", "inbox", "bank", "matches", "outbox", "decisions", "report", "stop", "nowhere"]
        {
            pages.push(format!("{}/{place}", demo.desk));
        }
        browser.go(&format!("{}/people", demo.desk)).await;
        pages.extend(browser.links("tbody a").await.into_iter().take(8));
        browser.go(&format!("{}/decisions", demo.desk)).await;
        pages.extend(browser.links("tbody td:first-child a").await.into_iter().take(2));
        browser.go(&format!("{}/outbox", demo.desk)).await;
        pages.extend(browser.links("tbody td a").await.into_iter().take(2));
        let person = pages.iter().find(|page| page.contains("/people/")).unwrap().clone();
        pages.extend([format!("{person}/money"), format!("{person}/write"), format!("{person}/danger")]);
        for page in pages {
            browser.go(&page).await;
            browser.is_for_everybody().await;
        }
        sign_out_and_in(&browser, &demo).await;
        browser.go(&format!("{}/staff", demo.desk)).await;
        browser.is_for_everybody().await;
        browser.close().await;
    }
}

async fn sign_out_and_in(browser: &Browser, demo: &Demo) {
    browser.press("Sign out").await;
    sign_in(browser, demo, "ada").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_a_plan_and_a_letter_made_together() {
    let (demo, driver) = (Demo::start(), Driver::start());
    let browser = driver.browser(DESK).await;
    sign_in(&browser, &demo, "amara").await;
    browser.go(&format!("{}/people", demo.desk)).await;
    let person = browser.links("tbody a").await.into_iter().next_back().unwrap();
    browser.go(&format!("{person}/money")).await;
    browser.says("Without it we ask for nothing").await;
    for (what, amount) in [("in", "2000"), ("out", "1500")] {
        browser.unfold(if what == "in" { "Something comes in" } else { "Something goes out" }).await;
        browser.write(&format!("#{what}-amount"), amount).await;
        browser.press_in(&format!("form:has(#{what}-amount)"), "Add").await;
        browser.says(if what == "in" { "2,000.00 a month" } else { "1,500.00 a month" }).await;
    }
    // Nobody agrees more than what is left, whoever proposes it.
    browser.write("#their-amount", "900").await;
    browser.press("See what it comes to").await;
    browser.says("can’t be agreed by anybody here").await;
    browser.write("#their-amount", "20").await;
    browser.press("See what it comes to").await;
    browser.says("what they proposed").await;
    browser.press_in(".choices article", "They choose this").await;
    browser.says("Kept so far").await;
    browser.says("20.00 a month").await;
    // What is typed is read while it is typed, and what can't be sent is not.
    browser.go(&format!("{person}/write")).await;
    browser.write("#subject", "Our talk").await;
    browser.write("#text", "Pay now or we will take you to court.").await;
    browser.says("can’t be sent").await;
    browser.press("Send").await;
    browser.says("it does not go out").await;
    browser.close().await;
}
