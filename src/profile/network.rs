//! The networks where people have accounts.

/// A network where people have accounts.
struct Network {
    /// Its name.
    name: &'static str,
    /// Its host.
    host: &'static str,
    /// What stands before the account's name in an address, behind the host.
    before: &'static str,
}

/// The networks that are known by name.
const NETWORKS: [Network; 19] = [
    of("GitHub", "github.com", ""),
    of("GitLab", "gitlab.com", ""),
    of("Bitbucket", "bitbucket.org", ""),
    of("LinkedIn", "linkedin.com", "in/"),
    of("X", "x.com", ""),
    of("Twitter", "twitter.com", ""),
    of("Bluesky", "bsky.app", "profile/"),
    of("Instagram", "instagram.com", ""),
    of("Medium", "medium.com", "@"),
    of("ORCID", "orcid.org", ""),
    of("Kaggle", "kaggle.com", ""),
    of("Behance", "behance.net", ""),
    of("Stack Overflow", "stackoverflow.com", "users/"),
    of("ResearchGate", "researchgate.net", "profile/"),
    of("YouTube", "youtube.com", "@"),
    of("Google Scholar", "scholar.google.com", "citations?user="),
    of("Telegram", "t.me", ""),
    of("LeetCode", "leetcode.com", "u/"),
    of("Reddit", "reddit.com", "user/"),
];

const fn of(name: &'static str, host: &'static str, before: &'static str) -> Network {
    Network { name, host, before }
}

/// Returns the network that an address leads to, and the account there.
pub(crate) fn network(url: &str) -> Option<(&'static str, &str)> {
    let (_, bare) = url.split_once("://")?;
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let (host, path) = bare.split_once('/')?;
    let network = NETWORKS
        .iter()
        .find(|it| it.host.eq_ignore_ascii_case(host))?;
    let account = path.strip_prefix(network.before)?.trim_end_matches('/');
    let is_account = !account.is_empty() && !account.contains(['/', '?', '#', '&']);
    is_account.then_some((network.name, account))
}

/// Returns the address of an account in the network with a name, however that is spelt.
pub(crate) fn account(network: &str, user: &str) -> Option<String> {
    let squeezed = |it: &str| it.to_lowercase().replace([' ', '-', '.'], "");
    let name = squeezed(network);
    let Network { host, before, .. } = NETWORKS.iter().find(|it| squeezed(it.name) == name)?;
    Some(format!("https://{host}/{before}{user}"))
}

/// Returns the host of an address; empty where it has no scheme.
pub(crate) fn host(url: &str) -> &str {
    let (_, bare) = url.split_once("://").unwrap_or_default();
    bare.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{NETWORKS, account, network};

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

    #[test]
    fn the_address_of_an_account_leads_to_it() {
        for it in NETWORKS {
            let url = account(it.name, "ada").unwrap();
            assert_eq!(network(&url), Some((it.name, "ada")), "{url}");
        }
        let spelt = account("stack-overflow", "1/ada");
        assert_eq!(
            spelt.as_deref(),
            Some("https://stackoverflow.com/users/1/ada")
        );
        assert_eq!(account("Skype", "ada"), None);
    }
}
