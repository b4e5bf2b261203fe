//! A page of HTML with all pictures, that stands alone.

use std::fmt::Write as _;

use super::Picture;
use crate::draw::escape;

const STYLE: &str = include_str!("page.css");

/// A page that shows pictures with their names. Everything is in it: nothing is loaded, nothing runs.
pub fn page(title: &str, pictures: &[Picture]) -> String {
    let drawn: usize = pictures.iter().map(|picture| picture.svg.len() + 512).sum();
    let mut out = String::with_capacity(4096 + drawn);
    let title = escaped(title);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"album\">\n<h1>{title}</h1>\n"
    );
    contents(pictures, &mut out);
    for (number, picture) in pictures.iter().enumerate() {
        section(number, picture, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn contents(pictures: &[Picture], out: &mut String) {
    out.push_str("<nav class=\"album-names\"><ul>\n");
    for (number, picture) in pictures.iter().enumerate() {
        let (kind, name) = (kind(picture), escaped(&picture.item.name));
        let _ = writeln!(
            out,
            "<li><a href=\"#album-{number}\">{name}</a> <small>{kind}</small></li>"
        );
    }
    out.push_str("</ul></nav>\n");
}

fn section(number: usize, picture: &Picture, out: &mut String) {
    let (kind, name) = (kind(picture), escaped(&picture.item.name));
    let _ = writeln!(
        out,
        "<section class=\"album-flow\" id=\"album-{number}\">\n<h2>{name} <small>{kind}</small></h2>"
    );
    if !picture.lines.is_empty() {
        let lines: Vec<_> = picture.lines.iter().map(|line| escaped(line)).collect();
        let _ = writeln!(out, "<pre>{}</pre>", lines.join("\n"));
    }
    let _ = writeln!(
        out,
        "<div class=\"album-picture\">\n{}</div>\n</section>",
        picture.svg
    );
}

fn kind(picture: &Picture) -> String {
    format!("{} {}", picture.item.role.as_str(), picture.version)
        .trim_end()
        .to_owned()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
