//! Whether passwords stand in a file, for who is about to keep it.

use connect_model::Finding;

use super::{
    Format, Mapping, ReadError, columns, head,
    input::Input,
    json::{Line, Lines},
    records::Records,
    source::Source,
};

/// What of a file is passwords: columns of a table whose header calls them so, whatever else is in it, and
/// members of rows of JSON Lines. Empty for what is neither, and for what cannot be read.
///
/// Unlike [`open`](super::open) this looks at the whole file, and knows no mapping: it is for files of which
/// nobody has said yet what they are.
pub fn passwords(source: &dyn Source) -> Vec<Finding> {
    found(source).unwrap_or_default()
}

fn found(source: &dyn Source) -> Result<Vec<Finding>, ReadError> {
    let (file, mapping) = (source.name(), Mapping::default());
    let mut input = Input::new(source.open()?);
    let head = head::look(file, input.head()?, &mapping)?;
    input.consume(head.skip);
    match head.format {
        Format::Csv => in_table(file, Records::new(input, head.delimiter)),
        Format::JsonLines => in_objects(file, Lines::new(input)),
    }
}

/// A table has as many cells in its first row as in its header; text that happens to have a comma has not.
fn in_table(file: &str, mut records: Records) -> Result<Vec<Finding>, ReadError> {
    let Some(line) = records.read().map_err(|broken| broken.told(file))? else {
        return Ok(Vec::new());
    };
    let cells = (0..records.len()).filter_map(|n| records.cell(n));
    let header: Vec<String> = cells.map(str::to_owned).collect();
    let is_table = match records.read().map_err(|broken| broken.told(file))? {
        Some(_) => records.len() == header.len(),
        None => true,
    };
    if header.len() < 2 || !is_table {
        return Ok(Vec::new());
    }
    Ok(columns::passwords((file, line), &header))
}

/// The first row with some is enough.
fn in_objects(file: &str, mut lines: Lines) -> Result<Vec<Finding>, ReadError> {
    while let Some(line) = lines.read().map_err(|broken| broken.told(file))? {
        let Line::Object(object) = lines.line() else {
            continue;
        };
        let found = columns::passwords((file, line), object.keys());
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
