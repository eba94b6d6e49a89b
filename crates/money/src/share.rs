//! Fair shares: an amount over debts by their balances, to the penny (practice A-04).

use facts::{Money, MoneyError};

use crate::ratio::{self, Rounding};

/// Each debt's share of `available` by its balance: rounded to the nearest penny, none above its
/// balance, and together never above what is available. What rounding leaves stays with the person.
///
/// ```
/// use facts::Money;
/// let money = |text: &str| text.parse::<Money>().unwrap();
/// let balances = ["500.00 GBP", "1000.00 GBP", "233.00 GBP", "200.00 GBP"].map(money);
/// let shares = money::share::pro_rata(money("100.00 GBP"), &balances).unwrap();
/// assert_eq!(shares, ["25.87 GBP", "51.73 GBP", "12.05 GBP", "10.35 GBP"].map(money));
/// ```
pub fn pro_rata(available: Money, balances: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let currency = available.currency();
    let owed: Vec<Money> = balances.iter().map(|balance| ratio::not_negative(*balance)).collect();
    let total = ratio::sum(currency, owed.iter().copied())?;
    let available = ratio::least(ratio::not_negative(available), total);
    if total.is_zero() || available.is_zero() {
        return Ok(vec![Money::zero(currency); balances.len()]);
    }
    let den = i128::from(total.minor());
    let mut shares = Vec::with_capacity(owed.len());
    let mut sum: i64 = 0;
    for balance in &owed {
        let share = ratio::scale(available, i128::from(balance.minor()), den, Rounding::Nearest)?;
        sum = sum.checked_add(share.minor()).ok_or(MoneyError::TooLarge)?;
        shares.push(share);
    }
    trim(&mut shares, &owed, available, total, sum.saturating_sub(available.minor()));
    Ok(shares)
}

/// The same, but nothing is left over that some debt could still take: for money that was paid.
pub(crate) fn spread_all(paid: Money, balances: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let mut shares = pro_rata(paid, balances)?;
    let given = ratio::sum(paid.currency(), shares.iter().copied())?;
    let mut left = ratio::not_negative(paid.minus(given)?);
    for (share, balance) in shares.iter_mut().zip(balances) {
        let more = ratio::least(left, ratio::not_negative(balance.minus(*share)?));
        *share = share.plus(more)?;
        left = left.minus(more)?;
    }
    Ok(shares)
}

/// Takes pennies back from the shares that were rounded up the most, where all together pass what is available.
fn trim(shares: &mut [Money], owed: &[Money], available: Money, total: Money, over: i64) {
    if over <= 0 {
        return;
    }
    let (have, all) = (i128::from(available.minor()), i128::from(total.minor()));
    let gain = |share: &Money, balance: &Money| i128::from(share.minor()) * all - i128::from(balance.minor()) * have;
    let mut gains: Vec<(i128, usize)> =
        shares.iter().zip(owed).enumerate().map(|(i, (share, balance))| (gain(share, balance), i)).collect();
    gains.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let pennies = usize::try_from(over).unwrap_or(usize::MAX);
    for (_, place) in gains.into_iter().take(pennies) {
        if let Some(share) = shares.get_mut(place) {
            *share = Money::new(share.minor() - 1, share.currency());
        }
    }
}
