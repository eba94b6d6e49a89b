//! Days, kinds of debts and who we are, in the words of each language that we write.

use facts::DebtKind;
use jiff::civil::Date;

use super::kind::Language;

const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const WELSH_MONTHS: [&str; 12] = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
];

/// Where a message is read: it decides how days are written and which disclosure the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Country {
    UnitedStates,
    UnitedKingdom,
}

impl Language {
    /// The language of an ISO 639-1 code; none that we do not write.
    pub fn of(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// A day: `March 18, 2026` in the United States, `18 March 2026` in the United Kingdom, `18 de marzo de 2026`,
    /// `18 Mawrth 2026`.
    pub fn day(self, day: Date, country: Country) -> String {
        let month = |names: [&'static str; 12]| {
            let at = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
            names.get(at).copied().unwrap_or_default()
        };
        match (self, country) {
            (Language::English, Country::UnitedStates) => day.strftime("%B %-d, %Y").to_string(),
            (Language::English, Country::UnitedKingdom) => day.strftime("%-d %B %Y").to_string(),
            (Language::Spanish, _) => format!("{} de {} de {}", day.day(), month(SPANISH_MONTHS), day.year()),
            (Language::Welsh, _) => format!("{} {} {}", day.day(), month(WELSH_MONTHS), day.year()),
        }
    }

    /// What each message says of what it is: in the United States the words of 12 CFR 1006.18(e), elsewhere for whom we
    /// write; nothing where that is not known.
    pub fn disclosure(self, firm: &str, creditor: Option<&str>, country: Country) -> String {
        match (country, self, creditor) {
            (Country::UnitedStates, Language::Spanish, _) => format!(
                "{firm} es un cobrador de deudas. Esto es un intento de cobrar una deuda. Usaremos la información que nos dé para ese fin."
            ),
            (Country::UnitedStates, ..) => format!(
                "{firm} is a debt collector. This is an attempt to collect a debt. We will use any information you give us for that purpose."
            ),
            (Country::UnitedKingdom, Language::Welsh, Some(creditor)) => {
                format!("Mae {firm} yn ysgrifennu ar ran {creditor}.")
            }
            (Country::UnitedKingdom, _, Some(creditor)) => format!("{firm} writes for {creditor}."),
            (Country::UnitedKingdom, _, None) => String::new(),
        }
    }

    /// What was bought or borrowed, as a letter names it: `credit card`.
    pub fn debt_kind(self, kind: DebtKind) -> &'static str {
        let (english, spanish, welsh) = match kind {
            DebtKind::CreditCard => ("credit card", "tarjeta de crédito", "cerdyn credyd"),
            DebtKind::Medical => ("medical bill", "factura médica", "bil meddygol"),
            DebtKind::StudentLoan => ("student loan", "préstamo de estudios", "benthyciad myfyriwr"),
            DebtKind::Mortgage => ("mortgage", "hipoteca", "morgais"),
            DebtKind::Auto => ("car loan", "préstamo de auto", "benthyciad car"),
            DebtKind::Utility => ("utility bill", "factura de servicios", "bil cyfleustodau"),
            DebtKind::Telecom => ("telephone bill", "factura de teléfono", "bil ffôn"),
            DebtKind::Rent => ("rent account", "cuenta de alquiler", "cyfrif rhent"),
            DebtKind::Tax => ("tax account", "cuenta de impuestos", "cyfrif treth"),
            DebtKind::PersonalLoan => ("personal loan", "préstamo personal", "benthyciad personol"),
            DebtKind::Overdraft => ("overdraft", "sobregiro", "gorddrafft"),
            DebtKind::Other => ("account", "cuenta", "cyfrif"),
            DebtKind::Invoice => ("invoice", "factura", "anfoneb"),
        };
        match self {
            Language::English => english,
            Language::Spanish => spanish,
            Language::Welsh => welsh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_in_each_language() {
        let day = Date::constant(2026, 3, 8);
        assert_eq!(Language::English.day(day, Country::UnitedStates), "March 8, 2026");
        assert_eq!(Language::English.day(day, Country::UnitedKingdom), "8 March 2026");
        assert_eq!(Language::Spanish.day(day, Country::UnitedStates), "8 de marzo de 2026");
        assert_eq!(Language::Welsh.day(day, Country::UnitedKingdom), "8 Mawrth 2026");
        let last = Date::constant(2026, 12, 31);
        assert_eq!(Language::Welsh.day(last, Country::UnitedKingdom), "31 Rhagfyr 2026");
    }

    #[test]
    fn a_language_is_known_by_its_code() {
        assert_eq!(Language::of("cy"), Some(Language::Welsh));
        assert_eq!(Language::of("fr"), None);
    }
}
