"use strict";
// Filters and sorts the list of the page; what is chosen stands in the address, after the #. Without it the list is whole.
(() => {
  const table = document.querySelector("table.list");
  const form = document.querySelector("form.filters");
  if (!table || !form) return;
  const told = document.querySelector(".shown");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const heads = [...table.tHead.rows[0].cells].filter((head) => head.dataset.key);
  const facets = [...form.elements].filter((field) => field.name && !["q", "sort"].includes(field.name));

  const key = (row, place) => {
    const cell = row.cells[place];
    const said = cell.dataset.k ?? cell.textContent;
    const number = Number(said);
    return said === "" ? null : Number.isNaN(number) ? said : number;
  };
  const before = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), document.documentElement.lang));

  let ordered = "";
  function order() {
    if (form.sort.value === ordered) return;
    ordered = form.sort.value;
    const down = form.sort.value.startsWith("-");
    const head = heads.find((one) => one.dataset.key === form.sort.value.replace("-", ""));
    for (const one of heads) {
      if (one === head) one.setAttribute("aria-sort", down ? "descending" : "ascending");
      else one.removeAttribute("aria-sort");
    }
    const keyed = rows.map(({ row }, place) => ({ row, place, key: head ? key(row, head.cellIndex) : place }));
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place; // unknown: last
      return (down ? -before(a.key, b.key) : before(a.key, b.key)) || a.place - b.place;
    });
    body.append(...keyed.map((one) => one.row));
  }

  function sift() {
    const wanted = facets.filter((field) => field.value);
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((field) => row.dataset[field.name] === field.value) || !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    const said = shown ? told.dataset.some : told.dataset.none;
    told.textContent = said.replace("{shown}", shown.toLocaleString("en")).replace("{all}", rows.length.toLocaleString("en"));
  }

  function show() {
    sift();
    order();
  }

  function write() {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `#${String(chosen) || form.closest("section").id}`);
    show();
  }

  function read() {
    if (!location.hash.includes("=")) return false;
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const field of [...facets, form.q, form.sort]) {
      field.value = chosen.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    return true;
  }

  function arrive() {
    if (!read()) return;
    show();
    const heading = form.closest("section").querySelector("h2");
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const name = head.dataset.key;
      form.sort.value = { [name]: `-${name}`, [`-${name}`]: "" }[form.sort.value] ?? name;
      write();
    });
  }
  for (const link of document.querySelectorAll("a[data-go]")) link.hash = link.dataset.go;
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(write));
  window.addEventListener("hashchange", arrive);
  form.hidden = false;
  show();
  arrive();
})();
