"""Checks bans, licences and sources of every crate against deny.toml.

deny.toml is written for cargo-deny, which the public workflow runs in full.
This is the part of it that works without a network and without compiling a
tool: what `cargo metadata` resolves for the targets named there, held against it.
Prints what breaks a rule; exits with 1 when anything does.
"""

import json
import subprocess
import sys
import tomllib

from license_expression import get_spdx_licensing

# The core and the terminal program hold nothing that could open a connection.
CLOSED = ("shuzhi", "shuzhi-cli")
CONNECTING = {
    "async-std", "attohttpc", "curl", "h2", "hyper", "isahc", "mio", "native-tls", "openssl", "quinn", "reqwest",
    "rustls", "smol", "socket2", "surf", "tokio", "tungstenite", "ureq",
}  # fmt: skip

CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index"


def main() -> int:
    with open("deny.toml", "rb") as file:
        rules = tomllib.load(file)
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    for target in rules["graph"]["targets"]:
        command += ["--filter-platform", target]
    graph = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in graph["packages"]}
    faults = [
        *licences(packages.values(), set(rules["licenses"]["allow"])),
        *sources(packages.values()),
        *bans(packages, graph["resolve"]["nodes"], rules["bans"]["deny"]),
        *connections(packages, graph["resolve"]["nodes"]),
    ]
    print("\n".join(faults) or f"{len(packages)} crates: bans, licences and sources are in order")
    return bool(faults)


def licences(packages, allowed):
    """A crate is in order when its licence can be met by allowed ones alone."""
    spdx = get_spdx_licensing()
    for package in packages:
        # Older crates write "MIT/Apache-2.0" for what SPDX calls OR.
        text = (package["license"] or "").replace("/", " OR ")
        if not text or not met(spdx.parse(text), allowed, spdx):
            yield f"licence: {package['name']} {package['version']}: {text or 'none stated'}"


def met(expression, allowed, spdx):
    if isinstance(expression, spdx.AND):
        return all(met(part, allowed, spdx) for part in expression.args)
    if isinstance(expression, spdx.OR):
        return any(met(part, allowed, spdx) for part in expression.args)
    return str(expression) in allowed


def sources(packages):
    """Every crate comes from crates.io or from this workspace."""
    for package in packages:
        if package["source"] not in (None, CRATES_IO):
            yield f"source: {package['name']} {package['version']}: {package['source']}"


def bans(packages, nodes, rules):
    """A banned crate may be used by its named wrappers alone."""
    users = {}
    for node in nodes:
        for dependency in node["deps"]:
            users.setdefault(dependency["pkg"], set()).add(packages[node["id"]]["name"])
    for rule in rules:
        for ident, package in packages.items():
            if package["name"] != rule["name"] or ident not in users:
                continue
            if strangers := users[ident] - set(rule.get("wrappers", [])):
                yield f"ban: {package['name']} is used by {', '.join(sorted(strangers))}"


def connections(packages, nodes):
    """What the closed crates are built from, tests aside, connects to nothing."""
    uses = {
        node["id"]: [each["pkg"] for each in node["deps"] if any(kind["kind"] is None for kind in each["dep_kinds"])]
        for node in nodes
    }
    ahead = [ident for ident, package in packages.items() if package["name"] in CLOSED]
    assert len(ahead) == len(CLOSED), "the crates have other names"
    seen = set()
    while ahead:
        ident = ahead.pop()
        if ident not in seen:
            seen.add(ident)
            ahead += uses[ident]
    for name in sorted({packages[ident]["name"] for ident in seen} & CONNECTING):
        yield f"connection: {name} is built into the core or the terminal program"


if __name__ == "__main__":
    sys.exit(main())
