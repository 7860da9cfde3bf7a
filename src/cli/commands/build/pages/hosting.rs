//! Rules for servers of static files, so that the IRIs of things lead to their pages.

use super::{GRAPH_FILE, write};
use crate::bundle::Description;
use crate::cli::commands::build::folder::NewFolder;
use crate::cli::exit::Failure;
use crate::rdf::Base;
use std::fmt::Write as _;

/// Writes the rules of each kind of server.
pub(super) fn write_all(
    base: &Base,
    description: &Description,
    folder: &mut NewFolder,
) -> Result<(), Failure> {
    let path = folder.file(
        "id/.htaccess",
        "rules for Apache: IRIs lead to the pages of things",
        "Apache 用の規則: IRI から各項目のページへ",
    );
    write(&path, &apache(description))?;
    let path = folder.file(
        "hosting/nginx.conf",
        "rules for nginx: IRIs lead to the pages of things",
        "nginx 用の規則: IRI から各項目のページへ",
    );
    write(&path, &nginx(base))?;
    let path = folder.file(
        "_redirects",
        "rules for Netlify and Cloudflare Pages: IRIs lead to the pages of things",
        "Netlify・Cloudflare Pages 用の規則: IRI から各項目のページへ",
    );
    write(&path, &redirects(base))
}

/// Below the folder of the pages. An address whose page is there gets it; who asks for Turtle is sent to the graph, if it is known
/// where that stands.
fn apache(description: &Description) -> String {
    let mut rules = String::from(
        "# Apache: the IRI of a thing leads to its page. Needs mod_rewrite and `AllowOverride FileInfo`.\n\
         RewriteEngine On\n",
    );
    if let Some(url) = &description.url {
        // Writing to a String cannot fail.
        let _ = write!(
            rules,
            "RewriteCond %{{HTTP_ACCEPT}} text/turtle\n\
             RewriteCond %{{HTTP_ACCEPT}} !text/html\n\
             RewriteRule !\\.html$ {}{GRAPH_FILE} [R=303,L]\n",
            url.replace('%', "\\%").replace('$', "\\$")
        );
    }
    rules.push_str(
        "RewriteCond %{REQUEST_FILENAME} !-f\n\
         RewriteCond %{REQUEST_FILENAME}.html -f\n\
         RewriteRule ^ %{REQUEST_URI}.html [L]\n",
    );
    rules
}

/// To be included in a `server` block.
fn nginx(base: &Base) -> String {
    let path = path_of(base);
    let pattern: String = path.chars().flat_map(|character| escaped(character).chain([character])).collect();
    // Pages link to the rest of the dataset, which stands beside the folder that the base leads to.
    let above = path.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
    format!(
        "# nginx: the IRI of a thing leads to its page. Include this in the `server` block of the host of\n\
         # {} and put the folder of this dataset in place of /srv/dataset, twice.\n\
         location ~ \"^{pattern}(?<thing>.+)$\" {{\n    \
             root /srv/dataset;\n    \
             try_files /id/$thing.html /id/$thing =404;\n\
         }}\n\
         location {above}/ {{\n    \
             alias /srv/dataset/;\n    \
             index index.html;\n\
         }}\n",
        base.as_str()
    )
}

/// A backslash before what means something in a pattern.
fn escaped(character: char) -> impl Iterator<Item = char> {
    (!character.is_ascii_alphanumeric() && !matches!(character, '/' | '-' | '_' | '~'))
        .then_some('\\')
        .into_iter()
}

/// At the root of the site. Both hosts serve `x.html` for `x` by themselves.
fn redirects(base: &Base) -> String {
    let path = path_of(base);
    let mut rules = String::from(
        "# Netlify and Cloudflare Pages: the IRI of a thing leads to its page. These hosts read this file at the root of the site only.\n",
    );
    if path == "/id/" {
        rules.push_str("# The pages stand where the IRIs lead already; nothing has to be rewritten.\n");
    } else {
        let _ = writeln!(rules, "{path}* /id/:splat 302");
    }
    rules
}

/// The path of the base on its host: `/policygraph/id/`.
fn path_of(base: &Base) -> &str {
    let rest = base.as_str().split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_the_path_of_the_base_only() {
        let rules = nginx(&Base::new("https://example.org/a.b/(id)/").unwrap());
        assert!(rules.contains(r#"location ~ "^/a\.b/\(id\)/(?<thing>.+)$""#), "{rules}");
        assert_eq!(path_of(&Base::new("https://example.org/").unwrap()), "/");
    }

    #[test]
    fn pages_that_stand_where_the_iris_lead_need_no_rule() {
        assert!(!redirects(&Base::new("https://example.org/id/").unwrap()).contains(":splat"));
        assert!(redirects(&Base::default()).contains("/policygraph/id/* /id/:splat 302"));
    }
}
