//! Pages on the server: each leads on, shows what the document says, and is of the kind that was asked for.

use crate::client::{REPORT, Request, Server, encoded};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// The addresses that a page links to on its own server.
fn links(page: &str) -> Vec<String> {
    let of = |attribute: &str| -> Vec<String> {
        page.split(attribute)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| link.starts_with('/'))
            .map(|link| link.replace("&amp;", "&"))
            .collect()
    };
    [of("href=\""), of("src=\""), of("action=\"")].concat()
}

#[test]
fn every_page_is_there_and_leads_nowhere_in_vain() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let mut waiting = std::collections::VecDeque::from(["/".to_owned(), "/?lang=en".to_owned()]);
    let mut seen = std::collections::BTreeSet::new();
    while let Some(address) = waiting.pop_front() {
        let address = address.split('#').next().unwrap().to_owned();
        // Of things, terms and examples there are hundreds of one kind: some of each.
        let kind = address.split(['?', '/']).nth(1).unwrap_or_default().to_owned();
        let alike =
            seen.iter().filter(|other: &&String| other.split(['?', '/']).nth(1) == Some(&kind)).count();
        if alike > 25 || !seen.insert(address.clone()) {
            continue;
        }
        let response = server.get(&address, BROWSER);
        assert!([200, 303].contains(&response.status), "{address}: {} {}", response.status, response.text());
        if response.header("content-type").starts_with("text/html") {
            waiting.extend(links(&response.text()));
        }
    }
    for expected in [
        "/plan",
        "/matrix",
        "/impact",
        "/query",
        "/ontology",
        "/search",
        "/assets/pages.css",
        "/store?default",
    ] {
        assert!(seen.contains(expected), "no page leads to {expected}: {seen:?}");
    }
    assert!(seen.len() > 100, "{}", seen.len());
}

#[test]
fn a_thing_leads_to_its_page_or_its_data() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for (accept, expected) in [
        (BROWSER, "/page/program/ikou-renkei"),
        ("text/turtle", "/data/program/ikou-renkei"),
        ("application/ld+json", "/data/program/ikou-renkei"),
        ("*/*", "/data/program/ikou-renkei"),
    ] {
        let response = server.get("/id/program/ikou-renkei", accept);
        assert_eq!((response.status, response.header("location")), (303, expected), "{accept}");
        assert!(response.header("vary").contains("accept"));
    }
    let page = server.get("/page/program/ikou-renkei", BROWSER);
    let text = page.text();
    assert!(text.contains("医工連携イノベーション推進事業") && text.contains("application/ld+json"));
    // The measure of line 14, with its words marked.
    let measure = server.get("/page/measure/a2ac72cf2c883ec4", BROWSER).text();
    assert!(measure.contains("<mark") && measure.contains("14行"));
    assert!(page.header("link").contains("rel=\"alternate\""));
    let data = server.get("/data/program/ikou-renkei.nt", "*/*").text();
    let name = "<https://w3id.org/policygraph/id/program/ikou-renkei> <http://www.w3.org/2004/02/skos/core#prefLabel> \"医工連携イノベーション推進事業\"@ja .";
    assert!(data.lines().any(|line| line == name), "{data}");
    for ending in ["ttl", "jsonld", "rdf", "nq", "trig"] {
        assert_eq!(server.get(&format!("/data/program/ikou-renkei.{ending}"), "*/*").status, 200, "{ending}");
    }
    for (target, expected) in [
        ("/page/program/none", 404),
        ("/data/program/none", 404),
        ("/page?iri=x", 400),
        ("/page", 400),
        ("/page/..%2f..%2fetc/passwd", 404),
    ] {
        assert_eq!(server.get(target, BROWSER).status, expected, "{target}");
    }
}

#[test]
fn things_are_found_whatever_the_width_of_the_words() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for words in ["医工連携 イノベーション", "ｲﾉﾍﾞｰｼｮﾝ推進", "医工連携"] {
        let text = server.get(&format!("/search?q={}", encoded(words)), BROWSER).text();
        assert!(text.contains("/page/program/ikou-renkei"), "{words}");
    }
    let text = server.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", BROWSER).text();
    assert!(!text.contains("<script>alert") && text.contains("&lt;script&gt;alert"), "{text}");
}

