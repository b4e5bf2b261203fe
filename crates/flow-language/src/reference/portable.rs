//! References by name: `ref://<kind>/<name>`.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use crate::{flow_type::FlowType, reference::kind::RefKind, spelling::UnknownSpelling};

/// What every portable reference begins with.
const SCHEME: &str = "ref://";

/// A reference by name, which means the same in every instance.
///
/// Written `ref://<kind>/<name>`; flows `ref://flow/<TYPE>/<name>`, since names are unique only
/// within a type. A version or alias of a flow, module, function or view follows as one more step:
/// `ref://module/Greeting/$LATEST`. In a name and a qualifier `%` and `/` are written `%25` and
/// `%2F`, and nothing else is: every reference has exactly one spelling.
///
/// ```
/// use flow_language::{FlowType, Ref};
///
/// let main = Ref::flow(FlowType::ContactFlow, "Sales 24/7")?;
/// assert_eq!(main.to_string(), "ref://flow/CONTACT_FLOW/Sales 24%2F7");
/// assert_eq!(main.to_string().parse(), Ok(main));
/// # Ok::<(), flow_language::RefError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    kind: RefKind,
    flow_type: Option<FlowType>,
    name: String,
    qualifier: Option<String>,
}

/// Why a text or a name is not a portable reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefError {
    /// The text does not begin with `ref://`.
    #[error("a reference begins with `ref://`")]
    NoScheme,
    /// The first step is no kind, or the second of a flow no type.
    #[error(transparent)]
    Unknown(#[from] UnknownSpelling),
    /// A flow is named by type and name.
    #[error("a flow is named by its type too: `ref://flow/<TYPE>/<name>`")]
    NoFlowType,
    /// The name or the qualifier is empty.
    #[error("the name is empty")]
    NoName,
    /// A `%` that is neither `%25` nor `%2F`.
    #[error("in a name, `%` is written `%25` and `/` is written `%2F`")]
    BadEscape,
    /// More steps than the kind has.
    #[error("there is one `/` too many for a {kind}; in a name it is written `%2F`")]
    TooManySteps {
        /// The kind of the reference.
        kind: RefKind,
    },
}

impl Ref {
    /// A reference to anything but a flow.
    pub fn new(kind: RefKind, name: impl Into<String>) -> Result<Self, RefError> {
        if kind == RefKind::Flow {
            return Err(RefError::NoFlowType);
        }
        Self::named(kind, None, name.into())
    }

    /// A reference to a flow.
    pub fn flow(flow_type: FlowType, name: impl Into<String>) -> Result<Self, RefError> {
        Self::named(RefKind::Flow, Some(flow_type), name.into())
    }

    /// The same thing in a version or by an alias, where its kind has those.
    pub fn with_qualifier(mut self, qualifier: impl Into<String>) -> Result<Self, RefError> {
        let qualifier = qualifier.into();
        if !self.kind.is_qualifiable() {
            return Err(RefError::TooManySteps { kind: self.kind });
        }
        if qualifier.is_empty() {
            return Err(RefError::NoName);
        }
        self.qualifier = Some(qualifier);
        Ok(self)
    }

    /// The thing itself, without version or alias.
    pub fn without_qualifier(&self) -> Self {
        Self {
            qualifier: None,
            ..self.clone()
        }
    }

    /// The kind of thing that is named.
    pub fn kind(&self) -> RefKind {
        self.kind
    }

    /// The type of the flow; none for other kinds.
    pub fn flow_type(&self) -> Option<FlowType> {
        self.flow_type
    }

    /// The name, unescaped.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version or alias, unescaped.
    pub fn qualifier(&self) -> Option<&str> {
        self.qualifier.as_deref()
    }

    /// Whether a text claims to be a portable reference, well formed or not.
    pub fn is_claimed_by(text: &str) -> bool {
        text.starts_with(SCHEME)
    }

    fn named(kind: RefKind, flow_type: Option<FlowType>, name: String) -> Result<Self, RefError> {
        if name.is_empty() {
            return Err(RefError::NoName);
        }
        Ok(Self {
            kind,
            flow_type,
            name,
            qualifier: None,
        })
    }
}

impl FromStr for Ref {
    type Err = RefError;

    fn from_str(text: &str) -> Result<Self, RefError> {
        let rest = text.strip_prefix(SCHEME).ok_or(RefError::NoScheme)?;
        let mut steps = rest.split('/');
        let kind: RefKind = steps.next().unwrap_or_default().parse()?;
        let flow_type = match kind {
            RefKind::Flow => Some(flow_type(&mut steps)?),
            _ => None,
        };
        let name = unescape(steps.next().unwrap_or_default())?;
        let named = Self::named(kind, flow_type, name)?;
        let qualified = match steps.next() {
            Some(step) => named.with_qualifier(unescape(step)?)?,
            None => named,
        };
        match steps.next() {
            Some(_) => Err(RefError::TooManySteps { kind }),
            None => Ok(qualified),
        }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}/", self.kind)?;
        if let Some(flow_type) = self.flow_type {
            write!(f, "{flow_type}/")?;
        }
        f.write_str(&escape(&self.name))?;
        match &self.qualifier {
            Some(qualifier) => write!(f, "/{}", escape(qualifier)),
            None => Ok(()),
        }
    }
}

impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The type comes before the name; with one step only, that step is the name.
fn flow_type<'a>(
    steps: &mut (impl Iterator<Item = &'a str> + Clone),
) -> Result<FlowType, RefError> {
    let step = steps.next().unwrap_or_default();
    if steps.clone().next().is_none() {
        return Err(RefError::NoFlowType);
    }
    Ok(step.parse()?)
}

fn escape(name: &str) -> String {
    name.replace('%', "%25").replace('/', "%2F")
}

fn unescape(step: &str) -> Result<String, RefError> {
    let mut pieces = step.split('%');
    let mut name = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (character, rest) = match piece.get(..2) {
            Some("25") => ('%', &piece[2..]),
            Some("2F") => ('/', &piece[2..]),
            _ => return Err(RefError::BadEscape),
        };
        name.push(character);
        name.push_str(rest);
    }
    Ok(name)
}
