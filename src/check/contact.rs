//! Mail and web addresses: do they work, and what do they say?

use super::finding::Finding;
use super::prose::{employments, entries};
use super::rule::Rule;
use crate::profile::{Profile, Text};

/// Hosts as fingers write them, and what is meant.
const TYPOS: [(&str, &str); 38] = [
    ("gmial.com", "gmail.com"),
    ("gmal.com", "gmail.com"),
    ("gmai.com", "gmail.com"),
    ("gamil.com", "gmail.com"),
    ("gnail.com", "gmail.com"),
    ("gmail.con", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmail.cm", "gmail.com"),
    ("gmail.om", "gmail.com"),
    ("gmaill.com", "gmail.com"),
    ("gmail.comm", "gmail.com"),
    ("ggmail.com", "gmail.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotmal.com", "hotmail.com"),
    ("hotmai.com", "hotmail.com"),
    ("hotmail.con", "hotmail.com"),
    ("hotmil.com", "hotmail.com"),
    ("yaho.com", "yahoo.com"),
    ("yahooo.com", "yahoo.com"),
    ("yhoo.com", "yahoo.com"),
    ("yahoo.con", "yahoo.com"),
    ("yahoo.cm", "yahoo.com"),
    ("outlok.com", "outlook.com"),
    ("outloo.com", "outlook.com"),
    ("outlook.con", "outlook.com"),
    ("outllok.com", "outlook.com"),
    ("iclod.com", "icloud.com"),
    ("icloud.con", "icloud.com"),
    ("icould.com", "icloud.com"),
    ("linkdin.com", "linkedin.com"),
    ("linkedln.com", "linkedin.com"),
    ("linkein.com", "linkedin.com"),
    ("linkedin.con", "linkedin.com"),
    ("linkedn.com", "linkedin.com"),
    ("gihub.com", "github.com"),
    ("githib.com", "github.com"),
    ("gitub.com", "github.com"),
    ("github.con", "github.com"),
];

/// Words that no employer wants to write to.
const UNPROFESSIONAL: [&str; 36] = [
    "sexy",
    "sexi",
    "hottie",
    "cutie",
    "cutiepie",
    "babe",
    "babygirl",
    "babyboy",
    "princess",
    "partygirl",
    "partyboy",
    "partyanimal",
    "playboy",
    "playa",
    "pimp",
    "gangsta",
    "thug",
    "stoner",
    "weed",
    "420",
    "69",
    "666",
    "drunk",
    "vodka",
    "beerlover",
    "beer",
    "badass",
    "badboy",
    "badgirl",
    "bigboy",
    "yolo",
    "swag",
    "xoxo",
    "xxx",
    "loverboy",
    "lover",
];

/// Those of them that show within longer words too.
const UNMISTAKABLE: [&str; 9] = [
    "sexy",
    "hottie",
    "cutiepie",
    "partygirl",
    "partyanimal",
    "babygirl",
    "gangsta",
    "badass",
    "xoxo",
];

pub(super) fn findings(profile: &Profile) -> Vec<Finding> {
    let mut found: Vec<Finding> = profile
        .contact
        .email
        .iter()
        .filter_map(|it| email(it, &profile.name.text))
        .collect();
    let links = profile.contact.links.iter().map(|it| &it.url);
    found.extend(links.clone().filter_map(bare));
    let all = links
        .chain(employments(profile).filter_map(|it| it.0.url.as_ref()))
        .chain(entries(profile).filter_map(|it| it.url.as_ref()));
    found.extend(all.filter_map(link));
    found
}

fn email(email: &Text, name: &str) -> Option<Finding> {
    let address = email.text.to_lowercase();
    let found =
        |message: String, hint: String| Some(Finding::new(Rule::Email, email, message, hint));
    let (local, host) = address.split_once('@')?;
    if let Some(meant) = meant(host) {
        return found(
            format!("`{host}` is most likely a slip"),
            format!("did you mean `{local}@{meant}`?"),
        );
    }
    let is_dotted =
        |part: &str| part.starts_with('.') || part.ends_with('.') || part.contains("..");
    let allowed = |it: char| it.is_alphanumeric() || ".-".contains(it);
    let is_host = host.contains('.') && !is_dotted(host) && host.chars().all(allowed);
    if !is_host || is_dotted(local) || local.contains([',', ';', '<', '>', '(', ')', ':', '"']) {
        return found(
            format!("`{}` is not an address that receives mail", email.text),
            "write it as `name@example.com`, and nothing else".to_owned(),
        );
    }
    let word = unprofessional(local, &name.to_lowercase())?;
    found(
        format!("`{word}` in a mail address is read before anything else"),
        "use an address made of your name".to_owned(),
    )
}

/// Returns the word of an address that no employer wants to write to, unless it is the person's name.
fn unprofessional(local: &str, name: &str) -> Option<&'static str> {
    let is_cut = |it: char| !it.is_alphanumeric();
    let digits = |it: char| it.is_ascii_digit();
    let parts = || local.split(is_cut);
    let whole = UNPROFESSIONAL.into_iter().find(|word| {
        parts().any(|part| {
            part == *word
                || part.trim_matches(digits) == *word
                || part.trim_matches(char::is_alphabetic) == *word
        })
    });
    let within = UNMISTAKABLE.into_iter().find(|it| local.contains(it));
    whole.or(within).filter(|it| !name.contains(it))
}

