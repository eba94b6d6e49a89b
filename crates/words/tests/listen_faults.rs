//! The phrase books: every line is understood.

use words::listen::Listener;

#[test]
fn every_line_of_the_phrase_books_is_understood() {
    assert_eq!(Listener::new().faults(), &[] as &[String]);
}
