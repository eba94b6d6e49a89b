//! What happens? The verbs of the business.
