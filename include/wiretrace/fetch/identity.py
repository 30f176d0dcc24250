"""One identity per article, outlet and address, whatever way a link to it is written."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import tldextract

# Parameters that say where a reader came from, not what is read.
TRACKING_PARAMETERS = re.compile(
    r"^(utm_\w+|at_\w+|pk_\w+|mtm_\w+|mc_[ce]id|ns_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|wbraid|gbraid|"
    r"cmp(id)?|cid|ocid|ncid|icid|sr_share|smid|smtyp|partner|ref(_?src|errer)?|src|source|soc_src|soc_trk|feature|"
    r"via|xtor|rss|output(type)?|amp|_amp|guccounter|guce_\w+|spm|share\w*|ito|embedded-checkout|traffic_source|"
    r"taid|wt_mc|wtrid|link_source|mod|st|ftag|s_cid|ftcamp|__twitter_impression)$",
    re.IGNORECASE,
)
# `mod`, `st`, `src`, `cid` and the like name articles on a few old systems: kept when the path alone is no article.
AMBIGUOUS_PARAMETERS = frozenset(
    {"cid", "mod", "st", "src", "source", "ref", "partner", "via", "output", "rss", "feature"}
)
MOBILE_HOST = re.compile(r"^(www\d?|m|mobile|amp|touch)\.(?=[^.]+\.)", re.IGNORECASE)
AMP_PATH = re.compile(r"((/amp|\.amp|/amp\.html|\.amp\.html)/?)+$", re.IGNORECASE)
AMP_PREFIX = re.compile(r"^(/amp)+/(?=.)", re.IGNORECASE)
INDEX_PAGE = re.compile(r"/index\.(html?|php)$", re.IGNORECASE)
EXTRA_SLASHES = re.compile(r"^(https?:)/{3,}", re.IGNORECASE)
DEFAULT_PORTS = {"http": 80, "https": 443}

_domains = tldextract.TLDExtract(suffix_list_urls=(), extra_suffixes=("example",), cache_dir=None)


def stable_id(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_id(canonical: str) -> str:
    return stable_id(canonical)


@lru_cache(maxsize=10_000)
def registered_domain(host_or_url: str) -> str:
    """`bbc.co.uk` for `https://www.bbc.co.uk/news`; the host itself for addresses and unknown suffixes."""
    parts = _domains(host_or_url)
    return parts.top_domain_under_public_suffix.lower() or _host_of(host_or_url)


def _host_of(host_or_url: str) -> str:
    text = host_or_url if "//" in host_or_url else f"//{host_or_url}"
    try:
        return (urlsplit(text).hostname or "").lower()
    except ValueError:
        return ""


def without_credentials(url: str) -> str:
    """The address without user name and password: the only form that may be logged or stored."""
    try:
        # "https:////user:word@host" would come out of urlunsplit as an address with credentials
        parts = urlsplit(EXTRA_SLASHES.sub(r"\1//", url.strip()))
    except ValueError:
        return re.sub(r"//[^/]*@", "//", url.strip())
    if "@" not in parts.netloc:
        return urlunsplit(parts)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def canonical_url(url: str) -> str:
    """Identity of an article's address: two links to one article give the same string.

    Scheme, `www`/mobile/AMP hosts and paths, default ports, tracking parameters, fragments and
    trailing slashes do not matter; the order of the remaining parameters does not either.
    """
    try:
        parts = urlsplit(without_credentials(url))
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return urlunsplit(parts._replace(fragment=""))
    host = _plain_host(parts.hostname)
    if port and port != DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _plain_path(parts.path)
    return urlunsplit(("https", host, path, _plain_query(parts.query, path), ""))


def _plain_host(host: str) -> str:
    host = host.lower().rstrip(".")
    bare = MOBILE_HOST.sub("", host)
    # "m.example" must not become the public suffix "example"
    if bare == host or registered_domain(bare) != registered_domain(host):
        return host
    return _plain_host(bare)  # "www.m.example.org" carries two


def _plain_path(path: str) -> str:
    path = urlsplit(urljoin("https://host/", re.sub(r"/{2,}", "/", path) or "/")).path  # without "." and ".."
    path = AMP_PREFIX.sub("/", AMP_PATH.sub("", path))
    path = INDEX_PAGE.sub("/", path)
    return path.rstrip("/") or "/"


def _plain_query(query: str, path: str) -> str:
    is_article_path = path.count("/") > 1 or "-" in path
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _is_tracking(name, is_article_path)
    ]
    return urlencode(sorted(kept))


def _is_tracking(name: str, is_article_path: bool) -> bool:
    if name.lower() in AMBIGUOUS_PARAMETERS and not is_article_path:
        return False
    return bool(TRACKING_PARAMETERS.match(name))


def trusted_canonical(url: str, claimed: str | None) -> str:
    """Identity of a page: its own canonical link when that stays on the same registered domain.

    A canonical link to a home page or section front from an article is a template's mistake and
    would fold a whole outlet into one article, so it is not trusted.
    """
    own = canonical_url(url)
    if not claimed:
        return own
    try:
        target = urljoin(url, claimed.strip())
    except ValueError:
        return own
    if not target.startswith(("http://", "https://")) or registered_domain(target) != registered_domain(url):
        return own
    canonical = canonical_url(target)
    is_front = urlsplit(canonical).path.count("/") <= 1 and "-" not in urlsplit(canonical).path
    return own if is_front and canonical != own and not urlsplit(canonical).query else canonical
