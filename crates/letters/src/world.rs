//! What a template may see: the templates, the faces and one letter's data. Nothing else exists.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::fonts::FACES;

/// The world of one letter.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    main: FileId,
}

impl Desk {
    /// A desk with the letter's JSON on it, in `sys.inputs.letter`; `None` if the templates are not
    /// in the binary.
    pub(crate) fn new(letter_json: &str) -> Option<Self> {
        let mut inputs = Dict::new();
        inputs.insert("letter".into(), letter_json.into_value());
        let main = TEMPLATES.first()?.id();
        // Row headers in tables, for screen readers.
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = LazyHash::new(Library::builder().with_inputs(inputs).with_features(features).build());
        Some(Self { library, main })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = TEMPLATES.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The templates, the main one first.
static TEMPLATES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let files = [
        ("/letter.typ", include_str!("../templates/letter.typ")),
        ("/look.typ", include_str!("../templates/look.typ")),
        ("/words.typ", include_str!("../templates/words.typ")),
        ("/blocks.typ", include_str!("../templates/blocks.typ")),
        ("/plain.typ", include_str!("../templates/plain.typ")),
        ("/b1.typ", include_str!("../templates/b1.typ")),
        ("/b1_words.typ", include_str!("../templates/b1_words.typ")),
    ];
    let source = |(path, text): (&str, &str)| {
        let path = RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?);
        Some(Source::new(path.intern(), text.to_owned()))
    };
    files.into_iter().filter_map(source).collect()
});