fn meant(host: &str) -> Option<&'static str> {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let typo = TYPOS.iter().find(|(typo, _)| *typo == host);
    typo.map(|(_, meant)| *meant)
}

/// Returns the host and what follows it, in lower case.
fn parts(url: &str) -> Option<(String, String)> {
    let lower = url.to_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].split(':').next().unwrap_or_default();
    Some((host.to_owned(), rest[end..].to_owned()))
}

fn link(url: &Text) -> Option<Finding> {
    let (host, path) = parts(&url.text)?;
    let found = |message: String, hint: &str| Some(Finding::new(Rule::Link, url, message, hint));
    if let Some(meant) = meant(&host) {
        return found(
            format!("`{host}` is most likely a slip"),
            &format!("did you mean `{meant}`?"),
        );
    }
    if matches!(host.as_str(), "http" | "https" | "") {
        return found(
            format!("`{}` has its beginning twice or no host", url.text),
            "write it as the browser shows it, such as `https://example.com/me`",
        );
    }
    if matches!(host.as_str(), "localhost" | "127.0.0.1" | "0.0.0.0")
        || host.rsplit('.').next() == Some("local")
    {
        return found(
            format!("`{host}` is your own machine: nobody else can open it"),
            "give the public address, or leave the link out",
        );
    }
    if host.contains("..")
        || host.ends_with('.')
        || path.ends_with([',', ';', ')', '>', '"'])
        || host.ends_with([',', ';', ')'])
    {
        return found(
            format!("`{}` has a sign too many", url.text),
            "remove what is not part of the address",
        );
    }
    None
}

/// Returns a finding for a link to the front page of a network, where the person's own page is meant.
fn bare(url: &Text) -> Option<Finding> {
    let (host, path) = parts(&url.text)?;
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let own = match host {
        "linkedin.com" => "https://www.linkedin.com/in/your-name",
        "github.com" => "https://github.com/your-name",
        "gitlab.com" => "https://gitlab.com/your-name",
        _ => return None,
    };
    let is_front = matches!(
        path.trim_end_matches('/'),
        "" | "/in" | "/feed" | "/home" | "/login"
    );
    is_front.then(|| {
        let message = format!("`{}` is a front page, and not yours", url.text);
        Finding::new(
            Rule::Link,
            url,
            message,
            format!("write the whole address, such as `{own}`"),
        )
    })
}
