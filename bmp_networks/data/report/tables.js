"use strict";
// Sorting of tables by a press on a column title, and everything opened for print. The page reads well without it.
document.documentElement.classList.add("script");
(() => {
  const language = document.documentElement.lang;
  const compare = new Intl.Collator(language, { numeric: true, sensitivity: "base" }).compare;

  function sortBy(table, column) {
    const head = table.tHead.rows[0].cells[column];
    const isNumber = head.classList.contains("n");
    const before = head.getAttribute("aria-sort");
    // Numbers are mostly wanted largest first, words from A.
    const order = before === "descending" ? "ascending" : before === "ascending" ? "descending" : isNumber ? "descending" : "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const keyed = Array.from(table.tBodies[0].rows, (row, place) => {
      const cell = row.cells[column];
      const key = cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort);
      return { row, key, place };
    });
    keyed.sort((a, b) => {
      const gap = typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : compare(String(a.key), String(b.key));
      return sign * gap || a.place - b.place;
    });
    table.tBodies[0].append(...keyed.map((entry) => entry.row));
    table.dispatchEvent(new CustomEvent("sorted"));
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => sortBy(table, column));
    });
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