#[test]
fn the_tree_holds_the_plan() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let text = server.get("/plan", BROWSER).text();
    // By hand from the report: 3 goals, 11 objectives, 44 groups, 60 measures, each once.
    for (kind, count) in [("goal", 3), ("objective", 11), ("group", 44), ("measure", 60)] {
        let mut found: Vec<&str> = text
            .split("href=\"/page/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|iri| iri.starts_with(&format!("{kind}/")))
            .collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), count, "{kind}");
    }
}

#[test]
fn the_editor_shows_rows_triples_and_trouble() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let at = |query: &str| server.get(&format!("/query?query={}", encoded(query)), BROWSER);
    let rows =
        at("SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a <https://w3id.org/policygraph/ontology#Measure> }");
    assert!(rows.status == 200 && rows.text().contains(">60<"), "{}", rows.text());
    let triples = at("CONSTRUCT { <urn:a> <urn:b> \"<i>\" } {}");
    assert!(triples.text().contains("&lt;urn:a&gt;") && !triples.text().contains("\"<i>\""));
    let trouble = at("SELECT");
    assert!(trouble.status == 400 && trouble.text().contains("trouble"), "{}", trouble.status);
    let csv = server.get(&format!("/query.csv?query={}", encoded("SELECT (1 AS ?n) {}")), BROWSER);
    assert_eq!((csv.status, csv.text().as_str()), (200, "n\r\n1\r\n"));
    assert_eq!(server.get("/query.csv?query=CONSTRUCT%7B%7D%7B%7D", BROWSER).status, 406);
}

#[test]
fn graphs_in_other_vocabularies_have_pages_too() {
    let folder = tempfile::tempdir().unwrap();
    let text = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .
        <https://example.org/人?a=1#me> foaf:name \"名\\u0000前 <b>\" ; foaf:knows <https://example.org/x> .
        <https://example.org/x> foaf:name \"javascript:alert(1)\" .";
    let server = Server::on(folder.path(), "people.ttl", text, &["--workers", "1"]);
    for target in
        ["/", "/?lang=en", "/plan", "/matrix", "/impact", "/tables/measures", "/queries/dataset-size"]
    {
        assert_eq!(server.get(target, BROWSER).status, 200, "{target}");
    }
    let page = server.get(&format!("/page?iri={}", encoded("https://example.org/x")), BROWSER);
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("href=\"javascript"), "{}", page.text());
    let found = server.get(&format!("/search?q={}", encoded("前")), BROWSER).text();
    assert!(found.contains("/page?iri=https%3A%2F%2Fexample%2Eorg%2F%E4%BA%BA%3Fa%3D1%23me"), "{found}");
}

#[test]
fn pages_that_a_browser_has_are_not_sent_again() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for target in ["/", "/page/program/ikou-renkei", "/matrix", "/assets/pages.css"] {
        let first = server.get(target, BROWSER);
        let tag = first.header("etag").to_owned();
        let headers = [("If-None-Match", tag.as_str()), ("Accept", BROWSER)];
        let again = server.send(&Request { method: "GET", target, headers: &headers, body: b"" });
        assert_eq!((again.status, again.body.len()), (304, 0), "{target}");
        assert!(first.header("content-security-policy").contains("default-src 'none'"), "{target}");
    }
}

#[test]
fn what_goes_wrong_is_a_page_for_browsers() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for (target, expected) in [
        ("/nowhere", 404),
        ("/tables/none", 404),
        ("/queries/none", 404),
        ("/queries/measures-led?ministry=x", 400),
    ] {
        let response = server.get(target, BROWSER);
        assert_eq!(response.status, expected, "{target}");
        assert!(response.header("content-type").starts_with("text/html"), "{target}");
        assert!(response.text().contains("trouble"), "{target}");
    }
}

#[test]
fn a_page_is_in_the_language_of_the_address_or_of_the_browser() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let shown = |target: &str, wish: &str| {
        let headers = [("Accept", BROWSER), ("Accept-Language", wish)];
        server.send(&Request { method: "GET", target, headers: &headers, body: b"" })
    };
    for target in
        ["/", "/plan", "/search?q=AMED", "/queries/measures-led", "/tables/programs", "/query", "/nowhere"]
    {
        let sign = if target.contains('?') { '&' } else { '?' };
        for (address, wish, expected) in [
            (target.to_owned(), "ja", "ja"),
            (target.to_owned(), "en-GB, ja;q=0.5", "en"),
            (format!("{target}{sign}lang=en"), "ja", "en"),
            (format!("{target}{sign}lang=ja"), "en", "ja"),
        ] {
            let response = shown(&address, wish);
            let text = response.text();
            assert!(text.contains(&format!("<html lang=\"{expected}\"")), "{address} {wish}");
            assert!(response.header("vary").contains("accept") || response.status == 404);
            // A language that was chosen goes on to the next page, and to what is sent from forms.
            let is_named = address.contains("lang=");
            let plan = if is_named {
                format!("href=\"/plan?lang={expected}\"")
            } else {
                "href=\"/plan\"".to_owned()
            };
            assert!(text.contains(&plan), "{address} {wish}");
            assert_eq!(text.contains("name=\"lang\""), is_named, "{address} {wish}");
        }
    }
    // The same page in the other language.
    let text = shown("/queries/measures-led?ministry=%E5%8E%9A", "ja").text();
    assert!(text.contains("href=\"/queries/measures-led?ministry=%E5%8E%9A&amp;lang=en\""), "{text}");
}

