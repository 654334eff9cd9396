# Everything a developer does, in one place. `make` alone lists the targets.

SHELL := /bin/bash
.DEFAULT_GOAL := help

TOOLS := .tools
PYTHON := $(TOOLS)/venv/bin/python
NPM := npm --prefix ui
WINDOW := target/release/shuzhi
FAULTS := --test power --test killed --test refused --test terminal --test flipped --test places --test closed --test measured
WINDOW_FEATURES := --locked --release -p shuzhi-desktop --features custom-protocol

export CARGO_TERM_COLOR ?= never
export NO_UPDATE_NOTIFIER := 1

.PHONY: help setup run test lint core faults reliability interface rendering window golden bindings rules score bench soak package

help: ## list these targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: ## install what is missing; costs nothing when nothing is
	@.ci/setup

run: setup ## build the program and open its window; without a display, write the sample report as .docx
	@.ci/start

test: setup ## all stages: lint, core, faults, interface, rendering, window
	@.ci/stages lint core faults interface rendering window

lint: setup ui/dist/index.html ## format, clippy, licences and sources, interface lint
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --locked --no-deps -q -p shuzhi -p shuzhi-cli
	$(PYTHON) tests/deny.py
	$(NPM) run lint

core: setup ## tests of the core and the terminal program, with bindings drift
	cargo test --locked
	@$(MAKE) --no-print-directory bindings
	@git status --short -- ui/src/ipc/bindings
	@test -z "$$(git status --porcelain -- ui/src/ipc/bindings)" || { echo "The interface's types differ from the core's: commit what make bindings wrote." >&2; exit 1; }

faults: setup ## power cuts, refused writes, kills and damage, in their short forms
	cargo test --locked -p shuzhi -p shuzhi-cli -p shuzhi-faults --test safety --no-run
	cargo test --locked -p shuzhi -p shuzhi-cli -p shuzhi-faults $(FAULTS)

reliability: setup ## write docs/reliability.md from what the last runs of the tests counted
	cargo run --locked -q -p shuzhi-faults --bin reliability

interface: setup ## tests of the interface
	$(NPM) run test

rendering: setup ## the Word file, rendered and measured
	tests/render/run.sh $(PYTHON)

window: setup $(WINDOW) ## tests that drive the real window
	tests/desktop/run.sh

golden: setup ## accept changed goldens, then show what changed
	INSTA_UPDATE=always cargo test --locked
	git diff --stat -- tests src-tauri

bindings: setup ## write the interface's types from the core's
	@TS_RS_EXPORT_DIR=$(CURDIR)/ui/src/ipc/bindings cargo test --locked -q --lib --features bindings export_bindings > /dev/null

score: ## how much of old reports, and of their figures, is read as it was meant
	@cargo test --locked -q --test import_reports -- --nocapture
	@cargo test --locked -q --test figures figures_of -- --nocapture | grep F1

rules: ## write the catalogue of check rules to docs/rules.zh-CN.md
	@SHUZHI_WRITE_RULES=1 cargo test --locked -q --test check catalogue > /dev/null
	@git status --short -- docs/rules.zh-CN.md

bench: setup $(WINDOW) ## measure, and print tables; asserts nothing
	@.ci/bench

soak: setup $(WINDOW) ## 10,000 kills, every power cut, hours at the desk (SOAK_MINUTES=60)
	@.ci/soak

package: setup ui/dist/index.html ## installers for this system (.deb and .rpm)
	$(NPM) run tauri -- build --bundles deb,rpm -- --locked

# Cargo decides what is stale; make only says that it must be asked.
.PHONY: $(WINDOW)
$(WINDOW): ui/dist/index.html
	cargo build $(WINDOW_FEATURES)

UI_SOURCES := $(shell find ui/src ui/index.html ui/*.ts ui/package-lock.json -type f 2>/dev/null)
ui/dist/index.html: $(UI_SOURCES)
	$(NPM) run build
	@touch $@
