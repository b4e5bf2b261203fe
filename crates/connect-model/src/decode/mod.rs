//! From the tree of a file to checked types, and to the JSON Schema, by one list of members.

/// Makes a struct of the spec: its members, their limits and defaults.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident {$(
            $(#[doc = $about:literal])+
            $member:ident : $type:ty $([$($limit:expr),+])? $(= $default:expr)?
        ),+ $(,)?}
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        $vis struct $name {$(
            $(#[doc = $about])+
            $vis $member: $type
        ),+}
    };
}

/// Makes an enum of the spec: its variants by the words that stand for them.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {$(
            $(#[doc = $about:literal])+
            $variant:ident = $word:literal
        ),+ $(,)?}
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {$(
            $(#[doc = $about])+
            $variant
        ),+}

        impl $name {
            /// Every variant, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that stands for it in a spec and, where AWS knows it, in the API.
            pub fn as_str(self) -> &'static str {
                match self {$(Self::$variant => $word),+}
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::Malformed;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().copied().find(|choice| choice.as_str() == word);
                known.ok_or(Self::Err::new(concat!("one of ", $($word, " "),+)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(from)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