#[test]
fn a_form_offers_what_a_parameter_can_be() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for target in ["/queries/measures-led", "/queries/measures-led?ministry=%E5%8E%9A"] {
        let text = server.get(target, BROWSER).text();
        // Those that have a ◎ in the report, by search of its text.
        let options: Vec<&str> =
            text.split("<option value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for ministry in ["厚生労働省", "文部科学省", "経済産業省", "内閣府"] {
            assert!(options.contains(&ministry), "{target}: {options:?}");
        }
        // A goal is offered, and shown, by its name.
        assert!(options.contains(&"国民に必要な医療機器へのアクセシビリティの確保"), "{target}: {options:?}");
        assert!(!text.contains("<code>id:goal"), "{target}");
    }
}

#[test]
fn gzip_is_what_was_sent_without_it() {
    use std::io::Read as _;
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for target in
        ["/", "/plan?lang=en", "/assets/pages.css", "/store?default", "/queries/programs-by-measures.csv"]
    {
        let plain = server.get(target, "*/*");
        let headers = [("Accept", "*/*"), ("Accept-Encoding", "br, gzip")];
        let packed = server.send(&Request { method: "GET", target, headers: &headers, body: b"" });
        assert_eq!((packed.status, packed.header("content-encoding")), (200, "gzip"), "{target}");
        assert_eq!(packed.header("etag"), plain.header("etag"), "{target}");
        assert!(packed.header("vary").contains("accept-encoding"), "{target}: {}", packed.header("vary"));
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut text).unwrap();
        assert!(text == plain.body && packed.body.len() < plain.body.len(), "{target}");
    }
}

#[test]
fn a_picture_can_show_a_part() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    // An objective of goal 1 and the one of goal 3.
    let (first, last) = (
        "研究開発拠点、開発支援拠点や企業の連携強化",
        "自然災害やパンデミック等の有事における安定供給の確保",
    );
    let by_name = format!(
        "/matrix?goal={}&ministry={}",
        encoded("国民に必要な医療機器へのアクセシビリティの確保"),
        encoded("厚")
    );
    for (target, has_first, has_last) in [
        ("/matrix", true, true),
        ("/matrix?goal=1", true, false),
        ("/matrix?goal=3", false, true),
        (by_name.as_str(), false, true),
    ] {
        let text = server.get(target, BROWSER).text();
        assert_eq!((text.contains(first), text.contains(last)), (has_first, has_last), "{target}");
    }
    let part = server.get("/matrix?goal=3&lang=en", BROWSER).text();
    assert!(
        part.contains("– 3 (<a href=\"/matrix?lang=en\">"),
        "{}",
        part.split("</header>").next().unwrap()
    );
    for wrong in ["/matrix?gaol=1", "/matrix?goal=1&goal=3"] {
        assert_eq!(server.get(wrong, BROWSER).status, 400, "{wrong}");
    }
    let unknown = server.get("/matrix?goal=9", "*/*");
    assert_eq!(unknown.status, 400);
    assert!(unknown.text().contains("there is no goal `9`"), "{}", unknown.text());
}

