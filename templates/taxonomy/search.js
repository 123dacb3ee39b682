"use strict";
(function () {
  var SHOWN = 40;
  var box = document.getElementById("search");
  var list = document.getElementById("results");
  var told = document.getElementById("told");
  var up = document.body.dataset.up;

  /* Full and half width, upper and lower case, hiragana and katakana are one. */
  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\u3041-\u3096]/g, function (kana) {
      return String.fromCharCode(kana.charCodeAt(0) + 0x60);
    });
  }

  var rows = CONCEPTS.map(function (concept) {
    var words = plain(concept[0].replace(/([a-z0-9])([A-Z])/g, "$1 $2"));
    return { concept: concept, name: plain(concept[0]), en: plain(concept[1]), ja: plain(concept[2]), all: [plain(concept[0]), words, plain(concept[1]), plain(concept[2]), plain(concept[3])].join("\n") };
  });

  /* Lower is better; -1: not found. */
  function rank(row, query, words) {
    if (!words.every(function (word) { return row.all.indexOf(word) >= 0; })) return -1;
    if (row.ja === query || row.en === query || row.name === query) return 0;
    if (row.ja.indexOf(query) === 0 || row.en.indexOf(query) === 0 || row.name.indexOf(query) === 0) return 1;
    var near = words.every(function (word) { return (row.en + "\n" + row.ja + "\n" + row.name).indexOf(word) >= 0; });
    return near ? 2 : 3;
  }

  function find(text) {
    var query = plain(text).trim();
    var words = query.split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return rows
      .map(function (row) { return { row: row, rank: rank(row, query, words) }; })
      .filter(function (hit) { return hit.rank >= 0; })
      .sort(function (a, b) {
        return a.rank - b.rank || a.row.en.length - b.row.en.length || (a.row.name < b.row.name ? -1 : 1);
      });
  }

  function entry(concept) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var small = document.createElement("small");
    link.href = up + concept[4];
    link.textContent = concept[1] + (concept[2] ? "  " + concept[2] : "");
    small.textContent = concept[0];
    link.appendChild(small);
    item.appendChild(link);
    return item;
  }

  function show() {
    var hits = find(box.value);
    list.replaceChildren.apply(list, hits.slice(0, SHOWN).map(function (hit) { return entry(hit.row.concept); }));
    told.textContent = box.value.trim() ? hits.length + " found" : "";
  }

  function move(event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var place = links.indexOf(document.activeElement);
    if (event.key === "Escape") { box.value = ""; show(); box.focus(); }
    else if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(place + 1, links.length - 1)].focus(); }
    else if (event.key === "ArrowUp" && place >= 0) { event.preventDefault(); (links[place - 1] || box).focus(); }
    else if (event.key === "Enter" && document.activeElement === box && links.length) { location.href = links[0].href; }
  }

  box.addEventListener("input", show);
  box.parentElement.addEventListener("keydown", move);
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement !== box) { event.preventDefault(); box.focus(); }
  });
  if (location.hash.indexOf("#q=") === 0) { box.value = decodeURIComponent(location.hash.slice(3)); }
  show();
})();
