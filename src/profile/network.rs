//! The networks where people have accounts.

/// Networks where people have accounts: the host, the name, and what stands before the account's name in an address.
const NETWORKS: [(&str, &str, &str); 10] = [
    ("github.com", "GitHub", ""),
    ("gitlab.com", "GitLab", ""),
    ("linkedin.com", "LinkedIn", "in/"),
    ("x.com", "X", ""),
    ("twitter.com", "Twitter", ""),
    ("bsky.app", "Bluesky", "profile/"),
    ("medium.com", "Medium", "@"),
    ("orcid.org", "ORCID", ""),
    ("kaggle.com", "Kaggle", ""),
    ("behance.net", "Behance", ""),
];

/// Returns the network that an address leads to, and the account there.
pub(crate) fn network(url: &str) -> Option<(&'static str, &str)> {
    let (_, bare) = url.split_once("://")?;
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let (host, path) = bare.split_once('/')?;
    let (_, name, before) = NETWORKS.iter().find(|it| it.0.eq_ignore_ascii_case(host))?;
    let account = path.strip_prefix(before)?.trim_end_matches('/');
    (!account.is_empty() && !account.contains(['/', '?', '#'])).then_some((*name, account))
}

/// Returns the host of an address; empty where it has no scheme.
pub(crate) fn host(url: &str) -> &str {
    let (_, bare) = url.split_once("://").unwrap_or_default();
    bare.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_account_is_told_from_another_page() {
        for (url, expect) in [
            (
                "https://www.linkedin.com/in/ada/",
                Some(("LinkedIn", "ada")),
            ),
            ("https://github.com/ada", Some(("GitHub", "ada"))),
            ("https://github.com/ada/engine", None),
            ("https://github.com/", None),
            ("https://ada.example/me", None),
            ("mailto:ada@b.example", None),
        ] {
            assert_eq!(network(url), expect, "{url}");
        }
    }
}