#[test]
fn a_graph_without_a_plan_shows_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let text = "@prefix f: <http://xmlns.com/foaf/0.1/> . @prefix e: <http://ex.org/> .
        e:ann a f:Person ; f:name \"Ann\" ; f:knows e:bob , [ f:name \"somebody\" ; f:knows [ f:name \"another\" ] ] .
        e:bob a f:Person ; f:name \"Bob\" . e:acme a f:Organization .";
    let server = Server::on(folder.path(), "people.ttl", text, &["--workers", "1"]);
    let start = server.get("/?lang=en", BROWSER).text();
    assert!(start.contains("http://xmlns.com/foaf/0.1/Person</a> <span class=\"soft\">2</span>"), "{start}");
    assert!(!start.contains("government plan") && !start.contains("0 rows"), "{start}");
    let people = format!("/page?iri={}", encoded("http://xmlns.com/foaf/0.1/Person"));
    assert!(start.contains(&people), "{start}");
    let page = server.get(&people, BROWSER).text();
    assert!(page.contains("Ann</span></a>") && page.contains("Bob</span></a>"), "{page}");
    let ann = server.get("/page?iri=http%3A%2F%2Fex.org%2Fann", BROWSER).text();
    assert!(ann.contains("<h1>Ann</h1>"), "{ann}");
    // What has no name comes with what leads to it: 4 statements of her, 2 and 1 of the others.
    let data = server.get("/data.nt?iri=http%3A%2F%2Fex.org%2Fann", "*/*").text();
    assert_eq!(data.lines().count(), 7, "{data}");
}

#[test]
fn several_plans_are_told_apart() {
    let plans = ["tests/fixtures/plans/ocean.tsv", "tests/fixtures/plans/dementia.tsv"];
    let server = Server::start(&[plans[0], plans[1], "--workers", "1"]);
    let text = server.get("/plan", BROWSER).text();
    assert_eq!(text.matches("<h2><a href=\"/page/plan/").count(), 2, "{text}");
}

#[test]
fn things_have_their_english_names_on_english_pages() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for (target, expected, other) in [
        ("/queries/ministry-measures?lang=en", "Ministry of Health, Labour and Welfare", ">厚生労働省<"),
        ("/queries/ministry-measures?lang=ja", ">厚生労働省<", "Ministry of Health"),
        (
            "/page/measure/a2ac72cf2c883ec4?lang=en",
            "Ministry of Economy, Trade and Industry</span>",
            ">経済産業省<",
        ),
        ("/matrix.svg?lang=en", "lead (◎)", "主担当"),
        ("/matrix.svg?lang=ja", "主担当", "lead (◎)"),
    ] {
        let text = server.get(target, "*/*;q=0.1, text/html").text();
        assert!(text.contains(expected) && !text.contains(other), "{target}");
    }
}

#[test]
fn a_query_that_is_sent_has_an_address_unless_it_is_too_long() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let send = |query: &str| {
        let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", BROWSER)];
        let body = format!("lang=en&query={}", encoded(query));
        server.send(&Request { method: "POST", target: "/query", headers: &headers, body: body.as_bytes() })
    };
    let short = send("ASK {}");
    assert_eq!((short.status, short.header("location")), (303, "/query?query=ASK%20%7B%7D&lang=en#answer"));
    // 64 KiB of text are too long for an address, not for a query.
    let long = send(&format!(
        "SELECT (COUNT(*) AS ?found) {{ ?s a <https://w3id.org/policygraph/ontology#Goal> }} # {}",
        "計".repeat(18_000)
    ));
    assert_eq!(long.status, 200, "{}", long.text());
    let text = long.text();
    assert!(
        text.contains("<html lang=\"en\"") && text.contains(">3</th>"),
        "{}",
        &text[text.find("id=\"answer\"").unwrap()..]
    );
    assert_eq!(send(&"x".repeat(70_000)).status, 400);
    for (kind, body, status) in [
        ("text/turtle", "<urn:a> <urn:b> <urn:c> .", 415),
        ("application/sparql-update", "CLEAR ALL", 415),
        ("application/x-www-form-urlencoded", "update=CLEAR%20ALL", 400),
    ] {
        let headers = [("Content-Type", kind)];
        let response = server.send(&Request {
            method: "POST",
            target: "/query",
            headers: &headers,
            body: body.as_bytes(),
        });
        assert_eq!(response.status, status, "{kind}");
    }
}

#[test]
fn what_rests_on_one_program_is_listed() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let text =
        server.get(&format!("/impact?program={}", encoded("医工連携イノベーション推進事業")), BROWSER).text();
    let row = |word: &str| text.matches(&format!("<th scope=\"row\"><span>{word}</span></th>")).count();
    // As `impact --all` has it: 4 measures rest on it alone, 9 on it among others; of objectives 5, of goals 1.
    assert_eq!((row("measure"), row("objective"), row("goal")), (13, 5, 1), "{text}");
    assert_eq!(server.get("/impact?program=nobody", BROWSER).status, 400);
}
