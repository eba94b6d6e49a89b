//! What money is spent on: our items, each under one heading of the Standard Financial Statement.

use serde::{Deserialize, Serialize};

/// How an item counts: what must be paid first, what is fixed, what a household can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Priority,
    Fixed,
    Flexible,
}

macro_rules! headings {
    ($($name:ident $code:literal $spoken:literal $flexible:literal;)*) => {
        /// A heading of the Standard Financial Statement. The set is closed: members may not change it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Heading {
            $(#[serde(rename = $code)] $name,)*
        }

        impl Heading {
            pub const ALL: &[Heading] = &[$(Heading::$name,)*];

            /// As it is written in files.
            pub const fn code(self) -> &'static str {
                match self { $(Heading::$name => $code,)* }
            }

            /// As a person reads it.
            pub const fn spoken(self) -> &'static str {
                match self { $(Heading::$name => $spoken,)* }
            }

            /// Whether the statement has a guideline amount for it.
            pub const fn is_flexible(self) -> bool {
                match self { $(Heading::$name => $flexible,)* }
            }
        }
    };
}

headings! {
    HomeAndContents "home_and_contents" "Home and contents" false;
    Utilities "utilities" "Gas, electricity and other fuel" false;
    Water "water" "Water" false;
    CareAndHealth "care_and_health" "Care and health" false;
    TransportAndTravel "transport_and_travel" "Transport and travel" false;
    School "school" "School" false;
    PensionsAndInsurances "pensions_and_insurances" "Pensions and insurances" false;
    Professional "professional" "Professional costs" false;
    OtherEssential "other_essential" "Other costs you can't avoid" false;
    CommunicationsAndLeisure "communications_and_leisure" "Communications and leisure" true;
    FoodAndHousekeeping "food_and_housekeeping" "Food and housekeeping" true;
    Personal "personal" "Personal costs" true;
    Savings "savings" "Savings" false;
}

macro_rules! items {
    ($($name:ident $code:literal $heading:ident $class:ident $spoken:literal;)*) => {
        /// One thing that money is spent on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Item {
            $(#[serde(rename = $code)] $name,)*
        }

        impl Item {
            pub const ALL: &[Item] = &[$(Item::$name,)*];

            /// As it is written in files.
            pub const fn code(self) -> &'static str {
                match self { $(Item::$name => $code,)* }
            }

            /// The one heading it belongs to.
            pub const fn heading(self) -> Heading {
                match self { $(Item::$name => Heading::$heading,)* }
            }

            pub const fn class(self) -> Class {
                match self { $(Item::$name => Class::$class,)* }
            }

            /// As a person reads it.
            pub const fn spoken(self) -> &'static str {
                match self { $(Item::$name => $spoken,)* }
            }
        }
    };
}

items! {
    Rent "rent" HomeAndContents Priority "Rent";
    Mortgage "mortgage" HomeAndContents Priority "Mortgage";
    SecuredLoan "secured_loan" HomeAndContents Priority "Loan on your home";
    CouncilTax "council_tax" HomeAndContents Priority "Council tax";
    PropertyTax "property_tax" HomeAndContents Priority "Property tax";
    GroundRent "ground_rent" HomeAndContents Priority "Ground rent and service charge";
    HomeInsurance "home_insurance" HomeAndContents Fixed "Home insurance";
    ApplianceRental "appliance_rental" HomeAndContents Fixed "Rented things for the home";
    TvLicence "tv_licence" HomeAndContents Priority "TV licence";
    Repairs "repairs" HomeAndContents Fixed "Repairs";
    Electricity "electricity" Utilities Priority "Electricity";
    Gas "gas" Utilities Priority "Gas";
    OtherFuel "other_fuel" Utilities Priority "Oil, coal, wood";
    Water "water" Water Fixed "Water and sewage";
    Childcare "childcare" CareAndHealth Fixed "Child care";
    AdultCare "adult_care" CareAndHealth Fixed "Care for an adult";
    ChildMaintenance "child_maintenance" CareAndHealth Priority "Child maintenance or support";
    Medicine "medicine" CareAndHealth Fixed "Medicine and prescriptions";
    Doctor "doctor" CareAndHealth Fixed "Doctor, dentist, optician";
    HealthInsurance "health_insurance" CareAndHealth Priority "Health insurance";
    PublicTransport "public_transport" TransportAndTravel Fixed "Bus, train, taxi";
    CarPayment "car_payment" TransportAndTravel Priority "Car payment";
    CarInsurance "car_insurance" TransportAndTravel Fixed "Car insurance and tax";
    Fuel "fuel" TransportAndTravel Fixed "Petrol, parking, repairs of the car";
    SchoolUniform "school_uniform" School Fixed "School clothes";
    SchoolMeals "school_meals" School Fixed "School meals and trips";
    StudentLoan "student_loan" School Fixed "Student loan";
    Pension "pension" PensionsAndInsurances Fixed "Pension";
    LifeInsurance "life_insurance" PensionsAndInsurances Fixed "Life insurance";
    UnionFees "union_fees" Professional Fixed "Union and professional fees";
    CourtFine "court_fine" OtherEssential Priority "Court fine";
    IncomeTax "income_tax" OtherEssential Priority "Income tax";
    OtherPriority "other_priority" OtherEssential Priority "Other, must be paid first";
    OtherFixed "other_fixed" OtherEssential Fixed "Other, the same each month";
    Phone "phone" CommunicationsAndLeisure Flexible "Phone and internet";
    Leisure "leisure" CommunicationsAndLeisure Flexible "Time off, sport, outings";
    Gifts "gifts" CommunicationsAndLeisure Flexible "Gifts and giving";
    Pets "pets" CommunicationsAndLeisure Flexible "Pets";
    Groceries "groceries" FoodAndHousekeeping Flexible "Food and housekeeping";
    Cleaning "cleaning" FoodAndHousekeeping Flexible "Soap, nappies, cleaning";
    OtherFlexible "other_flexible" FoodAndHousekeeping Flexible "Other, from week to week";
    Clothing "clothing" Personal Flexible "Clothes and shoes";
    Hairdressing "hairdressing" Personal Flexible "Hair and personal care";
    Savings "savings" Savings Fixed "Savings";
}

impl Item {
    /// The item for a line of which only the class is known.
    pub const fn of_class(class: Class) -> Item {
        match class {
            Class::Priority => Item::OtherPriority,
            Class::Fixed => Item::OtherFixed,
            Class::Flexible => Item::OtherFlexible,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heading_has_an_item_and_each_code_is_used_once() {
        for heading in Heading::ALL {
            assert!(Item::ALL.iter().any(|item| item.heading() == *heading), "{heading:?}");
        }
        let codes: std::collections::BTreeSet<_> = Item::ALL.iter().map(|item| item.code()).collect();
        assert_eq!(codes.len(), Item::ALL.len());
    }

    #[test]
    fn only_flexible_headings_hold_flexible_items() {
        for item in Item::ALL {
            assert_eq!(item.class() == Class::Flexible, item.heading().is_flexible(), "{}", item.code());
        }
    }
}
