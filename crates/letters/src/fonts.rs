//! The faces in the binary, and which characters they can show.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The faces and their book, read once.
pub(crate) static FACES: LazyLock<Faces> = LazyLock::new(Faces::read);

/// The faces in the order in which `templates/look.typ` falls back on them.
#[derive(Debug)]
pub(crate) struct Faces {
    pub(crate) fonts: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
}

impl Faces {
    fn read() -> Self {
        let files: [&'static [u8]; 5] = [
            include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
            include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
            include_bytes!("../fonts/NotoSans-Subset-Regular.ttf"),
            include_bytes!("../fonts/NotoSans-Subset-Bold.ttf"),
            include_bytes!("../fonts/NotoSansSymbols2-Subset.ttf"),
        ];
        let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }

    /// Whether some face can show the character.
    pub(crate) fn show(&self, sign: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(sign)))
    }
}
