# Every verb of the project; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export LC_ALL := C.UTF-8
export DEBIAN_FRONTEND := noninteractive

PY := .venv/bin/python
IN_NAMESPACE := tests/in_namespace.sh
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo --preserve-env=LC_ALL,DEBIAN_FRONTEND)
PACKAGES := $(shell awk '!/^\#/ && NF && $$1 != "session" {print $$2}' packages.txt)
RINGS := check test-pure test-services test-browser
ROLE ?= both
, := ,

.PHONY: help install-tools demo demo-visit check format test test-pure test-services \
	services-calls services-rest test-browser test-long bench bench-agenda bench-call bench-incall bench-setup bench-paper bench-presence bench-echo bench-mouth bench-tools bench-sizes \
	pictures test-vm docs lock install uninstall clean

help: ## liste ces verbes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

install-tools: ## installe ce qui manque : paquets Debian, .venv, bibliothèques du navigateur
	@missing=$$(for name in $(PACKAGES); do \
	    [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$name 2>/dev/null)" = installed ] \
	      || echo $$name; done; \
	  command -v node >/dev/null || echo nodejs; command -v npm >/dev/null || echo npm); \
	if [ -n "$$missing" ]; then echo "apt :" $$missing; \
	  : "Debian starts its own coturn, open to whoever comes"; \
	  case "$$missing" in *coturn*) \
	    $(AS_ROOT) ln -sT /dev/null /etc/systemd/system/coturn.service || :;; esac; \
	  $(AS_ROOT) apt-get update -qq \
	  && $(AS_ROOT) apt-get install -y -qq --no-install-recommends $$missing </dev/null; fi
	@[ -x $(PY) ] || /usr/bin/python3 -m venv .venv
	@sha256sum requirements/run.txt requirements/dev.txt | cmp -s - .venv/locks || { \
	  echo "pip : les bibliothèques de Python, quelques minutes la première fois" \
	  && $(PY) -m pip install -qq --require-hashes --no-deps \
	    -r requirements/run.txt -r requirements/dev.txt \
	  && sha256sum requirements/run.txt requirements/dev.txt >.venv/locks; }
	@sha256sum package-lock.json | cmp -s - node_modules/.locks || { \
	  echo "npm : les bibliothèques de la console" \
	  && npm ci --loglevel=error </dev/null \
	  && sha256sum package-lock.json >node_modules/.locks; }

demo: install-tools ## un serveur, un guichet virtuel, les adresses et les comptes d'essai
	@VISAVIS_NETWORK=host $(IN_NAMESPACE) $(PY) visavis.py demo

demo-visit: install-tools ## joue une visite entière sans personne ; preuves dans demo-evidence/
	@$(IN_NAMESPACE) $(PY) visavis.py demo --visit

check: ## style, types, qui importe qui, fichiers engendrés
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	node_modules/.bin/tsc --project counsellor
	$(PY) -m counsellor.generate --check
	$(PY) -m reference --check

format: ## remet le style en ordre
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

docs: ## réécrit ce qui est engendré : messages de la console, réglages, pages de l'aide
	$(PY) -m counsellor.generate
	$(PY) -m reference

test: install-tools ## tout : outils, vérifications et les trois anneaux de tests
	@failed=; report=; for ring in $(RINGS); do \
	  began=$$SECONDS; \
	  if $(MAKE) $$ring; then result=bien; else result=ÉCHEC; failed=yes; fi; \
	  report+=$$(printf '  %-15s %4d s  %s' $$ring $$((SECONDS - began)) $$result)$$'\n'; \
	done; printf '\n%s' "$$report"; [ -z "$$failed" ]

test-pure: ## tests purs : ni réseau, ni processus
	.venv/bin/pytest tests --ignore=tests/services --ignore=tests/browser --ignore=tests/bench
	node --test $$(find tests/console -name '*.test.js')

# Two lanes at once, each in a namespace of its own, about as long: that of calls waits for voices
# and pictures most of its time, and its processes of calls go first.
CALLS := $(wildcard $(foreach name,besides call_line camera demo filling free_copy free_email free_print hostile_offers incall injection \
	kiosk kiosk_faults kiosk_guests kiosk_transfer leaving peer relay_calls repair setup sound voice waking,tests/services/test_$(name).py)) tests/services/trace

test-services: ## tests sur de vrais services : CUPS, SANE, PC/SC, PipeWire, serveur, guichet
	@$(MAKE) --jobs=2 --output-sync=target services-calls services-rest

# A deadline may pass on a machine that does others beside: a test is played again, twice at most, and named.
AGAIN := --reruns 2 -rR

services-calls: ## de cet anneau, la file des appels
	$(IN_NAMESPACE) .venv/bin/pytest $(AGAIN) $(CALLS)

# What is measured of a sandbox is measured of a small process, as the kiosk's: one of its own.
SANDBOXES := tests/services/test_mutants.py tests/services/test_sandbox.py

services-rest: ## de cet anneau, la file du reste
	@code=0; $(IN_NAMESPACE) .venv/bin/pytest $(AGAIN) $(SANDBOXES) || code=1; \
	  $(IN_NAMESPACE) .venv/bin/pytest $(AGAIN) tests/services \
	    $(CALLS:%=--ignore=%) $(SANDBOXES:%=--ignore=%) || code=1; exit $$code

test-browser: ## tests de la console et des pages, dans Chromium et Firefox
	$(IN_NAMESPACE) .venv/bin/pytest $(AGAIN) tests/browser

test-long: ## formes longues des tests : propriétés, pannes, bancs de mesure
	HYPOTHESIS_PROFILE=long .venv/bin/pytest tests --ignore=tests/services \
	  --ignore=tests/browser --ignore=tests/bench --timeout=1800
	$(IN_NAMESPACE) .venv/bin/pytest tests -m long --timeout=1800

bench: ## mesure un appel et une visite sur cette machine ; chiffres dans bench-results/
	$(IN_NAMESPACE) $(PY) -m tests.bench.call_here 20
	$(IN_NAMESPACE) $(PY) -m tests.bench.visit_here
	$(IN_NAMESPACE) $(PY) -m tests.bench.reload_here
	$(IN_NAMESPACE) $(PY) -m tests.bench.transfer_here

bench-agenda: ## l'agenda : mille réservations à la fois, attentes annoncées, ordre de la file
	$(IN_NAMESPACE) $(PY) -m tests.bench.agenda

bench-call: $(if $(PAIRS),bench-tools) ## un appel sur une mauvaise ligne, des coupures (QUICK=1 : courtes) ; PAIRS=5 : à côté de Chromium
	$(if $(PAIRS),$(PY) -m tests.bench.abba --pairs $(PAIRS) --minutes $(or $(MINUTES),1) \
	  $(if $(LINES),--lines $(LINES)),$(IN_NAMESPACE) $(PY) -m tests.bench.call_line --line B \
	  --minutes 3 $(if $(QUICK),--cuts 5$(,)60 --name call-quick,--cuts 5$(,)60$(,)600 --name call))

bench-incall: ## mesure l'appel : texte lettre à lettre, attente, photo
	$(IN_NAMESPACE) $(PY) -m tests.bench.incall

bench-setup: ## mesure, de la réponse du guichet à sa première image : relié pendant l'annonce, après, et Chromium
	$(IN_NAMESPACE) $(PY) -m tests.bench.setup_here --calls 8

bench-presence: ## mesure la présence par caméra : ce qu'elle coûte d'un cœur, ses erreurs dans des salles dessinées
	$(PY) -m tests.bench.presence

bench-paper: ## mesure les papiers : défauts de l'imprimante, pointeur, une page et quarante numérisées
	$(IN_NAMESPACE) $(PY) -m tests.bench.paper
	$(IN_NAMESPACE) $(PY) -m tests.bench.paper.scans
	$(IN_NAMESPACE) $(PY) -m tests.bench.paper.over_line
	$(PY) -m tests.bench.paper.forms

bench-echo: bench-tools ## mesure l'annulation d'écho et les bibliothèques comparées, voix réelles, pièces de synthèse
	.make/bench/bin/python -m tests.bench.echo

bench-mouth: ## mesure, de la bouche à l'oreille dans les deux sens, une heure d'appel (MINUTES=, LINES= une ligne, PICTURES=1 les images aussi)
	$(IN_NAMESPACE) $(PY) -m tests.bench.mouth --line $(or $(LINES),A) --minutes $(or $(MINUTES),60) $(if $(PICTURES),--pictures)

bench-sizes: bench-tools ## mesure la taille d'image la plus belle à chaque débit (VMAF) : où commencent les marches de l'échelle
	$(PY) -m tests.bench.sizes

bench-tools: ## installe ce qui note le son et l'image, à part du produit
	@[ -x .make/bench/bin/python ] || /usr/bin/python3 -m venv .make/bench
	@cmp -s requirements/bench.txt .make/bench/lock || { \
	  .make/bench/bin/pip install -q --require-hashes --no-deps -r requirements/bench.txt \
	  && cp requirements/bench.txt .make/bench/lock; }

PICTURED = VISAVIS_PICTURES=docs/ecrans $(IN_NAMESPACE) .venv/bin/pytest

pictures: ## les images de docs/ecrans : chaque page dans chaque état, chaque scène du guichet ; ROLE=host : les pages de ce rôle
ifeq ($(ROLE),both)
	rm -rf docs/ecrans
	$(PICTURED) tests/browser
	$(IN_NAMESPACE) $(PY) -m tests.services.pictures docs/ecrans
else
	$(PICTURED) tests/browser/test_every_page.py -k '[$(ROLE)]'
endif

test-vm: ## démarre une Debian complète dans une machine virtuelle (lent, hors CI)
	tests/vm/run

lock: ## recalcule les versions figées de requirements/ et de package-lock.json
	@[ -x .make/lock/bin/pip-compile ] || { /usr/bin/python3 -m venv .make/lock \
	  && .make/lock/bin/pip install -q pip-tools; }
	cd requirements && for name in run dev bench; do \
	  ../.make/lock/bin/pip-compile -q --generate-hashes --strip-extras --allow-unsafe \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $$name.in; done
	npm install --package-lock-only --ignore-scripts

install: ## installe le produit sur cette machine (ROLE=server, kiosk ou both)
	@$(AS_ROOT) systemd/install $(ROLE)

uninstall: ## retire le produit de cette machine ; réglages et données restent
	@$(AS_ROOT) systemd/remove

clean: ## efface ce qui se refabrique
	rm -rf .make .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  demo-data demo-evidence bench-results build
	find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' \
	  -prune -exec rm -rf {} +
