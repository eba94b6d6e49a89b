//! An outbox folder: e-mails as `.eml`, letters as pages, a line in the manifest for each.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use casework::firm::Letterhead;
use casework::ports::{Courier, CourierError, Delivered, Parcel};
use conduct::Permit;
use facts::Channel;
use sha2::{Digest, Sha256};

use super::mail;

/// Puts parcels into a folder.
#[derive(Debug)]
pub(crate) struct Folder {
    folder: PathBuf,
    head: Letterhead,
}

impl Folder {
    /// A courier into `folder`, which is made where it is missing.
    pub(crate) fn new(folder: &Path, head: Letterhead) -> std::io::Result<Folder> {
        fs::create_dir_all(folder)?;
        Ok(Folder { folder: folder.to_owned(), head })
    }

    fn put(&self, parcel: &Parcel, ending: &str, bytes: &[u8]) -> std::io::Result<String> {
        let name = format!("{}.{ending}", parcel.id);
        let path = self.folder.join(&name);
        // Carried before: the same parcel is the same message.
        if path.exists() {
            return Ok(name);
        }
        let beside = self.folder.join(format!(".{name}.part"));
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        fs::rename(&beside, &path)?;
        let mut manifest = OpenOptions::new().create(true).append(true).open(self.folder.join("manifest.csv"))?;
        if manifest.metadata()?.len() == 0 {
            writeln!(manifest, "id,channel,file,sha256")?;
        }
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(manifest, "{},{},{name},{hash}", parcel.id, parcel.channel.as_str())?;
        Ok(name)
    }
}

impl Courier for Folder {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        let put = match parcel.channel {
            Channel::Email => self.put(parcel, "eml", &mail::mail(&self.head, parcel)?.formatted()),
            Channel::Letter => self.put(parcel, "html", mail::page(parcel).as_bytes()),
            Channel::Text => self.put(parcel, "txt", parcel.text().as_bytes()),
            other => return Err(CourierError::NoCourier(other.as_str())),
        };
        put.map(|receipt| Delivered { receipt }).map_err(|e| CourierError::Later(e.to_string()))
    }
}
