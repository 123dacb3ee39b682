(function () {
  "use strict";
  var form = document.getElementById("filters"), shown = document.getElementById("shown");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#checks tbody tr"));
  function fits(wanted, value) {
    return !wanted || (wanted.charAt(0) === "!" ? value !== wanted.slice(1) : value === wanted);
  }
  function filter() {
    var words = form.elements.words.value.toLowerCase(), count = 0;
    rows.forEach(function (row) {
      var data = row.dataset;
      var keep = fits(form.elements.statement.value, data.statement) && fits(form.elements.kind.value, data.kind) &&
        fits(form.elements.status.value, data.status) && (!words || row.textContent.toLowerCase().indexOf(words) >= 0);
      row.hidden = !keep;
      count += keep ? 1 : 0;
    });
    shown.textContent = count + " of " + rows.length;
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.elements.status.value = "!holds";
  filter();
})();
