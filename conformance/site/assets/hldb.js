// A .hldb file field by field and entry by entry, whatever it holds, and what levels 0 and 1 of a
// reader find wrong (chapter 03). The tables of fields come from layout.js, which the site writes.
"use strict";

(() => {
  const MOST_BYTES = 32;
  const MOST_NUMBERS = 12;

  const number = (bytes, at, size) => {
    let value = 0n;
    for (let n = size - 1; n >= 0; n--) value = (value << 8n) | BigInt(bytes[at + n] ?? 0);
    return value;
  };
  const small = (bytes, at, size) => Number(number(bytes, at, size));
  const digits = (byte) => byte.toString(16).padStart(2, "0");
  const hex = (raw) => Array.from(raw.subarray(0, MOST_BYTES), digits).join("") + (raw.length > MOST_BYTES ? "…" : "");
  const printable = (raw) => Array.from(raw.subarray(0, 2 * MOST_BYTES),
    (byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${digits(byte)}`))
    .join("") + (raw.length > 2 * MOST_BYTES ? "…" : "");
  const same = (raw, written) => Array.from(raw, digits).join("") === written;

  class File {
    constructor(bytes, layout = book.layout) {
      this.bytes = bytes;
      this.layout = layout;
      this.trailer = Math.max(bytes.length - layout.trailerSize, 0);
      this.index = this.indexAt();
      this.records = [...this.readRecords()];
      this.blocks = [...this.readBlocks()];
    }

    number(at, size) { return small(this.bytes, at, size); }
    cut(at, size) { return this.bytes.subarray(at, at + size); }

    /** Where the trailer says that the index begins; null where that cannot be. */
    indexAt() {
      const at = this.number(this.trailer + 40, 8);
      const fits = this.layout.headerSize < at && at <= this.trailer - this.layout.indexSize;
      return fits && printable(this.cut(at, 4)) === "HIDX" ? at : null;
    }

    *readRecords() {
      if (this.index === null) return;
      const count = this.number(this.index + 4, 4);
      let at = this.index + this.layout.indexSize;
      for (let n = 0; n < count; n++) {
        const key = this.number(at + 14, 2);
        if (at + this.layout.recordSize + key > this.trailer) return;
        yield { at, key };
        at += this.layout.recordSize + key;
      }
    }

    *readBlocks() {
      let before = 0;
      for (const { at, key } of this.records) {
        const block = { at: this.number(at, 8), length: this.number(at + 8, 4), record: at, key };
        if (before <= block.at && this.layout.blockSize <= block.length && block.length <= this.index - block.at) {
          yield block;
          before = block.at + block.length;
        }
      }
    }

    /** Offset and size of each run of a block; null where they do not fill it. */
    runs({ at, length }) {
      const [keyWidth, valueWidth] = [this.bytes[at + 5], this.bytes[at + 6]];
      const [count, dead] = [this.number(at + 8, 2), this.number(at + 10, 2)];
      const [prefix, keys, values] = [12, 16, 20].map((place) => this.number(at + place, 4));
      const sizes = [prefix, count * keyWidth, (count - dead) * valueWidth, 2 * dead, keys, values];
      const total = sizes.reduce((sum, size) => sum + size, this.layout.blockSize);
      if (dead > count || total !== length) return null;
      let start = at + this.layout.blockSize;
      return sizes.map((size) => {
        const run = [start, size];
        start += size;
        return run;
      });
    }

    numbers([at, size], width) {
      const found = [];
      for (let n = at; width && n < at + size; n += width) found.push(this.number(n, width));
      return found;
    }

    field(section, name, at, size, kind, clause, width = 0) {
      const raw = this.cut(at, size);
      let text = "";
      if (kind === "number") text = String(number(this.bytes, at, size));
      else if (kind === "kind") text = this.layout.kinds[raw[0]] ?? String(raw[0]);
      else if (kind === "text") text = printable(raw);
      else if (kind === "numbers") {
        const all = this.numbers([at, size], width);
        text = all.slice(0, MOST_NUMBERS).join(", ") + (all.length > MOST_NUMBERS ? ", …" : "");
      } else text = hex(raw);
      return { section, name, at, size, text, clause };
    }

    *fixed(section, about, start) {
      for (const [name, at, size, kind, clause] of about) {
        if (start + at + size > this.bytes.length) return;
        yield this.field(section, name, start + at, size, kind, clause);
      }
    }

    *header() {
      yield* this.fixed("header", this.layout.header, 0);
      const end = Math.min(this.number(20, 2), this.trailer);
      const branch = this.bytes[23] ?? 0;
      const at = this.layout.headerSize;
      if (at + branch > end) return;
      yield this.field("header", "branch", at, branch, "text", "HLD-018");
      if (at + branch < end) yield this.field("header", "extension", at + branch, end - at - branch, "bytes", "HLD-012");
    }

    *block(block, n) {
      const section = `block ${n + 1}`;
      yield* this.fixed(section, this.layout.block, block.at);
      const runs = this.runs(block);
      if (!runs) {
        const at = block.at + this.layout.blockSize;
        yield this.field(section, "runs that do not fill the block", at, block.length - this.layout.blockSize, "bytes", "HLD-024");
        return;
      }
      const widths = { "key lengths": this.bytes[block.at + 5], "value lengths": this.bytes[block.at + 6] };
      for (const [place, [name, kind, clause]] of this.layout.runs.entries()) {
        yield this.field(section, name, ...runs[place], kind, clause, widths[name] ?? 2);
      }
    }

    *sections() {
      yield* this.header();
      for (const [n, block] of this.blocks.entries()) yield* this.block(block, n);
      if (this.index !== null) {
        yield* this.fixed("index", this.layout.index, this.index);
        for (const [n, { at, key }] of this.records.entries()) {
          yield* this.fixed(`index record ${n + 1}`, this.layout.record, at);
          yield this.field(`index record ${n + 1}`, "first key", at + this.layout.recordSize, key, "text", "HLD-030");
        }
      }
      yield* this.fixed("trailer", this.layout.trailer, this.trailer);
    }

    /** The fields in the order of their bytes, with what belongs to none: each byte is in one. */
    fields() {
      const gap = (from, to) => this.field("", "bytes of no section", from, to - from, "bytes", "HLD-003");
      const found = [];
      let at = 0;
      for (const one of [...this.sections()].sort((a, b) => a.at - b.at)) {
        if (one.size === 0 || one.at < at) continue;
        if (one.at > at) found.push(gap(at, one.at));
        found.push(one);
        at = one.at + one.size;
      }
      if (at < this.bytes.length) found.push(gap(at, this.bytes.length));
      return found;
    }

    /** Where each part of a run has its length, and where it is itself. */
    parts([lengthsAt, lengthsSize], [runAt, runSize], count) {
      const width = count ? Math.floor(lengthsSize / count) : 0;
      const sizes = width ? this.numbers([lengthsAt, lengthsSize], width) : Array(count).fill(count ? Math.floor(runSize / count) : 0);
      let start = runAt;
      return sizes.map((size, n) => {
        const part = [[lengthsAt + n * width, width], [start, size]];
        start += size;
        return part;
      });
    }

    /** The entries of the blocks that can be taken apart, each with the bytes that it is made of. */
    entries() {
      return this.blocks.flatMap((block, n) => {
        const runs = this.runs(block);
        if (!runs) return [];
        const [count, dead] = [this.number(block.at + 8, 2), this.number(block.at + 10, 2)];
        const [prefix, keyLengths, valueLengths, positions, keys, values] = runs;
        const gone = [...new Set(this.numbers(positions, 2))].sort((a, b) => a - b);
        const valueParts = this.parts(valueLengths, values, count - dead).values();
        return this.parts(keyLengths, keys, count).map(([length, suffix], at) => {
          const parts = [["prefix", ...prefix], ["key length", ...length], ["key suffix", ...suffix]];
          let value = "tombstone";
          if (gone.includes(at)) {
            parts.push(["tombstone position", positions[0] + 2 * gone.indexOf(at), 2]);
          } else {
            const [valueLength, run] = valueParts.next().value ?? [[0, 0], [0, 0]];
            parts.push(["value length", ...valueLength], ["value", ...run]);
            value = hex(this.cut(...run));
          }
          const whole = new Uint8Array([...this.cut(...prefix), ...this.cut(...suffix)]);
          return { block: n + 1, number: at + 1, key: printable(whole), value, parts: parts.filter((part) => part[2]) };
        });
      });
    }

    /**
     * The first damage that levels 0 and 1 see, as { at, clause, says }; null where they see none.
     * Hashes need the browser's own SHA-256, so this is a promise.
     */
    async damage() {
      const { bytes, trailer, layout } = this;
      const wrong = (at, clause, says) => ({ at, clause, says });
      const hashed = async (from, to, at) => same(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice(from, to))), Array.from(this.cut(at, 32), digits).join(""));
      if (bytes.length < layout.shortest) return wrong(bytes.length, "HLD-003", `a file of ${bytes.length} bytes; the shortest has ${layout.shortest}`);
      if (!same(this.cut(0, 8), layout.magic)) return wrong(0, "HLD-010", "the magic is not that of a file");
      if (printable(this.cut(trailer, 4)) !== "HTRL") return wrong(trailer, "HLD-032", "there is no trailer where one should begin");
      if (!same(this.cut(trailer + 160, 8), layout.endMagic)) return wrong(trailer + 160, "HLD-032", "the end magic is not that of a file");
      if (number(bytes, trailer + 56, 8) !== BigInt(bytes.length)) return wrong(trailer + 56, "HLD-032", "the file has another length");
      if (!await hashed(trailer, trailer + layout.rooted, trailer + 128)) return wrong(trailer + 128, "HLD-033", "the root is not the hash of the trailer");
      const [indexAt, indexLength] = [number(bytes, trailer + 40, 8), number(bytes, trailer + 48, 8)];
      if (indexAt + indexLength !== BigInt(trailer)) return wrong(trailer + 40, "HLD-032", "the index does not end where the trailer begins");
      const header = this.number(20, 2);
      if (header > trailer || !await hashed(0, header, trailer + 64)) return wrong(0, "HLD-033", "the header has another hash than the trailer says");
      if (!await hashed(Number(indexAt), trailer, trailer + 96)) return wrong(Number(indexAt), "HLD-033", "the index has another hash than the trailer says");
      if (this.number(8, 2) !== 1) return wrong(8, "HLD-011", "another major version: UNSUPPORTED_FORMAT");
      if (this.number(12, 4)) return wrong(12, "HLD-012", "a critical feature that nobody knows: UNSUPPORTED_FORMAT");
      for (const [n, block] of this.blocks.entries()) {
        if (!await hashed(block.at, block.at + block.length, block.record + 16)) return wrong(block.at, "HLD-031", `block ${n + 1} has another hash than the index says`);
      }
      return null;
    }
  }

  book.File = File;
})();
