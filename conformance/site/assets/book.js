// What all pages have: the theme, sentences on hover, search, filters, things to copy.
"use strict";

const book = {
  root: document.documentElement.dataset.root,
  entries: null,
  waiting: [],

  /** Called by search-data.js: [kind, name, what it says, address] of everything. */
  found(entries) {
    book.entries = entries;
    book.byName = new Map(entries.map((entry) => [entry[1], entry]));
    for (const told of book.waiting.splice(0)) told();
  },

  /** Call back once the names are there; they are fetched when they are first needed. */
  whenFound(told) {
    if (book.entries) return told();
    if (book.waiting.push(told) > 1) return undefined;
    const script = document.createElement("script");
    script.src = `${book.root}assets/search-data.js`;
    document.head.append(script);
    return undefined;
  },

  /** An element with attributes and children. */
  element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  },
};

(() => {
  const { element } = book;

  // Light and dark
  const root = document.documentElement;
  document.querySelector(".tools").hidden = false;
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("helios-theme", root.dataset.theme);
    } catch {
      // it holds for this page, then
    }
  });

  // What is wider than the page can be reached, and then scrolled, by keyboard
  for (const wide of document.querySelectorAll(".transcript pre")) wide.tabIndex = 0;

  // The sentence of an ID
  const tip = element("div", { class: "tip", role: "tooltip", id: "tip", hidden: true });
  document.body.append(tip);
  let shown = null;
  const show = (link) => {
    shown = link;
    book.whenFound(() => {
      const entry = book.byName.get(link.dataset.id ?? link.textContent);
      if (shown !== link || !entry || !entry[2]) return;
      tip.textContent = entry[2];
      tip.hidden = false;
      link.setAttribute("aria-describedby", "tip");
      const place = link.getBoundingClientRect();
      const left = Math.min(place.left, innerWidth - tip.offsetWidth - 12);
      const above = place.bottom + tip.offsetHeight + 12 > innerHeight;
      tip.style.left = `${Math.max(8, left) + scrollX}px`;
      tip.style.top = `${(above ? place.top - tip.offsetHeight - 6 : place.bottom + 6) + scrollY}px`;
    });
  };
  const hide = () => {
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  const named = (event) => event.target.closest?.("a[data-id], a.id");
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => named(event) && show(named(event)));
  }
  for (const name of ["mouseout", "focusout"]) {
    document.addEventListener(name, (event) => named(event) && hide());
  }

  // Search
  const input = element("input", {
    type: "search", "aria-label": "Search IDs, codes and words", placeholder: "An ID, a code, or words",
    autocomplete: "off", spellcheck: "false",
  });
  const list = element("ul", { "aria-label": "What was found" });
  const count = element("p", { role: "status" });
  const dialog = element("dialog", { class: "search", "aria-label": "Search" }, input, list, count);
  document.body.append(dialog);
  const open = () => {
    hide();
    dialog.showModal();
    input.select();
    book.whenFound(look);
  };
  const score = ([, name, says], words) => {
    const called = name.toLowerCase();
    const said = says.toLowerCase();
    let total = 0;
    for (const word of words) {
      if (called === word || called.endsWith(`/${word}`)) total += 100;
      else if (called.startsWith(word)) total += 40;
      else if (called.includes(word)) total += 20;
      else if (new RegExp(`\\b${word.replace(/[^\w]/g, "\\$&")}`).test(said)) total += 8;
      else if (said.includes(word)) total += 3;
      else return 0;
    }
    return total;
  };
  const weight = { clause: 4, chapter: 4, error: 4, decision: 3, page: 6, engine: 5, finding: 5, feature: 3, statement: 2, case: 1, vector: 1, fault: 0, word: 2 };
  const look = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = !words.length ? [] : book.entries
      .map((entry) => [score(entry, words), entry])
      .filter(([points]) => points)
      .sort((a, b) => b[0] + weight[b[1][0]] - a[0] - weight[a[1][0]]);
    list.replaceChildren(...found.slice(0, 40).map(([, [kind, name, says, place]]) =>
      element("li", {}, element("a", { href: book.root + place },
        element("span", { class: "kind" }, kind),
        element("b", {}, name),
        element("span", { class: "says" }, says)))));
    count.textContent = words.length
      ? `${found.length} found${found.length > 40 ? ", the first 40 shown" : ""}`
      : "IDs (BKP-023), codes (NO_BASE), cases (Parent1[1]), statements (S24), or words";
  };
  input.addEventListener("input", () => book.whenFound(look));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : input).focus();
    else if (event.key === "Escape") dialog.close();
    else if (event.key === "Enter" && document.activeElement === input) links[0]?.click();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", () => dialog.close());
  document.getElementById("search-open").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !dialog.open) {
      event.preventDefault();
      open();
    }
  });

  // Filters of lists and of the matrix
  for (const form of document.querySelectorAll("form[data-filter]")) {
    form.hidden = false;
    const told = form.querySelector("output");
    const rows = [...document.querySelectorAll("[data-row]")];
    const groups = [...document.querySelectorAll(".group")];
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const flags = [...form.querySelectorAll("input[type=checkbox]")];
    const wanted = (row) => flags.every((flag) => !flag.checked || row.dataset[flag.name] === "1");
    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const row of rows) {
        row.hidden = !(wanted(row) && words.every((word) => texts.get(row).includes(word)));
        left += !row.hidden;
        for (const inner of row.querySelectorAll(".case-row")) inner.classList.toggle("out", !wanted(inner));
      }
      for (const group of groups) group.hidden = !group.querySelector("[data-row]:not([hidden])");
      told.textContent = left === rows.length ? "" : `${left} of ${rows.length}`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }

  // The matrix: features fold
  for (const body of document.querySelectorAll(".feature-rows")) {
    const head = body.querySelector(".feature-row th");
    const rows = [...body.querySelectorAll(".case-row")];
    const button = element("button", {
      type: "button", class: "toggle", "aria-expanded": "false",
      "aria-label": `Cases of ${head.querySelector("a").textContent}`,
      onclick: () => fold(button.getAttribute("aria-expanded") === "true"),
    }, "▸");
    const fold = (folded) => {
      for (const row of rows) row.hidden = folded || row.classList.contains("out");
      button.setAttribute("aria-expanded", String(!folded));
      button.textContent = folded ? "▸" : "▾";
    };
    head.prepend(button);
    fold(true);
    // What is looked for by words is shown; without words, a feature stays as it was unfolded.
    const form = document.querySelector("form[data-filter]");
    form.addEventListener("input", () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const told = (row) => words.every((word) => row.textContent.toLowerCase().includes(word));
      const hits = words.length ? rows.filter((row) => !row.classList.contains("out") && told(row)) : [];
      fold(!hits.length && button.getAttribute("aria-expanded") !== "true");
      if (hits.length) for (const row of rows) row.hidden = !hits.includes(row);
    });
  }

  // Things to copy
  const copied = async (button, text) => {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "copied";
    } catch {
      button.textContent = "this browser copies nothing from here";
    }
    setTimeout(() => { button.textContent = before; }, 1600);
  };
  for (const button of document.querySelectorAll("[data-copy-address]")) {
    button.hidden = false;
    button.addEventListener("click", () => copied(button, location.href));
  }
  book.asSql = (transcript) => [...transcript.querySelectorAll(".call")].map((call) => {
    const text = call.textContent;
    if (/^(open |-- |reopen|chdir|set_clock)/.test(text)) return `-- ${text.replace(/^-- /, "")}\n`;
    const session = /^\[(\w+)\] ([^]*)$/.exec(text);
    return session ? `-- in the session ${session[1]}:\n${session[2]};\n` : `${text};\n`;
  }).join("");
  for (const part of document.querySelectorAll(".copies")) {
    const transcript = part.parentElement.querySelector(":scope > .transcript");
    const command = `helios-conformance run --driver my_driver.py:Driver --case '${part.dataset.case.replaceAll("'", "'\\''")}'`;
    part.append(
      element("button", { type: "button", class: "copy", onclick: (event) => copied(event.target, book.asSql(transcript)) }, "copy as SQL"), " ",
      element("button", { type: "button", class: "copy", onclick: (event) => copied(event.target, command) }, "copy the command"));
    part.hidden = false;
  }

  // A case that is folded opens when somebody comes for it
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    if (target?.tagName === "DETAILS") target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
})();
