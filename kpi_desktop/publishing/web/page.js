"use strict";
(function () {
  var form = document.getElementById("filters");
  var articles = Array.prototype.slice.call(document.querySelectorAll("article"));
  var fields = ["pillar", "department", "verdict"];
  var fold = function (text) { return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " "); };
  var texts = articles.map(function (one) { return fold(one.textContent); });
  var value = function (id) { return document.getElementById(id).value; };

  function show() {
    var words = fold(value("q")).split(" ").filter(Boolean);
    var shown = 0;
    articles.forEach(function (one, index) {
      var fits = fields.every(function (name) {
        var wanted = value(name);
        return !wanted || JSON.parse(one.dataset[name]).indexOf(wanted) >= 0;
      }) && words.every(function (word) { return texts[index].indexOf(word) >= 0; });
      one.hidden = !fits;
      if (fits) { shown += 1; }
    });
    document.getElementById("count").textContent =
      shown === articles.length ? shown + "件の指標" : articles.length + "件のうち" + shown + "件";
    document.getElementById("none").hidden = shown > 0;
  }

  function openAll(open) {
    articles.forEach(function (one) { one.querySelector("details").open = open; });
  }

  var button = document.getElementById("open");
  button.addEventListener("click", function () {
    var open = button.getAttribute("aria-pressed") !== "true";
    openAll(open);
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "すべて閉じる" : "すべて開く";
  });
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(show, 0); });

  var before = [];
  window.addEventListener("beforeprint", function () {
    before = articles.map(function (one) { return one.querySelector("details").open; });
    openAll(true);
  });
  window.addEventListener("afterprint", function () {
    articles.forEach(function (one, index) { one.querySelector("details").open = before[index]; });
  });

  function follow() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "ARTICLE") {
      target.hidden = false;
      target.querySelector("details").open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", follow);
  show();
  follow();
}());
