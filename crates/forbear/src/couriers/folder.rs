//! An outbox folder: e-mails as `.eml`, letters as PDF for a print house, a line in the manifest for each.

use std::collections::BTreeSet;
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
    /// The ids that stand on the list.
    listed: BTreeSet<String>,
    paper: Paper,
}

/// How letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    /// For a print house.
    #[cfg(feature = "letters")]
    Pdf,
    /// To be looked at.
    Page,
}

/// The list by which a print house checks what it got.
const MANIFEST: &str = "manifest.csv";

impl Folder {
    /// A courier into `folder`, which is made where it is missing.
    pub(crate) fn new(folder: &Path, head: Letterhead) -> std::io::Result<Folder> {
        fs::create_dir_all(folder)?;
        let list = match fs::read_to_string(folder.join(MANIFEST)) {
            Ok(text) => text,
            Err(none) if none.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let listed = list.lines().filter_map(|line| Some(line.split_once(',')?.0.to_owned())).collect();
        #[cfg(feature = "letters")]
        let paper = Paper::Pdf;
        #[cfg(not(feature = "letters"))]
        let paper = Paper::Page;
        Ok(Folder { folder: folder.to_owned(), head, listed, paper })
    }

    /// The same with letters as pages to be looked at. The demonstration's first build leaves Typst unoptimised, and
    /// would lay out its letters for longer than all the rest takes.
    pub(crate) fn of_pages(folder: &Path, head: Letterhead) -> std::io::Result<Folder> {
        Ok(Folder { paper: Paper::Page, ..Folder::new(folder, head)? })
    }

    fn put(&mut self, parcel: &Parcel, ending: &str, bytes: &[u8], pages: usize) -> std::io::Result<String> {
        let name = format!("{}.{ending}", parcel.id);
        let path = self.folder.join(&name);
        // Carried before: the same parcel is the same message.
        if !path.exists() {
            let beside = self.folder.join(format!(".{name}.part"));
            let mut file = File::create(&beside)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&beside, &path)?;
        }
        self.list(parcel, &name, &path, pages)?;
        Ok(name)
    }

    /// Puts a file on the list, unless it stands there: a program that ended in between had only written the file.
    fn list(&mut self, parcel: &Parcel, name: &str, path: &Path, pages: usize) -> std::io::Result<()> {
        if self.listed.contains(&parcel.id) {
            return Ok(());
        }
        let mut manifest = OpenOptions::new().create(true).append(true).open(self.folder.join(MANIFEST))?;
        if manifest.metadata()?.len() == 0 {
            writeln!(manifest, "id,channel,file,pages,sha256")?;
        }
        let hash: String = Sha256::digest(fs::read(path)?).iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(manifest, "{},{},{name},{pages},{hash}", parcel.id, parcel.channel.as_str())?;
        self.listed.insert(parcel.id.clone());
        Ok(())
    }

    /// A letter as the file that a print house prints, or as a page.
    fn letter(&mut self, parcel: &Parcel) -> Result<std::io::Result<String>, CourierError> {
        match self.paper {
            #[cfg(feature = "letters")]
            Paper::Pdf => {
                let pdf = super::paper::paper(&self.head, parcel)?;
                Ok(self.put(parcel, "pdf", pdf.bytes(), pdf.pages()))
            }
            Paper::Page => Ok(self.put(parcel, "html", mail::page(parcel).as_bytes(), 1)),
        }
    }
}

impl Courier for Folder {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        let put = match parcel.channel {
            Channel::Email => self.put(parcel, "eml", &mail::mail(&self.head, parcel)?.formatted(), 1),
            Channel::Letter => self.letter(parcel)?,
            Channel::Text => self.put(parcel, "txt", parcel.text().as_bytes(), 1),
            other => return Err(CourierError::NoCourier(other.as_str())),
        };
        put.map(|receipt| Delivered { receipt }).map_err(|e| CourierError::Later(e.to_string()))
    }
}
