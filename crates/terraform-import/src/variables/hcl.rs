//! `.tfvars`: the part of HCL that Terraform takes there, plain values.

use hcl_edit::{
    expr::{Expression, ObjectKey, UnaryOperator},
    structure::Body,
    template::{HeredocTemplate, Template},
};
use serde_json::{Map, Value};

use super::{Read, further};
use crate::{reading::THINGS_MAX, unreadable::Unreadable};

/// How deep brackets may nest; the parser goes down with them.
const DEPTH_MAX: usize = 100;

/// Reads the variables of a file.
pub(crate) fn read(text: &str) -> Result<Read, Unreadable> {
    if depth(text) > DEPTH_MAX {
        return Err(Unreadable::TooDeep { max: DEPTH_MAX });
    }
    let body: Body = text
        .parse()
        .map_err(|error: hcl_edit::parser::Error| Unreadable::NotHcl {
            line: error.location().line(),
            column: error.location().column(),
        })?;
    let mut read = Read::default();
    for attribute in body.attributes() {
        let name = attribute.key.as_str();
        let value = read.value(name, &attribute.value);
        read.values.insert(name.to_owned(), value);
    }
    // No variable can be set by a block.
    read.expressions
        .extend(body.blocks().map(|block| block.ident.as_str().to_owned()));
    Ok(read)
}

fn depth(text: &str) -> usize {
    let (mut deep, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' | b'(' => deep += 1,
            b'}' | b']' | b')' => deep = deep.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(deep);
    }
    deepest
}

impl Read {
    /// A plain value; null for anything that would have to be computed, which is noted.
    fn value(&mut self, way: &str, expression: &Expression) -> Value {
        match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(truth) => Value::Bool(*truth.value()),
            Expression::String(text) => text.value().as_str().into(),
            Expression::Number(number) => number_of(&number.value().to_string()),
            Expression::Parenthesis(inner) => self.value(way, inner.inner()),
            Expression::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.value(&further(way, format_args!("[{index}]")), item))
                    .collect()
            }
            Expression::Object(object) => {
                let mut map = Map::new();
                for (key, value) in object {
                    let Some(key) = key_of(key) else {
                        self.expression(way);
                        continue;
                    };
                    let value = self.value(&further(way, format_args!(".{key}")), value.expr());
                    map.insert(key, value);
                }
                map.into()
            }
            Expression::HeredocTemplate(heredoc) => match heredoc_text(heredoc) {
                Some(text) => text.into(),
                None => self.expression(way),
            },
            Expression::UnaryOp(operation) if *operation.operator.value() == UnaryOperator::Neg => {
                match self.value(way, &operation.expr) {
                    Value::Number(number) => number_of(&format!("-{number}")),
                    _ => self.expression(way),
                }
            }
            _ => self.expression(way),
        }
    }

    fn expression(&mut self, way: &str) -> Value {
        // One too many is enough to have all of it refused.
        if self.expressions.len() <= THINGS_MAX {
            self.expressions.push(way.to_owned());
        }
        Value::Null
    }
}

fn number_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn key_of(key: &ObjectKey) -> Option<String> {
    match key {
        ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
        ObjectKey::Expression(Expression::String(text)) => Some(text.value().clone()),
        ObjectKey::Expression(Expression::Variable(name)) => Some(name.value().as_str().to_owned()),
        ObjectKey::Expression(Expression::Number(number)) => Some(number.value().to_string()),
        ObjectKey::Expression(_) => None,
    }
}

fn heredoc_text(heredoc: &HeredocTemplate) -> Option<String> {
    let mut heredoc = heredoc.clone();
    heredoc.dedent();
    plain(&heredoc.template)
}

/// The text of a template in which nothing is filled in.
fn plain(template: &Template) -> Option<String> {
    let pieces = template
        .iter()
        .map(|element| element.as_literal().map(|text| text.value().as_str()));
    pieces.collect()
}
