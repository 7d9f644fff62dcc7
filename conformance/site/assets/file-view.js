// A file to be looked at: bytes, fields, clauses and entries lead to each other.
"use strict";

(() => {
  const { element } = book;
  const WIDTH = 16;

  class FileView {
    constructor(place) {
      this.place = place;
      this.bar = place.querySelector(".file-bar");
      this.hex = place.querySelector(".hex");
      this.told = place.querySelector(".file-at");
      this.lists = place.querySelector(".file-lists");
      this.rows = element("div", { class: "hex-rows" });
      this.height = element("div");
      this.hex.append(this.height, this.rows);
      this.hex.addEventListener("scroll", () => this.drawRows());
      this.hex.addEventListener("keydown", (event) => this.key(event));
      this.hex.addEventListener("pointerdown", (event) => {
        if (event.target.dataset.at) this.go(Number(event.target.dataset.at));
      });
      this.hex.addEventListener("pointerover", (event) => {
        if (event.target.dataset.at) this.tell(Number(event.target.dataset.at));
      });
      this.hex.addEventListener("pointerleave", () => this.tell(this.cursor));
      place.hidden = false;
    }

    /** Show one of some files: { name, bytes, damage }. */
    open(files, name = files.at(-1).name) {
      this.files = files;
      this.file = files.find((file) => file.name === name) ?? files.at(-1);
      const parsed = new book.File(this.file.bytes);
      this.bytes = this.file.bytes;
      this.fields = parsed.fields();
      this.entries = parsed.entries();
      this.differs = new Set(this.file.differs ?? []);
      this.cursor = 0;
      this.drawBar();
      this.drawLists();
      this.hex.scrollTop = 0;
      this.measure();
      this.go(this.file.damage[0] ?? 0);
    }

    measure() {
      this.line = parseFloat(getComputedStyle(this.hex).lineHeight) || 22;
      this.height.style.height = `${Math.ceil(this.bytes.length / WIDTH) * this.line}px`;
    }

    fieldAt(at) {
      let [low, high] = [0, this.fields.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (this.fields[middle].at <= at) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    entryAt(at) {
      const field = this.fields[this.fieldAt(at)];
      if (!field || !field.section.startsWith("block")) return -1;
      return this.entries.findIndex((entry) => entry.parts.some(([name, start, size]) => name !== "prefix" && start <= at && at < start + size));
    }

    isDamaged(at) {
      return this.file.damage.some((from) => {
        const field = this.fields[this.fieldAt(Math.min(from, this.bytes.length - 1))];
        return from < this.bytes.length && at >= from && at < field.at + field.size;
      });
    }

    drawBar() {
      const offset = element("input", { type: "text", inputmode: "numeric", "aria-label": "Go to offset", placeholder: "offset" });
      this.bar.replaceChildren(
        ...this.files.map((file) => element("button", {
          type: "button", "aria-pressed": String(file === this.file), onclick: () => this.open(this.files, file.name),
        }, file.name)),
        element("span", {}, `${this.bytes.length.toLocaleString("en")} bytes`),
        element("button", { type: "button", onclick: () => this.save() }, "save the file"),
        element("form", { onsubmit: (event) => {
          event.preventDefault();
          const at = Number(offset.value);
          if (Number.isInteger(at)) this.go(at);
          this.hex.focus();
        } }, offset, " ", element("button", {}, "go to byte")));
    }

    save() {
      const address = URL.createObjectURL(new Blob([this.bytes]));
      element("a", { href: address, download: this.file.name }).click();
      URL.revokeObjectURL(address);
    }

    drawLists() {
      const bad = new Set(this.file.damage.filter((at) => at < this.bytes.length).map((at) => this.fieldAt(at)));
      this.fieldButtons = this.fields.slice(0, 2000).map((field, n) => element("button", {
        type: "button", class: bad.has(n) ? "bad" : null, tabindex: "-1", onclick: () => this.go(field.at),
      }, element("span", {}, String(field.at)), element("span", {}, field.name), element("code", {}, field.text)));
      this.entryButtons = this.entries.slice(0, 2000).map((entry) => element("button", {
        type: "button", tabindex: "-1",
        onclick: () => this.go(entry.parts.find(([name]) => name === "key suffix" || name === "prefix")[1]),
      }, element("span", {}, `${entry.block}.${entry.number}`), element("span", {}, entry.key), element("code", {}, entry.value)));
      const parts = [];
      let section = null;
      this.fieldButtons.forEach((button, n) => {
        if (this.fields[n].section !== section) {
          section = this.fields[n].section;
          parts.push(element("p", { class: "section" }, section || "no section"));
        }
        parts.push(button);
      });
      this.lists.replaceChildren(...parts, ...(this.entries.length ? [element("p", { class: "section" }, "entries")] : []), ...this.entryButtons);
    }

    drawRows() {
      const first = Math.max(0, Math.floor(this.hex.scrollTop / this.line) - 2);
      const count = Math.ceil(this.hex.clientHeight / this.line) + 4;
      const last = Math.min(Math.ceil(this.bytes.length / WIDTH), first + count);
      const field = this.fields[this.fieldAt(this.cursor)];
      const entry = this.entries[this.entryAt(this.cursor)];
      const rows = [];
      for (let row = first; row < last; row++) rows.push(this.row(row * WIDTH, field, entry));
      this.rows.style.top = `${first * this.line}px`;
      this.rows.replaceChildren(...rows);
    }

    row(start, field, entry) {
      const bytes = [];
      let shown = "";
      for (let at = start; at < start + WIDTH; at++) {
        const byte = this.bytes[at];
        if (byte === undefined) {
          bytes.push(element("i", {}, " "));
          continue;
        }
        shown += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
        const classes = [
          this.fieldAt(at) % 2 ? "even" : "",
          field && field.at <= at && at < field.at + field.size ? "field" : "",
          entry?.parts.some(([, from, size]) => from <= at && at < from + size) ? "entry" : "",
          this.isDamaged(at) ? "damage" : "",
          this.differs.has(at) ? "differs" : "",
          at === this.cursor ? "cursor" : "",
        ].filter(Boolean).join(" ");
        bytes.push(element("i", { "data-at": at, class: classes || null }, byte.toString(16).padStart(2, "0")));
      }
      const offset = element("span", { class: "o" }, start.toString(16).padStart(5, "0"));
      return element("div", { class: "hex-row" }, offset, ...bytes, element("span", { class: "t" }, shown));
    }

    /** Go to a byte: everything that belongs to it is marked. */
    go(at) {
      this.cursor = Math.max(0, Math.min(at, this.bytes.length - 1));
      const top = Math.floor(this.cursor / WIDTH) * this.line;
      if (top < this.hex.scrollTop || top + 2 * this.line > this.hex.scrollTop + this.hex.clientHeight) {
        this.hex.scrollTop = top - this.hex.clientHeight / 3;
      }
      this.drawRows();
      this.tell(this.cursor);
      const field = this.fieldAt(this.cursor);
      const entry = this.entryAt(this.cursor);
      const mark = (buttons, on, name) => buttons.forEach((button, n) => button.classList.toggle(name, n === on));
      mark(this.fieldButtons, field, "on");
      mark(this.entryButtons, entry, "entry-on");
      this.reveal(this.fieldButtons[field]);
    }

    reveal(button) {
      if (!button) return;
      const [top, height] = [button.offsetTop - this.lists.offsetTop, this.lists.clientHeight];
      if (top < this.lists.scrollTop || top + button.offsetHeight > this.lists.scrollTop + height) this.lists.scrollTop = top - height / 3;
    }

    /** Say in a sentence what a byte is. */
    tell(at) {
      const field = this.fields[this.fieldAt(at)];
      if (!field) return this.told.replaceChildren("The file is empty.");
      const entry = this.entries[this.entryAt(at)];
      const place = field.size > 1 ? `byte ${at - field.at + 1} of ${field.size} of ` : "";
      const part = entry?.parts.find(([, from, size]) => from <= at && at < from + size);
      return this.told.replaceChildren(
        element("b", {}, `Byte ${at} (0x${at.toString(16)})`), " is ",
        element("code", {}, `0x${this.bytes[at].toString(16).padStart(2, "0")}`), `: ${place}`,
        element("b", {}, field.name), field.section ? `, ${field.section} (` : " (",
        element("a", { class: "id clause", href: `${book.root}clauses/${field.clause}.html`, "data-id": field.clause }, field.clause), ")",
        ...(entry ? [`; ${part[0]} of entry ${entry.number} of block ${entry.block}, `, element("code", {}, entry.key)] : []),
        ...(this.differs.has(at) ? [". It is another in the valid twin"] : []),
        ".",
        ...(this.isDamaged(at) ? [element("b", { class: "none" }, " Here the damage begins.")] : []));
    }

    key(event) {
      const field = this.fieldAt(this.cursor);
      const page = Math.max(1, Math.floor(this.hex.clientHeight / this.line) - 1) * WIDTH;
      const moves = {
        ArrowRight: 1, ArrowLeft: -1, ArrowDown: WIDTH, ArrowUp: -WIDTH, PageDown: page, PageUp: -page,
        Home: -this.cursor, End: this.bytes.length,
      };
      if (event.key in moves) this.go(this.cursor + moves[event.key]);
      else if (event.key === "f") this.go(this.fields[Math.min(field + 1, this.fields.length - 1)].at);
      else if (event.key === "F") this.go(this.fields[Math.max(field - 1, 0)].at);
      else return;
      event.preventDefault();
    }
  }

  const unpacked = async ({ name, gzip, damage, differs }) => {
    const raw = Uint8Array.from(atob(gzip), (letter) => letter.charCodeAt(0));
    const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
    return { name, damage, differs, bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
  };

  const place = document.querySelector("[data-file-view]");
  const packed = document.getElementById("file-bytes");
  book.fileReady = (async () => {
    if (!packed) return;
    const view = new FileView(place);
    view.open(await Promise.all(JSON.parse(packed.textContent).map(unpacked)));
    book.view = view;
    const arrive = () => {
      const place = decodeURIComponent(location.hash.slice(1));
      if (view.files.some((file) => file.name === place)) view.open(view.files, place);
      const found = /^(?:([^:]+):)?(\d+)$/.exec(place);
      if (!found) return;
      if (found[1] && found[1] !== view.file.name) view.open(view.files, found[1]);
      view.go(Number(found[2]));
      view.place.scrollIntoView({ block: "nearest" });
    };
    arrive();
    addEventListener("hashchange", arrive);
  })();

  const drop = document.querySelector("[data-drop]");
  if (!drop) return;
  const found = document.querySelector("[data-found]");
  drop.hidden = false;
  let view = null;
  const take = async (file) => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const parsed = new book.File(bytes);
    const damage = globalThis.crypto?.subtle ? await book.damage(parsed) : undefined;
    found.replaceChildren(element("b", {}, file.name), ": ",
      ...(damage === undefined ? ["this browser has no SHA-256 here, so no hash was compared."]
        : damage === null ? ["levels 0 and 1 find no damage: every hash is right. What stands in the blocks, levels 2 and 3 check: helios-ref verify."]
          : [element("b", { class: "none" }, "damaged"), ` at offset ${damage.at}: ${damage.says} (`,
            element("a", { class: "id clause", href: `${book.root}clauses/${damage.clause}.html`, "data-id": damage.clause }, damage.clause), ")."]));
    if (!bytes.length) return;
    view ??= new FileView(place);
    view.open([{ name: file.name, bytes, damage: damage ? [damage.at] : [] }]);
    book.view = view;
  };
  drop.querySelector("input").addEventListener("change", (event) => take(event.target.files[0]));
  for (const name of ["dragover", "dragenter"]) {
    document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
})();
