//! An installation: a folder with the database, its key, the firm's card and the outbox.

use std::fs;
use std::path::{Path, PathBuf};

use casework::dialler::Dialler;
use casework::firm::{Agent, Letterhead};
use casework::house::House;
use casework::rota::{Rota, RotaError, Shift};
use clap::Args;
use conduct::HouseRules;
use serde::{Deserialize, Serialize};
use store::{MasterKey, Store};

use crate::cli::Failure;
use crate::couriers::{Secret, SmsCard};
use crate::inbound::CardHook;

/// Where an installation is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Where {
    /// The installation's folder: database, key, firm.toml, outbox
    #[arg(long, default_value = "forbear-demo", global = true)]
    pub(crate) dir: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; without it, forbear.db in the folder
    #[arg(long, global = true)]
    database: Option<String>,
}

/// The firm's card, as `firm.toml` has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Card {
    pub(crate) letterhead: Letterhead,
    #[serde(default)]
    pub(crate) house: HouseRules,
    /// Who works here, and when: with nobody named, the agent of the letterhead always does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) staff: Vec<Shift>,
    /// Whether calls of our own accord go onto a dialler's lists.
    #[serde(default)]
    pub(crate) dialler: Dialler,
    /// How texts are carried; there are none where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sms: Option<SmsCard>,
    /// Who takes card payments; nobody where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) processor: Option<ProcessorCard>,
}

/// Where card payments are taken, as `firm.toml` has it. Secrets stand in files of their own, beside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProcessorCard {
    /// Its address, such as `https://api.stripe.com`.
    pub(crate) address: String,
    /// The file with our secret key there.
    pub(crate) key_file: PathBuf,
    /// The file with the secret of its signatures.
    pub(crate) secret_file: PathBuf,
}

impl Where {
    /// An installation in a folder, with its database there or at an address.
    pub(crate) fn of(dir: &Path, database: Option<String>) -> Where {
        Where { dir: dir.to_owned(), database }
    }

    /// Opens the store; makes folder, key and database where they are missing.
    pub(crate) fn store(&self) -> Result<Store, Failure> {
        fs::create_dir_all(&self.dir).map_err(|e| format!("the folder `{}` can't be made: {e}", self.dir.display()))?;
        let key = MasterKey::read_or_create(&self.dir.join("master.key"))?;
        Ok(Store::open(&self.address(), &key)?)
    }

    /// The database's address.
    pub(crate) fn address(&self) -> String {
        let in_folder = || format!("sqlite:{}", self.dir.join("forbear.db").display());
        self.database.clone().unwrap_or_else(in_folder)
    }

    /// The firm's card and the house's rules; those of the demonstration where there is no `firm.toml` yet.
    pub(crate) fn house(&self) -> Result<House, Failure> {
        let path = self.card();
        if !path.exists() {
            fs::create_dir_all(&self.dir)?;
            fs::write(&path, toml::to_string_pretty(&demonstration())?)?;
        }
        house_from(&path)
    }

    /// How texts are carried, with the secret of both sides.
    pub(crate) fn sms(&self) -> Result<Option<(SmsCard, Secret)>, Failure> {
        let path = self.card();
        if !path.exists() {
            return Ok(None);
        }
        let card = card_from(&path)?;
        let Some(sms) = card.sms else { return Ok(None) };
        let secret = sms.check(&card.letterhead.firm, &self.dir)?;
        Ok(Some((sms, secret)))
    }

    /// Who takes card payments, with the secrets of both sides.
    pub(crate) fn processor(&self) -> Result<Option<CardHook>, Failure> {
        let path = self.card();
        let card = if path.exists() { card_from(&path)?.processor } else { None };
        let Some(card) = card else { return Ok(None) };
        let secret = |file: &Path| -> Result<String, Failure> {
            let path = self.dir.join(file);
            let text = fs::read_to_string(&path).map_err(|e| {
                format!("`{}`, [processor]: `{}` can't be read: {e}", self.card().display(), path.display())
            })?;
            Ok(text.trim().to_owned())
        };
        let (key, secret) = (secret(&card.key_file)?, secret(&card.secret_file)?);
        Ok(Some(CardHook { processor: card.address, key, secret }))
    }

    pub(crate) fn outbox(&self) -> PathBuf {
        self.dir.join("outbox")
    }

    fn card(&self) -> PathBuf {
        self.dir.join("firm.toml")
    }
}

/// Reads a firm's card.
pub(crate) fn house_from(path: &Path) -> Result<House, Failure> {
    let card = card_from(path)?;
    let rota = rota(&card).map_err(|e| format!("`{}`, {e}", path.display()))?;
    Ok(House { dialler: card.dialler, rota, ..House::new(card.letterhead, card.house)? })
}

fn card_from(path: &Path) -> Result<Card, Failure> {
    let text = fs::read_to_string(path).map_err(|e| format!("`{}` can't be read: {e}", path.display()))?;
    let card: Card = toml::from_str(&text).map_err(|e| format!("`{}` is not understood: {e}", path.display()))?;
    card.house.validate().map_err(|e| format!("`{}`, [house]: {e}", path.display()))?;
    rota(&card).map_err(|e| format!("`{}`, {e}", path.display()))?;
    if let Some(sms) = &card.sms {
        // A sender that its use forbids can't be configured, whatever is to be done.
        sms.check(&card.letterhead.firm, path.parent().unwrap_or(Path::new(".")))
            .map_err(|e| format!("`{}`, {e}", path.display()))?;
    }
    Ok(card)
}

fn rota(card: &Card) -> Result<Rota, RotaError> {
    Rota::new(card.staff.clone(), card.house.open.as_ref())
}

/// An invented firm. Its telephone number is from the range that is kept for fiction.
fn demonstration() -> Card {
    Card {
        letterhead: Letterhead {
            firm: facts::Firm {
                name: "Kindly Recoveries (a demonstration)".to_owned(),
                business_names: Vec::new(),
                accepts_electronic: vec![facts::Channel::Email, facts::Channel::Text, facts::Channel::Portal],
                licence: Some("DEMO-0001".to_owned()),
                capacity: Some(facts::Capacity::Agent),
                authority: vec!["accept_instalments".to_owned()],
                member_of: Vec::new(),
            },
            address: "1 Example Square, Sampleton, NY 12207".to_owned(),
            phone: "+1 212 555 0100".to_owned(),
            email: "hello@kindly.example".to_owned(),
            web: "http://127.0.0.1:7879".to_owned(),
            portal: "http://127.0.0.1:7879".to_owned(),
            agent: Agent { name: "Amara".to_owned(), phone: "+1 212 555 0101".to_owned() },
            reports: Some("We told no credit bureau about this account.".to_owned()),
        },
        house: HouseRules::default(),
        staff: Vec::new(),
        dialler: Dialler::default(),
        sms: None,
        processor: None,
    }
}
